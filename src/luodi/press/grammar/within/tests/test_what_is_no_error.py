"""Lists that are open, numbers that are round, and equal numbers of different things."""

import pytest

from luodi.press.grammar.claims import Weight
from luodi.press.grammar.within.tests.cases import errors_in, found_in, rules_in

QUIET = {
    "incomplete by industry": (
        "共有265个项目签约。从产业分布看，装备制造项目62个、新材料项目45个、现代物流项目27个。"
    ),
    "a part named alone": "全市新签约项目118个，其中工业项目86个，总投资174.35亿元。",
    "not parts of each other": (
        "近三年全市新增规上工业企业186户，其中今年新增21户，在库培育规上工业企业240户。"
    ),
    "equal numbers, other things": (
        "对重点招商项目36个由市领导联系。\n网上签约项目36个，总投资71.4亿元。\n"
        "27个项目加快建设。\n新签约珠三角项目27个，总投资58亿元。"
    ),
    "same words, other units": "全市开展外出招商活动96次，对接企业168家，洽谈项目41个。\n"
    "1-8月份，共接待来访客商216批次，对接企业321家，洽谈项目121个。\n"
    "11支工作队开展外出招商活动58次，对接企业125家，洽谈项目24个。",
    "other places": (
        "石桥县新签约项目23个，总投资86.5亿元，其中工业项目15个。"
        "\n明湖县新签约项目31个，总投资86.5亿元，其中工业项目15个。"
    ),
    "other years": "今年1—8月新签约项目64个，总投资210.3亿元。\n去年1—8月新签约项目52个，总投资188.6亿元。",
    "steps of size": "10亿元以上重大项目126个，其中50亿元以上19个，100亿元以上6个，外资项目118个。",
    "rounded": (
        "清单列项目总投资约3.27万亿元。从阶段看，完工项目总投资6240亿元，"
        "在建项目总投资1.41万亿元，前期项目总投资1.23万亿元。"
    ),
    "a plan beside": (
        "86个项目集中开工，总投资412.6亿元，今年计划完成投资155.2亿元；签约项目39个，总投资274亿元。"
    ),
    "two currencies": "实际利用外资3.6亿美元，实际到位内资168.2亿元。其中，制造业到位资金92.4亿元。",
    "a share of the outside": "全县建成高标准农田12.4万亩，占全省首批任务的31%。",
    "a share of numbers with money only": (
        "签约项目31个，签约金额46.3亿元。其中，亿元以上项目12个，占签约总额的78.5%。"
    ),
    "a growth of its own": "建成重点项目36个，上半年固定资产投资增长27.3%。",
    "unpacked in brackets": "安排重点项目312项（拆分后共398项），总投资2764亿元。",
    "the month and the year": (
        "累计到位资金61.35亿元。新建项目83个，本月到位资金5.12亿元；续建项目176个，本月到位资金14.26亿元。"
    ),
    "targets of parts": (
        "到位资金90亿元，完成全年80亿元目标任务的112.5%。其中，省外到位资金17.6亿元，完成目标任务的70.4%。"
    ),
    "an increase in money": "全县到位资金286.4亿元，较去年同期增长126.4亿元，同比增长79%。",
    "a list beside": "签约项目52个，其中工业项目31个，涉及5家上市公司、19家骨干企业。",
    "parts that overlap": "到位资金96.5亿元。其中，省外到位资金51.2亿元；产业项目到位资金70.3亿元。",
    "a rate of the part": (
        "全县实施项目103个，到位资金8.43亿元，完成任务的156.3%。其中工业项目31个，到位资金6.21亿元，完成任务的212.4%。"
    ),
    "an average": "项目平均投资额12亿元以上，其中外资项目9个，总投资额84亿元。",
    "cases are no projects": "会议通报了3个典型案例，其中石桥县新签约项目25个。",
    "each part with its plan": (
        "在建项目215个，完成投资124.3亿元，占年度计划的58.2%；其中续建项目131个，完成投资82.6亿元，占年度计划的61.4%。"
    ),
    "named in part": "签约项目20个，包括智能制造项目5个、新材料项目3个等。",
    "another whole behind a stop": "高新企业386家，其中今年新增41家；规上工业企业712家，其中今年新增58家。",
    "places and origins": "共签约项目50个，其中市区28个、县域15个，省外客商投资项目22个。",
    "a goal is no list": (
        "从年度目标看，新签约项目133个，完成年度目标250个的53.2%，慢于序时进度（58.33%）5.13个百分点；"
        "总投资216.1亿元，完成年度目标600亿元的36.02%，慢于序时进度（58.33%）22.31个百分点。"
    ),
    "a share of what is not there": "新开工的92个项目中，工业项目79个，占85.87%；总投资159.14亿元，占83.48%。",
    "more than all": "签约项目中，过30亿元2个，过百亿元1个。",
}


@pytest.mark.parametrize("text", QUIET.values(), ids=QUIET)
def test_what_may_be_meant_is_no_error(text: str) -> None:
    assert errors_in(text) == []


def test_an_open_list_is_a_hint_that_offers_nothing() -> None:
    (hint,) = [each for each in found_in(QUIET["incomplete by industry"]) if each.rule == "sum.incomplete"]
    assert (hint.weight, hint.correction) == (Weight.HINT, "")
    assert "少131个" in hint.message


def test_a_growth_without_a_whole_base_is_a_question() -> None:
    text = "新增注册企业52家，同比增长149.62%。"
    assert rules_in(text, Weight.QUESTION) == ["implied.base"]
    assert rules_in("新增注册企业52家，同比增长147.62%。", Weight.QUESTION) == []


def test_a_pace_of_no_month_is_a_question_when_no_period_is_said() -> None:
    assert rules_in("今年重点项目完成年度计划的71.2%，超序时进度16.9个百分点。", Weight.QUESTION) == [
        "points.pace"
    ]


def test_a_pace_that_is_not_stated_is_only_asked_about() -> None:
    text = "1—8月，重点项目完成年度计划的78.15%，超序时进度{}个百分点。"
    assert rules_in(text.format("14.18"), Weight.QUESTION) == ["points.pace"]
    assert rules_in(text.format("11.48"), Weight.QUESTION) == []
    assert errors_in(text.format("14.18")) == []


def test_words_that_point_back_are_asked_about() -> None:
    text = "会上签约7个重点产业项目，总投资96亿元。这6个项目聚焦装备制造。"
    assert rules_in(text, Weight.QUESTION) == ["repeat.differs"]


def test_approximate_numbers_are_never_errors() -> None:
    assert errors_in("签约项目超过80个，总投资近60亿元，其中工业项目40个，约占55%。") == []


def test_one_project_with_two_amounts_is_asked_about() -> None:
    text = "总投资12亿元的星河智能装备产业园项目开工建设。\n星河智能装备产业园项目总投资{}亿元，建成后年产值30亿元。"
    assert rules_in(text.format(21), Weight.QUESTION) == ["repeat.project"]
    assert rules_in(text.format(12), Weight.QUESTION) == []


def test_teams_with_more_than_their_city_are_asked_about() -> None:
    text = "1—8月，全市开展外出招商活动96次。1—8月，市产业招商工作队开展外出招商活动{}次。"
    assert rules_in(text.format(158), Weight.QUESTION) == ["nested.scope"]
    assert rules_in(text.format(58), Weight.QUESTION) == []


def test_names_are_counted_behind_their_number() -> None:
    text = "其中，石桥县的{}个项目分别是星河装备项目、东岭建材项目、金湖食品项目。"
    assert rules_in(text.format(4), Weight.QUESTION) == ["sum.named"]
    assert rules_in(text.format(3), Weight.QUESTION) == []


@pytest.mark.parametrize(
    "text",
    [
        "前三季度，全市签约项目286个，其中工业项目181个，占全部项目的比重超60%。",
        "去年年底北京推介会以来，全市已开工项目54个。其中，去年签约的92个项目中，已开工43个；今年对接的54个项目，已开工11个。",
        "上半年，全市到位资金突破600亿元，累计实现612.4亿元。东部地区到位资金398.06亿元，占全部到位资金的65.0%。",
    ],
)
def test_bounds_and_bases_are_taken_as_they_are_meant(text: str) -> None:
    assert not found_in(text)
