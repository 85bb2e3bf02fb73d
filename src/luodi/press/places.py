"""Which place a whole text is about: a release of another city is not held against our ledger."""

import re
from collections import Counter
from functools import cache

from luodi.press.grammar.vocabulary import Vocabulary
from luodi.refdata import divisions
from luodi.refdata.divisions import Level

_HEAD = 200
_TIMES = 3
_VISITED = re.compile(r"(?:[赴在到往与和、驻向及]|对接|来自|走进|先后)$")
"""What stands before a place that somebody went to or came from."""
_SPEAKS = re.compile(
    r"[市州区县]?(?:委|政府|人大|分会场|主会场|高新区|经开区|开发区|召开|举[行办]|.{0,6}(?:[讯电]|报道))"
)
"""What stands behind the place whose release it is."""


def elsewhere(text: str, *, city_code: str, vocabulary: Vocabulary) -> str:
    """Return the other place that the text is about; empty when it may be ours.

    A text is ours when its head names our city or its counties, or when it names them anywhere and its head speaks
    for nobody else. Without any of them it is of the place for which it speaks, or that it names time and again.
    """
    head = text[:_HEAD]
    ours = {*vocabulary.places, *_within(city_code)}
    if any(name in head for name in ours):
        return ""
    speaking = _named(head, city_code, speaking=True)
    if speaking:
        return speaking.most_common(1)[0][0]
    if any(name in text for name in ours):
        return ""
    found = _named(text, city_code, speaking=False)
    return found.most_common(1)[0][0] if found.total() >= _TIMES and max(found.values()) > 1 else ""


def _named(text: str, city_code: str, *, speaking: bool) -> Counter[str]:
    """Count the other places; with ``speaking`` those alone for which the words speak."""
    counted: Counter[str] = Counter()
    for found in _pattern().finditer(text):
        code = _codes()[found.group()]
        if city_code.startswith(code) or code.startswith(city_code[:4]):
            continue
        if _VISITED.search(text[: found.start()][-4:]) or (speaking and not _SPEAKS.match(text, found.end())):
            continue
        counted[found.group()] += 1
    return counted


def _within(city_code: str) -> set[str]:
    return {one.name for one in divisions.within(city_code)}


@cache
def _codes() -> dict[str, str]:
    """The prefix of each place by its name: counties by their full name, where no other has it."""
    found: dict[str, str] = {}
    counties = divisions.divisions(Level.COUNTY)
    n = Counter(one.name for one in counties)
    found |= {one.name: one.prefix for one in counties if n[one.name] == 1 and len(one.name) > 2}
    for level in (Level.PROVINCE, Level.PREFECTURE):
        for one in divisions.divisions(level):
            found |= {name: one.prefix for name in (one.name, one.short_name) if len(name) > 1}
    return found


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _codes()), key=len, reverse=True)))
