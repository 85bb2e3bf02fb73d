"""Administrative divisions of China: provinces, prefectures and counties, dated where their codes changed."""

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import cache

from luodi.kernel.findings import Refusal
from luodi.kernel.numerals import half_width
from luodi.refdata import tables

CODE_LENGTH = 6
SHOWN = 5


class UnknownDivision(Refusal):
    """No division has this code or name, or none had it on that day."""


class AmbiguousDivision(UnknownDivision):
    """Several divisions of one level have this name."""


class Level(StrEnum):
    """The level of a division."""

    PROVINCE = "PROVINCE"
    PREFECTURE = "PREFECTURE"
    COUNTY = "COUNTY"

    @property
    def label(self) -> str:
        """The Chinese name."""
        return {"PROVINCE": "省级", "PREFECTURE": "地级", "COUNTY": "县级"}[self.value]


@dataclass(frozen=True)
class Division:
    """A division; ``valid_to`` is the first day on which its code no longer holds, None is open."""

    code: str
    name: str
    short_name: str
    level: Level
    parent: str
    valid_from: date | None
    valid_to: date | None

    @property
    def prefix(self) -> str:
        """What the codes of all divisions within it begin with: 34, 3404, 340422."""
        return self.code[: {Level.PROVINCE: 2, Level.PREFECTURE: 4, Level.COUNTY: 6}[self.level]]

    def is_valid(self, on: date) -> bool:
        """Whether the code holds on the day."""
        return tables.is_valid(on, valid_from=self.valid_from, valid_to=self.valid_to)


def division(code: str, on: date | None = None) -> Division:
    """Return the division with this code; 34 and 3404 are read as 340000 and 340400.

    Without ``on`` a code that no longer holds is found as well.
    Raises: UnknownDivision, also when the code does not hold on the day.
    """
    found = _by_code().get(code.ljust(CODE_LENGTH, "0") if len(code) in {2, 4} else code)
    if found is None:
        raise UnknownDivision(f"没有行政区划代码“{code}”")
    if on is not None and not found.is_valid(on):
        raise UnknownDivision(f"{found.name}（{found.code}）{_validity(found)}，{on.isoformat()} 不适用")
    return found


def divisions(level: Level, on: date | None = None) -> tuple[Division, ...]:
    """Return all divisions of a level, on a day or as they are now, in the order of their codes."""
    return tuple(one for one in _by_code().values() if one.level == level and _holds(one, on))


def within(parent: str, on: date | None = None) -> tuple[Division, ...]:
    """Return the divisions right below ``parent``, on a day or now, in the order of their codes."""
    return tuple(one for one in _by_code().values() if one.parent == parent and _holds(one, on))


def find_division(name: str, on: date | None = None, *, prefix: str = "") -> Division:
    """Return the division that a name means: 安徽, 淮南市, 寿县, or a path like 安徽省淮南市寿县.

    A full name goes before a short one and a higher level before a lower. ``prefix`` (34, 3404) limits the
    search, as does a path. Without ``on``, the present divisions are searched.
    Raises: UnknownDivision, with what is nearest; AmbiguousDivision with the candidates.
    """
    said = half_width(name)
    pool = [one for one in _named().get(said, ()) if _holds(one, on) and one.code.startswith(prefix)]
    exact = [one for one in pool if one.name == said] or pool
    for level in Level:
        found = [one for one in exact if one.level == level]
        if len(found) == 1:
            return found[0]
        if found:
            candidates = "、".join(full_name(one.code) for one in found[:SHOWN])
            raise AmbiguousDivision(f"“{said}”不止一处，请写明所在省市，如：{candidates}")
    if (split := _split_path(said, on, prefix)) is not None:
        return find_division(split[1], on, prefix=split[0].prefix)
    near = get_close_matches(said, _named(), n=3, cutoff=0.6)
    hint = f"，是否为：{'、'.join(near)}？" if near else ""
    raise UnknownDivision(f"没有行政区划“{said[:40]}”{hint}")


def full_name(code: str) -> str:
    """Return the name with the names above it: 安徽省淮南市寿县.

    Raises: UnknownDivision.
    """
    one = division(code)
    return (full_name(one.parent) if one.parent else "") + one.name


def known_names() -> tuple[str, ...]:
    """Return the names and short names of provinces and prefectures, for suggestions."""
    return tuple(name for name, ones in _named().items() if any(one.level != Level.COUNTY for one in ones))


def _holds(one: Division, on: date | None) -> bool:
    return one.valid_to is None if on is None else one.is_valid(on)


def _validity(one: Division) -> str:
    since = f"自 {one.valid_from.isoformat()} 起启用" if one.valid_from else ""
    until = f"自 {one.valid_to.isoformat()} 起停用" if one.valid_to else ""
    return since + until


def _split_path(said: str, on: date | None, prefix: str) -> tuple[Division, str] | None:
    for length in range(len(said) - 2, 1, -1):
        for one in _named().get(said[:length], ()):
            inside = one.code.startswith(prefix) and one.level != Level.COUNTY
            if inside and _holds(one, on):
                return one, said[length:]
    return None


@cache
def _by_code() -> dict[str, Division]:
    found = (
        Division(
            code=row["code"],
            name=row["name"],
            short_name=row["short_name"],
            level=Level(row["level"]),
            parent=row["parent"],
            valid_from=tables.day_or_none(row["valid_from"]),
            valid_to=tables.day_or_none(row["valid_to"]),
        )
        for row in tables.rows("divisions")
    )
    return {one.code: one for one in found}


@cache
def _named() -> dict[str, tuple[Division, ...]]:
    named: dict[str, tuple[Division, ...]] = {}
    for one in _by_code().values():
        for name in {one.name, one.short_name}:
            named[name] = (*named.get(name, ()), one)
    return named
