"""What a number of a text says at another moment: the same question asked again, written in the same form."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from luodi.kernel.asof import AsOf
from luodi.kernel.findings import Refusal
from luodi.ledger.kinds import Standing
from luodi.organisation.clock import day_of
from luodi.organisation.models import City
from luodi.publishing.composing import wording
from luodi.publishing.composing.nodes import Form, Nature
from luodi.publishing.composing.situation import Key
from luodi.publishing.composing.wording import Number
from luodi.publishing.selectors.answering import Ledgered
from luodi.publishing.selectors.naming import Asked

BARE = re.compile(r"-?[0-9.]+")


class Referring(Asked, Protocol):
    """A number of a text with what it answers: a row of a version, or of a publication."""

    @property
    def nature(self) -> str: ...
    @property
    def shown(self) -> str: ...


@dataclass(frozen=True)
class Shown:
    """The words that would stand there, and the number behind them before any rounding; ``why`` when there is none."""

    text: str
    exact: str
    why: str = ""


def figure_now(city: City, reference: Referring, as_of: AsOf) -> Shown:
    """Return what the reference says as of a moment, in the form in which it was written."""
    return figures_now(city, [reference], as_of)[0]


def figures_now(city: City, references: Sequence[Referring], as_of: AsOf) -> list[Shown]:
    """Return what references say as of a moment, in their order; one question per period and scope."""
    answers = Ledgered(city, as_of, known_on=day_of(as_of.moment))
    keys = [key_for(one) for one in references]
    try:
        answers.ask_ahead(_figures(keys))
    except Refusal:  # then each one says for itself what cannot be asked any more
        answers = Ledgered(city, as_of, known_on=day_of(as_of.moment))
    return [_shown(answers, key, one.shown) for key, one in zip(keys, references, strict=True)]


def key_for(one: Referring) -> Key:
    return Key(one.code, Nature(one.nature), one.period, one.scope, one.standing == Standing.CLAIMED)


def _figures(keys: Iterable[Key]) -> list[Key]:
    return [key for key in keys if key.code]


def _shown(answers: Ledgered, key: Key, written: str) -> Shown:
    try:
        number = answers.number(key)
    except Refusal as refusal:
        return Shown(wording.NOTHING, "", str(refusal))
    return written_as(number, key.nature, written)


def written_as(number: Number, nature: Nature, written: str) -> Shown:
    """Return a number in the form of what stands there: with its unit or bare, with the decimals of tables or prose."""
    if number.value is None:
        return Shown(wording.NOTHING, "", number.why)
    if nature == Nature.COMPLETION and number.target is not None and not BARE.fullmatch(written):
        return Shown(f"{wording.trimmed(number.value, 2)}%", number.exact)
    unit = next((one for one in (wording.YI, wording.WAN) if written.endswith(one)), "")
    if BARE.fullmatch(written):
        text = _bare(number, nature, written)
    else:
        full = nature == Nature.TIME_GAP and "（" in written
        form = Form.PROSE if full else Form.SHORT
        text = wording.say(number, nature, form, _kept(number.value, unit)).text
    return Shown(text, number.exact)


def _kept(value: Fraction, unit: str) -> str:
    """Return the unit in which an amount stays; what was below 1亿元 and is not any more is written anew."""
    return unit if unit == wording.YI or (unit == wording.WAN and abs(value) < 1) else ""


def _bare(number: Number, nature: Nature, written: str) -> str:
    """Return the number alone: with the two decimals of a table when it was written with two."""
    in_cell = wording.in_cell(number, nature)
    decimals = len(written.partition(".")[2])
    if decimals == len(in_cell.partition(".")[2]):
        return in_cell
    return wording.plain_text(in_cell)
