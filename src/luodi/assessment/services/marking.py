"""Events that give or take points: recorded with their basis, confirmed by somebody else, withdrawn with a reason."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from luodi.assessment import record_policies as policies
from luodi.assessment import record_rules as rules
from luodi.assessment.models import MarkEvent, Membership
from luodi.assessment.record_rules import RecordRefused
from luodi.assessment.selectors.records import same_holder
from luodi.assessment.selectors.scheme_inputs import event_kinds
from luodi.assessment.services.record_trail import Evidence, keep, note, tell_holder
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of, require

TARGET = "mark-event"


@dataclass(frozen=True, kw_only=True)
class NewEvent:
    """``kind`` is what a scheme's input names in ``events``; ``count`` how many it counts for."""

    member: Membership
    kind: str
    day: date
    title: str
    basis: str
    count: Decimal = Decimal(1)
    category: str = ""


def address_of(row: MarkEvent) -> str:
    return f"/assessment/events/{row.pk}/"


def record_event(
    new: NewEvent, *, actor: Account, at: datetime, evidence: Evidence | None = None
) -> MarkEvent:
    """Record an event; it counts once somebody else has confirmed it.

    Raises: RecordRefused for a kind that no scheme in force asks for, a day that has not come, no basis, or what is
    recorded already; NotAllowed for other units' events; what ``documents.keep`` refuses.
    """
    member = new.member
    require(member.group.city_id == actor.city_id, "不是本市的考核对象")
    require(
        policies.may_record(reach_of(actor), member.unit_id), f"没有为“{member.name}”登记加减分事项的权限"
    )
    _check(new, day_of(at))
    same = MarkEvent.objects.standing().filter(same_holder(member), city_id=actor.city_id, kind=new.kind)
    if same.filter(day=new.day, title=new.title.strip()).exists():
        raise RecordRefused("这一天的同一事项已经登记；确有两件的，请在事项名称中区分", field="title")
    kept = keep(evidence, at=at)
    with transaction.atomic():
        row = MarkEvent.objects.create(
            city_id=member.group.city_id,
            unit=member.unit,
            person=member.person,
            kind=new.kind,
            day=new.day,
            count=new.count,
            category=new.category.strip(),
            title=new.title.strip(),
            basis=new.basis.strip(),
            file=kept.file,
            file_name=kept.name,
            entered_by=actor,
            entered_at=at,
        )
        changes = {
            "类别": [None, new.kind],
            "发生日期": [None, new.day.isoformat()],
            "计数": [None, f"{new.count:f}"],
            "依据": [None, row.basis],
        }
        note("登记加减分事项", TARGET, row.pk, f"{row.name} {row.title}", changes, actor=actor, at=at)
        if actor.unit_id != row.unit_id:
            title = f"登记了{row.name}的考核事项：{row.title}（待确认）"
            tell_holder(row, NoticeKind.INFO, title, path=address_of(row), at=at, reason=row.basis)
    return row


def confirm_event(*, event: MarkEvent, actor: Account, at: datetime) -> MarkEvent:
    """Confirm an event.

    Raises: RecordRefused for one that was confirmed or withdrawn, or was recorded by the same person; NotAllowed for
    anybody but the centre and its reviewers, and for the unit's own people.
    """
    reach = reach_of(actor)
    with transaction.atomic():
        row = _locked(event, actor)
        require(policies.may_judge(reach), "加减分事项由招商服务中心确认，当前账号没有权限")
        require(actor.unit_id != row.unit_id, "不能确认本单位的加减分事项")
        rules.check_other_person(row.entered_by.person_id, actor.person_id)
        rules.check_pending(is_confirmed=row.is_confirmed, is_withdrawn=row.is_withdrawn)
        row.confirmed_by, row.confirmed_at = actor, at
        row.save(update_fields=["confirmed_by", "confirmed_at"])
        note("确认加减分事项", TARGET, row.pk, f"{row.name} {row.title}", {}, actor=actor, at=at)
        title = f"考核事项已确认：{row.title}"
        tell_holder(
            row,
            NoticeKind.DECIDED,
            title,
            path=address_of(row),
            at=at,
            reason=row.basis,
            also=[row.entered_by],
        )
    return row


def withdraw_event(*, event: MarkEvent, reason: str, actor: Account, at: datetime) -> MarkEvent:
    """Take an event back; it stays on record.

    Raises: RecordRefused without a reason, or for one that was withdrawn; NotAllowed for one that is confirmed, unless
    the centre does it.
    """
    said = rules.check_reason(reason, refusal=RecordRefused, act="撤回")
    reach = reach_of(actor)
    with transaction.atomic():
        row = _locked(event, actor)
        require(policies.may_withdraw(actor, reach, row), "没有撤回这个事项的权限")
        if row.is_withdrawn:
            raise RecordRefused("这个事项已经撤回，请刷新")
        row.withdrawn_by, row.withdrawn_at, row.withdrawn_reason = actor, at, said
        row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
        changes = {"原因": [None, said]}
        note("撤回加减分事项", TARGET, row.pk, f"{row.name} {row.title}", changes, actor=actor, at=at)
        title = f"考核事项已撤回：{row.title}"
        tell_holder(
            row, NoticeKind.RETURNED, title, path=address_of(row), at=at, reason=said, also=[row.entered_by]
        )
    return row


def _locked(event: MarkEvent, actor: Account) -> MarkEvent:
    rows = MarkEvent.objects.select_for_update(of=("self",)).with_all()
    return rows.get(pk=event.pk, city_id=actor.city_id)


def _check(new: NewEvent, today: date) -> None:
    group = new.member.group
    kinds = event_kinds(group.city_id, group.year)
    if new.kind not in kinds:
        known = rules.joined(f"{title}（{kind}）" for kind, title in kinds.items()) or "没有任何事项"
        raise RecordRefused(
            f"{group.year} 年度施行的考核办法里没有“{new.kind}”这类事项；有：{known}", field="kind"
        )
    rules.check_day(new.day, today, field="day", what="发生日期")
    if new.day.year not in (group.year - 1, group.year):
        raise RecordRefused(f"发生日期应在 {group.year} 年度的考核期内", field="day")
    for text, what, field in ((new.title, "事项", "title"), (new.basis, "依据", "basis")):
        if not text.strip():
            raise RecordRefused(f"请写明{what}", field=field)
    if new.count <= 0 or new.count != round(new.count, 4) or new.count >= 10**8:
        raise RecordRefused("计数须大于 0，最多 4 位小数", field="count")
