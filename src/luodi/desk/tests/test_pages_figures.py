"""The home page, the catalogue, the explorer and what is behind a figure."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from luodi.actions.tests.makers import make_item
from luodi.desk.tests.makers import Portfolio, make_portfolio, signed_in
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Cast, Clock


@pytest.fixture
def portfolio(cast: Cast, clock: Clock) -> Portfolio:
    return make_portfolio(cast, clock)


def page(account: Account, address: str, status: int = 200) -> str:
    answer = signed_in(account).get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_leader_sees_this_year_at_once(hong: Account, portfolio: Portfolio) -> None:
    home = page(hong, "/")
    assert "2020年招商引资进展" in home
    assert ">2</a>" in home
    assert "石桥县" in home
    assert "待认定" not in home


def test_a_clerk_sees_first_what_waits(liu: Account, zhong: Account, portfolio: Portfolio) -> None:
    assert "报送用地红线图" not in page(liu, "/")
    make_item(by=zhong, owner=liu, unit=liu.unit, title="报送用地红线图")
    assert "报送用地红线图" in page(liu, "/")


def test_an_administrator_is_led_to_his_own_work(system_admin: Account) -> None:
    assert signed_in(system_admin).get("/")["Location"] == "/units/"


def test_who_has_no_role_is_told_so(wai: Account) -> None:
    assert "账号尚未授权" in page(wai, "/")


def test_the_catalogue_holds_every_definition(hong: Account) -> None:
    said = page(hong, "/indicators/")
    assert "signed.industrial.amount_share" in said
    assert "又称" in said


def test_the_explorer_splits_and_stands_claimed_beside_verified(hong: Account, portfolio: Portfolio) -> None:
    said = page(hong, "/figures/?code=signed.count&by=unit&from=2020-01-01&to=2020-07-31")
    assert "云溪县" in said
    assert "standing=CLAIMED" in said
    assert "data-chart" in said


def test_a_period_in_words_becomes_dates_that_a_colleague_sees_too(
    hong: Account, portfolio: Portfolio
) -> None:
    led = signed_in(hong).get("/figures/", {"code": "signed.count", "period": "1—7月"})
    assert led["Location"] == "/figures/?code=signed.count&from=2020-01-01&to=2020-07-31"


def test_what_has_come_in_from_the_beginning_can_be_asked_and_opens_to_itself(
    hong: Account, portfolio: Portfolio
) -> None:
    led = signed_in(hong).get("/figures/", {"code": "signed.count", "period": "累计至7月底"})
    assert led["Location"] == "/figures/?code=signed.count&from=start&to=2020-07-31"
    said = page(hong, led["Location"])
    assert "累计至2020-07-31" in said
    assert 'name="from" value="start"' in said
    opened = page(hong, "/figures/open/?code=signed.count&from=start&to=2020-07-31&standing=CLAIMED")
    assert "累计至2020-07-31" in opened


def test_the_new_ones_under_construction_are_asked_of_the_period_and_not_of_its_last_day_alone(
    hong: Account, portfolio: Portfolio
) -> None:
    said = page(hong, "/figures/?code=building.outside.fresh.count&from=2020-07-01&to=2020-07-31")
    assert "2020年7月" in said


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("period=去年同期", "要有对比的时段"),
        ("from=2020-08-01&to=2020-07-01", "结束日期早于开始日期"),
        ("from=2020-02-30", "没有2020年2月30日"),
        ("code=no.such", "不在可用的选项中"),
    ],
)
def test_a_question_that_cannot_be_asked_stands_corrected_at_its_field(
    hong: Account, query: str, says: str
) -> None:
    said = page(hong, f"/figures/?{query}", 422)
    assert "field-wrong" in said
    assert says in said


def test_a_figure_opens_to_its_facts_and_their_total_is_the_figure(
    hong: Account, portfolio: Portfolio
) -> None:
    said = page(hong, "/figures/open/?code=signed.count&from=2020-01-01&to=2020-07-31")
    assert "云溪光学镜片生产线" in said
    assert "石桥钙钛矿电池项目" in said
    assert "合计 2 个" in said
    assert "氢能" not in said


def test_the_same_figure_as_of_before_the_verification_is_empty(hong: Account, portfolio: Portfolio) -> None:
    said = page(hong, "/figures/open/?code=signed.count&from=2020-01-01&to=2020-07-31&as_of=2020-08-03T09:30")
    assert "合计 0 个" in said


def test_a_clerk_learns_how_many_rows_are_others(liu: Account, portfolio: Portfolio) -> None:
    said = page(liu, "/figures/open/?code=signed.count&from=2020-01-01&to=2020-07-31")
    assert "石桥钙钛矿电池项目" not in said
    assert "另有 1 项无权查看" in said


def test_a_ratio_opens_to_its_two_parts(hong: Account, portfolio: Portfolio) -> None:
    said = page(hong, "/figures/open/?code=signed.industrial.count_share&from=2020-01-01&to=2020-07-31")
    assert "分子" in said
    assert "code=signed.industrial.count&amp;" in said
    assert "code=signed.count&amp;" in said


def test_an_export_says_what_it_is(hong: Account, portfolio: Portfolio) -> None:
    address = "/figures/open/?code=signed.count&from=2020-01-01&to=2020-07-31&format=xlsx"
    content = signed_in(hong).get(address).content
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "新签约项目明细"
    foot = "\n".join(str(row[0]) for row in rows[4:])
    for said in ("新签约项目（signed.count）＝ 2 个", "定义：", "统计时点：", "导出人：洪", "共 2 行"):
        assert said in foot


def test_htmx_gets_the_rows_alone(hong: Account, portfolio: Portfolio) -> None:
    part = signed_in(hong).get("/figures/open/?code=signed.count", headers={"HX-Request": "true"})
    assert part.content.decode().strip().startswith('<section id="rows"')
    assert part["Vary"]
