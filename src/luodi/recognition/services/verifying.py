"""Verify claims on evidence (凭佐证认定): the one way in which the desk verifies."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from luodi.kernel.findings import Refusal
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Entry
from luodi.ledger.services import NothingToVerify
from luodi.organisation.models import Account
from luodi.projects import services as projects_services
from luodi.projects.models import Project
from luodi.recognition.models import Evidence, ReviewPolicy, Verification
from luodi.recognition.selectors.claims import Claim, open_claims, with_older
from luodi.recognition.services.refusals import CountyReviewMissing, EvidenceMissing, VerifierReviewed
from luodi.recognition.services.reviewing import check_seen, lock

_LONGEST = 400
_CHUNK = 400


@dataclass(frozen=True)
class Passed:
    """What verifying many brought: the verified ones, and those passed over with why."""

    done: Sequence[Project]
    passed_over: Mapping[str, str]


def verify_with_evidence(
    projects: Sequence[Project],
    *,
    actor: Account,
    at: datetime,
    kinds: Collection[FactKind] | None = None,
    remark: str = "",
    lacked_reason: str = "",
    seen: int | None = None,
) -> list[Project]:
    """Verify what the projects claim, all or nothing, and note on which evidence.

    Claims of the ``kinds`` take the older ones along that they build on. ``lacked_reason`` says why evidence that the
    rules demand may be lacking, where the city lets that pass. ``seen`` is the entry number up to which the verifier
    has read.
    Shape: the projects of which something was verified.
    Raises: NothingToVerify when nothing was; EvidenceMissing, CountyReviewMissing, VerifierReviewed, ClaimMovedOn; as
    ``projects.verify_all``.
    """
    ledger.require_verifier(actor, actor.city_id)
    with transaction.atomic():
        rows = lock(projects)
        found = _chosen(list(rows.values()), kinds)
        claims = [claim for some in found.values() for claim in some]
        if not claims:
            raise NothingToVerify("没有待认定的申报，可能刚由他人办理，请刷新")
        check_seen(claims, seen)
        policy = ReviewPolicy.objects.all().of(actor.city)
        for claim in claims:
            if (refusal := _against(claim, policy, actor, lacked_reason)) is not None:
                raise refusal
        _check_evidence(claims)
        done: list[Project] = []
        for together, some in _by_kinds(found).items():
            ready = [claims[0].project for claims in some]
            done += projects_services.verify_all(ready, actor=actor, at=at, kinds=together)
            _note(some, actor, at, remark, lacked_reason)
    return done


def verify_complete(
    projects: Sequence[Project],
    *,
    actor: Account,
    at: datetime,
    kinds: Collection[FactKind] | None = None,
    seen: int | None = None,
) -> Passed:
    """Verify those of the projects that nothing stands against, and say why of the others.

    Raises: as ``verify_with_evidence``, save what is said of single projects.
    """
    ledger.require_verifier(actor, actor.city_id)
    policy = ReviewPolicy.objects.all().of(actor.city)
    passed_over: dict[str, str] = {}
    ready: list[Project] = []
    found = _chosen(projects, kinds)
    for project in projects:
        claims = found[project.pk]
        against = [one for claim in claims if (one := _against(claim, policy, actor, "")) is not None]
        if not claims:
            passed_over[project.name] = "没有待认定的申报"
        elif against:
            passed_over[project.name] = str(against[0])
        else:
            ready.append(project)
    done = verify_with_evidence(ready, actor=actor, at=at, kinds=kinds, seen=seen) if ready else []
    return Passed(done, passed_over)


def _against(claim: Claim, policy: ReviewPolicy, actor: Account, lacked_reason: str) -> Refusal | None:
    name = claim.project.name
    if any(review.reviewed_by.person_id == actor.person_id for review in claim.passed_by):
        return VerifierReviewed(f"{name}的“{claim.label}”由您初审通过，须由其他认定员认定")
    if policy.county_first and not claim.is_passed:
        return CountyReviewMissing(f"{name}的“{claim.label}”还没有通过县区初审，本市规定初审通过后才能认定")
    if claim.missing and not policy.may_lack:
        return EvidenceMissing(f"{name}的“{claim.label}”缺少佐证：{_said(claim)}，请先退回或等单位补齐")
    if claim.missing and not lacked_reason.strip():
        return EvidenceMissing(
            f"{name}的“{claim.label}”缺少佐证：{_said(claim)}；确需认定的，请写明理由", field="lacked_reason"
        )
    return None


def _chosen(projects: Sequence[Project], kinds: Collection[FactKind] | None) -> dict[int, list[Claim]]:
    every = open_claims(projects)
    return every if kinds is None else {pk: with_older(claims, kinds) for pk, claims in every.items()}


def _by_kinds(found: Mapping[int, list[Claim]]) -> dict[frozenset[FactKind], list[list[Claim]]]:
    """Put projects together of which the same kinds are verified: each such lot is one entry."""
    told: dict[frozenset[FactKind], list[list[Claim]]] = {}
    for claims in found.values():
        if claims:
            told.setdefault(frozenset(claim.kind for claim in claims), []).append(claims)
    return told


def _check_evidence(claims: Sequence[Claim]) -> None:
    """Lock the evidence that the claims stand on, so that nobody withdraws it meanwhile."""
    ids = sorted({one.pk for claim in claims for one in claim.evidence})
    n_held = 0
    for start in range(0, len(ids), _CHUNK):
        rows = Evidence.objects.held().select_for_update().filter(pk__in=ids[start : start + _CHUNK])
        n_held += len(rows.order_by("pk").values_list("pk", flat=True))
    if n_held != len(ids):
        raise EvidenceMissing("有佐证刚刚被撤下，请刷新后再认定")


def _note(
    lot: Sequence[Sequence[Claim]], actor: Account, at: datetime, remark: str, lacked_reason: str
) -> None:
    """Note who verified what on which evidence; the city's head is still locked, so the last entry is this one."""
    entry = Entry.objects.filter(city_id=actor.city_id).order_by("-number")[0]
    rows = Verification.objects.bulk_create(
        [
            Verification(
                project=claims[0].project,
                entry=entry,
                kinds=[claim.kind.value for claim in claims],
                verified_by=actor,
                verified_at=at,
                remark=remark.strip(),
                lacked=("；".join(_said(claim) for claim in claims if claim.missing))[:_LONGEST],
                lacked_reason=lacked_reason.strip() if any(claim.missing for claim in claims) else "",
            )
            for claims in lot
        ]
    )
    links = Verification.evidence.through
    links.objects.bulk_create(
        [
            links(verification_id=row.pk, evidence_id=one.pk)
            for row, claims in zip(rows, lot, strict=True)
            for claim in claims
            for one in claim.evidence
        ],
        batch_size=_CHUNK,
    )


def _said(claim: Claim) -> str:
    return "、".join(demand.label for demand in claim.missing)
