"""What is computed of a page before anything is set."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.papers import measures
from luodi.papers.paper import Annex, Paper, Table


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于商请办理手续的函", ["关于商请办理手续的函"]),
        (
            "某某市人民政府办公室关于2020年1—8月全市招商引资工作情况的通报",
            ["某某市人民政府办公室关于", "2020年1—8月全市招商引资工作情况的通报"],
        ),
        ("全市招商引资\n工作月报", ["全市招商引资", "工作月报"]),
    ],
)
def test_a_title_is_broken_where_it_reads_well(title: str, lines: list[str]) -> None:
    assert list(measures.title_lines(title)) == lines


@given(st.text("某市县区局关于的和（）《》2020年月1—8通报，", min_size=1, max_size=70))
def test_the_lines_of_a_title_are_the_title(title: str) -> None:
    lines = measures.title_lines(title)
    assert "".join(lines) == title
    assert all(measures.breadth(line) <= measures._TITLE_CELLS for line in lines)


def test_a_line_of_a_title_does_not_begin_with_a_closing_mark() -> None:
    title = "某某市人民政府办公室关于印发《某某市招商引资项目管理办法（试行）》的通知"
    assert all(line[0] not in "》）、，" for line in measures.title_lines(title))


def test_the_mark_fills_the_type_area_and_no_more() -> None:
    size = measures.mark_size("某某市人民政府办公室文件", most=52)
    assert 12 * size * measures.POINT <= measures.WIDTH
    assert measures.mark_size("某某市文件", most=52) == 52


def test_an_unsealed_day_begins_two_characters_behind_its_issuer() -> None:
    told = measures.signature(["某某市招商引资工作领导小组"], date(2020, 9, 23), is_sealed=False)
    assert told.gap == 1
    assert told.issuers == (2.0,)
    assert told.day == 2 + 13 - 2 - 6.5


def test_a_day_longer_than_its_issuer_stands_two_characters_in() -> None:
    told = measures.signature(["某局"], date(2020, 12, 23), is_sealed=False)
    assert told.day == 2.0
    assert told.issuers[0] + 2 == told.day + 7 + 2


def test_columns_share_the_breadth_by_what_stands_in_them() -> None:
    shares = measures.shares(Table(("序号", "名称"), (("1", "一个很长很长的项目名称"),)))
    assert sum(shares) == pytest.approx(1)
    assert shares[1] > 2 * shares[0]


def test_only_the_broadest_columns_give_way() -> None:
    row = ("1", "一个名称很长很长很长很长很长很长的招商引资项目", "某某开发区", "2017年12月15日", "1,234.56")
    shares = measures.shares(Table(("序号", "项目名称", "责任单位", "签约日期", "总投资（亿元）"), (row,)))
    ems = [one * measures.WIDTH / measures.POINT / measures.SMALL_SIZE for one in shares]
    assert ems[3] >= measures.breadth(row[3]) + 0.6
    assert ems[2] >= 5.6
    assert ems[1] < measures.breadth(row[1])


def test_ordinals_stand_in_the_middle() -> None:
    assert measures.alignments(Table(("序号", "个数"), (("1", "2"),))) == ("center", "right")


def test_figures_stand_at_the_right_and_words_at_the_left() -> None:
    table = Table(("县区", "金额", "占比"), (("甲", "1,234.50", "—"), ("乙", "-3", "12.5%")))
    assert measures.alignments(table) == ("left", "right", "right")


def test_one_annex_has_no_number_and_several_have() -> None:
    one, two = Annex("名单", ()), Annex("清单", ())
    assert Paper((), annexes=(one,)).annex_names == ("名单",)
    assert Paper((), annexes=(one, two)).annex_names == ("1. 名单", "2. 清单")
