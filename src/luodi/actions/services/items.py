"""Ask for something to be done by a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from luodi.actions import rules
from luodi.actions.choices import ActionKind
from luodi.actions.models import ActionItem, CoOwner, ItemBasis
from luodi.actions.rules import ActionRefused
from luodi.actions.services import trail
from luodi.actions.services.trail import address_of, check_owner
from luodi.calendars.selectors import calendar_of
from luodi.enterprises import numbering
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, ItemReason, ItemSource, SubjectKind
from luodi.ledger.models import Subject
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, City, Person, Unit
from luodi.organisation.policies import reach_of, require

__all__ = ["Source", "add_item", "address_of"]
_FROM = {
    SubjectKind.TRIP: ItemSource.TRIP,
    SubjectKind.VISIT: ItemSource.VISIT,
    SubjectKind.EVENT: ItemSource.EVENT,
    SubjectKind.MEETING: ItemSource.MEETING,
    SubjectKind.LEAD: ItemSource.LEAD,
}


@dataclass(frozen=True)
class Source:
    """Where an item was asked for: the kind, the thing where it is on record, what there is to say, and its page.

    ``approver``: the leader who has the last word on its deadline beside who asks.
    """

    kind: ItemSource
    subject: Subject | None = None
    note: str = ""
    path: str = ""
    approver: Person | None = None


def add_item(
    *,
    city: City,
    title: str,
    about: Subject | None,
    owner: Account,
    unit: Unit,
    deadline: date | None = None,
    actor: Account,
    at: datetime,
    once: str = "",
    workdays: int | None = None,
    kind: ActionKind = ActionKind.TASK,
    reason: ItemReason | str = "",
    source: Source | ItemSource | None = None,
    co_owners: Iterable[Account] = (),
) -> ActionItem:
    """Ask ``owner`` to do something for ``unit`` by the deadline, that day included; who is asked is told.

    The deadline is a day, which is moved on when nobody works on it, or so many working days from today. Without a
    source it is that of what the item is about. Anybody who writes for some unit may ask; what is sent twice under one
    ``once`` is asked once.
    Raises: ActionRefused without a title, for a day gone by, a closed account, another city; NotAllowed.
    """
    said = rules.check_title(title)
    today = day_of(at)
    basis = _basis(city, deadline, workdays, _source(source, about), today)
    require(actor.city_id == city.pk and reach_of(actor).writes, "没有登记待办的权限")
    check_owner(owner, unit, city_id=city.pk, today=today)
    helping = _helping(co_owners, owner, city.pk)
    _check_about(kind, reason, [about, basis.source_subject], city)
    with transaction.atomic():
        (code,) = numbering.take(city_id=city.pk, prefix="TD", year=today.year, n=1)
        known = once and ActionItem.objects.filter(city=city, once=once, asked_by=actor).first()
        if known:
            transaction.set_rollback(True)
            return known
        (subject,) = ledger.add_subjects([ledger.SubjectSpec(SubjectKind.ITEM, code, said)], city_id=city.pk)
        row = ActionItem(
            city=city, code=code, title=said, about=about, owner=owner, unit=unit, kind=kind, reason=reason,
            source=_source(source, about).kind, subject=subject, asked_by=actor, asked_from=actor.unit,
            asked_at=at, once=once or None,
            deadline=_deadline(basis, city),
        )  # fmt: skip
        _save(row, basis, helping)
        _announce(row, basis, helping, actor, at)
    return row


def _save(row: ActionItem, basis: ItemBasis, helping: Iterable[Account]) -> None:
    row.save(force_insert=True)
    basis.item = row
    basis.save(force_insert=True)
    CoOwner.objects.bulk_create(CoOwner(item=row, account=one) for one in helping)


def _basis(city: City, deadline: date | None, workdays: int | None, source: Source, today: date) -> ItemBasis:
    if deadline is not None:
        rules.check_deadline(deadline, today=today)
    found = ItemBasis(
        begins_on=today,
        workdays=workdays,
        asked_day=deadline,
        source_subject=source.subject,
        source_note=source.note.strip()[:200],
        source_path=source.path[:200],
        approver=source.approver,
    )
    _deadline(found, city)
    return found


def _deadline(basis: ItemBasis, city: City) -> date:
    return rules.deadline_of(
        begins_on=basis.begins_on,
        workdays=basis.workdays,
        asked_day=basis.asked_day,
        calendar=calendar_of(city.pk),
    )


def _source(source: Source | ItemSource | None, about: Subject | None) -> Source:
    if isinstance(source, Source):
        return source
    if source is not None:
        return Source(ItemSource(source))
    kind = _FROM.get(SubjectKind(about.kind)) if about is not None else None
    return Source(kind, about) if kind is not None else Source(ItemSource.OTHER)


def _helping(co_owners: Iterable[Account], owner: Account, city_id: int) -> list[Account]:
    found = list({one.pk: one for one in co_owners if one.person_id != owner.person_id}.values())
    if any(one.city_id != city_id or not one.is_active for one in found):
        raise ActionRefused("协办人须是本市在用的账号", field="co_owners")
    return found


def _check_about(kind: str, reason: str, subjects: Iterable[Subject | None], city: City) -> None:
    if kind == ActionKind.PROBLEM and not reason:
        raise ActionRefused("问题须选择原因，如资金、土地、审批", field="reason")
    if any(one is not None and one.city_id != city.pk for one in subjects):
        raise ActionRefused("有关对象须在本市", field="about")


def _announce(
    row: ActionItem, basis: ItemBasis, helping: Iterable[Account], actor: Account, at: datetime
) -> None:
    day, today = row.deadline.isoformat(), day_of(at)
    moved = rules.moved_words(basis.asked_day, row.deadline)
    changes: dict[str, list[str | None]] = {
        "办理人": [None, row.owner.display_name],
        "办理单位": [None, row.unit.short_name],
        "期限": [None, day],
    }
    if moved:
        changes["顺延"] = [None, moved]
    if names := "、".join(one.display_name for one in helping):
        changes["协办人"] = [None, names]
    others = [one for one in (row.owner, *helping) if one.pk != actor.pk]
    trail.tell(others, row, NoticeKind.ASKED, f"请于 {day} 前办理：{row.title}", moved, at)
    facts = [trail.fact(row, FactKind.ITEM_OPENED, today), trail.state_fact(row, today)]
    trail.keep("交办", row, changes, actor=actor, at=at, facts=facts)
