"""The reference of indicators: complete, true to the catalogue, and committed as it would be written now."""

from pathlib import Path

from django.core.management import call_command

from luodi.figures import reference
from luodi.figures.indicators import catalogue
from luodi.figures.management.commands.write_figure_docs import FOLDER


def test_every_indicator_has_a_page_with_its_definition_and_its_source() -> None:
    pages = reference.pages()
    for one in catalogue():
        page = pages[f"{one.code}.md"]
        assert one.name in page
        assert one.definition in page
        assert one.source in page


def test_a_ratio_links_to_the_pages_of_its_parts() -> None:
    pages = reference.pages()
    for one in catalogue():
        if one.is_ratio:
            page = pages[f"{one.code}.md"]
            assert f"({one.numerator}.md)" in page
            assert f"({one.denominator}.md)" in page


def test_every_link_of_the_reference_leads_to_a_page_of_it() -> None:
    pages = reference.pages()
    links = {part.split(")")[0] for page in pages.values() for part in page.split("](")[1:]}
    assert links <= pages.keys()


def test_the_committed_pages_are_what_the_catalogue_says() -> None:
    committed = {page.name: page.read_text("utf-8") for page in FOLDER.glob("*.md")}
    assert committed == reference.pages(), "请执行 ./luodi write_figure_docs 并提交 docs/figures/"


def test_writing_the_reference_removes_the_page_of_an_indicator_that_is_gone(tmp_path: Path) -> None:
    (tmp_path / "gone.count.md").write_text("# 旧指标")
    call_command("write_figure_docs", folder=tmp_path)
    assert {page.name for page in tmp_path.glob("*.md")} == reference.pages().keys()
