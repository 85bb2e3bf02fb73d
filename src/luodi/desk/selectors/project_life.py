"""The tabs of a project that tell its life: how it stands, its money, its milestones."""

from collections.abc import Sequence
from dataclasses import dataclass

from luodi.desk.asking import EVER_SINCE, Asking
from luodi.desk.forms.details import GROUPS
from luodi.desk.frame import Frame
from luodi.desk.selectors.project import Head, Step, shares_of, steps
from luodi.figures.questions import Figure
from luodi.figures.scopes import Dimension, Scope
from luodi.kernel.money import Yuan
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Channel, FactKind, Standing
from luodi.projects import details, requirements, selectors, words
from luodi.projects.choices import Field, Stage
from luodi.projects.models import Project
from luodi.projects.requirements import Required, Version
from luodi.projects.selectors import MilestoneItem, MoneyItem

FUNDS = ("funds.amount", "funds.domestic.amount", "funds.foreign.amount")


@dataclass(frozen=True)
class Noted:
    """A group of details that the project has, as they are said."""

    title: str
    said: Sequence[tuple[Field, str]]


@dataclass(frozen=True)
class Overview:
    """``missing`` is what the next stage still takes, with reasons; ``undone`` the milestones it waits for."""

    steps: tuple[Step, ...]
    missing: Sequence[Required]
    undone: Sequence[str]
    table: Version
    shares: Sequence[tuple[str, float]]
    channel: str
    noted: Sequence[Noted]
    milestones: Sequence[MilestoneItem]
    verified: Figure
    claimed: Figure


@dataclass(frozen=True)
class FundsLine:
    """What has come in over one period: verified and claimed side by side."""

    title: str
    verified: dict[str, Figure]
    claimed: dict[str, Figure]


@dataclass(frozen=True)
class Money:
    """``above`` is how much more is claimed than the total investment, None while it is not."""

    entries: Sequence[MoneyItem]
    lines: Sequence[FundsLine]
    total: Yuan | None
    above: Yuan | None


def overview(project: Project, head: Head | None, frame: Frame) -> Overview:
    ahead = None if frame.is_past or project.is_void else selectors.next_stage(project)
    items = selectors.milestones(project, frame.today, frame.as_of)
    waits = [one.name for one in items if one.before_start and one.is_missing]
    everything = _asking(project, frame, Period.between(EVER_SINCE, frame.today))
    return Overview(
        steps=steps(project, head, frame),
        missing=[] if ahead is None else selectors.lacking(project, ahead, frame.today),
        undone=waits if ahead == Stage.STARTED else [],
        table=requirements.table(frame.today, frame.city.code),
        shares=[] if frame.is_past or project.is_void else shares_of(project),
        channel=Channel(project.channel_of_signing).label if project.channel_of_signing else "",
        noted=_noted(project),
        milestones=[one for one in items if one.applies or one.done],
        verified=everything.many(FUNDS[:1])[FUNDS[0]],
        claimed=_claimed(everything).many(FUNDS[:1])[FUNDS[0]],
    )


def money(project: Project, head: Head | None, frame: Frame) -> Money:
    periods = (
        ("累计", Period.between(EVER_SINCE, frame.today)),
        ("今年", Period.year_to_date(frame.today)),
        ("本月", Period.month_to_date(frame.today)),
    )
    lines = []
    for title, period in periods:
        asking = _asking(project, frame, period)
        lines.append(FundsLine(title, asking.many(FUNDS), _claimed(asking).many(FUNDS)))
    total = head.total if head else None
    in_all = lines[0].claimed[FUNDS[0]].exact
    return Money(
        entries=selectors.money(project, frame.as_of),
        lines=lines,
        total=total,
        above=Yuan(in_all - total.fen) if total is not None and in_all > total.fen else None,
    )


def milestones(project: Project, frame: Frame) -> list[MilestoneItem]:
    return selectors.milestones(project, frame.today, frame.as_of)


def word_of(item: MoneyItem) -> str:
    """Return what an entry is called: funds by their capital, an increase as such."""
    if item.kind == FactKind.PROJECT_INCREASE:
        return item.kind.label
    return f"到位{item.capital.label}" if item.capital else item.kind.label


def _asking(project: Project, frame: Frame, period: Period) -> Asking:
    scope = Scope.CITY.narrowed(Dimension.PROJECT, project.code, project.code)
    return Asking(frame.city, period, scope, frame.known)


def _claimed(asking: Asking) -> Asking:
    return Asking(asking.city, asking.period, asking.scope, asking.as_of, Standing.CLAIMED)


def _noted(project: Project) -> list[Noted]:
    found = []
    for title, fields in GROUPS.items():
        said = [(field, words.say(field, details.value_of(project, field))) for field in fields]
        if kept := [(field, text) for field, text in said if text]:
            found.append(Noted(title, kept))
    return found
