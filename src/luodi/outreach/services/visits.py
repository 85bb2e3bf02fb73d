"""What a visit says beside what every activity says, and the recording of many that have been received."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.db import transaction

from luodi.kernel.dates import VagueDate
from luodi.ledger import services as ledger
from luodi.ledger.models import Subject
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of
from luodi.outreach.models import Visit
from luodi.outreach.services import activities
from luodi.refdata import regions


@dataclass(frozen=True, kw_only=True)
class NewVisit(activities.NewActivity):
    """``origin`` is where the visitors came from: a division code or a country."""

    shape = activities.VISIT

    origin: str
    visited: VagueDate

    @property
    def span(self) -> tuple[date, date]:
        return self.visited.first, self.visited.last

    def check_own(self) -> None:
        regions.origin_name(self.origin)

    def columns(self) -> dict[str, Any]:
        return {
            "origin": self.origin,
            "visited_on": self.visited.last,
            "visited_from": self.visited.first,
            "precision": self.visited.precision,
        }

    def facts(self, subject: Subject) -> list[ledger.NewFact]:
        return activities.facts_of(
            self.shape, self, subject=subject, occurred=self.visited, origin=self.origin
        )


@transaction.atomic
def record_visits(commands: Sequence[NewVisit], *, actor: Account, at: datetime) -> list[Visit]:
    """Record batches of visitors as claims of their units, with the firms met and the projects discussed.

    Shape: in the order of the commands.
    Raises: NotAllowed outside the actor's units; ActivityRefused when what is said cannot be; UnknownOrigin for an
    origin that is no place; DateRefused for a visit that is yet to come; CreditRefused for shares that are no whole.
    """
    reach = reach_of(actor)
    for new in commands:
        activities.check(new, reach=reach)
    subjects = activities.open_subjects(activities.VISIT, commands, actor=actor, at=at)
    pairs = list(zip(commands, subjects, strict=True))
    rows = Visit.objects.bulk_create(
        [cast(Visit, activities.row_of(new, subject, actor=actor, at=at)) for new, subject in pairs],
        batch_size=200,
    )
    activities.write_links(activities.VISIT, rows, commands)
    facts = [fact for new, subject in pairs for fact in new.facts(subject)]
    activities.post(activities.VISIT, rows, facts, actor=actor, at=at)
    return rows
