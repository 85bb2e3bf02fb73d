"""The money of one project, entry by entry, as it is known now or was known at an as-of."""

from dataclasses import dataclass
from datetime import date, datetime

from luodi.kernel.asof import AsOf
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import ForeignMoney, Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Capital, FactKind, Proof, Standing
from luodi.ledger.models import Fact
from luodi.projects.choices import MONEY_KINDS
from luodi.projects.models import Funds, Project


@dataclass(frozen=True, kw_only=True)
class MoneyItem:
    """One entry of funds, or one increase (which has no ``proof``); ``foreign`` is what stood behind the amount."""

    ordinal: int
    kind: FactKind
    occurred: VagueDate
    occurred_on: date
    amount: Yuan
    foreign: ForeignMoney | None
    proof: Proof | None
    capital: Capital | None
    standing: Standing
    note: str
    who: str
    recorded_at: datetime


def money(project: Project, as_of: AsOf | None = None) -> list[MoneyItem]:
    """Return the entries, rejected ones too, latest first.    Shape: four queries at most."""
    facts = Fact.objects.filter(subject_id=project.subject_id, kind__in=MONEY_KINDS)
    facts = facts.live() if as_of is None else facts.known_at(as_of.moment)
    rows = list(facts.select_related("subject", "occasion", "unit").order_by("-occurred_on", "-ordinal"))
    values = ledger.versions_of(rows)
    noted = {one.ordinal: one for one in _notes(project, rows)}
    return [_item(fact, values[fact.pk], noted.get(fact.ordinal)) for fact in rows]


def _notes(project: Project, rows: list[Fact]) -> list[Funds]:
    if not rows:
        return []
    return list(Funds.objects.filter(project=project).select_related("created_by__person"))


def _item(fact: Fact, values: ledger.NewFact, kept: Funds | None) -> MoneyItem:
    foreign = values.amount if isinstance(values.amount, ForeignMoney) else None
    return MoneyItem(
        ordinal=fact.ordinal,
        kind=FactKind(fact.kind),
        occurred=values.occurred,
        occurred_on=fact.occurred_on,
        amount=Yuan(fact.amount or 0),
        foreign=foreign,
        proof=Proof(fact.category) if fact.category else None,
        capital=Capital(fact.capital) if fact.capital else None,
        standing=Standing(fact.standing),
        note=kept.note if kept else "",
        who=kept.created_by.display_name if kept else "",
        recorded_at=kept.created_at if kept else fact.recorded_at,
    )
