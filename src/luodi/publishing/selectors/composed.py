"""A text written from a template: what is known is asked, and the answers are put into words."""

from datetime import date
from fractions import Fraction

from luodi.calendars.selectors import calendar_of
from luodi.kernel.asof import AsOf
from luodi.organisation.models import City
from luodi.publishing.briefs import NewPiece
from luodi.publishing.choices import PieceKind
from luodi.publishing.composing.nodes import Script
from luodi.publishing.composing.reading import read
from luodi.publishing.composing.rendering import compose
from luodi.publishing.composing.situation import Composed, Situation, asks_in, asks_of, key_of
from luodi.publishing.selectors.answering import Ledgered
from luodi.publishing.selectors.knowing import knowledge_of
from luodi.publishing.selectors.reviewed import words_of
from luodi.targets import progress
from luodi.targets.selectors import terms_on

KINDS = {kind.label: kind.value for kind in PieceKind}


def read_template(text: str, *, city: City, on: date) -> Script:
    """Read a template with what the city has.    Raises: TemplateRefused with every fault and its line."""
    return read(text, knowledge_of(city, on), kinds=KINDS)


def composed(text: str, new: NewPiece, *, city: City, as_of: AsOf, on: date) -> Composed:
    """Return what the template's text makes of the ledger.

    Raises: TemplateRefused; ScopeRefused for a scope that is nothing.
    """
    script = read_template(text, city=city, on=on)
    review = new.review.pk if new.review else None
    answers = Ledgered(city, as_of, known_on=on, review=review)
    situation = situation_of(new, answers)
    spans = dict(script.spans)
    asked = [*asks_of(script.title), *asks_in(script.blocks)]
    answers.ask_ahead([key_of(ask, situation, (), spans) for ask in asked])
    return compose(script, situation, answers)


def situation_of(new: NewPiece, answers: Ledgered) -> Situation:
    """Return what a piece is about, with the words that its meeting and its author give."""
    city = answers.city
    return Situation(
        period=new.period,
        scope=new.scope,
        scope_name=answers.scope(new.scope).label,
        city=city.name,
        issued_on=new.issued_on,
        known_on=answers.known_on,
        words=words_of(new.review) | {name: said for name, said in new.words.items() if said.strip()},
        document_number=new.document_number,
        due=_due(city, new.period.last),
    )


def _due(city: City, on: date) -> Fraction:
    """Return which part of the year has gone, as the city reckons it."""
    return progress.time_gone(on, on.year, terms_on(city.pk, on).basis, calendar_of(city.pk))
