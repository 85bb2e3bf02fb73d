"""Origins: dated groups, divisions and countries as code prefixes."""

from datetime import date

import pytest

from luodi.refdata import countries, divisions, regions
from luodi.refdata.countries import UnknownCountry
from luodi.refdata.regions import UnknownOrigin, find_origin, origin_codes, origin_name, region

TODAY = date(2020, 9, 22)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("长三角", ("31", "32", "33", "34")),
        ("长三角地区", ("31", "32", "33", "34")),
        ("珠三角", ("4401", "4403", "4404", "4406", "4407", "4412", "4413", "4419", "4420")),
        ("京津冀", ("11", "12", "13")),
        ("东北", ("21", "22", "23")),
        ("港澳台", ("71", "81", "82")),
        ("广东", ("44",)),
        ("深圳", ("4403",)),
        ("上海", ("31",)),
        ("寿县", ("340422",)),
        ("香港", ("81",)),
        ("美国", ("US",)),
        ("印尼", ("ID",)),
        ("bvi", ("VG",)),
    ],
)
def test_a_name_becomes_the_prefixes_of_the_codes_that_fall_in_it(name, codes):
    assert origin_codes(name, TODAY) == codes


def test_the_yangtze_delta_has_anhui_since_the_outline_of_2019():
    before, after = region("长三角", date(2019, 11, 30)), region("长三角", date(2019, 12, 1))
    assert (before.version, after.version) == ("两省一市", "三省一市")
    assert set(after.codes) - set(before.codes) == {"340000"}


def test_a_group_is_unknown_before_it_was_defined():
    with pytest.raises(UnknownOrigin, match="在 2015-01-01 还没有定义，最早自 2016-06-01 起"):
        region("长三角城市群", date(2015, 1, 1))


def test_every_group_consists_of_existing_divisions_without_overlap_and_names_its_source():
    for one in regions.regions():
        prefixes = [divisions.division(code).prefix for code in one.codes]
        assert len(set(prefixes)) == len(prefixes)
        assert not any(a != b and a.startswith(b) for a in prefixes for b in prefixes)
        assert one.source


def test_the_four_economic_regions_make_up_the_mainland():
    parts = [code for name in ("东部", "中部", "西部", "东北") for code in region(name, TODAY).codes]
    assert len(set(parts)) == len(parts) == 31


def test_a_single_division_is_a_region_without_version():
    assert region("广东", TODAY).version == ""
    assert region("广东", TODAY).source


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("长三脚", "是否为：长三角"),
        ("广冬", "没有来源地“广冬”"),
        ("鼓楼区", "不止一处"),
        ("火星基地甲", "请写省、市、县"),
    ],
)
def test_an_unknown_origin_is_refused_with_what_is_near(name, message):
    with pytest.raises(UnknownOrigin, match=message):
        origin_codes(name, TODAY)


def test_an_origin_is_stored_as_a_code_and_shown_as_a_name():
    assert find_origin("广东省深圳市", TODAY) == "440300"
    assert find_origin("us", TODAY) == find_origin("美国", TODAY) == "US"
    assert origin_name("440300") == "广东省深圳市"
    assert origin_name("DE") == "德国"


@pytest.mark.parametrize("code", ["999999", "QQ"])
def test_a_code_that_is_none_has_no_name(code):
    with pytest.raises(UnknownOrigin):
        origin_name(code)


def test_a_group_is_no_place_of_origin():
    with pytest.raises(UnknownOrigin, match="是区域，请写具体的省、市或国家"):
        find_origin("长三角", TODAY)


def test_countries_have_unique_codes_and_names_and_leave_out_chinas_own_regions():
    all_of_them = countries.countries()
    assert len(all_of_them) > 200
    assert len({one.name for one in all_of_them}) == len(all_of_them)
    assert not {"CN", "HK", "MO", "TW"} & {one.code for one in all_of_them}


def test_an_unknown_country_is_refused():
    with pytest.raises(UnknownCountry, match="没有国家或地区“亚特兰蒂斯”"):
        countries.find_country("亚特兰蒂斯")
