"""The steps beside the stages (里程碑): done on a day, planned for one, or not applicable; and the city's checklist."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.ledger import rules as ledger_rules
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, FactKind, Standing
from luodi.ledger.models import Batch, Fact
from luodi.ledger.services import NewFact, Supersede
from luodi.organisation import policies as rights
from luodi.organisation.models import Account
from luodi.projects import details, milestones, rules
from luodi.projects.choices import MilestoneApplies, Stage
from luodi.projects.models import Milestone, MilestoneKind, Project
from luodi.projects.services import books
from luodi.projects.services.books import Book
from luodi.projects.services.commands import MilestoneRecord
from luodi.projects.services.writing import Act, check_unchanged, note, require_writer

_ACT = "登记里程碑"


class MilestoneRefused(rules.ProjectRefused):
    """A step that cannot be recorded so."""


def record_milestones(
    commands: Sequence[MilestoneRecord],
    *,
    actor: Account,
    at: datetime,
    batch: Batch | None = None,
    once: str = "",
) -> list[Project]:
    """Record what is known of steps; one that was done is claimed by whoever records it.

    Shape: one project per command, in their order.
    Raises: MilestoneRefused for a step that the city does not have, that was recorded before, or that is both done
    and not applicable; DateRefused, NotAllowed, EditedMeanwhile.
    """
    act = Act(actor, at, batch)
    known = {kind.code: kind for kind in milestones.checklist(actor.city_id)}
    with transaction.atomic():
        rows = act.lock(command.project.pk for command in commands)
        require_writer(actor, rows.values())
        found = books.load(rows.values())
        told = _Told()
        for command in commands:
            _tell(told, rows[command.project.pk], found[command.project.pk], command, known, act)
        _check_once(commands)
        _keep([(rows[command.project.pk], command) for command in commands])
        act.write(list(rows.values()))
        if told.facts:
            ledger.post(
                city=actor.city,
                act=_ACT,
                actor=actor,
                at=at,
                facts=told.facts,
                supersede=told.ended,
                notes=told.notes,
                batch=batch,
                once=once,
            )
        else:
            audit.record_all(told.notes, actor=actor, at=at)
    return [rows[command.project.pk] for command in commands]


@dataclass
class _Told:
    """What the commands bring about."""

    facts: list[NewFact] = field(default_factory=list)
    ended: list[Supersede] = field(default_factory=list)
    notes: list[audit.Note] = field(default_factory=list)


def _tell(
    told: _Told,
    row: Project,
    book: Book,
    command: MilestoneRecord,
    known: dict[str, MilestoneKind],
    act: Act,
) -> None:
    check_unchanged(row, command.expected_version)
    before = _check(row, book, command, known)
    told.notes.append(_note(row, command, known[command.code]))
    if command.occurred_on is not None:
        told.ended += [Supersede(before, Cause.RECORDED)] if before else []
        told.facts.append(_fact(row, book, command, act))
        row.standing = Standing.CLAIMED


def undone_before_start(projects: Iterable[Project]) -> dict[int, list[str]]:
    """Return the names of the steps that the city wants done before a start and the project has neither done nor
    ruled out, by project id; a city that wants none costs one query."""
    rows = {row.pk: row for row in projects}
    if not rows:
        return {}
    wanted = [kind for kind in milestones.checklist(next(iter(rows.values())).city_id) if kind.before_start]
    if not wanted:
        return {}
    details.load(rows.values())
    settled: dict[int, set[str]] = defaultdict(set)
    done = Fact.objects.live().counted().filter(kind=FactKind.PROJECT_MILESTONE, subject__project__in=rows)
    for project_id, code in done.values_list("subject__project", "category"):
        settled[project_id].add(code)
    ruled_out = Milestone.objects.filter(project__in=rows).exclude(not_applicable="")
    for project_id, code in ruled_out.values_list("project_id", "code"):
        settled[project_id].add(code)
    return {
        pk: [kind.name for kind in wanted if kind.code not in settled[pk] and milestones.applies(kind, row)]
        for pk, row in rows.items()
    }


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a checklist as the centre wants it; a new ``code`` adds a step."""

    code: str
    name: str
    position: int
    applies: MilestoneApplies = MilestoneApplies.ALL
    before_start: bool = False
    is_used: bool = True
    note: str = ""


def set_checklist(steps: Sequence[Step], *, actor: Account, at: datetime) -> list[MilestoneKind]:
    """Let the city's checklist be as said; a step that is not named stays as it is.

    Raises: MilestoneRefused for a code or a name that cannot be, or without a step that figures count; NotAllowed
    unless the actor writes for the whole city.
    """
    reach = rights.reach_of(actor)
    rights.require(reach.keeps_city, "只有中心可以维护里程碑清单")
    for step in steps:
        _check_step(step)
    with transaction.atomic():
        own = {kind.code: kind for kind in MilestoneKind.objects.select_for_update().filter(city=actor.city)}
        kinds = own or {kind.code: kind for kind in milestones.initial(actor.city_id)}
        changes = {}
        for step in steps:
            kind = kinds.setdefault(step.code, MilestoneKind(city=actor.city, code=step.code))
            before = _said(kind) if kind.name else None
            for name in ("name", "position", "applies", "before_start", "is_used", "note"):
                setattr(kind, name, getattr(step, name))
            if before != _said(kind):
                changes[step.code] = [before, _said(kind)]
        if not changes:
            raise MilestoneRefused("没有变化：填写的内容与现在的一样")
        for kind in kinds.values():
            kind.save()
        said = audit.Note("维护里程碑清单", "city", actor.city.code, actor.city.name, changes)
        audit.record(said, actor=actor, at=at)
    return milestones.checklist(actor.city_id)


def _check_step(step: Step) -> None:
    if not (step.code.isascii() and step.code.replace("_", "").isalnum() and len(step.code) <= 24):
        raise MilestoneRefused("代码用 24 个以内的大写字母、数字和下划线", field="code")
    if not step.name.strip() or len(step.name) > 40:
        raise MilestoneRefused("请填写 40 字以内的名称", field="name")
    if step.code in milestones.COUNTED and not step.is_used:
        raise MilestoneRefused(f"“{step.name}”有指标统计，不能停用", field="is_used")


def _said(kind: MilestoneKind) -> str:
    parts = [kind.name, MilestoneApplies(kind.applies).label, f"次序 {kind.position}"]
    parts += ["开工前须完成"] if kind.before_start else []
    return "，".join(parts + ([] if kind.is_used else ["停用"]))


def _check(
    row: Project, book: Book, command: MilestoneRecord, known: dict[str, MilestoneKind]
) -> Fact | None:
    """Return the rejected claim of the same step, which a new one is to take the place of."""
    if command.code not in known:
        raise MilestoneRefused(f"本市的清单里没有“{command.code[:24]}”这一项", field="code")
    name = known[command.code].name
    if command.occurred_on is None and command.planned is None and not command.not_applicable.strip():
        raise MilestoneRefused(f"请填写{name}的完成日期、计划日期或不涉及的原因", field="occurred_on")
    if command.occurred_on is not None and command.not_applicable.strip():
        raise MilestoneRefused(f"{name}已经完成，就不能是不涉及", field="not_applicable")
    steps = [fact for fact in book.facts if fact.kind == FactKind.PROJECT_MILESTONE]
    before = next((fact for fact in steps if fact.category == command.code), None)
    says = command.occurred_on is not None or command.not_applicable.strip()
    if before is not None and before.standing != Standing.REJECTED and says:
        raise MilestoneRefused(f"{name}已登记；如日期有误，请用更正", field="occurred_on")
    if command.occurred_on is None:
        return None
    if command.code == milestones.COMPLETED and row.stage not in (Stage.STARTED, Stage.PRODUCING):
        raise MilestoneRefused("开工之后才能登记竣工，请先登记开工", field="occurred_on")
    return before


def _check_once(commands: Sequence[MilestoneRecord]) -> None:
    pairs = [(command.project.pk, command.code) for command in commands]
    if len(set(pairs)) != len(pairs):
        raise MilestoneRefused("同一项目的同一事项填写了两次", field="code")


def _fact(row: Project, book: Book, command: MilestoneRecord, act: Act) -> NewFact:
    assert command.occurred_on is not None
    held = book.on(ledger_rules.counted_on(command.occurred_on, act.day))
    base = held.values if held is not None else books.state_of(row)
    event = books.event_like(base, kind=FactKind.PROJECT_MILESTONE)
    return replace(event, occurred=command.occurred_on, standing=Standing.CLAIMED, category=command.code)


def _keep(pairs: Sequence[tuple[Project, MilestoneRecord]]) -> None:
    """Write what is planned or ruled out; what was done leaves its plan as it was."""
    for row, command in pairs:
        if command.occurred_on is not None:
            Milestone.objects.filter(project=row, code=command.code).update(not_applicable="")
    rows = []
    for row, command in pairs:
        if command.occurred_on is not None and command.planned is None and not command.note.strip():
            continue
        planned = command.planned
        rows.append(
            Milestone(
                project=row,
                code=command.code,
                planned_on=planned.last if planned else None,
                planned_precision=planned.precision if planned else "",
                not_applicable=command.not_applicable.strip(),
                note=command.note.strip(),
            )
        )
    Milestone.objects.bulk_create(
        rows,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["project", "code"],
        update_fields=["planned_on", "planned_precision", "not_applicable", "note"],
    )


def _note(row: Project, command: MilestoneRecord, kind: MilestoneKind) -> audit.Note:
    said = {
        "完成": command.occurred_on.show() if command.occurred_on else "",
        "计划": command.planned.show() if command.planned else "",
        "不涉及": command.not_applicable.strip(),
        "说明": command.note.strip(),
    }
    told = {f"{kind.name}{label}": [None, text] for label, text in said.items() if text}
    return note(_ACT, row, told)
