"""Chains as their pages show them: the board, and one link with its lists."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from luodi.chains import policies, selectors
from luodi.chains.choices import Reason
from luodi.chains.models import Chain, ChainLink, Placement, Supply
from luodi.chains.selectors import Board, Candidate, Moving
from luodi.desk import naming
from luodi.desk.exports import Export
from luodi.desk.frame import Frame
from luodi.desk.listing import Listing
from luodi.desk.paging import Page
from luodi.enterprises.models import Enterprise
from luodi.opportunities.models import Opportunity
from luodi.projects.choices import Stage
from luodi.projects.models import Project
from luodi.ui import sheets

SIZE = 50
TABS = {"firms": "已有企业", "projects": "项目", "opportunities": "招商项目", "candidates": "可对接企业"}
REASONS = {
    Reason.SUPPLIER: "is_supplier",
    Reason.CONTACT: "is_met",
    Reason.MOVING: "is_moving",
}


def boards(frame: Frame) -> list[Board]:
    chains = Chain.objects.visible_to(frame.reach).order_by("name")
    return selectors.boards(chains, city=frame.city, reach=frame.reach)


def board(found: Chain, frame: Frame) -> Board:
    return selectors.boards([found], city=frame.city, reach=frame.reach)[0]


@dataclass(frozen=True)
class LinkPage:
    """``rows`` are of the tab that is shown; ``why`` are the reasons that the candidates are narrowed to."""

    link: ChainLink
    tab: str
    rows: Sequence[Any]
    page: Page
    counts: dict[str, int]
    moving: Sequence[Moving]
    why: frozenset[str]
    placed: dict[int, Placement]
    may_note: bool
    may_keep: bool


def link_page(found: ChainLink, frame: Frame, tab: str, why: frozenset[str], number: int) -> LinkPage:
    moving = selectors.moving_origins(frame.city, today=frame.today)
    rows = _lists(found, frame, moving, why)
    counts = {key: one.count() for key, one in rows.items()}
    page = Page(number, SIZE, counts[tab])
    shown = list(rows[tab][page.first - 1 : page.last])
    subjects = [one.subject_id for one in shown]
    placed = Placement.objects.filter(chain=found.chain_id, subject__in=subjects)
    return LinkPage(
        link=found,
        tab=tab,
        rows=_candidates(shown, found, frame, moving) if tab == "candidates" else shown,
        page=page,
        counts=counts,
        moving=moving,
        why=why,
        placed={one.subject_id: one for one in placed.select_related("placed_by__person")},
        may_note=not frame.is_past and policies.may_note(frame.reach),
        may_keep=not frame.is_past and policies.may_keep(frame.reach),
    )


def _lists(found: ChainLink, frame: Frame, moving: Sequence[Moving], why: frozenset[str]) -> dict[str, Any]:
    offered = selectors.opportunities_in(found, frame.reach)
    candidates = selectors.candidates_for(found, city=frame.city, moving=moving)
    for reason, name in REASONS.items():
        if reason in why:
            candidates = candidates.filter(**{name: True})
    return {
        "firms": selectors.firms_in(found, frame.city).order_by("name", "pk"),
        "projects": selectors.projects_in(found, frame.reach).select_related("unit").order_by("-id"),
        "opportunities": offered.select_related("unit").order_by("-id"),
        "candidates": candidates,
    }


def _candidates(
    rows: Sequence[Enterprise], found: ChainLink, frame: Frame, moving: Sequence[Moving]
) -> list[Candidate]:
    return selectors.with_reasons(rows, found, city=frame.city, moving=moving)


def link_sheet(found: ChainLink, frame: Frame, tab: str, why: frozenset[str]) -> Export:
    moving = selectors.moving_origins(frame.city, today=frame.today)
    rows = _lists(found, frame, moving, why)[tab]
    columns, line = _SHEETS[tab]
    listed = list(rows)
    told = _candidates(listed, found, frame, moving) if tab == "candidates" else listed
    said = [f"产业链：{found.chain.name}　环节：{found.name}"]
    if why:
        said.append(f"只看：{'、'.join(Reason(one).label for one in sorted(why))}")
    return Export(
        f"{found.chain.name}{found.name}{TABS[tab]}", columns, [line(one) for one in told], said, len(told)
    )


def _firm(one: Enterprise) -> list[Any]:
    return [
        one.name,
        one.code,
        one.credit_code,
        naming.origin(one.origin),
        naming.industry(one.industry),
        "是" if one.is_above_scale else "",
    ]


def _project(one: Project) -> list[Any]:
    return [
        one.name,
        one.code,
        Stage(one.stage).label,
        one.total.to_yi(4) if one.total else None,
        one.unit.short_name,
        naming.area(one.area),
        naming.industry(one.industry),
    ]


def _offer(one: Opportunity) -> list[Any]:
    return [
        one.name,
        one.code,
        one.get_state_display(),
        one.amount_fen / 10_000_000_000,
        one.unit.short_name,
        naming.area(one.area),
    ]


def _candidate(one: Candidate) -> list[Any]:
    firm = one.enterprise
    why = "；".join(f"{because.reason.label}：{because.text}" for because in one.because)
    return [
        firm.name,
        firm.code,
        firm.credit_code,
        naming.origin(firm.origin),
        naming.industry(firm.industry),
        why,
    ]


_NAMED = (sheets.Column("名称", width=40), sheets.Column("编号"))
_AMOUNT = sheets.Column("投资额", "亿元", places=4)
_SHEETS: dict[str, tuple[Sequence[sheets.Column], Callable[[Any], list[Any]]]] = {
    "firms": (
        [
            *_NAMED,
            sheets.Column("统一社会信用代码", width=22),
            sheets.Column("来源地", width=18),
            sheets.Column("行业", width=30),
            sheets.Column("规上"),
        ],
        _firm,
    ),
    "projects": (
        [
            *_NAMED,
            sheets.Column("阶段"),
            _AMOUNT,
            sheets.Column("责任单位", width=18),
            sheets.Column("县区（园区）", width=16),
            sheets.Column("行业", width=30),
        ],
        _project,
    ),
    "opportunities": (
        [
            *_NAMED,
            sheets.Column("状态"),
            _AMOUNT,
            sheets.Column("责任单位", width=18),
            sheets.Column("县区（园区）", width=16),
        ],
        _offer,
    ),
    "candidates": (
        [
            *_NAMED,
            sheets.Column("统一社会信用代码", width=22),
            sheets.Column("来源地", width=18),
            sheets.Column("行业", width=30),
            sheets.Column("理由", width=80),
        ],
        _candidate,
    ),
}


def board_sheet(found: Chain, frame: Frame) -> Export:
    columns = [
        sheets.Column("位置"),
        sheets.Column("环节", width=20),
        sheets.Column("主要产品", width=30),
        sheets.Column("行业大类", width=40),
        sheets.Column("本市"),
        sheets.Column("已有企业"),
        sheets.Column("项目"),
        sheets.Column("招商项目"),
    ]
    rows = [
        [
            line.tier.label,
            line.link.name,
            line.link.products,
            "、".join(f"{one.industry} {naming.industry(one.industry)}" for one in line.link.classes.all()),
            line.presence.label,
            line.firms,
            line.projects,
            line.opportunities,
        ]
        for line in board(found, frame).lines
    ]
    return Export(found.name, columns, rows, ["项目和招商项目按本账号可见的计"], len(rows))


def supplies(frame: Frame, text: str) -> Listing:
    """Return the supplies that stand, of firms whose name contains the text."""
    rows = Supply.objects.visible_to(frame.reach).standing()
    if text:
        rows = rows.filter(supplier__name__icontains=text) | rows.filter(customer__name__icontains=text)
    rows = rows.select_related("supplier", "customer", "noted_by__person").order_by("-id")
    columns = [
        sheets.Column("供应商", width=36),
        sheets.Column("供应", width=24),
        sheets.Column("客户", width=36),
        sheets.Column("依据", width=30),
        sheets.Column("登记人"),
    ]
    return Listing(rows, "供应关系", columns, _supply_cells, [f"企业名称含：{text}"] if text else [])


def _supply_cells(one: Supply) -> list[Any]:
    return [one.supplier.name, one.goods, one.customer.name, one.source, one.noted_by.display_name]
