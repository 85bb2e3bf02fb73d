"""What waits for a reviewer: claims by kind, the oldest first, by unit, age, evidence and the county's word."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, Min, OuterRef, Q, Subquery, Value, When

from luodi.kernel.money import Yuan
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.ledger.rules import SEAT_BITS
from luodi.organisation.models import City
from luodi.organisation.policies import Reach
from luodi.projects.choices import EVENT_OF
from luodi.projects.models import Project
from luodi.recognition import demands
from luodi.recognition.choices import ReviewState
from luodi.recognition.demands import PER_FACT
from luodi.recognition.models import CountyReview, Evidence
from luodi.recognition.selectors.claims import Claim, open_claims

TABS: dict[str, tuple[str, tuple[FactKind, ...]]] = {
    "negotiating": ("在谈", (FactKind.PROJECT_NEGOTIATING,)),
    "signed": ("签约", (FactKind.PROJECT_SIGNED,)),
    "started": ("开工", (FactKind.PROJECT_STARTED,)),
    "producing": ("投产", (FactKind.PROJECT_PRODUCING,)),
    "money": ("资金", (FactKind.PROJECT_FUNDS, FactKind.PROJECT_INCREASE)),
    "milestone": ("里程碑", (FactKind.PROJECT_MILESTONE,)),
    "change": ("变更", (FactKind.PROJECT_STATE,)),
}
_BRINGING = (*EVENT_OF.values(), FactKind.PROJECT_INCREASE)
"""Events that bring a state along, which is judged with them."""


@dataclass(frozen=True)
class QueueFilter:
    """``county`` is "open" (not passed yet), "passed", "returned" or ""; ``complete`` asks for all evidence, or not."""

    unit_id: int | None = None
    days: int = 0
    complete: bool | None = None
    county: str = ""


@dataclass(frozen=True)
class Waiting:
    """One claim in the queue, since when its oldest version has waited, and what of the same stands verified."""

    claim: Claim
    since: datetime
    verified: Yuan | None

    @property
    def amount(self) -> Yuan | None:
        """What is claimed: of several entries of money the sum."""
        amounts = [fact.amount for fact in self.claim.facts if fact.amount is not None]
        if not amounts:
            return None
        return Yuan(sum(amounts) if self.claim.kind in PER_FACT else amounts[-1])


@dataclass(frozen=True)
class QueuePage:
    rows: tuple[Waiting, ...]
    total: int


def queue(
    city: City,
    reach: Reach,
    kinds: Sequence[FactKind],
    wanted: QueueFilter,
    *,
    at: datetime,
    number: int,
    size: int,
) -> QueuePage:
    """Return one page of the claims that wait for who reaches so far, the longest waiting first.

    Shape: two queries for the page, and a fixed number for what its rows show.
    """
    rows = _grouped(_narrowed(open_facts(city.pk, reach, kinds), city, kinds, wanted, at))
    total = rows.count()
    start = (number - 1) * size
    found = list(rows.order_by("first", "kind")[start : start + size])
    return QueuePage(tuple(_waiting(found)), total)


def counts(city: City, reach: Reach) -> dict[str, int]:
    """Return how many claims wait in each tab; the same rows as ``queue`` without a filter."""
    told = dict.fromkeys(TABS, 0)
    for tab, (_, kinds) in TABS.items():
        rows = open_facts(city.pk, reach, kinds).values("subject_id", "kind").distinct()
        told[tab] = rows.count()
    return told


def open_facts(city_id: int, reach: Reach, kinds: Sequence[FactKind]) -> "models.QuerySet[Fact]":
    """Return the claimed facts of the kinds that wait for the reach: a county's reviewer has those of its units.

    A project whose recording was withdrawn has no live claim, so this reads the index of claims alone.
    """
    rows = Fact.objects.live().filter(city_id=city_id, standing=Standing.CLAIMED, kind__in=kinds)
    if not reach.verifies:
        rows = rows.filter(subject__project__unit_id__in=reach.reviews_in)
    if FactKind.PROJECT_STATE in kinds:
        rows = rows.filter(~Q(kind=FactKind.PROJECT_STATE) | ~_came_along())
    return rows


def _came_along() -> Exists:
    """Whether a state was recorded together with an event that is itself still claimed."""
    of_state = Case(
        *(When(kind=kind, then=Value(stage.value)) for stage, kind in EVENT_OF.items()),
        default=OuterRef("state"),
        output_field=models.CharField(),
    )
    events = Fact.objects.live().filter(
        subject_id=OuterRef("subject_id"), standing=Standing.CLAIMED, kind__in=_BRINGING
    )
    same_act = events.annotate(act=F("ordinal").bitrightshift(SEAT_BITS), brings=of_state)
    return Exists(same_act.filter(act=OuterRef("ordinal").bitrightshift(SEAT_BITS), brings=OuterRef("state")))


def _narrowed(
    rows: "models.QuerySet[Fact]", city: City, kinds: Sequence[FactKind], wanted: QueueFilter, at: datetime
) -> "models.QuerySet[Fact]":
    if wanted.unit_id is not None:
        rows = rows.filter(subject__project__unit_id=wanted.unit_id)
    if wanted.days:
        rows = rows.filter(recorded_at__lte=at - timedelta(days=wanted.days))
    if wanted.county:
        word = CountyReview.objects.filter(fact_id=OuterRef("pk")).order_by("-id").values("state")[:1]
        rows = rows.annotate(word=Subquery(word))
        state = {"passed": ReviewState.PASSED, "returned": ReviewState.RETURNED}.get(wanted.county)
        open_ones = Q(word__isnull=True) | ~Q(word=ReviewState.PASSED)
        rows = rows.filter(word=state) if state else rows.filter(open_ones)
    if wanted.complete is not None:
        lacking = _lacking(city, kinds)
        claims = rows.filter(lacking).values("subject_id")
        rows = rows.exclude(subject_id__in=claims) if wanted.complete else rows.filter(subject_id__in=claims)
    return rows


def _lacking(city: City, kinds: Sequence[FactKind]) -> Q:
    """Return the condition of a fact for which some demand of the rules of its day is not met."""
    found = Q(pk__in=[])
    versions = demands.versions(city.code)
    for i, version in enumerate(versions):
        later = versions[i + 1] if i + 1 < len(versions) else None
        days = Q(occurred_on__lt=later.valid_from) if later else Q()
        days &= Q(occurred_on__gte=version.valid_from) if i else Q()
        for kind in kinds:
            ordinal: Any = OuterRef("ordinal") if kind in PER_FACT else 0
            for demand in version.of(kind):
                held = Evidence.objects.held().filter(
                    project__subject_id=OuterRef("subject_id"),
                    fact_kind=kind,
                    ordinal=ordinal,
                    kind__in=demand.kinds,
                )
                found |= Q(kind=kind) & days & ~Q(Exists(held))
    return found


def _grouped(rows: "models.QuerySet[Fact]") -> "models.QuerySet[Fact, dict[str, Any]]":
    return rows.values("subject_id", "kind").annotate(first=Min("ordinal"), since=Min("recorded_at"))


def _waiting(found: Sequence[Mapping[str, Any]]) -> list[Waiting]:
    subjects = {row["subject_id"] for row in found}
    projects = Project.objects.filter(subject_id__in=subjects).select_related("city", "unit", "subject")
    kinds = {FactKind(row["kind"]) for row in found}
    by_project = open_claims(list(projects), kinds)
    claims = {
        (claim.project.subject_id, claim.kind.value): claim for some in by_project.values() for claim in some
    }
    verified = _verified(subjects, kinds)
    told = []
    for row in found:
        key = (row["subject_id"], row["kind"])
        if (claim := claims.get(key)) is not None:
            told.append(Waiting(claim, row["since"], verified.get(key)))
    return told


def _verified(subjects: Collection[int], kinds: Collection[FactKind]) -> dict[tuple[int, str], Yuan]:
    """Return the amount that stands verified, by subject and kind: of money the sum, else the present total."""
    state = FactKind.PROJECT_STATE
    rows = Fact.objects.live().filter(
        subject_id__in=subjects, standing=Standing.VERIFIED, kind__in={*kinds, state}, amount__isnull=False
    )
    told: dict[tuple[int, str], Yuan] = {}
    for fact in rows.order_by("occurred_on", "ordinal"):
        subject, kind, fen = fact.subject_id or 0, fact.kind, fact.amount or 0
        if kind in PER_FACT:
            before = told.get((subject, kind), Yuan(0))
            told[subject, kind] = Yuan(before.fen + fen)
        elif kind == state:
            told |= {(subject, one.value): Yuan(fen) for one in kinds if one not in PER_FACT}
    return told
