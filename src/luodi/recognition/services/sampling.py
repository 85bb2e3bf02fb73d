"""Draw a sample of a unit's facts of a period, and record what the check of each found (抽查)."""

from datetime import datetime

from django.db import models, transaction

from luodi.audit import services as audit
from luodi.kernel.findings import Refusal
from luodi.kernel.money import Yuan
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Entry, Fact, Head
from luodi.organisation import policies as rights
from luodi.organisation.models import Account, Unit
from luodi.organisation.selectors import subtree_ids
from luodi.projects.models import Project
from luodi.recognition import policies, sampling
from luodi.recognition.choices import SampleFinding
from luodi.recognition.models import SampleItem, SampleRun

SAMPLED_KINDS = (
    FactKind.PROJECT_SIGNED,
    FactKind.PROJECT_STARTED,
    FactKind.PROJECT_PRODUCING,
    FactKind.PROJECT_FUNDS,
    FactKind.PROJECT_INCREASE,
)
MOST = 500
TARGET = "sample"
_CHUNK = 400


class SampleRefused(Refusal):
    """A sample that cannot be drawn, or a finding that says too little."""


def draw_sample(
    *,
    unit: Unit,
    period: Period,
    size: int,
    seed: str,
    actor: Account,
    at: datetime,
    standing: Standing = Standing.VERIFIED,
    entry: int | None = None,
) -> SampleRun:
    """Draw facts of the unit, and of those below it, that happened in the period.

    ``standing`` VERIFIED draws from what was verified, CLAIMED also from what is still claimed. ``entry`` is the entry
    number as of which the facts are known, the present one by default: with the same one and the same seed the same
    sample comes out.
    Raises: SampleRefused, NotAllowed.
    """
    allowed = actor.city_id == unit.city_id and policies.can_sample(rights.reach_of(actor))
    rights.require(allowed, "只有市级认定员可以抽查")
    said = _check_wanted(seed.strip(), size)
    number = Head.objects.get(city_id=unit.city_id).number if entry is None else entry
    facts = dict(population(unit, period, standing, number).values_list("ordinal", "pk"))
    if not facts:
        raise SampleRefused(f"{unit.short_name}在{period.label()}没有可抽查的事项", field="period")
    chosen = sampling.draw(facts, seed=said, size=size)
    run = SampleRun(
        city_id=unit.city_id,
        unit=unit,
        period_from=period.first or period.last,
        period_to=period.last,
        standing=standing,
        entry_number=number,
        seed=said,
        size=size,
        population=len(facts),
        drawn_by=actor,
        drawn_at=at,
    )
    _write(run, [facts[ordinal] for ordinal in chosen], period)
    return run


def record_finding(
    *,
    item: SampleItem,
    finding: SampleFinding,
    actor: Account,
    at: datetime,
    found: Yuan | None = None,
    note: str = "",
) -> SampleItem:
    """Record what the check of one fact found; a later finding takes its place, with both in the trail.

    Raises: SampleRefused when the finding says too little; VerifierIsClaimant; NotAllowed.
    """
    run = item.run
    allowed = actor.city_id == run.city_id and policies.can_sample(rights.reach_of(actor))
    rights.require(allowed, "只有市级认定员可以记录核查结论")
    _check_finding(item, finding, found, note.strip())
    with transaction.atomic():
        row = (
            SampleItem.objects.select_for_update(of=("self",))
            .select_related("fact", "project")
            .get(pk=item.pk)
        )
        ledger.check_not_claimant([row.fact], city_id=run.city_id, actor=actor)
        before = SampleFinding(row.finding).label
        row.finding, row.note, row.found_by, row.found_at = finding, note.strip(), actor, at
        row.found_fen = None if found is None or finding != SampleFinding.WRONG else found.fen
        row.save(update_fields=["finding", "note", "found_by", "found_at", "found_fen"])
        changes = {
            "核查结论": [before, finding.label],
            "说明": [None, row.note],
            "核实金额": [None, None if row.found is None else f"{row.found.to_wan()} 万元"],
        }
        title = f"{row.project.name}抽查"
        audit.record(audit.Note("记录核查", TARGET, str(run.pk), title, changes), actor=actor, at=at)
    return row


def population(unit: Unit, period: Period, standing: Standing, entry: int) -> "models.QuerySet[Fact]":
    """Return the facts that a sample is drawn from, as they were known at the entry."""
    known = Entry.objects.filter(city_id=unit.city_id, number__lte=entry).order_by("-number").first()
    if known is None:
        return Fact.objects.none()
    units = subtree_ids(unit, period.last)
    facts = Fact.objects.known_at(known.recorded_at).filter(
        city_id=unit.city_id,
        kind__in=SAMPLED_KINDS,
        unit_id__in=units,
        subject__isnull=False,
        occurred_on__gte=period.first or period.last,
        occurred_on__lte=period.last,
    )
    return facts.filter(standing=standing) if standing == Standing.VERIFIED else facts.counted()


def _check_wanted(seed: str, size: int) -> str:
    if not seed or len(seed) > 40:
        raise SampleRefused("请填写抽样种子，如“2020年7月抽查”，40 字以内", field="seed")
    if not 1 <= size <= MOST:
        raise SampleRefused(f"抽取数应在 1 到 {MOST} 之间", field="size")
    return seed


def _write(run: SampleRun, fact_ids: list[int], period: Period) -> None:
    with transaction.atomic():
        run.save(force_insert=True)
        _write_items(run, fact_ids)
        drawn = f"{len(fact_ids)}/{run.population}"
        changes = {"期间": [None, period.label()], "种子": [None, run.seed], "抽取": [None, drawn]}
        note = audit.Note("抽查", TARGET, str(run.pk), f"{run.unit.short_name}抽查", changes)
        audit.record(note, actor=run.drawn_by, at=run.drawn_at)


def _write_items(run: SampleRun, fact_ids: list[int]) -> None:
    subjects: dict[int, int] = {}
    for start in range(0, len(fact_ids), _CHUNK):
        rows = Fact.objects.filter(pk__in=fact_ids[start : start + _CHUNK])
        subjects |= {pk: subject or 0 for pk, subject in rows.values_list("pk", "subject_id")}
    projects: dict[int, int] = {}
    wanted = list(set(subjects.values()))
    for start in range(0, len(wanted), _CHUNK):
        rows_of = Project.objects.filter(subject_id__in=wanted[start : start + _CHUNK])
        projects |= dict(rows_of.values_list("subject_id", "pk"))
    SampleItem.objects.bulk_create(
        [
            SampleItem(run=run, position=position, fact_id=pk, project_id=projects[subjects[pk]])
            for position, pk in enumerate(fact_ids, start=1)
        ],
        batch_size=_CHUNK,
    )


def _check_finding(item: SampleItem, finding: SampleFinding, found: Yuan | None, note: str) -> None:
    if finding == SampleFinding.PENDING:
        raise SampleRefused("请选择核查结论", field="finding")
    if finding != SampleFinding.OK and not note:
        raise SampleRefused("结论不是“属实”时，须写明查到了什么", field="note")
    if finding == SampleFinding.WRONG and item.fact.amount is not None and found is None:
        raise SampleRefused("有出入的，须填写核实金额；金额无误而日期等有误的，照填原金额", field="found")
