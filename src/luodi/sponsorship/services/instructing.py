"""Instructions of leaders: entered with their scan, made into action items, answered."""

from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction

from luodi.actions import services as actions
from luodi.actions.models import ActionItem
from luodi.actions.services import Source
from luodi.audit import services as audit
from luodi.documents import services as documents
from luodi.enterprises import numbering
from luodi.ledger.kinds import ItemSource
from luodi.notices.choices import NoticeKind
from luodi.notices.services import tell_unit
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Person, Unit
from luodi.organisation.policies import reach_of, require
from luodi.projects.models import Project
from luodi.sponsorship import policies, rules
from luodi.sponsorship.models import Instruction, InstructionItem
from luodi.sponsorship.rules import InstructionRefused
from luodi.sponsorship.services.trail import note_on, path_on, tell_people

PREFIX = "PS"
_MOST = 1000


def give_instruction(
    *,
    leader: Person,
    given_on: date,
    text: str,
    actor: Account,
    at: datetime,
    project: Project | None = None,
    unit: Unit | None = None,
    scan: tuple[BinaryIO | bytes, str] | None = None,
    once: str = "",
) -> Instruction:
    """Enter what a leader has instructed about a project or a unit; whoever answers for it is told.

    A leader enters his or her own, the centre anybody's; ``scan`` is the paper with its name. What is sent twice
    under one ``once`` is entered once.
    Raises: SponsorshipRefused without words or for a day to come; InstructionRefused when it is about nothing;
    NotAllowed; what ``documents.keep`` refuses.
    """
    said = _checked(leader, given_on, text, (project, unit), actor, day_of(at))
    kept = None if scan is None else documents.keep(scan[0], scan[1], at=at)
    with transaction.atomic():
        (code,) = numbering.take(city_id=actor.city_id, prefix=PREFIX, year=day_of(at).year, n=1)
        known = (
            once and Instruction.objects.filter(city_id=actor.city_id, once=once, recorded_by=actor).first()
        )
        if known:
            transaction.set_rollback(True)
            return known
        row = Instruction.objects.create(
            city_id=actor.city_id,
            code=code,
            leader=leader,
            given_on=given_on,
            text=said,
            project=project,
            unit=unit,
            file=kept,
            file_name="" if scan is None else scan[1][-200:],
            recorded_at=at,
            recorded_by=actor,
            once=once or None,
        )
        _announce(row, actor, at)
    return row


def _checked(
    leader: Person,
    given_on: date,
    text: str,
    about: tuple[Project | None, Unit | None],
    actor: Account,
    today: date,
) -> str:
    """Return the words without blanks around them, when the actor may enter them and they are about something."""
    reach = reach_of(actor)
    own = policies.may_give(reach) and leader.pk == actor.person_id
    may = leader.city_id == actor.city_id and (own or policies.may_lead(reach))
    require(may, "批示由领导本人或中心登记")
    rules.check_not_ahead(given_on, today=today, field="given_on", what="批示日期")
    if not any(about):
        raise InstructionRefused("请写明批示关于哪个项目或哪个单位", field="project")
    if any(one is not None and one.city_id != actor.city_id for one in about):
        raise InstructionRefused("有关项目和单位须在本市", field="project")
    return rules.check_said(text, what="批示内容", field="text", most=_MOST)


def _announce(row: Instruction, actor: Account, at: datetime) -> None:
    changes = {
        "批示领导": [None, row.leader.name],
        "批示日期": [None, row.given_on.isoformat()],
        "内容": [None, row.text],
    }
    audit.record(note_on("登记批示", row, changes), actor=actor, at=at)
    told = row.unit or (row.project.unit if row.project is not None else None)
    if told is not None:
        title = f"{row.leader.name}批示：{row.text[:60]}"
        tell_unit(told, kind=NoticeKind.ASKED, title=title, path=path_on(row), at=at)


def add_item(
    *,
    instruction: Instruction,
    title: str,
    owner: Account,
    unit: Unit,
    deadline: date,
    actor: Account,
    at: datetime,
    once: str = "",
) -> ActionItem:
    """Ask somebody for what the instruction wants done.

    Raises: InstructionRefused when it is answered; what ``actions.add_item`` refuses; NotAllowed.
    """
    with transaction.atomic():
        row = _lock(instruction, actor)
        about = None if row.project is None else row.project.subject
        item = actions.add_item(
            city=actor.city,
            title=title,
            about=about,
            owner=owner,
            unit=unit,
            deadline=deadline,
            actor=actor,
            at=at,
            once=once,
            source=Source(
                ItemSource.INSTRUCTION,
                note=f"{row.leader.name}批示 {row.code}",
                path=path_on(row),
                approver=row.leader,
            ),
        )
        _, is_new = InstructionItem.objects.get_or_create(item=item, defaults={"instruction": row})
        if is_new:
            changes = {"事项": [None, f"{item.code} {item.title}"], "期限": [None, deadline.isoformat()]}
            audit.record(note_on("批示分解", row, changes), actor=actor, at=at)
    return item


def answer_instruction(*, instruction: Instruction, answer: str, actor: Account, at: datetime) -> Instruction:
    """Tell the leader what became of it.

    Raises: SponsorshipRefused without words; InstructionRefused while items are open, or when it is answered;
    NotAllowed.
    """
    said = rules.check_said(answer, what="办理情况", field="answer", most=_MOST)
    with transaction.atomic():
        row = _lock(instruction, actor)
        n_open = ActionItem.objects.unfinished().filter(instruction__instruction=row).count()
        if n_open:
            raise InstructionRefused(f"还有 {n_open} 项待办没有办结，办结后再反馈", field="answer")
        row.answer, row.answered_at, row.answered_by = said, at, actor
        row.save(update_fields=["answer", "answered_at", "answered_by"])
        audit.record(note_on("反馈批示", row, {"办理情况": [None, said]}), actor=actor, at=at)
        title = f"批示已反馈：{row.text[:60]}"
        people = [row.leader]
        tell_people(
            people, kind=NoticeKind.DECIDED, title=title, path=path_on(row), actor=actor, at=at, reason=said
        )
    return row


def _lock(instruction: Instruction, actor: Account) -> Instruction:
    rows = Instruction.objects.select_for_update(of=("self",)).select_related(
        "leader", "project__subject", "project__unit", "unit"
    )
    row = rows.get(pk=instruction.pk)
    allowed = row.city_id == actor.city_id and policies.may_handle(row, reach=reach_of(actor))
    require(allowed, "这件批示由有关单位或中心办理")
    if row.answered_at is not None:
        raise InstructionRefused("这件批示已经反馈，不能再改动，请刷新")
    return row
