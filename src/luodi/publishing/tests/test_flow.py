"""The rules of the way, the words of a notice, and two texts side by side: no database."""

from datetime import date

import pytest

from luodi.publishing.choices import PieceState
from luodi.publishing.comparing import Pair, Piecewise, compare, folded
from luodi.publishing.flow import (
    IN_THE_WAY,
    NEXT,
    Blocked,
    FlowRefused,
    Obstacle,
    ObstacleKind,
    after,
    check_clear,
    reason_of,
)
from luodi.publishing.noticing import Notice, NoticeLine, grouped, written
from luodi.publishing.release_choices import StepKind


@pytest.mark.parametrize("step", list(StepKind))
def test_a_step_leads_on_only_from_where_it_belongs(step):
    allowed, leads_to = NEXT[step]
    for state in PieceState:
        if state in allowed:
            assert after(step, state) == leads_to
        else:
            with pytest.raises(FlowRefused, match=f"文稿“{state.label}”，不能{step.label}"):
                after(step, state)


def test_nothing_goes_out_but_what_was_approved():
    assert NEXT[StepKind.PUBLISHED][0] == (PieceState.APPROVED,)
    assert IN_THE_WAY[StepKind.PUBLISHED] == frozenset(ObstacleKind)


def test_a_refusal_names_the_first_things_in_the_way_and_how_many_there_are():
    found = [Obstacle(ObstacleKind.FINDING, f"第{nth}处有误") for nth in range(1, 6)]
    with pytest.raises(Blocked, match="还不能送审：第1处有误；第2处有误；第3处有误；等 5 处"):
        check_clear(StepKind.SUBMITTED, found)


def test_a_pending_correction_stops_publication_alone():
    waiting = [Obstacle(ObstacleKind.CORRECTION, "有更正待认定")]
    check_clear(StepKind.APPROVED, waiting)
    with pytest.raises(Blocked):
        check_clear(StepKind.PUBLISHED, waiting)


def test_reasons_are_given_and_of_a_length():
    assert reason_of(" 数 不对 ", "原因") == "数 不对"
    with pytest.raises(FlowRefused, match="请写明原因"):
        reason_of("  ", "原因")
    with pytest.raises(FlowRefused, match="最多 5 个字，现在是 6 个字"):
        reason_of("六个字的原因", "原因", most=5)


def notice(*lines: NoticeLine, n_places: int = 1, reasons: tuple[str, ...] = (), remark: str = "") -> Notice:
    return Notice(
        title="一月情况", number="示招〔2020〕3号", published_on=date(2020, 2, 3), known_on=date(2020, 2, 1),
        lines=lines, n_places=n_places, reasons=reasons, remark=remark, issuer="示例市招商服务中心",
        issued_on=date(2020, 3, 1),
    )  # fmt: skip


def test_a_notice_says_what_was_published_and_what_holds_now():
    line = NoticeLine("新签约项目", "2020年1月", "全市", "12个", "11个")
    found = written(notice(line, reasons=("2020年2月20日更正项目：“某项目”（流水号7）。",)))
    assert found.title == "关于《一月情况》有关数据的更正说明"
    assert "2020年2月3日发布的《一月情况》（示招〔2020〕3号）" in found.text
    assert "其中一个数随之变化" in found.text
    assert "|1|新签约项目|2020年1月|全市|12个|11个|" in found.text
    assert [found.text[start:end] for start, end in found.places] == ["11个"]
    assert found.text.endswith("示例市招商服务中心\n2020年3月1日\n")


def test_several_numbers_in_more_places_are_counted_both_ways():
    lines = [NoticeLine("指标", "2020年1月", "全市", f"{n}个", f"{n + 1}个") for n in range(3)]
    assert "其中3个数（文中5处）随之变化" in written(notice(*lines, n_places=5)).text
    assert "其中3个数随之变化" in written(notice(*lines, n_places=3)).text


def test_a_notice_without_an_entry_behind_it_says_so_and_a_remark_comes_first():
    line = NoticeLine("指标", "2020年1月", "全市", "1个", "2个")
    assert "1. 统计范围或者口径有调整。" in written(notice(line)).text
    assert "1. 口径调整。\n2. 甲。" in written(notice(line, reasons=("甲。",), remark="口径调整。")).text


def test_a_long_title_is_left_out_of_the_notices():
    long = Notice(**{**notice().__dict__, "title": "长" * 115})
    assert written(long).title == "关于2020年2月3日发布的有关数据的更正说明"


def test_what_one_entry_moved_is_said_together():
    on = date(2020, 2, 20)
    causes = [("更正项目", 7, on, "抄录有误。", name) for name in ("甲", "乙", "甲", "丙", "丁")]
    (reason,) = grouped(causes)
    assert reason.text == "2020年2月20日更正项目：“甲”、“乙”、“丙”等4个，原因：抄录有误（流水号7）。"


def test_side_by_side_a_number_with_its_unit_is_one_word():
    (pair,) = compare("全市新签约项目137个。", "全市新签约项目136个。")
    assert pair.old == (Piecewise("全市新签约项目"), Piecewise("137个", differs=True), Piecewise("。"))
    assert pair.new[1] == Piecewise("136个", differs=True)


def test_paragraphs_that_came_or_went_stand_alone():
    found = compare("一、情况\n甲乙丙丁戊己庚辛", "一、情况\n子丑寅卯辰巳午未")
    assert found[1:] == [
        Pair((Piecewise("甲乙丙丁戊己庚辛", differs=True),), ()),
        Pair((), (Piecewise("子丑寅卯辰巳午未", differs=True),)),
    ]


def test_what_is_the_same_is_folded_away_but_for_its_neighbours():
    old = "\n".join(f"第{nth}段文字" for nth in range(9))
    told = folded(compare(old, old.replace("第4段文字", "第4段有文字")))
    assert [one if isinstance(one, int) else "pair" for one in told] == [3, "pair", "pair", "pair", 3]
    assert folded(compare(old, old)) == [9]
