"""Enter entrepreneurs from here who work elsewhere, and correct what is said of them."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction

from luodi.directory import rules
from luodi.directory.models import Association, Hometowner
from luodi.directory.rules import DirectoryRefused
from luodi.directory.services import writing
from luodi.enterprises import numbering
from luodi.enterprises.models import Enterprise
from luodi.kernel.phones import normal_phone
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Unit
from luodi.refdata import industries, regions


@dataclass(frozen=True, kw_only=True)
class NewHometowner:
    """``home`` is the county he comes from, ``place`` where he works; ``unit`` keeps in touch."""

    name: str
    place: str
    unit: Unit
    home: str = ""
    company: str = ""
    title: str = ""
    enterprise: Enterprise | None = None
    industry: str = ""
    phone: str = ""
    association: Association | None = None
    remark: str = ""


def add_hometowner(new: NewHometowner, *, actor: Account, at: datetime, once: str = "") -> Hometowner:
    """Enter one; what is sent twice under one ``once`` is entered once.

    Raises: DirectoryRefused, UnknownOrigin; NotAllowed.
    """
    writing.require_writer(actor, new.unit)
    values = _checked(new, actor)
    with transaction.atomic():
        (code,) = numbering.take(city_id=actor.city_id, prefix="DH", year=day_of(at).year, n=1)
        known = once and Hometowner.objects.filter(city_id=actor.city_id, once=once).first()
        if known:
            transaction.set_rollback(True)
            return known
        _check_alone(new, actor.city_id)
        row = Hometowner(
            city_id=actor.city_id, code=code, once=once or None, created_at=at, created_by=actor, **values
        )
        writing.enter(row, act="登记在外企业家", actor=actor, at=at)
    return row


def change_hometowner(
    *,
    hometowner: Hometowner,
    new: NewHometowner,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Hometowner:
    """Let the entry be as told from now on.    Raises: DirectoryRefused, UnknownOrigin; NotAllowed, EditedMeanwhile."""
    values = _checked(new, actor)
    _check_alone(new, actor.city_id, but=hometowner.pk)
    return writing.change(
        hometowner, values, act="修改在外企业家", actor=actor, at=at, expected=expected_version
    )


def _checked(new: NewHometowner, actor: Account) -> dict[str, Any]:
    values: dict[str, Any] = {column.name: getattr(new, column.name) for column in fields(new)}
    for name in ("company", "title", "remark"):
        values[name] = values[name].strip()
    values["phone"] = normal_phone(values["phone"])
    values["name"] = rules.check_text(new.name, "姓名", field="name")
    regions.origin_name(rules.check_text(new.place, "所在地", field="place"))
    if new.industry:
        industries.industry(new.industry)
    for field, other in (("association", new.association), ("enterprise", new.enterprise)):
        if other is not None and other.city_id != actor.city_id:
            raise DirectoryRefused("只能选择本市登记的商会和企业", field=field)
    return values


def _check_alone(new: NewHometowner, city_id: int, *, but: int = 0) -> None:
    rows = Hometowner.objects.filter(city_id=city_id, name=new.name.strip(), company=new.company.strip())
    if known := rows.exclude(pk=but).first():
        said = f"{known.name}（{known.company or '未填单位'}）已在名录中，编号 {known.code}"
        raise DirectoryRefused(said, field="name")
