"""Industries: sections and divisions of GB/T 4754-2017, and the sector of the economy that each is in.

Whether something is industry (工业) and whether it is second sector (第二产业) are two questions: divisions
11 and 43 are industry and third sector.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache

from luodi.kernel.findings import Refusal
from luodi.kernel.numerals import half_width
from luodi.refdata import tables

INDUSTRIAL_SECTIONS = frozenset("BCD")
MANUFACTURING = "C"
THIRD_BY_EXCEPTION = frozenset({5, 11, 43})
FIRST_UPTO, SECOND_UPTO = 5, 50


class UnknownIndustry(Refusal):
    """The code or name is none of GB/T 4754-2017's sections and divisions."""


class Sector(StrEnum):
    """The three sectors of the economy (三次产业)."""

    FIRST = "FIRST"
    SECOND = "SECOND"
    THIRD = "THIRD"

    @property
    def label(self) -> str:
        """The Chinese name."""
        return {"FIRST": "第一产业", "SECOND": "第二产业", "THIRD": "第三产业"}[self.value]


@dataclass(frozen=True)
class Industry:
    """A section ("C") or a division ("C39") with the letter of its section."""

    code: str
    name: str
    section: str

    @property
    def is_section(self) -> bool:
        """Whether it is a section (门类) rather than a division (大类)."""
        return self.code == self.section

    @property
    def sector(self) -> Sector:
        """The sector of the economy; for a section the one that most of its divisions are in.

        Source: 国家统计局《三次产业划分规定》2018年修订: 05, 11 and 43 belong to the third.
        """
        if self.is_section:
            return (
                Sector.FIRST if self.code == "A" else Sector.SECOND if self.code in "BCDE" else Sector.THIRD
            )
        number = int(self.code[1:])
        if number in THIRD_BY_EXCEPTION or number > SECOND_UPTO:
            return Sector.THIRD
        return Sector.FIRST if number < FIRST_UPTO else Sector.SECOND

    @property
    def is_industrial(self) -> bool:
        """Whether it is 工业: sections B, C and D."""
        return self.section in INDUSTRIAL_SECTIONS

    @property
    def is_manufacturing(self) -> bool:
        """Whether it is 制造业: section C."""
        return self.section == MANUFACTURING


def industry(code: str) -> Industry:
    """Return the section or division with this code, as it is stored ("C", "C39").

    Raises: UnknownIndustry.
    """
    try:
        return _by_code()[code]
    except KeyError:
        raise UnknownIndustry(f"没有行业代码“{code}”，应为门类（如 C）或大类（如 C39）") from None


def industries() -> tuple[Industry, ...]:
    """Return the 97 divisions in the order of their numbers."""
    return tuple(one for one in _by_code().values() if not one.is_section)


def sections() -> tuple[Industry, ...]:
    """Return the 20 sections in the order of their letters."""
    return tuple(one for one in _by_code().values() if one.is_section)


def find_industry(text: str) -> Industry:
    """Return what a person means by a code ("C39", "39", "C"), a name, or both ("C39 计算机…").

    Where a section and its only division share a name (房地产业, 教育), the division is meant.
    Raises: UnknownIndustry, with the names that are nearest.
    """
    said = half_width(text).upper()
    for candidate in (said, said[:3], said[:2], said[:1]):
        found = _by_number().get(candidate)
        if found and said in {candidate, candidate + half_width(found.name)}:
            return found
    if said in _by_name():
        return _by_name()[said]
    holders = [one for name, one in _by_name().items() if len(said) > 1 and said in name]
    if len(holders) == 1:
        return holders[0]
    near = [one.name for one in holders[:3]] or [
        _by_name()[name].name for name in get_close_matches(said, _by_name(), n=3, cutoff=0.4)
    ]
    hint = f"，是否为：{'；'.join(near)}？" if near else "，请按 GB/T 4754-2017 填写大类名称或代码（如 C39）"
    raise UnknownIndustry(f"没有行业“{text.strip()[:40]}”{hint}")


@cache
def _by_code() -> dict[str, Industry]:
    return {row["code"]: Industry(**row) for row in tables.rows("industries")}


@cache
def _by_number() -> dict[str, Industry]:
    return _by_code() | {one.code[1:]: one for one in industries()}


@cache
def _by_name() -> dict[str, Industry]:
    return {half_width(one.name).upper(): one for one in (*sections(), *industries())}


@cache
def _english() -> dict[str, str]:
    return {row["code"]: row["name"] for row in tables.rows("industries-en")}


def english_name(code: str) -> str:
    """Return the English name of a division, a working translation; the code of anything else."""
    return _english().get(code, code)
