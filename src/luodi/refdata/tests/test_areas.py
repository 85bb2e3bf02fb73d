"""A city's areas: its counties and its own zones."""

from datetime import date

import pytest

from luodi.refdata import divisions
from luodi.refdata.areas import AreaKind, UnknownArea, area, areas_of, find_area

TODAY = date(2020, 9, 22)
HUAINAN = "340400"


def test_huainan_counts_by_seven_counties_and_four_zones():
    areas = areas_of(HUAINAN, TODAY)
    assert [one.kind for one in areas] == [AreaKind.COUNTY] * 7 + [AreaKind.ZONE] * 4
    assert len({one.code for one in areas}) == 11
    assert [one.short_name for one in areas[7:]] == [
        "毛集实验区",
        "淮南经开区",
        "淮南高新区",
        "现代煤化工产业园",
    ]


def test_a_zone_lies_in_a_county_of_its_city_and_begins_with_its_code():
    for zone in areas_of(HUAINAN, TODAY)[7:]:
        assert divisions.division(zone.parent).parent == zone.city == HUAINAN
        assert zone.code.startswith(HUAINAN)
        assert zone.source


def test_a_city_without_zones_counts_by_its_counties():
    assert {one.kind for one in areas_of("340300", TODAY)} == {AreaKind.COUNTY}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("340422", "340422"),
        ("寿县", "340422"),
        ("大通", "340402"),
        ("毛集区", "340400-K1"),
        ("经开区", "340400-K2"),
        ("淮南高新技术产业开发区", "340400-K3"),
        ("安徽(淮南)现代煤化工产业园", "340400-K4"),
        ("340400-K4", "340400-K4"),
    ],
)
def test_an_area_is_found_by_code_name_or_alias(text, code):
    assert find_area(text, HUAINAN, TODAY).code == code
    assert area(code).code == code


def test_an_unknown_area_is_refused_with_all_areas_of_the_city():
    with pytest.raises(UnknownArea, match=r"没有县区或园区“瑶海区”，应为：大通、田家庵、.*现代煤化工产业园"):
        find_area("瑶海区", HUAINAN, TODAY)
    with pytest.raises(UnknownArea, match="340400-K9"):
        area("340400-K9")


def test_kinds_have_chinese_names():
    assert [kind.label for kind in AreaKind] == ["县区", "园区"]
