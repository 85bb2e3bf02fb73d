"""Credit as its pages show it: who shares since when, what waits for whom, and the first reports behind a project."""

from collections.abc import Sequence
from dataclasses import dataclass

from luodi.crediting import policies, rules, selectors
from luodi.crediting import services as crediting
from luodi.crediting.choices import AgreementState, Consent, ReportState
from luodi.crediting.models import (
    Agreement,
    AgreementParty,
    Dispute,
    FirstReport,
    FirstReportEvent,
    FirstReportProof,
    FirstReportQuerySet,
)
from luodi.desk.frame import Frame
from luodi.desk.paging import Page
from luodi.leads.models import Lead
from luodi.organisation.models import Unit
from luodi.organisation.policies import may_write
from luodi.projects.models import Project

SIZE = 50


@dataclass(frozen=True)
class CreditPage:
    """The tab of a project."""

    history: Sequence[selectors.HeldCredit]
    agreements: Sequence[Agreement]
    first_reports: Sequence[FirstReport]
    leads: Sequence[Lead]
    may_propose: bool


def credit_page(project: Project, frame: Frame) -> CreditPage:
    agreements = Agreement.objects.visible_to(frame.reach).filter(project=project)
    if frame.as_of is not None:
        agreements = agreements.filter(proposed_at__lte=frame.as_of.moment)
    known = agreements.select_related("from_unit", "to_unit", "correction")
    return CreditPage(
        history=selectors.credit_history(project, frame.as_of),
        agreements=list(known.order_by("-proposed_at", "-id")),
        first_reports=selectors.first_reporters(project),
        leads=list(Lead.objects.filter(project=project).select_related("reported_unit").order_by("pk")),
        may_propose=frame.may_write and not project.is_void,
    )


AGREEMENT_TABS = {"waiting": "待我方答复", "open": "办理中", "all": "全部"}


def agreements(frame: Frame, tab: str, number: int) -> tuple[Sequence[Agreement], Page]:
    """Return one page of the agreements that the account sees, latest first."""
    rows = Agreement.objects.visible_to(frame.reach)
    if tab == "waiting":
        rows = rows.filter(pk__in=Agreement.objects.awaiting(frame.reach).values("pk"))
    elif tab == "open":
        rows = rows.filter(state__in=(AgreementState.PROPOSED, AgreementState.REFUSED))
    page = Page(number, SIZE, rows.count())
    known = rows.select_related("project", "from_unit", "to_unit", "proposed_by__person", "correction")
    return list(known.order_by("-proposed_at", "-id")[page.first - 1 : page.last]), page


@dataclass(frozen=True)
class AgreementPage:
    agreement: Agreement
    parties: Sequence[AgreementParty]
    sees_project: bool
    answers_for: Sequence[Unit]
    may_withdraw: bool
    may_rule: bool


def agreement_page(found: Agreement, frame: Frame) -> AgreementPage:
    parties = list(found.parties.select_related("unit", "decided_by__person"))
    is_open = not frame.is_past and found.state == AgreementState.PROPOSED
    rulable = found.state in (AgreementState.PROPOSED, AgreementState.REFUSED)
    return AgreementPage(
        agreement=found,
        parties=parties,
        sees_project=Project.objects.visible_to(frame.reach).filter(pk=found.project_id).exists(),
        answers_for=units_to_answer(found, frame) if is_open else [],
        may_withdraw=is_open and may_write(frame.reach, found.proposed_by.unit_id),
        may_rule=not frame.is_past and rulable and policies.may_rule(frame.reach),
    )


def units_to_answer(found: Agreement, frame: Frame) -> list[Unit]:
    """Return the units that are asked and for which the account answers."""
    asked = found.parties.filter(consent=Consent.PENDING).select_related("unit")
    return [one.unit for one in asked if policies.may_answer_for(frame.reach, one.unit_id)]


REPORT_TABS: dict[str, tuple[str, tuple[ReportState, ...]]] = {
    "all": ("全部", ()),
    "protected": ("保护中", (ReportState.PROTECTED,)),
    "pending": ("待核定", (ReportState.PENDING,)),
    "disputed": ("争议", (ReportState.DISPUTED,)),
    "converted": ("已转项目", (ReportState.CONVERTED,)),
    "ended": ("失效和未获", (ReportState.LAPSED, ReportState.REFUSED)),
}


COUNTED_TABS = ("pending", "disputed")
"""Tabs that somebody has to work off."""


def report_counts(frame: Frame) -> dict[str, int]:
    """Return how many reports stand in the tabs that are queues."""
    rows = FirstReport.objects.visible_to(frame.reach)
    return {tab: _in_tab(rows, tab, frame).count() for tab in COUNTED_TABS}


@dataclass(frozen=True)
class ReportLine:
    """A report with the state that the day makes of it."""

    report: FirstReport
    state: ReportState
    days_left: int | None


def reports_in(frame: Frame, tab: str) -> FirstReportQuerySet:
    """Return the first reports of a tab that the account sees, latest first."""
    rows = _in_tab(FirstReport.objects.visible_to(frame.reach), tab, frame)
    return rows.select_related("unit", "project").order_by("-id")


def line_of(row: FirstReport, frame: Frame) -> ReportLine:
    state = row.state_on(frame.today)
    left = (row.lasts_until - frame.today).days if state == ReportState.PROTECTED else None
    return ReportLine(row, state, left)


def _in_tab(rows: FirstReportQuerySet, tab: str, frame: Frame) -> FirstReportQuerySet:
    states = REPORT_TABS[tab][1]
    run_out = FirstReport.objects.run_out(frame.today).values("pk")
    if tab == "protected":
        return rows.filter(state__in=states).exclude(pk__in=run_out)
    if tab == "ended":
        return rows.filter(state__in=states) | rows.filter(pk__in=run_out)
    return rows.filter(state__in=states) if states else rows


@dataclass(frozen=True)
class ReportPage:
    """``answers`` is what the duplicate test tells this account; ``matches`` what it tells the centre."""

    line: ReportLine
    events: Sequence[FirstReportEvent]
    proofs: Sequence[FirstReportProof]
    answers: Sequence[str]
    disputes: Sequence[Dispute]
    terms: rules.Terms
    acts: Sequence[tuple[str, str]]


def report_page(found: FirstReport, frame: Frame) -> ReportPage:
    line = line_of(found, frame)
    events = found.events.select_related("by__person")
    disputes = Dispute.objects.filter(report=found) | Dispute.objects.filter(against=found)
    if frame.as_of is not None:
        events = events.filter(at__lte=frame.as_of.moment)
        disputes = disputes.filter(raised_at__lte=frame.as_of.moment)
    return ReportPage(
        line=line,
        events=list(events),
        proofs=list(found.proofs.select_related("added_by__person")),
        answers=selectors.answer_of(found, frame.reach),
        disputes=list(
            disputes.select_related("report__unit", "against__unit", "winner").order_by("-raised_at")
        ),
        terms=crediting.terms_on(found.city_id, frame.today),
        acts=[] if frame.is_past else _acts(found, line.state, frame),
    )


def open_dispute(found: FirstReport) -> Dispute | None:
    rows = Dispute.objects.open().filter(report=found) | Dispute.objects.open().filter(against=found)
    return rows.select_related("report__unit", "report__city", "against__unit").first()


def _acts(found: FirstReport, state: ReportState, frame: Frame) -> list[tuple[str, str]]:
    """Return the views and titles of what this account may do with the report now, the first one foremost."""
    told = []
    if may_write(frame.reach, found.unit_id):
        told += _UNITS_ACTS.get(state, [])
    if policies.may_rule(frame.reach):
        told += _CENTRES_ACTS.get(state, [])
    return told


_UNITS_ACTS = {
    ReportState.PROTECTED: [
        ("first-progress", "报告进展"),
        ("first-proof", "上传依据"),
        ("first-convert", "转为项目"),
        ("first-dispute", "提出争议"),
    ],
    ReportState.DISPUTED: [("first-proof", "上传依据"), ("first-progress", "报告进展")],
    ReportState.PENDING: [("first-proof", "上传依据"), ("first-dispute", "提出争议")],
    ReportState.REFUSED: [("first-dispute", "提出争议")],
    ReportState.LAPSED: [("first-dispute", "提出争议")],
}
_CENTRES_ACTS = {
    ReportState.PENDING: [("first-admit", "核定")],
    ReportState.PROTECTED: [("first-extend", "延长保护")],
    ReportState.DISPUTED: [("first-rule", "裁定争议")],
}
