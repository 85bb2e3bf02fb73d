"""Papers for the tests, and a look at their rendered pages: characters with their boxes in millimetres."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from luodi.papers import levels, measures
from luodi.papers.paper import Annex, Block, Gap, Imprint, Kind, Paper, Paragraph, Sign, Table

MM = 25.4 / 72
TEXT = """一、总体情况
今年以来，全市上下把招商引资摆在首位，1—8月新签约项目123个，计划总投资287.65亿元，同比分别增长9.8%和12.1%。
（一）签约情况。全市新签约亿元以上项目41个，其中工业项目30个，占73.17%；“专班”签约18个。
（二）开工情况
新开工项目57个，其中工业项目45个。
1. 强化调度。对未开工的项目逐一分析原因。
（1）建立清单。
二、下步工作
各县区要压实责任，加快进度。"""
HANZI = "东西南北中春夏秋冬山川河海林田路桥城乡镇村工农商学兵"
TABLE = Table(
    ("序号", "县区", "签约项目（个）", "总投资（亿元）", "完成率"),
    tuple((str(at), f"第{at}县区", str(at * 7), f"{at * 3.25:.2f}", f"{at * 6}.00%") for at in range(1, 7)),
    title="表1　各县区签约情况",
    unit="单位：个、亿元",
    note="注：数据截至2020年8月31日。",
)
PAGE_END = Gap(is_page=True)
SIGN = Sign(("某某市招商引资工作领导小组办公室",), date(2020, 9, 23), is_sealed=True)
IMPRINT = Imprint(("市委各部门", "市政协办公室"), "某某市投资促进局", date(2020, 9, 24))


def a_document(**changes: Any) -> Paper:
    """Return a paper with a red head, a table, annexes, a signature and an imprint."""
    told: dict[str, Any] = {
        "kind": Kind.DOCUMENT,
        "mark": "某某市人民政府办公室文件",
        "number": "某政办〔2020〕7号",
        "title": "某某市人民政府办公室关于2020年1—8月全市招商引资工作情况的通报",
        "addressees": ("各县、区人民政府", "市政府各部门"),
        "blocks": (*levels.blocks(TEXT), TABLE),
        "annexes": (Annex("各县区主要指标完成情况表", (TABLE,), lies=True), Annex("重点项目清单", (TABLE,))),
        "sign": SIGN,
        "remark": "联系人：某某",
        "imprint": IMPRINT,
    }
    return Paper(**{**told, **changes})


def full_pages(n_lines: int) -> tuple[Block, ...]:
    """Return paragraphs of nothing but Chinese characters, together so many lines."""
    return tuple(Paragraph((HANZI * 2)[: measures.CELLS], is_indented=False) for _ in range(n_lines))


@dataclass(frozen=True)
class Glyph:
    """A character of a page: the breadth of its square, the height of what is drawn, from the page's upper left."""

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    size: float
    red: bool
    font: str

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def glyphs(content: bytes) -> list[Glyph]:
    """Return every visible character of the PDF in the order of its pages."""
    document = pypdfium2.PdfDocument(content)
    told = []
    for number, page in enumerate(document, start=1):
        text, height = page.get_textpage(), page.get_height()
        for at in range(text.count_chars()):
            code = pdfium.FPDFText_GetUnicode(text, at)
            if code > 32 and chr(code) != "\u3000":
                told.append(_glyph(text, at, chr(code), number, height))
    return told


def _glyph(text: Any, at: int, char: str, page: int, height: float) -> Glyph:
    _, bottom, _, top = text.get_charbox(at)
    left, _, right, _ = text.get_charbox(at, loose=True)
    colour = [pdfium.c_uint() for _ in range(4)]
    pdfium.FPDFText_GetFillColor(text, at, *colour)
    buffer, flags = pdfium.create_string_buffer(200), pdfium.c_int()
    pdfium.FPDFText_GetFontInfo(text, at, buffer, 200, flags)
    return Glyph(
        char,
        page,
        left * MM,
        (height - top) * MM,
        right * MM,
        (height - bottom) * MM,
        pdfium.FPDFText_GetFontSize(text, at),
        colour[0].value > 200 and colour[1].value < 60,
        buffer.value.decode(),
    )


def lines(told: Iterable[Glyph]) -> dict[int, list[Glyph]]:
    """Return the characters by the row of the type area that their middle lies in, from 0."""
    rows: dict[int, list[Glyph]] = defaultdict(list)
    for one in told:
        rows[int((one.middle - measures.TOP) // measures.ROW)].append(one)
    return {row: sorted(shown, key=lambda one: one.left) for row, shown in sorted(rows.items())}


def said(told: Iterable[Glyph]) -> str:
    return "".join(one.text for one in told)


def page_numbers(told: Iterable[Glyph]) -> dict[int, list[Glyph]]:
    """Return the characters below the type area of pages that stand, by page."""
    found: dict[int, list[Glyph]] = defaultdict(list)
    for one in told:
        if one.top > 262:
            found[one.page].append(one)
    return found
