"""The edge to the engine: texts are read with the catalogue of indicators, results become rows, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from luodi.assessment import rules
from luodi.assessment.engine import (
    Finding,
    InputType,
    ItemScore,
    Member,
    Result,
    Rules,
    Scheme,
    SchemeNotInForce,
    SchemeRefused,
    Situation,
    evaluate,
    read,
)
from luodi.assessment.engine.freezing import value_data, value_from
from luodi.assessment.engine.tree import parse
from luodi.assessment.record_rules import EVENT_COLUMNS
from luodi.figures.indicators import catalogue
from luodi.kernel.findings import Refusal
from luodi.kernel.numbers import half_up

ROW_COLUMNS: Mapping[str, str] = {
    "amount": "总投资（金额类指标为该指标的金额）",
    "industrial": "是否工业项目",
    "leading": "是否主导产业",
    "strategic": "是否战略性新兴产业",
    "out_of_province": "是否省外投资",
    "origin": "来源省份",
    "industry": "行业门类",
    "capital": "内资、外资",
    "stage": "阶段",
    "occurred_on": "发生日期",
    "share": "本单位所占份额",
}
"""The columns of a list of projects behind an indicator."""
PLACES, TEN_PLACES = 6, 10**10


@dataclass(frozen=True)
class Checked:
    """A text that was looked at: the scheme, or what is wrong with it, line by line."""

    scheme: Scheme | None
    findings: tuple[Finding, ...]

    @property
    def lines(self) -> frozenset[int]:
        return frozenset(one.line for one in self.findings)


def check(text: str, *, on: date | None = None) -> Checked:
    """Read a text and say everything that is wrong with it.    Shape: findings in the order of the lines."""
    try:
        scheme = understood(text)
        if on is not None:
            scheme.on(on)
    except SchemeRefused as refusal:
        return Checked(None, refusal.findings)
    except SchemeNotInForce as refusal:
        return Checked(None, (Finding(1, 1, "", str(refusal)),))
    found = tuple(_unknown_columns(text, scheme.latest))
    return Checked(None if found else scheme, found)


@lru_cache(maxsize=64)
def understood(text: str) -> Scheme:
    """Raises: SchemeRefused with every finding."""
    return read(text, knows=_is_known)


def settled(text: str) -> Scheme:
    """Return the scheme of a text that is in force or shall be.

    Raises: SchemeRefused; it asks for columns that no list of projects has, too.
    """
    checked = check(text)
    if checked.scheme is None:
        raise SchemeRefused(checked.findings)
    return checked.scheme


def tried(scheme: Scheme, on: date, *, span: tuple[date, date] | None = None) -> Scheme:
    """Return the scheme as if it were in force on a day of another year: this year's rules on last year's data.

    ``span`` is the period of assessment; without it the scheme's own is moved to the day's year.
    """
    begins = scheme.variants[0][0]
    rules = next((one for day, one in reversed(scheme.variants) if day <= on), scheme.variants[0][1])
    first, last = span or _moved(rules.span(on), on)
    early = ((min(begins, first), scheme.variants[0][1]), *scheme.variants[1:])
    return replace(scheme, variants=tuple((day, replace(one, first=first, last=last)) for day, one in early))


def _moved(span: tuple[date, date], on: date) -> tuple[date, date]:
    """Return a period of the same length that the day lies in; one that does already stays as it is."""
    first, last = span
    if first <= on <= last:
        return span
    if (first.month, first.day) == (1, 1):
        return date(on.year, 1, 1), date(on.year, 12, 31)
    begins = first.replace(year=on.year if (on.month, on.day) >= (first.month, first.day) else on.year - 1)
    return begins, begins + (last - first)


def weighed(scheme: Scheme, weights: Mapping[str, Fraction]) -> Scheme:
    """Return the scheme with other weights of some items.    Raises: Refusal for an item that has none."""
    known = {one.code: one for one in scheme.latest.items}
    for code in weights:
        if code not in known or known[code].weight is None:
            raise Refusal(f"没有代码为“{code}”、有满分的考核项", field="weight")

    def changed(one: Rules) -> Rules:
        items = tuple(
            replace(item, weight=weights[item.code]) if item.code in weights else item for item in one.items
        )
        return replace(one, items=items)

    return replace(scheme, variants=tuple((begins, changed(one)) for begins, one in scheme.variants))


def scored(scheme: Scheme, members: Mapping[str, Member], on: date) -> Result:
    return evaluate(scheme, Situation(members), on=on)


def result_data(result: Result) -> list[dict[str, Any]]:
    """Return a result as plain data, every number of points exact, in the order of the members."""
    texts = _Texts()
    return [
        {
            "code": one.code,
            "total": texts.of(one.total),
            "rank": one.rank,
            "place": one.place,
            "grade": one.grade,
            "lists": list(one.lists),
            "items": [_item_data(item, texts) for item in one.items],
            "overrides": [step.text for step in one.overrides],
            "notes": list(one.notes),
        }
        for one in result.members.values()
    ]


class _Texts(dict[tuple[int, int], str]):
    """The exact texts of numbers, each written once: full marks and round points recur."""

    def of(self, value: Fraction | None) -> str | None:
        if value is None:
            return None
        key = value.as_integer_ratio()
        if (text := self.get(key)) is None:
            text = self[key] = exact_text(value)
        return text


def exact_text(value: Fraction) -> str:
    """Write a number to its last digit: as a decimal of at most ten places, else as a fraction."""
    upper, lower = value.as_integer_ratio()
    if lower == 1:
        return str(upper)
    if TEN_PLACES % lower:
        return f"{upper}/{lower}"
    whole, rest = divmod(abs(upper) * (TEN_PLACES // lower), TEN_PLACES)
    return f"{'-' if upper < 0 else ''}{whole}.{rest:010}".rstrip("0")


def _item_data(item: ItemScore, texts: _Texts) -> dict[str, Any]:
    return {
        "code": item.code,
        "name": item.name,
        "weight": texts.of(item.weight),
        "points": texts.of(item.points),
        "standing": item.standing.value,
        "label": item.label,
        "extra": item.extra,
        "steps": [[step.text, *step.inputs] for step in item.steps],
        "parts": [_item_data(part, texts) for part in item.parts],
    }


def inputs_digest(members: Mapping[str, Member], *, sha256: str, on: date) -> str:
    """Return the hash of everything that a result follows from: the text, the day, and every input exactly."""
    data = [
        [key, one.name, one.reviewed_only, one.excluded, list(one.notes), frozen(one)]
        for key, one in members.items()
    ]
    return rules.digest({"scheme": sha256, "on": on.isoformat(), "members": data})


def result_digest(data: Sequence[Mapping[str, Any]]) -> str:
    """Return the hash of a result, given as ``result_data`` gives it."""
    return rules.digest(data)


def frozen(member: Member) -> dict[str, Any]:
    return {code: value_data(value) for code, value in sorted(member.inputs.items())}


def thawed(data: Mapping[str, Any]) -> dict[str, Any]:
    return {code: value_from(value) for code, value in data.items()}


def shown(value: Fraction | str | None) -> Decimal | None:
    """Return an exact number as a column keeps it for sorting.    Measure: six places, half up."""
    if value is None:
        return None
    return half_up(Fraction(value), PLACES)


def _is_known(code: str) -> bool:
    return any(one.code == code for one in catalogue())


def _unknown_columns(text: str, latest: Rules) -> list[Finding]:
    asked = {
        code: one
        for code, one in latest.inputs.items()
        if one.type is InputType.ROWS and ("indicator" in one.origin or "events" in one.origin)
    }
    if not asked:
        return []
    node = parse(text).entries["inputs"]
    named = node.entries or {child.entries["code"].text: child for child in node.children}
    found = []
    for code, one in asked.items():
        what, known = ("项目清单", ROW_COLUMNS) if "indicator" in one.origin else ("事项清单", EVENT_COLUMNS)
        offered = "、".join(f"{key} {title}" for key, title in known.items())
        found += [
            named[code].finding(f"{what}没有“{column}”这一列，可用：{offered}", "columns")
            for column in one.columns
            if column not in known
        ]
    return found
