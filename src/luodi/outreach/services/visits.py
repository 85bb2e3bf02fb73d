"""Record visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from luodi.kernel.dates import VagueDate
from luodi.ledger.models import Subject
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of
from luodi.outreach.models import Visit
from luodi.outreach.services import activities
from luodi.refdata import regions


@dataclass(frozen=True, kw_only=True)
class NewVisit(activities.NewActivity):
    """``origin`` is where the visitors came from: a division code or a country."""

    origin: str
    visited: VagueDate


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
        regions.origin_name(new.origin)
    subjects = activities.open_subjects(activities.VISIT, commands, actor=actor, at=at)
    rows = Visit.objects.bulk_create(
        [_row(new, subject, actor, at) for new, subject in zip(commands, subjects, strict=True)],
        batch_size=200,
    )
    activities.write_links(activities.VISIT, rows, commands)
    facts = [
        fact
        for new, subject in zip(commands, subjects, strict=True)
        for fact in activities.facts_of(
            activities.VISIT, new, subject=subject, occurred=new.visited, origin=new.origin
        )
    ]
    activities.post(activities.VISIT, rows, facts, actor=actor, at=at)
    return rows


def _row(new: NewVisit, subject: Subject, actor: Account, at: datetime) -> Visit:
    return Visit(
        city=actor.city,
        code=subject.code,
        subject=subject,
        unit=new.unit,
        title=new.title,
        led_by=new.led_by,
        head_count=new.head_count,
        summary=new.summary,
        origin=new.origin,
        visited_on=new.visited.last,
        visited_from=new.visited.first,
        precision=new.visited.precision,
        created_at=at,
        created_by=actor,
        updated_at=at,
    )
