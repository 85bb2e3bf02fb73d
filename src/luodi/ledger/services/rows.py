"""Facts as they are written: plain rows without model instances, whether one or hundreds of thousands."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import IntegrityError, connection

from luodi import bulk
from luodi.kernel.findings import Refusal
from luodi.kernel.money import ForeignMoney
from luodi.ledger import guards
from luodi.ledger.models import Credit, Entry, Fact, ForeignAmount
from luodi.organisation.models import Unit

_MANY = 500
_GUARDED = ("ledger.Fact", "ledger.Credit", "ledger.ForeignAmount", "ledger.PreImage", "audit.AuditRecord")
_CREDIT = ("fact_id", "unit_id", "unit_kind", "basis_points")
_FOREIGN = ("fact_id", "currency", "minor_units", "rate", "rate_on", "rate_source")


class AlreadyRecorded(Refusal):
    """The subject has a live fact of a kind that it can have only one of."""


@dataclass(frozen=True)
class Share:
    """One unit's part in a fact."""

    unit: Unit
    basis_points: int


class FactRow(NamedTuple):
    """The columns of a fact in which those of one entry differ, in the order in which they are written."""

    ordinal: int
    cause: str
    standing: str
    kind: str
    subject_id: int | None
    occasion_id: int | None
    occurred_on: date
    occurred_from: date
    precision: str
    quantity: int
    amount: int | None
    unit_id: int
    unit_kind: str
    is_shared: bool
    area: str
    origin: str
    industry: str
    industrial: bool
    channel: str
    category: str
    capital: str
    state: str
    status: str
    state_since: date | None
    status_since: date | None
    sponsor_id: int | None
    held_key: int | None


Shared = tuple[int, Sequence[Share]]
"""The place of a row among those written, or its id, and who shares in it."""
Foreign = tuple[int, ForeignMoney]


def write(
    entry: Entry, rows: Sequence[FactRow], *, shared: Sequence[Shared] = (), foreign: Sequence[Foreign] = ()
) -> None:
    """Append rows as facts of the entry, with the shares and the foreign money of some.    Raises: AlreadyRecorded."""
    if not shared and not foreign:
        append(entry, FactRow._fields, rows)
        return
    ids = bulk.reserve_ids(Fact, len(rows))
    append(entry, ("id", *FactRow._fields), ((pk, *row) for pk, row in zip(ids, rows, strict=True)))
    add_parts([(ids[at], shares) for at, shares in shared], [(ids[at], money) for at, money in foreign])


def append(
    entry: Entry,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    same: Mapping[str, Any] | None = None,
) -> None:
    """Append facts given as columns and values; in ``same`` they agree.    Raises: AlreadyRecorded."""
    of_entry = {"city_id": entry.city_id, "entry_id": entry.pk, "recorded_at": entry.recorded_at}
    try:
        bulk.insert(Fact, columns, rows, same={**of_entry, **(same or {})})
    except IntegrityError as clash:
        raise AlreadyRecorded("同一对象的同类事实已有一条有效记录，请刷新后再试") from clash


def add_parts(shared: Iterable[Shared], foreign: Iterable[Foreign]) -> None:
    """Append the shares and the foreign money of facts, each given with the fact's id."""
    bulk.insert(
        Credit,
        _CREDIT,
        ((pk, one.unit.pk, one.unit.kind, one.basis_points) for pk, shares in shared for one in shares),
    )
    bulk.insert(
        ForeignAmount,
        _FOREIGN,
        (
            (pk, money.currency, money.cents, money.rate, money.rate_on, money.rate_source)
            for pk, money in foreign
        ),
    )


@contextlib.contextmanager
def appending(n: int) -> Iterator[None]:
    """Let many rows be appended quickly within the block; for a few nothing is done.

    On SQLite the guards against INSERT OR REPLACE stand down, under the write lock and until the block ends: what is
    written here is plain INSERT. A process that is killed in between leaves them as they were.
    """
    if n < _MANY:
        yield
        return
    with bulk.at_length(), guards.stood_down(connection, _GUARDED):
        yield
