"""What the reader of a term needs: its keys, whether it has a full mark, and how parts below it are read."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from luodi.assessment.engine import expressions
from luodi.assessment.engine.fields import Fields, Known
from luodi.assessment.engine.formulas import Constant, Name
from luodi.assessment.engine.operands import Operand
from luodi.assessment.engine.quantities import PERCENT, read_number
from luodi.assessment.engine.terms.base import Term
from luodi.assessment.engine.terms.due import Due, Pace
from luodi.assessment.engine.terms.measure import EXCLUDE, FULL, NONE, Compare, Measure
from luodi.assessment.engine.terms.part import Part
from luodi.assessment.engine.tree import MAPPING, SEQUENCE, Node

PartReader = Callable[[Node, Known, str, "Role"], Part]
TermReader = Callable[["Making"], Term]
ZERO_RULES = {FULL: "达到即满分", NONE: "不得分", EXCLUDE: "视同没有设目标"}


@dataclass(frozen=True)
class Role:
    """Where a part stands: an item, a share of a blend, or one among points that add up."""

    in_blend: bool = False
    in_rows: bool = False


@dataclass(frozen=True)
class Making:
    """One term that is being read."""

    fields: Fields
    code: str
    weight: Fraction | None
    full_known: bool
    in_rows: bool
    read_part: PartReader
    read_term: Callable[[Fields, "Making"], Term]

    @property
    def known(self) -> Known:
        return self.fields.known

    def needs_weight(self) -> None:
        if not self.full_known:
            self.fields.refuse(f"{self.fields.what}缺少 weight（满分）")

    def operand(self, key: str, *, needed: bool = False) -> Operand:
        found = expressions.operand(self.fields, key)
        if found is None and needed:
            self.fields.refuse(f"{self.fields.what}缺少 {key}")
        return found if found is not None else expressions.NOTHING

    def unit_of(self, measure: Measure) -> str:
        """Return what the measured value is counted in, as far as the text says it."""
        if measure.compare in (Compare.RATE, Compare.GAP, Compare.GROWTH):
            return PERCENT
        return self.known.unit_of(measure.actual.name) if isinstance(measure.actual, Name) else ""

    def parts(
        self, *, in_blend: bool = False, known: Known | None = None, in_rows: bool = False
    ) -> tuple[Part, ...]:
        nodes = self.fields.list("parts", least=1)
        role = Role(in_blend, in_rows or self.in_rows)
        return tuple(
            self.read_part(node, known or self.known, f"{self.code}.{number}", role)
            for number, node in enumerate(nodes, start=1)
        )

    def measure(
        self, default: Compare, *, target_needed: bool = False, actual_key: str = "actual"
    ) -> Measure:
        """Read actual, target, due, last_year and compare; what fits together is checked here."""
        fields = self.fields
        actual = self.operand(actual_key, needed=True)
        target = expressions.operand(fields, "target")
        last_year = expressions.operand(fields, "last_year")
        due = read_due(fields)
        compare = Compare(
            fields.choice("compare", {one.value: "" for one in Compare}, _guess(default, last_year, target))
        )
        if target is None and (target_needed or compare in (Compare.RATE, Compare.DIFFERENCE, Compare.GAP)):
            fields.refuse(f"{fields.what}缺少 target（目标，可以是一个数或输入的名称）")
        if compare is Compare.GROWTH and last_year is None:
            fields.refuse("compare: growth 要写 last_year（上年同期）")
        if compare is not Compare.GROWTH and last_year is not None:
            fields.refuse("写了 last_year 就是比增幅，compare 只能是 growth", "compare")
        if compare is Compare.GAP and due is None:
            fields.refuse("compare: gap 要写 due（时序进度），如 due: month")
        if due is not None and target is None:
            fields.refuse("due 是目标的进度，要同时写 target", "due")
        is_read = target is not expressions.NOTHING
        if is_read and isinstance(target, Constant) and target.value <= 0 and compare is Compare.RATE:
            fields.refuse("target 应大于 0；某些单位没有任务时，请用输入，任务空着", "target")
        return Measure(
            compare=compare,
            actual=actual,
            target=target,
            due=due,
            last_year=last_year,
            when_target_zero=fields.choice("when_target_zero", ZERO_RULES, FULL),
            when_base_zero=fields.choice("when_base_zero", ZERO_RULES, FULL),
        )


def read_due(fields: Fields) -> Due | None:
    """Read the agreed pace: a word, a table of 4 or 12 cumulative shares, or a number or input."""
    node = fields.get("due")
    if node is None:
        return None
    if node.shape == SEQUENCE:
        return _table([child.text for child in node.children], fields, node)
    if node.shape == MAPPING and not {"count", "sum", "mean"} & node.entries.keys():
        keys = list(node.entries)
        wanted = [f"Q{n}" for n in range(1, 5)] if len(keys) == 4 else [str(n) for n in range(1, 13)]
        if [key.upper().removesuffix("月") for key in keys] != wanted:
            fields.refuse("due 的表应写满 Q1 到 Q4，或 1 到 12 月，依次累计", "due")
        return _table([child.text for child in node.entries.values()], fields, node)
    paces = (Pace.MONTH, Pace.CLOSED_MONTH, Pace.DAY, Pace.QUARTER)
    if node.text in [pace.value for pace in paces]:
        return Due(Pace(node.text))
    return Due(Pace.GIVEN, operand=expressions.read_operand(node, fields.known))


def _table(texts: list[str], fields: Fields, node: Node) -> Due:
    numbers = [read_number(text) for text in texts]
    shares = tuple(one.value for one in numbers if one is not None)
    if len(shares) != len(texts) or len(shares) not in (4, 12):
        fields.refuse("due 的表应是 4 个（按季）或 12 个（按月）累计百分数", "due")
        return Due(Pace.MONTH)
    if any(later < earlier for earlier, later in itertools.pairwise(shares)):
        fields.refuse("due 的表应是累计数，后面的不能小于前面的", "due")
    if shares[-1] != 1:
        fields.refuse("due 的表最后应是 100%", "due")
    return Due(Pace.TABLE, table=shares)


def _guess(default: Compare, last_year: Operand | None, target: Operand | None) -> str:
    if last_year is not None:
        return Compare.GROWTH.value
    return Compare.VALUE.value if default is Compare.RATE and target is None else default.value
