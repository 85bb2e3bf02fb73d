"""What a template may name: indicators and scopes of a city, told by whoever has them."""

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from luodi.kernel.findings import Refusal
from luodi.publishing.composing import vocabulary


@dataclass(frozen=True)
class Counted:
    """An indicator as templates need it; ``dimensions`` are those by which it can be split."""

    code: str
    name: str
    unit: str
    dimensions: frozenset[str] = frozenset()
    grows: bool = True


def _no_scope(kind: str, said: str) -> str:
    return f"{kind}:{said}" if kind else said


@dataclass(frozen=True)
class Knowledge:
    """``indicators`` by code, name and alias; ``scope`` reads a scope's kind and words into a scope's text.

    ``scope`` raises a Refusal for what does not exist.
    """

    indicators: dict[str, Counted]
    scope: Callable[[str, str], str] = field(default=_no_scope)

    def indicator(self, word: str) -> Counted | None:
        return self.indicators.get(word)

    def near(self, word: str, also: Sequence[str] = ()) -> str:
        """Return a hint at what was perhaps meant, or nothing."""
        words = [*self.indicators, *also, *(one.word for one in vocabulary.WORDS)]
        found = difflib.get_close_matches(word, words, n=3, cutoff=0.55)
        return f"，是不是“{'”或“'.join(found)}”" if found else ""

    def read_scope(self, kind: str, said: str) -> tuple[str, str]:
        """Return the scope's text and why it is refused; one of the two is empty."""
        try:
            return self.scope(kind, said), ""
        except Refusal as refusal:
            return "", str(refusal)
