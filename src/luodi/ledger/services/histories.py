"""Record whole histories at once: the events and states of thousands of subjects, as one entry."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from luodi.audit import services as audit
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import ForeignMoney
from luodi.ledger import rules
from luodi.ledger.kinds import Cause, FactKind, Standing, SubjectKind
from luodi.ledger.models import Batch, Entry, Fact
from luodi.ledger.services import rows
from luodi.ledger.services.lumps import Key, check_keys
from luodi.ledger.services.posting import check_seats, number_entry, recorded_on
from luodi.ledger.services.rows import Share
from luodi.organisation.models import Account, City, Unit

Progress = Callable[[int], None]
_TOLD_EVERY = 10_000
_WHEN = ("occurred_on", "occurred_from", "precision")
_COMMON = (
    "subject_id", "amount", "unit_id", "unit_kind", "is_shared", "area", "origin", "industry", "industrial",
    "sponsor_id",
)  # fmt: skip
_EVENT = ("ordinal", "kind", "channel", *_WHEN, *_COMMON)
_STATE = ("ordinal", "state", "status", "state_since", "status_since", "held_key", *_WHEN, *_COMMON)
_NO_STATE = {"state": "", "status": "", "state_since": None, "status_since": None, "held_key": None}


class Step(NamedTuple):
    """A day on which something began to hold of a subject, with the event that brought it, "" for none."""

    occurred: VagueDate
    event: str
    channel: str
    state: str
    state_since: date
    status: str
    status_since: date


class History(NamedTuple):
    """What happened to one subject, and the dimensions that all of its facts have in common.

    ``fen`` is the amount, ``foreign`` the money behind it. Histories with one and the same ``steps`` are written
    quicker than with equal ones.
    """

    subject_id: int
    unit: Unit
    fen: int | None
    foreign: ForeignMoney | None
    shares: tuple[Share, ...]
    area: str
    origin: str
    industry: str
    industrial: bool
    sponsor_id: int | None
    steps: Sequence[Step]


def post_histories(
    histories: Sequence[History],
    *,
    city: City,
    act: str,
    actor: Account,
    at: datetime,
    of: SubjectKind,
    state_kind: FactKind,
    notes: Iterable[audit.Note],
    batch: Batch | None = None,
    once: str = "",
    progress: Progress | None = None,
) -> Entry:
    """Append one entry with an event and a state for each step, all claimed, under the rules of ``post``.

    The subjects are new and of the kind ``of``; ``progress`` is told now and then how many facts are written.
    Raises: as ``post``.
    """
    with transaction.atomic():
        entry = number_entry(city=city, act=act, actor=actor, at=at, batch=batch, reason="", once=once)
        n = _check(histories, entry, of, state_kind)
        with rows.appending(n):
            _write(entry, histories, n, state_kind.value, progress)
            audit.record_all(notes, actor=actor, at=at, city_id=city.pk, entry_no=entry.number)
    return entry


def _check(histories: Sequence[History], entry: Entry, of: SubjectKind, state_kind: FactKind) -> int:
    """Return how many facts there are.    Raises: as ``post``."""
    today = recorded_on(entry)
    units: dict[int, Unit] = {}
    by_steps: dict[tuple[int, int], History] = {}
    for one in histories:
        units[one.unit.id] = one.unit
        by_steps[id(one.steps), one.unit.id] = one
        if one.fen is not None and one.fen < 0:
            rules.check_amount(one.fen)
        if one.shares:
            _check_shares(one, units)
    months = {month for one in by_steps.values() for month in _months(one, today)}
    n = sum(2 if step.event else 1 for one in histories for step in one.steps)
    check_seats(n)
    rules.check_city((unit.city_id for unit in units.values()), entry.city_id)
    for kind in {kind for kind, _, _, _ in months}:
        rules.check_kind(kind=FactKind(kind), subject=of, state="", quantity=1)
    rules.check_kind(kind=state_kind, subject=of, state="-", quantity=1)
    keys: set[Key] = {(kind, unit, date(year, month, 1)) for kind, unit, year, month in months}
    check_keys([], keys, entry.city_id)
    return n


def _months(one: History, today: date) -> Iterator[tuple[str, int, int, int]]:
    """Yield the months of which the unit's lumps would count the events twice.    Raises: DateRefused."""
    for step in one.steps:
        if step.occurred.first > today:
            rules.counted_on(step.occurred, today)
        if step.event:
            on = min(step.occurred.last, today)
            yield step.event, one.unit.id, on.year, on.month


def _check_shares(one: History, units: dict[int, Unit]) -> None:
    rules.check_credits([(share.unit.pk, share.basis_points) for share in one.shares])
    units |= {share.unit.pk: share.unit for share in one.shares}
    if one.unit.pk not in {share.unit.pk for share in one.shares}:
        raise rules.CreditRefused("责任单位须在分成单位之内", field="credits")


def _write(
    entry: Entry, histories: Sequence[History], n: int, state_kind: str, progress: Progress | None
) -> None:
    """Write the events, then the states; an event's ordinal goes before that of the state it brought."""
    same = {
        "cause": Cause.RECORDED.value,
        "standing": Standing.CLAIMED.value,
        "quantity": 1,
        "occasion_id": None,
        "category": "",
        "capital": "",
    }
    n_events = sum(1 for one in histories for step in one.steps if step.event)
    rows.append(entry, _EVENT, _told(_events(histories, entry), 0, progress), same={**same, **_NO_STATE})
    states = _told(_states(histories, entry), n_events, progress)
    rows.append(entry, _STATE, states, same={**same, "kind": state_kind, "channel": ""})
    if any(one.shares or one.foreign for one in histories):
        _write_parts(entry, histories)


def _events(histories: Iterable[History], entry: Entry) -> Iterator[tuple[object, ...]]:
    today, ordinal = recorded_on(entry), entry.number << rules.SEAT_BITS
    known: dict[int, list[tuple[object, ...]]] = {}
    for one in histories:
        events = known.get(id(one.steps))
        if events is None:
            events = known[id(one.steps)] = [_event(step, today) for step in one.steps]
        common = _common(one)
        for said in events:
            if said:
                yield (ordinal, *said, *common)
                ordinal += 1
            ordinal += 1


def _states(histories: Iterable[History], entry: Entry) -> Iterator[tuple[object, ...]]:
    today, ordinal = recorded_on(entry), entry.number << rules.SEAT_BITS
    known: dict[int, list[_Held]] = {}
    for one in histories:
        states = known.get(id(one.steps))
        if states is None:
            states = known[id(one.steps)] = [_state(step, today) for step in one.steps]
        common = _common(one)
        for n_before, said, day_key, when in states:
            ordinal += n_before
            yield (ordinal, *said, day_key | ordinal, *when, *common)
            ordinal += 1


class _Held(NamedTuple):
    """What a state says beside its subject; ``day_key`` is its ``held_key`` without the ordinal."""

    n_before: int
    said: tuple[object, ...]
    day_key: int
    when: tuple[date, date, str]


def _event(step: Step, today: date) -> tuple[object, ...]:
    """Return what an event says beside its subject; nothing for a step that none has brought."""
    return (step.event, step.channel, *_when(step, today)) if step.event else ()


def _state(step: Step, today: date) -> _Held:
    when = _when(step, today)
    said = (step.state, step.status, step.state_since, step.status_since)
    return _Held(1 if step.event else 0, said, rules.held_key(when[0], 0), when)


def _when(step: Step, today: date) -> tuple[date, date, str]:
    occurred = step.occurred
    return (min(occurred.last, today), occurred.first, occurred.precision.value)


def _common(one: History) -> tuple[object, ...]:
    return (
        one.subject_id, one.fen, one.unit.id, one.unit.kind, len(one.shares) > 1, one.area, one.origin, one.industry,
        one.industrial, one.sponsor_id,
    )  # fmt: skip


def _told(
    facts: Iterable[tuple[object, ...]], done: int, progress: Progress | None
) -> Iterator[tuple[object, ...]]:
    for number, fact in enumerate(facts, start=done + 1):
        yield fact
        if progress and not number % _TOLD_EVERY:
            progress(number)


def _write_parts(entry: Entry, histories: Sequence[History]) -> None:
    """Write the shares and the foreign money, which belong to every fact of a history."""
    by_subject = {one.subject_id: one for one in histories if len(one.shares) > 1 or one.foreign}
    found = Fact.objects.filter(entry=entry).order_by("ordinal").values_list("pk", "subject_id")
    facts = [(pk, by_subject[subject]) for pk, subject in found.iterator() if subject in by_subject]
    rows.add_parts(
        [(pk, one.shares) for pk, one in facts if len(one.shares) > 1],
        [(pk, one.foreign) for pk, one in facts if one.foreign],
    )
