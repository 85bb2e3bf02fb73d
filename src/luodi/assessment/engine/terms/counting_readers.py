"""Reading the kinds that count projects and events: bonus, deduction, shortfall, weighted."""

from luodi.assessment.engine import expressions
from luodi.assessment.engine.conditions import covers
from luodi.assessment.engine.fields import Fields, Known
from luodi.assessment.engine.formulas import Constant
from luodi.assessment.engine.inputs import Input
from luodi.assessment.engine.operands import Operand
from luodi.assessment.engine.quantities import Amount
from luodi.assessment.engine.terms.base import ONE, ZERO, Term
from luodi.assessment.engine.terms.counting import Bonus, Class, Classes, Deduction, Shortfall, Weighted
from luodi.assessment.engine.terms.making import Making
from luodi.assessment.engine.terms.measured_readers import COUNTINGS
from luodi.assessment.engine.terms.stepwise import Counting
from luodi.assessment.engine.tree import Node

_COUNTS = {"separate": "各档分别计数", "cumulative": "低档的数包含高档的"}


def bonus(making: Making) -> Term:
    classes = _classes(making, "加分", "classes")
    return Bonus(classes)


def deduction(making: Making) -> Term:
    fields = making.fields
    classes = _classes(making, "扣分", "events")
    start = fields.amount("start", full_known=making.full_known)
    if start is None:
        start = Amount(ONE, is_share=True) if making.full_known else Amount(ZERO)
    return Deduction(classes, start, fields.amount("most", full_known=making.full_known))


def shortfall(making: Making) -> Term:
    fields = making.fields
    start = fields.amount("start", full_known=making.full_known)
    if start is None:
        making.needs_weight()
        start = Amount(ONE, is_share=True)
    return Shortfall(_classes(making, "缺口", "classes", required=True), start)


def weighted(making: Making) -> Term:
    target = expressions.operand(making.fields, "target")
    if target is not None:
        making.needs_weight()
    return Weighted(_classes(making, "折算", "classes", worth="weight"), target)


def _classes(
    making: Making, what: str, key: str, *, required: bool = False, worth: str = "points"
) -> Classes:
    """Read the classes of a term, or the one class that is written into the term itself."""
    fields = making.fields
    owner = expressions.rows(fields, "rows")
    is_cumulative = fields.choice("counts", _COUNTS, "separate") == "cumulative"
    is_exclusive = fields.flag("exclusive", default=True)
    nodes = fields.list(key) if fields.has(key) else ()
    fields.get(key)
    if not nodes:
        one = _class(fields, making, owner, required=required, worth=worth, is_own=True)
        return Classes((one,), owner.code if owner else "", is_exclusive)
    read = []
    for node in nodes:
        inner = Fields(node, fields.known, f"{what}的一类")
        read.append(_class(inner, making, owner, required=required, worth=worth))
        inner.done()
    if owner is not None and is_exclusive:
        _check_exclusive(read, nodes, making.known, by_points=not required)
    if owner is not None and is_cumulative:
        fields.refuse("逐条清单里的项目会自己归档，不用写 counts", "counts")
    return Classes(tuple(read), owner.code if owner else "", is_exclusive, is_cumulative)


def _class(
    fields: Fields, making: Making, owner: Input | None, *, required: bool, worth: str, is_own: bool = False
) -> Class:
    key = "weight" if worth == "weight" and not is_own else "points"
    count = expressions.operand(fields, "count")
    inner = Fields(fields.node, making.known.in_row_of(owner), fields.what)
    condition = expressions.condition(inner, "where" if is_own else "when")
    fields.get("where" if is_own else "when")
    if owner is None and count is None:
        fields.refuse(f"{fields.what}要写 count（个数，可以是输入的名称）或 rows（逐条的清单）")
    elif owner is not None and count is not None:
        fields.refuse("count 与 rows 只写一个", "count")
    elif owner is None and condition is not None:
        fields.refuse("按条件归类要逐条的清单，请写 rows: 清单的名称", "where" if is_own else "when")
    fields.require(key)
    points = fields.amount(key, full_known=making.full_known) or Amount(ZERO)
    if points.value < 0:
        fields.refuse(f"{key} 写正数，加分还是扣分由计分方法决定", key)
    return Class(
        title=("" if is_own else fields.text("title")) or _title(count, owner, making),
        points=points,
        count=count,
        when=condition,
        each=fields.positive("each", ONE) or ONE,
        counting=Counting(fields.choice("steps", COUNTINGS, Counting.WHOLE)),
        beyond=expressions.operand(fields, "beyond"),
        cap=None if is_own else fields.amount("cap", full_known=making.full_known),
        required=_required(fields) if required else None,
    )


def _required(fields: Fields) -> Operand:
    fields.require("required")
    return expressions.operand(fields, "required") or expressions.NOTHING


def _title(count: Operand | None, owner: Input | None, making: Making) -> str:
    if owner is not None:
        return owner.title
    if isinstance(count, Constant):
        return "计"
    names = [name for name in (count.names() if count is not None else ()) if name in making.known.inputs]
    return making.known.inputs[names[0]].title if names else ""


def _check_exclusive(read: list[Class], nodes: tuple[Node, ...], known: Known, *, by_points: bool) -> None:
    """A project counts in the first class that it meets: so that has to be its highest."""
    for place, one in enumerate(read):
        for earlier in range(place):
            if covers(read[earlier].when, one.when):
                text = f"这一类永远轮不到：符合它的项目都已计入第 {earlier + 1} 类，请把要求高的写在前面"
                known.findings.append(nodes[place].finding(text))
                break
        else:
            if by_points and place and one.points.value > read[place - 1].points.value:
                text = "一个项目只计入最高的一类，各类应按分值从高到低写；可以同时计入几类时请写 exclusive: false"
                known.findings.append(nodes[place].finding(text))
