"""People and the posts they hold."""

from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.kernel.findings import Refusal
from luodi.organisation import policies
from luodi.organisation.choices import Rank
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account, City, Person, Post, Unit
from luodi.organisation.services.units import lock

TARGET = "person"


class PersonRefused(Refusal):
    """A person who cannot be entered like this."""


class PostRefused(Refusal):
    """A post that cannot be held like this."""


def add_person(
    *, city: City, name: str, actor: Account, at: datetime, code: str = "", mobile: str = ""
) -> Person:
    """Enter a person; without ``code`` the next one of the city is given (R0001, R0002, …).

    Raises: PersonRefused when the code is taken or the name is empty; NotAllowed.
    """
    _require(actor, city.pk)
    with transaction.atomic():
        lock(city)
        return enter(city=city, name=name, code=code, mobile=mobile, actor=actor, at=at)


def enter(*, city: City, name: str, code: str, mobile: str, actor: audit.Actor, at: datetime) -> Person:
    """Write the person and the trail; permission and lock are the caller's."""
    if not name.strip():
        raise PersonRefused("请填写姓名", field="name")
    code = code or _next_code(city)
    if Person.objects.filter(city=city, code=code).exists():
        raise PersonRefused(f"人员编码 {code} 已被使用", field="code")
    person = Person.objects.create(city=city, code=code, name=name.strip(), mobile=mobile)
    audit.record(audit.Note("登记人员", TARGET, code, person.name), actor=actor, at=at)
    return person


def change_person(
    *,
    person: Person,
    actor: Account,
    at: datetime,
    name: str | None = None,
    mobile: str | None = None,
    expected_version: int | None = None,
) -> Person:
    """Raises: EditedMeanwhile; NotAllowed."""
    _require(actor, person.city_id)
    with transaction.atomic():
        row = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        check_version(
            city_id=row.city_id,
            target_kind=TARGET,
            target_code=row.code,
            expected=expected_version,
            version=row.version,
        )
        changes: dict[str, list[str | int]] = {}
        if name and name != row.name:
            changes["姓名"] = [row.name, name]
            row.name = name
        if mobile is not None and mobile != row.mobile:
            changes["手机"] = ["（已隐去）", "（已隐去）"]
            row.mobile = mobile
        row.version += 1
        row.save(update_fields=["name", "mobile", "version"])
        changes["version"] = [row.version - 1, row.version]
        audit.record(audit.Note("修改人员", TARGET, row.code, row.name, changes), actor=actor, at=at)
    return row


def appoint(
    *,
    person: Person,
    unit: Unit,
    title: str,
    rank: Rank,
    since: date,
    actor: Account,
    at: datetime,
    until: date | None = None,
) -> Post:
    """Give the person a post; ``until`` is the first day on which it is no longer held.

    Raises: PostRefused when unit and person are of different cities or the days are in the wrong order; NotAllowed.
    """
    _require(actor, person.city_id)
    if unit.city_id != person.city_id:
        raise PostRefused("单位不属于本市", field="unit")
    if until is not None and until < since:
        raise PostRefused("免职日期不能早于任职日期", field="until")
    with transaction.atomic():
        post = Post.objects.create(person=person, unit=unit, title=title, rank=rank, since=since, until=until)
        changes = {"单位": [None, unit.code], "职务": [None, title], "任职日期": [None, since.isoformat()]}
        audit.record(audit.Note("任职", TARGET, person.code, person.name, changes), actor=actor, at=at)
    return post


def end_post(*, post: Post, until: date, actor: Account, at: datetime) -> Post:
    """Raises: PostRefused when it has ended already or would end before it began; NotAllowed."""
    _require(actor, post.person.city_id)
    with transaction.atomic():
        row = Post.objects.select_for_update(no_key=True).select_related("person").get(pk=post.pk)
        if row.until is not None:
            raise PostRefused(f"该职务已于 {row.until.isoformat()} 免去", field="until")
        if until < row.since:
            raise PostRefused("免职日期不能早于任职日期", field="until")
        row.until = until
        row.save(update_fields=["until"])
        changes = {"职务": [row.title, None], "免职日期": [None, until.isoformat()]}
        audit.record(
            audit.Note("免职", TARGET, row.person.code, row.person.name, changes), actor=actor, at=at
        )
    return row


def _require(actor: Account, city_id: int) -> None:
    allowed = actor.city_id == city_id and policies.may_arrange(policies.reach_of(actor))
    policies.require(allowed, "只有系统管理员和中心业务员可以维护人员")


def _next_code(city: City) -> str:
    number = Person.objects.filter(city=city).count() + 1
    while Person.objects.filter(city=city, code=f"R{number:04d}").exists():
        number += 1
    return f"R{number:04d}"
