"""A selection of profiles as one file to hand over: PDF by typst, or Word that an office can go on with."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.image.exceptions import UnrecognizedImageError
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from luodi.documents import services as documents
from luodi.kernel.findings import Refusal
from luodi.opportunities.choices import Language
from luodi.opportunities.profiles import LABELS, Profile
from luodi.papers import fonts

PDF_TYPE = "application/pdf"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST = 100
PHOTOS_EACH = 2
_TEMPLATE = Path(__file__).parent / "data" / "brochure.typ"
_FONTS = (
    "Noto Serif SC",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "FangSong",
    "SimSun",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
)
_WORD_FONT = "宋体"


class BrochureRefused(Refusal):
    """A brochure that cannot be made as it was asked for."""


@dataclass(frozen=True)
class Brochure:
    """``city`` is who offers; ``note`` stands at the foot of every page."""

    profiles: Sequence[Profile]
    language: Language
    city: str
    made_on: date
    note: str = ""

    @property
    def title(self) -> str:
        name = LABELS[self.language]["page_of"]
        return f"{self.city}{name}" if self.language == Language.ZH else name


def check(brochure: Brochure) -> None:
    """Raises: BrochureRefused for none, or more than a brochure holds."""
    if not brochure.profiles:
        missing = "英文" if brochure.language == Language.EN else ""
        raise BrochureRefused(f"没有可以印的项目：所选项目都没有{missing}内容", field="code")
    if len(brochure.profiles) > MOST:
        raise BrochureRefused(f"一册最多 {MOST} 个项目，请分册", field="code")


def chinese_font() -> str:
    """Return the first of the fonts with Chinese that are here; nothing when there is none."""
    return next((name for name in _FONTS if name in fonts.families()), "")


def as_pdf(brochure: Brochure) -> bytes:
    """Return the brochure as PDF.

    Raises: BrochureRefused, also when the system has no Chinese font: Word is then the way.
    """
    check(brochure)
    font = chinese_font()
    if not font:
        raise BrochureRefused(
            "服务器上没有中文字体（如 Noto Serif CJK SC），不能生成 PDF；请改选 Word，或请系统管理员执行 ./luodi fonts",
            field="kind",
        )
    with TemporaryDirectory(prefix="luodi-brochure-") as folder:
        top = Path(folder)
        told = {**_told(brochure, top), "font": font}
        (top / "data.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        (top / "brochure.typ").write_bytes(_TEMPLATE.read_bytes())
        try:
            made = typst.compile(
                str(top / "brochure.typ"), root=folder, font_paths=fonts.folders(), format="pdf"
            )
        except typst.TypstError as error:
            raise BrochureRefused(
                "PDF 没有生成：图片可能已损坏，请撤下后重传，或改选 Word", field="kind"
            ) from error
    assert isinstance(made, bytes)
    return made


def _told(brochure: Brochure, top: Path) -> dict[str, object]:
    """Return what the template reads; pictures are written beside it, under names of our own."""
    profiles = []
    for nth, one in enumerate(brochure.profiles):
        pictures = []
        for seat, photo in enumerate(one.photos[:PHOTOS_EACH]):
            extension = "png" if photo.file.media_type == "image/png" else "jpg"
            name = f"photo-{nth}-{seat}.{extension}"
            with documents.open_file(photo.file) as file:
                (top / name).write_bytes(file.read())
            pictures.append({"file": name, "caption": photo.caption})
        profiles.append(
            {
                "code": one.code,
                "name": one.name,
                "rows": one.rows,
                "sections": one.sections,
                "photos": pictures,
            }
        )
    return {
        "title": brochure.title,
        "heading": LABELS[brochure.language]["heading"],
        "contents": LABELS[brochure.language]["contents"],
        "language": brochure.language.value,
        "made_on": brochure.made_on.isoformat(),
        "note": brochure.note,
        "profiles": profiles,
    }


def as_word(brochure: Brochure) -> bytes:
    """Return the brochure as a Word file: a heading, a table and the sections for each, on pages of their own.

    Raises: BrochureRefused.
    """
    check(brochure)
    document = Document()
    _set_up(document)
    document.add_heading(brochure.title, 0).alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot = "　".join(part for part in (brochure.made_on.isoformat(), brochure.note) if part)
    document.sections[0].footer.paragraphs[0].text = foot
    for nth, one in enumerate(brochure.profiles):
        if nth:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _add_profile(document, one)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _set_up(document: WordDocument) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = "Times New Roman"
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in [key for key in fonts.attrib if key.endswith(("Theme", "theme"))]:
            del fonts.attrib[theme]
        fonts.set(qn("w:eastAsia"), _WORD_FONT)
    document.styles["Normal"].font.size = Pt(11)


def _add_profile(document: WordDocument, one: Profile) -> None:
    document.add_heading(one.name, 1)
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for label, value in one.rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
        cells[0].width, cells[1].width = Cm(4), Cm(12)
    for title, text in one.sections:
        document.add_heading(title, 2)
        for line in text.splitlines():
            document.add_paragraph(line)
    for photo in one.photos[:PHOTOS_EACH]:
        with documents.open_file(photo.file) as file:
            content = BytesIO(file.read())
        try:
            document.add_picture(content, width=Cm(12))
        except UnrecognizedImageError:
            document.add_paragraph(f"（图片“{photo.name}”无法放入）")
        if photo.caption:
            document.add_paragraph(photo.caption)
