"""Rosters and the signings of events as their pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luodi.desk import naming
from luodi.desk.day import day_asked
from luodi.desk.exports import Export
from luodi.desk.frame import Frame
from luodi.figures.compute import compute_many
from luodi.figures.questions import Figure
from luodi.figures.scopes import Dimension, Part, Scope
from luodi.kernel.money import Yuan
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Standing
from luodi.outreach.models import PromotionEvent
from luodi.projects.choices import Stage
from luodi.rosters import selectors
from luodi.rosters.choices import Signing
from luodi.rosters.models import Roster, RosterEntry
from luodi.rosters.selectors import Signed, total
from luodi.ui import sheets

MOST_EVENTS = 200
_COUNTED = ("ceremony.projects", "ceremony.amount")


@dataclass(frozen=True)
class RosterPage:
    roster: Roster
    on: date
    entries: Sequence[RosterEntry]
    left: Sequence[RosterEntry]

    @property
    def total(self) -> Yuan:
        return Yuan(sum(one.project.total_fen or 0 for one in self.entries))


def roster_page(found: Roster, frame: Frame, on: str) -> RosterPage:
    """Return the roster as of a day, with those that have left it by then.    Raises: DateRefused."""
    day = day_asked(on, frame.today, field="on")
    entries = selectors.entries_of(found, frame.reach, on=day, as_of=frame.as_of)
    gone = found.entries.known_at(frame.as_of).visible_to(frame.reach).filter(left_on__lte=day)
    inside = [entry.pk for entry in entries]
    left = gone.exclude(pk__in=inside).select_related("project__unit").order_by("-left_on", "seat")
    return RosterPage(found, day, list(entries), list(left))


def roster_sheet(page: RosterPage) -> Export:
    columns = [
        sheets.Column("序号", width=8),
        sheets.Column("项目名称", width=40),
        sheets.Column("编号"),
        sheets.Column("责任单位", width=18),
        sheets.Column("阶段"),
        sheets.Column("总投资", "亿元", places=4),
        sheets.Column("县区（园区）", width=16),
        sheets.Column("列入日期"),
        sheets.Column("列入原因", width=30),
    ]
    rows = [
        [
            at,
            one.project.name,
            one.project.code,
            one.project.unit.short_name,
            Stage(one.project.stage).label,
            one.project.total.to_yi(4) if one.project.total else None,
            naming.area(one.project.area),
            one.entered_on,
            one.reason,
        ]
        for at, one in enumerate(page.entries, start=1)
    ]
    says = [f"名单：{page.roster.name}　{page.roster.document}", f"名单日期：{page.on.isoformat()}"]
    return Export(page.roster.name, columns, rows, says)


def events(frame: Frame) -> Sequence[PromotionEvent]:
    """Return the events, latest first, each before its parts."""
    rows = PromotionEvent.objects.visible_to(frame.reach).filter(held_from__lte=frame.today)
    return list(rows.select_related("unit", "parent").order_by("-held_to", "parent_id", "id")[:MOST_EVENTS])


@dataclass(frozen=True)
class Group:
    """What the page shows apart, each with its own rows and what they add up to."""

    title: str
    rows: Sequence[Signed]

    @property
    def total(self) -> Yuan:
        return total(self.rows)


@dataclass(frozen=True)
class PartLine:
    event: PromotionEvent
    groups: Sequence[Group]


@dataclass(frozen=True)
class SigningsPage:
    """``figures`` are the city's published ones of the event; the groups are of the rows that are shown."""

    event: PromotionEvent
    groups: Sequence[Group]
    remote: Group
    parts: Sequence[PartLine]
    figures: dict[str, Figure]
    claimed: dict[str, Figure]


def signings_page(found: PromotionEvent, frame: Frame) -> SigningsPage:
    told = selectors.signings(found, frame.reach, frame.as_of)
    scope = Scope((Part(Dimension.EVENT, found.code, found.name),))
    period = Period(date(found.held_from.year, 1, 1), date(found.held_to.year, 12, 31))
    verified, claimed = (
        compute_many(
            _COUNTED, city=frame.city, period=period, scope=scope, as_of=frame.known, standing=standing
        )
        for standing in (Standing.VERIFIED, Standing.CLAIMED)
    )
    return SigningsPage(
        event=found,
        groups=_groups(told),
        remote=Group("其中非现场签约", told.remote),
        parts=[
            PartLine(part, _groups(selectors.signings(part, frame.reach, frame.as_of)))
            for part in selectors.parts_of(found)
        ],
        figures=verified,
        claimed=claimed,
    )


def signings_sheet(page: SigningsPage) -> Export:
    columns = [
        sheets.Column("类别"),
        sheets.Column("项目名称", width=40),
        sheets.Column("编号"),
        sheets.Column("责任单位", width=18),
        sheets.Column("计入金额", "亿元", places=4),
        sheets.Column("列入日期"),
        sheets.Column("列入清单", width=24),
        sheets.Column("签约日期"),
        sheets.Column("此前列入", width=24),
    ]
    rows = [
        [
            group.title,
            one.project.name,
            one.project.code,
            one.project.unit.short_name,
            one.amount.to_yi(4),
            one.listed_on,
            one.listed_at,
            one.signed_on,
            one.earlier,
        ]
        for group in page.groups
        for one in group.rows
    ]
    return Export(f"{page.event.name}签约", columns, rows, ["同一项目在本活动中只列一次；增资只计增资额"])


def _groups(told: selectors.Signings) -> list[Group]:
    return [Group(kind.label, told.of(kind)) for kind in Signing]
