"""The working rows of outreach: subjects, trips, visits and meetings with whatever hangs on them."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models

from bench.synthetic.activities import MEETING, SORTS, TRIP, VISIT, Activity, Outreach
from bench.synthetic.history import DAY_TEXTS, FIRST_DAY, LAST_DAY
from luodi.enterprises.models import CodeSeries
from luodi.ledger.kinds import SubjectKind
from luodi.ledger.models import Subject
from luodi.outreach.choices import MeetingForm, MeetingOutcome
from luodi.outreach.models import (
    Meeting,
    MeetingPart,
    MeetingTopic,
    Trip,
    TripFirm,
    TripPart,
    TripProject,
    TripStop,
    Visit,
    VisitFirm,
    VisitPart,
    VisitProject,
)

PREFIXES = ("T", "V", "M")
KINDS = (SubjectKind.TRIP, SubjectKind.VISIT, SubjectKind.MEETING)
TITLES = ("外出对接", "来访考察", "会谈")
PLACES = (
    "310000", "320100", "320500", "330100", "330200", "330300", "340100", "340400", "110000", "370100", "440300",
    "441900", "440100", "440600", "510100", "350500", "410100", "420100",
)  # fmt: skip
SUBJECT_COLUMNS = ("id", "city_id", "kind", "code", "label", "parent_id")
Rows = Iterator[tuple[Any, ...]]
Written = tuple[type[models.Model], tuple[str, ...], Rows]
_ACTIVITY = (
    "id", "city_id", "code", "subject_id", "unit_id", "title", "led_by_id", "version", "created_at", "created_by_id",
    "updated_at",
)  # fmt: skip
_MEETING = (
    "id", "city_id", "code", "subject_id", "unit_id", "title", "occasion_id", "enterprise_id", "held_on", "form",
    "outcome", "version", "created_at", "created_by_id",
)  # fmt: skip


class Working:
    """Codes rise with the days; a city's have gaps, since all cities share a series."""

    def __init__(self, outreach: Outreach) -> None:
        self.outreach = outreach
        self.places = outreach.history.places

    def tables(self) -> Iterator[Written]:
        """Yield the tables in which rows are written, each with its columns."""
        yield Subject, SUBJECT_COLUMNS, self.subjects()
        yield Trip, (*_ACTIVITY, "destination", "place", "from_on", "to_on"), self.trips()
        yield TripStop, ("activity_id", "division", "place", "on"), self.stops()
        yield Visit, (*_ACTIVITY, "origin", "visited_on", "visited_from", "precision"), self.visits()
        yield Meeting, _MEETING, self.meetings()
        yield MeetingPart, ("activity_id", "unit_id", "basis_points"), self.parts(MEETING)
        yield MeetingTopic, ("meeting_id", "subject_id"), self.projects(MEETING)
        for part, firm, project, sort in (
            (TripPart, TripFirm, TripProject, TRIP),
            (VisitPart, VisitFirm, VisitProject, VISIT),
        ):
            yield part, ("activity_id", "unit_id", "basis_points"), self.parts(sort)
            yield firm, ("activity_id", "enterprise_id"), self.firms(sort)
            yield project, ("activity_id", "project_id"), self.projects(sort)

    def subjects(self) -> Rows:
        for sort in SORTS:
            for one in self.outreach.of(sort):
                city = self.places[one.place].city.pk
                yield self.outreach.subject(one), city, KINDS[sort].value, _code(one), TITLES[sort], None

    def trips(self) -> Rows:
        for one in self.outreach.of(TRIP):
            first = DAY_TEXTS[max(one.day - one.n_days + 1, 0)]
            code = PLACES[one.pick(len(PLACES))]
            yield (*self._activity(one), code, "示例市", first, DAY_TEXTS[one.day])

    def stops(self) -> Rows:
        for one in self.outreach.of(TRIP):
            for nth in range(one.n_stops):
                yield one.row, PLACES[one.pick(len(PLACES), nth)], "示例市", DAY_TEXTS[one.day]

    def visits(self) -> Rows:
        for one in self.outreach.of(VISIT):
            day = DAY_TEXTS[one.day]
            yield (*self._activity(one), PLACES[one.pick(len(PLACES))], day, day, "DAY")

    def meetings(self) -> Rows:
        for one in self.outreach.of(MEETING):
            place, day = self.places[one.place], DAY_TEXTS[one.day]
            yield (
                one.row, place.city.pk, _code(one), self.outreach.subject(one), place.units[one.unit].pk,
                TITLES[MEETING], self.outreach.occasion(one), self.outreach.firms(one)[0] + 1, day,
                MeetingForm.values[0], MeetingOutcome.values[0], 0, f"{day} 10:00:00", place.clerk.pk,
            )  # fmt: skip

    def parts(self, sort: int) -> Rows:
        for one in self.outreach.of(sort):
            if one.is_joint:
                units = self.places[one.place].units
                yield one.row, units[one.unit].pk, 6000
                yield one.row, units[one.partner].pk, 4000

    def firms(self, sort: int) -> Rows:
        for one in self.outreach.of(sort):
            for firm in set(self.outreach.firms(one)):
                yield one.row, firm + 1

    def projects(self, sort: int) -> Rows:
        for one in self.outreach.of(sort):
            for project in self.outreach.projects(one):
                yield one.row, project + 1

    def write_series(self) -> None:
        """Let the next codes of each city come after those of all."""
        years = range(FIRST_DAY.year, LAST_DAY.year + 1)
        CodeSeries.objects.bulk_create(
            CodeSeries(city=place.city, prefix=PREFIXES[sort], year=year, last=self.outreach.counts[sort])
            for place in self.places
            for sort in SORTS
            for year in years
        )

    def _activity(self, one: Activity) -> tuple[Any, ...]:
        place, at = self.places[one.place], f"{DAY_TEXTS[one.day]} 10:00:00"
        return (
            one.row, place.city.pk, _code(one), self.outreach.subject(one), place.units[one.unit].pk,
            TITLES[one.sort], place.sponsors[0] if one.is_led else None, 0, at, place.clerk.pk, at,
        )  # fmt: skip


def _code(one: Activity) -> str:
    return f"{PREFIXES[one.sort]}{DAY_TEXTS[one.day][:4]}-{one.row:04}"


MODELS: Sequence[type[models.Model]] = (
    Trip, TripPart, TripFirm, TripProject, TripStop, Visit, VisitPart, VisitFirm, VisitProject,
    Meeting, MeetingPart, MeetingTopic,
)  # fmt: skip
