"""Names that mean one thing meet; names that mean two are told apart, with the reason said."""

import pytest

from luodi.kernel.names import Closeness, core_name, is_short_for, like, normal_name, numbers, sound_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("云溪市明湖光学（集团）有限公司", "云溪市明湖光学(集团) 有限公司"),
        ("★ 明湖光学有限公司", "明湖光学有限公司"),
        ("明湖ＬＥＤ有限公司", "明湖led有限公司"),
        ("明湖光学·有限公司", "明湖光学有限公司"),
    ],
)
def test_width_brackets_spaces_and_marks_make_no_other_name(one: str, other: str) -> None:
    assert normal_name(one) == normal_name(other)
    assert like(one, other).closeness == Closeness.EQUAL


@pytest.mark.parametrize("text", ["待定", "（未载明）", "原表未载明", "—", "暂无", "公司"])
def test_what_names_nobody_brings_nothing_together(text: str) -> None:
    assert sound_key(text) == ""


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("淮南市明湖光学有限公司", "明湖光学"),
        ("安徽省淮南市寿县明湖光学股份有限公司", "明湖光学"),
        ("明湖光学科技（淮南）有限公司", "明湖光学科技"),
        ("明湖光学集团有限责任公司", "明湖光学"),
        ("明湖光学仪器厂", "明湖光学仪器"),
        ("淮南明湖光学生产线项目", "明湖光学生产线"),
        ("明湖光学（原名：明湖玻璃制品有限公司）", "明湖光学"),
        ("明湖光学有限公司淮南分公司", "明湖光学淮南分公司"),
        ("有限公司", "有限公司"),
        ("河北大学", "河北大学"),
    ],
)
def test_the_core_is_what_names_the_thing(name: str, core: str) -> None:
    assert core_name(name) == core


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("淮南市明湖光学有限公司", "淮南铭湖光学有限公司"),
        ("明湖光学生产线二期项目", "明湖光学生产线2期"),
        ("明湖光学有限公司", "明湖光学集团有限公司"),
    ],
)
def test_names_that_sound_the_same_share_a_key(one: str, other: str) -> None:
    assert sound_key(one) == sound_key(other)


def test_a_key_is_never_longer_than_its_column_and_long_names_still_differ() -> None:
    first, second = (f"年产{n}万吨高性能轻量化汽车零部件及配套仓储物流基地建设智能化改造" for n in (5, 6))
    assert max(len(sound_key(first)), len(sound_key(second))) <= 64
    assert sound_key(first + "一期") != sound_key(first + "二期")
    assert sound_key("（）") == ""


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("明湖光学生产线一期", "明湖光学生产线二期", "期数不同"),
        ("明湖光学生产线", "明湖光学生产线二期", "期数不同"),
        ("年产5万吨砂石", "年产8万吨砂石", "数字不同"),
        ("济南明湖光学有限公司", "济宁明湖光学有限公司", "地名不同"),
        ("明湖光学有限公司", "明湖光学有限公司济宁分公司", "分支机构不同"),
    ],
)
def test_another_phase_place_or_branch_is_another_thing(one: str, other: str, reason: str) -> None:
    found = like(one, other)
    assert found.apart
    assert not found.is_alike
    assert any(reason in said for said in found.differs)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("山东明湖天通汽车有限公司", "山东明湖天福汽车有限公司"),
        ("青州市明泰机械厂", "青州市明德机械厂"),
        ("明湖光学南区厂房建设", "明湖光学北区厂房建设"),
        ("青州明湖机械有限公司", "青岛明湖机械有限公司"),
    ],
)
def test_another_brand_or_another_quarter_is_no_slip_of_the_pen(one: str, other: str) -> None:
    assert not like(one, other).is_alike


@pytest.mark.parametrize(
    ("one", "other", "closeness", "said"),
    [
        ("新湖市明湖光学有限公司", "新湖市明湖光学股份有限公司", Closeness.CORE, "组织形式不同"),
        ("淮南市明湖光学有限公司", "淮南明湖光学有限公司", Closeness.CORE, "地名写法不同"),
        ("明湖光学有限公司", "铭湖光学有限公司", Closeness.SOUND, "用字不同：“明”／“铭”"),
        ("明湖光学新材料科技有限公司", "明湖光学新材料科技实业有限公司", Closeness.NEAR, "后者多“实业”"),
    ],
)
def test_what_is_equal_and_what_differs_is_said(
    one: str, other: str, closeness: Closeness, said: str
) -> None:
    found = like(one, other)
    assert found.closeness == closeness
    assert found.is_alike
    assert found.equal
    assert any(said in text for text in found.differs)


def test_a_former_name_in_brackets_is_a_name_of_its_own() -> None:
    found = like("明湖光学有限公司（原明湖玻璃制品有限公司）", "明湖玻璃制品有限公司")
    assert found.closeness >= Closeness.CORE
    assert "曾用名" in found.equal[0]
    assert like("明湖玻璃制品有限公司", "明湖光学有限公司（曾用名：明湖玻璃制品有限公司）").is_alike


def test_likeness_does_not_depend_on_the_order() -> None:
    one, other = "淮南市明湖光学新材料有限公司", "淮南铭湖光学新材料有限公司"
    assert like(one, other).closeness == like(other, one).closeness


@pytest.mark.parametrize(
    ("short", "full", "fits"),
    [
        ("中光集团", "中国光学工业集团公司", True),
        ("明湖", "淮南明湖光学有限公司", True),
        ("光明", "明湖光学有限公司", False),
        ("明湖光学有限公司", "明湖光学有限公司", False),
    ],
)
def test_a_short_name_begins_as_the_full_one_and_keeps_its_order(
    short: str, full: str, *, fits: bool
) -> None:
    assert is_short_for(short, full) is fits


def test_chinese_numerals_number_phases_and_stay_in_words() -> None:
    assert numbers("明湖光学生产线二期") == ("2期",)
    assert core_name("三一五金厂") == "三一五金"
