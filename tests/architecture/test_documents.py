"""The documents hold together: links lead somewhere, pictures stay light, decisions are numbered and listed."""

import re
from pathlib import Path
from urllib.parse import unquote

from tests.architecture.source import TOP

PICTURE = 300 * 1024
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def documents() -> list[Path]:
    return [*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md")]


def test_every_link_of_the_documents_leads_to_a_file_of_the_repository() -> None:
    broken = [
        f"{page.relative_to(TOP)}: {link}"
        for page in documents()
        for link in _LINK.findall(page.read_text("utf-8"))
        if not re.match(r"[a-z]+:|#", link)
        if not (page.parent / unquote(link.partition("#")[0])).exists()
    ]
    assert not broken


def test_a_picture_weighs_at_most_300_kilobytes() -> None:
    pictures = {path.name: path.stat().st_size for path in (TOP / "docs").rglob("*.png")}
    assert not {name: size for name, size in pictures.items() if size > PICTURE}


def test_every_picture_is_shown_in_a_document() -> None:
    shown = {Path(link).name for page in documents() for link in _LINK.findall(page.read_text("utf-8"))}
    assert not {path.name for path in (TOP / "docs" / "images").iterdir()} - shown


def test_decisions_are_numbered_without_gaps_and_listed_in_their_order() -> None:
    folder = TOP / "docs" / "adr"
    pages = sorted(path.name for path in folder.glob("0*.md"))
    assert [int(name[:4]) for name in pages] == list(range(1, len(pages) + 1))
    assert _LINK.findall((folder / "README.md").read_text("utf-8")) == pages


def test_a_decision_says_its_context_what_was_decided_and_what_it_costs() -> None:
    for page in (TOP / "docs" / "adr").glob("0*.md"):
        heads = re.findall(r"^## (.+)$", page.read_text("utf-8"), re.MULTILINE)
        assert heads == ["Context", "Decision", "Cost"], page.name
