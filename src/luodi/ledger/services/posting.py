"""Record facts and supersede them: one entry per transaction, numbered under the city's lock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from luodi.audit import services as audit
from luodi.kernel.dates import VagueDate
from luodi.kernel.findings import Refusal
from luodi.kernel.money import ForeignMoney, Yuan
from luodi.ledger import rules
from luodi.ledger.kinds import Capital, Cause, Channel, FactKind, Standing, SubjectKind
from luodi.ledger.models import Batch, Entry, Fact, Head, Subject
from luodi.ledger.services import rows
from luodi.ledger.services.lumps import check_lumps
from luodi.ledger.services.rows import FactRow, Foreign, Share, Shared
from luodi.organisation import clock
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, City, Unit

_TICK = timedelta(microseconds=1)
_CHUNK = 400
_BEFORE = "这项内容已经提交过，没有重复登记"


class FactMovedOn(Refusal):
    """Somebody else superseded the fact first."""


class RecordedBefore(Refusal):
    """The same submission has been recorded already: it was sent twice, or its answer was lost."""


@dataclass(frozen=True, kw_only=True)
class NewFact:
    """The values of a fact that is to be recorded. Without ``subject`` it is a month's number without rows."""

    kind: FactKind
    subject: Subject | None
    occurred: VagueDate
    unit: Unit
    occasion: Subject | None = None
    standing: Standing = Standing.CLAIMED
    quantity: int = 1
    amount: Yuan | ForeignMoney | None = None
    shares: tuple[Share, ...] = ()
    area: str = ""
    origin: str = ""
    industry: str = ""
    industrial: bool = False
    channel: Channel | str = ""
    category: str = ""
    capital: Capital | str = ""
    state: str = ""
    status: str = ""
    state_since: date | None = None
    status_since: date | None = None
    sponsor_id: int | None = None


@dataclass(frozen=True)
class Supersede:
    """End one version of a fact; ``by`` is the version that takes its place, if any does."""

    fact: Fact
    cause: Cause
    by: NewFact | None = None


@dataclass
class _Drafts:
    """Rows that are about to be written, and which of them are shared or in foreign money."""

    rows: list[FactRow] = field(default_factory=list)
    shared: list[Shared] = field(default_factory=list)
    foreign: list[Foreign] = field(default_factory=list)


def post(
    *,
    city: City,
    act: str,
    actor: Account,
    at: datetime,
    notes: Sequence[audit.Note],
    facts: Sequence[NewFact] = (),
    supersede: Sequence[Supersede] = (),
    restore: Mapping[int, NewFact] | None = None,
    batch: Batch | None = None,
    cause: Cause = Cause.RECORDED,
    reason: str = "",
    once: str = "",
) -> Entry:
    """Append one entry with its facts, in the caller's transaction or in one of its own.

    The city's head is locked from here to the commit, so call this as the last act of a transaction.
    ``once`` names the submission: what is sent twice under one name is recorded once (RecordedBefore).
    ``at`` is what the act says of itself; when it was recorded the ledger says. ``restore`` gives values that had
    ended and are to hold again, by the ordinal that they had. Without ``notes`` the trail names the entry.
    Raises: FactRefused or CreditRefused when a fact breaks the rules of its kind; DateRefused when it lies after
    the day of recording; FactMovedOn when a superseded version is no longer live; AlreadyRecorded.
    """
    with transaction.atomic():
        entry = number_entry(city=city, act=act, actor=actor, at=at, batch=batch, reason=reason, once=once)
        _end_versions(supersede, entry)
        drafts = _drafts(entry, facts, supersede, cause)
        for ordinal, ended in (restore or {}).items():
            _draft(drafts, ended, entry, ordinal, Cause.WITHDRAWN)
        check_lumps(drafts.rows, city_id=city.pk)
        said = notes or [audit.Note(act, "entry", str(entry.number), act)]
        with rows.appending(max(len(drafts.rows), len(said))):
            rows.write(entry, drafts.rows, shared=drafts.shared, foreign=drafts.foreign)
            audit.record_all(said, actor=actor, at=at, city_id=city.pk, entry_no=entry.number)
    return entry


def check_new(*, city: City, once: str) -> None:
    """Look before thousands of rows are written.    Raises: RecordedBefore."""
    if once and Entry.objects.filter(city=city, once=once).exists():
        raise RecordedBefore(_BEFORE)


def number_entry(
    *, city: City, act: str, actor: Account, at: datetime, batch: Batch | None, reason: str, once: str
) -> Entry:
    """Lock the city's head and append an entry under the next number.    Raises: RecordedBefore."""
    head = Head.objects.select_for_update().get(city=city)
    moment = max(clock.now(city), head.recorded_at + _TICK, head.asked_until + _TICK)
    number = head.number + 1
    Head.objects.filter(city=city).update(number=number, recorded_at=moment)
    entry = Entry(
        city=city,
        number=number,
        recorded_at=moment,
        act=act,
        said_at=at,
        actor=actor,
        batch=batch,
        reason=reason,
        once=once or None,
    )
    try:
        entry.save(force_insert=True)
    except IntegrityError as known:
        if not once:
            raise
        raise RecordedBefore(_BEFORE) from known
    return entry


def _end_versions(supersede: Sequence[Supersede], entry: Entry) -> None:
    ids = [one.fact.pk for one in supersede]
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        ended = Fact.objects.live().filter(pk__in=some, city_id=entry.city_id)
        if ended.update(superseded_at=entry.recorded_at, superseded_by=entry) != len(some):
            raise FactMovedOn("这条记录刚被别人改过，请刷新后再试")


def _drafts(entry: Entry, facts: Sequence[NewFact], supersede: Sequence[Supersede], cause: Cause) -> _Drafts:
    check_seats(len(facts))
    first = entry.number << rules.SEAT_BITS
    drafts = _Drafts()
    for seat, new in enumerate(facts):
        _draft(drafts, new, entry, first + seat, cause)
    for one in supersede:
        if one.by is not None:
            _draft(drafts, one.by, entry, one.fact.ordinal, one.cause)
    return drafts


def check_seats(n: int) -> None:
    """Raises: FactRefused for more facts than one entry has ordinals for."""
    if n >= 1 << rules.SEAT_BITS:
        raise rules.FactRefused("一次最多登记一百万条，请分批办理")


def _draft(drafts: _Drafts, new: NewFact, entry: Entry, ordinal: int, cause: Cause) -> None:
    _check(new, entry.city_id)
    foreign = new.amount if isinstance(new.amount, ForeignMoney) else None
    fen = _fen(new.amount)
    occurred_on = rules.counted_on(new.occurred, recorded_on(entry))
    is_shared = len(new.shares) > 1
    row = FactRow(
        ordinal=ordinal,
        cause=cause,
        standing=new.standing,
        kind=new.kind,
        subject_id=None if new.subject is None else new.subject.pk,
        occasion_id=None if new.occasion is None else new.occasion.pk,
        occurred_on=occurred_on,
        occurred_from=new.occurred.first,
        precision=new.occurred.precision,
        quantity=new.quantity,
        amount=fen,
        unit_id=new.unit.pk,
        unit_kind=new.unit.kind,
        is_shared=is_shared,
        area=new.area,
        origin=new.origin,
        industry=new.industry,
        industrial=new.industrial,
        channel=new.channel,
        category=new.category,
        capital=new.capital,
        state=new.state,
        status=new.status,
        state_since=new.state_since,
        status_since=new.status_since,
        sponsor_id=new.sponsor_id,
        held_key=rules.held_key(occurred_on, ordinal) if new.state else None,
    )
    if is_shared:
        drafts.shared.append((len(drafts.rows), new.shares))
    if foreign:
        drafts.foreign.append((len(drafts.rows), foreign))
    drafts.rows.append(row)


def _fen(amount: Yuan | ForeignMoney | None) -> int | None:
    yuan = amount.to_yuan() if isinstance(amount, ForeignMoney) else amount
    fen = None if yuan is None else yuan.fen
    rules.check_amount(fen)
    return fen


def recorded_on(entry: Entry) -> date:
    """Return the day of recording, where the city is."""
    return day_of(entry.recorded_at)


def _check(new: NewFact, city_id: int) -> None:
    subject = None if new.subject is None else SubjectKind(new.subject.kind)
    rules.check_kind(
        kind=new.kind, subject=subject, state=new.state, quantity=new.quantity, category=new.category
    )
    things = (new.subject, new.occasion, new.unit, *(share.unit for share in new.shares))
    rules.check_city([thing.city_id for thing in things if thing is not None], city_id)
    if subject is None:
        rules.check_lump(new.occurred)
    if new.shares:
        rules.check_credits([(share.unit.pk, share.basis_points) for share in new.shares])
        if new.unit.pk not in {share.unit.pk for share in new.shares}:
            raise rules.CreditRefused("责任单位须在分成单位之内", field="credits")
