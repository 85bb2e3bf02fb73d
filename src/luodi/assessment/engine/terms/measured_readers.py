"""Reading the kinds that look at one measured value: ratio, phased, cliff, step, bands, efficacy, rank."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from luodi.assessment.engine import expressions
from luodi.assessment.engine.conditions import covers
from luodi.assessment.engine.fields import Fields
from luodi.assessment.engine.quantities import PERCENT, Amount, number_text
from luodi.assessment.engine.terms.bands import LOWER, UPPER, Band, Bands, Range
from luodi.assessment.engine.terms.base import ONE, ZERO, Term
from luodi.assessment.engine.terms.making import Making
from luodi.assessment.engine.terms.measure import Compare
from luodi.assessment.engine.terms.ratio import Cliff, Ratio
from luodi.assessment.engine.terms.relative import ALL, FULL, RANKED, RULES, Efficacy, RankScore
from luodi.assessment.engine.terms.stepwise import Below, Counting, Side, SizedPoints, Stepwise
from luodi.assessment.engine.tree import MAPPING, TEXT, Node

COUNTINGS = {Counting.WHOLE: "不足一步不计", Counting.LINEAR: "按比例", Counting.STARTED: "不足一步按一步"}
BELOWS = {Below.NONE: "不扣", Below.ZERO: "不得分", Below.PRO_RATA: "按比例"}
PEERS = {ALL: "本组全部单位", RANKED: "只看参加排名的"}


def ratio(making: Making) -> Term:
    fields = making.fields
    making.needs_weight()
    measure = making.measure(Compare.RATE, target_needed=True)
    if measure.target is not None and measure.compare not in (Compare.RATE, Compare.GROWTH):
        fields.refuse("完成比例只能比 rate 或 growth；比差额、时序请用 step 或 bands", "compare")
    cap_rate = fields.share("cap_rate", ZERO) if fields.has("cap_rate") else None
    if fields.flag("full_if_met"):
        cap_rate = ONE if cap_rate is None else cap_rate
    zero_below = fields.share("zero_below", ZERO) if fields.has("zero_below") else None
    if cap_rate is not None and zero_below is not None and zero_below > cap_rate:
        fields.refuse("zero_below 不能高于 cap_rate", "zero_below")
    return Ratio(
        measure=measure,
        over_rate=fields.share("over_rate", ONE),
        under_rate=fields.share("under_rate", ONE),
        cap_rate=cap_rate,
        zero_below=zero_below,
    )


def phased(making: Making) -> Term:
    making.fields.require("due")
    return ratio(making)


def cliff(making: Making) -> Term:
    fields = making.fields
    making.needs_weight()
    measure = making.measure(Compare.RATE)
    default = ONE if measure.compare is Compare.RATE else ZERO
    if measure.compare is Compare.VALUE:
        fields.require("threshold")
    threshold = fields.of_unit("threshold", making.unit_of(measure))
    otherwise = fields.number("otherwise")
    return Cliff(
        measure=measure,
        threshold=default if threshold is None else threshold,
        is_strict=fields.flag("strict"),
        otherwise=ZERO if otherwise is None else otherwise,
    )


def step(making: Making) -> Term:
    fields = making.fields
    over, under = fields.get("over"), fields.get("under")
    measure = making.measure(_compared_by(fields, over, under))
    base = fields.amount("base", full_known=making.full_known)
    if base is None:
        making.needs_weight()
        base = Amount(ONE, is_share=True)
    if over is None and under is None:
        fields.refuse("step 要写 over（超出怎么加）或 under（不足怎么扣）")
    elif under is None and measure.compare in (Compare.RATE, Compare.DIFFERENCE):
        fields.refuse(
            "没有写未完成怎么计，请写 under: none（不扣）、zero（不得分）、pro_rata（按比例）或每步扣多少"
        )
    below = _under(fields, under, making)
    if below is Below.PRO_RATA and measure.compare is not Compare.RATE:
        fields.refuse("under: pro_rata 只用于完成率（compare: rate）", "under")
    return Stepwise(
        measure=measure,
        base=base,
        over=_side(fields, "over", making),
        under=below,
        zero_below=fields.of_unit("zero_below", making.unit_of(measure)),
    )


def bands(making: Making) -> Term:
    fields = making.fields
    nodes = fields.list("bands", least=1)
    ranged = fields.has("actual")
    measure = making.measure(Compare.RATE) if ranged else None
    bounds = fields.choice("bounds", {LOWER: "含下限", UPPER: "含上限"}, LOWER)
    unit = making.unit_of(measure) if measure is not None else ""
    read = [_band(node, making, Range(None, None, bounds, unit), ranged=ranged) for node in nodes]
    otherwise = fields.amount("otherwise", full_known=making.full_known)
    if ranged:
        read = _checked_ranges(read, nodes, fields, has_otherwise=otherwise is not None)
    else:
        _check_order(read, nodes, fields)
        if otherwise is None and read and read[-1].when is not None:
            fields.refuse("各档都不符合时怎么计？请写 otherwise: 0，或最后一档不写 when")
    title = fields.text("otherwise_title")
    return Bands(tuple(read), otherwise or Amount(ZERO), measure, title)


def efficacy(making: Making) -> Term:
    fields = making.fields
    making.needs_weight()
    _not_in_rows(making)
    worst, best = fields.amount("worst"), fields.amount("best")
    worst = Amount(Fraction(3, 5), is_share=True) if worst is None else worst
    best = Amount(ONE, is_share=True) if best is None else best
    if making.weight is not None and not best.is_share and best.value > making.weight:
        fields.refuse(
            f"best 超过满分 {number_text(making.weight)}；公式里的 60、100 请写成 60%、100%", "best"
        )
    elif worst.is_share == best.is_share and worst.value >= best.value:
        fields.refuse("worst（最差得分）应小于 best（最好得分）", "worst")
    return Efficacy(
        measure=making.measure(Compare.VALUE),
        worst=worst,
        best=best,
        is_lower_better=fields.flag("lower_is_better"),
        peers=fields.choice("peers", PEERS, ALL),
        when_equal=fields.choice("when_equal", RULES, FULL),
        when_alone=fields.choice("when_alone", RULES, FULL),
    )


def rank(making: Making) -> Term:
    fields = making.fields
    making.needs_weight()
    _not_in_rows(making)
    table = tuple(_amount(node, fields) for node in fields.list("table"))
    if any(later.value > earlier.value for earlier, later in itertools.pairwise(table)):
        fields.refuse("位次表的分应从高到低", "table")
    last, per_place = fields.amount("last"), fields.amount("per_place")
    if not table and last is None and per_place is None:
        fields.refuse("位次计分要写 table（各位次的分）、last（末位的分）或 per_place（每退一位减几分）")
    return RankScore(
        measure=making.measure(Compare.VALUE),
        table=table,
        first=fields.amount("first"),
        last=last,
        per_place=per_place,
        is_lower_better=fields.flag("lower_is_better"),
        peers=fields.choice("peers", PEERS, ALL),
        when_alone=fields.choice("when_alone", RULES, FULL),
    )


def _amount(node: Node, fields: Fields) -> Amount:
    inner = Fields(
        Node(MAPPING, node.line, node.column, node.path, entries={"points": node}), fields.known, "位次表"
    )
    return inner.amount("points") or Amount(ZERO)


def _not_in_rows(making: Making) -> None:
    if making.in_rows:
        making.fields.refuse("逐个项目计分（each）里不能与本组其他单位相比")


def _compared_by(fields: Fields, *sides: Node | None) -> Compare:
    """Guess what is compared from how the steps are written: per cent of the target, or units, or points of a rate."""
    actual = fields.get("actual")
    if actual is not None and fields.known.unit_of(actual.text) == PERCENT:
        return Compare.DIFFERENCE
    for side in sides:
        each = side.entries.get("each") if side is not None else None
        if each is not None:
            is_share = each.text.endswith(("%", "％", "pp", "个百分点"))
            return Compare.RATE if is_share else Compare.DIFFERENCE
    return Compare.RATE


def _side(fields: Fields, key: str, making: Making) -> Side | None:
    node = fields.get(key)
    if node is None or (node.shape == TEXT and node.text == Below.NONE):
        return None
    inner = Fields(node, fields.known, key)
    inner.require("each")
    inner.require("points")
    side = Side(
        each=inner.positive("each", ONE) or ONE,
        points=_step_points(inner, making),
        cap=inner.amount("cap", full_known=making.full_known),
        counting=Counting(inner.choice("steps", COUNTINGS, Counting.WHOLE)),
    )
    if isinstance(side.points, Amount) and side.points.value < 0:
        inner.refuse("points 写正数，over 加、under 扣", "points")
    inner.done()
    return side


def _under(fields: Fields, node: Node | None, making: Making) -> Side | Below:
    if node is None:
        return Below.NONE
    if node.shape == TEXT:
        return Below(fields.choice("under", BELOWS, Below.NONE))
    return _side(fields, "under", making) or Below.NONE


def _step_points(fields: Fields, making: Making) -> Amount | SizedPoints:
    size = expressions.operand(fields, "by_size")
    if size is None:
        return fields.amount("points", full_known=making.full_known) or Amount(ZERO)
    lines = []
    for node in fields.list("points", least=1):
        line = Fields(node, fields.known, "按规模的一档")
        line.require("from")
        line.require("points")
        least = line.number("from")
        lines.append((least or ZERO, line.amount("points", full_known=making.full_known) or Amount(ZERO)))
        line.done()
    ordered = sorted(lines, key=lambda one: -one[0])
    if len({least for least, _ in lines}) < len(lines):
        fields.refuse("两档的 from 相同", "points")
    return SizedPoints(size, tuple(ordered))


def _band(node: Node, making: Making, span: Range, *, ranged: bool) -> Band:
    fields = Fields(node, making.known, "一档")
    points, title = fields.amount("points", full_known=making.full_known), fields.text("title")
    if ranged:
        least, most, when = fields.of_unit("from", span.unit), fields.of_unit("to", span.unit), None
        if least is not None and most is not None and least >= most:
            fields.refuse(f"from 应小于 to，现为 {number_text(least)} 到 {number_text(most)}", "from")
        where = replace(span, least=least, most=most)
    else:
        when, where = expressions.condition(fields, "when"), None
    term = None
    if fields.has("kind"):
        term = making.read_term(fields, replace(making, fields=fields))
    elif points is None:
        fields.refuse("一档要写 points（得几分，或满分的百分之几），或写 kind 用一种计分方法")
    fields.done()
    return Band(points or Amount(ZERO), title, where, when, term)


def _checked_ranges(
    read: list[Band], nodes: Sequence[Node], fields: Fields, *, has_otherwise: bool
) -> list[Band]:
    """Close ranges that only say where they begin, and refuse holes and overlaps."""
    pairs = [
        (band.range, band, node) for band, node in zip(read, nodes, strict=True) if band.range is not None
    ]
    low = Fraction(-(10**30))
    pairs.sort(key=lambda one: low if one[0].least is None else one[0].least)
    closed: list[Band] = []
    for place, (here, band, node) in enumerate(pairs):
        after = pairs[place + 1][0] if place + 1 < len(pairs) else None
        most = here.most
        if after is not None:
            most = after.least if most is None else most
            _check_joint(most, after.least, node, fields)
        closed.append(replace(band, range=replace(here, most=most)))
    if pairs and pairs[0][0].least is not None and not has_otherwise:
        shown = number_text(pairs[0][0].least)
        fields.refuse(f"最低一档从 {shown} 起，更低的怎么计？请写 otherwise: 0，或最低一档不写 from", "bands")
    if pairs and pairs[-1][0].most is not None and not has_otherwise:
        shown = number_text(pairs[-1][0].most)
        fields.refuse(f"最高一档到 {shown} 为止，更高的怎么计？最高一档不要写 to，或写 otherwise", "bands")
    return closed[::-1]


def _check_joint(most: Fraction | None, following: Fraction | None, node: Node, fields: Fields) -> None:
    if most is None or following is None:
        fields.known.findings.append(node.finding("有两档都没有写 from，相互重叠"))
    elif most > following:
        text = f"与上一档重叠：{number_text(following)} 到 {number_text(most)} 属于两档"
        fields.known.findings.append(node.finding(text))
    elif most < following:
        text = f"与上一档之间有空档：{number_text(most)} 到 {number_text(following)} 不属于任何一档"
        fields.known.findings.append(node.finding(text))


def _check_order(read: Sequence[Band], nodes: Sequence[Node], fields: Fields) -> None:
    for place, band in enumerate(read):
        for earlier in range(place):
            if covers(read[earlier].when, band.when):
                text = f"这一档永远轮不到：符合它的都已符合第 {earlier + 1} 档，请把要求高的写在前面"
                fields.known.findings.append(nodes[place].finding(text))
                break
