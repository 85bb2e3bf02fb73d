"""Answers about credit and first reports, shaped for pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from luodi.crediting.choices import ReportState
from luodi.crediting.models import FirstReport
from luodi.kernel.asof import AsOf
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.organisation.models import Unit
from luodi.organisation.policies import Reach
from luodi.projects.models import Project

WHOLE = 10_000


@dataclass(frozen=True)
class Part:
    unit: Unit
    basis_points: int

    @property
    def percent(self) -> str:
        return f"{self.basis_points / 100:.2f}"


@dataclass(frozen=True)
class HeldCredit:
    """Who answered for a project and who shared in it, from one day to another (``until`` None: still)."""

    since: date
    until: date | None
    unit: Unit
    parts: tuple[Part, ...]
    standing: Standing
    recorded_at: datetime
    recorded_by: str
    act: str
    reason: str


def credit_history(project: Project, as_of: AsOf | None = None) -> tuple[HeldCredit, ...]:
    """Return the periods in which responsibility and shares stayed the same, latest first, as the ledger knew them.

    Shape: two queries; read from the states that count, so that it is what the figures divide by.
    """
    rows = Fact.objects.filter(subject_id=project.subject_id, kind=FactKind.PROJECT_STATE).counted()
    known = rows.live() if as_of is None else rows.known_at(as_of.moment)
    facts = list(
        known.select_related("unit", "entry__actor__person")
        .prefetch_related("credits__unit")
        .order_by("occurred_on", "ordinal")
    )
    last_of_day = {fact.occurred_on: fact for fact in facts}
    told: list[HeldCredit] = []
    for fact in last_of_day.values():
        one = _held(fact)
        if told and (told[-1].unit, told[-1].parts) == (one.unit, one.parts):
            continue
        if told:
            told[-1] = _ended(told[-1], one.since)
        told.append(one)
    return tuple(reversed(told))


def _held(fact: Fact) -> HeldCredit:
    credits = sorted(fact.credits.all(), key=lambda one: (-one.basis_points, one.unit_id))
    parts = tuple(Part(one.unit, one.basis_points) for one in credits) or (Part(fact.unit, WHOLE),)
    return HeldCredit(
        since=fact.occurred_on,
        until=None,
        unit=fact.unit,
        parts=parts,
        standing=Standing(fact.standing),
        recorded_at=fact.recorded_at,
        recorded_by=fact.entry.actor.display_name,
        act=fact.entry.act,
        reason=fact.entry.reason,
    )


def _ended(one: HeldCredit, on: date) -> HeldCredit:
    return HeldCredit(**{**one.__dict__, "until": on})


def first_reporters(project: Project) -> Sequence[FirstReport]:
    """Return the first reports that the project came from: one, or two where the centre ruled that both were first."""
    rows = FirstReport.objects.filter(
        project=project, state__in=(ReportState.CONVERTED, ReportState.DISPUTED)
    )
    return list(rows.select_related("unit").order_by("pk"))


def answer_of(report: FirstReport, reach: Reach) -> tuple[str, ...]:
    """Return what the unit is told of the duplicate test: of others' rows 已有首报 and a case number, nothing else."""
    told = []
    for match in report.matches.select_related("earlier__unit", "project"):
        if match.earlier is not None:
            told.append(f"已有首报，案号 {match.earlier.code}")
        elif match.project is not None and _sees(match.project, reach):
            told.append(f"与项目 {match.project.code} {match.project.name} 疑似重复：{match.why}")
        else:
            told.append(f"已有首报，案号 {report.code}，由中心核定")
    return tuple(dict.fromkeys(told))


def _sees(project: Project, reach: Reach) -> bool:
    return Project.objects.visible_to(reach).filter(pk=project.pk).exists()
