"""First reports: filed under the city's lock, tested against what is there, kept alive by progress."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from luodi.crediting import policies, rules
from luodi.crediting.choices import ReportAct, ReportState
from luodi.crediting.models import FirstReport, FirstReportMatch
from luodi.crediting.rules import FirstReportRefused
from luodi.crediting.services import matching
from luodi.crediting.services.terms import terms_on
from luodi.crediting.services.trail import log, tell_reporter
from luodi.enterprises import numbering
from luodi.kernel.codes import parse_credit_code
from luodi.kernel.money import Yuan
from luodi.kernel.names import sound_key
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, City, Unit
from luodi.organisation.services.cities import Program

BY_RULE = "系统（按首报规则）"
"""Who the trail names where the clock acted and nobody else did."""


@dataclass(frozen=True, kw_only=True)
class NewFirstReport:
    """A lead that a unit has had first: ``talks`` is with whom, about what, and what proves it."""

    unit: Unit
    investor_name: str
    project_name: str
    talked_on: date
    talks: str
    investor_code: str = ""
    amount: Yuan | None = None
    area: str = ""


def file_first_report(new: NewFirstReport, *, actor: Account, at: datetime, once: str = "") -> FirstReport:
    """Enter a first report; it is protected at once unless the duplicate test finds something.

    Entries of a city follow one after the other under a lock: of two in the same second the lower number was first,
    and no later number carries an earlier time. What is sent twice under one ``once`` is entered once.
    Raises: FirstReportRefused, CreditCodeRefused, NotAllowed.
    """
    policies.require_writing(actor, new.unit)
    code = _checked(new, at)
    with transaction.atomic():
        (number,) = numbering.take(city_id=actor.city_id, prefix="FR", year=day_of(at).year, n=1)
        known = once and FirstReport.objects.filter(city_id=actor.city_id, once=once, unit=new.unit).first()
        if known:
            transaction.set_rollback(True)
            return known
        lead = rules.Lead(new.investor_name.strip(), code, new.project_name.strip())
        intention = matching.Intention(new.amount.fen if new.amount else None, new.area)
        found = matching.find(lead, intention, city=actor.city, on=day_of(at))
        moment = max(at, _latest(actor.city_id) or at)
        row = _create(new, lead, number, actor, moment, is_clear=not found, once=once)
        FirstReportMatch.objects.bulk_create(
            FirstReportMatch(report=row, earlier=one.report, project=one.project, why=one.why[:400])
            for one in found
        )
        says = "查重未发现相同线索" if not found else "查重发现相同线索，待中心核定"
        log(row, ReportAct.FILED, on=new.talked_on, text=says, actor=actor, at=moment)
    return row


def admit_first_report(*, report: FirstReport, reason: str, actor: Account, at: datetime) -> FirstReport:
    """Let the centre find that a report that looked like another one is no duplicate: it is protected.

    The days that it waited are added to its protection.
    Raises: FirstReportRefused; NotAllowed for anybody but the centre.
    """
    said = rules.check_reason(reason, refusal=FirstReportRefused, act="核定")
    with transaction.atomic():
        row = _decided(report, "核定", actor, at)
        go_on(row, since=row.reported_at, at=at)
        log(row, ReportAct.ADMITTED, on=day_of(at), text=said, actor=actor, at=at)
        tell_reporter(row, NoticeKind.DECIDED, f"首报 {row.code} 已核定受理", said, at)
    return row


def refuse_first_report(*, report: FirstReport, reason: str, actor: Account, at: datetime) -> FirstReport:
    """Let the centre find that another unit was first.    Raises: as ``admit_first_report``."""
    said = rules.check_reason(reason, refusal=FirstReportRefused, act="不予受理")
    with transaction.atomic():
        row = _decided(report, "核定", actor, at)
        _move(row, ReportState.REFUSED)
        log(row, ReportAct.REFUSED, on=day_of(at), text=said, actor=actor, at=at)
        tell_reporter(row, NoticeKind.RETURNED, f"首报 {row.code} 未获受理", said, at)
    return row


def report_progress(*, report: FirstReport, on: date, text: str, actor: Account, at: datetime) -> FirstReport:
    """Record a step of the talks; the next one is due the set number of days after today.

    Raises: FirstReportRefused when the protection has run out, or for a day to come; NotAllowed.
    """
    if not text.strip():
        raise FirstReportRefused("请写明洽谈进展", field="text")
    with transaction.atomic():
        row = lock(report)
        policies.require_writing(actor, row.unit)
        today = day_of(at)
        if not row.talked_on <= on <= today:
            raise FirstReportRefused(
                f"进展日期须在首谈日期 {row.talked_on.isoformat()} 和今天之间", field="on"
            )
        rules.check_state(row.state_on(today), (ReportState.PROTECTED, ReportState.DISPUTED), "报告进展")
        row.report_by = rules.next_report(terms_on(row.city_id, today), today)
        row.save(update_fields=["report_by"])
        log(row, ReportAct.PROGRESSED, on=on, text=text.strip(), actor=actor, at=at)
    return row


def extend_protection(
    *, report: FirstReport, until: date, reason: str, actor: Account, at: datetime
) -> FirstReport:
    """Let the centre prolong a protection that still stands.    Raises: FirstReportRefused; NotAllowed."""
    said = rules.check_reason(reason, refusal=FirstReportRefused, act="延长保护")
    with transaction.atomic():
        policies.require_ruling(actor, report.city_id)
        row = lock(report)
        today = day_of(at)
        rules.check_state(row.state_on(today), (ReportState.PROTECTED,), "延长保护")
        terms = terms_on(row.city_id, today)
        rules.check_extension(present=row.protected_until, until=until, terms=terms)
        row.protected_until = until
        row.save(update_fields=["protected_until"])
        log(row, ReportAct.EXTENDED, on=until, text=said, actor=actor, at=at)
        tell_reporter(row, NoticeKind.DECIDED, f"首报 {row.code} 的保护延长至 {until.isoformat()}", said, at)
    return row


def lapse_first_reports(*, city_id: int, actor: Account, at: datetime) -> list[FirstReport]:
    """Record, once for each, that protections have run out; the date alone had ended them before.

    Raises: NotAllowed for anybody but the centre.
    """
    policies.require_ruling(actor, city_id)
    return _lapse(city_id, actor, at)


def lapse_by_rule(*, city: City, at: datetime) -> list[FirstReport]:
    """Record the same by the clock: an act of the program by the city's rule, in nobody's name."""
    return _lapse(city.pk, Program(city.pk, display_name=BY_RULE), at)


def _lapse(city_id: int, actor: Account | Program, at: datetime) -> list[FirstReport]:
    today = day_of(at)
    with transaction.atomic():
        locked = FirstReport.objects.select_for_update(of=("self",)).filter(city_id=city_id)
        rows = list(locked.run_out(today).select_related("unit", "reported_by").order_by("pk"))
        for row in rows:
            why = "保护期满" if row.protected_until <= row.report_by else "逾期未报告进展"
            _move(row, ReportState.LAPSED)
            log(row, ReportAct.LAPSED, on=row.lasts_until, text=why, actor=actor, at=at)
            tell_reporter(row, NoticeKind.INFO, f"首报 {row.code} 的保护已失效", why, at)
    return rows


def lock(report: FirstReport) -> FirstReport:
    """Return the report afresh, locked."""
    found = FirstReport.objects.select_for_update(of=("self",)).select_related(
        "unit", "reported_by", "project"
    )
    return found.get(pk=report.pk)


def lock_all(reports: Iterable[FirstReport]) -> dict[int, FirstReport]:
    """Return the reports afresh by id, locked in the order of their ids."""
    found = FirstReport.objects.select_for_update(of=("self",)).select_related(
        "unit", "reported_by", "project"
    )
    return {row.pk: row for row in found.filter(pk__in=[one.pk for one in reports]).order_by("pk")}


def _checked(new: NewFirstReport, at: datetime) -> str:
    """Return the investor's code, checked with everything else that needs no lock."""
    for text, name, field in (
        (new.investor_name, "投资方", "investor_name"),
        (new.project_name, "拟投项目", "project_name"),
        (new.talks, "首谈情况和依据", "talks"),
    ):
        if not text.strip():
            raise FirstReportRefused(f"请填写{name}", field=field)
    if new.talked_on > day_of(at):
        raise FirstReportRefused("首谈日期不能晚于今天；首报须在实际洽谈之后登记", field="talked_on")
    return parse_credit_code(new.investor_code) if new.investor_code.strip() else ""


def _create(
    new: NewFirstReport,
    lead: rules.Lead,
    number: str,
    actor: Account,
    at: datetime,
    *,
    is_clear: bool,
    once: str,
) -> FirstReport:
    today = day_of(at)
    protected_until, report_by = rules.protection(terms_on(actor.city_id, today), today)
    return FirstReport.objects.create(
        city_id=actor.city_id,
        code=number,
        unit=new.unit,
        reported_by=actor,
        reported_at=at,
        investor_name=lead.investor_name,
        investor_code=lead.investor_code,
        project_name=lead.project_name,
        amount_fen=new.amount.fen if new.amount is not None else None,
        area=new.area,
        talked_on=new.talked_on,
        talks=new.talks.strip(),
        investor_key=sound_key(lead.investor_name),
        name_key=sound_key(lead.project_name),
        protected_until=protected_until,
        report_by=report_by,
        state=ReportState.PROTECTED if is_clear else ReportState.PENDING,
        once=once or None,
    )


def _latest(city_id: int) -> datetime | None:
    rows = FirstReport.objects.filter(city_id=city_id).order_by("-id")
    return rows.values_list("reported_at", flat=True).first()


def go_on(row: FirstReport, *, since: datetime, at: datetime) -> None:
    """Let a report that waited for the centre stand, with the days since then added; one with a project stays that."""
    today = day_of(at)
    row.protected_until += today - day_of(since)
    row.report_by = rules.next_report(terms_on(row.city_id, today), today)
    row.state = ReportState.CONVERTED if row.project_id else ReportState.PROTECTED
    row.save(update_fields=["protected_until", "report_by", "state"])


def _decided(report: FirstReport, act: str, actor: Account, at: datetime) -> FirstReport:
    policies.require_ruling(actor, report.city_id)
    row = lock(report)
    rules.check_state(row.state_on(day_of(at)), (ReportState.PENDING,), act)
    return row


def _move(row: FirstReport, state: ReportState) -> None:
    row.state = state
    row.save(update_fields=["state"])
