"""Record facts and supersede them: one entry per transaction, numbered under the city's lock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from luodi.audit import services as audit
from luodi.kernel.dates import VagueDate
from luodi.kernel.findings import Refusal
from luodi.kernel.money import ForeignMoney, Yuan
from luodi.ledger import rules
from luodi.ledger.kinds import Cause, Channel, FactKind, Standing, SubjectKind
from luodi.ledger.models import Batch, Credit, Entry, Fact, ForeignAmount, Head, Subject
from luodi.ledger.services.lumps import check_lumps
from luodi.organisation import clock
from luodi.organisation.models import Account, City, Unit

_TICK = timedelta(microseconds=1)
_CHUNK = 400


class FactMovedOn(Refusal):
    """Somebody else superseded the fact first."""


class AlreadyRecorded(Refusal):
    """The subject has a live fact of a kind that it can have only one of."""


class RecordedBefore(Refusal):
    """The same submission has been recorded already: it was sent twice, or its answer was lost."""


@dataclass(frozen=True)
class Share:
    unit: Unit
    basis_points: int


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
class _Draft:
    row: Fact
    shares: tuple[Share, ...]
    foreign: ForeignMoney | None = field(default=None)


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
        entry = _number_entry(city=city, act=act, actor=actor, at=at, batch=batch, reason=reason, once=once)
        _end_versions(supersede, entry)
        drafts = _drafts(entry, facts, supersede, cause)
        drafts += _restored(entry, restore or {})
        check_lumps([draft.row for draft in drafts], city_id=city.pk)
        _write(drafts)
        said = notes or [audit.Note(act, "entry", str(entry.number), act)]
        audit.record_all(said, actor=actor, at=at, city_id=city.pk, entry_no=entry.number)
    return entry


def _number_entry(
    *, city: City, act: str, actor: Account, at: datetime, batch: Batch | None, reason: str, once: str
) -> Entry:
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
        raise RecordedBefore("这项内容已经提交过，没有重复登记") from known
    return entry


def _end_versions(supersede: Sequence[Supersede], entry: Entry) -> None:
    ids = [one.fact.pk for one in supersede]
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        ended = Fact.objects.live().filter(pk__in=some, city_id=entry.city_id)
        if ended.update(superseded_at=entry.recorded_at, superseded_by=entry) != len(some):
            raise FactMovedOn("这条记录刚被别人改过，请刷新后再试")


def _drafts(
    entry: Entry, facts: Sequence[NewFact], supersede: Sequence[Supersede], cause: Cause
) -> list[_Draft]:
    recorded_on = timezone.localtime(entry.recorded_at).date()
    first = entry.number << rules.SEAT_BITS
    if len(facts) >= 1 << rules.SEAT_BITS:
        raise rules.FactRefused("一次最多登记一百万条，请分批办理")
    drafts = [_draft(new, entry, recorded_on, first + seat, cause) for seat, new in enumerate(facts)]
    drafts += [
        _draft(one.by, entry, recorded_on, one.fact.ordinal, one.cause)
        for one in supersede
        if one.by is not None
    ]
    return drafts


def _restored(entry: Entry, restore: Mapping[int, NewFact]) -> list[_Draft]:
    recorded_on = timezone.localtime(entry.recorded_at).date()
    return [_draft(new, entry, recorded_on, ordinal, Cause.WITHDRAWN) for ordinal, new in restore.items()]


def _draft(new: NewFact, entry: Entry, recorded_on: date, ordinal: int, cause: Cause) -> _Draft:
    _check(new, entry.city_id)
    foreign = new.amount if isinstance(new.amount, ForeignMoney) else None
    amount = foreign.to_yuan() if foreign else new.amount
    fen = amount.fen if isinstance(amount, Yuan) else None
    rules.check_amount(fen)
    occurred_on = rules.counted_on(new.occurred, recorded_on)
    row = Fact(
        city_id=entry.city_id,
        entry=entry,
        ordinal=ordinal,
        cause=cause,
        standing=new.standing,
        recorded_at=entry.recorded_at,
        kind=new.kind,
        subject=new.subject,
        occasion=new.occasion,
        occurred_on=occurred_on,
        occurred_from=new.occurred.first,
        precision=new.occurred.precision,
        quantity=new.quantity,
        amount=fen,
        unit=new.unit,
        unit_kind=new.unit.kind,
        is_shared=len(new.shares) > 1,
        area=new.area,
        origin=new.origin,
        industry=new.industry,
        industrial=new.industrial,
        channel=new.channel,
        state=new.state,
        status=new.status,
        state_since=new.state_since,
        status_since=new.status_since,
        sponsor_id=new.sponsor_id,
        held_key=rules.held_key(occurred_on, ordinal) if new.state else None,
    )
    return _Draft(row, new.shares, foreign)


def _check(new: NewFact, city_id: int) -> None:
    subject = None if new.subject is None else SubjectKind(new.subject.kind)
    rules.check_kind(kind=new.kind, subject=subject, state=new.state, quantity=new.quantity)
    things = (new.subject, new.occasion, new.unit, *(share.unit for share in new.shares))
    rules.check_city([thing.city_id for thing in things if thing is not None], city_id)
    if subject is None:
        rules.check_lump(new.occurred)
    if new.shares:
        rules.check_credits([(share.unit.pk, share.basis_points) for share in new.shares])
        if new.unit.pk not in {share.unit.pk for share in new.shares}:
            raise rules.CreditRefused("责任单位须在分成单位之内", field="credits")


def _write(drafts: Sequence[_Draft]) -> None:
    try:
        rows = Fact.objects.bulk_create([draft.row for draft in drafts], batch_size=_CHUNK)
    except IntegrityError as clash:
        raise AlreadyRecorded("同一对象的同类事实已有一条有效记录，请刷新后再试") from clash
    _write_shares(drafts, rows)


def _write_shares(drafts: Iterable[_Draft], rows: Sequence[Fact]) -> None:
    credits, foreign = [], []
    for draft, row in zip(drafts, rows, strict=True):
        if row.is_shared:
            credits += [
                Credit(fact=row, unit=share.unit, unit_kind=share.unit.kind, basis_points=share.basis_points)
                for share in draft.shares
            ]
        if draft.foreign:
            money = draft.foreign
            foreign.append(
                ForeignAmount(
                    fact=row,
                    currency=money.currency,
                    minor_units=money.cents,
                    rate=money.rate,
                    rate_on=money.rate_on,
                    rate_source=money.rate_source,
                )
            )
    Credit.objects.bulk_create(credits, batch_size=_CHUNK)
    ForeignAmount.objects.bulk_create(foreign, batch_size=_CHUNK)
