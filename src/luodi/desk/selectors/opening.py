"""A figure opened: what it means, its parts or its rows, and what of them this account may not see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luodi.desk import naming
from luodi.desk.paging import Page
from luodi.desk.selectors.actions import PAGES
from luodi.figures.drill import OpenedFact, Opening, open_figure, vague_cuts
from luodi.figures.indicators import Measure
from luodi.figures.questions import Figure
from luodi.figures.scopes import FORM_LABELS, STATE_LABELS
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import (
    Capital,
    Channel,
    FactKind,
    ItemReason,
    ItemSource,
    LeadSource,
    Proof,
    Standing,
    SubjectKind,
)
from luodi.organisation.models import City
from luodi.ui import addresses, sheets

SIZE = 50
_ITEMS = tuple(kind for kind in FactKind if kind.value.startswith("item."))
_PROOFS = {one.value: str(one.label) for one in Proof}
_CATEGORIES: dict[FactKind, tuple[str, Mapping[str, str]]] = {
    FactKind.PROJECT_FUNDS: ("内外资、佐证", _PROOFS),
    FactKind.PROJECT_INCREASE: ("内外资、佐证", _PROOFS),
    FactKind.LEAD_RECEIVED: ("线索来源", _SOURCES := {one.value: str(one.label) for one in LeadSource}),
    FactKind.LEAD_CONVERTED: ("线索来源", _SOURCES),
    FactKind.LEAD_STATE: ("线索来源", _SOURCES),
    FactKind.MEETING_HELD: ("会谈方式", FORM_LABELS),
    **dict.fromkeys(_ITEMS, ("原因", {one.value: str(one.label) for one in ItemReason})),
}
"""What the category of a fact says, and the words for its codes; of other kinds another column says it."""


_CHANNELS = {one.value: str(one.label) for one in (*Channel, *ItemSource)}
"""What the channel of a fact says: how a contract was signed, where an item was asked for."""


@dataclass(frozen=True)
class Line:
    """One fact as it is shown; ``href`` leads to its subject's page where there is one."""

    fact: OpenedFact
    href: str
    kind: str
    area: str
    origin: str
    industry: str
    channel: str
    category: str
    state: str
    standing: str


@dataclass(frozen=True)
class Opened:
    """``has`` names the columns in which any row of the page says something."""

    figure: Figure
    opening: Opening
    lines: tuple[Line, ...]
    has: frozenset[str]
    page: Page
    cuts: tuple[str, ...]

    @property
    def listed(self) -> str:
        """What the whole list adds up to, in the figure's own words: it is the figure."""
        return f"{self.figure.text} {self.figure.unit}"

    @property
    def category_head(self) -> str:
        """What the column says that tells funds, leads and meetings apart."""
        return next(
            (_CATEGORIES[FactKind(one.fact.kind)][0] for one in self.lines if one.category), "内外资、佐证"
        )

    @property
    def channel_head(self) -> str:
        is_of_items = any(one.fact.kind in _ITEMS for one in self.lines)
        return "事项来源" if is_of_items else "方式"

    @property
    def agrees(self) -> bool:
        return self.opening.listed == self.figure.raw


def opened(figure: Figure, *, city: City, unit_ids: frozenset[int] | None, page: int | None) -> Opened:
    """Return a page of the facts behind a figure; ``page`` None is all of them, for a workbook."""
    opening = open_figure(figure, city=city, unit_ids=unit_ids, page=page or 1, size=SIZE if page else None)
    lines = tuple(_line(fact) for fact in opening.rows)
    return Opened(
        figure=figure,
        opening=opening,
        lines=lines,
        has=_columns(figure, lines),
        page=Page(number=page or 1, size=SIZE, total=opening.n_visible),
        cuts=vague_cuts(figure),
    )


def _columns(figure: Figure, lines: Sequence[Line]) -> frozenset[str]:
    said = {
        "occasion": any(line.fact.occasion_label for line in lines),
        "area": any(line.area for line in lines),
        "origin": any(line.origin for line in lines),
        "industry": any(line.industry for line in lines),
        "channel": any(line.channel for line in lines),
        "category": any(line.category for line in lines),
        "state": any(line.state for line in lines),
        "amount": any(line.fact.amount_fen is not None for line in lines),
        "quantity": any(line.fact.quantity != 1 for line in lines)
        or figure.indicator.measure == Measure.QUANTITY,
        "days": any(line.fact.days is not None for line in lines),
        "n_facts": any(line.fact.n_facts > 1 for line in lines),
    }
    return frozenset(name for name, is_said in said.items() if is_said)


def _line(fact: OpenedFact) -> Line:
    view = PAGES.get(SubjectKind(fact.subject_kind)) if fact.subject_kind else None
    return Line(
        fact=fact,
        href=addresses.url_with(view, fact.subject_code, scope=None) if view else "",
        kind=SubjectKind(fact.subject_kind).label if fact.subject_kind else "",
        area=naming.short_area(fact.area),
        origin=naming.origin(fact.origin),
        industry=naming.industry(fact.industry),
        channel=_CHANNELS.get(fact.channel, fact.channel),
        category=_category(fact),
        state=STATE_LABELS.get(fact.state, fact.state),
        standing=Standing(fact.standing).label,
    )


def _category(fact: OpenedFact) -> str:
    """Return in words whose capital it is and what proves it, of funds; through whom a lead came, how people met."""
    said = [str(Capital(fact.capital).label)] if fact.capital else []
    _, labels = _CATEGORIES.get(FactKind(fact.kind), ("", {}))
    return "，".join([*said, *([labels[fact.category]] if fact.category in labels else [])])


def sheet(found: Opened) -> tuple[list[sheets.Column], list[list[object]]]:
    """Return every visible row behind the figure, for a workbook."""
    columns = [
        sheets.Column("编号"),
        sheets.Column("对象", width=34),
        sheets.Column("发生日期", width=13),
        sheets.Column("单位", width=18),
        sheets.Column("县区（园区）"),
        sheets.Column("来源地", width=18),
        sheets.Column("行业", width=26),
        sheets.Column("金额", "亿元", places=4),
        sheets.Column(found.category_head, width=18),
        sheets.Column("数量", width=8),
        sheets.Column("天数", width=8),
        sheets.Column("状态"),
        sheets.Column("认定状态", width=10),
        sheets.Column("登记人"),
        sheets.Column("登记时间", width=19),
        sheets.Column("认定人"),
        sheets.Column("认定时间", width=19),
    ]
    return columns, [_cells(line) for line in found.lines]


def _cells(line: Line) -> list[object]:
    fact = line.fact
    return [
        fact.subject_code,
        fact.subject_label,
        fact.occurred,
        fact.unit,
        line.area,
        line.origin,
        line.industry,
        None if fact.amount_fen is None else Yuan(fact.amount_fen).to_yi(4),
        line.category,
        fact.quantity,
        fact.days,
        line.state,
        line.standing,
        fact.recorded_by,
        fact.recorded_at,
        fact.settled_by,
        fact.settled_at,
    ]
