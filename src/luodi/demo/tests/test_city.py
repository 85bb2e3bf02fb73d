"""The demo city as it was built: the table of the release, and a year that could have been."""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db.models import F

from luodi.actions.models import ActionItem
from luodi.agencies.models import FeeClaim, Introduction
from luodi.chains.models import ChainLink
from luodi.crediting.models import Agreement, FirstReport
from luodi.demo.organisation import PASSWORD, SHOWN
from luodi.demo.plan import RELEASE
from luodi.demo.schedule import moment
from luodi.documents.services import open_file
from luodi.duplicates.models import DuplicateCase
from luodi.enterprises.models import Adviser, Contact, DueCheck, Enterprise, Mark, Nomination
from luodi.figures import truth
from luodi.figures.compute import compute
from luodi.figures.scopes import Scope
from luodi.importing.models import ExportRequest, Import
from luodi.kernel.dates import DatePrecision
from luodi.kernel.periods import Period
from luodi.leads.models import Lead
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Capital, Cause, FactKind, Standing
from luodi.ledger.models import Batch, Entry, Fact
from luodi.ledger.services.standing import JUDGING_ACTS
from luodi.notices.choices import NoticeKind
from luodi.notices.models import Notice
from luodi.organisation import clock
from luodi.outreach.models import Meeting, Trip, TripStop, Visit
from luodi.projects.choices import CorrectionState
from luodi.projects.models import PendingCorrection, Project
from luodi.recognition.choices import ReviewState, SampleFinding
from luodi.recognition.models import CountyReview, Evidence, SampleItem, Verification
from luodi.revising.models import BulkCorrection
from luodi.rosters.choices import RosterKind
from luodi.rosters.models import Roster
from luodi.teams.models import AttendanceSheet, Secondment

with (Path(__file__).parent / "table_2020.csv").open(encoding="utf-8", newline="") as lines:
    CLAIMS = truth.read_claims(lines)
AUGUST = moment(datetime(2020, 8, 1).date(), 0)


def test_every_figure_is_that_of_the_table(demo):
    assert [checked.says for checked in truth.check(CLAIMS, city=demo) if not checked.holds] == []


def test_the_table_has_55_rows_and_the_two_that_were_printed_wrong_are_right():
    shares = {
        one.code: str(one.value) for one in CLAIMS if one.code.startswith("started.") and one.unit == "%"
    }
    assert len(CLAIMS) == 55
    assert shares == {"started.industrial.count_share": "84.81", "started.industrial.amount_share": "77.19"}


def test_on_the_first_of_august_the_signings_were_others(demo):
    signed = [
        one for one in CLAIMS if one.code in {"signed.count", "signed.amount", "signed.industrial.amount"}
    ]
    then = truth.check([one for one in signed if one.scope == "city"], city=demo, moment=AUGUST)
    assert len(then) == 3
    assert not any(one.holds for one in then)


def test_2019_gives_the_growth_a_base(demo):
    before = Period.between(datetime(2019, 1, 1).date(), datetime(2019, 7, 31).date())
    as_of = ledger.resolve(demo)
    for code in ("signed.count", "signed.amount", "started.count", "trips.count", "visits.count"):
        figure = compute(code, city=demo, period=before, scope=Scope.CITY, as_of=as_of)
        assert figure.value


def test_it_is_a_demo_and_every_project_says_that_it_is_made_up(demo):
    assert demo.is_demo
    assert not Project.objects.exclude(summary__contains="合成数据").exists()


def test_its_calendar_goes_on_in_the_evening_of_the_release(demo):
    ago = clock.now(demo) - moment(RELEASE, 18)
    assert timedelta(0) <= ago < timedelta(minutes=5)
    assert Entry.objects.latest("number").recorded_at == moment(RELEASE, 17, 40)


def test_nobody_verified_what_he_had_claimed(demo):
    claimed = Fact.objects.filter(standing=Standing.CLAIMED).exclude(entry__act__in=JUDGING_ACTS)
    by = dict(claimed.values_list("ordinal", "entry__actor"))
    judged = Fact.objects.filter(entry__act__in=JUDGING_ACTS).values_list("ordinal", "entry__actor")
    assert not [ordinal for ordinal, actor in judged if by.get(ordinal) == actor]


def test_everything_was_recorded_after_it_had_happened_and_most_of_it_soon(demo):
    told = Fact.objects.filter(cause=Cause.RECORDED, occurred_on__year=2020, standing=Standing.CLAIMED)
    days = [(recorded.date() - on).days for recorded, on in told.values_list("recorded_at", "occurred_on")]
    assert min(days) >= 0
    assert sorted(days)[len(days) // 2] <= 10


def test_it_has_what_a_year_has(demo):
    live = Fact.objects.live()
    assert live.filter(standing=Standing.CLAIMED, kind=FactKind.PROJECT_SIGNED).exists()
    assert live.filter(standing=Standing.REJECTED, kind=FactKind.PROJECT_SIGNED).count() >= 4
    assert live.filter(precision=DatePrecision.TEN_DAYS, kind=FactKind.PROJECT_SIGNED).count() >= 10
    assert live.filter(is_shared=True, kind=FactKind.PROJECT_SIGNED).exists()
    assert live.filter(is_shared=True, kind=FactKind.TRIP_MADE).exists()
    assert Fact.objects.filter(cause=Cause.OPENING, kind=FactKind.PROJECT_STATE).count() > 100
    assert Batch.objects.filter(withdraws__isnull=False, opened_at__gt=AUGUST).exists()
    assert {one.status for one in Project.objects.all()} == {
        "PROCEEDING",
        "DELAYED",
        "SUSPENDED",
        "WITHDRAWN",
    }


def test_amounts_were_corrected_in_august_with_a_reason_and_by_a_verifier(demo):
    corrections = PendingCorrection.objects.filter(state=CorrectionState.ACCEPTED, decided_at__gt=AUGUST)
    assert corrections.count() >= 3
    assert not corrections.filter(asked_by=F("decided_by")).exists()
    assert not corrections.filter(reason="").exists()


def test_firms_are_met_again_and_count_once(demo):
    met = Fact.objects.live().filter(kind=FactKind.TRIP_FIRM_MET, standing=Standing.VERIFIED)
    assert met.count() > met.values("subject").distinct().count()
    assert Enterprise.objects.count() < 5_000


def test_money_has_come_in_and_steps_were_done_and_a_few_of_each_wait(demo):
    live = Fact.objects.live()
    for kind in (FactKind.PROJECT_FUNDS, FactKind.PROJECT_MILESTONE):
        assert live.filter(kind=kind, standing=Standing.VERIFIED).count() > 100
        assert live.filter(kind=kind, standing=Standing.CLAIMED).exists()
    assert set(live.filter(kind=FactKind.PROJECT_FUNDS).values_list("capital", flat=True)) == set(
        Capital.values
    )
    assert live.filter(kind=FactKind.PROJECT_INCREASE, standing=Standing.VERIFIED).count() >= 4


def test_what_was_claimed_since_august_was_verified_on_evidence_that_can_be_opened(demo):
    assert Verification.objects.filter(evidence__isnull=False).exists()
    assert not Verification.objects.exclude(lacked="").exists()
    shown = {one.file.media_type for one in Evidence.objects.select_related("file")}
    assert shown == {"application/pdf", "image/png"}
    for one in Evidence.objects.select_related("file")[:3]:
        with open_file(one.file) as content:
            assert len(content.read()) == one.file.size


def test_every_queue_has_something_that_waits(demo):
    assert PendingCorrection.objects.waiting().count() == 2
    assert {one.state for one in CountyReview.objects.all()} == set(ReviewState.values)
    assert SampleItem.objects.filter(finding=SampleFinding.PENDING).exists()
    assert {"PENDING", "PROTECTED", "DISPUTED", "LAPSED", "CONVERTED"} <= _states(FirstReport)
    assert {"PROPOSED", "DONE", "REFUSED"} <= _states(Agreement)
    assert {"OPEN", "SAME", "RELATED"} <= _states(DuplicateCase)
    assert {"WAITING", "DONE"} <= _states(BulkCorrection)
    assert {"READ", "COMMITTED"} <= _states(Import)
    assert {one.kind for one in Roster.objects.all()} == set(RosterKind.values)
    assert ExportRequest.objects.waiting().exists()


def test_whoever_can_sign_in_and_keeps_a_ledger_is_asked_for_something(demo):
    waiting = Notice.objects.unread().filter(account__login="shou")
    assert {one.kind for one in waiting} >= {NoticeKind.RETURNED, NoticeKind.ASKED}


def test_leads_are_at_every_step_and_some_became_projects_that_were_there(demo):
    assert {"NEW", "JUDGING", "ANSWERING", "FOLLOWING", "CONVERTED", "DROPPED"} <= _states(Lead)
    converted = Lead.objects.filter(state="CONVERTED").select_related("project")
    assert converted.count() >= 5
    assert all(one.project.investor_name == one.investor_name for one in converted)


def test_meetings_belong_to_trips_and_visits_or_stand_alone_and_ask_for_something(demo):
    assert Meeting.objects.filter(occasion__kind="TRIP").count() > 100
    assert Meeting.objects.filter(occasion__kind="VISIT").count() > 100
    assert Meeting.objects.filter(occasion=None).count() > 50
    assert {"OPEN", "DONE"} <= _states(ActionItem)
    assert ActionItem.objects.filter(state="OPEN", deadline__lt=RELEASE).exists()


def test_trips_went_on_to_other_cities_with_people_and_a_programme(demo):
    trips = Trip.objects.filter(to_on__year=2020)
    assert TripStop.objects.filter(activity__in=trips).count() > trips.count()
    assert not trips.filter(members=None).exists()
    assert trips.exclude(programme=None).exists()


def test_advisers_came_by_recommendation_and_two_letters_have_run_out(demo):
    assert {"RECOMMENDED", "SCREENED", "APPROVED", "APPOINTED"} <= _states(Nomination)
    assert Adviser.objects.filter(state="ENDED").count() == 2


def test_introductions_led_to_projects_and_fees_that_say_how_they_were_reckoned(demo):
    assert Introduction.objects.filter(project__isnull=False).count() == 7
    claims = FeeClaim.objects.all()
    assert _states(FeeClaim) == {"APPLIED", "CONFIRMED", "REFUSED", "PAID"}
    assert all(one.fen == one.lines[-1]["fen"] for one in claims)


def test_the_coming_weeks_are_planned_and_some_plans_wait_for_approval(demo):
    for model, ends in ((Trip, "to_on"), (Visit, "visited_on")):
        coming = model.objects.filter(**{f"{ends}__gt": RELEASE})
        assert set(coming.values_list("state", flat=True)) == {"PLANNED", "SUBMITTED", "APPROVED"}
        assert not Fact.objects.filter(subject__in=coming.values("subject")).exists()


def test_members_of_teams_have_terms_and_their_days_are_confirmed_by_somebody_else(demo):
    assert Secondment.objects.filter(until__gt=RELEASE).count() >= 17
    confirmed = AttendanceSheet.objects.filter(state="CONFIRMED")
    assert confirmed.count() >= 10
    assert not confirmed.filter(submitted_by=F("settled_by")).exists()
    assert AttendanceSheet.objects.filter(state="SUBMITTED").exists()


def test_firms_are_known_by_their_people_and_chains_by_their_links(demo):
    assert Contact.objects.exclude(phone__startswith="130000").count() == 0
    assert Contact.objects.count() >= 50
    assert Mark.objects.exists()
    assert DueCheck.objects.exists()
    assert ChainLink.objects.count() >= 10


def _states(model):
    return set(model.objects.values_list("state", flat=True))


@pytest.mark.vendor("sqlite")  # where the command builds
def test_the_command_says_who_can_sign_in_and_that_all_is_made_up(said):
    assert "合成数据" in said
    assert PASSWORD in said
    for login in SHOWN:
        assert login in said


@pytest.mark.vendor("postgresql")  # where there is a second build
def test_two_builds_give_the_same_facts(demo, elsewhere):
    with sqlite3.connect(f"file:{elsewhere}?mode=ro", uri=True) as other:
        theirs = other.execute(_FACTS).fetchall()
    assert sorted(_facts()) == sorted(tuple(str(value) for value in row) for row in theirs)


_FACTS = """
    SELECT fact.ordinal, substr(fact.recorded_at, 1, 19), fact.kind, fact.standing, subject.code, occasion.code,
        fact.occurred_from, fact.occurred_on, fact.quantity, fact.amount, unit.code, fact.origin, fact.industry,
        fact.state, fact.status, fact.superseded_at IS NULL
    FROM ledger_fact fact JOIN organisation_unit unit ON unit.id = fact.unit_id
    LEFT JOIN ledger_subject subject ON subject.id = fact.subject_id
    LEFT JOIN ledger_subject occasion ON occasion.id = fact.occasion_id
"""


def _facts() -> list[tuple[str, ...]]:
    rows = Fact.objects.values_list(
        "ordinal", "recorded_at", "kind", "standing", "subject__code", "occasion__code", "occurred_from",
        "occurred_on", "quantity", "amount", "unit__code", "origin", "industry", "state", "status", "superseded_at",
    )  # fmt: skip
    return [
        tuple(
            str(value)
            for value in (row[0], row[1].strftime("%Y-%m-%d %H:%M:%S"), *row[2:-1], int(row[-1] is None))
        )
        for row in rows
    ]
