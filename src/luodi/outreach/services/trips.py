"""What a trip says beside what every activity says, and the recording of many that have been made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, cast

from django.db import transaction

from luodi.kernel.dates import VagueDate
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Subject
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of
from luodi.outreach import rules
from luodi.outreach.models import Trip, TripStop
from luodi.outreach.rules import ActivityRefused
from luodi.outreach.services import activities, particulars
from luodi.outreach.services.particulars import Stop
from luodi.refdata import regions


@dataclass(frozen=True, kw_only=True)
class NewTrip(activities.NewActivity):
    """``destination`` is a division code or a country; ``place`` is how people call it.

    Without ``stops`` the trip went to its destination alone.
    """

    shape = activities.TRIP

    destination: str
    place: str
    from_on: date
    to_on: date
    stops: tuple[Stop, ...] = ()

    @property
    def span(self) -> tuple[date, date]:
        return self.from_on, self.to_on

    def check_own(self) -> None:
        regions.origin_name(self.destination)
        rules.check_span(self.from_on, self.to_on, field="to_on", refusal=ActivityRefused)
        rules.check_length(self.from_on, self.to_on, refusal=ActivityRefused)
        rules.check_text(self.place, name="目的地", field="place", refusal=ActivityRefused)
        particulars.check_stops(self.stops, self.from_on, self.to_on, refusal=ActivityRefused)

    def columns(self) -> dict[str, Any]:
        return {
            "destination": self.destination,
            "place": self.place.strip(),
            "from_on": self.from_on,
            "to_on": self.to_on,
        }

    def facts(self, subject: Subject) -> list[ledger.NewFact]:
        """The trip on its last day, its length in days, and each place that it went to on the first day there."""
        told = activities.facts_of(
            self.shape,
            self,
            subject=subject,
            occurred=VagueDate.day(self.to_on),
            origin=self.destination,
        )
        made = told[0]
        n_days = rules.n_days(self.from_on, self.to_on)
        days = replace(made, kind=FactKind.TRIP_DAYS, quantity=n_days)
        stops = [
            replace(
                made,
                kind=FactKind.TRIP_STOP,
                category=division,
                origin=division,
                occurred=VagueDate.day(on),
            )
            for division, on in self.first_stops.items()
        ]
        return [*told, days, *stops]

    @property
    def first_stops(self) -> dict[str, date]:
        """The day on which each place was first reached, by the place's code."""
        if not self.stops:
            return {self.destination: self.from_on}
        first: dict[str, date] = {}
        for stop in sorted(self.stops, key=lambda one: one.on):
            first.setdefault(stop.division, stop.on)
        return first


@transaction.atomic
def record_trips(commands: Sequence[NewTrip], *, actor: Account, at: datetime) -> list[Trip]:
    """Record trips as claims of their units, each with the firms met and the projects discussed.

    Shape: in the order of the commands.
    Raises: NotAllowed outside the actor's units; ActivityRefused when what is said cannot be; UnknownOrigin for a
    destination that is no place; DateRefused for a trip that has not ended yet; CreditRefused for shares that are no
    whole.
    """
    reach = reach_of(actor)
    for new in commands:
        activities.check(new, reach=reach)
    subjects = activities.open_subjects(activities.TRIP, commands, actor=actor, at=at)
    pairs = list(zip(commands, subjects, strict=True))
    rows = Trip.objects.bulk_create(
        [cast(Trip, activities.row_of(new, subject, actor=actor, at=at)) for new, subject in pairs],
        batch_size=200,
    )
    activities.write_links(activities.TRIP, rows, commands)
    write_stops(rows, commands)
    facts = [fact for new, subject in pairs for fact in new.facts(subject)]
    activities.post(activities.TRIP, rows, facts, actor=actor, at=at)
    return rows


def write_stops(rows: Sequence[Trip], commands: Sequence[NewTrip]) -> None:
    TripStop.objects.bulk_create(
        [
            TripStop(activity=row, division=stop.division, place=stop.place.strip(), on=stop.on)
            for row, new in zip(rows, commands, strict=True)
            for stop in new.stops or (Stop(division=new.destination, place=new.place, on=new.from_on),)
        ],
        batch_size=400,
    )
