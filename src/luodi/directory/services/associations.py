"""Enter chambers and associations into the directory, and correct what is said of them."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction

from luodi.directory import rules
from luodi.directory.choices import AssociationKind
from luodi.directory.models import Association
from luodi.directory.rules import DirectoryRefused
from luodi.directory.services import writing
from luodi.enterprises import numbering
from luodi.kernel.phones import normal_phone
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Unit
from luodi.refdata import industries, regions


@dataclass(frozen=True, kw_only=True)
class NewAssociation:
    """``place`` is the city it sits in; ``unit`` keeps in touch."""

    name: str
    kind: AssociationKind
    place: str
    unit: Unit
    industry: str = ""
    leader: str = ""
    contact: str = ""
    phone: str = ""
    members: int | None = None
    station_since: date | None = None
    remark: str = ""


def add_association(new: NewAssociation, *, actor: Account, at: datetime, once: str = "") -> Association:
    """Enter one; what is sent twice under one ``once`` is entered once.

    Raises: DirectoryRefused, UnknownOrigin; NotAllowed.
    """
    writing.require_writer(actor, new.unit)
    values = _checked(new, at)
    with transaction.atomic():
        (code,) = numbering.take(city_id=actor.city_id, prefix="DA", year=day_of(at).year, n=1)
        known = once and Association.objects.filter(city_id=actor.city_id, once=once).first()
        if known:
            transaction.set_rollback(True)
            return known
        _check_alone(new, actor.city_id)
        row = Association(
            city_id=actor.city_id, code=code, once=once or None, created_at=at, created_by=actor, **values
        )
        writing.enter(row, act="登记商会协会", actor=actor, at=at)
    return row


def change_association(
    *,
    association: Association,
    new: NewAssociation,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Association:
    """Let it be as told from now on.    Raises: DirectoryRefused, UnknownOrigin; NotAllowed, EditedMeanwhile."""
    values = _checked(new, at)
    _check_alone(new, actor.city_id, but=association.pk)
    return writing.change(
        association, values, act="修改商会协会", actor=actor, at=at, expected=expected_version
    )


def _checked(new: NewAssociation, at: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {column.name: getattr(new, column.name) for column in fields(new)}
    for name in ("leader", "contact", "remark"):
        values[name] = values[name].strip()
    values["phone"] = normal_phone(values["phone"])
    values["name"] = rules.check_text(new.name, "名称", field="name")
    rules.check_members(new.members)
    regions.origin_name(rules.check_text(new.place, "所在地", field="place"))
    if new.industry:
        industries.industry(new.industry)
    if new.station_since is not None and new.station_since > day_of(at):
        raise DirectoryRefused("挂牌日期不能晚于今天", field="station_since")
    return values


def _check_alone(new: NewAssociation, city_id: int, *, but: int = 0) -> None:
    rows = Association.objects.filter(city_id=city_id, place=new.place, name=new.name.strip())
    if known := rows.exclude(pk=but).first():
        raise DirectoryRefused(f"{known.name}已在名录中，编号 {known.code}", field="name")
