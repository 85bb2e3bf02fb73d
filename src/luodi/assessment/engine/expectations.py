"""What a case expects, and the sentences that say where the result differs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from luodi.assessment.engine.fields import Fields, Known
from luodi.assessment.engine.quantities import decimal_places, number_text, percent_text, read_number, rounded
from luodi.assessment.engine.results import Result, Score, all_items
from luodi.assessment.engine.tree import EMPTY, MAPPING, TEXT, Node


@dataclass(frozen=True)
class Number:
    """A number as it was written: compared at its own places. ``value`` None: nothing is expected to be there."""

    value: Fraction | None
    places: int = 0
    is_share: bool = False

    def matches(self, found: Fraction | None, least_places: int, tolerance: Fraction) -> bool:
        if self.value is None or found is None:
            return self.value is None and found is None
        places = max(self.places, least_places) + (2 if self.is_share else 0)
        return abs(rounded(found, places) - self.value) <= tolerance

    def text(self) -> str:
        if self.value is None:
            return "不计"
        return percent_text(self.value) if self.is_share else number_text(self.value, 10)


@dataclass(frozen=True)
class Expected:
    """Any of: total, items and raw values by code, rank, place, grade, lists, labels by code, pieces of reasons."""

    total: Number | None = None
    items: Mapping[str, Number] = field(default_factory=dict)
    raw: Mapping[str, Number] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    rank: Number | None = None
    grade: str | None = None
    place: str = ""
    lists: tuple[str, ...] | None = None
    full: Number | None = None
    reasons: tuple[str, ...] = ()
    tolerance: Fraction = Fraction(0)


def read_expected(node: Node, known: Known) -> Expected:
    """Read ``expect``; a bare number is the total."""
    if node.shape == TEXT:
        return Expected(total=_number(node, known))
    fields = Fields(node, known, "expect")
    expected = Expected(
        total=_one(fields, "total"),
        items=_numbers(fields, "items"),
        raw=_numbers(fields, "raw"),
        labels={key: child.text for key, child in _entries(fields, "labels")},
        rank=_one(fields, "rank"),
        grade=fields.text("grade") if "grade" in node.entries else None,
        place=fields.text("place"),
        lists=fields.words("lists") if "lists" in node.entries else None,
        full=_one(fields, "full"),
        reasons=fields.words("reasons"),
        tolerance=fields.number("tolerance") or Fraction(0),
    )
    fields.get("grade")
    fields.get("lists")
    fields.done()
    if not node.entries:
        fields.refuse("expect 至少写一样：total、items、rank、grade、reasons 等")
    return expected


def differences(expected: Mapping[str, Expected], result: Result, places: int | None) -> Iterator[str]:
    """Yield a sentence for each thing that is not as it should be."""
    for code, wanted in expected.items():
        score = result.members[code]
        for text in _of_member(wanted, score, places):
            yield f"{score.name}：{text}"


def _of_member(wanted: Expected, score: Score, places: int | None) -> Iterator[str]:
    yield from _of_number("总分", wanted.total, score.total, 0 if places is None else places, wanted)
    yield from _of_number("满分", wanted.full, score.full, 0, wanted)
    yield from _of_items(wanted, score, 2 if places is None else max(places, 2))
    rank = None if score.rank is None else Fraction(score.rank)
    yield from _of_number("名次", wanted.rank, rank, 0, wanted)
    yield from _of_words(wanted, score)
    said = "\n".join(score.sentences())
    for reason in wanted.reasons:
        if reason not in said:
            yield f"理由里应有“{reason}”，实际为：\n{_indented(score.sentences())}"


def _of_items(wanted: Expected, score: Score, places: int) -> Iterator[str]:
    found = {one.code: one for one in all_items(score.items)}
    for code, number in wanted.items.items():
        item = found.get(code)
        if item is None:
            yield f"没有考核项 {code}，可写 {'、'.join(found)}"
            continue
        points = item.points if item.counts else None
        for text in _of_number(f"“{item.name}”（{code}）", number, points, places, wanted):
            yield f"{text}\n{_indented(item.sentences())}"
    for code, number in wanted.raw.items():
        if code not in found:
            yield f"没有考核项 {code}，可写 {'、'.join(found)}"
            continue
        yield from _of_number(f"“{found[code].name}”（{code}）计分前的数", number, found[code].raw, 0, wanted)


def _of_words(wanted: Expected, score: Score) -> Iterator[str]:
    labels = {one.code: one.label for one in all_items(score.items)}
    for code, label in wanted.labels.items():
        if labels.get(code) != label:
            yield f"{code} 的档应为“{label}”，实际为“{labels.get(code, '')}”"
    if wanted.grade is not None and wanted.grade != score.grade:
        yield f"等次应为“{wanted.grade}”，实际为“{score.grade}”"
    if wanted.place and wanted.place not in score.place:
        yield f"名次应为“{wanted.place}”，实际为“{score.place}”"
    if wanted.lists is not None and set(wanted.lists) != set(score.lists):
        yield f"名单应为 {'、'.join(wanted.lists) or '无'}，实际为 {'、'.join(score.lists) or '无'}"


def _of_number(
    what: str, wanted: Number | None, found: Fraction | None, places: int, expected: Expected
) -> Iterator[str]:
    if wanted is None or wanted.matches(found, places, expected.tolerance):
        return
    shown = "不计" if found is None else percent_text(found) if wanted.is_share else number_text(found, 6)
    yield f"{what}应为 {wanted.text()}，实际为 {shown}"


def _indented(sentences: Iterable[str]) -> str:
    return "\n".join(f"    {text}" for text in sentences)


def _entries(fields: Fields, key: str) -> Sequence[tuple[str, Node]]:
    node = fields.get(key)
    if node is None:
        return ()
    if node.shape != MAPPING:
        fields.refuse(f"{key} 应写成“考核项代码: 值”", key)
        return ()
    return list(node.entries.items())


def _numbers(fields: Fields, key: str) -> Mapping[str, Number]:
    return {code: _number(child, fields.known) for code, child in _entries(fields, key)}


def _one(fields: Fields, key: str) -> Number | None:
    node = fields.node.entries.get(key)
    fields.get(key)
    return None if node is None else _number(node, fields.known)


def _number(node: Node, known: Known) -> Number:
    if node.shape == EMPTY:
        return Number(None)
    written = read_number(node.text) if node.shape == TEXT else None
    if written is None:
        known.findings.append(node.finding(f"这里应是一个数，现为“{node.text}”"))
        return Number(None)
    return Number(written.value, decimal_places(node.text), written.is_share)
