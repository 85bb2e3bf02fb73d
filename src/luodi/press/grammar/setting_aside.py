"""What is left alone: dates are told by ``dating``; document numbers, ranks, names, adverts are told here."""

import re
from collections.abc import Iterable

from luodi.press.grammar.claims import Passage
from luodi.press.grammar.lexicon import rows
from luodi.press.grammar.splitting import Stretch
from luodi.press.grammar.vocabulary import Vocabulary, known_words

_ROWS = rows("passages")
_FORMS = tuple((re.compile(row["form"]), row["reason"]) for row in _ROWS["forms"])
_STRETCHES = tuple((re.compile(row["form"]), row["reason"]) for row in _ROWS["stretches"])
_QUOTED = re.compile(r"“([^”“]{1,12})”|‘([^’‘]{1,12})’|\"([^\"]{1,12})\"")
_TITLE = re.compile(r"《[^》]{0,80}》")
_STRONGEST = re.compile("[0-9]+(?:个|类)[0-9]*强?")
_CODE = re.compile(r"[0-9.+·\-×xX]+")
_DIGIT = re.compile("[0-9]")


def set_aside(even: str, within: Stretch, vocabulary: Vocabulary) -> tuple[Passage, ...]:
    """Return the passages of a paragraph whose numbers are no claims."""
    found = [*_formed(even, within), *_quoted(even, within), *_titles(even, within)]
    names = known_words(vocabulary).numbered
    found += [
        Passage(one.start(), one.end(), "名称") for one in names.finditer(even, within.start, within.end)
    ]
    return tuple(sorted(found, key=lambda one: one.start))


def _formed(even: str, within: Stretch) -> Iterable[Passage]:
    for form, reason in (*_STRETCHES, *_FORMS):
        for one in form.finditer(even, within.start, within.end):
            yield Passage(one.start(), one.end(), reason)


def _quoted(even: str, within: Stretch) -> Iterable[Passage]:
    for one in _QUOTED.finditer(even, within.start, within.end):
        inner = next(group for group in one.groups() if group is not None)
        if _CODE.fullmatch(inner) or _STRONGEST.fullmatch(inner) or not _DIGIT.search(inner):
            yield Passage(one.start(), one.end(), "名称")


def _titles(even: str, within: Stretch) -> Iterable[Passage]:
    for one in _TITLE.finditer(even, within.start, within.end):
        yield Passage(one.start(), one.end(), "文件名")
