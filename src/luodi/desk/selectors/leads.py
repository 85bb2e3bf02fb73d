"""Leads as pages show them: the list by what is due, one lead with its history, and what may be done with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luodi.actions import selectors as actions
from luodi.actions.models import ActionItem
from luodi.calendars.selectors import calendar_of
from luodi.crediting.models import FirstReport
from luodi.desk import naming
from luodi.desk.frame import Frame
from luodi.desk.selectors.actions import PAGES
from luodi.leads import policies, rules
from luodi.leads import selectors as lead_claims
from luodi.leads import services as leads
from luodi.leads.choices import LeadAct, LeadState
from luodi.leads.models import Lead, LeadEvent, LeadMatch, LeadQuerySet, LeadReferral
from luodi.ledger.kinds import FactKind, LeadSource, Standing, SubjectKind
from luodi.ledger.models import Fact
from luodi.organisation.policies import Reach, may_review, may_write
from luodi.projects.models import Project
from luodi.projects.words import masked_phone
from luodi.recognition.models import CountyReview
from luodi.recognition.services.matters import words_of
from luodi.ui.addresses import url_with

TABS = {
    "open": "在办",
    "due": "到期和超期",
    "quiet": "沉寂",
    "asked": "待我方承接",
    "mine": "我跟进的",
    "converted": "已转项目",
    "closed": "不再跟进",
    "all": "全部",
}
_OF_THOSE_WHO_WRITE = ("asked", "mine")
QUEUES = ("due", "quiet", "asked")
"""Tabs that somebody has to work off."""
NEXT_STEP = {
    LeadState.NEW: "答复来源",
    LeadState.JUDGING: "研判",
    LeadState.ANSWERING: "反馈来源",
    LeadState.FOLLOWING: "报告跟进",
}


def tabs_for(reach: Reach) -> dict[str, str]:
    """Return the tabs with their titles; who answers for no unit of its own sees what all units are asked."""
    told = {key: title for key, title in TABS.items() if reach.writes or key not in _OF_THOSE_WHO_WRITE}
    return told | ({"asked": "待对方承接"} if reach.keeps_city else {})


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to."""

    tab: str
    text: str
    source: str
    unit: str

    @classmethod
    def of(cls, frame: Frame) -> "Asked":
        query = frame.request.GET
        tab, source = query.get("tab", ""), query.get("source", "")
        return cls(
            tab=tab if tab in TABS else "open",
            text=query.get("q", "").strip()[:60],
            source=source if source in LeadSource.values else "",
            unit=query.get("unit", "")[:40],
        )


@dataclass(frozen=True)
class LeadLine:
    """A lead with what is due next; ``late`` is how many days it is overdue, 0 when it is in time."""

    lead: Lead
    next_step: str
    late: int


def leads_in(frame: Frame, asked: Asked) -> LeadQuerySet:
    """Return the leads that the account sees as the list is narrowed, the most urgent first."""
    rows = _in_tab(Lead.objects.visible_to(frame.reach), asked.tab, frame)
    if asked.text:
        rows = rows.matching(frame.city.pk, asked.text)
    if asked.source:
        rows = rows.filter(source=asked.source)
    if asked.unit:
        rows = rows.filter(unit__code=asked.unit)
    known = rows.select_related("unit", "reported_unit", "assigned_to__person", "brief", "project")
    return known.order_by("due_on", "id") if asked.tab in ("open", *QUEUES, "mine") else known.order_by("-id")


def _in_tab(rows: LeadQuerySet, tab: str, frame: Frame) -> LeadQuerySet:
    match tab:
        case "open":
            return rows.open()
        case "due":
            return rows.open().filter(due_on__lte=frame.today)
        case "quiet":
            return rows.quiet(frame.today)
        case "asked":
            return rows.filter(pk__in=LeadReferral.objects.awaiting(frame.reach).values("lead_id"))
        case "mine":
            return rows.answered_for_by(frame.account).open()
        case "converted":
            return rows.filter(state=LeadState.CONVERTED)
        case "closed":
            return rows.filter(state__in=(LeadState.DROPPED, LeadState.DUPLICATE))
    return rows


def counts(frame: Frame) -> dict[str, int]:
    """Return how many leads stand in the tabs that are queues: the lengths of those lists."""
    rows = Lead.objects.visible_to(frame.reach)
    return {tab: _in_tab(rows, tab, frame).count() for tab in QUEUES}


def line_of(row: Lead, frame: Frame) -> LeadLine:
    step = NEXT_STEP.get(LeadState(row.state), "")
    late = (frame.today - row.due_on).days if row.due_on is not None and row.is_overdue(frame.today) else 0
    return LeadLine(row, step, late)


@dataclass(frozen=True)
class Told:
    """What the duplicate test found, as the account may see it: of others' rows only that there is one."""

    text: str
    href: str


@dataclass(frozen=True)
class LeadPage:
    """``is_guessed``: the day that is due lies in a year whose holidays are not on record. ``claims`` are what of it is
    counted and how that stands, ``refusal`` is why the city sent some of it back, ``word`` is the county's last one."""

    line: LeadLine
    phone: str
    may_see_phone: bool
    industry: str
    origin: str
    area: str
    events: Sequence[LeadEvent]
    told: Sequence[Told]
    referrals: Sequence[LeadReferral]
    items: Sequence[ActionItem]
    acts: Sequence[tuple[str, str]]
    claims: Sequence[tuple[str, str]]
    refusal: str
    word: CountyReview | None
    terms: rules.Terms
    source_href: str
    is_guessed: bool
    sees_project: bool


def lead_page(found: Lead, frame: Frame) -> LeadPage:
    referrals = list(found.referrals.select_related("from_unit", "to_unit", "answered_by__person"))
    claims = lead_claims.open_claims([found.subject_id]).get(found.subject_id, [])
    standings = lead_claims.standings(found)
    brought = found.brought_by
    view = PAGES.get(SubjectKind(brought.kind)) if brought is not None else None
    return LeadPage(
        line=line_of(found, frame),
        may_see_phone=not frame.is_past and policies.may_see_phone(frame.reach, found),
        phone=masked_phone(found.brief.contact_phone),
        industry=naming.industry(found.brief.industry),
        origin=naming.origin(found.brief.origin),
        area=naming.area(found.brief.area),
        events=list(found.events.select_related("by__person")),
        told=told_of(list(found.matches.select_related("earlier", "report", "project")), frame.reach),
        referrals=referrals,
        items=actions.about(found.subject, frame.reach, frame.account),
        acts=[]
        if frame.is_past
        else [*_judging(found, frame, claims, standings), *_acts(found, referrals, frame)],
        claims=[(str(FactKind(kind).label), standing) for kind, standing in standings.items()],
        refusal=_refusal(found, standings),
        word=next(reversed(words_of(claims).values()), None),
        terms=leads.terms_on(found.city_id, frame.today),
        source_href=url_with(view, brought.code) if view and brought is not None else "",
        is_guessed=found.due_on is not None and not calendar_of(frame.city.pk).is_known(found.due_on.year),
        sees_project=found.project is not None
        and _seen(Project.objects, [found.project_id], frame.reach) != set(),
    )


def _refusal(found: Lead, standings: Mapping[str, str]) -> str:
    """Return why the lead's claims were sent back, as long as they stand so."""
    if Standing.REJECTED not in standings.values():
        return ""
    last = found.events.filter(act=LeadAct.REJECTED).first()
    return last.text if last is not None else ""


def told_of(matches: Sequence[LeadMatch | leads.Match], reach: Reach) -> list[Told]:
    """Return what the account is told of what looks like the same.    Shape: three queries at most."""
    leads_, reports, projects = [], [], []
    for one in matches:
        lead = one.earlier if isinstance(one, LeadMatch) else one.lead
        leads_ += [lead] if lead is not None else []
        reports += [one.report] if one.report is not None else []
        projects += [one.project] if one.project is not None else []
    seen_leads = _seen(Lead.objects, [one.pk for one in leads_], reach)
    seen_reports = _seen(FirstReport.objects, [one.pk for one in reports], reach)
    seen_projects = _seen(Project.objects, [one.pk for one in projects], reach)
    why = {id(one.earlier if isinstance(one, LeadMatch) else one.lead): one.why for one in matches}
    told = [_of_lead(one, why[id(one)], one.pk in seen_leads) for one in leads_]
    told += [_of_report(one, one.pk in seen_reports) for one in reports]
    return told + [_of_project(one, one.pk in seen_projects) for one in projects]


def _of_lead(one: Lead, why: str, is_seen: bool) -> Told:  # noqa: FBT001
    if not is_seen:
        return Told(f"其他单位已有线索，编号 {one.code}，请凭编号向市招商中心查询", "")
    return Told(f"已有线索 {one.code} {one.project_name}：{why}", url_with("lead", one.code))


def _of_report(one: FirstReport, is_seen: bool) -> Told:  # noqa: FBT001
    href = url_with("first", one.code) if is_seen else ""
    return Told(f"已有首报，案号 {one.code}", href)


def _of_project(one: Project, is_seen: bool) -> Told:  # noqa: FBT001
    if not is_seen:
        return Told(f"其他单位已有项目，编号 {one.code}，请凭编号向市招商中心查询", "")
    return Told(f"与项目 {one.code} {one.name} 相近", url_with("project", one.code))


def _seen(rows: object, ids: Sequence[int | None], reach: Reach) -> set[int]:
    if not ids:
        return set()
    return set(rows.visible_to(reach).filter(pk__in=ids).values_list("pk", flat=True))  # type: ignore[attr-defined]


def open_referral(found: Lead) -> LeadReferral | None:
    rows = found.referrals.filter(state="ASKED").select_related("lead", "from_unit", "to_unit")
    return rows.first()


def _acts(found: Lead, referrals: Sequence[LeadReferral], frame: Frame) -> list[tuple[str, str]]:
    """Return the views and titles of what this account may do with the lead now, the first one foremost."""
    asked = next((one for one in referrals if one.state == "ASKED"), None)
    told: list[tuple[str, str]] = []
    if asked is not None and policies.may_answer_for(frame.reach, asked.to_unit_id):
        told.append(("lead-answer", "答复是否承接"))
    if may_write(frame.reach, found.unit_id):
        told += _OF_STATE[LeadState(found.state)]
        if found.is_open:
            told += _of_open(found, is_asked=asked is not None)
    if found.is_open and policies.may_dispatch(frame.reach):
        told.append(("lead-dispatch", "交办到单位"))
    if frame.may_write:
        told.append(("lead-item", "交办待办"))
    return told


def _judging(
    found: Lead, frame: Frame, claims: Sequence[Fact], standings: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return what becomes of its claims: judged by who may, claimed anew by the unit when they were sent back."""
    reach = frame.reach
    if claims and reach.verifies:
        return [("lead-verify", "认定")]
    if claims and any(may_review(reach, fact.unit_id) for fact in claims):
        return [("lead-verify", "初审")]
    sent_back = standings.get(FactKind.LEAD_RECEIVED) == Standing.REJECTED and found.is_open
    return [("lead-resubmit", "重新申报")] if sent_back and may_write(reach, found.unit_id) else []


def _of_open(found: Lead, *, is_asked: bool) -> list[tuple[str, str]]:
    told = [("lead-assign", "落实跟进人"), ("lead-change", "修改内容")]
    told += [("lead-recall", "撤回转交")] if is_asked else [("lead-refer", "转交其他单位")]
    told += [] if found.brief.first_report_id else [("lead-report", "登记首报")]
    return [*told, ("lead-merge", "并入已有线索"), ("lead-drop", "不再跟进")]


_CONVERTS = [("lead-convert", "转为新项目"), ("lead-link", "转为已有项目")]
_OF_STATE: dict[LeadState, list[tuple[str, str]]] = {
    LeadState.NEW: [("lead-reply", "答复来源"), ("lead-judge", "研判")],
    LeadState.JUDGING: [("lead-judge", "研判")],
    LeadState.ANSWERING: [("lead-feedback", "反馈来源"), *_CONVERTS],
    LeadState.FOLLOWING: [("lead-progress", "报告跟进"), *_CONVERTS],
    LeadState.CONVERTED: [],
    LeadState.DROPPED: [("lead-reopen", "恢复跟进")],
    LeadState.DUPLICATE: [("lead-reopen", "恢复跟进")],
}
