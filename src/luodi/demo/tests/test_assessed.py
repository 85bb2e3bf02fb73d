"""What the demo city shows of targets and assessment: measured, told, objected to, corrected, settled."""

from datetime import date

from django.db.models import F

from luodi.assessment.choices import RunState
from luodi.assessment.models import (
    Citation,
    ConfirmedInput,
    Group,
    Listed,
    MarkEvent,
    Objection,
    RatingMark,
    RatingRound,
    Run,
    RunScore,
    SchemeVersion,
    SelfSheet,
)
from luodi.assessment.record_choices import CitationState, ObjectionState
from luodi.assessment.selectors.objections import n_open
from luodi.assessment.selectors.thawing import verify
from luodi.demo.plan import RELEASE
from luodi.demo.schemes import COUNTY_GROUP, POST_GROUP, TEAM_GROUP
from luodi.organisation import clock
from luodi.targets.models import Target


def runs(name):
    return list(Run.objects.filter(group__name=name).order_by("number"))


def scores(run):
    return {one.key: one for one in RunScore.objects.filter(run=run)}


def test_counties_teams_and_groups_are_assessed_by_schemes_that_others_than_their_drafters_adopted(demo):
    assert set(Group.objects.values_list("name", flat=True)) == {COUNTY_GROUP, TEAM_GROUP, POST_GROUP}
    schemes = SchemeVersion.objects.all()
    assert {one.state for one in schemes} == {"ADOPTED"}
    assert all("〔2020〕" in one.document for one in schemes)
    assert not schemes.filter(adopted_by__person=F("written_by__person")).exists()
    tried = schemes.get(group__name=COUNTY_GROUP)
    assert tried.edited_at > tried.written_at
    assert tried.adopted_by.login == "leader"


def test_every_county_has_the_targets_that_the_scheme_asks_for_but_two_that_were_spared_one(demo):
    held = Target.objects.standing().filter(unit__kind="COUNTY", year=2020)
    for code, n in (
        ("signed.industrial.amount", 11),
        ("producing.industrial.count", 11),
        ("building.outside.new.count", 9),
    ):
        assert held.filter(indicator=code).count() == n
    spared = scores(runs(COUNTY_GROUP)[-1])["BAGONGSHAN"].items.get(code="B")
    assert spared.standing == "SPREAD"


def test_the_half_year_was_objected_to_twice_corrected_once_and_is_in_the_archive(demo):
    first, second, _ = runs(COUNTY_GROUP)
    assert (first.state, second.state) == (RunState.SUPERSEDED, RunState.ARCHIVED)
    assert second.supersedes_id == first.pk
    upheld, rejected = (
        Objection.objects.get(run=first, state=state)
        for state in (ObjectionState.UPHELD, ObjectionState.REJECTED)
    )
    assert upheld.corrections.get().applied_in_id == second.pk
    assert rejected.unit.code == "SHOU"
    assert not Objection.objects.filter(ruled_by__unit=F("unit")).exists()
    before, after = scores(first), scores(second)
    assert after["FENGTAI"].total > before["FENGTAI"].total
    assert after["FENGTAI"].rank < before["FENGTAI"].rank
    assert {key for key, one in after.items() if one.total != before[key].total} == {"FENGTAI"}


def test_january_to_august_is_shown_to_all_and_one_county_waits_for_an_answer(demo):
    last = runs(COUNTY_GROUP)[-1]
    assert (last.state, last.last_on) == (RunState.PROVISIONAL, date(2020, 8, 31))
    assert last.objections_until > RELEASE
    assert n_open(last) == 1
    waiting = Objection.objects.open().get()
    assert waiting.unit.code == "SHOU"
    assert waiting.raised_at < clock.now(demo)
    now = scores(last)
    assert {one.last_rank for one in now.values() if one.rank} == set(range(1, 11))
    assert now["MAOJI"].rank is None
    assert now["MAOJI"].place == "只通报不排名"


def test_teams_and_groups_stand_in_their_own_order(demo):
    for name, n in ((TEAM_GROUP, 11), (POST_GROUP, 6)):
        (run,) = runs(name)
        assert run.state == RunState.PROVISIONAL
        assert sorted(one.rank for one in scores(run).values()) == list(range(1, n + 1))


def test_every_run_comes_out_the_same_from_its_frozen_inputs(demo):
    for run in Run.objects.all():
        assert not verify(run).differences


def test_numbers_and_events_were_confirmed_by_somebody_else_and_some_wait(demo):
    for model in (ConfirmedInput, MarkEvent):
        rows = model.objects.all()
        assert rows.pending().exists()
        assert not rows.filter(confirmed_by__person=F("entered_by__person")).exists()
        assert rows.filter(confirmed_at__isnull=False).count() >= 5
    notes = [text for one in scores(runs(COUNTY_GROUP)[-1]).values() for text in one.told["notes"]]
    assert sum("尚未" in text for text in notes) == 3


def test_two_rounds_were_rated_and_one_rater_is_missing(demo):
    assert {one.state for one in RatingRound.objects.all()} == {"CLOSED"}
    missing = RatingMark.objects.filter(points=None)
    assert set(missing.values_list("seat__account__login", flat=True)) == {"jinrong"}
    said = scores(runs(COUNTY_GROUP)[1])["SHOU"].items.get(code="E").way["steps"]
    assert any("1 人未评" in step[0] for step in said)


def test_counties_assessed_themselves_but_one_and_are_asked_again(demo):
    half = SelfSheet.objects.filter(call__ends_on=date(2020, 6, 30))
    assert [one.unit.code for one in half.waiting()] == ["PANJI"]
    assert SelfSheet.objects.waiting().filter(call__due_on__gt=RELEASE, unit__code="SHOU").exists()


def test_who_came_first_stands_on_the_red_list_and_was_praised_by_a_bulletin(demo):
    standing = Listed.objects.standing()
    red = set(standing.filter(colour="RED").values_list("unit__code", flat=True))
    assert len(red) == 3
    assert standing.filter(colour="BLACK").count() == 1
    assert Listed.objects.filter(removed_at__isnull=False, by_rule=False).count() == 1
    praise = Citation.objects.get()
    assert praise.state == CitationState.ISSUED
    assert praise.issued_by != praise.drafted_by
    assert {one.unit.code for one in praise.names.all()} == red
