"""Reading the kinds that people give or that are made of others: points, rating, blend, sum, each, reference."""

from dataclasses import replace
from fractions import Fraction

from luodi.assessment.engine import expressions
from luodi.assessment.engine.fields import Fields
from luodi.assessment.engine.inputs import InputType
from luodi.assessment.engine.quantities import number_text
from luodi.assessment.engine.terms.base import ONE, ZERO, Term
from luodi.assessment.engine.terms.direct import FULL, HOW, MEAN, NONE, SKIP, SPREAD, Kind, Points, Rating
from luodi.assessment.engine.terms.making import Making
from luodi.assessment.engine.terms.together import BEST, SUM, Blend, Each, Reference, Sum
from luodi.assessment.engine.terms.together import MEAN as MEAN_OF_ROWS
from luodi.assessment.engine.tree import Node

_KIND_MISSING = {SPREAD: "权重摊入其余评议人", NONE: "按 0 分", FULL: "按满分"}
_VOTE_MISSING = {SKIP: "不计入平均", NONE: "按 0 分", FULL: "按满分"}
_COMBINE = {SUM: "合计", MEAN_OF_ROWS: "平均", BEST: "取最高"}
SHARES = (ONE, Fraction(100))


def points(making: Making) -> Term:
    fields = making.fields
    fields.require("value")
    factor = fields.number("factor")
    return Points(
        value=making.operand("value"),
        factor=ONE if factor is None else factor,
        is_capped=making.full_known and not fields.flag("may_exceed"),
    )


def rating(making: Making) -> Term:
    fields = making.fields
    making.needs_weight()
    name = fields.text("ratings")
    declared = making.known.inputs.get(name)
    if declared is None or declared.type is not InputType.RATINGS:
        fields.refuse("ratings 应写一个 type: ratings 的输入", "ratings")
    kinds = tuple(_kind(node, fields) for node in fields.list("raters", least=1))
    total = sum((kind.weight for kind in kinds), ZERO)
    if kinds and total not in SHARES:
        fields.refuse(f"各类评议人的权重应合计 100%，现为 {number_text(total * 100)}%", "raters")
    if len({kind.code for kind in kinds}) < len(kinds):
        fields.refuse("两类评议人的 kind 相同", "raters")
    return Rating(
        ratings=name,
        kinds=kinds,
        scale=fields.positive("scale", Fraction(100)) or Fraction(100),
        combine=fields.choice("combine", HOW, MEAN),
        when_kind_missing=fields.choice("when_kind_missing", _KIND_MISSING, SPREAD),
        when_vote_missing=fields.choice("when_vote_missing", _VOTE_MISSING, SKIP),
    )


def blend(making: Making) -> Term:
    making.needs_weight()
    parts = making.parts(in_blend=True)
    total = sum((part.weight or ZERO for part in parts), ZERO)
    if parts and total not in (*SHARES, making.weight):
        shown = f"，或合计为本项满分 {number_text(making.weight)}" if making.weight is not None else ""
        making.fields.refuse(
            f"各部分的 weight 应合计 100%（或 1、100）{shown}，现为 {number_text(total)}", "parts"
        )
    return Blend(parts)


def added(making: Making) -> Term:
    parts = making.parts()
    total = sum((part.weight or ZERO for part in parts if not part.extra), ZERO)
    is_whole = all(part.weight is not None for part in parts if not part.extra)
    if making.weight is not None and is_whole and total and total != making.weight:
        text = f"各部分的 weight 合计 {number_text(total)}，与本项满分 {number_text(making.weight)} 不等"
        making.fields.refuse(f"{text}；附加的部分请写 extra: true", "parts")
    return Sum(parts)


def each(making: Making) -> Term:
    fields = making.fields
    fields.require("rows")
    owner = expressions.rows(fields, "rows")
    parts = making.parts(known=replace(making.known, row=owner), in_rows=True)
    return Each(
        rows=owner.code if owner else "",
        parts=parts,
        combine=fields.choice("combine", _COMBINE, SUM),
        most_rows=fields.whole("most_rows", most=10_000),
    )


def reference(making: Making) -> Term:
    fields = making.fields
    fields.require("item")
    keep_points = fields.flag("keep_points")
    if not keep_points:
        making.needs_weight()
    return Reference(fields.text("item"), keep_points)


def _kind(node: Node, fields: Fields) -> Kind:
    inner = Fields(node, fields.known, "一类评议人")
    inner.require("kind")
    inner.require("weight")
    code = inner.text("kind")
    kind = Kind(code, inner.text("title") or code, inner.positive("weight", ONE) or ONE)
    inner.done()
    return kind
