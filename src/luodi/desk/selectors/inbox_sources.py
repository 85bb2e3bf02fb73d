"""What can wait for an account: one query for each sort of thing, all of the same columns.

The columns are the sort, what else its address needs, code, title, the day by which (``FAR`` for none) and since when.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import CharField, F, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Concat, TruncDate

from luodi.actions import selectors as actions
from luodi.actions.choices import ExtensionState, ReportState
from luodi.actions.models import ItemExtension, ItemReport
from luodi.assessment.choices import RunState
from luodi.assessment.models import (
    Citation,
    ConfirmedInput,
    MarkEvent,
    Objection,
    RatingRound,
    RatingSeat,
    SelfSheet,
)
from luodi.assessment.record_choices import CitationState, ObjectionState
from luodi.assessment.record_policies import may_judge
from luodi.crediting.choices import ReportState as FirstState
from luodi.crediting.models import Agreement, Dispute, FirstReport
from luodi.crediting.policies import may_rule
from luodi.desk.selectors import beside, publishing_waiting
from luodi.desk.selectors.inbox_rows import Rows, Who, as_text, text, told
from luodi.importing.models import ExportRequest
from luodi.importing.services.exporting import may_decide
from luodi.leads.choices import LeadState
from luodi.leads.models import Lead, LeadReferral
from luodi.ledger.kinds import Standing
from luodi.outreach.choices import PLANS, ActivityState
from luodi.outreach.models import Trip, Visit
from luodi.projects.models import PendingCorrection, Project
from luodi.recognition.policies import judges
from luodi.recognition.selectors.queue import TABS, open_facts
from luodi.reviews.choices import ReviewState
from luodi.reviews.models import Seat
from luodi.revising.models import BulkCorrection
from luodi.sponsorship.models import Instruction

_SOON = timedelta(days=7)


def sources(who: Who) -> list[Rows]:
    """Return the queries of what can wait for the account; those of other roles are left out."""
    if not who.reach.roles or who.reach.is_administrator:
        return []
    found = [*_items(who), *_seats(who)]
    if who.units:
        found += [*_leads(who), *_reports(who), *_returned(who), *_consents(who), *_instructions(who)]
    if judges(who.reach):
        found += [*_claims(who), *_beside(who), *_corrections(who)]
    found += [*_ratings(who), *_self_scores(who), *_recorded(who), *_objections(who)]
    return [*found, *_plans(who), *_rulings(who), *_exports(who), *publishing_waiting.sources(who)]


def _items(who: Who) -> Iterator[Rows]:
    mine = actions.to_do(who.account)
    yield told(mine, "item", code="code", title="title", due=F("deadline"), since="asked_at")
    asked = ItemExtension.objects.filter(item=OuterRef("pk"), state=ExtensionState.ASKED).values("asked_at")
    said = ItemReport.objects.filter(item=OuterRef("pk"), state=ReportState.WAITING).values("at")
    since = Coalesce(Subquery(asked[:1]), Subquery(said[:1]), F("asked_at"))
    judged = actions.to_judge(who.account, who.reach)
    yield told(judged, "judge", code="code", title="title", due=F("deadline"), since=since)


def _seats(who: Who) -> Iterator[Rows]:
    """Invitations that nobody has answered: to the person, or to a unit whose clerk the account is."""
    of_units = Q(person=None, unit_id__in=who.reach.writes_in or ())
    rows = Seat.objects.filter(Q(person=who.account.person_id) | of_units, answered_at=None)
    coming = rows.filter(
        review__city_id=who.city_id, review__state=ReviewState.INVITED, review__held_at__gt=who.now
    )
    yield told(
        coming,
        "seat",
        code="review__code",
        title=Concat(F("review__title"), text("（"), F("unit__short_name"), text("）")),
        due=TruncDate("review__held_at"),
        since="review__changed_at",
        extra=as_text("pk"),
    )


def _leads(who: Who) -> Iterator[Rows]:
    """Leads of which the next step is an answer, and those followed up of which a report is due."""
    rows = Lead.objects.filter(city_id=who.city_id, unit_id__in=who.units).open()
    waiting = rows.filter(~Q(state=LeadState.FOLLOWING) | Q(due_on__lte=who.today))
    yield told(
        waiting,
        "lead",
        code="code",
        title="project_name",
        due=F("due_on"),
        since="reported_at",
        extra=F("state"),
    )
    if who.reach.writes_in is not None:
        asked = LeadReferral.objects.awaiting(who.reach)
        yield told(asked, "referral", code="lead__code", title="lead__project_name", since="asked_at")


def _reports(who: Who) -> Iterator[Rows]:
    """Trips and visits that are over and not reported, and first reports whose next report of progress is near."""
    for sort, model, ends in (("trip", Trip, "to_on"), ("visit", Visit, "visited_on")):
        over = {f"{ends}__lt": who.today}
        rows = model.objects.filter(city_id=who.city_id, unit_id__in=who.units, state__in=PLANS, **over)
        yield told(rows, sort, code="code", title="title", due=F(ends), since="created_at")
    held = FirstReport.objects.filter(city_id=who.city_id, unit_id__in=who.units, state=FirstState.PROTECTED)
    near = held.filter(report_by__gte=who.today, protected_until__gte=who.today)
    soon = near.filter(report_by__lte=who.today + _SOON)
    yield told(soon, "progress", code="code", title="project_name", due=F("report_by"), since="reported_at")


def _returned(who: Who) -> Iterator[Rows]:
    rows = Project.objects.filter(
        city_id=who.city_id, unit_id__in=who.units, standing=Standing.REJECTED, is_void=False
    )
    yield told(rows, "returned", code="code", title="name", since="updated_at")


def _consents(who: Who) -> Iterator[Rows]:
    if who.reach.writes_in is not None:
        rows = Agreement.objects.awaiting(who.reach)
        yield told(rows, "agreement", code="code", title="project__name", since="proposed_at")


def _instructions(who: Who) -> Iterator[Rows]:
    """Instructions about one of the units, or one of their projects, that nobody has answered."""
    about = Q(unit_id__in=who.units) | Q(project__unit_id__in=who.units)
    rows = Instruction.objects.filter(about, city_id=who.city_id).unanswered()
    yield told(rows, "instruction", code="code", title="text", since="recorded_at")


def _claims(who: Who) -> Iterator[Rows]:
    """Claims about projects, one for each kind as the reviewer's queue has them."""
    for tab, (_, kinds) in TABS.items():
        rows = open_facts(who.city_id, who.reach, kinds)
        project = "subject__project__"
        yield told(
            rows,
            "claim",
            code=f"{project}code",
            title=f"{project}name",
            since=Min("recorded_at"),
            extra=Concat(text(f"{tab}:"), F("kind"), output_field=CharField()),
        )


def _beside(who: Who) -> Iterator[Rows]:
    """Claims about anything else, one for each thing that is judged as a whole; a unit's month is one too."""
    for key, tab in beside.TABS.items():
        rows = beside.facts_of(tab, who.city_id, who.reach)
        if tab.subject is None:
            month = Concat(text(f"{key}:"), as_text("occurred_from"), output_field=CharField())
            yield told(
                rows,
                "beside",
                code="unit__code",
                title="unit__short_name",
                since=Min("recorded_at"),
                extra=month,
            )
            continue
        title = Coalesce(F("occasion__label"), F("subject__label"))
        named = rows.annotate(thing=Coalesce(F("occasion__code"), F("subject__code")))
        yield told(named, "beside", code="thing", title=title, since=Min("recorded_at"), extra=key)


def _corrections(who: Who) -> Iterator[Rows]:
    if not who.reach.verifies:
        return
    single = PendingCorrection.objects.visible_to(who.reach).waiting()
    yield told(
        single,
        "correction",
        code="project__code",
        title="project__name",
        since="asked_at",
        extra=as_text("pk"),
    )
    bulks = BulkCorrection.objects.visible_to(who.reach).waiting().filter(needs_verifier=True)
    others = bulks.exclude(requested_by=who.account)
    yield told(others, "bulk", code="code", title="reason", since="requested_at")


def _plans(who: Who) -> Iterator[Rows]:
    """Plans to approve: for the centre those of all, for a county's reviewer those of his units."""
    for sort, model, begins in (("trip-plan", Trip, "from_on"), ("visit-plan", Visit, "visited_from")):
        rows = model.objects.filter(city_id=who.city_id, state=ActivityState.SUBMITTED)
        if not who.reach.keeps_city:
            rows = rows.filter(unit_id__in=who.reach.reviews_in)
        yield told(rows, sort, code="code", title="title", due=F(begins), since="created_at")


def _rulings(who: Who) -> Iterator[Rows]:
    if may_rule(who.reach):
        reports = FirstReport.objects.filter(city_id=who.city_id, state=FirstState.PENDING)
        yield told(reports, "first", code="code", title="project_name", since="reported_at")
        disputes = Dispute.objects.filter(report__city_id=who.city_id).open()
        yield told(disputes, "dispute", code="report__code", title="report__project_name", since="raised_at")


def _exports(who: Who) -> Iterator[Rows]:
    if may_decide(who.reach):
        rows = ExportRequest.objects.filter(city_id=who.city_id).waiting()
        others = rows.exclude(asked_by__person_id=who.account.person_id)
        yield told(others, "export", code="address", title="title", since="asked_at", extra=as_text("pk"))


def _ratings(who: Who) -> Iterator[Rows]:
    """Rating rounds in which the account has not rated all."""
    open_now = RatingRound.objects.taking(who.today).filter(group__city_id=who.city_id)
    rows = RatingSeat.objects.filter(account=who.account, submitted_at=None, round__in=open_now)
    yield told(
        rows,
        "rating",
        code="round__group__code",
        title="round__title",
        due=F("round__closes_on"),
        since="round__opened_at",
        extra=as_text("round_id"),
    )


def _self_scores(who: Who) -> Iterator[Rows]:
    """Self-assessments that are not in: of the units for which a clerk writes, and of the leader himself."""
    own = Q(person_id=who.account.person_id) | Q(unit_id__in=who.reach.writes_in or ())
    rows = SelfSheet.objects.filter(own, call__group__city_id=who.city_id).waiting()
    yield told(
        rows,
        "appraisal",
        code="call__group__code",
        title=Concat(Coalesce(F("unit__short_name"), F("person__name")), text("自评")),
        due=F("call__due_on"),
        since="call__called_at",
        extra=as_text("pk"),
    )


def _recorded(who: Who) -> Iterator[Rows]:
    """Numbers that a source unit is to confirm, events that somebody else is to confirm, circulars to issue."""
    me = who.account.person_id
    if who.units:
        numbers = ConfirmedInput.objects.filter(city_id=who.city_id, source_id__in=who.units).pending()
        yield told(
            numbers.exclude(entered_by__person_id=me),
            "input",
            code="source__code",
            title="source__short_name",
            since=Min("entered_at"),
        )
    if may_judge(who.reach):
        others = {"unit_id": who.account.unit_id}
        marks = MarkEvent.objects.filter(city_id=who.city_id).pending().exclude(entered_by__person_id=me)
        yield told(
            marks.exclude(**others),
            "point",
            code="kind",
            title="title",
            since="entered_at",
            extra=as_text("pk"),
        )
    if who.reach.keeps_city:
        drafts = Citation.objects.filter(city_id=who.city_id, state=CitationState.DRAFT)
        drafts = drafts.exclude(drafted_by__person_id=me)
        yield told(drafts, "citation", code="code", title="title", since="drafted_at")


def _objections(who: Who) -> Iterator[Rows]:
    """Objections to rule, and rulings to reckon with."""
    if may_judge(who.reach):
        raised = Objection.objects.filter(run__group__city_id=who.city_id).open()
        raised = raised.exclude(raised_by__person_id=who.account.person_id).exclude(
            unit_id=who.account.unit_id
        )
        about = Concat(Coalesce(F("unit__short_name"), F("person__name")), text("："), F("text"))
        said = {"code": "run__group__code", "title": about, "since": "raised_at", "extra": as_text("pk")}
        yield told(raised, "objection", **said)
    if who.reach.keeps_city:
        ruled = Objection.objects.filter(
            run__group__city_id=who.city_id,
            state=ObjectionState.UPHELD,
            run__state__in=(RunState.PROVISIONAL, RunState.SUPERSEDED),
            corrections__applied_in=None,
        )
        yield told(
            ruled,
            "reckon",
            code="run__group__code",
            title="text",
            since=Min("ruled_at"),
            extra=as_text("pk"),
        )
