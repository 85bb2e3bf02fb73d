"""What agencies file each year, and until when."""

from datetime import date, datetime

from django.db import transaction

from luodi.agencies import rules
from luodi.agencies.models import Agency, AgencyReport, ReportDeadline
from luodi.agencies.rules import EXAMPLE_DEADLINE, AgencyRefused, Deadline
from luodi.agencies.services.trail import record, require_centre, require_writer
from luodi.audit import services as audit
from luodi.kernel.dates import month_end
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account


def deadline_on(city_id: int, year: int) -> Deadline:
    """Return until when the year is to be filed; the example, which says so, until the city has set its own."""
    rows = ReportDeadline.objects.filter(city_id=city_id, first_year__lte=year)
    found = rows.order_by("-first_year", "-id").first()
    return Deadline(found.month, found.day, found.source) if found else EXAMPLE_DEADLINE


def set_deadline(deadline: Deadline, *, first_year: int, actor: Account, at: datetime) -> ReportDeadline:
    """Set the day for the reports of a year and those after it.    Raises: AgencyRefused; NotAllowed but the centre."""
    require_centre(actor)
    source = rules.check_text(deadline.source, "依据", field="source")
    if not 1 <= deadline.month <= 12 or not 1 <= deadline.day <= month_end(2020, deadline.month).day:
        raise AgencyRefused("没有这样的日期", field="day")
    before = deadline_on(actor.city_id, first_year)
    with transaction.atomic():
        row = ReportDeadline.objects.create(
            city_id=actor.city_id,
            first_year=first_year,
            month=deadline.month,
            day=deadline.day,
            source=source,
            set_by=actor,
            set_at=at,
        )
        said = {
            "次年": [f"{before.month}月{before.day}日", f"{row.month}月{row.day}日"],
            "依据": [None, source],
        }
        audit.record(
            audit.Note("设定机构报备期限", "report-deadline", str(first_year), "机构报备期限", said),
            actor=actor,
            at=at,
        )
    return row


def file_report(
    *, agency: Agency, year: int, filed_on: date, text: str, actor: Account, at: datetime
) -> AgencyReport:
    """Keep what an agency has filed of its year.

    Raises: AgencyRefused for a year that it held no mandate in, a day to come or one before the year; NotAllowed.
    """
    said = rules.check_text(text, "年度情况", field="text")
    require_writer(actor, agency.unit)
    if not date(year, 1, 1) <= filed_on <= day_of(at):
        raise AgencyRefused(f"报备日期须在 {year}-01-01 和今天之间", field="filed_on")
    if not _was_mandated(agency, year):
        raise AgencyRefused(f"{agency.name} {year} 年没有委托协议，无需报备", field="year")
    with transaction.atomic():
        row = AgencyReport.objects.create(
            agency=agency,
            year=year,
            filed_on=filed_on,
            due_on=deadline_on(agency.city_id, year).due_on(year),
            text=said[:1600],
            at=at,
            by=actor,
        )
        record("机构年度报备", agency, {"年度": [None, year], "情况": [None, said]}, actor=actor, at=at)
    return row


def _was_mandated(agency: Agency, year: int) -> bool:
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = agency.mandates.filter(since__lte=last)
    ends = [min(one.until or date.max, one.ended_on or date.max) for one in rows]
    return any(end >= first for end in ends)
