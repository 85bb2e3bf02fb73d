"""Order days otherwise, or take such an order back; deadlines that hang on them follow in the layers above."""

from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.calendars import policies, rules
from luodi.calendars.models import LocalDay
from luodi.calendars.rules import DaysRefused
from luodi.calendars.selectors import calendar_of
from luodi.organisation import policies as rights
from luodi.organisation.models import Account

_NOT_YOURS = "只有招商服务中心可以安排全市的工作日"


def set_days(
    *, first: date, last: date, is_work: bool, name: str, document: str, actor: Account, at: datetime
) -> list[LocalDay]:
    """Order the days from the first to the last to be worked, or not; days that already are so stay as they are.

    Shape: the days that are ordered otherwise now, in order.
    Raises: DaysRefused; NotAllowed.
    """
    rights.require(policies.may_set_days(rights.reach_of(actor)), _NOT_YOURS)
    rules.check_document(name, document)
    days = rules.days_of(first, last)
    with transaction.atomic():
        held = calendar_of(actor.city_id)
        other = [day for day in days if held.is_workday(day) != is_work]
        if not other:
            raise DaysRefused(f"这些日子本来就{'上班' if is_work else '放假'}，不用安排", field="first")
        LocalDay.objects.of(actor.city_id).filter(day__in=other).delete()
        rows = [
            LocalDay(
                city=actor.city,
                day=day,
                is_work=is_work,
                name=name.strip(),
                document=document.strip(),
                set_by=actor,
                set_at=at,
            )
            for day in other
        ]
        LocalDay.objects.bulk_create(rows)
        said = {
            "日期": [None, _said(other)],
            "安排": [None, "上班" if is_work else "放假"],
            "依据": [None, document],
        }
        _record("安排工作日", actor, at, said)
    return rows


def clear_days(*, first: date, last: date, reason: str, actor: Account, at: datetime) -> list[date]:
    """Take back the city's own orders for the days, so that the nation's notice holds again; return which they were.

    Raises: DaysRefused; NotAllowed.
    """
    rights.require(policies.may_set_days(rights.reach_of(actor)), _NOT_YOURS)
    if not reason.strip():
        raise DaysRefused("请写明理由", field="reason")
    days = rules.days_of(first, last)
    with transaction.atomic():
        rows = LocalDay.objects.of(actor.city_id).filter(day__in=days)
        found = sorted(rows.values_list("day", flat=True))
        if not found:
            raise DaysRefused("这些日子没有本市的安排", field="first")
        rows.delete()
        _record("撤销工作日安排", actor, at, {"日期": [_said(found), None], "理由": [None, reason.strip()]})
    return found


def _said(days: list[date]) -> str:
    return "、".join(day.isoformat() for day in days)


def _record(act: str, actor: Account, at: datetime, changes: dict[str, list[str | None]]) -> None:
    note = audit.Note(act, "calendar", actor.city.code, actor.city.name, changes)
    audit.record(note, actor=actor, at=at)
