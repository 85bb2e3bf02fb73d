"""Reading what a scheme asks for, and refusing what cannot be: unknown indicators, formulas in a circle."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from luodi.assessment.engine import expressions
from luodi.assessment.engine.fields import Fields, Known
from luodi.assessment.engine.inputs import Column, Input, InputType
from luodi.assessment.engine.operands import OF_GROUP, SUMMARIES
from luodi.assessment.engine.scope import CLOCK
from luodi.assessment.engine.tree import MAPPING, SEQUENCE, TEXT, Node

ORIGINS = ("indicator", "target_of", "events", "period", "scope", "standing")
PERIODS = {
    "to_date": "本期初至统计日",
    "whole": "全期",
    "month": "当月",
    "quarter": "当季",
    "last_year": "上年全年",
    "last_year_to_date": "上年同期",
    "as_of": "统计日的存量",
}
STANDINGS = {"verified": "认定数", "claimed": "申报数"}
TYPES = {
    InputType.NUMBER: "数",
    InputType.FLAG: "是否",
    InputType.TEXT: "文字",
    InputType.ROWS: "逐条的清单",
    InputType.RATINGS: "评议",
}


def read_inputs(fields: Fields, knows: Callable[[str], bool] | None) -> Mapping[str, Input]:
    """Read ``inputs``; formulas are read once all names are known."""
    node = fields.get("inputs")
    if node is None:
        return {}
    if node.shape == SEQUENCE:
        named = {child.entries["code"].text: child for child in node.children if "code" in child.entries}
        if len(named) < len(node.children):
            fields.refuse("inputs 写成列表时每项要有 code，且不能重复", "inputs")
    else:
        named = dict(node.entries)
    found = {code: _input(code, child, fields.known, knows) for code, child in named.items()}
    known = replace(fields.known, inputs=found)
    for code, child in named.items():
        found[code] = _with_formula(found[code], child, known)
    _check_circles(found, named, known)
    return found


def _input(code: str, node: Node, known: Known, knows: Callable[[str], bool] | None) -> Input:
    if not code.isidentifier() or code in CLOCK:
        why = (
            f"“{code}”是保留的名称"
            if code in CLOCK
            else f"输入的名称“{code}”只能用字母、汉字、数字和下划线，且不以数字开头"
        )
        known.findings.append(node.finding(why))
    if node.shape == TEXT:
        return Input(code, node.text)
    fields = Fields(node, known, f"输入“{code}”")
    fields.get("code")
    columns = _columns(fields)
    default = InputType.ROWS if columns else InputType.NUMBER
    one = Input(
        code=code,
        title=fields.text("title", "name") or code,
        unit=fields.text("unit"),
        type=InputType(fields.choice("type", TYPES, default)),
        origin=_origin(fields, knows),
        confirmed_by=fields.text("confirmed_by"),
        source=fields.text("source"),
        remarks=fields.text("remarks"),
        columns=columns,
    )
    if columns and one.type is not InputType.ROWS:
        fields.refuse("有 columns 的输入应是 type: rows", "type")
    fields.done(also=("formula", *SUMMARIES, *OF_GROUP, "of", "when"))
    return one


def _origin(fields: Fields, knows: Callable[[str], bool] | None) -> Mapping[str, str]:
    found = {key: fields.text(key) for key in ORIGINS if fields.has(key)}
    for key in ("indicator", "target_of"):
        if knows is not None and key in found and not knows(found[key]):
            fields.refuse(f"指标目录里没有“{found[key]}”这个指标，见 ./luodi figures 或《指标目录》", key)
    fields.choice("period", PERIODS, "to_date")
    fields.choice("standing", STANDINGS, "verified")
    if len([key for key in ("indicator", "target_of", "events") if key in found]) > 1:
        fields.refuse("indicator、target_of、events 只写一个")
    return found


def _columns(fields: Fields) -> Mapping[str, Column]:
    node = fields.get("columns")
    if node is None:
        return {}
    if node.shape == SEQUENCE:
        return {child.text: Column(child.text, child.text) for child in node.children}
    if node.shape != MAPPING:
        fields.refuse("columns 应写成 {amount: {title: 总投资, unit: 亿元}}", "columns")
    return {code: _column(code, child, fields) for code, child in node.entries.items()}


def _column(code: str, node: Node, fields: Fields) -> Column:
    if node.shape == TEXT:
        return Column(code, node.text)
    inner = Fields(node, fields.known, f"列“{code}”")
    column = Column(code, inner.text("title", "name") or code, inner.text("unit"))
    inner.done()
    return column


def _with_formula(one: Input, node: Node, known: Known) -> Input:
    if node.shape != MAPPING:
        return one
    written = node.entries.get("formula")
    if written is not None:
        return _derived(one, node, replace(one, formula=expressions.read_operand(written, known)), known)
    summary = {
        key: child for key, child in node.entries.items() if key in (*SUMMARIES, *OF_GROUP, "of", "when")
    }
    if not any(key in (*SUMMARIES, *OF_GROUP) for key in summary):
        for key in summary:
            known.findings.append(node.finding(f"{key} 要与 count、sum 等一起写", key))
        return one
    inner = replace(node, entries=summary)
    return _derived(one, node, replace(one, formula=expressions.read_operand(inner, known)), known)


def _derived(one: Input, node: Node, derived: Input, known: Known) -> Input:
    if one.origin:
        known.findings.append(node.finding("有算式的输入不再写 indicator、target_of、events、period 等来源"))
    return derived


def _check_circles(found: dict[str, Input], named: Mapping[str, Node], known: Known) -> None:
    done: set[str] = set()

    def visit(code: str, path: tuple[str, ...]) -> None:
        if code in path:
            circle = " → ".join([*path[path.index(code) :], code])
            known.findings.append(named[code].finding(f"算式循环引用：{circle}"))
            return
        formula = found[code].formula
        if code in done or formula is None:
            return
        for name in dict.fromkeys(formula.names()):
            if name in found:
                visit(name, (*path, code))
        done.add(code)

    for code in found:
        visit(code, ())
