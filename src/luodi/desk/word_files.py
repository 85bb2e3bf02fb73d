"""Word files as offices know them: the page, its lines and its tables.

Source: GB/T 9704-2012 for the page, the typefaces and their sizes. A typeface that a machine lacks is replaced by the
word processor itself.
"""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Face = tuple[str, int]
"""A typeface and its size in points."""
TITLE, HEAD, TEXT, CELL = (
    ("方正小标宋简体", 22), ("黑体", 16), ("仿宋_GB2312", 16), ("仿宋_GB2312", 12),
)  # fmt: skip
COLUMN, NUMBER = ("黑体", 12), ("宋体", 14)
LINE = Pt(28)


def new_paper(*, lies: bool = False) -> Paper:
    """Return an A4 page with the standard's margins; one that lies is broader than high."""
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if lies else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if lies else WD_ORIENT.PORTRAIT
    section.top_margin, section.left_margin = (Mm(28), Mm(45)) if lies else (Mm(37), Mm(28))
    section.bottom_margin, section.right_margin = (Mm(26), Mm(45)) if lies else (Mm(35), Mm(26))
    return paper


def written(paper: Paper) -> bytes:
    content = BytesIO()
    paper.save(content)
    return content.getvalue()


def add_line(
    paper: Paper,
    text: str,
    face: Face,
    *,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
    indent: bool = False,
    height: Pt = LINE,
) -> Paragraph:
    paragraph = paper.add_paragraph()
    paragraph.alignment = align
    shape = paragraph.paragraph_format
    shape.line_spacing, shape.space_after = height, Pt(0)
    if indent:
        shape.first_line_indent = Pt(2 * face[1])
    _set(paragraph.add_run(text), face)
    return paragraph


def add_table(
    paper: Paper, heads: Sequence[str], rows: Sequence[Sequence[str]], *, widths: Sequence[int] = ()
) -> None:
    """Add a table whose head is repeated on each page; ``widths`` are millimetres, without them all are alike."""
    if not rows:
        add_line(paper, "无。", TEXT, indent=True)
        return
    table = paper.add_table(rows=1, cols=len(heads))
    table.style, table.autofit = "Table Grid", not widths
    for column, width in zip(table.columns, widths, strict=False):
        column.width = Mm(width)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for line in rows:
        table.add_row()
        _fill(table.rows[-1], line, CELL, widths)
    _fill(table.rows[0], heads, COLUMN, widths, align=WD_ALIGN_PARAGRAPH.CENTER)


def number_pages(paper: Paper, *, outside: bool = False) -> None:
    """Put the number of the page between dashes below it; ``outside`` as papers that are bound have it.

    There it stands 7 mm below the type area, a character in from the right on odd pages and from the left on even ones.
    """
    section = paper.sections[0]
    if not outside:
        _number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.CENTER)
        return
    paper.settings.odd_and_even_pages_header_footer = True
    bottom = section.bottom_margin or Mm(25)
    section.footer_distance = bottom - Mm(7) - Pt(NUMBER[1])
    _number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _number(paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH) -> None:
    paragraph.alignment = align
    shape = paragraph.paragraph_format
    if align == WD_ALIGN_PARAGRAPH.RIGHT:
        shape.right_indent = Pt(NUMBER[1])
    elif align == WD_ALIGN_PARAGRAPH.LEFT:
        shape.left_indent = Pt(NUMBER[1])
    for text, kind in (("— ", ""), ("", "begin"), ("PAGE", "instruction"), ("", "end"), (" —", "")):
        run = paragraph.add_run("" if kind else text)
        _set(run, NUMBER)
        if kind == "instruction":
            code = OxmlElement("w:instrText")
            code.text = text
            run._element.append(code)
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)


def _fill(
    row: _Row,
    told: Sequence[str],
    face: Face,
    widths: Sequence[int],
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
) -> None:
    row.height = Mm(8)
    for at, (cell, text) in enumerate(zip(row.cells, told, strict=True)):
        if widths:
            cell.width = Mm(widths[at])
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        cell.paragraphs[0].alignment = align
        _set(cell.paragraphs[0].add_run(text), face)


def _set(run: Run, face: Face) -> None:
    run.font.name, run.font.size = "Times New Roman", Pt(face[1])
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face[0])
