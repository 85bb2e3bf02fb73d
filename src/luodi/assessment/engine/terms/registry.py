"""Every kind of term by its name, and the reading of an item or part around one."""

from collections.abc import Mapping
from fractions import Fraction

from luodi.assessment.engine import expressions
from luodi.assessment.engine.fields import Fields, Known, meant
from luodi.assessment.engine.language import KINDS, KINDS_BY_TITLE
from luodi.assessment.engine.quantities import Amount, number_text
from luodi.assessment.engine.terms import counting_readers as counting
from luodi.assessment.engine.terms import direct_readers as direct
from luodi.assessment.engine.terms import measured_readers as measured
from luodi.assessment.engine.terms.base import ZERO, Term
from luodi.assessment.engine.terms.direct import Points
from luodi.assessment.engine.terms.making import Making, Role, TermReader
from luodi.assessment.engine.terms.part import EXCLUDE, FULL, NONE, SPREAD, Part
from luodi.assessment.engine.terms.together import Blend, Each, Sum
from luodi.assessment.engine.tree import Node, as_written

READERS: Mapping[str, TermReader] = {
    "ratio": measured.ratio,
    "phased": measured.phased,
    "step": measured.step,
    "bands": measured.bands,
    "cliff": measured.cliff,
    "bonus": counting.bonus,
    "deduction": counting.deduction,
    "shortfall": counting.shortfall,
    "weighted": counting.weighted,
    "blend": direct.blend,
    "sum": direct.added,
    "each": direct.each,
    "efficacy": measured.efficacy,
    "rank": measured.rank,
    "rating": direct.rating,
    "points": direct.points,
    "reference": direct.reference,
}
WHEN_UNSET = {EXCLUDE: "不计此项", SPREAD: "权重摊入其余各项", NONE: "按 0 分", FULL: "按满分"}
NO_TERM = Points(expressions.NOTHING)


def read_part(node: Node, known: Known, code: str, role: Role) -> Part:
    """Read an item (its code is required) or a part of one (its code is its place)."""
    fields = Fields(node, known, "考核项" if "." not in code and not role.in_rows else "组成部分")
    code = fields.text("code") or code
    fields.what = f"“{fields.text('title', 'name') or code}”"
    weight = _weight(fields, role)
    full_known = weight is not None
    making = Making(fields, code, weight, full_known, role.in_rows, read_part, read_term)
    cap, floor = fields.amount("cap", full_known=full_known), fields.amount("floor", full_known=full_known)
    term = read_term(fields, making)
    part = Part(
        code=code,
        title=fields.text("title", "name") or code,
        term=term,
        kind=fields.text("kind"),
        weight=weight,
        declared=weight,
        source=fields.text("source"),
        confirmed_by=fields.text("confirmed_by"),
        remarks=fields.text("remarks"),
        when=expressions.condition(fields, "when"),
        only_if=expressions.condition(fields, "only_if"),
        otherwise=fields.amount("else_points", full_known=full_known) or Amount(ZERO),
        cap=cap,
        floor=floor,
        when_unset=fields.choice("when_unset", WHEN_UNSET, EXCLUDE),
        when_missing=fields.choice("when_missing", WHEN_UNSET, NONE),
        extra=fields.flag("extra"),
        parts=term.parts if isinstance(term, Blend | Sum | Each) else (),
        written=tuple((key, as_written(child)) for key, child in node.entries.items() if key != "parts"),
    )
    _check_limits(part, fields, in_blend=role.in_blend)
    fields.done()
    return part


def read_term(fields: Fields, making: Making) -> Term:
    """Read the term that ``kind`` names."""
    kind = fields.text("kind")
    kind = KINDS_BY_TITLE.get(kind, kind.lower())
    if kind in READERS:
        return READERS[kind](making)
    if not kind:
        fields.refuse(f"{fields.what}缺少 kind（计分方法）{meant('', READERS)}")
    else:
        listed = [*READERS, *(one.title for one in KINDS)]
        fields.refuse(f"没有“{kind}”这种计分方法{meant(kind, listed)}", "kind")
    fields.asked |= set(fields.node.entries)
    return NO_TERM


def _weight(fields: Fields, role: Role) -> Fraction | None:
    if role.in_blend:
        fields.require("weight")
    written = fields.written("weight")
    if written is None:
        return Fraction(1) if role.in_blend or fields.has("weight") else None
    if written.value <= 0:
        fields.refuse("weight 应大于 0；不计分的项请删去，或用 when 说明何时适用", "weight")
        return Fraction(1)
    if written.is_share and not role.in_blend:
        fields.refuse("考核项的 weight 写分数（满分），如 20；百分数只用于 blend 的各部分", "weight")
    return written.value


def _check_limits(part: Part, fields: Fields, *, in_blend: bool) -> None:
    cap, floor, full = part.cap, part.floor, part.weight
    if cap is not None and full is not None and not cap.is_share and not in_blend and cap.value < full:
        shown = f"上限 cap {number_text(cap.value)} 分低于满分 {number_text(full)} 分，永远得不到满分"
        fields.refuse(f"{shown}；按百分数封顶请写 {number_text(cap.value * 100)}%", "cap")
    if cap is None or floor is None:
        return
    if cap.is_share == floor.is_share:
        is_wrong = cap.value < floor.value
    else:
        is_wrong = full is not None and cap.of(full) < floor.of(full)
    if is_wrong:
        fields.refuse("上限 cap 低于下限 floor", "cap")
