"""Make meetings as a test needs them, by the services alone."""

from datetime import date
from typing import Any

from luodi.ledger.models import Fact, Subject
from luodi.organisation import clock
from luodi.organisation.models import Account
from luodi.outreach import services
from luodi.outreach.choices import MeetingForm, MeetingOutcome
from luodi.outreach.models import Meeting

HELD = date(2020, 7, 7)


def new_meeting(*, by: Account, **said: Any) -> services.NewMeeting:
    values: dict[str, Any] = {
        "unit": by.unit,
        "held_on": HELD,
        "form": MeetingForm.AWAY,
        "outcome": MeetingOutcome.CONTACT,
        "result": "介绍了新区的标准厂房，对方九月来看地。",
    }
    if not {"enterprise", "new_firm"} & said.keys():
        values["title"] = "示例商会"
    return services.NewMeeting(**{**values, **said})


def make_meeting(*, by: Account, **said: Any) -> Meeting:
    return services.record_meeting(new_meeting(by=by, **said), actor=by, at=clock.now(by.city))


def facts_about(*subjects: Subject) -> list[tuple[str, str, str, int]]:
    """Return the live facts in which the subjects stand, as (kind, subject, occasion, parts)."""
    ids = [one.pk for one in subjects]
    live = Fact.objects.live().filter(subject__in=ids).select_related("subject", "occasion")
    return sorted(
        (
            fact.kind,
            fact.subject.code if fact.subject else "",
            fact.occasion.code if fact.occasion else "",
            fact.credits.count(),
        )
        for fact in live
    )
