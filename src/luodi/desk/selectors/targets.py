"""Targets as pages show them: the board, the cascade, one holder, and what home says of the year."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from luodi.calendars.selectors import calendar_of
from luodi.desk.exports import Export
from luodi.desk.frame import Frame
from luodi.figures.indicators import Indicator
from luodi.figures.questions import Row
from luodi.kernel.numbers import half_up
from luodi.organisation.choices import UnitKind
from luodi.sponsorship.choices import Colour
from luodi.targets import selectors as targets
from luodi.targets.progress import HUNDRED, Terms, time_gone
from luodi.targets.selectors import HeldTarget, Holder, Node, Progress
from luodi.targets.selectors.holding import PERSON, place_of
from luodi.ui import sheets

KINDS = {**dict(UnitKind.choices), PERSON: "领导"}
SORTS = {
    "": "按单位次序",
    "share": "按完成率",
    "gap": "按与时序的差距",
    "value": "按完成数",
    "target": "按目标值",
}
SPARK_WIDTH, SPARK_HEIGHT = 96, 22
_FIRST_KINDS = (UnitKind.COUNTY, UnitKind.DEPARTMENT)


@dataclass(frozen=True)
class Asked:
    """What a board is narrowed to: a year, one kind of holders, one indicator, a light; and its order."""

    year: int
    kind: str
    indicator: str
    light: str
    sort: str
    falls: bool


@dataclass(frozen=True)
class Spark:
    """A line of 24 months: points of an SVG, and the words that say the same."""

    points: str
    says: str
    code: str
    scope: str


@dataclass(frozen=True)
class Line:
    """A holder with the progress of each of its targets, by indicator."""

    holder: Holder
    cells: Mapping[str, Progress]

    @property
    def first(self) -> Progress:
        return next(iter(self.cells.values()))


@dataclass(frozen=True)
class Board:
    """``whole`` is the city's own line; ``counts`` are the lights of the kind's targets."""

    asked: Asked
    years: Sequence[int]
    kinds: Sequence[tuple[str, str, int]]
    indicators: Sequence[Indicator]
    whole: Line | None
    lines: Sequence[Line]
    counts: Mapping[str, int]
    sparks: Mapping[int, Spark]
    terms: Terms
    time_text: str
    n_held: int

    @property
    def one(self) -> Indicator | None:
        return next((one for one in self.indicators if one.code == self.asked.indicator), None)


def year_in(frame: Frame) -> tuple[int, list[int]]:
    """Return the year asked for and all there are; without one it is this year, or the latest that has any."""
    years = targets.years_of(frame.city)
    said = frame.request.GET.get("year", "")
    if said.isdecimal() and int(said) in years:
        return int(said), years
    now = frame.today.year
    return (now if now in years or not years else years[0]), years


def board(frame: Frame) -> Board:
    """Return the board of one kind of holders; the city's own line stands above whatever the kind is."""
    year, years = year_in(frame)
    held = targets.targets_of(frame.city, year, as_of=frame.known)
    kinds = _kinds(held)
    asked = _asked(frame, year, kinds, held)
    mine = [one for one in held if one.holder.is_city or one.holder.kind == asked.kind]
    wanted = [one for one in mine if asked.indicator in ("", one.indicator.code)]
    told = list(targets.progress_of(frame.city, wanted, on=frame.today, as_of=frame.known).values())
    lines = _lines([one for one in told if not one.target.holder.is_city or asked.kind == UnitKind.CITY])
    counted = Counter(cell.light.colour.value for line in lines for cell in line.cells.values())
    shown = _sorted(_lit(lines, asked), asked)
    terms = targets.terms_on(frame.city.pk, frame.today)
    return Board(
        asked=asked,
        years=years,
        kinds=kinds,
        indicators=_indicators(mine),
        whole=next(iter(_lines([one for one in told if one.target.holder.is_city])), None),
        lines=shown,
        counts=counted,
        sparks=sparks_of(frame, _shown(told, shown)) if asked.indicator else {},
        terms=terms,
        time_text=time_text(frame, year, terms),
        n_held=len(held),
    )


def time_text(frame: Frame, year: int, terms: Terms) -> str:
    """Return how much of the year has gone by the city's rule, as a percentage."""
    gone = time_gone(frame.today, year, terms.basis, calendar_of(frame.city.pk))
    return f"{half_up(gone * HUNDRED, 2)}%"


def board_sheet(frame: Frame, found: Board) -> Export:
    """Return the board row by row: one target a line, with its rule in words."""
    columns = [
        sheets.Column("承担者", width=18),
        sheets.Column("指标", width=22),
        sheets.Column("计量单位", width=8),
        sheets.Column("目标值", places=2),
        sheets.Column("认定完成", places=2),
        sheets.Column("申报完成", places=2),
        sheets.Column("完成率", "%", places=2),
        sheets.Column("应完成", "%", places=2),
        sheets.Column("与时序相差", "百分点", places=2),
        sheets.Column("亮灯"),
        sheets.Column("说明", width=60),
        sheets.Column("全年预计", places=2),
        sheets.Column("预计的假定", width=60),
        sheets.Column("依据文件", width=30),
    ]
    lines = [*([found.whole] if found.whole and found.asked.kind != UnitKind.CITY else []), *found.lines]
    rows = [_row(cell) for line in lines for cell in line.cells.values()]
    says = [
        f"{found.asked.year}年度，进度截至 {frame.today.isoformat()}，全年已过 {found.time_text}（{found.terms.says}）",
        f"规则依据：{found.terms.source}",
        "全市数由项目统计得出，不由各单位相加",
    ]
    return Export(f"{found.asked.year}年度目标任务进度", columns, rows, says, len(rows))


@dataclass(frozen=True)
class CascadePage:
    """The tree of one indicator as lines from the top, with the progress of each."""

    year: int
    years: Sequence[int]
    indicators: Sequence[Indicator]
    one: Indicator | None
    nodes: Sequence[Node]
    progress: Mapping[int, Progress]

    @cached_property
    def lines(self) -> list[Node]:
        return [line for node in self.nodes for line in flat(node)]

    @cached_property
    def n_wrong(self) -> int:
        """How many nodes do not add up."""
        return sum(line.reconciliation.outcome in ("OVER", "UNDER") for line in self.lines)


def cascade(frame: Frame) -> CascadePage:
    year, years = year_in(frame)
    held = targets.targets_of(frame.city, year, as_of=frame.known)
    indicators = _indicators(held)
    said = frame.request.GET.get("indicator", "")
    one = next((known for known in indicators if known.code == said), indicators[0] if indicators else None)
    mine = [target for target in held if one is not None and target.indicator.code == one.code]
    return CascadePage(
        year=year,
        years=years,
        indicators=indicators,
        one=one,
        nodes=targets.cascade(frame.city, mine, on=frame.today),
        progress=targets.progress_of(frame.city, mine, on=frame.today, as_of=frame.known, claims=False),
    )


def cascade_sheet(frame: Frame, page: CascadePage) -> Export:
    columns = [
        sheets.Column("承担者", width=24),
        sheets.Column("关系", width=10),
        sheets.Column("目标值", page.one.unit if page.one else "", places=2),
        sheets.Column("认定完成", places=2),
        sheets.Column("完成率", "%", places=2),
        sheets.Column("分解合计", places=2),
        sheets.Column("分解情况", width=50),
        sheets.Column("没有承担的单位", width=40),
    ]
    rows = [
        [
            "　" * line.depth + line.target.holder.name,
            line.target.relation.label if line.depth else "",
            line.target.value,
            _number(page.progress[line.target.number]),
            _percent(page.progress[line.target.number]),
            line.reconciliation.allocated if line.children else None,
            line.reconciliation.says if line.children else "",
            "、".join(one.name for one in line.missing),
        ]
        for line in page.lines
    ]
    name = page.one.name if page.one else ""
    says = [f"{page.year}年度“{name}”，进度截至 {frame.today.isoformat()}", "平行目标与上级重叠，不相加"]
    return Export(f"{page.year}年度{name}目标分解", columns, rows, says, len(rows))


def _asked(
    frame: Frame, year: int, kinds: Sequence[tuple[str, str, int]], held: Sequence[HeldTarget]
) -> Asked:
    query = frame.request.GET
    known = [kind for kind, _, _ in kinds]
    kind, code = query.get("kind", ""), query.get("indicator", "")
    usual = next((one for one in _FIRST_KINDS if one in known), known[0] if known else "")
    light, sort = query.get("light", ""), query.get("sort", "")
    return Asked(
        year=year,
        kind=kind if kind in known else usual,
        indicator=code if any(one.indicator.code == code for one in held) else "",
        light=light if light in Colour.values else "",
        sort=sort if sort in SORTS and code else "",
        falls=query.get("order", "") != "up",
    )


def _kinds(held: Sequence[HeldTarget]) -> list[tuple[str, str, int]]:
    """Return the kinds of holders that carry anything, with how many they are."""
    count = Counter(holder.kind for holder in {one.holder for one in held})
    return [(kind, title, count[kind]) for kind, title in KINDS.items() if count[kind]]


def _indicators(held: Sequence[HeldTarget]) -> list[Indicator]:
    """Return the indicators of the targets, those that most holders carry first."""
    count = Counter(one.indicator for one in held)
    return sorted(count, key=lambda one: (-count[one], place_of(one.code)))


def _lines(told: Sequence[Progress]) -> list[Line]:
    found: dict[Holder, dict[str, Progress]] = {}
    for one in told:
        found.setdefault(one.target.holder, {})[one.target.indicator.code] = one
    return [Line(holder, cells) for holder, cells in found.items()]


def _lit(lines: Sequence[Line], asked: Asked) -> list[Line]:
    if not asked.light:
        return list(lines)
    return [line for line in lines if any(one.light.colour == asked.light for one in line.cells.values())]


_BY: dict[str, Callable[[Progress], Any]] = {
    "share": lambda one: one.share,
    "gap": lambda one: one.standing.gap if one.standing else -HUNDRED * HUNDRED,
    "value": lambda one: one.value if one.value is not None else -1,
    "target": lambda one: one.target.value,
}


def _sorted(lines: list[Line], asked: Asked) -> list[Line]:
    if not asked.sort:
        return lines
    return sorted(lines, key=lambda line: _BY[asked.sort](line.first), reverse=asked.falls)


def _shown(told: Sequence[Progress], lines: Sequence[Line]) -> list[HeldTarget]:
    """Return the targets of the lines and of the city above them."""
    whole = [one.target for one in told if one.target.holder.is_city]
    return [*whole, *(line.first.target for line in lines if line.first.target not in whole)]


def sparks_of(frame: Frame, held: Sequence[HeldTarget]) -> dict[int, Spark]:
    rows = targets.sparks(frame.city, held, on=frame.today, as_of=frame.known)
    return {one.number: spark(rows[one.number], one) for one in held if one.number in rows}


def spark(rows: Sequence[Row], target: HeldTarget) -> Spark:
    """Return the months as a line; a month without a value lies on the ground."""
    values = [row.figure.value or Decimal(0) for row in rows]
    largest = max([*values, Decimal(0)])
    step = Decimal(SPARK_WIDTH - 2) / max(1, len(values) - 1)
    ground = SPARK_HEIGHT - 2
    points = " ".join(
        f"{1 + step * nth:.1f},{ground - (ground - 2) * value / largest if largest else ground:.1f}"
        for nth, value in enumerate(values)
    )
    best = rows[values.index(largest)] if largest else None
    says = f"近 {len(rows)} 个月"
    if best is not None:
        says += f"，最高 {best.figure.text} {best.figure.unit}（{best.key}），本月 {rows[-1].figure.text}"
    else:
        says += "都是 0"
    return Spark(points, says, target.indicator.code, target.holder.scope.text)


def flat(node: Node) -> list[Node]:
    return [node, *(line for child in node.children for line in flat(child))]


def _number(one: Progress) -> Decimal | None:
    return None if one.value is None else half_up(one.value, max(one.target.indicator.places, 0))


def _percent(one: Progress) -> Decimal | None:
    return None if one.standing is None else half_up(one.standing.share * HUNDRED, 2)


def _row(one: Progress) -> list[Any]:
    told = one.standing
    forecast = told.forecast if told else None
    places = one.target.indicator.places
    return [
        one.target.holder.name,
        one.target.indicator.name,
        one.target.indicator.unit,
        one.target.value,
        _number(one),
        one.claimed.value if one.claimed else None,
        _percent(one),
        half_up(one.due * HUNDRED, 2),
        None if told is None else half_up(told.gap, 2),
        one.light.colour.label,
        one.light.says,
        None if forecast is None else half_up(forecast.value, places),
        "" if forecast is None else forecast.says,
        one.target.document,
    ]
