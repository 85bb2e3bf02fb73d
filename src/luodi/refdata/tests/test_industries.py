"""GB/T 4754-2017: complete, and in the right sectors."""

import pytest

from luodi.refdata.industries import Sector, UnknownIndustry, find_industry, industries, industry, sections

IN_THE_STANDARD = {"A": 5, "B": 7, "C": 31, "D": 3, "E": 4, "F": 2, "G": 8, "H": 2, "I": 3, "J": 4} | {
    "K": 1,
    "L": 2,
    "M": 3,
    "N": 4,
    "O": 3,
    "P": 1,
    "Q": 2,
    "R": 5,
    "S": 6,
    "T": 1,
}


def test_there_are_20_sections_and_97_divisions():
    assert len(sections()) == 20
    assert [one.code[1:] for one in industries()] == [f"{number:02d}" for number in range(1, 98)]


def test_each_section_has_as_many_divisions_as_in_the_standard():
    counted = {s.code: sum(one.section == s.code for one in industries()) for s in sections()}
    assert counted == IN_THE_STANDARD


@pytest.mark.parametrize("code", ["A05", "B11", "C43", "F51", "K70", "T97"])
def test_service_divisions_are_third_sector_wherever_they_stand(code):
    assert industry(code).sector is Sector.THIRD


@pytest.mark.parametrize("code", ["B06", "B10", "B12", "C13", "C39", "C42", "D44", "D46", "E47", "E50", "C"])
def test_mining_manufacturing_supply_and_building_are_second_sector(code):
    assert industry(code).sector is Sector.SECOND


def test_farming_is_first_sector_and_each_sector_has_its_share():
    assert [one.code for one in industries() if one.sector is Sector.FIRST] == ["A01", "A02", "A03", "A04"]
    assert sum(one.sector is Sector.SECOND for one in industries()) == 43
    assert industry("A").sector is Sector.FIRST
    assert industry("J").sector is Sector.THIRD
    assert [sector.label for sector in Sector] == ["第一产业", "第二产业", "第三产业"]


def test_industry_is_not_derived_from_the_sector():
    assert sum(one.is_industrial for one in industries()) == 41
    assert sum(one.is_manufacturing for one in industries()) == 31
    repair = industry("C43")
    assert repair.is_industrial
    assert repair.is_manufacturing
    assert not industry("E47").is_industrial


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("39", "C39"),
        ("C39", "C39"),
        (" c39 ", "C39"),
        ("计算机、通信和其他电子设备制造业", "C39"),
        ("C39计算机、通信和其他电子设备制造业", "C39"),
        ("39 计算机、通信和其他电子设备制造业", "C39"),
        ("计算机", "C39"),
        ("汽车制造", "C36"),
        ("C", "C"),
        ("制造业", "C"),
        ("C 制造业", "C"),
        ("房地产业", "K70"),
        ("教育", "P83"),
    ],
)
def test_an_industry_is_found_by_code_number_or_name(text, code):
    assert find_industry(text).code == code


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("设备制造业", "是否为：通用设备制造业；专用设备制造业"),
        ("电子信息", "没有行业“电子信息”"),
        ("98", "没有行业“98”"),
        ("", "没有行业“”"),
    ],
)
def test_an_unknown_or_unclear_industry_is_refused_with_what_is_near(text, message):
    with pytest.raises(UnknownIndustry, match=message):
        find_industry(text)


def test_a_stored_code_that_is_none_is_refused():
    with pytest.raises(UnknownIndustry, match="没有行业代码“C99”"):
        industry("C99")
