"""How what a report says meets what stands in the ledger: what is there already is not posted again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from luodi.kernel.dates import VagueDate
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, FactKind, Standing
from luodi.ledger.models import Fact, Subject
from luodi.outreach.choices import MeetingState
from luodi.outreach.models import Meeting
from luodi.outreach.rules import ActivityRefused

Key = tuple[str, int, str]
"""Kind, subject and category: within one activity they name a fact."""

_BESIDE = frozenset(
    {
        FactKind.TRIP_FIRM_MET,
        FactKind.TRIP_PROJECT_DISCUSSED,
        FactKind.VISIT_FIRM_MET,
        FactKind.VISIT_PROJECT_DISCUSSED,
    }
)
"""What a meeting of the activity may have posted before its report."""
_OWN = frozenset({FactKind.TRIP_MADE, FactKind.TRIP_DAYS, FactKind.TRIP_STOP, FactKind.VISIT_RECEIVED})


@dataclass(frozen=True)
class Difference:
    """What has to be posted and what to end so that the ledger says what the activity says now."""

    facts: Sequence[ledger.NewFact]
    supersede: Sequence[ledger.Supersede]


def live_facts(subject: Subject) -> list[Fact]:
    """Return the live facts of an activity: its own, and of what it was the occasion."""
    rows = Fact.objects.live().filter(city_id=subject.city_id)
    own = rows.filter(subject=subject, kind__in=_OWN).select_related("subject", "occasion", "unit")
    beside = rows.filter(occasion=subject, kind__in=_BESIDE).select_related("subject", "occasion", "unit")
    return [*own.order_by("ordinal"), *beside.order_by("ordinal")]


def met_in_meetings(subject: Subject) -> set[int]:
    """Return the subjects that meetings of the activity are about: their facts are the meetings' own."""
    rows = Meeting.objects.filter(occasion=subject, state=MeetingState.RECORDED)
    firms = rows.filter(enterprise__isnull=False).values_list("enterprise__subject_id", flat=True)
    return {*firms, *rows.values_list("topics__subject_id", flat=True)} - {None}


def not_yet_posted(facts: Sequence[ledger.NewFact], subject: Subject) -> list[ledger.NewFact]:
    """Return the facts without those that a meeting of the activity has posted before."""
    there = {key_of(fact) for fact in live_facts(subject)}
    return [fact for fact in facts if _key(fact) not in there]


def difference(
    wanted: Sequence[ledger.NewFact], subject: Subject, *, left_alone: Collection[int]
) -> Difference:
    """Compare what is wanted with what is live; a rejected claim that is wanted stands as a claim again.

    Facts about subjects ``left_alone`` that are not wanted stay.
    Raises: ActivityRefused when a verified fact would have to change.
    """
    live = live_facts(subject)
    values = ledger.versions_of(live)
    by_key = {_key(fact): fact for fact in wanted}
    supersede: list[ledger.Supersede] = []
    for fact in live:
        new = by_key.pop(key_of(fact), None)
        if new is None:
            if fact.subject_id not in left_alone:
                supersede.append(ledger.Supersede(fact, Cause.CORRECTED))
            continue
        if _said(values[fact.pk]) != _said(new) or fact.standing == Standing.REJECTED:
            supersede.append(ledger.Supersede(fact, Cause.CORRECTED, new))
    check_open([one.fact for one in supersede])
    return Difference(list(by_key.values()), supersede)


def check_open(facts: Sequence[Fact]) -> None:
    """Raises: ActivityRefused when one of them is verified: a verifier has to send it back first."""
    verified = sum(fact.standing == Standing.VERIFIED for fact in facts)
    if verified:
        raise ActivityRefused(f"其中 {verified} 项已经认定，须由认定员退回后才能更正或撤销")


def _said(fact: ledger.NewFact) -> tuple[object, ...]:
    """Return what a fact says, however it stands and in whatever order its shares are written."""
    plain = replace(fact, standing=Standing.CLAIMED, shares=(), occurred=VagueDate.day(fact.occurred.first))
    shares = sorted((one.unit.pk, one.basis_points) for one in fact.shares)
    return plain, fact.occurred.precision, shares if len(shares) > 1 else []


def key_of(fact: Fact) -> Key:
    return fact.kind, fact.subject_id or 0, fact.category


def _key(fact: ledger.NewFact) -> Key:
    return fact.kind, fact.subject.pk if fact.subject else 0, fact.category
