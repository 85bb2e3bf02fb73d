"""Two projects become one and two again; no fact is lost, and no past answer changes."""

from typing import Any

import pytest
from django.forms.models import model_to_dict

from luodi.duplicates import services
from luodi.duplicates.choices import CaseState, Kind, Level
from luodi.duplicates.models import DuplicateCase, Merge
from luodi.duplicates.rules import Match, MergeRefused
from luodi.figures.compute import compute_many
from luodi.figures.indicators import catalogue
from luodi.kernel.asof import AsOf
from luodi.kernel.money import Yuan
from luodi.kernel.periods import parse_period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Standing
from luodi.ledger.models import Fact
from luodi.organisation.models import Account, City
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import Clock
from luodi.projects.choices import Field, Stage
from luodi.projects.models import Project
from luodi.projects.tests.makers import make_project, make_signed, move_on, verified

MATCH = Match(Level.L1, ("名称相同",), ())


def same(one: Project, other: Project, *, by: Account, clock: Clock) -> DuplicateCase:
    """A case on the two, ruled to be the same."""
    pair = services.Pair(Kind.PROJECT, one.pk, other.pk, MATCH)
    case = services.open_cases([pair], city=one.city, actor=by, at=clock.now)[0]
    return services.rule(case=case, ruling=CaseState.SAME, reason="同一份协议", actor=by, at=clock.now)


def figures(
    city: City, clock: Clock, standing: Standing = Standing.CLAIMED, as_of: AsOf | None = None
) -> Any:
    period = parse_period("今年", today=clock.now.date())
    codes = [one.code for one in catalogue() if not one.is_ratio]
    found = compute_many(codes, city=city, period=period, standing=standing, as_of=as_of)
    return {code: one.raw for code, one in found.items()}


def rows(*projects: Project) -> list[dict[str, Any]]:
    found = [model_to_dict(Project.objects.get(pk=one.pk)) for one in projects]
    return [{k: v for k, v in row.items() if k not in {"version", "updated_at"}} for row in found]


def test_a_project_claimed_twice_counts_once_after_the_merge_and_twice_again_after_its_undoing(
    city: City, zhong: Account, qin: Account, liu: Account, wu: Account, clock: Clock
) -> None:
    mine = make_signed(by=liu, verifier=qin)
    theirs = make_signed(by=wu, verifier=qin, area=None)
    case = same(mine, theirs, by=qin, clock=clock)
    before, as_they_were = figures(city, clock), rows(mine, theirs)
    moment = ledger.resolve(city)

    merge = services.merge(case=case, keep="left", actor=zhong, at=clock.now)

    assert figures(city, clock)["signed.count"] == before["signed.count"] - 1
    assert figures(city, clock)["signed.amount"] == before["signed.amount"] - Yuan.from_yi("1.2").fen
    assert figures(city, clock, as_of=moment) == before
    assert services.merged_into(theirs) == mine
    assert not Project.objects.of(city.pk).matching(city.pk, theirs.code).exists()

    services.unmerge(merge=merge, reason="是两个项目", actor=zhong, at=clock.now)

    assert figures(city, clock) == before
    assert rows(mine, theirs) == as_they_were
    assert services.merged_into(theirs) is None
    assert Project.objects.of(city.pk).matching(city.pk, theirs.code).exists()


def test_a_stage_that_only_the_other_has_reached_goes_over_with_its_standing_and_its_day(
    city: City, zhong: Account, qin: Account, liu: Account, wu: Account, clock: Clock
) -> None:
    mine = make_signed(by=liu, verifier=qin)
    theirs = verified(
        move_on(make_signed(by=wu, verifier=qin, area=None), to=Stage.STARTED, by=wu, on="2020-07-05"), by=qin
    )
    before, as_they_were = figures(city, clock, Standing.VERIFIED), rows(mine, theirs)

    merge = services.merge(
        case=same(mine, theirs, by=qin, clock=clock), keep="left", actor=zhong, at=clock.now
    )

    mine.refresh_from_db()
    assert mine.stage == Stage.STARTED
    assert mine.started_on == theirs.started_on
    after = figures(city, clock, Standing.VERIFIED)
    assert after["started.count"] == before["started.count"] == 1
    assert after["signed.count"] == 1
    assert after["stock.started.count"] == 1
    assert after["stock.signed.count"] == 0

    services.unmerge(merge=merge, reason="裁定有误", actor=zhong, at=clock.now)
    assert figures(city, clock, Standing.VERIFIED) == before
    assert rows(mine, theirs) == as_they_were


def test_a_particular_is_taken_over_from_the_project_that_is_given_up(
    zhong: Account, qin: Account, liu: Account, wu: Account, clock: Clock
) -> None:
    mine = make_project(by=liu, origin="", summary="")
    theirs = make_project(by=wu, area=None, summary="年产十万片", total=Yuan.from_yi("1.3"))
    case = same(mine, theirs, by=qin, clock=clock)
    offered = {
        one.field
        for one in services.preview_merge(case=case, keep="left", actor=zhong, at=clock.now).differences
    }
    assert {Field.TOTAL, Field.SUMMARY, Field.ORIGIN} <= offered

    merge = services.merge(
        case=case, keep="left", actor=zhong, at=clock.now, take=[Field.TOTAL, Field.SUMMARY]
    )
    mine.refresh_from_db()
    assert (mine.total, mine.summary, mine.origin) == (Yuan.from_yi("1.3"), "年产十万片", "")

    services.unmerge(merge=merge, reason="裁定有误", actor=zhong, at=clock.now)
    mine.refresh_from_db()
    assert (mine.total, mine.summary) == (Yuan.from_yi("1.2"), "")


def test_what_has_been_verified_is_not_overwritten_by_a_merge(
    zhong: Account, qin: Account, liu: Account, wu: Account, clock: Clock
) -> None:
    mine = make_signed(by=liu, verifier=qin)
    theirs = make_project(by=wu, area=None, total=Yuan.from_yi("1.3"))
    case = same(mine, theirs, by=qin, clock=clock)
    with pytest.raises(MergeRefused, match="更正"):
        services.merge(case=case, keep="left", actor=zhong, at=clock.now, take=[Field.TOTAL])
    assert not Merge.objects.exists()


def test_the_preview_says_which_figures_move_and_writes_nothing(
    city: City, zhong: Account, qin: Account, liu: Account, wu: Account, clock: Clock
) -> None:
    mine, theirs = make_signed(by=liu, verifier=qin), make_signed(by=wu, verifier=qin, area=None)
    case = same(mine, theirs, by=qin, clock=clock)
    facts, state = Fact.objects.count(), rows(mine, theirs)

    preview = services.preview_merge(case=case, keep="left", actor=zhong, at=clock.now)

    moves = {(one.before.code, one.before.standing): one.change for one in preview.figures}
    assert moves["signed.count", Standing.VERIFIED] == "-1"
    assert moves["signed.amount", Standing.VERIFIED].startswith("-1.2")
    assert len(preview.ended) == 4
    assert not preview.moved
    assert (Fact.objects.count(), rows(mine, theirs)) == (facts, state)
    assert not Merge.objects.exists()


def test_only_the_centre_merges_and_only_what_was_ruled_the_same(
    zhong: Account, qin: Account, liu: Account, wu: Account, clock: Clock
) -> None:
    mine, theirs = make_project(by=liu), make_project(by=wu, area=None)
    pair = services.Pair(Kind.PROJECT, mine.pk, theirs.pk, MATCH)
    case = services.open_cases([pair], city=mine.city, actor=qin, at=clock.now)[0]
    with pytest.raises(MergeRefused, match="同一个"):
        services.merge(case=case, keep="left", actor=zhong, at=clock.now)
    services.rule(case=case, ruling=CaseState.SAME, reason="同一份协议", actor=qin, at=clock.now)
    for other in (qin, liu):
        with pytest.raises(NotAllowed):
            services.merge(case=case, keep="left", actor=other, at=clock.now)
    services.merge(case=case, keep="left", actor=zhong, at=clock.now)
    with pytest.raises(MergeRefused, match="已经合并"):
        services.merge(case=case, keep="left", actor=zhong, at=clock.now)


def test_a_merge_that_was_built_upon_is_not_undone(
    zhong: Account, qin: Account, liu: Account, wu: Account, clock: Clock
) -> None:
    mine = make_project(by=liu)
    theirs = move_on(make_project(by=wu, area=None), to=Stage.SIGNED, by=wu, on="2020-07-05")
    merge = services.merge(
        case=same(mine, theirs, by=qin, clock=clock), keep="left", actor=zhong, at=clock.now
    )
    mine.refresh_from_db()
    verified(mine, by=qin)
    with pytest.raises(ledger.BatchRefused, match="又被修改"):
        services.unmerge(merge=merge, reason="裁定有误", actor=zhong, at=clock.now)


def test_merges_one_upon_the_other_are_undone_last_first_and_everything_is_as_before(
    city: City, zhong: Account, qin: Account, liu: Account, wu: Account, clock: Clock
) -> None:
    first, second = make_signed(by=liu, verifier=qin), make_project(by=wu, area=None)
    third = move_on(make_project(by=wu, area=None, name="云溪镜片三厂"), to=Stage.SIGNED, by=wu)
    one, other = same(first, second, by=qin, clock=clock), same(second, third, by=qin, clock=clock)
    before, as_they_were = figures(city, clock), rows(first, second, third)
    earlier = services.merge(case=one, keep="right", actor=zhong, at=clock.now)
    between = figures(city, clock)
    later = services.merge(case=other, keep="right", actor=zhong, at=clock.now)
    assert figures(city, clock)["stock.signed.count"] == 1

    with pytest.raises(MergeRefused, match=f"{second.code} 之后又并入了 {third.code}"):
        services.unmerge(merge=earlier, reason="裁定有误", actor=zhong, at=clock.now)
    services.unmerge(merge=later, reason="裁定有误", actor=zhong, at=clock.now)
    assert figures(city, clock) == between
    services.unmerge(merge=earlier, reason="裁定有误", actor=zhong, at=clock.now)
    assert figures(city, clock) == before
    assert rows(first, second, third) == as_they_were


def test_what_became_part_of_another_is_not_merged_again(
    zhong: Account, qin: Account, liu: Account, wu: Account, clock: Clock
) -> None:
    first, second, third = make_project(by=liu), make_project(by=wu, area=None), make_project(by=liu)
    one, other = same(first, second, by=qin, clock=clock), same(second, third, by=qin, clock=clock)
    services.merge(case=one, keep="left", actor=zhong, at=clock.now)
    with pytest.raises(MergeRefused, match=f"{second.code} 已并入 {first.code}"):
        services.merge(case=other, keep="right", actor=zhong, at=clock.now)


def test_the_preview_says_whose_credit_stays_and_whose_ends(
    zhong: Account, qin: Account, liu: Account, wu: Account, clock: Clock
) -> None:
    mine, theirs = make_project(by=liu), make_project(by=wu, area=None)
    case = same(mine, theirs, by=qin, clock=clock)
    preview = services.preview_merge(case=case, keep="left", actor=zhong, at=clock.now)
    assert [one.says for one in preview.credits] == ["云溪县", "石桥县"]
    assert [unit.short_name for unit in preview.loses_credit] == ["石桥县"]
