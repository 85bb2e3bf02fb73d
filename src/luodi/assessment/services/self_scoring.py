"""Self-assessment: the centre asks a group, each member says its own points, and is reminded of the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from luodi.assessment import record_policies as policies
from luodi.assessment import record_rules as rules
from luodi.assessment.models import Group, SelfCall, SelfScore, SelfSheet
from luodi.assessment.policies import require_keeping
from luodi.assessment.record_rules import SelfScoreRefused
from luodi.assessment.selectors.records import members_on
from luodi.assessment.selectors.scheme_inputs import items_of, rules_in_force
from luodi.assessment.services.record_trail import note, tell_holder
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, City
from luodi.organisation.policies import require

TARGET = "self-assessment"


@dataclass(frozen=True)
class Said:
    """A member's own points of an item; None takes them back."""

    points: Decimal | None
    remark: str = ""


def address_of(row: SelfSheet) -> str:
    return f"/assessment/self/{row.pk}/"


def call_for_self_scores(
    *, group: Group, ends_on: date, due_on: date, note_text: str = "", actor: Account, at: datetime
) -> SelfCall:
    """Ask the group's members to assess themselves as of ``ends_on``, by ``due_on``.

    Raises: SelfScoreRefused for a day that has been called for, a term that is over, a group without members or
    scheme; NotAllowed for anybody but the centre.
    """
    require_keeping(actor)
    require(group.city_id == actor.city_id, "不是本市的考核组")
    if due_on < day_of(at):
        raise SelfScoreRefused("报送期限不能早于今天", field="due_on")
    if SelfCall.objects.filter(group=group, ends_on=ends_on).exists():
        raise SelfScoreRefused(f"{group}截至 {ends_on.isoformat()} 的自评已经布置", field="ends_on")
    rules_in_force(group, ends_on)
    members = [one for one in members_on(group, ends_on) if not one.excluded]
    if not members:
        raise SelfScoreRefused("这个考核组在考核日没有成员", field="ends_on")
    with transaction.atomic():
        call = SelfCall.objects.create(
            group=group,
            ends_on=ends_on,
            due_on=due_on,
            note=note_text.strip(),
            called_at=at,
            called_by=actor,
        )
        sheets = [SelfSheet(call=call, unit=one.unit, person=one.person) for one in members]
        SelfSheet.objects.bulk_create(sheets)
        changes = {"考核日": [None, ends_on.isoformat()], "报送期限": [None, due_on.isoformat()]}
        note("布置自评", TARGET, call.pk, str(group), changes, actor=actor, at=at)
        title = f"请在 {due_on.isoformat()} 前报送{group}自评（截至 {ends_on.isoformat()}）"
        for sheet in sheets:
            tell_holder(sheet, NoticeKind.ASKED, title, path=address_of(sheet), at=at, reason=call.note)
    return call


def save_self_scores(
    *, sheet: SelfSheet, said: Mapping[str, Said], submits: bool, actor: Account, at: datetime
) -> SelfSheet:
    """Keep what the member says of itself, as a draft or to be submitted; a submitted sheet can be said anew in time.

    Raises: SelfScoreRefused after the day, for an item that the scheme has not, for points that cannot be, and when an
    item is left out on submission; NotAllowed for anybody but the member.
    """
    with transaction.atomic():
        row = SelfSheet.objects.select_for_update(of=("self",)).with_all().get(pk=sheet.pk)
        policies.require_speaking(actor, row, "自评")
        if day_of(at) > row.call.due_on:
            raise SelfScoreRefused(f"自评已于 {row.call.due_on.isoformat()} 截止")
        items = {one.code: one for one in items_of(rules_in_force(row.call.group, row.call.ends_on))}
        known = {one.item: one for one in SelfScore.objects.filter(sheet=row)}
        for code, one in said.items():
            item = items.get(code)
            if item is None:
                raise SelfScoreRefused(f"考核办法里没有“{code}”这一考核项")
            if one.points is None:
                if code in known:
                    known.pop(code).delete()
                continue
            points = rules.check_self_score(one.points, item.weight, name=item.name, field=code)
            held = known.setdefault(code, SelfScore(sheet=row, item=code))
            held.points, held.remark, held.said_at, held.said_by = points, one.remark.strip()[:400], at, actor
            held.save()
        left = [item.name for code, item in items.items() if code not in known and item.weight is not None]
        if submits and left:
            raise SelfScoreRefused(f"还有 {len(left)} 项没有自评：{rules.joined(left)}")
        row.submitted_at, row.submitted_by = (at, actor) if submits else (None, None)
        row.save(update_fields=["submitted_at", "submitted_by"])
        total = sum((one.points for one in known.values()), Decimal(0))
        act = "报送自评" if submits else "保存自评"
        note(
            act,
            TARGET,
            row.pk,
            f"{row.call.group} {row.name}",
            {"自评合计": [None, f"{total:f}"]},
            actor=actor,
            at=at,
        )
    return row


@transaction.atomic
def remind_self_scores(*, city: City, at: datetime) -> list[str]:
    """Remind the members whose sheet is not in when the day comes near, and once more when it has come.

    Shape: the names of the members that wait; who was told before is not told again.
    """
    today = day_of(at)
    rows = SelfSheet.objects.with_all().waiting().filter(call__group__city=city)
    told = []
    for row in rows.filter(call__due_on__range=(today, today + rules.REMIND_AHEAD)):
        due = row.call.due_on
        when = "last" if due == today else "near"
        title = f"{row.call.group}自评{'今天' if due == today else f' {due.isoformat()} '}截止，还没有报送"
        key = f"self:{row.pk}:{due}:{when}"
        tell_holder(row, NoticeKind.REMINDER, title, path=address_of(row), at=at, key=key)
        told.append(row.name)
    return told
