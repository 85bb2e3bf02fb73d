"""The phrases of releases as data: read once from the files beside, each phrase with what it means."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from luodi.press.grammar.vocabulary import any_of

_FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Phrase:
    """Words and the facets that they stand for."""

    words: str
    facets: frozenset[str]


@dataclass(frozen=True)
class Found:
    """A phrase at its place."""

    start: int
    end: int
    phrase: Phrase


class Lexicon:
    """Phrases found in a text, the longest at each place; what lies within a longer one is not found again."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases = {phrase.words: phrase for phrase in phrases}
        self._form = any_of(self._phrases)

    def find(self, text: str, start: int, end: int) -> tuple[Found, ...]:
        """Return the phrases between two places in order."""
        return tuple(
            Found(one.start(), one.end(), self._phrases[one.group()])
            for one in self._form.finditer(text, start, end)
        )


@cache
def rows(name: str) -> Any:
    """Return a data file's content."""
    return yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def phrases(sections: Mapping[str, Iterable[Mapping[str, Any]]]) -> list[Phrase]:
    """Return the phrases of a data file's sections."""
    return [
        Phrase(words, frozenset(row["facets"]))
        for section in sections.values()
        for row in section
        for words in row["words"]
    ]
