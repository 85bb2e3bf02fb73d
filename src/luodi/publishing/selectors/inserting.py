"""Placeholders that somebody writes into a piece by hand: each becomes its figure's number, with a reference."""

import re

from luodi.kernel.asof import AsOf
from luodi.organisation.clock import day_of
from luodi.publishing.briefs import NewPiece
from luodi.publishing.composing.expressions import Place
from luodi.publishing.composing.inline import read_inline
from luodi.publishing.composing.nodes import Fault, Inline, Script, TemplateRefused
from luodi.publishing.composing.rendering import compose_words
from luodi.publishing.composing.situation import Reference, moved
from luodi.publishing.models import Piece
from luodi.publishing.selectors.answering import Ledgered
from luodi.publishing.selectors.composed import situation_of
from luodi.publishing.selectors.knowing import knowledge_of

_PLACEHOLDER = re.compile(r"\{[^{}\n]+\}")


def inserted(piece: Piece, text: str) -> tuple[str, list[Reference]]:
    """Return the text with each placeholder's number as of the piece's moment, and the references of these.

    Raises: TemplateRefused for a placeholder that names nothing.
    """
    found = list(_PLACEHOLDER.finditer(text))
    if not found:
        return text, []
    as_of = AsOf(piece.as_of, piece.entry)
    on = day_of(piece.as_of)
    known, faults = knowledge_of(piece.city, on), list[Fault]()
    read: list[Inline] = []
    for one in found:
        line = text.count("\n", 0, one.start()) + 1
        column = one.start() - text.rfind("\n", 0, one.start())
        read.append(read_inline(one.group(), Place(known, faults, line, column)))
    if faults:
        raise TemplateRefused(faults)
    answers = Ledgered(piece.city, as_of, known_on=on)
    new = NewPiece(piece.period, piece.issued_on, scope=piece.scope, words=piece.words)
    situation = situation_of(new, answers)
    script = Script(piece.kind, "", (), (), ())
    parts, references, at, length = [], list[Reference](), 0, 0
    for one, inline in zip(found, read, strict=True):
        made = compose_words(script, inline, situation, answers)
        parts += [text[at : one.start()], made.text]
        length += one.start() - at
        references += [moved(each, length) for each in made.references]
        length += len(made.text)
        at = one.end()
    return "".join([*parts, text[at:]]), references
