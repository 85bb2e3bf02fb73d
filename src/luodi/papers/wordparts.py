"""What a Word file of ours is built from: lines, tables and marks with the typefaces that offices have.

Lines are exactly a row high, so that every word processor sets 22 of them on a page, whatever stands in for a typeface
that it lacks.
"""

import re
from collections.abc import Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor, Twips
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from luodi.papers import measures
from luodi.papers.measures import SMALL_SIZE, TEXT_SIZE

Face = tuple[str, float]
"""A typeface and its size in points."""
FANG: Face = ("仿宋_GB2312", TEXT_SIZE)
HEI: Face = ("黑体", TEXT_SIZE)
KAI: Face = ("楷体_GB2312", TEXT_SIZE)
TITLE: Face = ("方正小标宋简体", measures.TITLE_SIZE)
CELL_TEXT: Face = ("仿宋_GB2312", SMALL_SIZE)
CELL_HEAD: Face = ("黑体", SMALL_SIZE)
IMPRINT: Face = ("仿宋_GB2312", measures.IMPRINT_SIZE)
NUMBER: Face = ("宋体", 14.0)
RED = RGBColor(0xE6, 0x00, 0x12)
ROW_TWIPS = 579
"""A row of 225 mm by 22, rounded down: with a twip more the 22nd row would not fit."""
_CLOSER = -6
"""Twips: 16 points less three tenths, 28 times, are 439.6 of the 442.2 points that a line has; it is filled up then."""
CELL_PITCH = TEXT_SIZE + _CLOSER / 20
_OTHER_NAMES = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "华文中宋"}
_UNSAID = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that no Word file may hold."""
_PLAIN = ("w:overflowPunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid")
_SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def add_line(
    paper: WordDocument,
    *spans: tuple[str, Face],
    align: str = "justify",
    indent: float = 0,
    rows: float = 1,
    red: bool = False,
    keep: bool = False,
) -> Paragraph:
    """Add a paragraph of these spans; ``indent`` of its first line in cells, ``rows`` the height of each line."""
    return fill(paper.add_paragraph(), *spans, align=align, indent=indent, rows=rows, red=red, keep=keep)


def fill(
    paragraph: Paragraph,
    *spans: tuple[str, Face],
    align: str = "justify",
    indent: float = 0,
    rows: float = 1,
    red: bool = False,
    keep: bool = False,
) -> Paragraph:
    paragraph.alignment = _SIDES[align]
    shape = paragraph.paragraph_format
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    shape.line_spacing = Twips(round(ROW_TWIPS * rows))
    shape.space_before = shape.space_after = Pt(0)
    shape.widow_control = False
    _plain(paragraph._p.get_or_add_pPr())
    if keep:
        shape.keep_with_next = True
    if indent:
        shape.first_line_indent = Pt(indent * CELL_PITCH)
    for text, face in spans:
        set_face(paragraph.add_run(_UNSAID.sub("", text)), face, red=red)
    return paragraph


def set_face(run: Run, face: Face, *, red: bool = False) -> None:
    name, size = face
    run.font.name, run.font.size = "Times New Roman", Pt(size)
    properties = run._element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), name)
    if size == TEXT_SIZE:
        _tighten(properties)
    if red:
        run.font.color.rgb = RED


def _tighten(properties: Any) -> None:
    """Set the characters of a size of 16 a little closer, so that 28 stand on a line."""
    properties.insert_element_before(
        element("w:spacing", val=str(_CLOSER)),
        *("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:lang"),
    )


def draw_rule(paragraph: Paragraph, *, side: str, millimetres: float, space: float, red: bool) -> None:
    """Draw a rule as broad as the type area over or below the paragraph, ``space`` points away."""
    shape = paragraph._p.get_or_add_pPr()
    borders = shape.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        shape.insert_element_before(borders, "w:shd", "w:tabs", *_PLAIN, "w:spacing", "w:ind", "w:jc")
    eighths = max(2, round(millimetres / measures.POINT * 8))
    borders.append(
        element(
            f"w:{side}",
            val="single",
            sz=str(eighths),
            space=str(round(space)),
            color="E60012" if red else "000000",
        )
    )


def element(tag: str, **attributes: str) -> Any:
    """Return a new element of the word processor's own names."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add_table(
    paper: WordDocument,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    shares: Sequence[float],
    aligns: Sequence[str],
    breadth: float,
    totals: int = 0,
) -> None:
    """Add a table whose head is repeated on each page; ``breadth`` in millimetres."""
    table = paper.add_table(rows=1 + len(rows), cols=len(heads))
    table.style, table.autofit, table.alignment = "Table Grid", False, WD_TABLE_ALIGNMENT.CENTER
    _pad_cells(table)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Mm(breadth * share)
    for at, (row, told) in enumerate(zip(table.rows, (heads, *rows), strict=True)):
        row.height, row.height_rule = Twips(ROW_TWIPS), WD_ROW_HEIGHT_RULE.AT_LEAST
        shape = row._tr.get_or_add_trPr()
        shape.append(OxmlElement("w:cantSplit"))
        if at == 0:
            shape.append(OxmlElement("w:tblHeader"))
        is_strong = at == 0 or at > len(rows) - totals
        for nth, cell in enumerate(row.cells):
            cell.width = Mm(breadth * shares[nth])
            _fill_cell(
                cell,
                told[nth],
                CELL_HEAD if is_strong else CELL_TEXT,
                "center" if at == 0 else aligns[nth],
            )


def _pad_cells(table: Any) -> None:
    """Leave a millimetre free over and under the text of each cell."""
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", 57), ("left", 68), ("bottom", 57), ("right", 68)):
        margins.append(element(f"w:{side}", w=str(twips), type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def _fill_cell(cell: _Cell, text: str, face: Face, align: str) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    fill(cell.paragraphs[0], (text, face), align=align, rows=0.55)


def add_page_number(paragraph: Paragraph, *, align: str) -> None:
    """Put the page's number between dashes, one character in from the outer side."""
    fill(paragraph, ("— ", NUMBER), align=align, rows=0.5)
    shape = paragraph.paragraph_format
    if align == "right":
        shape.right_indent = Pt(NUMBER[1])
    elif align == "left":
        shape.left_indent = Pt(NUMBER[1])
    for kind in ("begin", "instruction", "end"):
        run = paragraph.add_run()
        set_face(run, NUMBER)
        if kind == "instruction":
            code = OxmlElement("w:instrText")
            code.text = "PAGE"
            run._element.append(code)
        else:
            run._element.append(element("w:fldChar", fldCharType=kind))
    set_face(paragraph.add_run(" —"), NUMBER)


def name_typefaces(made: WordDocument) -> None:
    """Say by what else the typefaces go, for machines that know them under another name or lack them."""
    part = next(one for one in made.part.package.iter_parts() if one.partname == "/word/fontTable.xml")
    table = parse_xml(part.blob)
    for name, other in _OTHER_NAMES.items():
        font = element("w:font", name=name)
        for tag, value in (
            ("w:altName", other),
            ("w:charset", "86"),
            ("w:family", "auto"),
            ("w:pitch", "variable"),
        ):
            font.append(element(tag, val=value))
        table.append(font)
    part._blob = serialize_part_xml(table)


def _plain(properties: Any) -> None:
    """Let no mark hang over the line's end, no gap stand about figures, and no grid stretch the characters."""
    for name in _PLAIN:
        properties.insert_element_before(
            element(name, val="0"), "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr"
        )


def set_style(made: WordDocument) -> None:
    """Let whatever an office adds to the file stand on the same rows, in the same typeface and language."""
    style = made.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(TEXT_SIZE)
    properties = style.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), FANG[0])
    _tighten(properties)
    shape = style.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Twips(ROW_TWIPS)
    shape.space_before = shape.space_after = Pt(0)
    _plain(style.element.get_or_add_pPr())
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")


def set_grid(section: Any) -> None:
    """Say 22 rows and 28 cells to the word processor too: offices look them up in the page's settings.

    The lines do not follow it: word processors differ in what they make of it.
    """
    properties = section._sectPr
    for one in properties.findall(qn("w:docGrid")):
        properties.remove(one)
    space = round((measures.CELL / measures.POINT - TEXT_SIZE) * 4096)
    properties.append(
        element("w:docGrid", type="linesAndChars", linePitch=str(ROW_TWIPS), charSpace=str(space))
    )
