"""A text in paragraphs, sentences and clauses, each with its place."""

import re
from dataclasses import dataclass

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PLAIN = _WIDE | {
    ord("\u3000"): " ",
    ord("\xa0"): " ",
    ord("\u2009"): " ",
    ord("﹪"): "%",
    ord("•"): "·",
    ord("・"): "·",
    ord("‧"): "·",
}
_PARAGRAPH = re.compile(r"[^\n\r]+?(?=[ \t]{2,}|[\n\r]|\Z)")
_SENTENCE = re.compile(r"[^。!?…]+(?:[。!?…]+[”’」』\"']?|\Z)")
_CLAUSE = re.compile(r"(?:[^,;:]|(?<=[0-9]),(?=[0-9]{3}(?![0-9])))+(?:[,;:]|\Z)|[,;:]")


@dataclass(frozen=True)
class Stretch:
    """From ``start`` to ``end`` in the whole text."""

    start: int
    end: int


def evened(text: str) -> str:
    """Return the text in half width, each character in its place."""
    return text.translate(_PLAIN)


def paragraphs(text: str) -> tuple[Stretch, ...]:
    """Return the paragraphs: lines, and what stands apart from its line by two spaces or more."""
    even = evened(text)
    return tuple(
        Stretch(found.start(), found.end())
        for found in _PARAGRAPH.finditer(even)
        if not found.group().isspace()
    )


def sentences(even: str, within: Stretch) -> tuple[Stretch, ...]:
    """Return the sentences of a paragraph of an evened text."""
    return _pieces(_SENTENCE, even, within)


def clauses(even: str, within: Stretch) -> tuple[Stretch, ...]:
    """Return the clauses of a sentence, each with the mark that ends it."""
    return _pieces(_CLAUSE, even, within)


def _pieces(form: re.Pattern[str], even: str, within: Stretch) -> tuple[Stretch, ...]:
    return tuple(
        Stretch(found.start(), found.end()) for found in form.finditer(even, within.start, within.end)
    )
