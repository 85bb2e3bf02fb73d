"""Teams as their pages read them: who belongs to one, and who was there when."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from luodi.kernel.periods import Period
from luodi.organisation.models import Unit
from luodi.organisation.models.unit import UnitQuerySet
from luodi.teams import rules
from luodi.teams.choices import TEAM_KINDS
from luodi.teams.models import Attendance, CalendarFeed, Secondment


def teams_of(city_id: int) -> UnitQuerySet:
    """Return all teams that there ever were, in the order of units."""
    return Unit.objects.of(city_id).filter(kind__in=TEAM_KINDS)


@dataclass
class Attended:
    """A member's month: the marks by day, and how many halves of them count."""

    secondment: Secondment
    days: dict[date, Attendance] = field(default_factory=dict)

    @property
    def half_days(self) -> int:
        return rules.half_days(self._halves())

    @property
    def days_there(self) -> str:
        return rules.said_days(self.half_days)

    def of(self, presence: str) -> int:
        return sum(half == presence for half in self._halves())

    def _halves(self) -> list[str]:
        return [half for row in self.days.values() for half in (row.morning, row.afternoon)]


def month_sheet(team: Unit, period: Period) -> list[Attended]:
    """Return the members of the month with what is marked.    Shape: two queries."""
    first, last = period.first or period.last, period.last
    members = Secondment.objects.filter(unit=team).within(first, last)
    found = {one.pk: Attended(one) for one in members.select_related("person", "home").in_order()}
    for row in Attendance.objects.filter(secondment__in=list(found), day__range=(first, last)):
        found[row.secondment_id].days[row.day] = row
    return list(found.values())


def unmarked(found: Sequence[Attended], workdays: Sequence[date]) -> int:
    """Return how many halves of working days nobody has marked, within the members' terms."""
    return sum(
        (not (row and row.morning)) + (not (row and row.afternoon))
        for one in found
        for day in workdays
        if one.secondment.since <= day <= one.secondment.until
        for row in [one.days.get(day)]
    )


def days_of(period: Period) -> list[date]:
    first = period.first or period.last
    return [first + timedelta(days=nth) for nth in range((period.last - first).days + 1)]


def feed_of(secret: str) -> CalendarFeed | None:
    """Return the live feed of the secret; None when there is none, or its account is switched off."""
    rows = CalendarFeed.objects.live().select_related("account__city", "account__person", "unit")
    return rows.filter(digest=rules.digest_of(secret)).first()
