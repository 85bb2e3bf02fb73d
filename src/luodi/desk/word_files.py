"""Certificates and letters of appointment as Word files: one page that lies. Other papers are luodi.papers'."""

from io import BytesIO

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

Face = tuple[str, int]
"""A typeface and its size in points."""
TEXT, CELL = ("仿宋_GB2312", 16), ("仿宋_GB2312", 12)
LINE = Pt(28)


def lying_paper() -> Paper:
    """Return an A4 page that is broader than high, with broad margins."""
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.top_margin, section.left_margin = Mm(28), Mm(45)
    section.bottom_margin, section.right_margin = Mm(26), Mm(45)
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


def _set(run: Run, face: Face) -> None:
    run.font.name, run.font.size = "Times New Roman", Pt(face[1])
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face[0])
