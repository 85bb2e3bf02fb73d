"""Agencies as their pages show them: mandates, what they introduced, fees with their reckoning, rules in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Prefetch, Q

from luodi.agencies import feerules, policies, services
from luodi.agencies.choices import AgencyKind, ClaimState
from luodi.agencies.feerules import FeeTerms, show_amount
from luodi.agencies.models import Agency, FeeClaim, FeeRule, FeeRuleVersion, Introduction, Mandate
from luodi.agencies.services import FeeRefused, Reckoning
from luodi.audit.models import AuditRecord
from luodi.desk import naming
from luodi.desk.frame import Frame
from luodi.desk.listing import Listing
from luodi.desk.selectors.brought import Brought, brought_by
from luodi.desk.selectors.organisation import changes_of
from luodi.kernel.phones import masked_phone
from luodi.ledger.kinds import LeadSource, Proof
from luodi.organisation.policies import may_write
from luodi.search.text import words
from luodi.ui import sheets

TABS = {"agencies": "委托机构", "introductions": "引荐备案", "unreported": "未报备"}


@dataclass(frozen=True)
class Wanted:
    tab: str = "agencies"
    q: str = ""
    kind: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Wanted":
        """Read the filters; a value that is none of those offered narrows nothing."""
        tab, kind = query.get("tab", ""), query.get("kind", "")
        return cls(
            tab=tab if tab in TABS else "agencies",
            q=query.get("q", "").strip()[:60],
            kind=kind if kind in AgencyKind.values else "",
        )

    @property
    def says(self) -> str:
        said = [TABS[self.tab]]
        said += [AgencyKind(self.kind).label] if self.kind else []
        said += [f"包含“{self.q}”"] if self.q else []
        return "　".join(said)


@dataclass(frozen=True)
class Line:
    """An agency with its last mandate; ``introduced`` are its introductions that stand and that the account sees."""

    row: Agency
    place: str
    phone: str
    mandate: Mandate | None
    is_mandated: bool


def agencies(frame: Frame, wanted: Wanted) -> Listing:
    """Return a tab: introductions as they are, agencies each as a line."""
    if wanted.tab == "introductions":
        return Listing(
            rows=_introductions(frame, wanted),
            title=TABS[wanted.tab],
            columns=_columns(
                "编号", "机构", "投资方", "拟投项目", "承接单位", "备案日期", "对应项目", "核定奖励（万元）"
            ),
            cells=_introduced,
            says=[wanted.says],
        )
    return Listing(
        rows=_agencies(frame, wanted),
        title=TABS[wanted.tab],
        columns=_columns(
            "编号", "名称", "类别", "所在地", "联系人", "联系电话", "联系单位", "委托开始", "委托结束"
        ),
        cells=_agency,
        says=[wanted.says],
        lines=lambda rows: [line_of(row, frame.today) for row in rows],
    )


def _columns(*titles: str) -> list[sheets.Column]:
    return [sheets.Column(title, width=26 if title in ("名称", "拟投项目") else 16) for title in titles]


def _introductions(frame: Frame, wanted: Wanted) -> Any:
    rows = Introduction.objects.visible_to(frame.reach).select_related("mandate__agency", "unit", "project")
    for word in words(wanted.q):
        rows = rows.filter(Q(investor_name__icontains=word) | Q(project_name__icontains=word))
    return rows.prefetch_related("claims").order_by("-id")


def _agencies(frame: Frame, wanted: Wanted) -> Any:
    found = Agency.objects.visible_to(frame.reach)
    if wanted.tab == "unreported":
        found = found.unreported(frame.today.year - 1)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    for word in words(wanted.q):
        found = found.filter(search_text__contains=word)
    return found.select_related("unit").prefetch_related("mandates").order_by("name", "id")


@dataclass(frozen=True)
class AgencyPage:
    line: Line
    mandates: Sequence[Mandate]
    introductions: Sequence[Introduction]
    reports: Sequence[Any]
    brought: Brought
    due_on: date
    deadline_source: str
    changes: Sequence[AuditRecord]
    sees_phone: bool
    keeps: bool
    acts: Sequence[tuple[str, str]]


def agency_page(row: Agency, frame: Frame) -> AgencyPage:
    year = frame.today.year - 1
    deadline = services.deadline_on(row.city_id, year)
    introduced = Introduction.objects.visible_to(frame.reach).filter(mandate__agency=row)
    acts = []
    if frame.keeps_city:
        acts.append(("agency-mandate", "签订委托"))
    if frame.may_write and may_write(frame.reach, row.unit_id):
        acts += [("agency-report", "年度报备"), ("agency-change", "修改")]
    return AgencyPage(
        line=line_of(row, frame.today),
        mandates=list(row.mandates.select_related("rule").order_by("-since")),
        introductions=list(introduced.select_related("unit", "project").order_by("-id")[:200]),
        reports=list(row.reports.select_related("by__person")),
        brought=brought_by(services.subject_of(row), LeadSource.AGENCY, frame),
        due_on=deadline.due_on(year),
        deadline_source=deadline.source,
        changes=changes_of(row.city_id, "agency", row.code),
        sees_phone=bool(row.phone) and not frame.is_past and may_write(frame.reach, row.unit_id),
        keeps=frame.keeps_city,
        acts=acts,
    )


@dataclass(frozen=True)
class IntroductionPage:
    """``reckoning`` is the fee as of the page's moment; ``refused`` says why there is none."""

    row: Introduction
    reckoning: Reckoning | None
    refused: str
    amounts: Sequence[Any]
    claims: Sequence[FeeClaim]
    changes: Sequence[AuditRecord]
    may_confirm: bool
    may_pay: bool
    may_handle: bool
    acts: Sequence[tuple[str, str]]


def introduction_page(row: Introduction, frame: Frame) -> IntroductionPage:
    reckoning, refused = None, ""
    try:
        reckoning = services.reckon_fee(row, as_of=frame.known, today=frame.today)
    except FeeRefused as refusal:
        refused = str(refusal)
    claims = list(row.claims.select_related("rule", "applied_by__person", "decided_by__person"))
    return IntroductionPage(
        row=row,
        reckoning=reckoning,
        refused=refused,
        amounts=list(row.amounts.select_related("by__person", "confirmed_by__person")),
        claims=claims,
        changes=changes_of(row.city_id, "introduction", row.code),
        may_confirm=frame.may_verify,
        may_pay=frame.keeps_city,
        may_handle=frame.may_write and may_write(frame.reach, row.unit_id),
        acts=_acts(row, frame, reckoning, claims),
    )


def _acts(
    row: Introduction, frame: Frame, reckoning: Reckoning | None, claims: Sequence[FeeClaim]
) -> list[tuple[str, str]]:
    if row.is_withdrawn or not frame.may_write or not may_write(frame.reach, row.unit_id):
        return []
    waits = any(one.state == ClaimState.APPLIED for one in claims)
    if row.project is None:
        return [("introduction-link", "对应项目"), ("introduction-withdraw", "撤回备案")]
    told = []
    if reckoning is not None and reckoning.may_apply and not waits:
        told.append(("introduction-apply", "申请奖励"))
    told.append(("introduction-amount", "填列金额"))
    return told if claims else [*told, ("introduction-unlink", "解除对应")]


def rules(frame: Frame) -> list[FeeRule]:
    """Return the city's rules with their versions, the latest first."""
    versions = Prefetch("versions", FeeRuleVersion.objects.order_by("-number"))
    rows = FeeRule.objects.filter(city=frame.city).prefetch_related(versions)
    return list(
        rows.annotate(used=Count("mandates", distinct=True), last=Max("versions__valid_from")).order_by(
            "title"
        )
    )


@dataclass(frozen=True)
class VersionLine:
    """A version in the words that a document has."""

    version: FeeRuleVersion
    terms: FeeTerms
    says: Sequence[str]


def versions(rule: FeeRule) -> list[VersionLine]:
    found = []
    for version in rule.versions.select_related("set_by__person").order_by("-number"):
        terms = feerules.parse(version.content)
        found.append(VersionLine(version, terms, _in_words(terms)))
    return found


def _in_words(terms: FeeTerms) -> list[str]:
    asked = terms.conditions
    said = [f"分档方式：{terms.method.label}"]
    said += [f"封顶：{show_amount(terms.cap)}"] if terms.cap is not None else []
    said += [f"到位资金只计{terms.after.label}后 {terms.within} 个月内的"] if terms.within else []
    said += ["到位资金扣除土地价款"] if terms.less_land else []
    if terms.proofs:
        said.append(f"只认：{'、'.join(proof.label for proof in Proof if proof in terms.proofs)}")
    said += [f"起奖投资额：{show_amount(asked.minimum)}"] if asked.minimum is not None else []
    said += ["须先备案后签约"] if asked.filed_first else []
    said += ["公职人员不得领取"] if asked.no_public_staff else []
    if asked.reached is not None:
        within = f"，并在 {asked.apply_within} 个月内申请" if asked.apply_within else ""
        said.append(f"须{asked.reached.label}{within}")
    return [*said, "一个项目只有一个引荐人"]


def line_of(row: Agency, today: date) -> Line:
    held = list(row.mandates.all())
    current = next((one for one in held if one.holds_on(today)), held[-1] if held else None)
    return Line(
        row=row,
        place=naming.origin(row.place) if row.place else "",
        phone=masked_phone(row.phone),
        mandate=current,
        is_mandated=bool(current and current.holds_on(today)),
    )


def may_keep_rules(frame: Frame) -> bool:
    return policies.may_keep_rules(frame.reach) and not frame.is_past


def _agency(line: Line) -> list[Any]:
    row, held = line.row, line.mandate
    told = [
        row.code,
        row.name,
        row.get_kind_display(),
        line.place,
        row.contact,
        line.phone,
        row.unit.short_name,
    ]
    return [*told, held.since if held else None, (held.ended_on or held.until) if held else None]


def _introduced(row: Introduction) -> list[Any]:
    given = [one for one in row.claims.all() if one.state in (ClaimState.CONFIRMED, ClaimState.PAID)]
    return [
        row.code,
        row.mandate.agency.name,
        row.investor_name,
        row.project_name,
        row.unit.short_name,
        row.filed_on,
        row.project.code if row.project else ("已撤回" if row.is_withdrawn else ""),
        sum(one.fen for one in given) / 1_000_000 if given else None,
    ]
