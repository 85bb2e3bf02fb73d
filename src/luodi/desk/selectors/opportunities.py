"""The bank of opportunities as its pages show it: the list with its tabs, and one item with all that is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from luodi.desk import naming
from luodi.desk.frame import Frame
from luodi.desk.listing import Listing
from luodi.enterprises.models import Enterprise
from luodi.figures.compute import compute_many
from luodi.figures.questions import Figure
from luodi.kernel.money import Yuan
from luodi.kernel.periods import Period
from luodi.ledger.models import Fact
from luodi.opportunities import policies
from luodi.opportunities.choices import Language, OpportunityState
from luodi.opportunities.models import (
    Opportunity,
    OpportunityMove,
    OpportunityPhoto,
    OpportunityQuerySet,
    OpportunityText,
    OpportunityVersion,
)
from luodi.opportunities.selectors import text_in, told_in
from luodi.outreach.selectors import open_claims
from luodi.projects.models import Project
from luodi.projects.words import masked_phone
from luodi.ui import sheets

TABS = {
    "bank": "在库",
    "talks": "对接洽谈",
    "due": "待年度更新",
    "english": "有英文",
    "matched": "已落地",
    "closed": "已出库",
    "all": "全部",
}
COUNTED = ("bank", "talks", "due")
_FIGURES = ("opportunities.count", "opportunities.amount")


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to, as it stands in the address."""

    tab: str
    text: str
    area: str
    industry: str
    unit: str


def asked_of(frame: Frame) -> Asked:
    query = frame.request.GET
    tab = query.get("tab", "bank")
    return Asked(
        tab if tab in TABS else "bank",
        query.get("q", "").strip()[:60],
        query.get("area", "")[:16],
        query.get("industry", "")[:6],
        query.get("unit", "")[:40],
    )


def rows_of(frame: Frame, asked: Asked) -> OpportunityQuerySet:
    rows = narrowed(Opportunity.objects.visible_to(frame.reach), asked)
    return in_tab(rows, asked.tab, frame).select_related("unit").order_by("-id")


def narrowed(rows: OpportunityQuerySet, asked: Asked) -> OpportunityQuerySet:
    rows = rows.named(asked.text) if asked.text else rows
    rows = rows.filter(area=asked.area) if asked.area else rows
    rows = rows.filter(industry=asked.industry) if asked.industry else rows
    return rows.filter(unit__code=asked.unit) if asked.unit else rows


def in_tab(rows: OpportunityQuerySet, tab: str, frame: Frame) -> OpportunityQuerySet:
    match tab:
        case "bank":
            return rows.in_bank()
        case "due":
            return rows.due(frame.today.year)
        case "english":
            return told_in(rows.in_bank(), Language.EN)
        case "talks" | "matched" | "closed":
            return rows.filter(state=OpportunityState[tab.upper()])
        case _:
            return rows


def counts(frame: Frame, asked: Asked) -> dict[str, int]:
    """Return how long the tabs that are worked off are, narrowed as the list is."""
    rows = narrowed(Opportunity.objects.visible_to(frame.reach), asked)
    return {tab: in_tab(rows, tab, frame).count() for tab in COUNTED}


def figures(frame: Frame) -> dict[str, Figure]:
    period = Period.year_to_date(frame.today)
    return compute_many(_FIGURES, city=frame.city, period=period)


def opportunities(frame: Frame, asked: Asked) -> Listing:
    columns = [
        sheets.Column("名称", width=40),
        sheets.Column("编号"),
        sheets.Column("状态"),
        sheets.Column("投资规模", "亿元", places=4),
        sheets.Column("行业", width=30),
        sheets.Column("县区（园区）", width=16),
        sheets.Column("责任单位", width=18),
        sheets.Column("更新年度"),
        sheets.Column("建设内容", width=60),
    ]
    said = [f"范围：{TABS[asked.tab]}", *(["按条件筛选"] if _is_narrowed(asked) else [])]
    return Listing(rows_of(frame, asked), f"招商项目库（{TABS[asked.tab]}）", columns, _cells, said)


def _is_narrowed(asked: Asked) -> bool:
    return bool(asked.text or asked.area or asked.industry or asked.unit)


def _cells(one: Opportunity) -> list[Any]:
    return [
        one.name,
        one.code,
        one.get_state_display(),
        Yuan(one.amount_fen).to_yi(4),
        naming.industry(one.industry),
        naming.area(one.area),
        one.unit.short_name,
        one.edition,
        one.summary,
    ]


@dataclass(frozen=True)
class MoveLine:
    """A change of state; the project only where the account may see it."""

    move: OpportunityMove
    project: Project | None
    enterprise: Enterprise | None


@dataclass(frozen=True)
class OpportunityPage:
    opportunity: Opportunity
    version: OpportunityVersion | None
    chinese: OpportunityText | None
    english: OpportunityText | None
    phone: str
    versions: Sequence[OpportunityVersion]
    moves: Sequence[MoveLine]
    photos: Sequence[OpportunityPhoto]
    claims: Sequence[Fact]
    acts: Sequence[tuple[str, str]]
    may_see_phone: bool
    may_change: bool
    is_due: bool


def opportunity_page(found: Opportunity, frame: Frame, number: int | None = None) -> OpportunityPage:
    """Return the item with the version that is asked for, or the present one."""
    told = found.versions.select_related("made_by__person").prefetch_related("texts")
    versions = list(told.order_by("-number"))
    version = next((one for one in versions if one.number == number), versions[0] if versions else None)
    may_change = not frame.is_past and policies.may_change(frame.reach, found)
    return OpportunityPage(
        opportunity=found,
        version=version,
        chinese=text_in(version, Language.ZH) if version else None,
        english=text_in(version, Language.EN) if version else None,
        phone=masked_phone(version.phone) if version else "",
        versions=versions,
        moves=_moves(found, frame),
        photos=list(found.photos.filter(is_off=False).select_related("file")),
        claims=open_claims(city=frame.city, about=[found.subject]) if frame.may_verify else [],
        acts=_acts(found) if may_change else [],
        may_see_phone=policies.may_see_phone(frame.reach, found),
        may_change=may_change,
        is_due=found.is_in_bank and found.edition < frame.today.year,
    )


def _moves(found: Opportunity, frame: Frame) -> list[MoveLine]:
    rows = list(found.moves.select_related("made_by__person", "enterprise", "project"))
    named = [one.project_id for one in rows if one.project_id]
    seen = Project.objects.visible_to(frame.reach).in_bulk(named) if named else {}
    return [MoveLine(one, seen.get(one.project_id or 0), one.enterprise) for one in rows]


def _acts(found: Opportunity) -> list[tuple[str, str]]:
    told = [("opportunity-revise", "更新内容")] if found.is_in_bank else []
    return [*told, ("opportunity-move", "变更状态"), ("opportunity-photo", "上传图片")]
