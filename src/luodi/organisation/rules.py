"""What units, accounts and roles must satisfy: values in, values or refusals out."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from luodi.kernel.findings import Refusal
from luodi.organisation.choices import ADMINISTRATORS, Role

_UNIT_CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,39}")
_LOGIN = re.compile(r"[0-9a-z\u4e00-\u9fff][0-9a-z\u4e00-\u9fff._@-]{1,39}")


class UnitRefused(Refusal):
    """A unit that cannot be founded, moved or closed like this."""


class LoginRefused(Refusal):
    """A login name that cannot be told apart, read aloud or typed."""


class RolesExclude(Refusal):
    """A role that must not meet those that the person holds already."""


@dataclass(frozen=True)
class Hung:
    """Where a unit hung from a day on; of two with the same day the later one holds."""

    unit: int
    parent: int | None
    valid_from: date


def parents_on(versions: Iterable[Hung], on: date) -> dict[int, int | None]:
    """Map each unit that existed on the day to its parent then.

    Shape: ``versions`` come in the order of (valid_from, recording).
    """
    return {one.unit: one.parent for one in versions if one.valid_from <= on}


def subtree(parents: Mapping[int, int | None], top: int) -> frozenset[int]:
    """Return ``top`` and every unit below it."""
    children: dict[int, list[int]] = {}
    for unit, parent in parents.items():
        if parent is not None:
            children.setdefault(parent, []).append(unit)
    found, waiting = {top}, [top]
    while waiting:
        fresh = [child for child in children.get(waiting.pop(), ()) if child not in found]
        found.update(fresh)
        waiting += fresh
    return frozenset(found)


def check_no_circle(versions: Sequence[Hung], new: Hung) -> None:
    """Raises: UnitRefused when on some day the unit would hang from itself or from a unit below it."""
    if new.parent is None:
        return
    ordered = sorted([*versions, new], key=lambda one: one.valid_from)
    for day in _days_in_force(versions, new):
        if new.parent in subtree(parents_on(ordered, day), new.unit):
            raise UnitRefused("上级单位不能是本单位或本单位的下级", field="parent")


def _days_in_force(versions: Sequence[Hung], new: Hung) -> Iterator[date]:
    """Yield the days on which the tree changes while ``new`` is the unit's latest version."""
    later = [one.valid_from for one in versions if one.unit == new.unit and one.valid_from > new.valid_from]
    until = min(later, default=date.max)
    yield new.valid_from
    yield from {one.valid_from for one in versions if new.valid_from < one.valid_from < until}


def check_unit_code(code: str) -> None:
    """Raises: UnitRefused unless the code can stand in an address and in a scope (``unit:SHOU``)."""
    if not _UNIT_CODE.fullmatch(code):
        raise UnitRefused("单位编码只能用大写字母、数字、“-”和“_”，最多 40 个", field="code")


def check_login(key: str) -> None:
    """Take a normalised login name.    Raises: LoginRefused for what cannot be told apart on a screen."""
    if not _LOGIN.fullmatch(key):
        raise LoginRefused("登录名为 2—40 个汉字、英文字母或数字，中间可用 . _ - @", field="login")


def check_roles(held: Collection[Role], new: Role) -> None:
    """Take the roles that the person holds in whatever account.

    Raises: RolesExclude when an administrator would be another administrator, too, or do the city's business.
    """
    for role in held:
        if role == new:
            continue
        if role in ADMINISTRATORS and new in ADMINISTRATORS:
            raise RolesExclude(f"{role.label}与{new.label}互斥，不能由同一人担任", field="role")
        if role in ADMINISTRATORS or new in ADMINISTRATORS:
            raise RolesExclude(
                f"管理员不得兼任业务角色：{role.label}与{new.label}不能由同一人担任", field="role"
            )
