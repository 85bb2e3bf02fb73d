"""Found, change and close units. The row of a unit is its present; its versions say what it was on a day."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.audit.services import Actor
from luodi.organisation import policies, rules
from luodi.organisation.choices import UnitKind
from luodi.organisation.clock import day_of
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account, City, Unit, UnitVersion
from luodi.organisation.rules import Hung, UnitRefused

TARGET = "unit"
_SAID = {
    "name": "单位名称",
    "short_name": "简称",
    "kind": "单位类别",
    "parent": "上级单位",
    "area": "所在县区（园区）代码",
    "rank_order": "排序",
}


def create_unit(
    *,
    city: City,
    code: str,
    name: str,
    short_name: str,
    kind: UnitKind,
    parent: Unit | None,
    area: str,
    founded_on: date,
    actor: Account,
    at: datetime,
    rank_order: int = 0,
) -> Unit:
    """Found a unit below ``parent``, or directly below the city when there is none.

    Raises: UnitRefused when the code is taken or the parent is not there on that day; NotAllowed.
    """
    _require(actor, city.pk)
    with transaction.atomic():
        lock(city)
        return found(
            city=city,
            code=code,
            name=name,
            short_name=short_name,
            kind=kind,
            parent=parent or Unit.objects.of(city.pk).get(parent__isnull=True),
            area=area,
            founded_on=founded_on,
            actor=actor,
            at=at,
            rank_order=rank_order,
        )


def change_unit(
    *,
    unit: Unit,
    valid_from: date,
    actor: Account,
    at: datetime,
    name: str | None = None,
    short_name: str | None = None,
    kind: UnitKind | None = None,
    parent: Unit | None = None,
    area: str | None = None,
    rank_order: int | None = None,
    expected_version: int | None = None,
) -> Unit:
    """Let the unit be called or hang otherwise from a day on; what is None stays as it was on that day.

    Raises: UnitRefused for a circle, an unknown parent, a day in the future or before the founding;
    EditedMeanwhile; NotAllowed.
    """
    _require(actor, unit.city_id)
    with transaction.atomic():
        lock(unit.city)
        row = Unit.objects.select_related("parent").get(pk=unit.pk)
        _check_version(row, expected_version)
        version = _version_to_be(row, valid_from, at)
        version.name = name or version.name
        version.kind = kind or version.kind
        version.parent = parent or version.parent
        version.area = version.area if area is None else area
        _check_hangs(row, version)
        version.save(force_insert=True)
        before = _shown(row)
        _become_present(row, at, short_name=short_name, rank_order=rank_order)
        changes = {"生效日期": [None, valid_from.isoformat()], **_differences(before, row)}
        _note("变更单位", row, actor, at, changes)
    return row


def close_unit(
    *, unit: Unit, closed_on: date, actor: Account, at: datetime, expected_version: int | None = None
) -> Unit:
    """Close a unit: ``closed_on`` is the first day on which it no longer exists.

    Raises: UnitRefused when it is closed already, is the city itself, or units below it would stay open;
    EditedMeanwhile; NotAllowed.
    """
    _require(actor, unit.city_id)
    with transaction.atomic():
        lock(unit.city)
        row = Unit.objects.get(pk=unit.pk)
        _check_version(row, expected_version)
        if row.closed_on is not None:
            raise UnitRefused(f"{row.short_name}已于 {row.closed_on.isoformat()} 撤销")
        if row.parent_id is None:
            raise UnitRefused("市级单位不能撤销")
        if closed_on < row.founded_on:
            raise UnitRefused("撤销日期不能早于设立日期", field="closed_on")
        below = Unit.objects.filter(parent=row).exclude(closed_on__lte=closed_on)
        if names := list(below.values_list("short_name", flat=True)[:5]):
            raise UnitRefused(f"还有下级单位未撤销：{'、'.join(names)}", field="closed_on")
        row.closed_on = closed_on
        row.version += 1
        row.save(update_fields=["closed_on", "version"])
        _note("撤销单位", row, actor, at, {"撤销日期": [None, closed_on.isoformat()]})
    return row


def lock(city: City) -> None:
    """Let nobody else rearrange the city's units, people or accounts until the transaction ends."""
    City.objects.select_for_update(no_key=True).get(pk=city.pk)


def found(
    *,
    city: City,
    code: str,
    name: str,
    short_name: str,
    kind: UnitKind,
    parent: Unit | None,
    area: str,
    founded_on: date,
    actor: Actor,
    at: datetime,
    rank_order: int,
) -> Unit:
    """Write the unit with its first version and its trail; permission and lock are the caller's."""
    rules.check_unit_code(code)
    if Unit.objects.of(city.pk).filter(code=code).exists():
        raise UnitRefused(f"单位编码 {code} 已被使用", field="code")
    if parent is not None:
        _check_parent(parent, city.pk, founded_on)
    unit = Unit.objects.create(
        city=city,
        code=code,
        name=name,
        short_name=short_name or name,
        kind=kind,
        parent=parent,
        area=area,
        founded_on=founded_on,
        rank_order=rank_order,
    )
    UnitVersion.objects.create(
        unit=unit, valid_from=founded_on, name=name, kind=kind, parent=parent, area=area, recorded_at=at
    )
    _note("设立单位", unit, actor, at, {"设立日期": [None, founded_on.isoformat()], **_differences({}, unit)})
    return unit


def _require(actor: Account, city_id: int) -> None:
    allowed = actor.city_id == city_id and policies.may_arrange(policies.reach_of(actor))
    policies.require(allowed, "只有系统管理员和中心业务员可以维护单位")


def _check_version(row: Unit, expected: int | None) -> None:
    check_version(
        city_id=row.city_id, target_kind=TARGET, target_code=row.code, expected=expected, version=row.version
    )


def _version_to_be(row: Unit, day: date, at: datetime) -> UnitVersion:
    """Return an unsaved version from the day on that says what holds on it so far."""
    if day > day_of(at):
        raise UnitRefused("生效日期不能晚于今天", field="valid_from")
    if row.closed_on is not None and day >= row.closed_on:
        raise UnitRefused(f"{row.short_name}已于 {row.closed_on.isoformat()} 撤销", field="valid_from")
    former = _version_on(row, day)
    if former is None:
        raise UnitRefused(f"生效日期不能早于设立日期 {row.founded_on.isoformat()}", field="valid_from")
    return UnitVersion(
        unit=row,
        valid_from=day,
        name=former.name,
        kind=former.kind,
        parent=former.parent,
        area=former.area,
        recorded_at=at,
    )


def _version_on(row: Unit, day: date) -> UnitVersion | None:
    known = row.versions.select_related("parent").filter(valid_from__lte=day)
    return known.order_by("valid_from", "id").last()


def _become_present(row: Unit, at: datetime, *, short_name: str | None, rank_order: int | None) -> None:
    """Let the row say what the version in force today says; a change entered late may not be the latest."""
    now = _version_on(row, day_of(at))
    if now is not None:
        row.name, row.kind, row.parent, row.area = now.name, now.kind, now.parent, now.area
    row.short_name = short_name or row.short_name
    row.rank_order = row.rank_order if rank_order is None else rank_order
    row.version += 1
    row.save(update_fields=[*_SAID, "version"])


def _check_hangs(row: Unit, version: UnitVersion) -> None:
    if version.parent is None:
        return
    if row.parent_id is None:
        raise UnitRefused("市级单位没有上级单位", field="parent")
    _check_parent(version.parent, row.city_id, version.valid_from)
    known = UnitVersion.objects.filter(unit__city_id=row.city_id).order_by("valid_from", "id")
    versions = [Hung(*one) for one in known.values_list("unit_id", "parent_id", "valid_from")]
    rules.check_no_circle(versions, Hung(row.pk, version.parent.pk, version.valid_from))


def _check_parent(parent: Unit, city_id: int, day: date) -> None:
    row = Unit.objects.of(city_id).filter(pk=parent.pk).first()
    if row is None:
        raise UnitRefused("上级单位不属于本市", field="parent")
    if row.founded_on > day or (row.closed_on is not None and row.closed_on <= day):
        message = f"上级单位{row.short_name}在 {day.isoformat()} 尚未设立或已经撤销"
        raise UnitRefused(message, field="parent")


def _shown(unit: Unit) -> dict[str, str | int]:
    return {
        "name": unit.name,
        "short_name": unit.short_name,
        "kind": UnitKind(unit.kind).label,
        "parent": unit.parent.code if unit.parent else "",
        "area": unit.area,
        "rank_order": unit.rank_order,
    }


def _differences(before: dict[str, str | int], unit: Unit) -> dict[str, list[str | int | None]]:
    after = _shown(unit)
    return {_SAID[key]: [before.get(key), now] for key, now in after.items() if before.get(key) != now}


def _note(act: str, unit: Unit, actor: Actor, at: datetime, changes: Mapping[str, object]) -> None:
    versioned = {**changes, "version": [unit.version - 1, unit.version]}
    audit.record(audit.Note(act, TARGET, unit.code, unit.name, versioned), actor=actor, at=at)
