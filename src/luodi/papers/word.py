"""A paper as a Word file, with the typefaces by the names that offices have them under.

Source: GB/T 9704-2012, 5 for the page, 7 and 10 for the parts. A typeface that a machine lacks is replaced by the word
processor itself; every line is exactly a row high all the same.
"""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from luodi.kernel.dates import day_words
from luodi.papers import flow, measures, pictures, wordheads
from luodi.papers.measures import HEIGHT, WIDTH
from luodi.papers.paper import Block, Gap, Heading, Kind, Paper, Paragraph, Picture, Table
from luodi.papers.wordparts import (
    CELL_PITCH,
    CELL_TEXT,
    FANG,
    HEI,
    KAI,
    TITLE,
    add_line,
    add_page_number,
    add_table,
    element,
    name_typefaces,
    set_grid,
    set_style,
)

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NUMBERS_BELOW = 7.0
"""Millimetres from the type area to the dash of a page's number."""
_HEADING_FACES = {1: HEI, 2: KAI, 3: FANG, 4: FANG}
_LONGEST = 255
"""Characters that a property of a file may have."""


def written(paper: Paper) -> bytes:
    """Return the paper as a Word file."""
    made = Document()
    _set_up(made, paper)
    _add_main(made, paper)
    for at, annex in enumerate(paper.annexes, start=1):
        is_turned = _begin_annex(made, paper, lies=annex.lies)
        _add_annex(made, paper, at, is_turned=is_turned)
    if paper.imprint is not None:
        _add_imprint(made, paper)
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def _set_up(made: WordDocument, paper: Paper) -> None:
    set_style(made)
    name_typefaces(made)
    core = made.core_properties
    core.title = (paper.title.replace("\n", "") or paper.mark)[:_LONGEST]
    core.author = "，".join(paper.sign.issuers)[:_LONGEST]
    core.comments, core.last_modified_by = "", ""
    moment = datetime(2000, 1, 1, tzinfo=UTC)
    core.created = core.modified = moment
    if paper.is_numbered:
        made.settings.odd_and_even_pages_header_footer = True
    _shape(made.sections[0], lies=paper.lies)
    _number(made.sections[0], paper, lies=paper.lies, is_first=True)


def _shape(section: Any, *, lies: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if lies else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if lies else (Mm(210), Mm(297))
    top, right, bottom, left = (28, 37, 26, 35) if lies else (37, 26, 35, 28)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance = Mm(15)
    # The footer's line is half a row high and its dash in the middle of it.
    section.footer_distance = Mm(bottom - _NUMBERS_BELOW - measures.ROW / 4)
    set_grid(section)


def _number(section: Any, paper: Paper, *, lies: bool, is_first: bool) -> None:
    if not paper.is_numbered:
        return
    if not is_first:
        for one in (section.footer, section.even_page_footer, section.header, section.even_page_header):
            one.is_linked_to_previous = False
    if lies:
        wordheads.add_lying_numbers(section)
        return
    add_page_number(section.footer.paragraphs[0], align="right")
    add_page_number(section.even_page_footer.paragraphs[0], align="left")
    if is_first and paper.kind == Kind.LETTER:
        section.different_first_page_header_footer = True


def _add_main(made: WordDocument, paper: Paper) -> None:
    wordheads.add_head(made, paper)
    if paper.title:
        _add_title(made, paper.title, cells=27 if paper.lies else 19)
        if paper.head_note:
            add_line(made, (paper.head_note, KAI), align="center")
        add_line(made)
    if paper.addressees:
        add_line(made, (f"{'，'.join(paper.addressees)}：", FANG), align="left", keep=True)
    for block in paper.blocks:
        _add(made, block, lies=paper.lies)
    if flow.is_kept(paper):
        made.paragraphs[-1].paragraph_format.keep_with_next = True
        made.paragraphs[-1].paragraph_format.keep_together = True
    _add_end(made, paper)


def _add_end(made: WordDocument, paper: Paper) -> None:
    if paper.annexes:
        _add_annex_note(made, paper)
    if paper.kind != Kind.MINUTES and (paper.sign.issuers or paper.sign.signed_on):
        _add_signature(made, paper)
    if paper.remark:
        add_line(made, (f"（{paper.remark.strip('（）')}）", FANG), indent=2)
    if paper.foot:
        add_line(made, (paper.foot, CELL_TEXT), rows=0.75)


def _add_title(made: WordDocument, title: str, *, cells: int) -> None:
    lines = measures.title_lines(title, cells)
    rows = flow.title_rows(lines) / len(lines)
    for line in lines:
        add_line(made, (line, TITLE), align="center", rows=rows, keep=True)


def _add(made: WordDocument, block: Block, *, lies: bool) -> None:
    if isinstance(block, Heading):
        _add_heading(made, block)
    elif isinstance(block, Paragraph):
        _add_paragraph(made, block)
    elif isinstance(block, Table):
        _add_table(made, block, lies=lies)
    elif isinstance(block, Picture):
        _add_picture(made, block, lies=lies)
    else:
        _add_gap(made, block)


def _add_gap(made: WordDocument, gap: Gap) -> None:
    if gap.is_page:
        line = add_line(made)
        line.paragraph_format.page_break_before = True
        line.paragraph_format.line_spacing = Pt(1)
        return
    for _ in range(gap.lines):
        add_line(made)


def _add_heading(made: WordDocument, one: Heading) -> None:
    face = _HEADING_FACES[one.level]
    if one.rest:
        add_line(made, (one.text, face), (one.rest, FANG), indent=2)
        return
    line = add_line(made, (one.text, face), indent=2, keep=True)
    line._p.get_or_add_pPr().append(element("w:outlineLvl", val=str(one.level - 1)))


def _add_paragraph(made: WordDocument, one: Paragraph) -> None:
    face = CELL_TEXT if one.is_small else FANG
    spans = [(one.label, HEI), (one.text, face)] if one.label else [(one.text, face)]
    is_left = one.align == "left"
    if one.is_hanging and one.label:
        line = add_line(made, *spans)
        wide = measures.breadth(one.label)
        shape = line.paragraph_format
        shape.left_indent = Pt((2 + wide) * CELL_PITCH)
        shape.first_line_indent = Pt(-wide * CELL_PITCH)
        return
    add_line(
        made,
        *spans,
        align="justify" if is_left else one.align,
        indent=2 if one.is_indented and is_left else 0,
        rows=0.75 if one.is_small else 1,
    )


def _add_table(made: WordDocument, table: Table, *, lies: bool) -> None:
    if not table.rows:
        add_line(made, ("无。", FANG), indent=2)
        return
    if table.title:
        add_line(made, (table.title, ("黑体", 14.0)), align="center", keep=True)
    if table.unit:
        add_line(made, (table.unit, CELL_TEXT), align="right", keep=True)
    add_table(
        made,
        table.heads,
        table.rows,
        shares=measures.shares(table, lies=lies),
        aligns=measures.alignments(table),
        breadth=HEIGHT if lies else WIDTH,
        totals=table.totals,
    )
    if table.note:
        add_line(made, (table.note, CELL_TEXT), rows=0.75)


def _add_picture(made: WordDocument, picture: Picture, *, lies: bool) -> None:
    wide, high = pictures.fitted(picture, lies=lies)
    line = add_line(made, align="center", keep=bool(picture.title))
    line.paragraph_format.line_spacing = 1.0
    run = line.add_run()
    run.add_picture(BytesIO(pictures.as_pixels(picture.content)), width=Mm(wide), height=Mm(high))
    told = run._element.find(f".//{qn('wp:docPr')}")
    if told is not None:
        told.set("descr", picture.text or picture.title or "图")
    if picture.title:
        add_line(made, (picture.title, ("黑体", 12.0)), align="center")


def _add_annex_note(made: WordDocument, paper: Paper) -> None:
    add_line(made, keep=True)
    for at, one in enumerate(flow.annex_lines(paper)):
        label = "附件：" if at == 0 else ""
        line = add_line(made, (f"{label}{one['number']}{one['text']}", FANG), keep=True)
        hang = measures.breadth(one["number"])
        shape = line.paragraph_format
        shape.left_indent = Pt((5 + hang) * CELL_PITCH)
        shape.first_line_indent = Pt(-((3 if at == 0 else 0) + hang) * CELL_PITCH)


def _add_signature(made: WordDocument, paper: Paper) -> None:
    sign = paper.sign
    where = measures.signature(sign.issuers, sign.signed_on, is_sealed=sign.is_sealed)
    for _ in range(where.gap):
        add_line(made, keep=True)
    lines = list(zip(sign.issuers, where.issuers, strict=True))
    if sign.signed_on:
        lines.append((day_words(sign.signed_on), where.day))
    for at, (text, right) in enumerate(lines):
        line = add_line(made, (text, FANG), align="right", keep=at < len(lines) - 1)
        line.paragraph_format.right_indent = Pt(right * CELL_PITCH)


def _begin_annex(made: WordDocument, paper: Paper, *, lies: bool) -> bool:
    """Begin a section where the annex lies otherwise than what is before it; return whether the page is to turn."""
    if (made.sections[-1].orientation == WD_ORIENT.LANDSCAPE) == lies:
        return True
    _begin_section(made, paper, lies=lies)
    return False


def _begin_section(made: WordDocument, paper: Paper, *, lies: bool) -> None:
    section = made.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    _shape(section, lies=lies)
    _number(section, paper, lies=lies, is_first=False)


def _add_annex(made: WordDocument, paper: Paper, at: int, *, is_turned: bool) -> None:
    annex = paper.annexes[at - 1]
    label = f"附件{at if len(paper.annexes) > 1 else ''}"
    line = add_line(made, (label, HEI), align="left", keep=True)
    line.paragraph_format.page_break_before = is_turned
    add_line(made, keep=True)
    _add_title(made, annex.title, cells=27 if annex.lies else 19)
    add_line(made)
    for block in annex.blocks:
        _add(made, block, lies=annex.lies)


def _add_imprint(made: WordDocument, paper: Paper) -> None:
    """Set the imprint at the foot of the last page, with the standard's rules."""
    told = flow.imprint(paper)
    if not told["lines"]:
        return
    if made.sections[-1].orientation == WD_ORIENT.LANDSCAPE:
        _begin_section(made, paper, lies=False)
    wordheads.add_imprint(made, told["lines"], ruled=told["ruled"])
