"""Cases: a situation in plain numbers, and what must come of it; written in the scheme's file or beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from luodi.assessment.engine.evaluation import evaluate
from luodi.assessment.engine.expectations import Expected, differences, read_expected
from luodi.assessment.engine.fields import FLAGS, Fields, Known
from luodi.assessment.engine.findings import Finding, SchemeRefused
from luodi.assessment.engine.inputs import Input, InputType
from luodi.assessment.engine.quantities import PERCENT, is_day, read_day, read_number
from luodi.assessment.engine.results import Result
from luodi.assessment.engine.scheme import Rules, Scheme
from luodi.assessment.engine.situation import Member, Row, Scalar, Situation, Value, Vote
from luodi.assessment.engine.tree import EMPTY, MAPPING, SEQUENCE, TEXT, Node, parse

ALONE = "本单位"
MEMBER_KEYS = ("inputs", "reviewed_only", "excluded", "notes", "title")


@dataclass(frozen=True)
class Case:
    """One case. ``expected`` by member; with one member its name need not be written."""

    name: str
    on: date
    situation: Situation
    expected: Mapping[str, Expected]
    source: str = ""
    remarks: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of a case: the result, and a sentence for each difference."""

    case: Case
    result: Result
    differences: tuple[str, ...]


def read_cases(text: str, scheme: Scheme, *, source: str = "") -> tuple[Case, ...]:
    """Read ``cases:`` of a text, or a text that is the list itself.    Raises: SchemeRefused with every finding."""
    root = parse(text, source=source)
    findings: list[Finding] = []
    listed = root if root.shape == SEQUENCE else root.entries.get("cases")
    if listed is None or listed.shape == EMPTY:
        return ()
    if listed.shape != SEQUENCE:
        raise SchemeRefused([listed.finding("cases 应是一个列表，每个算例以 - 开头")], source=source)
    shared = root.entries.get("shared")
    cases = [
        _case(node, number, scheme, findings, shared) for number, node in enumerate(listed.children, start=1)
    ]
    names: set[str] = set()
    for case, node in zip(cases, listed.children, strict=True):
        if case.name in names:
            findings.append(node.finding(f"两个算例同名：{case.name}", "name"))
        names.add(case.name)
    if findings:
        raise SchemeRefused(findings, source=source)
    return tuple(cases)


def run(scheme: Scheme, case: Case) -> Outcome:
    """Evaluate a case and compare.    Raises: SchemeNotInForce, SituationRefused."""
    result = evaluate(scheme, case.situation, on=case.on)
    places = scheme.on(case.on).rounding.total
    return Outcome(case, result, tuple(differences(case.expected, result, places)))


def _case(node: Node, number: int, scheme: Scheme, findings: list[Finding], shared: Node | None) -> Case:
    fields = Fields(node, Known(findings, scheme.latest.inputs), "算例")
    name = fields.text("name", "title") or f"算例{number}"
    fields.what = f"算例“{name}”"
    on = _day(fields, scheme)
    rules = _rules(scheme, on)
    common = {**_values(shared, rules, findings), **_values(fields.get("shared"), rules, findings)}
    members: dict[str, Member] = {}
    if (listed := fields.get("members")) is not None:
        if listed.shape != MAPPING:
            fields.refuse("members 应写成“单位: {输入: 数}”", "members")
        members = {key: _member(key, child, rules, findings, common) for key, child in listed.entries.items()}
    own = fields.get("inputs")
    if own is not None or not members:
        if members:
            fields.refuse("inputs 与 members 只写一个；各单位相同的输入写在 shared", "inputs")
        values = {**common, **_values(own, rules, findings)}
        title = fields.text("member") or ALONE
        members = {title: Member(title, values, reviewed_only=fields.flag("reviewed_only"))}
    expected = _expected(fields, members)
    fields.done(also=("member", "reviewed_only", "source", "remarks"))
    return Case(name, on, Situation(members), expected, fields.text("source"), fields.text("remarks"))


def _day(fields: Fields, scheme: Scheme) -> date:
    """Return the day: "2024-09" is its last, a bare 9 is September of the scheme's year, nothing the period's last."""
    text = fields.text("on", "date")
    first, last = scheme.latest.first, scheme.latest.last
    begins = scheme.variants[-1][0]
    default = last or (first or begins).replace(month=12, day=31)
    if not text:
        return default if (first or begins).year > 1900 else date(2024, 12, 31)
    month = read_number(text)
    if month is not None and month.value in range(1, 13) and first is not None:
        text = f"{first.year}-{int(month.value):02}"
    day = read_day(text)
    if day is None:
        fields.refuse("on 应是日期（2024-09-30）或月份（2024-09）", "on")
    return day or default


def _rules(scheme: Scheme, on: date) -> Rules:
    return scheme.on(on) if on >= scheme.variants[0][0] else scheme.latest


def _expected(fields: Fields, members: Mapping[str, Member]) -> Mapping[str, Expected]:
    node = fields.get("expect")
    if node is None:
        fields.refuse(f"{fields.what}缺少 expect（应得的结果）")
        return {}
    by_member = node.shape == MAPPING and bool(node.entries) and all(key in members for key in node.entries)
    if not by_member and len(members) > 1:
        unknown = next((key for key in node.entries if key not in members), "")
        fields.refuse(f"有几个单位时 expect 按单位写；没有“{unknown}”这个单位", "expect")
        return {}
    if by_member:
        return {key: read_expected(child, fields.known) for key, child in node.entries.items()}
    return {next(iter(members)): read_expected(node, fields.known)}


def _member(
    code: str, node: Node, rules: Rules, findings: list[Finding], common: Mapping[str, Value]
) -> Member:
    plain = "inputs" not in node.entries and not (
        {"reviewed_only", "excluded"} & set(node.entries) - set(rules.inputs)
    )
    if plain:
        return Member(code, {**common, **_values(node, rules, findings)})
    fields = Fields(node, Known(findings, rules.inputs), f"单位“{code}”")
    values = {**common, **_values(fields.get("inputs"), rules, findings)}
    member = Member(
        name=fields.text("title") or code,
        inputs=values,
        reviewed_only=fields.flag("reviewed_only"),
        excluded=fields.text("excluded"),
        notes=fields.words("notes"),
    )
    fields.done()
    return member


def _values(node: Node | None, rules: Rules, findings: list[Finding]) -> dict[str, Value]:
    if node is None or node.shape == EMPTY:
        return {}
    if node.shape != MAPPING:
        findings.append(node.finding("输入应写成“名称: 数”"))
        return {}
    known = Known(findings, rules.inputs)
    found: dict[str, Value] = {}
    for code, child in node.entries.items():
        declared = rules.inputs.get(code)
        if declared is None:
            known.check(code, node, code)
        elif declared.is_derived:
            findings.append(node.finding(f"“{declared.title}”由算式得出，不能另给数", code))
        else:
            found[code] = _value(child, declared, findings)
    return found


def _value(node: Node, declared: Input, findings: list[Finding]) -> Value:
    if node.shape == EMPTY:
        return None
    if declared.type is InputType.RATINGS:
        return tuple(_votes(node, findings))
    if declared.type is InputType.ROWS and node.shape != TEXT:
        return tuple(_rows(node, declared, findings))
    number = read_number(node.text)
    value = _short(number.value) if number is not None else _scalar(node)
    if declared.unit == PERCENT and number is not None and number.value and not number.is_share:
        findings.append(node.finding(f"“{declared.title}”的单位是 %，请带上百分号，如 {node.text}%"))
    is_word = isinstance(value, str) and declared.type is not InputType.TEXT
    if node.shape != TEXT or is_word:
        findings.append(node.finding(f"“{declared.title}”应是一个数，现为“{node.text}”"))
        return None
    if declared.type is InputType.TEXT:
        return node.text
    return value


def _rows(node: Node, declared: Input, findings: list[Finding]) -> Iterator[Row]:
    for number, child in enumerate(node.children if node.shape == SEQUENCE else (node,), start=1):
        if child.shape != MAPPING:
            findings.append(child.finding("清单的每一条应写成 {name: 名称, 列: 值}"))
            continue
        known = Known(findings, {}, row=declared)
        values = {key: _scalar(inner) for key, inner in child.entries.items() if key != "name"}
        for key in values:
            if declared.columns and key not in declared.columns:
                known.check(key, child, key)
        name = child.entries.get("name")
        yield Row(name.text if name is not None else f"第 {number} 条", values)


def _votes(node: Node, findings: list[Finding]) -> Iterator[Vote]:
    """Read ``{parks: 90, towns: [80, 85, null]}``: marks by the kind of raters."""
    if node.shape != MAPPING:
        findings.append(node.finding("评议应写成 {评议人: [分, 分]}，未评的写 null"))
        return
    for kind, child in node.entries.items():
        for one in child.children if child.shape == SEQUENCE else (child,):
            number = read_number(one.text) if one.shape == TEXT else None
            if number is None and one.shape != EMPTY:
                findings.append(one.finding("评议的分应是一个数，未评的写 null"))
            yield Vote(kind, None if number is None else number.value)


def _scalar(node: Node) -> Scalar:
    if node.shape == EMPTY:
        return None
    if node.text.lower() in FLAGS and not node.quoted:
        return FLAGS[node.text.lower()]
    if is_day(node.text):
        return read_day(node.text)
    number = read_number(node.text) if not node.quoted else None
    return node.text if number is None else _short(number.value)


def _short(value: Fraction) -> Decimal | Fraction:
    """Return a decimal where it is exact, so that it is stored and shown as it was written."""
    lower = value.denominator
    for prime in (2, 5):
        while lower % prime == 0:
            lower //= prime
    return Decimal(value.numerator) / Decimal(value.denominator) if lower == 1 else value
