"""A scheme as a readable page, the editor's numbered lines, and the language that it offers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from luodi.assessment import policies, scoring
from luodi.assessment.choices import SourceKind
from luodi.assessment.engine import Input, InputType, Rules
from luodi.assessment.engine.language import COMMON, KINDS, KINDS_BY_NAME, described
from luodi.assessment.engine.outcome_readers import OVERRIDES
from luodi.assessment.engine.quantities import number_text
from luodi.assessment.engine.scheme import DENSE, Grade, Override
from luodi.assessment.engine.terms.part import Part
from luodi.assessment.engine.tree import MAPPING, Node, as_written, parse
from luodi.assessment.models import SchemeVersion
from luodi.assessment.scoring import Checked
from luodi.assessment.selectors.gathering import source_of
from luodi.desk.frame import Frame
from luodi.figures.indicators import indicator
from luodi.kernel.findings import Refusal

SPARE_LINES = 30
_WORD = re.compile(r"[^\W\d]\w*")
_WORDS = {
    "true": "是",
    "false": "否",
    "title": "名称",
    "when": "条件",
    "points": "分",
    "weight": "权重",
    "from": "从",
    "to": "到",
    "total": "总分",
    "rank": "名次",
    "grade": "等次",
    "rank_from_end": "倒数名次",
    "rate": "完成率",
    "month": "按月",
    "closed_month": "按已过整月",
    "day": "按日",
    "quarter": "按季",
    "exclude": "不计此项",
    "redistribute": "权重摊入其余各项",
    "zero": "得 0 分",
    "full": "得满分",
    "mean": "平均",
    "sum": "合计",
    "best": "取最高",
    "none": "没有",
    "pro_rata": "按比例",
    "linear": "按比例",
    "whole": "不足不计",
    "value": "数值",
    "growth": "增幅",
    "gap": "与时序之差",
    "all": "都符合",
    "any": "任一符合",
    "not": "不符合",
    "set": "有数",
    "of": "的",
}
_SIGNS = (
    (">=", "≥"),
    ("<=", "≤"),
    ("at_least:", "≥"),
    ("more_than:", "＞"),
    ("at_most:", "≤"),
    ("less_than:", "＜"),
)
_SAID_ELSEWHERE = (
    "code",
    "title",
    "kind",
    "weight",
    "source",
    "confirmed_by",
    "remarks",
    "cap",
    "floor",
    "extra",
)
_TITLES = {key.name: key.title for kind in KINDS for key in kind.keys} | {
    key.name: key.title for key in COMMON
}
_PERIODS = {
    "to_date": "本期初至考核日",
    "whole": "全期",
    "month": "当月",
    "quarter": "当季",
    "last_year": "上年全年",
    "last_year_to_date": "上年同期",
    "as_of": "考核日的存量",
}


@dataclass(frozen=True)
class ItemLine:
    """An item, or a part of one at its depth, in words."""

    code: str
    title: str
    kind: str
    weight: str
    limits: str
    said: Sequence[tuple[str, str]]
    source: str
    confirmed_by: str
    remarks: str
    depth: int
    extra: bool


@dataclass(frozen=True)
class InputRow:
    code: str
    title: str
    unit: str
    origin: str
    href_code: str
    confirmed_by: str
    remarks: str


@dataclass(frozen=True)
class SchemePage:
    scheme: SchemeVersion
    checked: Checked
    rules: Rules | None
    items: Sequence[ItemLine]
    inputs: Sequence[InputRow]
    grades: Sequence[tuple[str, str]]
    overrides: Sequence[tuple[str, str, str]]
    lists: Sequence[tuple[str, str]]
    ranking: str
    variants: Sequence[date]
    acts: Sequence[tuple[str, str]]
    may_try: bool


def page(frame: Frame, scheme: SchemeVersion) -> SchemePage:
    """Return the page; a draft with faults shows them instead of what it says."""
    checked = scoring.check(scheme.text)
    rules = checked.scheme.latest if checked.scheme else None
    node = parse(scheme.text) if rules else None
    names = _names(rules) if rules else {}
    return SchemePage(
        scheme=scheme,
        checked=checked,
        rules=rules,
        items=[
            line
            for part in (rules.items if rules else ())
            for line in _items(part, 0, names, rules.inputs if rules else {})
        ],
        inputs=[_input(one) for one in (rules.inputs.values() if rules else ())],
        grades=[(one.title, _grade(one)) for one in (rules.grades if rules else ())],
        overrides=_overrides(rules, node, names),
        lists=_lists(node, names),
        ranking=_ranking(rules) if rules else "",
        variants=[begins for begins, _ in checked.scheme.variants][1:] if checked.scheme else [],
        acts=_acts(frame, scheme),
        may_try=policies.sees_city(frame.reach),
    )


@dataclass(frozen=True)
class NumberedLine:
    number: int
    is_wrong: bool


@dataclass(frozen=True)
class Editor:
    """The text with its numbered lines, what is wrong with it, and what may be written."""

    text: str
    lines: Sequence[NumberedLine]
    checked: Checked
    language: Mapping[str, Any]

    @property
    def rows(self) -> int:
        return len(self.lines)


def editor(text: str) -> Editor:
    checked = scoring.check(text)
    n_lines = text.count("\n") + 1 + SPARE_LINES
    lines = [NumberedLine(number, number in checked.lines) for number in range(1, n_lines + 1)]
    return Editor(text, lines, checked, described())


def _acts(frame: Frame, scheme: SchemeVersion) -> list[tuple[str, str]]:
    if frame.is_past:
        return []
    acts: list[tuple[str, str]] = []
    keeps = policies.may_keep(frame.reach)
    if scheme.is_draft and keeps:
        acts.append(("scheme-edit", "修改正文"))
    is_author = frame.account.pk in (scheme.written_by_id, scheme.edited_by_id)
    if scheme.is_draft and policies.may_adopt(frame.reach) and not is_author:
        acts.append(("scheme-adopt", "批准施行"))
    if scheme.is_draft and keeps:
        acts.append(("scheme-discard", "删除草稿"))
    return acts


def _items(part: Part, depth: int, names: Mapping[str, str], inputs: Mapping[str, Input]) -> list[ItemLine]:
    listed = inputs.get(dict(part.written).get("rows", ""))
    if listed is not None:
        names = {**names, **{code: column.title for code, column in listed.columns.items()}}
    kind = KINDS_BY_NAME.get(part.kind)
    limits = [
        f"{name} {text}"
        for key, text in part.written
        for name in [{"cap": "上限", "floor": "下限"}.get(key)]
        if name
    ]
    line = ItemLine(
        code=part.code,
        title=part.title,
        kind=kind.title if kind else part.kind,
        weight=_weight(part, depth),
        limits="，".join(limits),
        said=[
            (_TITLES.get(key, key), in_words(text, names))
            for key, text in part.written
            if key not in _SAID_ELSEWHERE
        ],
        source=part.source,
        confirmed_by=part.confirmed_by,
        remarks=part.remarks,
        depth=depth,
        extra=part.extra,
    )
    return [line, *(below for inner in part.parts for below in _items(inner, depth + 1, names, inputs))]


def _weight(part: Part, depth: int) -> str:
    if part.weight is None:
        return ""
    written = dict(part.written).get("weight", "")
    return written if depth and written else number_text(part.weight)


def _input(one: Input) -> InputRow:
    kind = source_of(one)
    code = one.origin.get("indicator") or one.origin.get("target_of") or ""
    said = [kind.label if kind else "由算式得出"]
    if code:
        said.append(_named(code))
    if "period" in one.origin or kind == SourceKind.FIGURE:
        said.append(_PERIODS[one.origin.get("period", "to_date")])
    if one.origin.get("scope"):
        said.append(f"范围 {one.origin['scope']}")
    if one.origin.get("standing") == "claimed":
        said.append("申报数")
    if one.origin.get("events"):
        said.append(one.origin["events"])
    if one.type is InputType.ROWS and one.columns:
        said.append(f"列：{'、'.join(column.title for column in one.columns.values())}")
    return InputRow(one.code, one.title, one.unit, "，".join(said), code, one.confirmed_by, one.remarks)


def _named(code: str) -> str:
    try:
        return indicator(code).name
    except Refusal:
        return code


def _grade(one: Grade) -> str:
    said = []
    if one.least is not None:
        said.append(f"{number_text(one.least)} 分以上")
    if one.places is not None:
        said.append(f"前 {one.places} 名")
    if one.share is not None:
        said.append(f"前 {number_text(one.share * 100)}%")
    return "，".join(said) or "其余"


def _overrides(
    rules: Rules | None, node: Node | None, names: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    if rules is None or node is None or not rules.overrides:
        return []
    conditions = [_when(child, names) for child in node.entries["overrides"].children]
    return [
        (one.title, _effect(one), condition)
        for one, condition in zip(rules.overrides, conditions, strict=False)
    ]


def _effect(one: Override) -> str:
    number = number_text(one.number) if one.number else ""
    source = f"（{one.source}）" if one.source else ""
    return " ".join(part for part in (OVERRIDES[one.kind], number, one.grade, source) if part)


def _lists(node: Node | None, names: Mapping[str, str]) -> list[tuple[str, str]]:
    listed = node.entries.get("lists") if node else None
    if listed is None:
        return []
    return [
        (child.entries["title"].text, _when(child, names))
        for child in listed.children
        if child.shape == MAPPING
    ]


def _when(node: Node, names: Mapping[str, str]) -> str:
    return in_words(as_written(node.entries["when"]), names) if "when" in node.entries else ""


def _names(rules: Rules) -> dict[str, str]:
    """Return what the words of a text are called: inputs and their columns, keys, choices."""
    columns = {code: column.title for one in rules.inputs.values() for code, column in one.columns.items()}
    return _TITLES | _WORDS | columns | {code: one.title for code, one in rules.inputs.items()}


def in_words(text: str, names: Mapping[str, str]) -> str:
    """Return a piece of a text as people read it: names instead of codes, signs instead of brackets."""
    for sign, shown in _SIGNS:
        text = text.replace(sign, shown)
    said = _WORD.sub(lambda found: names.get(found.group(), found.group()), text)
    said = said.strip("[]").replace("}, {", "；")
    if said.startswith("{") and said.endswith("}"):
        said = said[1:-1]
    return said.replace("{", "（").replace("}", "）").replace(": ", " ").replace(", ", "，")


def _ranking(rules: Rules) -> str:
    ties = "并列后名次连续（1、1、2）" if rules.ranking.ties == DENSE else "并列后名次跳过（1、1、3）"
    breakers = "、".join(one.name for one in rules.ranking.breakers)
    by = "按得分率" if rules.ranking.by_rate else "按总分"
    exact = "（未进位的总分）" if rules.ranking.is_exact else ""
    return f"{by}{exact}，{ties}" + (f"；总分相同的依次比较 {breakers}" if breakers else "")


def weights_of(rules: Rules) -> list[tuple[str, str, Fraction]]:
    """Return the items that have a full mark: code, title, weight."""
    return [(one.code, one.title, one.weight) for one in rules.items if one.weight is not None]
