"""What verifiers do: verify week by week, send back what does not hold, accept corrections."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import partial

from luodi.demo import chance
from luodi.demo.journal import Journal
from luodi.demo.organisation import Cast
from luodi.demo.planned import Fate, PlannedContact, PlannedProject
from luodi.demo.schedule import moment, reviews
from luodi.enterprises import services as enterprises
from luodi.enterprises.models import Adviser, Enterprise
from luodi.enterprises.services.judging import ADVISER_KINDS, FIRM_KINDS
from luodi.leads import selectors as lead_claims
from luodi.leads import services as leads
from luodi.leads.models import Lead
from luodi.ledger.kinds import Standing
from luodi.ledger.models import Fact
from luodi.organisation.models import Account
from luodi.outreach import selectors as outreach_claims
from luodi.outreach import services as outreach
from luodi.projects import services as projects
from luodi.projects.models import Project
from luodi.recognition import services as recognition

_TAKES, _LEADS_TAKE = timedelta(days=2), timedelta(days=7)
"""A claim lies this long before a verifier looks at it."""
_SENT_BACK_ON, _CLOSING = date(2020, 8, 13), date(2020, 9, 22)


class Judging:
    """Verifies everything but what is doubtful: contacts by their fate, projects that are held."""

    def __init__(self, seed: int, cast: Cast, contacts: Iterable[PlannedContact]) -> None:
        self.rng = chance.source("judging", seed)
        self.cast = cast
        self.doubtful = [one for one in contacts if one.fate != Fate.VERIFIED]
        self._held: dict[PlannedProject, date] = {}
        self._proved: dict[PlannedProject, date] = {}

    def hold(self, project: PlannedProject, *, since: date) -> None:
        """Leave the project's claims alone from that day on."""
        self._held[project] = since

    def ask_for_evidence(self, project: PlannedProject, *, since: date) -> None:
        """From that day on, verify what the project claims on its evidence alone."""
        self._proved[project] = since

    def write_into(self, journal: Journal) -> None:
        for nth, day in enumerate(reviews(self.rng)):
            reviewer, cutoff = self.cast.reviewers[nth % 2], moment(day, 0) - _TAKES
            self._review(journal, moment(day, 15, 20), reviewer, cutoff)
        journal.add(moment(_SENT_BACK_ON, 16, 40), self.send_back)
        closing = moment(_CLOSING, 17, 4)
        self._review(journal, closing, self.cast.reviewers[0], closing)

    def _review(self, journal: Journal, start: datetime, reviewer: Account, cutoff: datetime) -> None:
        judged = {0: self._projects, 18: self._enterprises, 27: self._leads, 36: self._outreach}
        for minutes, verify in judged.items():
            journal.add(start + timedelta(minutes=minutes), partial(verify, reviewer, cutoff))

    def _projects(self, reviewer: Account, cutoff: datetime, at: datetime) -> None:
        waiting = Project.objects.of(self.cast.city.pk).filter(
            standing=Standing.CLAIMED, updated_at__lt=cutoff
        )
        held, proved = _since(self._held, at), _since(self._proved, at)
        chosen = list(waiting.exclude(pk__in=held).select_related("unit", "city", "subject").order_by("pk"))
        if ready := [one for one in chosen if one.pk not in proved]:
            projects.verify_all(ready, actor=reviewer, at=at)
        if asked := [one for one in chosen if one.pk in proved]:
            recognition.verify_complete(asked, actor=reviewer, at=at)

    def _enterprises(self, reviewer: Account, cutoff: datetime, at: datetime) -> None:
        claims = Fact.objects.live().filter(
            city=self.cast.city,
            kind__in=[*FIRM_KINDS, *ADVISER_KINDS],
            standing=Standing.CLAIMED,
            recorded_at__lt=cutoff,
        )
        subjects = list(claims.values_list("subject_id", flat=True))
        if subjects:
            enterprises.verify_enterprises(
                list(Enterprise.objects.filter(subject__in=subjects)), actor=reviewer, at=at
            )
            enterprises.verify_advisers(
                list(Adviser.objects.filter(subject__in=subjects)), actor=reviewer, at=at
            )

    def _outreach(self, reviewer: Account, cutoff: datetime, at: datetime) -> None:
        doubtful = {one.subject.pk for one in self.doubtful if one.subject}
        claims = [
            fact
            for fact in outreach_claims.open_claims(city=self.cast.city)
            if fact.recorded_at < cutoff and not doubtful & {fact.subject_id, fact.occasion_id}
        ]
        if claims:
            outreach.verify_claims(claims, actor=reviewer, at=at)

    def _leads(self, reviewer: Account, cutoff: datetime, at: datetime) -> None:
        """Verify the leads that have lain for a week; a conversion waits for its project."""
        waiting = lead_claims.waiting_facts(self.cast.city.pk).filter(
            recorded_at__lt=min(cutoff, at - _LEADS_TAKE)
        )
        rows = Lead.objects.filter(subject__in=waiting.values("subject_id")).select_related("project")
        found = list(rows.order_by("pk"))
        unproved = lead_claims.unproved(found)
        claims = lead_claims.open_claims(row.subject_id for row in found)
        ready = [
            row
            for row in found
            if lead_claims.ready_claims(claims[row.subject_id], is_unproved=row.pk in unproved)
        ]
        if ready:
            leads.verify_leads(ready, actor=reviewer, at=at)

    def send_back(self, at: datetime) -> None:
        """Send back the trips and visits that cannot be proved."""
        subjects = [one.subject for one in self.doubtful if one.fate == Fate.REJECTED and one.subject]
        claims = outreach_claims.open_claims(city=self.cast.city, about=subjects)
        outreach.reject_claims(
            claims, reason="缺少行程和对接记录等佐证材料", actor=self.cast.reviewers[1], at=at
        )


def _since(found: Mapping[PlannedProject, date], at: datetime) -> set[int]:
    """Return the rows of the projects whose day has come."""
    return {one.row.pk for one, since in found.items() if one.row and moment(since, 0) <= at}
