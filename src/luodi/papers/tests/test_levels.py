"""Plain text read as headings and paragraphs."""

import pytest

from luodi.papers import levels
from luodi.papers.paper import Heading, Paragraph


@pytest.mark.parametrize(
    ("line", "block"),
    [
        ("一、总体情况", Heading("一、总体情况", 1)),
        ("（二）开工情况", Heading("（二）开工情况", 2)),
        (
            "（一）签约情况。今年以来新签约项目12个。",
            Heading("（一）签约情况。", 2, "今年以来新签约项目12个。"),
        ),
        ("1. 强化调度", Heading("1. 强化调度", 3)),
        ("（1）建立清单", Heading("（1）建立清单", 4)),
        ("1.5亿元以上项目有3个。", Paragraph("1.5亿元以上项目有3个。")),
        ("1. 强化调度。逐一分析。", Paragraph("1. 强化调度。逐一分析。")),
        ("全市新签约项目12个。", Paragraph("全市新签约项目12个。")),
        ("　　一、总体情况　", Heading("一、总体情况", 1)),
    ],
)
def test_a_line_is_read_by_its_number(line: str, block: Heading | Paragraph) -> None:
    assert levels.blocks(line) == (block,)


def test_a_long_numbered_sentence_is_a_paragraph() -> None:
    line = "一、" + "全市上下要进一步统一思想" * 5 + "。再接再厉。"
    assert levels.blocks(line) == (Paragraph(line),)


def test_empty_lines_and_invisible_characters_are_left_out() -> None:
    assert levels.blocks("\n \u200b\n甲\u200b乙\n") == (Paragraph("甲乙"),)


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (100, "100")]
)
def test_numbers_of_headings_are_chinese(number: int, said: str) -> None:
    assert levels.chinese(number) == said
