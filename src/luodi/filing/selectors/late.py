"""What came after the close of a month: late facts, corrections that touch it, and what else moved its figures."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from luodi.filing import rules
from luodi.filing.choices import AfterClose
from luodi.filing.models import MonthClose
from luodi.kernel.money import Yuan
from luodi.kernel.months import month_of
from luodi.ledger.kinds import Cause, FactKind, Standing, SubjectKind
from luodi.ledger.models import Fact
from luodi.ledger.models.fact import FactQuerySet
from luodi.organisation.models import City

_CAUSES = {
    Cause.RECORDED: AfterClose.LATE,
    Cause.CORRECTED: AfterClose.CORRECTED,
    Cause.REJECTED: AfterClose.REJECTED,
    Cause.WITHDRAWN: AfterClose.WITHDRAWN,
    Cause.VERIFIED: AfterClose.VERIFIED,
}


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What one entry did to one subject's part of a closed month; ``before`` and ``after`` are its own amount.

    ``days_late`` runs from the close.
    """

    what: AfterClose
    entry: int
    subject_code: str
    subject: str
    is_project: bool
    kinds: tuple[str, ...]
    occurred_on: date
    recorded_at: datetime
    days_late: int
    unit_id: int
    unit: str
    who: str
    who_unit: str
    on_behalf: bool
    reason: str
    before: Yuan | None
    after: Yuan | None


def late_facts(city: City, month: date, *, close: MonthClose | None = None) -> list[Moved]:
    """Return what was recorded for the month after its close, latest first; nothing while it is open.

    Verification, correction and withdrawal record nothing new and are no late facts: ``moved`` has them.
    """
    return [one for one in moved(city, month, close=close) if one.what == AfterClose.LATE]


def moved(city: City, month: date, *, close: MonthClose | None = None) -> list[Moved]:
    """Return everything that was done to the month after its close, latest first.

    Shape: one line per entry and subject; two queries.
    """
    close = close or MonthClose.objects.filter(city=city, month=month).first()
    if close is None:
        return []
    new, ended = _after(close)
    groups: dict[tuple[int, int | None], list[Fact]] = {}
    for fact in (*new, *ended):
        entry = fact.entry if fact in new else fact.superseded_by
        assert entry is not None
        groups.setdefault((entry.pk, fact.subject_id), []).append(fact)
    fresh = {fact.pk for fact in new}
    lines = [_line(facts, fresh, close) for facts in groups.values()]
    return sorted(lines, key=lambda line: (line.recorded_at, line.subject_code), reverse=True)


def late_counts(closes: Iterable[MonthClose]) -> Counter[int]:
    """Return how many late facts each unit has in the closed months; as many as ``late_facts`` lists.

    Shape: one query per month.
    """
    found: Counter[int] = Counter()
    for close in closes:
        rows = _came(close).filter(cause=Cause.RECORDED).order_by("id")
        units: dict[tuple[int, int | None], int] = {}
        for entry_id, subject_id, unit_id in rows.values_list("entry_id", "subject_id", "unit_id"):
            units.setdefault((entry_id, subject_id), unit_id)
        found.update(units.values())
    return found


def touches_closed(city: City, facts: Sequence[Fact]) -> list[date]:
    """Return the closed months in which the facts count, in order.    Shape: one query, none without facts."""
    months = {month_of(fact.occurred_on) for fact in facts}
    held = MonthClose.objects.filter(city=city, month__in=months).order_by("month") if months else ()
    return [row.month for row in held]


def _after(close: MonthClose) -> tuple[list[Fact], list[Fact]]:
    """Return the versions that came into the month after the close, and those that it lost then."""
    went = _inside(close).filter(recorded_at__lte=close.moment, superseded_at__gt=close.moment)
    return list(_related(_came(close))), list(_related(went))


def _came(close: MonthClose) -> FactQuerySet:
    return _inside(close).filter(recorded_at__gt=close.moment).exclude(cause=Cause.OPENING)


def _inside(close: MonthClose) -> FactQuerySet:
    """Return every version of the month. Every kind is named, for the index begins with city and kind."""
    last = rules.period_of(close.month).last
    rows = Fact.objects.filter(city_id=close.city_id, kind__in=FactKind.values)
    return rows.filter(occurred_on__gte=close.month, occurred_on__lte=last)


def _related(rows: FactQuerySet) -> FactQuerySet:
    return rows.select_related(
        "subject",
        "unit",
        "entry__actor__person",
        "entry__actor__unit",
        "superseded_by__actor__person",
        "superseded_by__actor__unit",
    ).order_by("id")


def _line(facts: Sequence[Fact], fresh: set[int], close: MonthClose) -> Moved:
    came = [fact for fact in facts if fact.pk in fresh]
    went = [fact for fact in facts if fact.pk not in fresh]
    one = (came or went)[0]
    entry = one.entry if came else one.superseded_by
    assert entry is not None
    kinds = dict.fromkeys(FactKind(fact.kind).label for fact in facts)
    return Moved(
        what=_CAUSES[Cause(came[0].cause)] if came else _without_successor(entry.act),
        entry=entry.number,
        subject_code=one.subject.code if one.subject else "",
        subject=one.subject.label if one.subject else "汇总数",
        is_project=one.subject is not None and one.subject.kind == SubjectKind.PROJECT,
        kinds=tuple(kinds),
        occurred_on=one.occurred_on,
        recorded_at=entry.recorded_at,
        days_late=(entry.recorded_at - close.closed_at).days,
        unit_id=one.unit_id,
        unit=one.unit.short_name,
        who=entry.actor.display_name,
        who_unit=entry.actor.unit_name,
        on_behalf=entry.actor.unit_id != one.unit_id and bool(came) and came[0].cause == Cause.RECORDED,
        reason=entry.reason,
        before=_amount(went),
        after=_amount([fact for fact in came if fact.standing != Standing.REJECTED]),
    )


def _without_successor(act: str) -> AfterClose:
    """A version that ended without another in the month was withdrawn, or corrected out of the month."""
    return AfterClose.CORRECTED if "更正" in act else AfterClose.WITHDRAWN


def _amount(facts: Sequence[Fact]) -> Yuan | None:
    fen = next((fact.amount for fact in facts if fact.amount is not None), None)
    return None if fen is None else Yuan(fen)
