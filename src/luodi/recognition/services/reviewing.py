"""A county looks through the claims of its units before the city does (初审), and the city says whether it must."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind
from luodi.ledger.services import NothingToVerify
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation import policies as rights
from luodi.organisation.models import Account
from luodi.projects.models import Project
from luodi.projects.services.writing import TARGET
from luodi.recognition import policies
from luodi.recognition.choices import ReviewState
from luodi.recognition.models import CountyReview, ReviewPolicy
from luodi.recognition.selectors.claims import Claim, open_claims
from luodi.recognition.services.refusals import ClaimMovedOn, ReviewRefused


def county_review(
    *,
    project: Project,
    kind: FactKind,
    state: ReviewState,
    actor: Account,
    at: datetime,
    reason: str = "",
    seen: int | None = None,
) -> list[CountyReview]:
    """Pass the project's open claim of the kind on to the city, or return it to its unit with a reason.

    The claim itself stays as it is; ``seen`` is the entry number up to which the reviewer has read.
    Raises: ReviewRefused, NothingToVerify, VerifierIsClaimant, ClaimMovedOn, NotAllowed.
    """
    rights.require(policies.can_review(rights.reach_of(actor), project), "您不是这个项目所在县区的初审人")
    if state == ReviewState.RETURNED and not reason.strip():
        raise ReviewRefused("退回须写明原因", field="reason")
    with transaction.atomic():
        row = lock([project])[project.pk]
        claims = open_claims([row], [kind])[row.pk]
        if not claims:
            raise NothingToVerify(f"{row.name}没有待初审的“{kind.label}”")
        claim = claims[0]
        check_seen([claim], seen)
        if state == ReviewState.PASSED and claim.is_passed:
            raise ReviewRefused("这项申报已经初审通过，请刷新")
        ledger.check_not_claimant(claim.facts, city_id=row.city_id, actor=actor)
        told = CountyReview.objects.bulk_create(
            [
                CountyReview(
                    project=row,
                    fact=fact,
                    state=state,
                    reason=reason.strip(),
                    reviewed_by=actor,
                    reviewed_at=at,
                )
                for fact in claim.facts
            ]
        )
        _tell(claim, state, reason.strip(), actor, at)
    return told


def set_policy(*, county_first: bool, may_lack: bool, actor: Account, at: datetime) -> ReviewPolicy:
    """Say what the city asks before a claim is verified.    Raises: ReviewRefused when nothing changes; NotAllowed."""
    rights.require(policies.can_set_policy(rights.reach_of(actor)), "只有中心业务员可以设定认定办法")
    former = ReviewPolicy.objects.all().of(actor.city)
    if former.pk and (former.county_first, former.may_lack) == (county_first, may_lack):
        raise ReviewRefused("没有改动")
    with transaction.atomic():
        policy = ReviewPolicy.objects.create(
            city=actor.city, county_first=county_first, may_lack=may_lack, set_by=actor, set_at=at
        )
        changes = {
            "认定前须经县区初审": [former.county_first, county_first],
            "写明理由后可以缺佐证认定": [former.may_lack, may_lack],
        }
        note = audit.Note("设定认定办法", "city", actor.city.code, actor.city.name, changes)
        audit.record(note, actor=actor, at=at)
    return policy


def lock(projects: Sequence[Project]) -> dict[int, Project]:
    """Lock and load the projects afresh, in the order of their ids."""
    rows = Project.objects.select_for_update(of=("self",)).select_related("unit", "city", "subject")
    found = rows.filter(pk__in=[project.pk for project in projects], is_void=False).order_by("pk")
    return {row.pk: row for row in found}


def check_seen(claims: Sequence[Claim], seen: int | None) -> None:
    """Raises: ClaimMovedOn when a version is younger than the entry up to which somebody has read."""
    if seen is None:
        return
    for claim in claims:
        if any(fact.entry.number > seen for fact in claim.facts):
            raise ClaimMovedOn(f"{claim.project.name}的“{claim.label}”在您查看期间有改动，请刷新后再办")


def _tell(claim: Claim, state: ReviewState, reason: str, actor: Account, at: datetime) -> None:
    changes = {"初审": [None, f"{claim.label}：{state.label}"]} | ({"意见": [None, reason]} if reason else {})
    note = audit.Note("县区初审", TARGET, claim.project.code, claim.project.name, changes)
    audit.record(note, actor=actor, at=at)
    if state == ReviewState.RETURNED:
        notices.tell_unit(
            claim.project.unit,
            kind=NoticeKind.RETURNED,
            title=f"{claim.project.name}的“{claim.label}”初审退回",
            reason=reason,
            path=f"/projects/{claim.project.code}/",
            at=at,
        )
