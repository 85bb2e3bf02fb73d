"""Compute a run and keep it; compute it anew after a ruling, so that the new one stands in the old one's place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from luodi.assessment import policies, rules, scoring
from luodi.assessment.choices import RunState
from luodi.assessment.engine import Input, InputType, Member, Result, Value
from luodi.assessment.engine.freezing import value_data
from luodi.assessment.models import Group, Run, RunScore, RunSource, SchemeVersion
from luodi.assessment.rules import AssessmentRefused
from luodi.assessment.selectors import thawing
from luodi.assessment.selectors.gathering import Gathered, gather
from luodi.assessment.services import trail
from luodi.assessment.services.writing import Kept, Seat, write
from luodi.kernel.asof import AsOf
from luodi.ledger import services as ledger
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account


@dataclass(frozen=True, kw_only=True)
class Correction:
    """An input of a member that a ruling corrects; ``value`` None means that there is no number."""

    key: str
    input: str
    value: Value
    reason: str


@dataclass(frozen=True)
class _Made:
    """Everything of a run before it is written."""

    members: Mapping[str, Member]
    seats: Sequence[Seat]
    sources: Sequence[Kept]
    result: Result


def compute_run(
    *,
    group: Group,
    last: date,
    title: str = "",
    as_of: datetime | None = None,
    actor: Account,
    at: datetime,
) -> Run:
    """Score the group by its scheme in force for its period up to the day ``last``, and keep inputs and result.

    ``as_of`` None is the present minute: what was recorded before it counts.
    Raises: AssessmentRefused without a scheme in force, without members, or for a day to come; SchemeNotInForce;
    NotAllowed.
    """
    policies.require_keeping(actor)
    if last > day_of(at):
        raise AssessmentRefused("考核日不能在今天之后", field="last")
    scheme = SchemeVersion.objects.filter(group=group).in_force().select_related("group__city").first()
    if scheme is None:
        raise AssessmentRefused("这个考核组还没有施行的考核办法，请先批准一版")
    said = rules.check_text(title or f"截至{last.year}年{last.month}月{last.day}日", "名称", "title", most=80)
    known = ledger.resolve(group.city, as_of or whole_minute(at))
    made = _gathered(scheme, last, known)
    with transaction.atomic():
        home = trail.lock_group(group)
        run = _new(home, scheme, said, last, known, actor, at)
        _keep(run, made)
        changes = {"考核日": [None, last.isoformat()], "结果校验值": [None, run.result_sha256]}
        trail.note_run("考核计算", run, changes, actor=actor, at=at)
    return run


def recompute(
    *,
    run: Run,
    reason: str,
    corrections: Sequence[Correction] = (),
    afresh: bool = False,
    actor: Account,
    at: datetime,
) -> Run:
    """Compute a run anew, and let the new one stand in its place; what was published stays published.

    Everything stays frozen but what is corrected; ``afresh`` gathers all inputs again, as they are known now.
    Raises: AssessmentRefused for a run that is settled or already replaced, without a reason, or for a correction of
    what cannot be corrected; NotAllowed.
    """
    policies.require_keeping(actor)
    why = rules.check_text(reason, "重算的原因", "reason", most=400)
    with transaction.atomic():
        home = trail.lock_group(run.group)
        old = trail.lock_run(run)
        rules.check_open(RunState(old.state))
        known = ledger.resolve(home.city, whole_minute(at)) if afresh else AsOf(old.as_of, old.entry)
        made = _gathered(old.scheme, old.last_on, known) if afresh else _thawed(old)
        made = _corrected(made, corrections, old)
        new = _new(home, old.scheme, old.title, old.last_on, known, actor, at)
        _replace(old, new, why, at)
        _keep(new, made)
        told = {one.key + " " + one.input: one.reason for one in corrections}
        changes = {"代替": [None, trail.run_code(old)], "原因": [None, why], "更正": [None, told]}
        trail.note_run("重新计算", new, changes, actor=actor, at=at)
    return new


def whole_minute(at: datetime) -> datetime:
    """Return the beginning of a moment's minute: what an address can say of it."""
    return at.replace(second=0, microsecond=0)


def _gathered(scheme: SchemeVersion, on: date, known: AsOf) -> _Made:
    read = scoring.understood(scheme.text)
    found = gather(read, scheme.group, on=on, as_of=known)
    if not found.members:
        raise AssessmentRefused(f"{on.isoformat()} 这一天组里没有成员，请先编入")
    members = found.situation()
    return _Made(members, _seats(found), _sources(found), scoring.scored(read, members, on))


def _seats(found: Gathered) -> list[Seat]:
    return [
        Seat(who.key, who.unit_id, who.person_id, who.position, found.basis[who.key]) for who in found.members
    ]


def _sources(found: Gathered) -> list[Kept]:
    return [
        Kept(one.input.code, one.input.title, one.input.unit, one.kind, one.asked) for one in found.sources
    ]


def _thawed(run: Run) -> _Made:
    scores = list(RunScore.objects.filter(run=run).order_by("position", "id"))
    members = thawing.members_of(run, scores)
    seats = [Seat(row.key, row.unit_id, row.person_id, row.position, row.basis) for row in scores]
    sources = [
        Kept(one.input, one.title, one.unit, one.kind, one.asked) for one in RunSource.objects.filter(run=run)
    ]
    return _Made(members, seats, sources, scoring.scored(thawing.scheme_of(run), members, run.last_on))


def _corrected(made: _Made, corrections: Sequence[Correction], run: Run) -> _Made:
    if not corrections:
        return made
    scheme = thawing.scheme_of(run)
    declared = scheme.on(run.last_on).inputs
    members, basis = dict(made.members), {seat.key: dict(seat.basis) for seat in made.seats}
    for one in corrections:
        _check_correction(one, members, declared)
        member = members[one.key]
        was = value_data(member.inputs.get(one.input))
        members[one.key] = replace(member, inputs={**member.inputs, one.input: one.value})
        basis[one.key][one.input] = {"text": f"经裁定更正：{one.reason}", "was": was, "corrected": True}
    seats = [replace(seat, basis=basis[seat.key]) for seat in made.seats]
    return replace(made, members=members, seats=seats, result=scoring.scored(scheme, members, run.last_on))


def _check_correction(one: Correction, members: Mapping[str, Member], declared: Mapping[str, Input]) -> None:
    if one.key not in members:
        raise AssessmentRefused(f"这次考核里没有“{one.key}”", field="key")
    known = declared.get(one.input)
    if known is None or known.is_derived:
        raise AssessmentRefused(f"考核办法里没有可以更正的输入“{one.input}”", field="input")
    if known.type is InputType.RATINGS:
        raise AssessmentRefused("评议由评议人自己改，不能直接更正", field="input")
    if not one.reason.strip():
        raise AssessmentRefused("更正须写明理由", field="reason")


def _new(
    group: Group, scheme: SchemeVersion, title: str, last: date, known: AsOf, actor: Account, at: datetime
) -> Run:
    number = (Run.objects.filter(group=group).aggregate(last=Max("number"))["last"] or 0) + 1
    first, _ = scoring.understood(scheme.text).on(last).span(last)
    assert known.entry is not None
    return Run(
        group=group,
        scheme=scheme,
        number=number,
        title=title,
        first_on=first,
        last_on=last,
        as_of=known.moment,
        entry=known.entry,
        computed_at=at,
        computed_by=actor,
    )


def _replace(old: Run, new: Run, why: str, at: datetime) -> None:
    """Let the new run be as far as the old one was: a publication goes on with the corrected numbers."""
    new.supersedes, new.reason = old, why
    new.state, new.objections_until = old.state, old.objections_until
    new.published_at = at if old.published_at else None
    old.state, old.version = RunState.SUPERSEDED, old.version + 1
    old.save(update_fields=["state", "version"])


def _keep(run: Run, made: _Made) -> None:
    run.inputs_sha256 = scoring.inputs_digest(made.members, sha256=run.scheme.sha256, on=run.last_on)
    data = scoring.result_data(made.result)
    run.result_sha256 = scoring.result_digest(data)
    run.save(force_insert=True)
    last = thawing.before(run)
    ranks = dict(RunScore.objects.filter(run=last).values_list("key", "rank")) if last else {}
    seats = [replace(seat, last_rank=ranks.get(seat.key)) for seat in made.seats]
    write(run, members=made.members, seats=seats, sources=made.sources, result=made.result, data=data)
