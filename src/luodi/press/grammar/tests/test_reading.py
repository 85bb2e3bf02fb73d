"""Numbers in their context: subjects, parts, rows, points, occasions, single projects."""

from datetime import date
from decimal import Decimal

import pytest

from luodi.press.grammar.claims import Claim, Draft, Exactness, Measure
from luodi.press.grammar.reading import read
from luodi.press.grammar.vocabulary import Named, NamedEvent, NamedSpan, Vocabulary

PUBLISHED = date(2021, 9, 23)
CITY = Vocabulary(
    places=("石桥市", "石桥"),
    scopes=(Named(("东岭县",), "unit:DONG"), Named(("北山区",), "unit:BEI")),
    events=(
        NamedEvent(("长河装备博览会",), "FAIR", date(2021, 9, 2), date(2021, 9, 4)),
        NamedEvent(("省集中签约",), "FAIR-PROVINCE", date(2021, 9, 3), date(2021, 9, 3), "FAIR"),
    ),
    spans=(NamedSpan(("防汛期间",), date(2021, 7, 1), date(2021, 8, 10)),),
    names=("今夜730",),
)


def drafted(text: str) -> Draft:
    return read(text, published=PUBLISHED, vocabulary=CITY)


def claims_of(text: str) -> tuple[Claim, ...]:
    return drafted(text).claims


def values(text: str) -> list[tuple[str, str]]:
    return [(str(one.value), one.unit) for one in claims_of(text)]


def codes(text: str) -> list[str | None]:
    return [one.indicator for one in claims_of(text)]


def test_a_number_stands_where_it_is_written() -> None:
    text = "1—7月，全市新签约项目１２３个，总投资1,204.5亿元。"

    found = claims_of(text)

    assert [text[one.at : one.to] for one in found] == ["１２３", "1,204.5"]
    assert [text[one.start : one.end] for one in found] == ["全市新签约项目１２３个", "总投资1,204.5亿元"]
    assert found[1].scaled == Decimal("120450000000")
    assert found[1].places == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("签约项目9个、总投资0.56万亿元。", [("9", "个"), ("0.56", "万亿元")]),
        ("实际利用外资3.2亿美元。", [("3.2", "亿美元")]),
        ("新增市场主体1.6万户。", [("1.6", "万户")]),
        ("邀请客商300余名。", [("300", "名")]),
        ("培育3个百亿产业。", [("3", "个")]),
        ("着力打造四个百亿产业。", [("4", "个")]),
        ("新引进企业十二家。", [("12", "家")]),
        ("力争总投资达到八十亿元。", [("80", "亿元")]),
        (
            "增速分别高于全国、全省、全市6.5、4.2、1.8个百分点。",
            [("6.5", "个百分点"), ("4.2", "个百分点"), ("1.8", "个百分点")],
        ),
        ("工业项目占比在60%~65%之间。", [("60", "%"), ("65", "%")]),
    ],
)  # fmt: skip
def test_values_and_units_are_as_written(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "按照“一个项目、一名领导、一抓到底”的原则推进。",
        "一大批项目落地开花，一批企业签约。",
        "坚持三位一体推进，深入开展“三个一批”活动。",
        "今夜730记者：请问有什么做法？",
        "第6届交易会第3场推介会在2号馆举行，列全省第5位。",
        "印发《2021年全市招商引资行动计划》（石招〔2021〕9号）。",
        "9月2日上午9时，会议在303会议室召开。",
        "老旧小区改造惠及3600户居民，发放补贴210万元。",
        "中欧班列开行320列，增长21.5%。",
        "占地260亩，建筑面积12万平方米。",
        "全面推行“365”工作法，5G基站建成。",
    ],
)
def test_what_counts_nothing_of_ours_is_left_alone(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("亿元以上项目46个。", "threshold:1亿元"),
        ("其中10亿元以上重大项目6个。", "threshold:10亿元"),
        ("过50亿元2个。", "threshold:50亿元"),
        ("投资额超20亿元的项目3个。", "threshold:20亿元"),
        ("过百亿元1个。", "threshold:100亿元"),
        ("5000万元以上的项目18个。", "threshold:5000万元"),
    ],
)
def test_a_size_is_no_claim_but_narrows_one(text: str, facet: str) -> None:
    found = claims_of(f"签约项目中，{text}")

    assert len(found) == 1
    assert facet in found[0].subject.facets
    assert found[0].indicator is None


def test_a_lower_bound_of_one_project_is_a_claim() -> None:
    found = claims_of("项目投产后预计实现年产值40亿元以上，增加就业岗位900余个。")

    assert [(str(one.value), one.exactness, one.is_plan) for one in found] == [
        ("40", Exactness.AT_LEAST, True),
        ("900", Exactness.AT_LEAST, True),
    ]


def test_investment_speaks_of_what_was_counted_before() -> None:
    first, second, third, fourth = claims_of(
        "1—7月，全市新签约项目60个，总投资150亿元，其中：工业项目45个，总投资120亿元。"
    )

    assert [one.indicator for one in (first, second, third, fourth)] == [
        "signed.count",
        "signed.amount",
        "signed.industrial.count",
        "signed.industrial.amount",
    ]
    assert (second.belongs, third.of, fourth.belongs, fourth.of) == (1, 1, 3, 2)


def test_rows_are_handed_out_in_order() -> None:
    text = "今年，全市新签约、新开工项目中，工业项目数分别占75.5%、81.2%，工业项目投资额分别占64.1%、70.3%。"

    assert codes(text) == [
        "signed.industrial.count_share",
        "started.industrial.count_share",
        "signed.industrial.amount_share",
        "started.industrial.amount_share",
    ]


def test_a_row_of_rates_goes_to_the_counts_before_it() -> None:
    found = claims_of("上半年，全县签约项目40个，开工项目30个，分别完成全年任务的50%、60%。")

    assert [(one.measure, one.belongs) for one in found[2:]] == [(Measure.SHARE, 1), (Measure.SHARE, 2)]


def test_counts_in_a_row_go_to_the_things_listed() -> None:
    first, second = claims_of("工业项目、农业项目分别为46个、12个。")

    assert "industrial" in first.subject.facets
    assert "industrial" not in second.subject.facets
    assert "named:农业" in second.subject.facets


def test_growth_is_of_the_number_before_it_and_falls_below_zero() -> None:
    found = claims_of("1—8月，全市新开工项目84个，同比增长20%；完成投资65.3亿元，同比下降8.9%。")

    assert [(one.measure, one.belongs) for one in found[1::2]] == [(Measure.GROWTH, 1), (Measure.GROWTH, 3)]
    assert found[1].indicator == "started.count"
    assert found[3].scaled == Decimal("-8.9")


def test_a_change_from_one_share_to_another_is_two_shares_of_one_thing() -> None:
    first, second = claims_of("上半年，工业投资占比从去年的27%提升到34%。")

    assert first.measure is second.measure is Measure.SHARE
    assert [one.when.words for one in (first, second) if one.when] == ["去年", "上半年"]


def test_equal_numbers_of_different_things_differ() -> None:
    text = (
        "防汛期间，网上签约项目41个。对总投资700亿元的41个重点招商项目，由市领导包保推进。目前，北山轴承、东岭食品等33个项目"
        "正在加快建设。今年以来，新签约珠三角地区产业项目33个。"
    )

    found = {(str(one.value), one.indicator, one.scope) for one in claims_of(text)}

    assert found == {
        ("41", "signed.remote.count", "city"),
        ("700", "sponsored.amount", "city"),
        ("41", "sponsored.count", "city"),
        ("33", "sponsored.started.count", "city"),
        ("33", "signed.count", "origin:珠三角"),
    }


def test_visits_and_trips_keep_their_own_firms_and_projects() -> None:
    text = (
        "自今年5月份成立以来，9个市产业招商工作队开展外出招商活动50次，对接企业100家，洽谈项目40个；"
        "接待客商90批次，洽谈项目30个。"
    )

    found = claims_of(text)

    assert [one.indicator for one in found] == [
        "units.industry_teams",
        "trips.count",
        "trips.enterprises",
        "trips.projects",
        "visits.count",
        "visits.projects",
    ]
    assert {one.scope for one in found[1:]} == {"kind:INDUSTRY_TEAM"}


def test_a_point_says_how_its_projects_were_signed() -> None:
    text = "一是开展“不见面”招商。防汛期间，签约项目14个。二是突出以商招商。8月，签约项目9个。"

    assert codes(text) == ["signed.remote.count", "signed.count"]


def test_what_is_signed_at_an_occasion_is_listed_there() -> None:
    text = (
        "积极利用长河装备博览会平台宣传推介石桥。会上，我市签约项目20个，总投资90亿元，"
        "其中：参加省集中签约项目8个，总投资50亿元。"
    )

    assert [(one.indicator, one.scope) for one in claims_of(text)] == [
        ("ceremony.projects", "event:FAIR"),
        ("ceremony.amount", "event:FAIR"),
        ("ceremony.projects", "event:FAIR-PROVINCE"),
        ("ceremony.amount", "event:FAIR-PROVINCE"),
    ]


def test_an_occasion_ends_where_another_period_is_told_of() -> None:
    text = "9月9日，在杭州举行招商推介会，现场签约项目6个。1—8月，全市新签约项目88个，签约工业项目70个。"

    assert codes(text) == ["ceremony.projects", "signed.count", "signed.industrial.count"]


@pytest.mark.parametrize(
    "text",
    [
        "投资13亿元的北山轴承产业园正在积极对接。",
        "北山轴承产业园项目总投资13亿元。",
        "北山轴承产业园项目，总投资13亿元，将建成全省最大的轴承基地。",
        "引进石桥重工有限公司投资13亿元兴建北山轴承产业园。",
    ],
)
def test_one_named_project_is_single(text: str) -> None:
    (found,) = claims_of(text)

    assert "single" in found.subject.facets
    assert "北山轴承产业园" in found.subject.words
    assert found.indicator is None


def test_single_projects_of_a_list_and_their_number() -> None:
    text = "总投资30亿元的北山轴承项目、总投资12亿元的城南物流园项目等15个项目集中开工。"

    found = claims_of(text)

    assert ["single" in one.subject.facets for one in found] == [True, True, False]
    assert str(found[2].value) == "15"


def test_a_unit_of_the_city_is_the_scope_of_what_follows() -> None:
    text = "今年以来，东岭县新签约项目12个、总投资30亿元，北山区新签约项目15个。东岭县、北山区新开工项目7个。"

    assert [(one.indicator, one.scope) for one in claims_of(text)] == [
        ("signed.count", "unit:DONG"),
        ("signed.amount", "unit:DONG"),
        ("signed.count", "unit:BEI"),
        ("started.count", "unit:BEI,DONG"),
    ]


def test_parts_by_industry_belong_to_the_whole_that_was_summed_up() -> None:
    text = (
        "清单明确项目90个、总投资300亿元。从进度看，完工项目20个，在建项目70个。累计开工88个。从领域看，绿色能源项目50个、总投资"
        "200亿元，现代物流项目40个、总投资100亿元。"
    )

    found = claims_of(text)

    assert [one.of for one in found] == [None, None, 1, 1, None, 1, 2, 1, 2]


def test_numbered_items_below_a_point_are_parts_of_it() -> None:
    text = "（一）新签约项目98个。1.工业项目70个；2.农业项目8个；3.服务业项目20个。"

    assert [one.of for one in claims_of(text)] == [None, 1, 1, 1]


def test_what_is_planned_is_held_against_no_figure() -> None:
    text = "全年力争新签约项目200个，总投资突破600亿元。"

    assert [(one.is_plan, one.indicator) for one in claims_of(text)] == [(True, None), (True, None)]


def test_a_part_that_no_figure_has_is_named_and_not_mapped() -> None:
    first, second = claims_of("1—7月，全市新签约绿色能源项目18个、总投资60亿元。")

    assert first.indicator is second.indicator is None
    assert "named:绿色能源" in first.subject.facets & second.subject.facets


def test_economy_is_told_apart() -> None:
    (found,) = claims_of("上半年，全市规模以上工业增加值增长9.4%。")

    assert "macro" in found.subject.facets
    assert found.indicator is None


def test_an_advertisement_in_the_middle_changes_nothing() -> None:
    text = "新签约项目30个。广告 他3天瘦了8斤，只要99元！ ×新开工项目20个。"

    assert values(text) == [("30", "个"), ("20", "个")]


def test_a_new_speaker_begins_anew() -> None:
    text = "一季度，全市新签约项目30个。\n\n石桥日报记者：\n\n请介绍情况。\n\n新签约项目45个。"

    first, second = claims_of(text)

    assert [(one.when.words, one.when.period is None) for one in (first, second) if one.when] == [
        ("一季度", False),
        ("", True),
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("新签约项目60个，其中20亿元以上12个，其中50亿元以上2个。", [None, 1, 2]),
        ("全年计划实施重点项目60个；截至8月底，已开工29个。", [None, 1]),
        ("37个重点项目已开工29个。", [None, 1]),
        ("80个在建项目中，轴承项目20个、食品项目12个。", [None, 1, 1]),
        ("签约引进新项目37个，6个新项目开工建设。", [None, None]),
    ],
)
def test_parts_know_their_whole(text: str, parts: list[int | None]) -> None:
    assert [one.of for one in claims_of(text)] == parts


@pytest.mark.parametrize(
    "text",
    [
        "37个重点项目已开工29个。",
        "其中产业类项目30个。",
        "现代物流项目开工30个。",
        "开复工项目100个。",
        "累计开工项目100个。",
        "利用外资项目30个，签约额12亿元。",
        "项目平均投资额18亿元。",
        "涵盖新材料等20余个领域。",
        "每个县区至少签约项目2个。",
        "今年的任务是签约项目200亿元。",
    ],
)
def test_what_only_looks_like_a_figure_is_held_against_none(text: str) -> None:
    assert set(codes(text)) <= {None}


def test_a_target_and_how_far_it_has_been_reached() -> None:
    text = "1—8月，到位资金140亿元，完成年度目标220亿元的63.64%，慢于序时进度（66.67%）3.03个百分点，同比增长8%。"

    done, target, share, pace, points, growth = claims_of(text)

    assert (target.is_plan, target.indicator, target.belongs) == (True, None, done.number)
    assert (share.measure, share.belongs) == (Measure.SHARE, target.number)
    assert {"completion", "pace"} <= points.subject.facets & pace.subject.facets
    assert (growth.indicator, growth.belongs) == ("funds.amount", done.number)


def test_those_among_the_signed_that_have_come_further() -> None:
    text = "1—8月，全市新签约项目154个。截至统计时点，其中已注册公司的30个，注册率19.48%；已开工的60个，开工率38.96%。"

    assert codes(text) == [
        "signed.count",
        "cohort.registered.count",
        "cohort.registered.rate",
        "cohort.started.count",
        "cohort.started.rate",
    ]


def test_numbers_and_amounts_of_one_thing_share_a_row() -> None:
    text = "1—8月，全市新签约项目中，工业项目123个，总投资239亿元，项目数和总投资分别占79.87%、71.23%。"

    shares = claims_of(text)[2:]

    assert [(one.indicator, one.belongs) for one in shares] == [
        ("signed.industrial.count_share", 1),
        ("signed.industrial.amount_share", 2),
    ]


def test_what_stands_in_brackets_changes_no_subject() -> None:
    found = claims_of("今年安排重点项目44个（打包拆分后共69个），项目总投资514亿元。")

    assert found[2].belongs == 1


def test_places_in_a_row_each_have_their_number() -> None:
    text = "1—8月，新签约项目总投资居前三位的来源地是浙江（22个，总投资61亿元）；广东（33个，总投资60亿元）。"

    assert [(one.indicator, one.scope) for one in claims_of(text)] == [
        ("signed.count", "origin:浙江"),
        ("signed.amount", "origin:浙江"),
        ("signed.count", "origin:广东"),
        ("signed.amount", "origin:广东"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1—8月，新签约项目54个，较去年同期增加11个。",
        "1—8月，完成投资313亿元，较去年同期增长153亿元。",
        "与去年相比，签约项目增加11个。",
    ],
)
def test_by_how_much_something_changed_is_no_amount_of_it(text: str) -> None:
    assert claims_of(text)[-1].measure is Measure.CHANGE


def test_growth_against_another_base_is_no_growth_of_a_figure() -> None:
    found = claims_of("上半年，新签约项目54个，比2019年同期增长13%，较上届增长20%，环比增长5%，同比增长8%。")

    assert [one.indicator for one in found[1:]] == [None, None, None, "signed.count"]


def test_names_of_occasions_hold_no_period() -> None:
    text = "12月5日，全市四季度重大项目集中开工仪式举行，共开工项目42个。"

    assert [one.when.words for one in claims_of(text) if one.when] == ["12月5日"]


@pytest.mark.parametrize(
    "text",
    [
        "1—8月，全市项目109个，其中工业项目35个，到位资金6亿元。",
        "1—8月，全市签约省外项目18个。",
        "1—8月，全市新建开工项目18个。",
    ],
)
def test_a_sort_that_no_figure_has_is_not_taken_for_the_whole(text: str) -> None:
    assert codes(text)[-1] is None


def test_a_place_that_is_not_the_city_narrows_a_figure() -> None:
    text = "淮滨县新签约项目12个，淮滨县新开工项目9个。"

    assert codes(text) == [None, None]
