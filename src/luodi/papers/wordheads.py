"""Heads, imprint and the numbers of pages that lie, in a Word file.

Source: GB/T 9704-2012, 7.2 (head), 7.4 (imprint), 7.5 (numbers), 8 (tables that lie), 10 (letters, minutes).
"""

import math
from collections.abc import Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from luodi.kernel.dates import day_words
from luodi.papers import measures
from luodi.papers.measures import LEFT_EDGE, PAGE_HEIGHT, POINT, ROW, TOP, WIDTH
from luodi.papers.paper import Kind, Paper
from luodi.papers.wordparts import (
    FANG,
    HEI,
    IMPRINT,
    KAI,
    NUMBER,
    ROW_TWIPS,
    Face,
    add_line,
    add_page_number,
    draw_rule,
    element,
    fill,
)

_MARK = "方正小标宋简体"
_RULE = 0.7
_IMPRINT_ROWS = 0.8
_CHOICE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_BOX = """<w:drawing {spaces} xmlns:wps="{shape}"><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0"
 relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="{base}">{x}</wp:positionH><wp:positionV relativeFrom="{base}">{y}</wp:positionV>
<wp:extent cx="{wide}" cy="{high}"/><wp:{wrap}/><wp:docPr id="{number}" name="{name}"/><a:graphic>
<a:graphicData uri="{shape}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>
<a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></wps:spPr>
<wps:txbx><w:txbxContent><w:p/></w:txbxContent></wps:txbx><wps:bodyPr vert="{vert}" lIns="0" tIns="0" rIns="0" bIns="0"
 anchor="{anchor}"/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"""
"""A box that stands on its own place on the page."""
_BAR = """<w:drawing {spaces} xmlns:wps="{shape}"><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0"
 relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>
<wp:extent cx="{wide}" cy="{high}"/><wp:wrapNone/><wp:docPr id="{number}" name="红线"/><a:graphic>
<a:graphicData uri="{shape}"><wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/>
<a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
<a:solidFill><a:srgbClr val="E60012"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>
</a:graphicData></a:graphic></wp:anchor></w:drawing>"""
_THICK, _THIN = 1.0, 0.35


def add_head(made: WordDocument, paper: Paper) -> None:
    """Add what stands over the title."""
    if paper.kind == Kind.DOCUMENT:
        _add_document(made, paper)
    elif paper.kind == Kind.LETTER:
        _add_letter(made, paper)
    elif paper.kind == Kind.MINUTES:
        _add_minutes(made, paper)
    else:
        _add_plain(made, paper)


def _add_plain(made: WordDocument, paper: Paper) -> None:
    if _add_corner(made, paper):
        add_line(made)
    if paper.number:
        add_line(made, (paper.number, FANG), align="center")
        add_line(made)


def _corner(paper: Paper) -> list[tuple[str, Face]]:
    told = ((paper.copy_number, FANG), (paper.secrecy, HEI), (paper.urgency, HEI))
    return [one for one in told if one[0]]


def _add_corner(made: WordDocument, paper: Paper) -> int:
    told = _corner(paper)
    for one in told:
        add_line(made, one, align="left")
    return len(told)


def _add_mark(made: WordDocument, paper: Paper, *, below: float, most: float) -> Paragraph:
    """Add the red mark ``below`` millimetres under what stands before it; the line is as high as its characters."""
    size = measures.mark_size(paper.mark, most=most)
    line = add_line(made, (paper.mark, (_MARK, size)), align="center", red=True)
    shape = line.paragraph_format
    shape.line_spacing, shape.space_before = Pt(round(size * 1.1, 1)), Mm(max(below, 0))
    if measures.breadth(paper.mark) * size * POINT > WIDTH:
        shape.left_indent = shape.right_indent = Mm(-10)
    return line


def _add_document(made: WordDocument, paper: Paper) -> None:
    n_rows = _add_corner(made, paper)
    mark = _add_mark(made, paper, below=measures.MARK_BELOW_TOP - n_rows * ROW, most=52)
    _pad(made, mark, n_rows=2)
    if paper.signer:
        line = add_line(made, (f"　{paper.number}\t签发人：", FANG), (f"{paper.signer}　", KAI), align="left")
        line.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), alignment=WD_TAB_ALIGNMENT.RIGHT)
    else:
        line = add_line(made, (paper.number, FANG), align="center")
    _rule_below(line)
    for _ in range(2):
        add_line(made)


def _add_minutes(made: WordDocument, paper: Paper) -> None:
    n_rows = _add_corner(made, paper)
    mark = _add_mark(made, paper, below=measures.MARK_BELOW_TOP - n_rows * ROW, most=52)
    _pad(made, mark, n_rows=1)
    if paper.number:
        add_line(made, (paper.number, FANG), align="center")
        add_line(made)
    issued = f"{day_words(paper.sign.signed_on)}　" if paper.sign.signed_on else ""
    line = add_line(made, (f"　{'　'.join(paper.sign.issuers)}\t{issued}", FANG), align="left")
    line.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), alignment=WD_TAB_ALIGNMENT.RIGHT)
    _rule_below(line)
    for _ in range(2 if paper.title else 1):
        add_line(made)


def _pad(made: WordDocument, mark: Paragraph, *, n_rows: int) -> None:
    """Leave so many rows free under the mark."""
    for _ in range(n_rows):
        add_line(made)
    mark.paragraph_format.space_after = Pt(0)


def _rule_below(line: Paragraph) -> None:
    """Draw the red rule 4 mm under the characters of the line, which stand in the middle of their row."""
    free = (ROW_TWIPS / 20 - FANG[1]) / 2
    space = measures.RULE_BELOW_NUMBER / POINT - free
    draw_rule(line, side="bottom", millimetres=_RULE, space=max(space, 1), red=True)


def _add_letter(made: WordDocument, paper: Paper) -> None:
    """The mark begins above the type area, so the section's first page gets it by its header, with both rules."""
    size = measures.mark_size(paper.mark, most=44)
    header = made.sections[0].first_page_header
    header.is_linked_to_previous = False
    made.sections[0].header_distance = Mm(15)
    line = fill(header.paragraphs[0], (paper.mark, (_MARK, size)), align="center", red=True)
    shape = line.paragraph_format
    shape.line_spacing = Pt(round(size * 1.1, 1))
    shape.space_before = Mm(measures.LETTER_MARK_BELOW_EDGE - 15)
    made.sections[0].first_page_footer.is_linked_to_previous = False
    upper = measures.LETTER_MARK_BELOW_EDGE + 0.9 * size * POINT + measures.RULE_BELOW_NUMBER
    lower = PAGE_HEIGHT - measures.LETTER_RULE_ABOVE_EDGE
    bars = ((upper, _THICK), (upper + 1.3, _THIN), (lower - 1.3, _THIN), (lower, _THICK))
    for at, (y, thick) in enumerate(bars):
        _add_bar(line, 920 + at, y=y, thick=thick)
    _add_letter_number(made, paper, size)


def _add_letter_number(made: WordDocument, paper: Paper, size: float) -> None:
    """Put the number at the right under the rules, the first of what stands at the left beside it."""
    told = _corner(paper)
    first, *rest = told or [("", FANG)]
    line = add_line(made, first, (f"\t{paper.number}", FANG), align="left")
    line.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), alignment=WD_TAB_ALIGNMENT.RIGHT)
    rules = measures.LETTER_MARK_BELOW_EDGE + 0.9 * size * POINT + measures.RULE_BELOW_NUMBER + 2
    free = (ROW_TWIPS / 20 - FANG[1]) / 2 * POINT
    top = max(TOP, measures.LETTER_MARK_BELOW_EDGE + 1.1 * size * POINT)  # the header pushes the text down
    line.paragraph_format.space_before = Mm(max(rules + FANG[1] * POINT * 7 / 8 - top - free, 0))
    for one in rest:
        add_line(made, one, align="left")
    for _ in range(2):
        add_line(made)


def _add_bar(anchor: Paragraph, number: int, *, y: float, thick: float) -> None:
    """Draw a red rule of a letter, its middle ``y`` millimetres under the page's upper edge."""
    x = LEFT_EDGE - (measures.LETTER_RULE_WIDTH - WIDTH) / 2
    bar = parse_xml(
        _BAR.format(
            spaces=nsdecls("w", "wp", "a"),
            shape=_SHAPE,
            number=number,
            x=_emu(x),
            y=_emu(y - thick / 2),
            wide=_emu(measures.LETTER_RULE_WIDTH),
            high=_emu(thick),
        )
    )
    anchor.add_run()._r.append(_chosen(bar))


def add_imprint(made: WordDocument, lines: Sequence[dict[str, Any]], *, ruled: bool) -> None:
    """Add the imprint as a table of one column in a box that stands on the last row of its page."""
    table = made.add_table(rows=len(lines), cols=1)
    table.autofit = False
    table.columns[0].width = Mm(WIDTH)
    for at, (row, one) in enumerate(zip(table.rows, lines, strict=True)):
        row.cells[0].width = Mm(WIDTH)
        _fill_imprint(row.cells[0], one)
        if ruled:
            _rule_cell(row.cells[0], is_first=at == 0, is_last=at == len(lines) - 1)
    anchor = add_line(made)
    anchor.paragraph_format.line_spacing = Pt(1)
    high = sum(_n_lines(one) for one in lines) * _IMPRINT_ROWS * ROW + 1
    last = _add_box(anchor, "版记", 901, wide=WIDTH, high=high)
    # A box ends with a paragraph, which takes no room here.
    last._p.addprevious(table._tbl)
    fill(last).paragraph_format.line_spacing = Pt(1)


def _add_box(
    anchor: Paragraph,
    name: str,
    number: int,
    *,
    wide: float,
    high: float,
    at: tuple[float, float] | None = None,
    turned: bool = False,
) -> Paragraph:
    """Add a box, millimetres from the page's upper left or at the foot of the type area; return its paragraph."""
    where = [f"<wp:posOffset>{_emu(one)}</wp:posOffset>" for one in at or ()]
    x, y = where or ("<wp:align>left</wp:align>", "<wp:align>bottom</wp:align>")
    box = parse_xml(
        _BOX.format(
            spaces=nsdecls("w", "wp", "a"),
            shape=_SHAPE,
            base="page" if at else "margin",
            x=x,
            y=y,
            wide=_emu(wide),
            high=_emu(high),
            wrap="wrapNone" if at else "wrapTopAndBottom",
            number=number,
            name=name,
            vert="vert" if turned else "horz",
            anchor="ctr" if turned else "b",
        )
    )
    anchor.add_run()._r.append(_chosen(box))
    return Paragraph(box.find(f".//{qn('w:p')}"), anchor._parent)


def _chosen(drawing: Any) -> Any:
    """Return the drawing in the frame by which word processors know whether they can draw it."""
    frame = parse_xml(
        f'<mc:AlternateContent xmlns:mc="{_CHOICE}" xmlns:wps="{_SHAPE}"><mc:Choice Requires="wps"/>'
        "</mc:AlternateContent>"
    )
    frame[0].append(drawing)
    return frame


def _n_lines(one: dict[str, Any]) -> int:
    """Return how many lines the text takes, one character in from each side."""
    free = WIDTH / POINT / IMPRINT[1] - 2
    return math.ceil((measures.breadth(one["left"]) - one["hang"]) / (free - one["hang"])) or 1


def _emu(millimetres: float) -> int:
    return round(millimetres * 36_000)


def _fill_imprint(cell: _Cell, one: dict[str, Any]) -> None:
    """Fill a line of the imprint: 4号仿宋, one character in from each side."""
    text = f"{one['left']}\t{one['right']}" if one["right"] else one["left"]
    line = fill(cell.paragraphs[0], (text, IMPRINT), align="left", rows=_IMPRINT_ROWS)
    shape, size = line.paragraph_format, IMPRINT[1]
    shape.left_indent, shape.right_indent = Pt(size * (1 + one["hang"])), Pt(size)
    if one["hang"]:
        shape.first_line_indent = Pt(-size * one["hang"])
    if one["right"]:
        shape.tab_stops.add_tab_stop(Mm(WIDTH) - Pt(size), alignment=WD_TAB_ALIGNMENT.RIGHT)
    margins = OxmlElement("w:tcMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w="0", type="dxa"))
    cell._tc.get_or_add_tcPr().append(margins)


def _rule_cell(cell: _Cell, *, is_first: bool, is_last: bool) -> None:
    borders = OxmlElement("w:tcBorders")
    for side, is_outer in (("top", is_first), ("bottom", is_last)):
        eighths = round((0.35 if is_outer else 0.25) / POINT * 8)
        borders.append(element(f"w:{side}", val="single", sz=str(eighths), space="0", color="000000"))
    cell._tc.get_or_add_tcPr().insert_element_before(borders, "w:shd", "w:noWrap", "w:tcMar", "w:vAlign")


def add_lying_numbers(section: Any) -> None:
    """Put the number where it is on pages that stand, turned with the page: at the left edge of one that lies."""
    for header, is_odd in ((section.header, True), (section.even_page_header, False)):
        anchor = fill(header.paragraphs[0], align="left", rows=0.1)
        anchor.paragraph_format.line_spacing = Pt(1)
        _add_turned_box(anchor, is_odd=is_odd)


def _add_turned_box(anchor: Paragraph, *, is_odd: bool) -> None:
    high, wide = 40.0, 8.0
    indent = NUMBER[1] * POINT
    y = 210 - 26 - indent - high if is_odd else 28 + indent
    x = 35 - measures.NUMBER_BELOW_TEXT - wide / 2
    inner = _add_box(anchor, "页码", 911 if is_odd else 912, wide=wide, high=high, at=(x, y), turned=True)
    add_page_number(inner, align="right" if is_odd else "left")
    inner.paragraph_format.left_indent = inner.paragraph_format.right_indent = Pt(0)
