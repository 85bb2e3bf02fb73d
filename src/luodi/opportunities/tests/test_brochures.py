"""What an investor gets: the same content on one page, in a PDF and in Word, in the language that was asked for."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from luodi.documents.tests.makers import png
from luodi.opportunities import brochures, services
from luodi.opportunities.brochures import Brochure, BrochureRefused
from luodi.opportunities.choices import Language
from luodi.opportunities.profiles import amount_in, profiles_of
from luodi.opportunities.tests.makers import make_described, make_opportunity
from luodi.refdata import industries

needs_font = pytest.mark.skipif(not brochures.chinese_font(), reason="no Chinese font on this system")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


def brochure_of(rows, language=Language.ZH):
    return Brochure(profiles_of(rows, language), language, "示例市", date(2020, 8, 1), "演示数据（合成）")


def test_a_profile_masks_the_number_unless_it_may_be_seen(liu):
    row = make_described(by=liu)
    (masked,) = profiles_of([row], Language.ZH)
    (full,) = profiles_of([row], Language.ZH, numbers_in_full=frozenset({row.pk}))
    assert (dict(masked.rows)["联系电话"], dict(full.rows)["联系电话"]) == ("055****5678", "0554-2345678")


def test_the_english_profile_is_english_throughout(liu):
    row, without = make_described(by=liu), make_opportunity(by=liu, name="没有英文的项目")
    (profile,) = profiles_of([row, without], Language.EN)
    told = "".join([profile.name, *(f"{a}{b}" for a, b in (*profile.rows, *profile.sections))])
    assert told.isascii()
    assert dict(profile.rows)["Investment"] == "RMB 1,200 million"
    assert dict(profile.rows)["Industry (GB/T 4754)"].startswith("Manufacture of ")


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (120_000_000_00 * 10, "12 亿元", "RMB 1,200 million"),
        (1_234_500_000_0, "1.2345 亿元", "RMB 123.45 million"),
    ],
)
def test_amounts_are_said_as_readers_have_them(fen, zh, en):
    assert (amount_in(fen, Language.ZH), amount_in(fen, Language.EN)) == (zh, en)


@needs_font
@pytest.mark.parametrize("language", list(Language))
def test_a_selection_becomes_a_pdf_with_its_pictures(liu, clock, language):
    rows = [make_described(by=liu, name=f"第{n}个 #项目 *与* $符号$ \\ @x") for n in range(3)]
    services.add_photo(
        opportunity=rows[0], content=png(), name="厂区.png", caption="地块", actor=liu, at=clock.now
    )
    made = brochures.as_pdf(brochure_of(rows, language))
    assert made.startswith(b"%PDF-")
    assert made.count(b"/Type /Page") >= 3 or len(made) > 5000


def test_word_holds_what_the_page_shows(liu, clock):
    row = make_described(by=liu)
    services.add_photo(
        opportunity=row, content=png(), name="厂区.png", caption="地块", actor=liu, at=clock.now
    )
    document = Document(BytesIO(brochures.as_word(brochure_of([row]))))
    said = "\n".join(one.text for one in document.paragraphs)
    cells = [cell.text for line in document.tables[0].rows for cell in line.cells]
    assert row.name in said
    assert "水、电、气、污水处理到地块" in said
    assert "12 亿元" in cells


def test_a_brochure_of_nothing_or_of_too_much_is_refused(liu):
    row = make_opportunity(by=liu)
    with pytest.raises(BrochureRefused, match="没有英文内容"):
        brochures.as_word(brochure_of([row], Language.EN))
    many = Brochure(profiles_of([row], Language.ZH) * 101, Language.ZH, "示例市", date(2020, 8, 1))
    with pytest.raises(BrochureRefused, match="分册"):
        brochures.as_word(many)


def test_without_a_chinese_font_the_way_out_is_said(liu, monkeypatch):
    monkeypatch.setattr(brochures, "chinese_font", lambda: "")
    with pytest.raises(BrochureRefused, match="改选 Word"):
        brochures.as_pdf(brochure_of([make_opportunity(by=liu)]))


def test_every_division_has_an_english_name():
    codes = [one.code for one in industries.industries()]
    assert all(industries.english_name(code) != code for code in codes)
    assert industries.english_name("X99") == "X99"


def test_a_word_brochure_is_in_our_typeface_whatever_the_theme_says(liu):
    document = Document(BytesIO(brochures.as_word(brochure_of([make_described(by=liu)]))))
    for name in ("Title", "Heading 1", "Heading 2"):
        fonts = document.styles[name].element.rPr.rFonts
        assert not [key for key in fonts.attrib if "heme" in key]
