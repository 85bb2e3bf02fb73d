"""The crew and the node plan of a sponsored project, and the city's rules for its lights."""

from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Person, Unit
from luodi.organisation.policies import reach_of, require
from luodi.projects.choices import Stage
from luodi.sponsorship import policies, rules
from luodi.sponsorship.choices import CrewRole
from luodi.sponsorship.models import CrewMember, LightRules, Node, NodeChange, Sponsorship
from luodi.sponsorship.rules import SponsorshipRefused, Terms
from luodi.sponsorship.selectors import terms_on
from luodi.sponsorship.services.trail import RULES, note_of, path_of, tell_people


def add_crew(
    *,
    sponsorship: Sponsorship,
    role: CrewRole,
    person: Person,
    unit: Unit,
    since: date,
    actor: Account,
    at: datetime,
) -> CrewMember:
    """Take somebody into the project's crew.    Raises: SponsorshipRefused for who has the role already; NotAllowed."""
    if sponsorship.city_id != person.city_id or sponsorship.city_id != unit.city_id:
        raise SponsorshipRefused("专班成员须是本市人员", field="person")
    with transaction.atomic():
        row = _kept(sponsorship, actor)
        if CrewMember.objects.held().filter(project=row.project, role=role, person=person).exists():
            raise SponsorshipRefused(f"{person.name}已是{role.label}", field="person")
        made = CrewMember.objects.create(
            project=row.project, role=role, person=person, unit=unit, since=since
        )
        changes = {
            role.label: [None, f"{person.name}（{unit.short_name}）"],
            "始于": [None, since.isoformat()],
        }
        audit.record(note_of("加入专班", row, changes), actor=actor, at=at)
        title = f"您是{row.project.name}的{role.label}"
        tell_people([person], kind=NoticeKind.INFO, title=title, path=path_of(row), actor=actor, at=at)
    return made


def end_crew(
    *, member: CrewMember, sponsorship: Sponsorship, until: date, actor: Account, at: datetime
) -> CrewMember:
    """Let a term end.    Raises: SponsorshipRefused when it has ended, or would before it began; NotAllowed."""
    with transaction.atomic():
        row = _kept(sponsorship, actor)
        held = CrewMember.objects.select_for_update(of=("self",)).select_related("person").get(pk=member.pk)
        if held.until is not None or held.project_id != row.project_id:
            raise SponsorshipRefused("这段任期已经结束，请刷新")
        if until < held.since:
            raise SponsorshipRefused("任期不能在开始之前结束", field="until")
        held.until = until
        held.save(update_fields=["until"])
        changes = {held.get_role_display(): [held.person.name, None], "止于": [None, until.isoformat()]}
        audit.record(note_of("退出专班", row, changes), actor=actor, at=at)
    return held


def add_node(
    *,
    sponsorship: Sponsorship,
    title: str,
    planned_on: date,
    actor: Account,
    at: datetime,
    stage: Stage | None = None,
    milestone: str = "",
) -> Node:
    """Plan a step: for a stage, for a milestone of the city's checklist, or a free one.

    Raises: SponsorshipRefused without a title, for both at once, or for one that is planned already; NotAllowed.
    """
    said = rules.check_said(title, what="节点名称", field="title", most=80)
    if stage and milestone:
        raise SponsorshipRefused("一个节点只对应一个阶段或一个里程碑", field="stands_for")
    with transaction.atomic():
        row = _kept(sponsorship, actor)
        planned = Node.objects.standing().filter(project=row.project)
        if planned.filter(title=said).exists():
            raise SponsorshipRefused(f"已有节点“{said}”", field="title")
        if stage and planned.filter(stage=stage).exists():
            raise SponsorshipRefused(f"{stage.label}已在节点计划里", field="stands_for")
        if milestone and planned.filter(milestone=milestone).exists():
            raise SponsorshipRefused("这个里程碑已在节点计划里", field="stands_for")
        made = Node.objects.create(
            project=row.project,
            title=said,
            stage=stage or "",
            milestone=milestone,
            planned_on=planned_on,
            set_at=at,
            set_by=actor,
        )
        changes = {said: [None, planned_on.isoformat()]}
        audit.record(note_of("登记节点", row, changes), actor=actor, at=at)
    return made


def move_node(
    *, node: Node, sponsorship: Sponsorship, planned_on: date, reason: str, actor: Account, at: datetime
) -> Node:
    """Give the node another planned day; the former ones stay on record.

    Raises: SponsorshipRefused without a reason, for the same day, or when it was struck out; NotAllowed.
    """
    said = rules.check_said(reason, what="调整的原因", field="reason")
    with transaction.atomic():
        row, held = _held(node, sponsorship, actor)
        if held.done_on is not None:
            raise SponsorshipRefused("节点已经完成，不再调整计划日期")
        if held.planned_on == planned_on:
            raise SponsorshipRefused("计划日期没有变化", field="planned_on")
        NodeChange.objects.create(
            node=held, was=held.planned_on, becomes=planned_on, reason=said, changed_at=at, changed_by=actor
        )
        changes = {held.title: [held.planned_on.isoformat(), planned_on.isoformat()], "原因": [None, said]}
        held.planned_on = planned_on
        held.save(update_fields=["planned_on"])
        audit.record(note_of("调整节点", row, changes), actor=actor, at=at)
        title = f"{row.project.name}的节点“{held.title}”改为 {planned_on.isoformat()}"
        people = [row.leader]
        tell_people(
            people, kind=NoticeKind.INFO, title=title, path=path_of(row), actor=actor, at=at, reason=said
        )
    return held


def finish_node(
    *, node: Node, sponsorship: Sponsorship, done_on: date, note: str, actor: Account, at: datetime
) -> Node:
    """Say that a free node is done.

    Raises: SponsorshipRefused for one that the ledger tells of, that is done, or that would be done on a day to come.
    """
    said = rules.check_said(note, what="完成情况", field="note")
    rules.check_not_ahead(done_on, today=day_of(at), field="done_on", what="完成日期")
    with transaction.atomic():
        row, held = _held(node, sponsorship, actor)
        if not held.is_free:
            raise SponsorshipRefused("这个节点对应项目的阶段或里程碑，请在项目里登记，节点随之完成")
        if held.done_on is not None:
            raise SponsorshipRefused(f"已于 {held.done_on.isoformat()} 完成，请刷新")
        held.done_on, held.done_note, held.done_by = done_on, said, actor
        held.save(update_fields=["done_on", "done_note", "done_by"])
        changes = {held.title: [None, f"{done_on.isoformat()} 完成"], "完成情况": [None, said]}
        audit.record(note_of("完成节点", row, changes), actor=actor, at=at)
    return held


def strike_node(*, node: Node, sponsorship: Sponsorship, reason: str, actor: Account, at: datetime) -> Node:
    """Take the node out of the plan; it stays on record.    Raises: SponsorshipRefused without a reason; NotAllowed."""
    said = rules.check_said(reason, what="取消的原因", field="reason")
    with transaction.atomic():
        row, held = _held(node, sponsorship, actor)
        held.struck_at, held.strike_reason = at, said
        held.save(update_fields=["struck_at", "strike_reason"])
        changes = {held.title: [held.planned_on.isoformat(), None], "原因": [None, said]}
        audit.record(note_of("取消节点", row, changes), actor=actor, at=at)
    return held


def set_terms(terms: Terms, *, valid_from: date, actor: Account, at: datetime) -> LightRules:
    """Set the rules of the lights from a day on.    Raises: SponsorshipRefused; NotAllowed for all but the centre."""
    require(policies.may_lead(reach_of(actor)), "亮灯规则由招商服务中心设定")
    rules.check_terms(terms, valid_from=valid_from, today=day_of(at))
    before = terms_on(actor.city_id, valid_from)
    with transaction.atomic():
        row = LightRules.objects.create(
            city_id=actor.city_id,
            valid_from=valid_from,
            red_after=terms.red_after,
            yellow_within=terms.yellow_within,
            source=terms.source.strip(),
            set_by=actor,
            set_at=at,
        )
        changes = {
            "超期超过多少天亮红灯": [before.red_after, terms.red_after],
            "到期前多少天内亮黄灯": [before.yellow_within, terms.yellow_within],
            "依据": [before.source, row.source],
            "施行日期": [None, valid_from.isoformat()],
        }
        note = audit.Note("设定亮灯规则", RULES, valid_from.isoformat(), "包保亮灯规则", changes)
        audit.record(note, actor=actor, at=at)
    return row


def _kept(sponsorship: Sponsorship, actor: Account) -> Sponsorship:
    """Return the sponsorship afresh, locked, when the actor may keep it.

    Raises: SponsorshipRefused when it has ended; NotAllowed.
    """
    row = Sponsorship.objects.select_for_update(of=("self",)).with_all().get(pk=sponsorship.pk)
    if row.until is not None:
        raise SponsorshipRefused("这段包保已经结束，请到现任领导的包保里办理")
    allowed = row.city_id == actor.city_id and policies.may_keep(row, actor=actor, reach=reach_of(actor))
    require(allowed, "只有责任单位、牵头单位和专班成员可以维护专班和节点")
    return row


def _held(node: Node, sponsorship: Sponsorship, actor: Account) -> tuple[Sponsorship, Node]:
    row = _kept(sponsorship, actor)
    held = Node.objects.select_for_update().get(pk=node.pk)
    if held.struck_at is not None or held.project_id != row.project_id:
        raise SponsorshipRefused("这个节点已经取消，请刷新")
    return row, held
