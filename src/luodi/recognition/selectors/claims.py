"""What projects claim at present, with the evidence held, what is missing of it, and the county's word."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Fact
from luodi.projects.choices import PATH_KINDS
from luodi.projects.models import Project
from luodi.projects.services import books
from luodi.projects.services.books import Book
from luodi.recognition import demands
from luodi.recognition.choices import ReviewState
from luodi.recognition.demands import CLAIMED_KINDS, PER_FACT, Demand
from luodi.recognition.models import CountyReview, Evidence

_CHUNK = 400


@dataclass(frozen=True)
class Claim:
    """The open claims of one kind of one project, which are verified and rejected together.

    ``facts`` are what is claimed, without the states that an event brings along. ``evidence`` and ``missing`` go with
    them; ``reviews`` holds the county's last word on each version that it has looked through.
    """

    project: Project
    kind: FactKind
    facts: tuple[Fact, ...]
    evidence: tuple[Evidence, ...]
    missing: tuple[Demand, ...]
    reviews: Mapping[int, CountyReview]

    @property
    def label(self) -> str:
        return "变更" if self.kind == FactKind.PROJECT_STATE else self.kind.label

    @property
    def is_complete(self) -> bool:
        """Whether all evidence that the rules demand is there."""
        return not self.missing

    @property
    def is_passed(self) -> bool:
        """Whether the county has passed every version as it stands now."""
        return all(self._state(fact) == ReviewState.PASSED for fact in self.facts)

    @property
    def returned(self) -> CountyReview | None:
        """The county's last word, when it was to return a version as it stands now."""
        found = [self.reviews[fact.pk] for fact in self.facts if self._state(fact) == ReviewState.RETURNED]
        return found[-1] if found else None

    @property
    def passed_by(self) -> list[CountyReview]:
        return [one for one in self.reviews.values() if one.state == ReviewState.PASSED]

    def _state(self, fact: Fact) -> str:
        return self.reviews[fact.pk].state if fact.pk in self.reviews else ""


def open_claims(
    projects: Sequence[Project], kinds: Collection[FactKind] | None = None
) -> dict[int, list[Claim]]:
    """Return the open claims of each project by its id, in the order of the kinds.

    Shape: a fixed number of queries for each 400 projects. Load ``city`` with the projects.
    """
    found: dict[int, dict[FactKind, list[Fact]]] = {}
    for pk, book in books.load(projects).items():
        found[pk] = _by_kind(book, kinds)
    facts = [fact for by_kind in found.values() for held in by_kind.values() for fact in held]
    prefetch_related_objects(facts, "entry__actor__person", "entry__actor__unit")
    reviews = _reviews([fact.pk for fact in facts])
    evidence = _evidence([pk for pk, by_kind in found.items() if by_kind])
    return {
        project.pk: [
            _claim(project, kind, held, evidence, reviews) for kind, held in found[project.pk].items()
        ]
        for project in projects
    }


def with_older(claims: Sequence[Claim], kinds: Collection[FactKind]) -> list[Claim]:
    """Return the project's claims of the kinds together with the older ones that they build on.

    Stages, increases and changes build on one another and are judged in the order in which they were claimed.
    """
    chosen = [claim for claim in claims if claim.kind in kinds]
    while True:
        path = [claim for claim in chosen if claim.kind in PATH_KINDS]
        last = max((fact.ordinal for claim in path for fact in claim.facts), default=0)
        older = [
            claim
            for claim in claims
            if claim not in chosen
            and claim.kind in PATH_KINDS
            and any(fact.ordinal < last for fact in claim.facts)
        ]
        if not older:
            return sorted(chosen, key=lambda claim: CLAIMED_KINDS.index(claim.kind))
        chosen += older


def missing_evidence(project: Project, kind: FactKind, on: date, *, ordinal: int = 0) -> list[Demand]:
    """Return what the rules of the day demand of such a claim of the project and is not there yet.

    ``ordinal`` names the fact for kinds of which a project has many. Load ``city`` with the project.
    """
    held = Evidence.objects.held().filter(project=project, fact_kind=kind, ordinal=ordinal)
    return demands.missing(
        demands.demands_of(project.city.code, kind, on), set(held.values_list("kind", flat=True))
    )


def _by_kind(book: Book, kinds: Collection[FactKind] | None) -> dict[FactKind, list[Fact]]:
    claims = book.claims()
    events = [fact for fact in claims if fact.kind != FactKind.PROJECT_STATE]
    along = {state.pk for event in events for state in book.states_of(event)}
    told: dict[FactKind, list[Fact]] = {}
    for kind in CLAIMED_KINDS:
        own = [fact for fact in claims if fact.kind == kind and fact.pk not in along]
        if own and (kinds is None or kind in kinds):
            told[kind] = own
    return told


def _claim(
    project: Project,
    kind: FactKind,
    facts: Sequence[Fact],
    evidence: Mapping[tuple[int, str], Sequence[Evidence]],
    reviews: Mapping[int, CountyReview],
) -> Claim:
    held = evidence.get((project.pk, kind.value), ())
    lacking: dict[Demand, None] = {}
    for fact in facts:
        ordinal = fact.ordinal if kind in PER_FACT else 0
        own = {one.kind for one in held if one.ordinal == ordinal}
        wanted = demands.demands_of(project.city.code, kind, fact.occurred_on)
        lacking |= dict.fromkeys(demands.missing(wanted, own))
    ordinals = {fact.ordinal for fact in facts} if kind in PER_FACT else {0}
    return Claim(
        project=project,
        kind=kind,
        facts=tuple(facts),
        evidence=tuple(one for one in held if one.ordinal in ordinals),
        missing=tuple(lacking),
        reviews={fact.pk: reviews[fact.pk] for fact in facts if fact.pk in reviews},
    )


def _evidence(project_ids: Sequence[int]) -> dict[tuple[int, str], list[Evidence]]:
    told: dict[tuple[int, str], list[Evidence]] = defaultdict(list)
    for some in _chunks(project_ids):
        rows = Evidence.objects.held().filter(project_id__in=some)
        for one in rows.select_related("file", "uploaded_by__person").order_by("id"):
            told[one.project_id, one.fact_kind].append(one)
    return told


def _reviews(fact_ids: Sequence[int]) -> dict[int, CountyReview]:
    told: dict[int, CountyReview] = {}
    for some in _chunks(fact_ids):
        told |= CountyReview.objects.all().latest_of(some)
    return told


def _chunks(ids: Sequence[int]) -> Iterable[list[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield list(ids[start : start + _CHUNK])
