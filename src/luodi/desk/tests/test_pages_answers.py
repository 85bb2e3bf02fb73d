"""Questions, the book of answers and open figures in the browser."""

import pytest

from luodi.answers.models import BookEntry
from luodi.desk.tests.makers import make_portfolio, signed_in
from luodi.disclosure.models import OpenFigure, PublicSite
from luodi.disclosure.tests.makers import make_open, make_proposed, make_site
from luodi.projects.tests.makers import make_signed

QUESTION = "今年1—7月新签约项目有多少个？"


@pytest.fixture
def portfolio(cast, clock):
    return make_portfolio(cast, clock)


def page(account, path, **query):
    return signed_in(account).get(path, query).content.decode()


def test_a_question_is_answered_on_its_page_with_numbers_that_open(portfolio, liu):
    shown = page(liu, "/ask/", q=QUESTION)
    assert "新签约项目" in shown
    assert "/figures/open/?code=signed.count" in shown
    assert "怎么读的" in shown
    assert "存入答问库" not in shown


def test_what_was_not_understood_stands_on_the_page(portfolio, liu):
    shown = page(liu, "/ask/", q="预计全年能签约多少个项目？")
    assert "没读懂" in shown
    assert "没有预测数" in shown
    assert "可以这样问" in page(liu, "/ask/")
    assert signed_in(liu).get("/ask/", {"q": "问" * 301}).status_code == 422


def test_html_in_a_question_stays_text(portfolio, liu):
    shown = page(liu, "/ask/", q="<b>签约</b>多少个")
    assert "<b>签约</b>" not in shown


def test_a_past_moment_is_answered_from_what_was_known_then(portfolio, liu):
    shown = page(liu, "/ask/", q="新签约项目有多少个？", as_of="2020-07-31T00:00")
    assert "2020-07-30" in shown


def test_an_answer_goes_into_the_book_with_its_references(portfolio, xuan, zhong):
    client = signed_in(xuan)
    form = client.get("/book/new/", {"q": QUESTION}).content.decode()
    assert "新签约项目2个" in form
    said = {
        "question": QUESTION,
        "text": "2020年1—7月，全市新签约项目2个，形势良好。",
        "asked": QUESTION,
        "once": "a" * 32,
    }
    assert client.post("/book/new/", said).status_code == 302
    entry = BookEntry.objects.get()
    shown = page(xuan, f"/book/{entry.code}/")
    assert "/figures/open/?code=signed.count" in shown
    assert "启用" in page(zhong, f"/book/{entry.code}/")
    signed_in(zhong).post(f"/book/{entry.code}/adopt/", {"version": "0"})
    entry.refresh_from_db()
    assert entry.state == "ADOPTED"


def test_the_book_says_what_has_aged_and_offers_the_present_number(portfolio, xuan, liu, qin):
    said = {
        "question": QUESTION,
        "text": "2020年1—7月，全市新签约项目2个。",
        "asked": QUESTION,
        "once": "b" * 32,
    }
    signed_in(xuan).post("/book/new/", said)
    make_signed(
        by=liu, verifier=qin, signed_on="2020-07-10", name="云溪补报项目", investor_name="补报有限公司"
    )
    code = BookEntry.objects.get().code
    assert "数字已变" in page(xuan, "/book/")
    assert "需要更新 1 条" in page(xuan, "/book/", aged="1")
    assert "新签约项目3个" in page(xuan, f"/book/{code}/rewrite/")
    exported = signed_in(xuan).get("/book/", {"format": "csv"})
    assert "现在是3个" in exported.content.decode("utf-8-sig")


def test_a_figure_is_proposed_on_one_page_and_approved_on_another(portfolio, xuan, hong):
    said = {
        "indicator": "signed.count",
        "scope": "city",
        "cadence": "YEAR_TO_DATE",
        "since": "2020-06-01",
        "title": "新签约招商项目",
        "definition": "签订正式合同的项目个数。",
        "reason": "社会关注",
        "once": "c" * 32,
    }
    assert signed_in(xuan).post("/open-data/figures/new/", said).status_code == 302
    figure = OpenFigure.objects.get()
    assert "批准公开" not in page(xuan, f"/open-data/figures/{figure.code}/")
    assert "批准公开" in page(hong, f"/open-data/figures/{figure.code}/")
    signed_in(hong).post(f"/open-data/figures/{figure.code}/approve/", {"decision": "同意"})
    assert OpenFigure.objects.public().exists()
    signed_in(xuan).post("/open-data/issue/", {})
    assert "2020年1—7月" in page(xuan, f"/open-data/figures/{figure.code}/")


def test_what_is_wrong_with_a_proposal_stands_at_its_field(portfolio, xuan):
    said = {
        "indicator": "signed.count",
        "scope": "unit:NOWHERE",
        "cadence": "YEAR_TO_DATE",
        "since": "2020-06-01",
        "title": "甲",
        "definition": "乙",
        "reason": "丙",
    }
    sent = signed_in(xuan).post("/open-data/figures/new/", said)
    assert sent.status_code == 422
    assert "没有这样的单位" in sent.content.decode()


def test_a_value_that_has_moved_is_shown_beside_what_came_out(portfolio, xuan, hong, liu, qin):
    figure = make_open(by=xuan, decider=hong)
    signed_in(xuan).post("/open-data/issue/", {})
    make_signed(
        by=liu, verifier=qin, signed_on="2020-07-10", name="云溪补报项目", investor_name="补报有限公司"
    )
    assert "台账已变" in page(xuan, "/open-data/")
    signed_in(xuan).post(f"/open-data/figures/{figure.code}/revise/", {"reason": "7月签约补报"})
    assert "7月签约补报" in page(xuan, f"/open-data/figures/{figure.code}/")
    assert "台账已变" not in page(xuan, "/open-data/")


def test_a_proposal_is_sent_back_or_taken_back(portfolio, xuan, hong):
    first = make_proposed(by=xuan)
    signed_in(hong).post(f"/open-data/figures/{first.code}/decline/", {"decision": "暂不公开"})
    assert "未批准" in page(xuan, f"/open-data/figures/{first.code}/")
    signed_in(xuan).post(f"/open-data/figures/{first.code}/end/", {"reason": "不再提"})
    assert "已撤回" in page(xuan, f"/open-data/figures/{first.code}/")


def test_the_centre_opens_the_site(zhong):
    said = {"title": "示例市招商公开", "keeper": "中心", "contact": "电话", "is_open": "on", "version": "0"}
    assert signed_in(zhong).post("/open-data/site/", said).status_code == 302
    assert PublicSite.objects.get().is_open
    assert "已开放" in page(zhong, "/open-data/")
    make_site(by=zhong, is_open=False)
    assert "未开放" in page(zhong, "/open-data/")
