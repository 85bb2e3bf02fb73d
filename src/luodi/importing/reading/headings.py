"""Headings: their normal form, and what the vocabulary knows of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from luodi.importing.reading.cells import squeezed
from luodi.importing.reading.fields import ImportField
from luodi.importing.reading.units import AREAS, CURRENCY, SCALE

_AREA = "|".join(sorted(AREAS, key=len, reverse=True))
_UNIT = re.compile(
    rf"[(\[【〔]\s*(?:单位:?)?(?:人民币)?(?:(?:{SCALE})?(?:{CURRENCY})|{SCALE}|{_AREA}|人|个|家|台|吨|%|万人)"
    rf"(?:[、/,或](?:{SCALE})?(?:{CURRENCY}|{_AREA}))*(?:人民币)?[)\]】〕]"
)
_TAIL = re.compile(rf"(?:[/:,_-]|单位)?(?:(?:{SCALE})(?:{CURRENCY})|(?<=[资额])元)$")
_TAIL_AREA = re.compile(rf"[/:,](?:{_AREA}|人)$")
_POINTS = re.compile(r"[\s:、,。.*★☆▲※#\"'“”‘’_—–-]+")
_BRACKETS = re.compile(r"[(\[【〔][^)\]】〕]*[)\]】〕]")
_NUMBERING = re.compile(r"^(?:[0-9]+[.、)]|[(][0-9一二三四五六七八九十]+[)])")
GENERIC = re.compile(
    r"合计|小计|总计|计|总额|总|名称|金额|全称|数额|时间|日期|额|总数|姓名|电话|代码|情况|协议|合同|协议额|合同额|人民币|计划总额"
)
_PARENT_NEVER = re.compile(r"年度|本年|当年|今年|全年|20\d\d年|到位|完成|来源|\d月|外资|融资|累计")
_QUALIFIER = re.compile(r"(计划|预计|约定|目标|实际完成|实际|已完成|完成)(时间|日期|年月)?")
_ABOUT = re.compile(r"(?<=[一-龥])(?:基本)?(?:情况|信息|概况)$")
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z0-9 .,&/()\'’:-]*[a-z.)][A-Za-z0-9 .,&/()\'’:-]*")
LONGEST_HEADING = 42


def without_english(text: str) -> str:
    """Return the Chinese lines of a heading in two languages; a heading of one line, or in one language, stays."""
    lines = re.split(r"\s*\n\s*", text.strip())
    if len(lines) == 1:
        return text
    chinese = [line for line in lines if not _ENGLISH.fullmatch(line)]
    return "\n".join(chinese) if chinese else text


def normal_heading(text: str) -> str:
    """Return a heading as it is remembered: half width, without unit, white space and punctuation."""
    if "\n" in text:
        text = without_english(text)
    said = _UNIT.sub("", squeezed(text).lower())
    said = _TAIL_AREA.sub("", _TAIL.sub("", said))
    return _POINTS.sub("", _NUMBERING.sub("", said))


@dataclass(frozen=True)
class Meaning:
    """The words of one field."""

    exact: Mapping[str, float]
    like: tuple[re.Pattern[str], ...]
    weak: frozenset[str]
    never: re.Pattern[str] | None


@dataclass(frozen=True)
class Vocabulary:
    """What headings mean; ``known`` gives the reason why a heading is no field."""

    meanings: Mapping[ImportField, Meaning]
    known: tuple[tuple[re.Pattern[str], str], ...]
    matrix: re.Pattern[str]
    trips: re.Pattern[str]
    row_heads: frozenset[str]

    @cached_property
    def _exact(self) -> frozenset[str]:
        return frozenset(
            word for meaning in self.meanings.values() for word in (*meaning.exact, *meaning.weak)
        )

    def is_exact(self, text: str) -> bool:
        """Whether the text is, word for word, a heading of some field."""
        normal = normal_heading(text)
        return normal in self._exact or _BRACKETS.sub("", normal) in self._exact

    def weight(self, text: str) -> float:
        """Return how much a text looks like a heading: 1 word for word, 0.5 by a pattern, else 0."""
        if len(text) > LONGEST_HEADING:
            text = without_english(text)
        if len(text) > LONGEST_HEADING or not text.strip():
            return 0
        if self.is_exact(text):
            return 1
        normal = normal_heading(text)
        fits = any(pattern.search(normal) for meaning in self.meanings.values() for pattern in meaning.like)
        return 0.5 if fits or self.reason(normal) or self.matrix.search(normal) else 0

    def score(self, field: ImportField, path: Sequence[str]) -> float:
        """Return how well a heading, given from its top to its bottom part, means the field: 0 to 1."""
        meaning = self.meanings[field]
        path = _turned(path)
        last, whole = normal_heading(path[-1]), normal_heading("".join(path))
        bare = _BRACKETS.sub("", last)
        above = "".join(normal_heading(part) for part in path[:-1])
        if (
            above and field is ImportField.TOTAL and _PARENT_NEVER.search(above) and "总投资" not in above
        ) or not last:
            return 0
        exact = max(meaning.exact.get(last, 0.0), meaning.exact.get(bare, 0.0) - 0.03)
        if exact > 0 and not (meaning.never and meaning.never.search(last) and last not in meaning.exact):
            return exact
        said = whole if GENERIC.fullmatch(bare) and above else last
        return self._loosely(meaning, said, bare)

    def _loosely(self, meaning: Meaning, said: str, bare: str) -> float:
        if GENERIC.fullmatch(bare) and (above := said.removesuffix(bare)) in meaning.exact:
            return meaning.exact[above] - 0.05
        if meaning.never and meaning.never.search(said):
            return 0
        if said in meaning.exact:
            return meaning.exact[said] - 0.05
        if any(pattern.search(said) for pattern in meaning.like):
            return 0.7
        return 0.45 if bare in meaning.weak else 0

    def reason(self, heading: str) -> str:
        """Return why a heading is no field, or an empty text where nothing is known of it."""
        normal = normal_heading(heading)
        return next((why for pattern, why in self.known if pattern.search(normal)), "")


def _turned(path: Sequence[str]) -> Sequence[str]:
    """Return 开工时间·计划 as 计划开工时间: plan and fact qualify the group; and 项目情况·名称 as 项目·名称."""
    if len(path) > 1 and (found := _QUALIFIER.fullmatch(normal_heading(path[-1]))):
        return (*path[:-2], f"{found[1]}{path[-2]}{found[2]}")
    if len(path) > 1 and GENERIC.fullmatch(normal_heading(path[-1])):
        return (*path[:-2], _ABOUT.sub("", path[-2]), path[-1])
    return path


@lru_cache(maxsize=1)
def standard_vocabulary() -> Vocabulary:
    """Return the vocabulary that comes with the program (``vocabulary.yaml``)."""
    text = files("luodi.importing.reading").joinpath("vocabulary.yaml").read_text(encoding="utf-8")
    return parse_vocabulary(yaml.safe_load(text))


def parse_vocabulary(data: Mapping[str, Any]) -> Vocabulary:
    """Return a vocabulary from its data file."""
    return Vocabulary(
        {ImportField(name): _meaning(words) for name, words in data["fields"].items()},
        tuple((re.compile(pattern), why) for why, patterns in data["known"].items() for pattern in patterns),
        re.compile("|".join(data["matrix"])),
        re.compile(data["trips"]),
        frozenset(data["weak_rows"]),
    )


def _meaning(words: Mapping[str, Sequence[str]]) -> Meaning:
    exact = list(dict.fromkeys(normal_heading(word) for word in words.get("exact", ())))
    never = words.get("never")
    return Meaning(
        {word: 1 - 0.2 * place / max(len(exact), 10) for place, word in enumerate(exact)},
        tuple(re.compile(pattern) for pattern in words.get("like", ())),
        frozenset(normal_heading(word) for word in words.get("weak", ())),
        re.compile("|".join(never)) if never else None,
    )
