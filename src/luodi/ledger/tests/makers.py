"""Facts for the ledger's own tests, posted through its door."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from luodi.audit.services import Note
from luodi.kernel.dates import VagueDate
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, SubjectKind
from luodi.ledger.models import Entry, Fact, Subject
from luodi.organisation.models import Account, City
from luodi.organisation.tests.makers import Cast, Clock

NOTE = Note("登记签约", "project", "P1", "一号项目")
JULY_5 = date(2020, 7, 5)


def subject(city: City, code: str = "P1", kind: SubjectKind = SubjectKind.PROJECT) -> Subject:
    return ledger.ensure_subjects([ledger.SubjectSpec(kind, code, code)], city_id=city.pk)[0]


def signing(cast: Cast, code: str = "P1", on: date | VagueDate = JULY_5, **values: Any) -> ledger.NewFact:
    """A signing of Yunxi county; ``values`` may be any of a fact's."""
    given = {"kind": FactKind.PROJECT_SIGNED, "unit": cast.units.yunxi, **values}
    given.setdefault("subject", subject(cast.city, code))
    return ledger.NewFact(occurred=on if isinstance(on, VagueDate) else VagueDate.day(on), **given)


def holding(
    cast: Cast, code: str = "P1", on: date = JULY_5, state: str = "SIGNED", **values: Any
) -> ledger.NewFact:
    return signing(cast, code, on, kind=FactKind.PROJECT_STATE, state=state, status="PROCEEDING", **values)


def lump(cast: Cast, on: VagueDate, quantity: int = 3, **values: Any) -> ledger.NewFact:
    """A month's number of trips without rows."""
    return signing(cast, on=on, kind=FactKind.TRIP_MADE, subject=None, quantity=quantity, **values)


def trip(cast: Cast, code: str = "T1", on: date = JULY_5, **values: Any) -> ledger.NewFact:
    made = subject(cast.city, code, SubjectKind.TRIP)
    return signing(cast, on=on, kind=FactKind.TRIP_MADE, subject=made, **values)


def post(
    cast: Cast,
    clock: Clock,
    *facts: ledger.NewFact,
    supersede: Sequence[ledger.Supersede] = (),
    actor: Account | None = None,
    **said: Any,
) -> Entry:
    return ledger.post(
        city=cast.city,
        act="登记签约",
        actor=actor or cast.liu,
        at=clock.now,
        facts=facts,
        supersede=supersede,
        notes=[NOTE],
        **said,
    )


def record(cast: Cast, clock: Clock, *facts: ledger.NewFact, **said: Any) -> list[Fact]:
    """Post the facts and return their rows, in their order."""
    return list(Fact.objects.filter(entry=post(cast, clock, *facts, **said)).order_by("ordinal"))


def live(city: City, kind: FactKind) -> list[Fact]:
    return list(
        Fact.objects.live()
        .filter(city=city, kind=kind)
        .select_related("subject", "occasion")
        .order_by("ordinal")
    )
