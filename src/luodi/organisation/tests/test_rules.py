from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.organisation import rules
from luodi.organisation.choices import ADMINISTRATORS, Role
from luodi.organisation.models import login_key
from luodi.organisation.rules import Hung, LoginRefused, RolesExclude, UnitRefused

SPRING, SUMMER, AUTUMN = date(2020, 3, 1), date(2020, 6, 1), date(2020, 9, 1)
TREE = [Hung(1, None, SPRING), Hung(2, 1, SPRING), Hung(3, 2, SPRING), Hung(4, 1, SPRING), Hung(3, 4, SUMMER)]


def test_the_tree_of_a_day_follows_the_versions_of_that_day():
    assert rules.subtree(rules.parents_on(TREE, SPRING), 2) == {2, 3}
    assert rules.subtree(rules.parents_on(TREE, SUMMER), 2) == {2}
    assert rules.subtree(rules.parents_on(TREE, SUMMER), 4) == {3, 4}


def test_a_unit_that_was_not_there_yet_is_below_nothing():
    assert rules.subtree(rules.parents_on(TREE, date(2020, 2, 1)), 1) == {1}


def test_of_two_versions_of_one_day_the_later_recorded_one_holds():
    assert rules.parents_on([*TREE, Hung(3, 2, SUMMER)], SUMMER)[3] == 2


@pytest.mark.parametrize("parent", [2, 3])
def test_a_unit_does_not_hang_from_itself_or_from_below_itself(parent):
    with pytest.raises(UnitRefused, match="本单位或本单位的下级"):
        rules.check_no_circle(TREE, Hung(2, parent, SPRING))


def test_a_circle_that_would_close_on_a_later_day_is_found():
    """3 moves below 4 in summer; 4 below 3 since spring would be a circle from then on."""
    with pytest.raises(UnitRefused):
        rules.check_no_circle(TREE, Hung(4, 3, SPRING))


def test_a_move_that_ends_before_the_circle_would_close_is_let_through():
    later = [*TREE[:4], Hung(4, 1, SUMMER), Hung(3, 4, AUTUMN)]
    rules.check_no_circle(later, Hung(4, 3, SPRING))


@pytest.mark.parametrize("code", ["", "shou", "SHOU+HUAI", "unit:1", "寿县", "-A", "A" * 41])
def test_a_unit_code_that_no_scope_could_name_is_refused(code):
    with pytest.raises(UnitRefused, match="单位编码"):
        rules.check_unit_code(code)


@pytest.mark.parametrize("login", ["Admin", "admin", "ａｄｍｉｎ", "ＡＤＭＩＮ", " admin "])
def test_width_and_case_do_not_tell_login_names_apart(login):
    assert login_key(login) == "admin"


@given(st.text(max_size=40))
def test_a_login_key_is_its_own_key(login):
    assert login_key(login_key(login)) == login_key(login)


@pytest.mark.parametrize("login", ["刘一", "liu.yi", "liu-1", "l1"])
def test_plain_login_names_are_taken(login):
    rules.check_login(login_key(login))


@pytest.mark.parametrize(
    "login", ["", "a", "li\u200bu", "аdmin", "li u", ".liu", "a" * 41, "l\x00u", "\u202eliu"]
)
def test_login_names_that_look_like_others_are_refused(login):
    with pytest.raises(LoginRefused):
        rules.check_login(login_key(login))


@pytest.mark.parametrize("held", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("new", list(Role))
def test_an_administrator_is_nothing_else(held, new):
    if new == held:
        rules.check_roles([held], new)
        return
    with pytest.raises(RolesExclude, match="互斥" if new in ADMINISTRATORS else "管理员不得兼任业务角色"):
        rules.check_roles([held], new)


@pytest.mark.parametrize("new", sorted(ADMINISTRATORS))
def test_who_does_business_becomes_no_administrator(new):
    with pytest.raises(RolesExclude, match="单位台账员"):
        rules.check_roles([Role.CLERK, Role.REVIEWER], new)


def test_business_roles_go_together():
    rules.check_roles([Role.CLERK, Role.CENTRE], Role.REVIEWER)
