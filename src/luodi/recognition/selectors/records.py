"""What was verified on which evidence, and what a project holds of evidence, shaped for its page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from luodi.kernel.money import Yuan
from luodi.ledger.kinds import FactKind, Proof, Standing
from luodi.ledger.models import Fact
from luodi.projects import milestones
from luodi.projects.choices import EVENT_OF
from luodi.projects.models import Project
from luodi.projects.rules import ORDER
from luodi.recognition import demands
from luodi.recognition.demands import PER_FACT, Demand
from luodi.recognition.models import Evidence, Verification


@dataclass(frozen=True)
class Shown:
    """One demand, and whether it is met."""

    demand: Demand
    is_met: bool


@dataclass(frozen=True)
class Matter:
    """Something that evidence is about: a stage, a change, one entry of money, one milestone."""

    kind: FactKind
    ordinal: int
    label: str
    on: date | None
    amount: Yuan | None
    standing: Standing | None
    demands: tuple[Shown, ...]
    evidence: tuple[Evidence, ...]

    @property
    def key(self) -> str:
        return f"{self.kind.value}|{self.ordinal}"

    @property
    def n_missing(self) -> int:
        return sum(1 for one in self.demands if not one.is_met)


def matters(project: Project, today: date, until: datetime | None = None) -> list[Matter]:
    """Return what the project has or may soon have evidence for, in the order of its life.

    A stage that is still ahead says what will be demanded. ``until`` is the moment of knowledge, None the present.
    Shape: four queries.
    """
    facts = _facts(project, until)
    held: dict[tuple[str, int], list[Evidence]] = {}
    shown = Evidence.objects.held() if until is None else Evidence.objects.held_at(until)
    rows = shown.filter(project=project).select_related("file", "uploaded_by__person")
    for one in rows.order_by("id"):
        held.setdefault((one.fact_kind, one.ordinal), []).append(one)
    told = [_stage_matter(project, kind, facts, held, today) for kind in (EVENT_OF[stage] for stage in ORDER)]
    names = {kind.code: kind.name for kind in milestones.checklist(project.city_id)}
    for fact in facts:
        kind = FactKind(fact.kind)
        if kind in PER_FACT:
            own = held.get((fact.kind, fact.ordinal), [])
            told.append(_matter(project, kind, fact, _named(fact, names), own, today))
    own = held.get((FactKind.PROJECT_STATE.value, 0), [])
    told.append(_matter(project, FactKind.PROJECT_STATE, None, "变更", own, today, ordinal=0))
    return told


def verifications_of(project: Project, until: datetime | None = None) -> list[Verification]:
    """Return who verified what of the project on which evidence, the latest first."""
    rows = Verification.objects.filter(project=project)
    if until is not None:
        rows = rows.filter(entry__recorded_at__lte=until)
    related = rows.select_related("entry", "verified_by__person", "verified_by__unit")
    return list(related.prefetch_related("evidence__file").order_by("-id"))


def by_entry(verifications: Sequence[Verification]) -> Mapping[int, Verification]:
    """Map the number of the entry to what it verified: a version of a fact knows its entry."""
    return {one.entry.number: one for one in verifications}


def withdrawn(project: Project, until: datetime | None = None) -> list[Evidence]:
    """Return what was taken off again, the latest first."""
    rows = Evidence.objects.filter(project=project, withdrawn_at__isnull=False)
    if until is not None:
        rows = rows.filter(withdrawn_at__lte=until)
    return list(rows.select_related("withdrawn_by__person", "file").order_by("-withdrawn_at"))


def verified_facts(project: Project) -> list[Fact]:
    """Return what of the project stands verified at present, the latest first: what a claim is compared with."""
    rows = Fact.objects.live().filter(subject_id=project.subject_id, standing=Standing.VERIFIED)
    return list(rows.select_related("entry__actor__person", "unit").order_by("-occurred_on", "-ordinal"))


def verified_totals(city_id: int, codes: Collection[str]) -> dict[str, Yuan]:
    """Map the code of each project to the total that stands verified; one of which none does is not there."""
    rows = Fact.objects.live().filter(
        city_id=city_id,
        kind=FactKind.PROJECT_STATE,
        subject__project__code__in=codes,
        standing=Standing.VERIFIED,
        amount__isnull=False,
    )
    told = rows.order_by("held_key").values_list("subject__project__code", "amount")
    return {code: Yuan(fen or 0) for code, fen in told}


def _facts(project: Project, until: datetime | None) -> list[Fact]:
    known = Fact.objects.live() if until is None else Fact.objects.known_at(until)
    rows = known.counted().filter(subject_id=project.subject_id)
    return list(rows.order_by("occurred_on", "ordinal"))


def _stage_matter(
    project: Project,
    kind: FactKind,
    facts: Sequence[Fact],
    held: Mapping[tuple[str, int], list[Evidence]],
    today: date,
) -> Matter:
    fact = next((one for one in facts if one.kind == kind), None)
    return _matter(project, kind, fact, kind.label, held.get((kind.value, 0), []), today, ordinal=0)


def _matter(
    project: Project,
    kind: FactKind,
    fact: Fact | None,
    label: str,
    held: Sequence[Evidence],
    today: date,
    ordinal: int | None = None,
) -> Matter:
    wanted = demands.demands_of(project.city.code, kind, fact.occurred_on if fact else today)
    kinds = {one.kind for one in held}
    return Matter(
        kind=kind,
        ordinal=fact.ordinal if ordinal is None and fact else 0,
        label=label,
        on=fact.occurred_on if fact else None,
        amount=None if fact is None or fact.amount is None else Yuan(fact.amount),
        standing=Standing(fact.standing) if fact else None,
        demands=tuple(Shown(one, one.is_met_by(kinds)) for one in wanted),
        evidence=tuple(held),
    )


def _named(fact: Fact, names: Mapping[str, str]) -> str:
    kind = FactKind(fact.kind)
    if kind == FactKind.PROJECT_MILESTONE:
        return names.get(fact.category, fact.category)
    said = Proof(fact.category).label if fact.category in Proof.values else ""
    return f"{kind.label}（{said}）" if said else kind.label
