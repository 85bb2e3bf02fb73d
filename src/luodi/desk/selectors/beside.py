"""The sorts of claims that are about anything but a project: which there are, and what of them waits for whom."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from luodi.enterprises.services.judging import ADVISER_KINDS, FIRM_KINDS
from luodi.leads import selectors as lead_claims
from luodi.ledger.kinds import FactKind, Standing, SubjectKind
from luodi.ledger.models import Fact
from luodi.organisation.policies import Reach
from luodi.outreach.rules import LUMPED

_MEETING = (
    FactKind.MEETING_HELD,
    FactKind.MEETING_FIRM_MET,
    FactKind.MEETING_PROJECT_DISCUSSED,
)


@dataclass(frozen=True)
class Tab:
    """``subject`` is the kind of thing that is judged as a whole; a month's numbers are about none."""

    title: str
    subject: SubjectKind | None
    kinds: tuple[FactKind, ...]


TABS: dict[str, Tab] = {
    "lead": Tab("线索", SubjectKind.LEAD, lead_claims.LEAD_KINDS),
    "trip": Tab(
        "外出招商", SubjectKind.TRIP,
        (FactKind.TRIP_MADE, FactKind.TRIP_FIRM_MET, FactKind.TRIP_PROJECT_DISCUSSED, FactKind.TRIP_DAYS,
         FactKind.TRIP_STOP, FactKind.MEETING_HELD),
    ),
    "visit": Tab(
        "来访接待", SubjectKind.VISIT,
        (FactKind.VISIT_RECEIVED, FactKind.VISIT_FIRM_MET, FactKind.VISIT_PROJECT_DISCUSSED,
         FactKind.MEETING_HELD),
    ),
    "meeting": Tab("单独会谈", SubjectKind.MEETING, _MEETING),
    "event": Tab(
        "招商活动", SubjectKind.EVENT,
        (FactKind.CEREMONY_LISTED, FactKind.EVENT_GUESTS, FactKind.MEETING_HELD),
    ),
    "opportunity": Tab("招商项目库", SubjectKind.OPPORTUNITY, (FactKind.OPPORTUNITY_STATE,)),
    "firm": Tab("进规和培育", SubjectKind.ENTERPRISE, FIRM_KINDS),
    "adviser": Tab("顾问聘任", SubjectKind.ADVISER, ADVISER_KINDS),
    "month": Tab("月度汇总数", None, tuple(kind for kind in FactKind if kind in LUMPED)),
}  # fmt: skip
"""The sorts of things that wait, in the order of the tabs; the key is the view of the thing's page too."""


def facts_of(tab: Tab, city_id: int, reach: Reach) -> "QuerySet[Fact]":
    """Return the claims of a tab that wait for the reach: a county's reviewer has those of its units."""
    if tab.subject == SubjectKind.LEAD:
        rows = lead_claims.waiting_facts(city_id)
    else:
        rows = Fact.objects.live().filter(city_id=city_id, kind__in=tab.kinds, standing=Standing.CLAIMED)
        held = Q(occasion__kind=tab.subject) | Q(occasion__isnull=True, subject__kind=tab.subject)
        rows = rows.filter(held if tab.subject is not None else Q(subject__isnull=True))
    return rows if reach.verifies else rows.filter(unit_id__in=reach.reviews_in)
