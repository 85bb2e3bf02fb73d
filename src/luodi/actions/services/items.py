"""Ask for something to be done by a day."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from luodi.actions import rules
from luodi.actions.models import ActionItem
from luodi.actions.rules import ActionRefused
from luodi.audit import services as audit
from luodi.enterprises import numbering
from luodi.ledger.models import Subject
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account, City, Unit
from luodi.organisation.policies import reach_of, require

TARGET = "action"


def address_of(item: ActionItem) -> str:
    return f"/actions/{item.code}/"


def add_item(
    *,
    city: City,
    title: str,
    about: Subject | None,
    owner: Account,
    unit: Unit,
    deadline: date,
    actor: Account,
    at: datetime,
    once: str = "",
) -> ActionItem:
    """Ask ``owner`` to do something for ``unit`` by the deadline, that day included; another's owner is told.

    Anybody who writes for some unit may ask; what is sent twice under one ``once`` is asked once.
    Raises: ActionRefused without a title, for a day gone by, a closed account, another city; NotAllowed.
    """
    said = rules.check_title(title)
    today = timezone.localtime(at).date()
    rules.check_deadline(deadline, today=today)
    require(actor.city_id == city.pk and reach_of(actor).writes, "没有登记待办的权限")
    check_owner(owner, unit, city_id=city.pk, today=today)
    if about is not None and about.city_id != city.pk:
        raise ActionRefused("有关对象须在本市", field="about")
    with transaction.atomic():
        (code,) = numbering.take(city_id=city.pk, prefix="TD", year=today.year, n=1)
        known = once and ActionItem.objects.filter(city=city, once=once, asked_by=actor).first()
        if known:
            transaction.set_rollback(True)
            return known
        row = ActionItem.objects.create(
            city=city,
            code=code,
            title=said,
            about=about,
            owner=owner,
            unit=unit,
            deadline=deadline,
            asked_by=actor,
            asked_from=actor.unit,
            asked_at=at,
            once=once or None,
        )
        _announce(row, actor, at)
    return row


def _announce(row: ActionItem, actor: Account, at: datetime) -> None:
    day = row.deadline.isoformat()
    changes: dict[str, list[str | None]] = {
        "办理人": [None, row.owner.display_name],
        "办理单位": [None, row.unit.short_name],
        "期限": [None, day],
    }
    note_of("交办", row, changes, actor, at)
    if row.owner_id != actor.pk:
        tell([row.owner], row, NoticeKind.ASKED, f"请于 {day} 前办理：{row.title}", "", at)


def check_owner(owner: Account, unit: Unit, *, city_id: int, today: date) -> None:
    """Raises: ActionRefused unless owner and unit are of the city, and both are still there."""
    if owner.city_id != city_id or not owner.is_active:
        raise ActionRefused("办理人须是本市在用的账号", field="owner")
    if unit.city_id != city_id or (unit.closed_on is not None and unit.closed_on <= today):
        raise ActionRefused("办理单位须是本市现有的单位", field="unit")


def lock(item: ActionItem) -> ActionItem:
    """Return the item afresh, locked."""
    rows = ActionItem.objects.select_for_update(of=("self",)).select_related(
        "owner__person", "unit", "asked_by__person", "asked_from"
    )
    return rows.get(pk=item.pk)


def note_of(
    act: str, row: ActionItem, changes: Mapping[str, list[str | None]], actor: Account, at: datetime
) -> None:
    """Put the act on the trail."""
    audit.record(audit.Note(act, TARGET, row.code, row.title, changes), actor=actor, at=at)


def tell(
    accounts: list[Account], row: ActionItem, kind: NoticeKind, title: str, reason: str, at: datetime
) -> None:
    notices.tell(accounts, kind=kind, title=title, reason=reason, path=address_of(row), at=at)
