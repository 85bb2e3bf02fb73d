"""Claims about anything that is no project: looked through by a county, verified or rejected by the city."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.ledger import services as ledger
from luodi.ledger.models import Entry, Fact
from luodi.ledger.services import NothingToVerify
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation import policies as rights
from luodi.organisation.models import Account, Unit
from luodi.recognition.choices import ReviewState
from luodi.recognition.models import CountyReview, ReviewPolicy
from luodi.recognition.services.refusals import (
    ClaimMovedOn,
    CountyReviewMissing,
    ReviewRefused,
    VerifierReviewed,
)

_CHUNK = 400


@dataclass(frozen=True)
class Matter:
    """One thing with the claims about it that are judged together, the oldest first.

    ``target`` is the kind under which the trail knows it, ``path`` the address of its page. Load ``subject``,
    ``occasion`` and ``unit`` with the claims, and ``entry`` where somebody says how far he has read.
    """

    target: str
    code: str
    title: str
    path: str
    claims: tuple[Fact, ...]

    @property
    def unit(self) -> Unit:
        """The unit that claims, or has claimed last."""
        return self.claims[-1].unit


def words_of(facts: Sequence[Fact]) -> dict[int, CountyReview]:
    """Map each version that a county has looked through to its last word."""
    ids = [fact.pk for fact in facts]
    told: dict[int, CountyReview] = {}
    for start in range(0, len(ids), _CHUNK):
        told |= CountyReview.objects.all().latest_of(ids[start : start + _CHUNK])
    return told


def look_through(
    matters: Sequence[Matter],
    *,
    state: ReviewState,
    actor: Account,
    at: datetime,
    reason: str = "",
    seen: int | None = None,
) -> None:
    """Pass claims on to the city for their county, or return them to their units with a reason.

    The claims stay as they are. ``seen`` is the entry number up to which the reviewer has read.
    Raises: NotAllowed for units of another county; ReviewRefused without a reason or for what has passed already;
    NothingToVerify, VerifierIsClaimant, ClaimMovedOn.
    """
    said = reason.strip()
    if state == ReviewState.RETURNED and not said:
        raise ReviewRefused("退回须写明原因", field="reason")
    with transaction.atomic():
        facts = _facts(matters)
        reach = rights.reach_of(actor)
        for one in matters:
            ours = any(rights.may_review(reach, fact.unit_id) for fact in one.claims)
            rights.require(ours, f"您不是“{one.unit.short_name}”的初审人")
        check_seen(matters, seen)
        words = words_of(facts)
        if state == ReviewState.PASSED and all(_is_passed(words, fact) for fact in facts):
            raise ReviewRefused("已经初审通过，请刷新")
        ledger.check_not_claimant(facts, city_id=actor.city_id, actor=actor)
        CountyReview.objects.bulk_create(
            [
                CountyReview(fact=fact, state=state, reason=said, reviewed_by=actor, reviewed_at=at)
                for fact in facts
            ],
            batch_size=_CHUNK,
        )
        for one in matters:
            _tell(one, state, said, actor, at)


def verify_matters(
    matters: Sequence[Matter], *, actor: Account, at: datetime, seen: int | None = None
) -> Entry:
    """Verify claims, all or nothing, in one entry.

    Raises: NotAllowed unless the actor verifies in the city; VerifierIsClaimant, NothingToVerify; as ``check_ready``.
    """
    ledger.require_verifier(actor, actor.city_id)
    with transaction.atomic():
        check_ready(matters, actor=actor, seen=seen)
        notes = [audit.Note(ledger.VERIFY, one.target, one.code, one.title) for one in matters]
        return ledger.verify_facts(_facts(matters), city=actor.city, actor=actor, at=at, notes=notes)


def reject_matters(
    matters: Sequence[Matter], *, reason: str, actor: Account, at: datetime, seen: int | None = None
) -> Entry:
    """Send claims back to their units, who are told why: they stay on record, and in no figure.

    Raises: as ``verify_matters``, and NothingToVerify without a reason.
    """
    ledger.require_verifier(actor, actor.city_id)
    said = reason.strip()
    with transaction.atomic():
        facts = _facts(matters)
        check_seen(matters, seen)
        for one in matters:
            tell_rejected(one.unit, title=one.title, reason=said, path=one.path, at=at)
        notes = [
            audit.Note(ledger.REJECT, one.target, one.code, one.title, {"原因": [None, said]})
            for one in matters
        ]
        return ledger.reject_facts(facts, city=actor.city, actor=actor, at=at, reason=said, notes=notes)


def check_ready(matters: Sequence[Matter], *, actor: Account, seen: int | None = None) -> None:
    """Raises: CountyReviewMissing where the city asks for the county's word and a claim, as it stands now, has none;
    VerifierReviewed for who passed it himself; ClaimMovedOn."""
    check_seen(matters, seen)
    county_first = ReviewPolicy.objects.all().of(actor.city).county_first
    if not county_first and not CountyReview.objects.filter(project__isnull=True).exists():
        return
    words = words_of(_facts(matters))
    for one in matters:
        if (refusal := against(one, words, county_first=county_first, actor=actor)) is not None:
            raise refusal


def against(
    matter: Matter, words: dict[int, CountyReview], *, county_first: bool, actor: Account
) -> VerifierReviewed | CountyReviewMissing | None:
    """Return what the county's words have against it that the actor verifies the claims now."""
    passed = [words[fact.pk] for fact in matter.claims if _is_passed(words, fact)]
    if any(word.reviewed_by.person_id == actor.person_id for word in passed):
        return VerifierReviewed(f"“{matter.title}”由您初审通过，须由其他认定员认定")
    if county_first and len(passed) < len(matter.claims):
        return CountyReviewMissing(f"“{matter.title}”还没有通过县区初审，本市规定初审通过后才能认定")
    return None


def check_seen(matters: Sequence[Matter], seen: int | None) -> None:
    """Raises: ClaimMovedOn when a version is younger than the entry up to which somebody has read."""
    if seen is None:
        return
    for one in matters:
        if any(fact.entry.number > seen for fact in one.claims):
            raise ClaimMovedOn(f"“{one.title}”在您查看期间有改动，请刷新后再办")


def tell_rejected(unit: Unit, *, title: str, reason: str, path: str, at: datetime) -> None:
    """Tell the unit that the city's verifier has sent its claim back."""
    notices.tell_unit(
        unit, kind=NoticeKind.RETURNED, title=f"“{title}”的申报被退回", reason=reason, path=path, at=at
    )


def _is_passed(words: dict[int, CountyReview], fact: Fact) -> bool:
    return fact.pk in words and words[fact.pk].state == ReviewState.PASSED


def _facts(matters: Sequence[Matter]) -> list[Fact]:
    facts = [fact for one in matters for fact in one.claims]
    if not facts:
        raise NothingToVerify("没有待办理的申报，可能刚由他人办理，请刷新")
    return facts


def _tell(matter: Matter, state: ReviewState, reason: str, actor: Account, at: datetime) -> None:
    changes = {"初审": [None, str(state.label)]} | ({"意见": [None, reason]} if reason else {})
    note = audit.Note("县区初审", matter.target, matter.code, matter.title, changes)
    audit.record(note, actor=actor, at=at)
    if state == ReviewState.RETURNED:
        notices.tell_unit(
            matter.unit,
            kind=NoticeKind.RETURNED,
            title=f"“{matter.title}”的申报初审退回",
            reason=reason,
            path=matter.path,
            at=at,
        )
