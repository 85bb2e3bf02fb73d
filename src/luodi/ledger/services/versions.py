"""The values of fact versions, as the versions that are to replace them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from luodi.kernel.money import ForeignMoney, Yuan
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Credit, Fact, ForeignAmount
from luodi.ledger.services.posting import NewFact
from luodi.ledger.services.rows import Share

_CHUNK = 400


def versions_of(facts: Sequence[Fact]) -> dict[int, NewFact]:
    """Return the values of each fact by its id.

    Shape: at most two queries for up to 400 facts, whatever they carry; load ``subject``, ``occasion`` and ``unit``
    with the facts.
    """
    shares = _shares(fact.pk for fact in facts if fact.is_shared)
    foreign = _foreign(fact.pk for fact in facts if fact.amount is not None)
    return {fact.pk: _values(fact, shares[fact.pk], foreign.get(fact.pk)) for fact in facts}


def version_of(fact: Fact, **changes: Any) -> NewFact:
    """Return the values of one fact, with ``changes``."""
    return replace(versions_of([fact])[fact.pk], **changes)


def _values(fact: Fact, shares: Sequence[Share], foreign: ForeignMoney | None) -> NewFact:
    yuan = None if fact.amount is None else Yuan(fact.amount)
    return NewFact(
        kind=FactKind(fact.kind),
        subject=fact.subject,
        occurred=fact.occurred,
        unit=fact.unit,
        occasion=fact.occasion,
        standing=Standing(fact.standing),
        quantity=fact.quantity,
        amount=foreign or yuan,
        shares=tuple(shares),
        area=fact.area,
        origin=fact.origin,
        industry=fact.industry,
        industrial=fact.industrial,
        channel=fact.channel,
        category=fact.category,
        capital=fact.capital,
        state=fact.state,
        status=fact.status,
        state_since=fact.state_since,
        status_since=fact.status_since,
        sponsor_id=fact.sponsor_id,
    )


def _shares(ids: Iterable[int]) -> dict[int, list[Share]]:
    found: dict[int, list[Share]] = defaultdict(list)
    for some in _chunks(ids):
        for credit in Credit.objects.filter(fact_id__in=some).select_related("unit").order_by("id"):
            found[credit.fact_id].append(Share(credit.unit, credit.basis_points))
    return found


def _foreign(ids: Iterable[int]) -> dict[int, ForeignMoney]:
    found = {}
    for some in _chunks(ids):
        for row in ForeignAmount.objects.filter(fact_id__in=some):
            found[row.fact_id] = ForeignMoney(
                row.currency, row.minor_units, row.rate, row.rate_on, row.rate_source
            )
    return found


def _chunks(ids: Iterable[int]) -> Iterable[list[int]]:
    every = list(ids)
    return (every[start : start + _CHUNK] for start in range(0, len(every), _CHUNK))
