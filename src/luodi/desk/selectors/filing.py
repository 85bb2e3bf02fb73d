"""The year of filings, a month of them, and one unit's month with everything that it is declared on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from luodi.desk.frame import Frame
from luodi.filing import policies, rules, selectors
from luodi.filing.choices import AfterClose, FilingState
from luodi.filing.models import FilingDeadline, FilingDuty, FilingReminder, FilingStep, MonthClose
from luodi.filing.rules import Deadline
from luodi.filing.selectors import Cell, Moved, Record
from luodi.filing.selectors import figures as filing_figures
from luodi.filing.selectors.figures import Compared
from luodi.kernel.months import month_after, month_before, month_of
from luodi.ledger.kinds import FactKind, Standing, SubjectKind
from luodi.ledger.models import Entry, Fact
from luodi.ledger.models.fact import FactQuerySet
from luodi.organisation.models import Unit
from luodi.projects.models import Project
from luodi.projects.selectors import ProjectFilter, list_projects
from luodi.projects.services.books import act_of
from luodi.recognition.selectors.claims import open_claims

N_ROWS = 200
N_LISTED = 20


@dataclass(frozen=True)
class MonthHead:
    """A month in the head of the year's table; ``n_settled`` of ``n_units`` units have been accepted."""

    month: date
    due_on: date
    is_closed: bool
    n_units: int
    n_settled: int

    @property
    def text(self) -> str:
        return rules.month_text(self.month)


@dataclass(frozen=True)
class YearPage:
    year: int
    months: tuple[MonthHead, ...]
    records: Sequence[Record]
    deadline: Deadline
    is_centre: bool


@dataclass(frozen=True)
class FigureRow:
    """One indicator of a month: claimed and verified, as it was kept and as it is now."""

    name: str
    unit: str
    claimed: Compared
    verified: Compared

    @property
    def has_moved(self) -> bool:
        return self.claimed.has_moved or self.verified.has_moved


@dataclass(frozen=True)
class MonthPage:
    month: date
    label: str
    due_on: date
    cells: tuple[Cell, ...]
    close: MonthClose | None
    late: Sequence[Moved]
    moved: Sequence[Moved]
    verified: Sequence[Moved]
    late_by_unit: Sequence[tuple[str, int]]
    figures: Sequence[FigureRow]
    is_centre: bool
    is_over: bool

    @property
    def text(self) -> str:
        return rules.month_text(self.month)

    @property
    def before(self) -> str:
        return rules.month_text(month_before(self.month))

    @property
    def after(self) -> str:
        return rules.month_text(month_after(self.month))

    def count(self, state: FilingState) -> int:
        return sum(cell.state == state for cell in self.cells)

    @property
    def n_missing(self) -> int:
        return sum(cell.is_missing for cell in self.cells)

    @property
    def n_late(self) -> int:
        return sum(cell.is_late for cell in self.cells)


@dataclass(frozen=True)
class FactLine:
    """A fact of the month; ``is_new`` was recorded after the declaration that is shown."""

    kind: str
    subject: str
    project_code: str
    occurred: str
    fen: int | None
    standing: Standing
    standing_label: str
    who: str
    recorded_at: datetime
    on_behalf: str
    is_new: bool


@dataclass(frozen=True)
class Lacking:
    """A project whose claim of the month lacks evidence, and which."""

    code: str
    name: str
    what: str


@dataclass(frozen=True)
class UnitPage:
    unit: Unit
    month: date
    label: str
    cell: Cell | None
    due_on: date
    steps: Sequence[FilingStep]
    reminders: Sequence[FilingReminder]
    figures: Sequence[FigureRow]
    events: Sequence[FactLine]
    n_events: int
    changes: Sequence[FactLine]
    n_changes: int
    lacking: Sequence[Lacking]
    rejected: Sequence[tuple[str, str]]
    n_rejected: int
    n_claimed: int
    late: Sequence[Moved]
    close: MonthClose | None
    may_declare: bool
    is_centre: bool

    @property
    def text(self) -> str:
        return rules.month_text(self.month)


def year_page(frame: Frame, year: int) -> YearPage:
    """Return the year until the present month: a unit's clerk sees the own units alone."""
    records = [
        record
        for record in selectors.filing_record(frame.city, year, today=frame.today)
        if frame.reach.unit_ids is None or record.unit.pk in frame.reach.unit_ids
    ]
    closed = selectors.closes(frame.city)
    deadlines = selectors.deadlines(frame.city)
    heads = []
    for number in range(1, 13):
        month = date(year, number, 1)
        if month > frame.today:
            break
        cells = [record.cells[month] for record in records if month in record.cells]
        settled = sum(cell.state == FilingState.ACCEPTED for cell in cells)
        heads.append(MonthHead(month, rules.due_on(deadlines, month), month in closed, len(cells), settled))
    present = rules.deadline_in_force(deadlines, month_of(frame.today))
    return YearPage(year, tuple(heads), records, present, policies.is_centre(frame.reach))


def month_page(frame: Frame, month: date) -> MonthPage:
    """Return the month with its units; what came after its close is shown to whoever sees the unit."""
    cells = [
        cell for cell in selectors.cells_of(frame.city, month, frame.today) if _sees(frame, cell.unit.pk)
    ]
    close = selectors.closes(frame.city).get(month)
    moved = [one for one in selectors.moved(frame.city, month, close=close) if _sees(frame, one.unit_id)]
    late = [one for one in moved if one.what == AfterClose.LATE]
    by_unit: dict[str, int] = {}
    for one in late:
        by_unit[one.unit] = by_unit.get(one.unit, 0) + 1
    return MonthPage(
        month=month,
        label=rules.month_label(month),
        due_on=selectors.due_on(frame.city, month),
        cells=tuple(cells),
        close=close,
        late=late,
        moved=[one for one in moved if one.what not in (AfterClose.LATE, AfterClose.VERIFIED)],
        verified=[one for one in moved if one.what == AfterClose.VERIFIED],
        late_by_unit=sorted(by_unit.items(), key=lambda pair: -pair[1]),
        figures=_rows(selectors.since_closed(frame.city, month, close.as_of, frame.known)) if close else (),
        is_centre=policies.is_centre(frame.reach),
        is_over=month_after(month) <= frame.today,
    )


def unit_page(frame: Frame, unit: Unit, month: date) -> UnitPage:
    """Return the unit's month: what was declared, and what it is declared on."""
    cell = selectors.cell_of(unit, month, frame.today)
    steps = _steps(cell)
    declared = next((step for step in reversed(steps) if step.entry_no is not None), None)
    close = selectors.closes(frame.city).get(month)
    events, changes = filing_figures.events(unit, month), filing_figures.changes(unit, month)
    since = declared.entry_no if declared else None
    moved = selectors.moved(frame.city, month, close=close) if close else []
    rejected = list_projects(
        frame.reach,
        ProjectFilter(standings=frozenset({Standing.REJECTED}), unit_ids=frozenset({unit.pk})),
        "updated_at",
        1,
        N_LISTED,
    )
    return UnitPage(
        unit=unit,
        month=month,
        label=rules.month_label(month),
        cell=cell,
        due_on=cell.due_on if cell else selectors.due_on(frame.city, month),
        steps=steps[::-1],
        reminders=_reminders(unit, month),
        figures=_rows(selectors.since_declared(unit, declared, month, frame.known)),
        events=_lines(events, since),
        n_events=events.count(),
        changes=_lines(changes, since),
        n_changes=changes.count(),
        lacking=_lacking(unit, month),
        rejected=[(row.code, row.name) for row in rejected.rows],
        n_rejected=rejected.total,
        n_claimed=Project.objects.of(unit.city_id).filter(unit=unit, standing=Standing.CLAIMED).count(),
        late=[one for one in moved if one.unit_id == unit.pk],
        close=close,
        may_declare=not frame.is_past and policies.can_declare(frame.reach, unit),
        is_centre=not frame.is_past and policies.is_centre(frame.reach),
    )


@dataclass(frozen=True)
class DutyLine:
    """A unit, whether it files the present month, and what was set last."""

    unit: Unit
    files: bool
    since: date | None
    is_set: bool
    reason: str


@dataclass(frozen=True)
class RulesPage:
    deadline: Deadline
    history: Sequence[FilingDeadline]
    duties: Sequence[DutyLine]


def rules_page(frame: Frame) -> RulesPage:
    """Return what the city has set, and for each unit whether it files; those that do come first."""
    month = month_of(frame.today)
    rows = FilingDuty.objects.filter(city=frame.city).order_by("since", "id")
    said = {row.unit_id: row for row in rows}
    lines = []
    for duty in selectors.duties_of(frame.city):
        last = said.get(duty.unit.pk)
        since = last.since if last else duty.began
        lines.append(
            DutyLine(duty.unit, duty.holds(month), since, last is not None, last.reason if last else "")
        )
    deadlines = selectors.deadlines(frame.city)
    history = FilingDeadline.objects.filter(city=frame.city).select_related("set_by__person")
    lines.sort(key=lambda line: not line.files)
    return RulesPage(rules.deadline_in_force(deadlines, month), list(history.order_by("-id")), lines)


def _sees(frame: Frame, unit_id: int) -> bool:
    return frame.reach.unit_ids is None or unit_id in frame.reach.unit_ids


def _rows(compared: Sequence[Compared]) -> list[FigureRow]:
    """Return a row per indicator."""
    by_code: dict[str, dict[Standing, Compared]] = {}
    for one in compared:
        by_code.setdefault(one.code, {})[one.standing] = one
    return [
        FigureRow(pair[Standing.CLAIMED].now.name, pair[Standing.CLAIMED].now.unit, *_pair(pair))
        for pair in by_code.values()
    ]


def _pair(pair: dict[Standing, Compared]) -> tuple[Compared, Compared]:
    return pair[Standing.CLAIMED], pair[Standing.VERIFIED]


def _lacking(unit: Unit, month: date) -> list[Lacking]:
    """Return what is still to be proved of what the unit claims for the month."""
    facts = filing_figures.events(unit, month) | filing_figures.changes(unit, month)
    claimed = facts.filter(standing=Standing.CLAIMED, subject__isnull=False)
    ids = list(claimed.order_by("subject_id").values_list("subject_id", flat=True).distinct()[:N_ROWS])
    projects = list(Project.objects.of(unit.city_id).select_related("city").filter(subject_id__in=ids))
    period = rules.period_of(month)
    return [
        Lacking(
            claim.project.code,
            claim.project.name,
            f"{claim.label}：{'、'.join(demand.label for demand in claim.missing)}",
        )
        for claims in open_claims(projects).values()
        for claim in claims
        if claim.missing and any(month <= fact.occurred_on <= period.last for fact in claim.facts)
    ]


def _steps(cell: Cell | None) -> list[FilingStep]:
    if cell is None or cell.filing is None:
        return []
    rows = cell.filing.steps.select_related("by__person", "by_unit").prefetch_related("figures")
    return list(rows.order_by("id"))


def _reminders(unit: Unit, month: date) -> list[FilingReminder]:
    rows = FilingReminder.objects.filter(city_id=unit.city_id, unit=unit, month=month)
    return list(rows.select_related("by__person").order_by("-id"))


def _lines(facts: FactQuerySet, since: int | None) -> list[FactLine]:
    """Return a line per fact: who recorded it first, whoever has judged or corrected it since."""
    found = list(facts.select_related("subject", "unit").order_by("-occurred_on", "-id")[:N_ROWS])
    numbers = {act_of(fact) for fact in found}
    entries = Entry.objects.filter(number__in=numbers, city_id__in={fact.city_id for fact in found})
    first = {one.number: one for one in entries.select_related("actor__person", "actor__unit")}
    return [_line(fact, first[act_of(fact)], since) for fact in found]


def _line(fact: Fact, first: Entry, since: int | None) -> FactLine:
    actor = first.actor
    return FactLine(
        kind=FactKind(fact.kind).label,
        subject=fact.subject.label if fact.subject else f"汇总数 {fact.quantity}",
        project_code=fact.subject.code if fact.subject and fact.subject.kind == SubjectKind.PROJECT else "",
        occurred=fact.occurred.show(),
        fen=fact.amount,
        standing=Standing(fact.standing),
        standing_label=Standing(fact.standing).label,
        who=actor.display_name,
        recorded_at=first.recorded_at,
        on_behalf=actor.unit_name if actor.unit_id != fact.unit_id else "",
        is_new=since is not None and first.number > since,
    )
