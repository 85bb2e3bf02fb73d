"""Verify and reject claims. Whoever claimed something is not the one who verifies it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from luodi.audit import services as audit
from luodi.kernel.findings import Refusal
from luodi.ledger.kinds import Cause, Standing
from luodi.ledger.models import Entry, Fact
from luodi.ledger.services.posting import Supersede, post
from luodi.ledger.services.versions import versions_of
from luodi.organisation import policies
from luodi.organisation.models import Account, City

VERIFY, REJECT, ACCEPT = "认定", "退回", "采纳更正"
JUDGING_ACTS = (VERIFY, REJECT, ACCEPT)
"""Acts of a verifier: claimed versions that they restate on the way are not the verifier's claims."""
_CHUNK = 400


class VerifierIsClaimant(Refusal):
    """Somebody would verify what he has claimed himself."""


class NothingToVerify(Refusal):
    """No claim stands open."""


def verify_facts(
    facts: Sequence[Fact], *, city: City, actor: Account, at: datetime, notes: Sequence[audit.Note]
) -> Entry:
    """Supersede claimed versions by verified ones. Load ``subject``, ``occasion`` and ``unit`` with the facts.

    Raises: NotAllowed unless the actor verifies in the city; VerifierIsClaimant; NothingToVerify when there is no
    fact, or one is not (or no longer) claimed.
    """
    return _judge(facts, Standing.VERIFIED, city=city, actor=actor, at=at, notes=notes)


def reject_facts(
    facts: Sequence[Fact],
    *,
    city: City,
    actor: Account,
    at: datetime,
    reason: str,
    notes: Sequence[audit.Note],
    restate: Sequence[Supersede] = (),
) -> Entry:
    """Supersede claimed versions by rejected ones: they stay on record, and in no figure.

    ``restate`` are facts that built on the rejected ones.    Raises: as ``verify_facts``, and NothingToVerify
    without a reason.
    """
    if not reason.strip():
        raise NothingToVerify("退回须写明原因", field="reason")
    return _judge(
        facts, Standing.REJECTED, city=city, actor=actor, at=at, notes=notes, restate=restate, reason=reason
    )


def claimed_facts(subject_ids: Iterable[int], *, kinds: Iterable[str]) -> list[Fact]:
    """Return the subjects' live claims of the kinds, in the order of recording, ready to be judged."""
    ids = list(subject_ids)
    found: list[Fact] = []
    for start in range(0, len(ids), _CHUNK):
        facts = Fact.objects.live().filter(
            subject_id__in=ids[start : start + _CHUNK], kind__in=kinds, standing=Standing.CLAIMED
        )
        found += facts.select_related("subject", "occasion", "unit").order_by("ordinal")
    return found


def require_verifier(actor: Account, city_id: int) -> None:
    """Raises: NotAllowed unless the actor verifies in the city."""
    allowed = actor.city_id == city_id and policies.reach_of(actor).verifies
    policies.require(allowed, "只有认定员可以认定或退回")


def check_not_claimant(facts: Sequence[Fact], *, city_id: int, actor: Account) -> None:
    """Raises: VerifierIsClaimant when the actor's person recorded a claimed version of one of the facts, in whatever
    account."""
    ordinals = sorted({fact.ordinal for fact in facts})
    for start in range(0, len(ordinals), _CHUNK):
        own = Fact.objects.filter(
            city_id=city_id,
            ordinal__in=ordinals[start : start + _CHUNK],
            standing=Standing.CLAIMED,
            entry__actor__person_id=actor.person_id,
        ).exclude(entry__act__in=JUDGING_ACTS)
        if own.exists():
            raise VerifierIsClaimant("申报人不能认定或退回自己申报的内容，请由其他认定员办理")


def _judge(
    facts: Sequence[Fact],
    standing: Standing,
    *,
    city: City,
    actor: Account,
    at: datetime,
    notes: Sequence[audit.Note],
    restate: Sequence[Supersede] = (),
    reason: str = "",
) -> Entry:
    require_verifier(actor, city.pk)
    if not facts:
        raise NothingToVerify("没有待认定的内容")
    if any(fact.standing != Standing.CLAIMED for fact in facts):
        raise NothingToVerify("这项内容已经认定或退回过，请刷新")
    check_not_claimant(facts, city_id=city.pk, actor=actor)
    values = versions_of(facts)
    cause = Cause.VERIFIED if standing == Standing.VERIFIED else Cause.REJECTED
    judged = [Supersede(fact, cause, replace(values[fact.pk], standing=standing)) for fact in facts]
    return post(
        city=city,
        act=VERIFY if standing == Standing.VERIFIED else REJECT,
        actor=actor,
        at=at,
        supersede=[*judged, *restate],
        notes=notes,
        reason=reason,
    )
