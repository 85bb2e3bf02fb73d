"""Groups and their members; schemes from a draft to what is in force; the command line."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from luodi.assessment import scoring, services
from luodi.assessment.choices import GroupKind, SchemeState
from luodi.assessment.engine import SchemeRefused
from luodi.assessment.models import RunItem, SchemeVersion
from luodi.assessment.rules import AssessmentRefused, overlaps
from luodi.assessment.selectors.asking import Span, period_of
from luodi.assessment.selectors.packs import packs
from luodi.assessment.services import Joining
from luodi.assessment.tests.group_makers import DOCUMENT, SCHEME, make_adopted, make_group, make_run
from luodi.kernel.periods import Period
from luodi.organisation.editing import EditedMeanwhile
from luodi.organisation.policies import NotAllowed


def test_a_unit_stands_in_one_group_of_a_kind_at_a_time(zhong, units, clock):
    make_group(zhong, clock.now, units.yunxi)
    with pytest.raises(AssessmentRefused, match="请先从那里调出"):
        make_group(zhong, clock.now, units.yunxi, name="另一组")
    assert make_group(zhong, clock.now, units.yunxi, name="百日攻坚", kind=GroupKind.CAMPAIGN)


def test_a_group_of_leaders_takes_leaders_only(zhong, hong, units, clock):
    group = make_group(zhong, clock.now, name="市领导组", kind=GroupKind.LEADER)
    services.add_members(group=group, members=[Joining(holder=hong.person)], actor=zhong, at=clock.now)
    assert group.memberships.get().key == f"@{hong.person.code}"
    with pytest.raises(AssessmentRefused, match="不能有"):
        services.add_members(group=group, members=[Joining(holder=units.yunxi)], actor=zhong, at=clock.now)


def test_a_group_has_a_name_of_its_own_and_is_made_by_the_centre(zhong, liu, clock):
    make_group(zhong, clock.now)
    with pytest.raises(AssessmentRefused, match="换一个名称"):
        make_group(zhong, clock.now)
    with pytest.raises(NotAllowed):
        make_group(liu, clock.now, name="乙组")


def test_a_member_leaves_after_it_came(zhong, units, clock):
    group = make_group(zhong, clock.now, units.yunxi)
    member = group.memberships.get()
    with pytest.raises(AssessmentRefused, match="调出日期"):
        services.take_out(membership=member, until=date(2020, 1, 1), actor=zhong, at=clock.now)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((date(2020, 1, 1), None), (date(2020, 6, 1), None), True),
        ((date(2020, 1, 1), date(2020, 6, 1)), (date(2020, 6, 1), None), False),
        ((date(2020, 6, 1), None), (date(2020, 1, 1), date(2020, 6, 2)), True),
    ],
)
def test_spans_overlap_up_to_the_day_before_their_end(a, b, expected):
    assert overlaps(a, b) is expected


def test_a_new_version_supersedes_the_one_before(zhong, hong, clock):
    group = make_group(zhong, clock.now)
    first = make_adopted(group, by=zhong, adopts=hong, at=clock.now)
    second = make_adopted(group, by=zhong, adopts=hong, at=clock.now, text=SCHEME.replace("60, ", "60,  "))
    first.refresh_from_db()
    assert (first.state, second.state, second.number) == (SchemeState.SUPERSEDED, SchemeState.ADOPTED, 2)


def test_who_wrote_or_changed_a_scheme_does_not_adopt_it(zhong, hong, liu, clock):
    draft = services.write_scheme(group=make_group(zhong, clock.now), text=SCHEME, actor=zhong, at=clock.now)
    for actor, refusal in ((zhong, AssessmentRefused), (liu, NotAllowed)):
        with pytest.raises(refusal):
            services.adopt_scheme(scheme=draft, document=DOCUMENT, actor=actor, at=clock.now)
    with pytest.raises(AssessmentRefused, match="印发文件"):
        services.adopt_scheme(scheme=draft, document=" ", actor=hong, at=clock.now)


def test_a_draft_with_faults_is_kept_and_not_adopted(zhong, hong, clock):
    wrong = SCHEME.replace("total: 100", "total: 90")
    draft = services.write_scheme(group=make_group(zhong, clock.now), text=wrong, actor=zhong, at=clock.now)
    with pytest.raises(SchemeRefused, match="合计 100"):
        services.adopt_scheme(scheme=draft, document=DOCUMENT, actor=hong, at=clock.now)


def test_the_second_to_save_a_draft_is_told(zhong, clock):
    draft = services.write_scheme(group=make_group(zhong, clock.now), text=SCHEME, actor=zhong, at=clock.now)
    said = {"scheme": draft, "actor": zhong, "at": clock.now, "expected_version": 0}
    services.edit_scheme(text=SCHEME + "remarks: 一\n", **said)
    with pytest.raises(EditedMeanwhile):
        services.edit_scheme(text=SCHEME + "remarks: 二\n", **said)


def test_what_is_in_force_is_neither_changed_nor_thrown_away(zhong, hong, clock):
    adopted = make_adopted(make_group(zhong, clock.now), by=zhong, adopts=hong, at=clock.now)
    with pytest.raises(AssessmentRefused, match="不能改动"):
        services.edit_scheme(scheme=adopted, text="title: 另", actor=zhong, at=clock.now)
    with pytest.raises(AssessmentRefused, match="不能改动"):
        services.discard_scheme(scheme=adopted, actor=zhong, at=clock.now)
    draft = services.write_scheme(group=adopted.group, text=SCHEME, actor=zhong, at=clock.now)
    services.discard_scheme(scheme=draft, actor=zhong, at=clock.now)
    assert SchemeVersion.objects.count() == 1


def test_a_column_that_no_list_of_projects_has_is_pointed_at(db):
    checked = scoring.check(SCHEME.replace("industrial: 工业", "colour: 颜色"))
    (finding,) = checked.findings
    assert "没有“colour”这一列" in finding.message
    assert "columns" in SCHEME.splitlines()[finding.line - 1]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("to_date", Period(date(2020, 1, 1), date(2020, 8, 15))),
        ("whole", Period(date(2020, 1, 1), date(2020, 12, 31))),
        ("month", Period(date(2020, 8, 1), date(2020, 8, 15))),
        ("quarter", Period(date(2020, 7, 1), date(2020, 8, 15))),
        ("last_year", Period(date(2019, 1, 1), date(2019, 12, 31))),
        ("last_year_to_date", Period(date(2019, 1, 1), date(2019, 8, 15))),
        ("as_of", Period.on(date(2020, 8, 15))),
    ],
)
def test_a_word_of_a_period_means_days(word, expected):
    assert period_of(word, Span(date(2020, 1, 1), date(2020, 12, 31), date(2020, 8, 15))) == expected


def test_the_packs_of_the_program_can_be_begun_with(db):
    assert packs()


def test_the_command_computes_and_proves(zhong, hong, units, clock):
    group = make_group(zhong, clock.now, units.yunxi)
    make_adopted(group, by=zhong, adopts=hong, at=clock.now)
    out = StringIO()
    call_command("assess", "run", group.code, "--to=2020-07-31", "--as=zhong", stdout=out)
    call_command("assess", "verify", f"{group.code}/1", stdout=out)
    assert "云溪县" in out.getvalue()
    assert f"相符  {group.code}/1" in out.getvalue()
    RunItem.objects.filter(code="A2").update(exact="1")
    with pytest.raises(CommandError, match="1 次不符"):
        call_command("assess", "verify", "all", stdout=out)


def test_the_command_says_what_is_missing(zhong, units, clock):
    group = make_group(zhong, clock.now, units.yunxi)
    for words, said in (
        (("run", "NONE"), "没有编号"),
        (("run", group.code), "--as"),
        (("run", group.code, "--as=zhong"), "--to"),
        (("run", group.code, "--as=zhong", "--to=2020-07-31"), "施行"),
        (("verify", "NONE/1"), "没有这样"),
    ):
        with pytest.raises(CommandError, match=said):
            call_command("assess", *words)


def test_a_member_without_a_target_and_one_that_is_only_reviewed(zhong, hong, units, clock):
    group = make_group(zhong, clock.now)
    joining = [Joining(holder=units.yunxi), Joining(holder=units.shiqiao, reviewed_only=True)]
    joining.append(Joining(holder=units.park, excluded="当年新设"))
    services.add_members(group=group, members=joining, actor=zhong, at=clock.now)
    make_adopted(group, by=zhong, adopts=hong, at=clock.now)
    scores = {one.key: one for one in make_run(group, by=zhong, at=clock.now).scores.all()}
    items = {one.code: one.standing for one in scores[units.yunxi.code].items.all()}
    assert items["A1"] == "EXCLUDED"
    assert scores[units.shiqiao.code].rank is None
    assert scores[units.park.code].total is None
