from datetime import date, timedelta

import pytest

from luodi.audit.models import AuditRecord
from luodi.organisation import selectors, services
from luodi.organisation.choices import Rank, UnitKind
from luodi.organisation.editing import EditedMeanwhile
from luodi.organisation.models import Unit, UnitVersion
from luodi.organisation.policies import NotAllowed
from luodi.organisation.rules import UnitRefused
from luodi.organisation.services import PostRefused
from luodi.organisation.tests.makers import FOUNDED, make_cast

MAY, JULY, AUGUST = date(2020, 5, 1), date(2020, 7, 1), date(2020, 8, 1)


def found_squad(cast, clock, code="SQUAD", parent=None, **values):
    given = {
        "city": cast.city,
        "name": "云溪县第一招商小分队",
        "short_name": "一分队",
        "kind": UnitKind.SQUAD,
        "area": "349921",
        "founded_on": MAY,
        "actor": cast.zhong,
        "at": clock.now,
    }
    return services.create_unit(code=code, parent=parent or cast.units.yunxi, **{**given, **values})


def move(cast, clock, unit, parent, since, **values):
    return services.change_unit(
        unit=unit, parent=parent, valid_from=since, actor=cast.zhong, at=clock.now, **values
    )


def test_a_founded_unit_has_its_first_version(cast, clock):
    squad = found_squad(cast, clock)
    version = squad.versions.get()
    assert (version.valid_from, version.parent, version.kind) == (MAY, cast.units.yunxi, UnitKind.SQUAD)


def test_a_unit_without_a_parent_hangs_from_the_city(cast):
    assert cast.units.yunxi.parent == cast.units.top == selectors.root(cast.city)


def test_a_move_counts_from_its_day_on_and_the_past_stays(cast, clock, units):
    squad = found_squad(cast, clock)
    move(cast, clock, squad, units.shiqiao, JULY)
    assert squad.pk in selectors.subtree_ids(units.yunxi, on=date(2020, 6, 30))
    assert squad.pk not in selectors.subtree_ids(units.yunxi, on=JULY)
    assert selectors.subtree_ids(units.shiqiao, on=JULY) == {units.shiqiao.pk, squad.pk}
    assert Unit.objects.get(pk=squad.pk).parent == units.shiqiao


def test_a_unit_is_below_nothing_before_it_was_founded(cast, clock, units):
    squad = found_squad(cast, clock)
    assert squad.pk not in selectors.subtree_ids(units.top, on=date(2020, 4, 30))


def test_a_move_that_is_entered_late_does_not_undo_a_later_one(cast, clock, units):
    squad = found_squad(cast, clock)
    move(cast, clock, squad, units.shiqiao, AUGUST)
    move(cast, clock, squad, units.park, JULY)
    assert squad.pk in selectors.subtree_ids(units.park, on=JULY)
    assert squad.pk in selectors.subtree_ids(units.shiqiao, on=AUGUST)
    assert Unit.objects.get(pk=squad.pk).parent == units.shiqiao


def test_the_tree_can_be_asked_as_it_was_on_record(cast, clock, units):
    squad = found_squad(cast, clock)
    before = clock.now
    clock.advance(days=1)
    move(cast, clock, squad, units.shiqiao, JULY)
    assert squad.pk in selectors.subtree_ids(units.yunxi, on=AUGUST, known_at=before)
    assert squad.pk not in selectors.subtree_ids(units.yunxi, on=AUGUST, known_at=clock.now)


def test_asking_a_subtree_costs_one_query(cast, clock, units, django_assert_num_queries):
    with django_assert_num_queries(1):
        selectors.subtree_ids(units.top, on=clock.day)


def test_a_circle_is_refused_and_nothing_changes(cast, clock, units):
    squad = found_squad(cast, clock)
    versions = UnitVersion.objects.count()
    for parent in (squad, units.yunxi):
        with pytest.raises(UnitRefused, match="下级"):
            move(cast, clock, units.yunxi, parent, JULY)
    assert UnitVersion.objects.count() == versions


def test_the_city_hangs_from_nothing(cast, clock, units):
    with pytest.raises(UnitRefused, match="没有上级"):
        move(cast, clock, units.top, units.yunxi, JULY)


@pytest.mark.parametrize(
    ("day", "said"), [(date(2009, 1, 1), "不能早于设立日期"), (date(2020, 8, 4), "不能晚于今天")]
)
def test_a_change_lies_between_founding_and_today(cast, clock, units, day, said):
    with pytest.raises(UnitRefused, match=said):
        move(cast, clock, units.yunxi, None, day, name="新名")


def test_a_new_name_leaves_the_old_one_on_its_days(cast, clock, units):
    services.change_unit(
        unit=units.park, valid_from=JULY, name="示例经济开发区", actor=cast.zhong, at=clock.now
    )
    names = {day: {node.unit.code: node.name for node in walk(cast.city, day)}["PARK"] for day in (MAY, JULY)}
    assert names == {MAY: "示例高新技术产业园区", JULY: "示例经济开发区"}


def test_the_tree_of_a_day_shows_the_units_that_were_open(cast, clock, units):
    squad = found_squad(cast, clock)
    services.close_unit(unit=squad, closed_on=JULY, actor=cast.zhong, at=clock.now)
    (top,) = selectors.tree(cast.city, MAY)
    assert top.unit == units.top
    yunxi = next(node for node in top.children if node.unit == units.yunxi)
    assert [node.unit for node in yunxi.children] == [squad]
    assert squad.pk not in {node.unit.pk for node in walk(cast.city, JULY)}
    assert units.team.pk not in {node.unit.pk for node in walk(cast.city, MAY)}


def test_what_a_closed_unit_did_stays_in_the_subtree(cast, clock, units):
    squad = found_squad(cast, clock)
    services.close_unit(unit=squad, closed_on=JULY, actor=cast.zhong, at=clock.now)
    assert squad.pk in selectors.subtree_ids(units.yunxi, on=clock.day)


def test_a_unit_with_an_open_child_is_not_closed(cast, clock, units):
    squad = found_squad(cast, clock)
    with pytest.raises(UnitRefused, match="一分队"):
        services.close_unit(unit=units.yunxi, closed_on=JULY, actor=cast.zhong, at=clock.now)
    services.close_unit(unit=squad, closed_on=JULY, actor=cast.zhong, at=clock.now)
    with pytest.raises(UnitRefused, match="一分队"):
        services.close_unit(unit=units.yunxi, closed_on=date(2020, 6, 1), actor=cast.zhong, at=clock.now)
    services.close_unit(unit=units.yunxi, closed_on=JULY, actor=cast.zhong, at=clock.now)
    assert Unit.objects.get(pk=units.yunxi.pk).closed_on == JULY


def test_a_closed_unit_is_not_closed_again_nor_given_children(cast, clock, units):
    services.close_unit(unit=units.shiqiao, closed_on=JULY, actor=cast.zhong, at=clock.now)
    with pytest.raises(UnitRefused, match="已于 2020-07-01 撤销"):
        services.close_unit(unit=units.shiqiao, closed_on=AUGUST, actor=cast.zhong, at=clock.now)
    with pytest.raises(UnitRefused, match="已经撤销"):
        found_squad(cast, clock, parent=units.shiqiao, founded_on=AUGUST)
    with pytest.raises(UnitRefused, match="撤销"):
        move(cast, clock, units.shiqiao, units.park, AUGUST)


def test_the_city_itself_is_not_closed(cast, clock, units):
    with pytest.raises(UnitRefused, match="市级单位"):
        services.close_unit(unit=units.top, closed_on=AUGUST, actor=cast.zhong, at=clock.now)


def test_a_code_is_used_once(cast, clock):
    with pytest.raises(UnitRefused, match="已被使用"):
        found_squad(cast, clock, code="YUNXI")


def test_a_parent_of_another_city_is_refused(cast, clock):
    there = make_cast(code="349800", name="邻市")
    with pytest.raises(UnitRefused, match="不属于本市"):
        found_squad(cast, clock, parent=there.units.yunxi)


@pytest.mark.parametrize("who", ["liu", "qin", "hong", "wai", "security_admin", "audit_admin"])
def test_only_the_centre_and_the_system_administrator_arrange_units(cast, clock, units, who):
    with pytest.raises(NotAllowed, match="只有系统管理员和中心业务员"):
        found_squad(cast, clock, actor=getattr(cast, who))
    with pytest.raises(NotAllowed):
        services.close_unit(unit=units.park, closed_on=AUGUST, actor=getattr(cast, who), at=clock.now)


def test_the_second_of_two_editors_learns_what_the_first_changed(cast, clock, units):
    shown = Unit.objects.get(pk=units.park.pk).version
    services.change_unit(
        unit=units.park,
        valid_from=JULY,
        name="示例经济开发区",
        expected_version=shown,
        actor=cast.zhong,
        at=clock.now,
    )
    with pytest.raises(EditedMeanwhile, match=r"钟已修改.*单位名称"):
        services.change_unit(
            unit=units.park,
            valid_from=JULY,
            short_name="开发区",
            expected_version=shown,
            actor=cast.system_admin,
            at=clock.now,
        )
    assert Unit.objects.get(pk=units.park.pk).short_name == "高新区"


def test_every_act_on_a_unit_is_in_the_trail(cast, clock):
    squad = found_squad(cast, clock)
    move(cast, clock, squad, cast.units.park, JULY)
    services.close_unit(unit=squad, closed_on=AUGUST, actor=cast.zhong, at=clock.now)
    trail = AuditRecord.objects.filter(target_kind="unit", target_code="SQUAD").order_by("id")
    assert [one.act for one in trail] == ["设立单位", "变更单位", "撤销单位"]
    assert trail[1].changes["上级单位"] == ["YUNXI", "PARK"]


def test_a_leader_is_a_leader_from_the_first_to_the_day_before_the_last(cast, clock, hong):
    post = hong.person.posts.get()
    services.end_post(post=post, until=AUGUST, actor=cast.zhong, at=clock.now)
    assert selectors.leaders(cast.city, AUGUST - timedelta(days=1)) == [hong.person]
    assert selectors.leaders(cast.city, AUGUST) == []
    assert selectors.leaders(cast.city, FOUNDED - timedelta(days=1)) == []
    with pytest.raises(PostRefused, match="已于"):
        services.end_post(post=post, until=AUGUST, actor=cast.zhong, at=clock.now)


def test_a_leader_with_two_posts_is_one_leader(cast, clock, hong):
    services.appoint(
        person=hong.person,
        unit=cast.units.park,
        title="工委书记",
        rank=Rank.CITY_LEADER,
        since=JULY,
        actor=cast.zhong,
        at=clock.now,
    )
    assert selectors.leaders(cast.city, AUGUST) == [hong.person]


def test_a_post_does_not_end_before_it_began(cast, clock, hong):
    with pytest.raises(PostRefused, match="早于任职日期"):
        services.appoint(
            person=hong.person,
            unit=cast.units.park,
            title="工委书记",
            rank=Rank.HEAD,
            since=JULY,
            until=MAY,
            actor=cast.zhong,
            at=clock.now,
        )


def test_a_persons_number_is_kept_out_of_the_trail(cast, clock, liu):
    services.change_person(person=liu.person, mobile="13800000000", actor=cast.zhong, at=clock.now)
    record = AuditRecord.objects.filter(target_kind="person").latest("id")
    assert "手机" in record.changes
    assert "13800000000" not in str(record.changes)


def walk(city, day):
    waiting = list(selectors.tree(city, day))
    while waiting:
        node = waiting.pop()
        waiting += node.children
        yield node
