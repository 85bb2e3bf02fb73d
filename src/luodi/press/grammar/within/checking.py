"""All checks of a draft's numbers against each other."""

from dataclasses import replace

from luodi.press.grammar.claims import Draft, Finding
from luodi.press.grammar.within.blame import findings_of
from luodi.press.grammar.within.bounds import bounds
from luodi.press.grammar.within.currencies import currencies
from luodi.press.grammar.within.enumerations import enumerations
from luodi.press.grammar.within.growths import growths
from luodi.press.grammar.within.linking import linked
from luodi.press.grammar.within.names import names
from luodi.press.grammar.within.points import points
from luodi.press.grammar.within.rates import rates
from luodi.press.grammar.within.relations import Relation, Sheet
from luodi.press.grammar.within.repeats import repeats
from luodi.press.grammar.within.scopes import scopes
from luodi.press.grammar.within.shares import shares
from luodi.press.grammar.within.style import style
from luodi.press.grammar.within.sums import sums
from luodi.press.grammar.within.times import times

CHECKS = (sums, shares, rates, growths, points, bounds, repeats, enumerations, scopes, currencies)


def check(draft: Draft) -> tuple[Finding, ...]:
    """Say where a draft contradicts itself, in the order of its words."""
    sheet = Sheet(draft)
    relations = relations_of(sheet)
    found = [*findings_of(sheet, relations), *times(sheet, relations), *names(draft.text), *style(draft)]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.end)))


def link(draft: Draft) -> Draft:
    """Return the draft with each claim's whole, the parts of its share, its repeat and its list."""
    sheet = Sheet(draft)
    return replace(draft, claims=linked(sheet, relations_of(sheet)))


def relations_of(sheet: Sheet) -> list[Relation]:
    """Return what numbers of the sheet determine each other, whether they agree or not."""
    return [relation for look in CHECKS for relation in look(sheet)]
