"""Reading operands and conditions: what names may stand there, and what is said when one may not."""

import re
from fractions import Fraction

from luodi.assessment.engine import conditions
from luodi.assessment.engine.conditions import All, Comparison, Condition, Either, IsSet, Not, Word
from luodi.assessment.engine.fields import FLAGS, Fields, Known, meant
from luodi.assessment.engine.formulas import Constant, FormulaRefused, Name, read_formula
from luodi.assessment.engine.inputs import Input, InputType
from luodi.assessment.engine.operands import OF_GROUP, SUMMARIES, Operand, OverGroup, OverRows
from luodi.assessment.engine.quantities import PERCENT, is_day, read_day, read_number
from luodi.assessment.engine.tree import EMPTY, MAPPING, SEQUENCE, TEXT, Node

NOTHING = Constant(Fraction(0))
_SIGN = re.compile(r"(>=|≥|<=|≤|>|＞|<|＜|==|=|!=|≠)\s*(.+)")
_SIGNS = {
    ">=": conditions.AT_LEAST,
    "≥": conditions.AT_LEAST,
    "<=": conditions.AT_MOST,
    "≤": conditions.AT_MOST,
    ">": conditions.MORE_THAN,
    "＞": conditions.MORE_THAN,
    "<": conditions.LESS_THAN,
    "＜": conditions.LESS_THAN,
    "=": conditions.EQUALS,
    "==": conditions.EQUALS,
    "!=": conditions.NOT_EQUALS,
    "≠": conditions.NOT_EQUALS,
}
_WITH_UNIT = re.compile(
    r"([0-9][0-9.,]*)\s*(?:[十百千万亿]*[元个项家户次人天场条]|[万亿]|万美元|亿美元|公顷|亩)"
)
COMPARISONS = tuple(conditions.SIGNS)
TESTS = (*COMPARISONS, conditions.IS, conditions.IN, conditions.NOT_IN, conditions.SET)
JOINTS = ("all", "any", "not")


def operand(fields: Fields, *keys: str) -> Operand | None:
    """Read a number, the name of an input, a formula, or a count or sum over rows."""
    found = [node for key in keys if (node := fields.get(key)) is not None]
    return read_operand(found[0], fields.known) if found else None


def rows(fields: Fields, key: str) -> Input | None:
    """Read the name of an input that holds rows."""
    found = fields.get(key)
    return None if found is None else rows_named(found, fields.known)


def condition(fields: Fields, key: str) -> Condition | None:
    found = fields.get(key)
    return None if found is None else read_condition(found, fields.known)


def rows_named(node: Node, known: Known) -> Input | None:
    declared = known.inputs.get(node.text)
    if declared is None:
        known.check(node.text, node)
    elif declared.type is not InputType.ROWS:
        message = f"“{node.text}”不是逐条的清单，请在 inputs 里给它写 type: rows 和 columns"
        known.findings.append(node.finding(message))
        return None
    return declared


def read_operand(node: Node, known: Known) -> Operand:
    if node.shape == MAPPING:
        return _over_rows(node, known)
    if node.shape in (SEQUENCE, EMPTY):
        known.findings.append(node.finding("这里应是一个数、一个输入的名称或算式"))
        return NOTHING
    if known.has(node.text):
        return Name(node.text)
    if is_day(node.text) and (day := read_day(node.text)):
        return Constant(Fraction(day.toordinal()), shown=node.text)
    return _formula(node, known)


def read_condition(node: Node, known: Known) -> Condition:
    """Read a condition: a mapping of names to tests, all of which must hold, or a list of such mappings."""
    if node.shape == SEQUENCE and node.children:
        return All(tuple(read_condition(child, known) for child in node.children))
    if node.shape != MAPPING or not node.entries:
        known.findings.append(node.finding("条件应写成“输入: 要求”，如 rate: {at_least: 100%}"))
        return All(())
    parts = [_part(name, child, node, known) for name, child in node.entries.items()]
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _part(name: str, node: Node, parent: Node, known: Known) -> Condition:
    if name == "not":
        return Not(read_condition(node, known))
    if name in JOINTS:
        inner = node.children if node.shape == SEQUENCE else (node,)
        read = tuple(read_condition(child, known) for child in inner)
        return All(read) if name == "all" else Either(read)
    known.check(name, parent, name)
    if node.shape == MAPPING:
        tests = [_test(name, sign, child, node, known) for sign, child in node.entries.items()]
        return tests[0] if len(tests) == 1 else All(tuple(tests))
    if node.shape == SEQUENCE:
        return Word(name, tuple(child.text for child in node.children))
    return _plain(name, node, known)


def _plain(name: str, node: Node, known: Known) -> Condition:
    """Read ``rate: ">= 100%"``, ``new: true``, ``industry: C``, ``n: 3``."""
    if node.shape == EMPTY:
        known.findings.append(node.finding("这里缺少要求；要求“没有数”请写 {set: false}"))
        return IsSet(name, wanted=False)
    if (signed := _SIGN.fullmatch(node.text)) is not None:
        sign, text = signed.groups()
        right = Node(TEXT, node.line, node.column, node.path, text=text)
        return Comparison(name, _SIGNS[sign], _against(name, right, known))
    number = read_number(node.text)
    is_word = known.type_of(name) is InputType.TEXT or (node.quoted and known.row is not None)
    if number is None or is_word:
        return Word(name, (node.text,))
    return Comparison(name, conditions.EQUALS, _against(name, node, known))


def _test(name: str, sign: str, node: Node, parent: Node, known: Known) -> Condition:
    if sign in COMPARISONS:
        return Comparison(name, sign, _against(name, node, known))
    if sign == conditions.SET:
        if node.text.lower() not in FLAGS:
            known.findings.append(node.finding("set 应写 true 或 false"))
        return IsSet(name, FLAGS.get(node.text.lower(), True))
    if sign in (conditions.IN, conditions.NOT_IN):
        words = tuple(child.text for child in node.children) or (node.text,)
        return Word(name, words, negated=sign == conditions.NOT_IN)
    if sign == conditions.IS:
        return _plain(name, node, known)
    known.findings.append(parent.finding(f"没有“{sign}”这种要求{meant(sign, TESTS)}", sign))
    return IsSet(name, wanted=True)


def _against(name: str, node: Node, known: Known) -> Operand:
    """Read what a value is compared with; against a percentage a bare number would be read in two ways."""
    found = read_operand(node, known)
    is_bare = isinstance(found, Constant) and not found.is_share and found.value != 0
    if is_bare and (known.unit_of(name) == PERCENT or name.startswith("rate.")):
        known.findings.append(node.finding(f"“{name}”是百分数，请写成 {node.text}% 这样的百分数"))
    return found


def _formula(node: Node, known: Known) -> Operand:
    if (with_unit := _WITH_UNIT.fullmatch(node.text)) is not None and read_number(node.text) is None:
        text = f"“{node.text}”请只写数：{with_unit.group(1)}；单位写在输入的 unit 里"
        known.findings.append(node.finding(text))
        return NOTHING
    try:
        formula = read_formula(node.text)
    except FormulaRefused as refusal:
        known.findings.append(node.finding(str(refusal)))
        return NOTHING
    for name in dict.fromkeys(formula.names()):
        known.check(name, node)
        if known.has(name) and known.type_of(name) in (InputType.TEXT, InputType.RATINGS):
            known.findings.append(node.finding(f"“{name}”不是数，不能参与计算"))
    return formula


def _over_rows(node: Node, known: Known) -> Operand:
    fields = Fields(node, known, "汇总")
    if (of_group := next((one for one in OF_GROUP if one in node.entries), "")) and not known.row:
        inner = operand(fields, of_group) or NOTHING
        fields.done()
        return OverGroup(OF_GROUP[of_group], inner)
    summary = next((one for one in SUMMARIES if one in node.entries), "")
    if not summary:
        fields.refuse(f"应写 {' / '.join((*SUMMARIES, *OF_GROUP))} 中的一个，如 {{count: projects}}")
        return NOTHING
    owner = rows(fields, summary)
    column, tested = fields.text("of"), fields.get("when")
    fields.done()
    if summary != "count" and not column:
        fields.refuse(f"{summary} 要写 of: 列名", summary)
    if owner and column and column not in owner.columns:
        fields.refuse(f"“{owner.code}”没有“{column}”这一列{meant(column, owner.columns)}", "of")
    when = read_condition(tested, known.in_row_of(owner)) if tested else None
    return OverRows(summary, owner.code if owner else node.entries[summary].text, column, when)
