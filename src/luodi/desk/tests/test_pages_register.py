"""A text on its way, countersigned, published and put right, as those see it who have to do with it."""

import re
from typing import Any

import pytest

from luodi.desk.tests.makers import signed_in
from luodi.kernel.money import Yuan
from luodi.projects.choices import Field
from luodi.publishing import services
from luodi.publishing.models import Countersign, Move, Publication
from luodi.publishing.release_choices import OwnerKind
from luodi.publishing.selectors.obstacles import current
from luodi.publishing.services.writing import edit_piece
from luodi.publishing.tests.release_makers import (
    approved,
    corrected,
    make_desk,
    make_draft,
    make_publication,
    submitted,
)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


@pytest.fixture
def desk(cast, clock):
    return make_desk(cast, clock)


@pytest.fixture
def out(desk):
    return make_publication(desk)


@pytest.fixture
def moved(desk, out):
    corrected(desk, desk.projects[0], Field.TOTAL, Yuan.from_yi(2))
    services.look_again(publication=out, at=desk.clock.now)
    return out


def page(client: Any, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def send(client: Any, path: str, **said: Any) -> Any:
    """Fill in the form as it is shown, and send it."""
    shown = client.get(path).content.decode()
    version = re.search(r'name="version" value="([0-9]+)"', shown)
    hidden = {"version": version[1]} if version else {}
    return client.post(path, {**hidden, **said}, follow=True)


def flow_of(account: Any, piece: Any) -> str:
    return page(signed_in(account), f"/publishing/pieces/{piece.code}/flow/")


def test_each_sees_the_step_that_is_his(desk, zhong, hong, qin):
    piece = submitted(desk, make_draft(desk))
    assert "审核通过</a>" in flow_of(zhong, piece)
    assert "签发</a>" in flow_of(hong, piece)
    assert "收回修改</a>" in flow_of(desk.press, piece)
    assert "审核通过</a>" not in flow_of(qin, piece)


def test_what_is_in_the_way_stands_there_with_where_it_is_put_right(desk):
    piece = make_draft(desk)
    text = current(piece).text.replace("66.67%", "76.67%")
    edit_piece(piece=piece, text=text, actor=desk.press, at=desk.clock.now)
    told = flow_of(desk.press, piece)
    assert "is-stop" in told
    assert "76.67%" in told
    assert f"/publishing/pieces/{piece.code}/edit/" in told


def test_a_step_that_is_refused_says_why_at_the_form(desk, hong):
    piece = submitted(desk, make_draft(desk))
    answer = send(signed_in(hong), f"/publishing/pieces/{piece.code}/approve/", remark="同意")
    assert answer.status_code == 422
    assert "招商服务中心还没有审核通过" in answer.content.decode()


def test_a_press_officer_does_not_approve(desk):
    piece = submitted(desk, make_draft(desk))
    told = page(signed_in(desk.press), f"/publishing/pieces/{piece.code}/approve/", 403)
    assert "这一步由市领导办理" in told


def test_it_is_published_from_its_page(desk):
    piece = approved(desk, make_draft(desk))
    said = {
        "kind": "CONFERENCE",
        "name": "第8场新闻发布会",
        "day": desk.clock.day.isoformat(),
        "is_public": "on",
    }
    answer = send(signed_in(desk.press), f"/publishing/pieces/{piece.code}/publish/", **said)
    out = Publication.objects.get()
    assert answer.redirect_chain[-1][0] == f"/publishing/register/{out.code}/"
    assert "3 个数都与台账现在的数一致" in answer.content.decode()
    assert (out.is_public, out.outlets.get().name) == (True, "第8场新闻发布会")


def test_the_register_tells_what_has_moved_and_opens_the_rows(desk, moved):
    client = signed_in(desk.press)
    assert "1 个数有变动" in page(client, "/publishing/register/?tab=moved")
    told = page(client, f"/publishing/register/{moved.code}/")
    assert "1 个数与台账现在的数不同" in told
    assert "4.4亿元" in told
    place = moved.figures.get(code="signed.amount").place
    rows = page(client, f"/publishing/register/{moved.code}/figures/{place}/")
    assert "数值变动" in rows
    assert "抄录有误" in rows
    assert "明细合计与发布数一致" in rows
    assert page(client, f"/publishing/register/{moved.code}/figures/99/", 404)


def test_who_sees_a_county_reads_the_text_and_not_the_rows(moved, liu):
    told = page(signed_in(liu), f"/publishing/register/{moved.code}/")
    assert "/figures/1/" not in told
    assert "3.6亿元" in told
    assert page(signed_in(liu), f"/publishing/register/{moved.code}/figures/1/", 403)


def test_what_went_out_is_sent_as_it_was_made(out, liu):
    answer = signed_in(liu).get(f"/publishing/register/{out.code}/word/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_the_register_leaves_the_house_as_a_table(out, desk):
    for path in ("register/", "figures/", "moved/", "countersigns/"):
        assert signed_in(desk.press).get(f"/publishing/{path}?format=csv").status_code == 200
    told = signed_in(desk.press).get("/publishing/figures/?format=csv").content.decode("utf-8-sig")
    assert "新签约项目总投资" in told
    assert "3.6亿元" in told


def test_a_number_is_found_by_its_indicator(out, desk):
    client = signed_in(desk.press)
    assert "3.6亿元" in page(client, "/publishing/figures/?q=总投资")
    assert "没有这样的数" in page(client, "/publishing/figures/?q=不存在的指标")


def test_a_notice_is_written_from_the_publications_page(desk, moved):
    client = signed_in(desk.press)
    answer = send(client, f"/publishing/register/{moved.code}/revise/", remark="合同金额更正")
    assert "更正说明已起草" in answer.content.decode()
    told = page(client, f"/publishing/register/{moved.code}/")
    assert "新签约项目总投资 3.6亿元 → 4.4亿元" in told
    assert "更正说明正在起草" in told


def test_all_that_waits_is_accepted_for_one_reason(desk, moved):
    answer = send(signed_in(desk.press), f"/publishing/register/{moved.code}/accept/", remark="已注明截至日")
    assert "1 个数已记下理由" in answer.content.decode()
    assert Move.objects.get().remark == "已注明截至日"
    answer = send(signed_in(desk.press), f"/publishing/register/{moved.code}/accept/", remark="再来一次")
    assert "没有待处理的变动" in answer.content.decode()


def test_a_unit_countersigns_what_is_asked_of_it(desk, cast, liu, wu):
    services.set_owner(
        group="项目推进", kind=OwnerKind.UNIT, unit=cast.units.yunxi, valid_from=desk.clock.day,
        source="示例办〔2020〕3号", actor=cast.zhong, at=desk.clock.now,
    )  # fmt: skip
    submitted(desk, make_draft(desk))
    asked = Countersign.objects.get()
    client = signed_in(liu)
    assert "示例市1—7月招商引资情况" in page(client, "/publishing/countersigns/")
    told = page(client, f"/publishing/countersigns/{asked.pk}/")
    assert "请核对的数" in told
    assert "3.6亿元" in told
    assert "同意</a>" in told
    answer = send(client, f"/publishing/countersigns/{asked.pk}/object/", remark="总投资应为3.5亿元")
    assert "已告知起草人" in answer.content.decode()
    assert page(signed_in(wu), f"/publishing/countersigns/{asked.pk}/", 404)


def test_the_centre_says_who_owns_which_data(desk, zhong, cast):
    said = {
        "group": "项目推进",
        "kind": "UNIT",
        "unit": "YUNXI",
        "valid_from": "2020-08-01",
        "source": "办〔2020〕3号",
    }
    answer = send(signed_in(zhong), "/publishing/owners/set/", **said)
    assert "云溪县" in answer.content.decode()
    answer = send(signed_in(zhong), "/publishing/owners/set/", **{**said, "unit": ""})
    assert "由归口单位会签的须选单位" in answer.content.decode()


def test_two_versions_stand_side_by_side(desk):
    piece = make_draft(desk)
    text = current(piece).text.replace("全市新签约项目", "全市共新签约项目")
    edit_piece(piece=piece, text=text, actor=desk.press, at=desk.clock.now)
    told = page(signed_in(desk.press), f"/publishing/pieces/{piece.code}/compare/")
    assert "<ins>共</ins>" in told
    assert "1 段有改动" in told


def test_what_waits_is_in_the_inbox_of_whose_turn_it_is(desk, zhong, hong):
    def waits(account: Any) -> str:
        return page(signed_in(account), "/actions/") + page(signed_in(account), "/")

    piece = submitted(desk, make_draft(desk))
    assert "文稿待审核" in waits(zhong)
    assert "文稿待签发" not in waits(hong)
    services.pass_piece(piece=piece, actor=zhong, at=desk.clock.now)
    assert "文稿待审核" not in waits(zhong)
    assert "文稿待签发" in waits(hong)
    services.approve_piece(piece=piece, actor=hong, at=desk.clock.now)
    assert "文稿待发布" in waits(desk.press)
