"""References through edits: words that stay keep theirs, a changed number is told, a lost one is lost."""

from hypothesis import given
from hypothesis import strategies as st

from luodi.publishing.composing.anchoring import Anchor, Fate, anchor
from luodi.publishing.composing.layout import Sort, lay

TEXT = (
    "示例市1—8月情况\n1—8月，全市新签约项目137个，总投资305.94亿元，工业项目占80.29%。\n"
    "二、开工情况\n新开工项目79个，下降8.92%。\n|县区|项目|\n|云溪县|41|\n|石桥区|41|\n"
)
SHOWN = ("137个", "305.94亿元", "80.29%", "79个", "下降8.92%")
ANCHORS = [Anchor(TEXT.index(one), TEXT.index(one) + len(one), one) for one in SHOWN]
_FIRST = TEXT.index("41")
CELLS = [Anchor(at, at + 2, "41") for at in (_FIRST, TEXT.index("41", _FIRST + 1))]


def fates(after: str) -> list[tuple[str, str]]:
    return [(one.fate.value, one.found) for one in anchor(TEXT, after, ANCHORS)]


def test_an_untouched_text_keeps_every_reference():
    assert {one.fate for one in anchor(TEXT, TEXT, ANCHORS)} == {Fate.INTACT}


def test_words_around_a_number_may_change():
    after = TEXT.replace("1—8月，全市新签约项目", "今年以来，全市共签约招商项目").replace(
        "，工业", "，其中工业"
    )
    assert {fate for fate, _ in fates(after)} == {"INTACT"}


def test_a_changed_number_is_told_with_what_stands_there():
    assert fates(TEXT.replace("80.29%", "82.61%"))[2] == ("CHANGED", "82.61%")
    assert fates(TEXT.replace("137个", "138个"))[0] == ("CHANGED", "138个")
    assert fates(TEXT.replace("305.94亿元", "305.94万元"))[1] == ("CHANGED", "305.94万元")
    assert fates(TEXT.replace("下降8.92%", "增长8.92%"))[4] == ("CHANGED", "增长8.92%")


def test_a_number_that_was_struck_out_is_lost():
    assert fates(TEXT.replace("，总投资305.94亿元", ""))[1][0] == "LOST"


def test_a_paragraph_that_moved_takes_its_references_along():
    lines = TEXT.splitlines(keepends=True)
    after = "".join([lines[0], *lines[2:4], lines[1], *lines[4:]])
    assert {fate for fate, _ in fates(after)} == {"INTACT"}


def test_equal_numbers_of_different_rows_are_not_confused():
    after = TEXT.replace("|石桥区|41|", "|石桥区|43|")
    assert [one.fate for one in anchor(TEXT, after, CELLS)] == [Fate.INTACT, Fate.CHANGED]
    turned = TEXT.replace("|云溪县|41|\n|石桥区|41|", "|石桥区|41|\n|云溪县|41|")
    assert {one.fate for one in anchor(TEXT, turned, CELLS)} == {Fate.INTACT}


@given(st.integers(0, len(TEXT)), st.text("加一句话，说明情况。\n", max_size=20))
def test_words_put_in_anywhere_never_turn_one_number_into_another(at, more):
    after = TEXT[:at] + more + TEXT[at:]
    for one, found in zip(ANCHORS, anchor(TEXT, after, ANCHORS), strict=True):
        assert after[found.start : found.end] == found.found
        if not one.start < at < one.end:
            assert found.fate == Fate.INTACT


def test_the_levels_of_a_text_are_recognised():
    laid = lay(
        "关于情况的通报\n各县、区人民政府：\n现通报如下。\n一、进展\n（一）签约情况。签约项目3个。\n"
        "（二）各责任单位要逐项分析原因并按时报送办理情况。\n1.甲\n（1）乙\n主持人：\n大家好。\n"
        "表1 情况\n|甲|乙|\n|1|2|\n"
        "注：按登记。\n〔图〕对比：柱；乙\n时间：2020年9月1日\n示例单位\n2020年9月23日\n附件1：名单\n|丙|\n|3|\n"
    )
    assert [(one.sort, one.level) for one in laid.parts] == [
        (Sort.TITLE, 0),
        (Sort.ADDRESSEE, 0),
        (Sort.TEXT, 0),
        (Sort.HEADING, 1),
        (Sort.HEADING, 2),
        (Sort.HEADING, 2),
        (Sort.HEADING, 3),
        (Sort.HEADING, 4),
        (Sort.SPEAKER, 0),
        (Sort.TEXT, 0),
        (Sort.CAPTION, 0),
        (Sort.TABLE, 0),
        (Sort.NOTE, 0),
        (Sort.CHART, 0),
        (Sort.TEXT, 0),
        (Sort.TEXT, 0),
        (Sort.TEXT, 0),
    ]
    run_on, sentence = laid.parts[4], laid.parts[5]
    assert laid.text[run_on.start : run_on.head_end] == "（一）签约情况。"
    assert sentence.head_end == sentence.start
    (annex, inside), = laid.annexes  # fmt: skip
    assert annex.label == "名单"
    assert [cell.text for row in inside[0].rows for cell in row] == ["丙", "3"]


def test_cells_know_their_place_in_the_text():
    text = "题\n| 甲 | 乙乙 |\n|1|  |\n"
    (table,) = [one for one in lay(text).parts if one.sort == Sort.TABLE]
    assert [text[cell.start : cell.end] for row in table.rows for cell in row] == ["甲", "乙乙", "1", ""]
