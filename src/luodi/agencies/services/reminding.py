"""Remind units of what agencies owe and of what runs out: each deadline when it comes near, and once it is over."""

from datetime import date, datetime, timedelta

from django.db import transaction

from luodi.agencies.models import Agency, Mandate
from luodi.agencies.services.reporting import deadline_on
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import City

AHEAD = timedelta(days=30)
"""How long before a deadline the first reminder goes out."""


@transaction.atomic
def remind_agencies(city: City, *, at: datetime) -> list[str]:
    """Tell the units that keep in touch which reports of last year are lacking, and which mandates run out.

    Shape: the titles of what was told now; what was told before is not told again.
    """
    today = day_of(at)
    return [*_reports(city, today, at), *_mandates(city, today, at)]


def _reports(city: City, today: date, at: datetime) -> list[str]:
    year = today.year - 1
    due = deadline_on(city.pk, year).due_on(year)
    if today < due - AHEAD:
        return []
    told = []
    for row in Agency.objects.filter(city=city).unreported(year).select_related("unit__parent"):
        late = (today - due).days
        title = (
            f"{row.name} {year} 年度报备已超期 {late} 天（应于 {due.isoformat()} 前）"
            if late > 0
            else f"{row.name} 须在 {due.isoformat()} 前完成 {year} 年度报备"
        )
        told += _tell(row, title, f"agency:{row.pk}:{year}:{due}:{'late' if late > 0 else 'due'}", at)
    return told


def _mandates(city: City, today: date, at: datetime) -> list[str]:
    rows = Mandate.objects.filter(agency__city=city, ended_on=None, until__range=(today, today + AHEAD))
    told = []
    for row in rows.select_related("agency__unit__parent").order_by("until", "id"):
        if row.agency.mandates.filter(since__gt=row.since).exists():
            continue
        title = f"与{row.agency.name}的委托 {row.until} 到期，到期后不能再备案引荐；要继续的请签订新委托"
        told += _tell(row.agency, title, f"mandate:{row.pk}:{row.until}", at)
    return told


def _tell(row: Agency, title: str, key: str, at: datetime) -> list[str]:
    n = notices.tell_unit(
        row.unit, kind=NoticeKind.REMINDER, title=title, path=f"/agencies/{row.code}/", at=at, key=key
    )
    return [title] if n else []
