"""Administrative divisions: complete, a tree, and dated where codes changed."""

from datetime import date

import pytest

from luodi.refdata import divisions, tables
from luodi.refdata.divisions import AmbiguousDivision, Level, UnknownDivision, division, find_division

BEFORE, AFTER = date(2015, 12, 2), date(2015, 12, 3)


def test_there_are_34_provinces_333_prefectures_and_all_counties():
    assert len(divisions.divisions(Level.PROVINCE)) == 34
    assert len(divisions.divisions(Level.PREFECTURE)) == 333
    assert len(divisions.divisions(Level.COUNTY)) == 2842


def test_codes_are_unique_and_stand_below_an_existing_parent():
    codes = [row["code"] for row in tables.rows("divisions")]
    assert len(set(codes)) == len(codes)
    for level in (Level.PREFECTURE, Level.COUNTY):
        for one in divisions.divisions(level):
            assert one.code.startswith(division(one.parent).prefix)


def test_huainan_has_its_seven_counties_and_had_six():
    names = [one.name for one in divisions.within("340400", AFTER)]
    assert names == ["大通区", "田家庵区", "谢家集区", "八公山区", "潘集区", "凤台县", "寿县"]
    assert [one.code for one in divisions.within("340400", BEFORE)][-1] == "340421"


def test_shou_county_changed_its_code_with_its_city():
    assert find_division("寿县", BEFORE).code == "341521"
    assert find_division("寿县", AFTER).code == find_division("寿县").code == "340422"
    assert division("341521").name == "寿县"
    with pytest.raises(UnknownDivision, match="寿县（341521）自 2015-12-03 起停用，2015-12-03 不适用"):
        division("341521", AFTER)
    with pytest.raises(UnknownDivision, match="自 2015-12-03 起启用"):
        division("340422", BEFORE)


def test_a_prefecture_that_was_dissolved_is_found_in_its_time():
    assert find_division("巢湖市", date(2011, 8, 21)).code == "341400"
    assert find_division("巢湖市", date(2011, 8, 22)).code == "340181"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("安徽", "340000"),
        ("安徽省", "340000"),
        ("内蒙古", "150000"),
        ("淮南", "340400"),
        ("延边", "222400"),
        ("重庆", "500000"),
        ("吉林", "220000"),
        ("吉林市", "220200"),
        ("海南", "460000"),
        ("大通区", "340402"),
        ("安徽省淮南市寿县", "340422"),
        ("安徽淮南", "340400"),
        ("江苏省南京市鼓楼区", "320106"),
        ("深圳市南山区", "440305"),
        ("北京市朝阳区", "110105"),
        ("香港", "810000"),
        ("济源", "419001"),
    ],
)
def test_a_division_is_found_by_name_short_name_or_path(name, code):
    assert find_division(name).code == code


def test_a_name_of_several_divisions_is_refused_with_all_of_them():
    with pytest.raises(AmbiguousDivision, match="不止一处，请写明所在省市，如：江苏省南京市鼓楼区、"):
        find_division("鼓楼区")
    assert find_division("鼓楼区", prefix="3201").code == "320106"


@pytest.mark.parametrize(
    ("name", "message"),
    [("淮男市", r"是否为：.*淮南市"), ("寿县某某", "没有行政区划“寿县某某”"), ("", "没有行政")],
)
def test_an_unknown_name_is_refused_with_what_is_near(name, message):
    with pytest.raises(UnknownDivision, match=message):
        find_division(name)


def test_short_codes_are_read_and_unknown_ones_refused():
    assert division("34").name == "安徽省"
    assert division("3404").prefix == "3404"
    assert division("34").prefix == "34"
    with pytest.raises(UnknownDivision, match="没有行政区划代码“999999”"):
        division("999999")


def test_a_full_name_holds_the_names_above():
    assert divisions.full_name("340422") == "安徽省淮南市寿县"
    assert divisions.full_name("110105") == "北京市朝阳区"


def test_levels_have_chinese_names():
    assert [level.label for level in Level] == ["省级", "地级", "县级"]
