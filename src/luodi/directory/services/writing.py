"""What every act on the directory does alike: lock, check who may, compare, write, note; talks and telephones."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction

from luodi import search
from luodi.audit import services as audit
from luodi.directory import rules
from luodi.directory.models import Association, Hometowner, Liaison
from luodi.directory.rules import DirectoryRefused
from luodi.ledger import services as ledger
from luodi.ledger.kinds import SubjectKind
from luodi.ledger.models import Subject
from luodi.ledger.services import SubjectSpec
from luodi.organisation import policies as rights
from luodi.organisation.clock import day_of
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account, Unit

Row = TypeVar("Row", Association, Hometowner)
TARGETS: dict[type[Association | Hometowner], str] = {Association: "association", Hometowner: "hometowner"}
SUBJECTS = {Association: SubjectKind.ASSOCIATION, Hometowner: SubjectKind.HOMETOWNER}
_HIDDEN = "phone"


def require_writer(actor: Account, *units: Unit) -> None:
    """Raises: NotAllowed unless the actor writes for every unit."""
    reach = rights.reach_of(actor)
    for unit in units:
        rights.require_writing(reach, unit)


def search_text_of(row: Association | Hometowner) -> str:
    """Return what the row is found by: its name, whom it names, its code and the initials."""
    said = [row.name, row.leader] if isinstance(row, Association) else [row.name, row.company]
    return search.search_text(" ".join(part for part in said if part), codes=[row.code])[:400]


def subject_of(row: Association | Hometowner) -> Subject:
    """Return what leads point to when they brought them."""
    return Subject.objects.get(city_id=row.city_id, kind=SUBJECTS[type(row)], code=row.code)


def enter(row: Association | Hometowner, *, act: str, actor: Account, at: datetime) -> None:
    row.search_text = search_text_of(row)
    row.save(force_insert=True)
    spec = SubjectSpec(SUBJECTS[type(row)], row.code, _public(row))
    ledger.add_subjects([spec], city_id=row.city_id)
    record(act, row, {_label(row, "name"): [None, row.name]}, actor, at)


def lock(row: Row, *, actor: Account, expected: int | None = None) -> Row:
    """Return the row afresh, locked.    Raises: NotAllowed unless the actor writes for its unit; EditedMeanwhile."""
    model = type(row)
    rows = model._default_manager.select_for_update(of=("self",)).select_related("unit", "city")
    found = rows.get(pk=row.pk)
    require_writer(actor, found.unit)
    check_version(
        city_id=found.city_id,
        target_kind=TARGETS[model],
        target_code=found.code,
        expected=expected,
        version=found.version,
    )
    return found


def change(
    row: Row, values: Mapping[str, Any], *, act: str, actor: Account, at: datetime, expected: int | None
) -> Row:
    """Write what differs and note it; a telephone number is not said in the trail.

    Raises: DirectoryRefused when nothing differs; NotAllowed, EditedMeanwhile.
    """
    with transaction.atomic():
        found = lock(row, actor=actor, expected=expected)
        differ: dict[str, Any] = {
            name: value for name, value in values.items() if getattr(found, name) != value
        }
        if not differ:
            raise DirectoryRefused("没有改动，不需要保存")
        if "unit" in differ:
            require_writer(actor, differ["unit"])
        changes = {_label(found, name): _said(found, name, value) for name, value in differ.items()}
        for name, value in differ.items():
            setattr(found, name, value)
        found.search_text = search_text_of(found)
        found.version += 1
        found.save(update_fields=[*differ, "search_text", "version"])
        ledger.relabel(subject=subject_of(found), label=_public(found))
        record(act, found, {**changes, "version": [found.version - 1, found.version]}, actor, at)
    return found


def close_entry(
    *, row: Association | Hometowner, on: date, reason: str, actor: Account, at: datetime
) -> None:
    """Take an entry out of the directory; it stays on record.    Raises: DirectoryRefused, NotAllowed."""
    rules.check_text(reason, "停用原因", field="reason")
    if on > day_of(at):
        raise DirectoryRefused("停用日期不能晚于今天", field="on")
    if row.closed_on is not None:
        raise DirectoryRefused(f"{row.name}已经停用")
    act = f"停用：{reason.strip()}"[:60]
    _mark(row, on, act, actor, at)


def reopen_entry(*, row: Association | Hometowner, actor: Account, at: datetime) -> None:
    """Put an entry back into the directory.    Raises: DirectoryRefused, NotAllowed."""
    _mark(row, None, "恢复名录", actor, at)


def _mark(
    row: Association | Hometowner, closed_on: date | None, act: str, actor: Account, at: datetime
) -> None:
    said: dict[str, Any] = {"act": act, "actor": actor, "at": at}
    if isinstance(row, Association):
        change(row, {"closed_on": closed_on}, **said, expected=None)
    else:
        change(row, {"closed_on": closed_on}, **said, expected=None)


def log_talk(
    *, row: Association | Hometowner, on: date, who: str, text: str, actor: Account, at: datetime
) -> Liaison:
    """Keep that somebody of ours spoke with them.    Raises: DirectoryRefused, NotAllowed."""
    who = rules.check_text(who, "联系人员", field="who")
    text = rules.check_text(text, "联系情况", field="text")
    rules.check_talk(on, today=day_of(at))
    rights.require(rights.reach_of(actor).writes, "您没有登记联络的权限")
    rights.require(row.city_id == actor.city_id, "您没有登记联络的权限")
    about = {"association": row} if isinstance(row, Association) else {"hometowner": row}
    with transaction.atomic():
        talk = Liaison.objects.create(**about, on=on, who=who, text=text, at=at, by=actor)
        record("登记联络", row, {"日期": [None, on.isoformat()], "情况": [None, text]}, actor, at)
    return talk


def show_phone(*, row: Association | Hometowner, actor: Account, at: datetime) -> str:
    """Return the telephone number in full, or nothing; each view is in the trail.

    Raises: NotAllowed unless the actor writes for the unit that keeps in touch.
    """
    reach = rights.reach_of(actor)
    seen = row.city_id == reach.city_id and rights.may_write(reach, row.unit_id)
    rights.require(seen, f"联系电话只有{row.unit.short_name}和服务中心可以查看全号")
    if row.phone:
        record("查看联系电话", row, {}, actor, at)
    return row.phone


def record(
    act: str, row: Association | Hometowner, changes: Mapping[str, Any], actor: Account, at: datetime
) -> None:
    audit.record(audit.Note(act, TARGETS[type(row)], row.code, row.name, changes), actor=actor, at=at)


def _public(row: Association | Hometowner) -> str:
    """Return the name for the subject: people stand there by code alone."""
    return row.name if isinstance(row, Association) else ""


def _label(row: Association | Hometowner, name: str) -> str:
    return str(getattr(row._meta.get_field(name), "verbose_name", name))


def _said(row: Association | Hometowner, name: str, value: Any) -> list[Any]:
    if name == _HIDDEN:
        return ["原号码", "新号码"]
    return [_plain(getattr(row, name)), _plain(value)]


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str) else str(value)
