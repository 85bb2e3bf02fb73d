"""One claim beside its evidence, for the one who judges it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luodi.desk.frame import Frame
from luodi.documents.kinds import SHOWN_TYPES
from luodi.duplicates.selectors import cases_of
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Fact
from luodi.projects import policies as projects
from luodi.projects.models import Project
from luodi.recognition import policies, services
from luodi.recognition.demands import Demand
from luodi.recognition.models import Evidence, ReviewPolicy
from luodi.recognition.selectors.claims import Claim, open_claims, with_older
from luodi.recognition.selectors.records import verified_facts


@dataclass(frozen=True)
class FactLine:
    """A fact in words: what, when, how much, who recorded it."""

    fact: Fact
    label: str
    on: str
    amount: Yuan | None
    who: str


@dataclass(frozen=True)
class ClaimPage:
    """``along`` are older claims that are verified together with this one; ``elsewhere`` maps an evidence's id to the
    other projects that show the same file; ``n_twins`` counts the cases of a suspected duplicate that wait."""

    project: Project
    claims: Sequence[Claim]
    claim: Claim
    facts: Sequence[FactLine]
    verified: Sequence[FactLine]
    along: Sequence[Claim]
    lacking: Sequence[Demand]
    evidence: Sequence[Evidence]
    shown: Evidence | None
    elsewhere: Mapping[int, Sequence[Project]]
    n_twins: int
    policy: ReviewPolicy
    may_verify: bool
    may_review: bool


def claim_page(project: Project, frame: Frame, kind: str, shown: str) -> ClaimPage | None:
    """Return the claim of the kind, or the first one that stands open; None when none does."""
    claims = open_claims([project])[project.pk]
    if not claims:
        return None
    claim = next((one for one in claims if one.kind.value.rpartition(".")[2] == kind), claims[0])
    together = with_older(claims, [claim.kind])
    evidence = [one for part in reversed(together) for one in part.evidence]
    reach = frame.reach
    return ClaimPage(
        project=project,
        claims=claims,
        claim=claim,
        facts=[_line(fact) for fact in claim.facts],
        verified=[_line(fact) for fact in verified_facts(project)],
        along=[one for one in together if one is not claim],
        lacking=[demand for part in together for demand in part.missing],
        evidence=evidence,
        shown=_shown(evidence, shown),
        elsewhere=_elsewhere(evidence, project, frame),
        n_twins=cases_of(project).open().count(),
        policy=ReviewPolicy.objects.all().of(frame.city),
        may_verify=not frame.is_past and projects.can_verify(reach, project),
        may_review=not frame.is_past and policies.can_review(reach, project),
    )


def is_shown(evidence: Evidence) -> bool:
    """Whether a browser shows it within a page."""
    return evidence.file.media_type in SHOWN_TYPES


def _shown(evidence: Sequence[Evidence], asked: str) -> Evidence | None:
    wanted = [one for one in evidence if str(one.pk) == asked]
    return next((one for one in [*wanted, *evidence] if is_shown(one)), None)


def _elsewhere(evidence: Sequence[Evidence], project: Project, frame: Frame) -> dict[int, Sequence[Project]]:
    told = {one.pk: services.used_elsewhere(one.file, project, frame.account) for one in evidence}
    return {pk: projects for pk, projects in told.items() if projects}


def _line(fact: Fact) -> FactLine:
    kind = FactKind(fact.kind)
    actor = fact.entry.actor
    return FactLine(
        fact=fact,
        label="项目状态" if kind == FactKind.PROJECT_STATE else kind.label,
        on=fact.occurred.show(),
        amount=None if fact.amount is None else Yuan(fact.amount),
        who=actor.display_name,
    )
