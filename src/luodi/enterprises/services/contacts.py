"""A firm's people: entered by the unit that keeps in touch, changed, gone; numbers are shown in full on record."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from luodi.audit import services as audit
from luodi.enterprises import policies, rules
from luodi.enterprises.models import Contact, Enterprise
from luodi.enterprises.services.writing import Act
from luodi.kernel.phones import masked_phone, normal_phone
from luodi.organisation.clock import day_of
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account, Unit

TARGET = "contact"


@dataclass(frozen=True, kw_only=True)
class NewContact:
    """``unit`` keeps in touch with the person."""

    name: str
    unit: Unit
    title: str = ""
    phone: str = ""
    email: str = ""
    is_main: bool = False
    note: str = ""


def add_contact(*, enterprise: Enterprise, new: NewContact, actor: Account, at: datetime) -> Contact:
    """Enter one of the firm's people.

    Raises: EnterpriseRefused for a blank name or somebody who is entered; PhoneRefused, NotAllowed.
    """
    name, phone = _checked(new)
    with transaction.atomic():
        firm = Act(actor, at).lock(Enterprise, [enterprise.pk])[enterprise.pk]
        policies.require_adding(actor, firm, new.unit)
        present = Contact.objects.filter(enterprise=firm, left_on__isnull=True)
        if present.filter(name=name, phone__in=["", phone]).exists():
            raise rules.EnterpriseRefused(f"{firm.name}的联系人“{name}”已经登记", field="name")
        if new.is_main:
            present.update(is_main=False)
        row = Contact(enterprise=firm, recorded_at=at, recorded_by=actor)
        _fill(row, new, name, phone)
        row.save(force_insert=True)
        audit.record(
            _note("登记联系人", row, {"姓名": [None, name], "电话": _masked("", phone)}), actor=actor, at=at
        )
    return row


def change_contact(
    *, contact: Contact, new: NewContact, actor: Account, at: datetime, expected_version: int | None = None
) -> Contact:
    """Raises: EnterpriseRefused for values that cannot be; NotAllowed, EditedMeanwhile."""
    name, phone = _checked(new)
    with transaction.atomic():
        row = _lock(contact, actor)
        check_version(
            city_id=actor.city_id,
            target_kind=TARGET,
            target_code=str(row.pk),
            expected=expected_version,
            version=row.version,
        )
        policies.require_adding(actor, row.enterprise, new.unit)
        before = _told(row)
        if new.is_main and not row.is_main:
            Contact.objects.filter(enterprise_id=row.enterprise_id).update(is_main=False)
        old_phone = row.phone
        _fill(row, new, name, phone)
        changes = {
            label: [before[label], value] for label, value in _told(row).items() if value != before[label]
        }
        if phone != old_phone:
            changes["电话"] = _masked(old_phone, phone)
        _write(row, "变更联系人", changes, actor, at)
    return row


def let_contact_go(*, contact: Contact, on: date, reason: str, actor: Account, at: datetime) -> Contact:
    """Note that the person has left the firm; what was agreed with them stays on record.

    Raises: EnterpriseRefused for a day to come, or somebody who has left; NotAllowed.
    """
    rules.check_day(on, day_of(at), "离任日期", field="on")
    with transaction.atomic():
        row = _lock(contact, actor)
        row.left_on, row.is_main = on, False
        _write(
            row, "联系人离任", {"离任日期": [None, on.isoformat()], "说明": [None, reason.strip()]}, actor, at
        )
    return row


def show_contact_phone(*, contact: Contact, actor: Account, at: datetime) -> str:
    """Return the number in full, or nothing; each view is in the trail.

    Raises: NotAllowed for whoever neither keeps in touch with the person nor works at the centre.
    """
    policies.require_seeing_phone(actor, contact)
    if contact.phone:
        audit.record(_note("查看联系电话", contact, {}), actor=actor, at=at)
    return contact.phone


def _checked(new: NewContact) -> tuple[str, str]:
    name = rules.check_text(new.name, "姓名", field="name", most=40)
    return name, normal_phone(new.phone)


def _lock(contact: Contact, actor: Account) -> Contact:
    found = Contact.objects.select_for_update(of=("self",)).select_related("enterprise", "unit")
    row = found.get(pk=contact.pk)
    policies.require_adding(actor, row.enterprise, row.unit)
    if row.left_on is not None:
        raise rules.EnterpriseRefused(f"{row.name}已于 {row.left_on.isoformat()} 离任")
    return row


def _fill(row: Contact, new: NewContact, name: str, phone: str) -> None:
    row.name, row.phone, row.unit = name, phone, new.unit
    row.title, row.email, row.note = new.title.strip(), new.email.strip(), new.note.strip()
    row.is_main = new.is_main


def _told(row: Contact) -> dict[str, Any]:
    return {
        "姓名": row.name,
        "职务": row.title or None,
        "邮箱": row.email or None,
        "备注": row.note or None,
        "联系单位": row.unit.short_name,
        "主要联系人": "是" if row.is_main else "否",
    }


def _masked(old: str, new: str) -> list[str | None]:
    return [masked_phone(old) or None, masked_phone(new) or None]


def _write(row: Contact, act: str, changes: dict[str, Any], actor: Account, at: datetime) -> None:
    told = _note(act, row, {**changes, "version": [row.version, row.version + 1]})
    row.version += 1
    row.save()
    audit.record(told, actor=actor, at=at)


def _note(act: str, row: Contact, changes: dict[str, Any]) -> audit.Note:
    return audit.Note(act, TARGET, str(row.pk), f"{row.enterprise.name} {row.name}", changes)
