"""A month's number without rows, from units that keep none: it gives way to rows as soon as there are any."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.kernel.dates import VagueDate
from luodi.kernel.months import month_of
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, FactKind, SubjectKind
from luodi.ledger.models import Entry, Fact
from luodi.organisation.models import Account, City, Unit
from luodi.organisation.policies import reach_of, require_writing
from luodi.outreach import rules

_Key = tuple[str, int, date]
"""Kind, unit and the month's first day: what a monthly number is known by."""


@dataclass(frozen=True, kw_only=True)
class MonthlyNumber:
    unit: Unit
    kind: FactKind
    year: int
    month: int
    quantity: int

    @property
    def occurred(self) -> VagueDate:
        return VagueDate.month(self.year, self.month)

    @property
    def key(self) -> _Key:
        return self.kind, self.unit.pk, self.occurred.first


@transaction.atomic
def report_months(numbers: Sequence[MonthlyNumber], *, actor: Account, at: datetime) -> Entry:
    """Record the numbers; one that was reported before for the same unit, kind and month is corrected by it.

    Raises: NotAllowed outside the actor's units; MonthlyNumberRefused for a kind that needs rows, a month that has
    some, or a number that was verified already.
    """
    reach = reach_of(actor)
    itemised = _itemised(numbers, city=actor.city)
    for number in numbers:
        require_writing(reach, number.unit)
        rules.check_monthly_number(number.kind, number.quantity, itemised[number.key])
    reported = _live_numbers([number.key for number in numbers], city=actor.city)
    rules.check_replaceable([old.standing for old in reported.values()])
    facts = {
        number.key: ledger.NewFact(
            kind=number.kind,
            subject=None,
            occurred=number.occurred,
            unit=number.unit,
            area=number.unit.area,
            quantity=number.quantity,
        )
        for number in numbers
    }
    return ledger.post(
        city=actor.city,
        act="月报填报",
        actor=actor,
        at=at,
        facts=[fact for key, fact in facts.items() if key not in reported],
        supersede=[ledger.Supersede(old, Cause.CORRECTED, facts[key]) for key, old in reported.items()],
        notes=[
            audit.Note(
                "月报填报",
                SubjectKind.UNIT,
                number.unit.code,
                f"{number.unit.short_name} {number.occurred.show()} {number.kind.label}",
                {"quantity": number.quantity},
            )
            for number in numbers
        ],
    )


def superseded_by_rows(facts: Iterable[ledger.NewFact], *, city: City, today: date) -> list[ledger.Supersede]:
    """Return the ends of the monthly numbers that ``facts``, recorded today, itemise."""
    keys = {(fact.kind, fact.unit.pk, month_of(fact.occurred.counted_on(today))) for fact in facts}
    return [ledger.Supersede(old, Cause.CORRECTED) for old in _live_numbers(sorted(keys), city=city).values()]


def _live_numbers(keys: Sequence[_Key], *, city: City) -> dict[_Key, Fact]:
    wanted = set(keys)
    lumps = Fact.objects.live().filter(
        city=city,
        subject__isnull=True,
        kind__in={kind for kind, _, _ in wanted},
        unit_id__in={unit for _, unit, _ in wanted},
    )
    found = {(fact.kind, fact.unit_id, fact.occurred_from): fact for fact in lumps.select_related("unit")}
    return {key: fact for key, fact in found.items() if key in wanted}


def _itemised(numbers: Sequence[MonthlyNumber], *, city: City) -> dict[_Key, int]:
    """How many facts with rows there are already for each unit, kind and month."""
    spans = [number.occurred for number in numbers]
    rows = (
        Fact.objects.live()
        .counted()
        .filter(
            city=city,
            kind__in={number.kind for number in numbers},
            unit_id__in={number.unit.pk for number in numbers},
            subject__isnull=False,
            occurred_on__range=(min(span.first for span in spans), max(span.last for span in spans)),
        )
    )
    found: dict[_Key, int] = defaultdict(int)
    for kind, unit_id, on in rows.values_list("kind", "unit_id", "occurred_on"):
        found[kind, unit_id, month_of(on)] += 1
    return found
