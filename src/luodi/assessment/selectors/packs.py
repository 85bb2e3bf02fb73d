"""Schemes that come with the program, to begin a draft with."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

from luodi.assessment import scoring

FILE = "scheme.yaml"


@dataclass(frozen=True)
class Pack:
    """A scheme of the program by the name of its folder."""

    name: str
    title: str
    text: str


@cache
def packs() -> tuple[Pack, ...]:
    """Return those that can be read with the catalogue of indicators, by name."""
    folder = resources.files("luodi.assessment") / "schemes"
    found = []
    for one in sorted(folder.iterdir(), key=lambda each: each.name):
        file = one / FILE
        if file.is_file():
            text = file.read_text("utf-8")
            scheme = scoring.check(text).scheme
            if scheme is not None:
                found.append(Pack(one.name, scheme.title, text))
    return tuple(found)
