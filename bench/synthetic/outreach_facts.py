"""What outreach left in the ledger: each activity's facts in their versions, and how units share them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Max

from bench.synthetic.activities import CENTRE, MEETING, TRIP, Activity, Outreach
from bench.synthetic.history import DAY_TEXTS, moment_text
from bench.synthetic.journal import Journal
from bench.synthetic.outreach import PLACES, Written
from luodi.ledger.kinds import Cause, FactKind, Standing
from luodi.ledger.models import Credit, Fact
from luodi.ledger.rules import SEAT_BITS

COLUMNS = (
    "id", "city_id", "entry_id", "ordinal", "cause", "standing", "recorded_at", "superseded_at", "superseded_by_id",
    "kind", "subject_id", "occasion_id", "occurred_on", "occurred_from", "precision", "quantity", "unit_id",
    "unit_kind", "is_shared", "area", "origin", "industry", "industrial", "category", "sponsor_id",
)  # fmt: skip
_MADE = (FactKind.TRIP_MADE.value, FactKind.VISIT_RECEIVED.value, FactKind.MEETING_HELD.value)
_MET = (FactKind.TRIP_FIRM_MET.value, FactKind.VISIT_FIRM_MET.value, FactKind.MEETING_FIRM_MET.value)
_DISCUSSED = (
    FactKind.TRIP_PROJECT_DISCUSSED.value,
    FactKind.VISIT_PROJECT_DISCUSSED.value,
    FactKind.MEETING_PROJECT_DISCUSSED.value,
)
_STOP, _DAYS = FactKind.TRIP_STOP.value, FactKind.TRIP_DAYS.value
_VERIFIED, _CLAIMED = Standing.VERIFIED.value, Standing.CLAIMED.value
_RECORDED, _LATER = Cause.RECORDED.value, Cause.VERIFIED.value

Said = tuple[Any, ...]
"""kind, subject, occasion, quantity, origin, industry, industrial, category, sponsor"""
Span = tuple[int, int]
"""The sitting that records it, and the one that ends it (-1: none)."""


class Posted:
    def __init__(self, outreach: Outreach, book: Journal) -> None:
        self.outreach, self.book = outreach, book
        self.history = outreach.history
        self._shared: list[tuple[int, int, int]] = []

    def tables(self) -> Iterator[Written]:
        last_id = (
            Fact.objects.aggregate(last=Max("id"))["last"] or 0
        )  # asked before: a COPY has the connection
        yield Fact, COLUMNS, self.facts(last_id)
        yield Credit, ("fact_id", "unit_id", "unit_kind", "basis_points"), self.shares()

    def facts(self, last_id: int) -> Iterator[tuple[Any, ...]]:
        """Yield the facts week by week, as the sittings recorded them, numbered from the last one on."""
        for week, found in self.outreach.by_week():
            seats = [0] * (len(self.history.places) * (CENTRE + 1))
            for one in found:
                seat_of = one.place * (CENTRE + 1) + one.unit
                for said in self._said(one):
                    for row in self._versions(one, said, week, seats[seat_of], last_id):
                        last_id += 1
                        yield row
                    seats[seat_of] += 1

    def shares(self) -> Iterator[tuple[Any, ...]]:
        """Yield the shares of the facts that were written before."""
        for fact, place_no, units in self._shared:
            place_units = self.history.places[place_no].units
            for number, points in ((units // 16, 6000), (units % 16, 4000)):
                unit = place_units[number]
                yield fact, unit.pk, unit.kind, points

    def _said(self, one: Activity) -> Iterator[Said]:
        history, sort, subject = self.history, one.sort, self.outreach.subject(one)
        origin = "" if sort == MEETING else PLACES[one.pick(len(PLACES))]
        leader = history.places[one.place].sponsors[0] if one.is_led else None
        trip = self.outreach.occasion(one)
        under, occasion = (TRIP, trip) if trip else (sort, subject)
        yield _MADE[sort], subject, trip, 1, origin, "", 0, "", leader
        if sort == TRIP:
            yield _DAYS, subject, None, one.n_days, "", "", 0, "", None
            for nth in range(one.n_stops):
                code = PLACES[one.pick(len(PLACES), nth)]
                yield _STOP, subject, None, 1, code, "", 0, code, None
        for number in set(self.outreach.firms(one)):
            firm, firm_subject = history.firms[number], len(history.projects) + number + 1
            industry = firm.trade.industry
            industrial = int(industry[0] in "BCD")
            yield _MET[under], firm_subject, occasion, 1, firm.origin, industry, industrial, "", None
        for number in self.outreach.projects(one):
            project = history.projects[number]
            kind, industry = _DISCUSSED[under], project.industry
            yield kind, number + 1, occasion, 1, project.origin, industry, project.industrial, "", None

    def _versions(
        self, one: Activity, said: Said, week: int, seat: int, last_id: int
    ) -> Iterator[tuple[Any, ...]]:
        first = self.outreach.sitting(week, one.unit, one.place)
        ordinal = self.book.number_of_sitting[first] << SEAT_BITS | seat
        if one.is_verified_later:
            later = self.outreach.sitting(week, CENTRE, one.place)
            yield self._row(one, said, last_id + 1, ordinal, (first, later), _RECORDED, _CLAIMED)
            yield self._row(one, said, last_id + 2, ordinal, (later, -1), _LATER, _VERIFIED)
        else:
            standing = _CLAIMED if one.stays_claimed else _VERIFIED
            yield self._row(one, said, last_id + 1, ordinal, (first, -1), _RECORDED, standing)

    def _row(
        self, one: Activity, said: Said, pk: int, ordinal: int, span: Span, cause: str, standing: str
    ) -> tuple[Any, ...]:
        if one.is_joint:
            self._shared.append((pk, one.place, one.unit * 16 + one.partner))
        begins, ends = span
        kind, subject, occasion, quantity, origin, industry, industrial, category, sponsor = said
        place, book = self.history.places[one.place], self.book
        unit, day = place.units[one.unit], DAY_TEXTS[one.day]
        return (
            pk, place.city.pk, book.entry_of_sitting[begins], ordinal, cause, standing,
            moment_text(book.sittings[begins][0]), moment_text(book.sittings[ends][0]) if ends >= 0 else None,
            book.entry_of_sitting[ends] if ends >= 0 else None, kind, subject, occasion, day, day, "DAY", quantity,
            unit.pk, unit.kind, int(one.is_joint), unit.area, origin, industry, industrial, category, sponsor,
        )  # fmt: skip
