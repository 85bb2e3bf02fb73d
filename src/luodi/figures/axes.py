"""Along what facts fall apart: the key of each dimension, and the condition that a scope in it is.

Names come from the tables below, never from input.
"""

from functools import cache

from django.db import connection

from luodi.figures.conditions import NONE, Condition, of_any
from luodi.figures.indicators import Following
from luodi.figures.questions import Question
from luodi.figures.scopes import TOGETHER, Dimension, Part
from luodi.ledger.kinds import FactKind, SubjectKind
from luodi.ledger.models import Subject
from luodi.organisation.models import Person
from luodi.refdata import industries, regions


def scope(condition: Condition, question: Question, *kinds: FactKind) -> None:
    """Add what the question's scope asks of facts of the kinds."""
    for part in question.scope.parts:
        if part.dimension == Dimension.EVENT and FactKind.PROJECT_SIGNED in kinds:
            _signed_or_within(condition, part, question, alone=len(kinds) == 1)
        else:
            _SCOPES.get(part.dimension, _equal)(condition, part, question)


def key_of(by: Dimension) -> str:
    """Return the expression that yields a fact's key in a dimension; units and their kinds follow the shares."""
    if by == Dimension.MONTH:
        return (
            "SUBSTR(f.occurred_on, 1, 7)"
            if connection.vendor == "sqlite"
            else "TO_CHAR(f.occurred_on, 'YYYY-MM')"
        )
    if by == Dimension.SECTOR:
        return _sector_key()
    return _KEYS[by]


_KEYS = {
    Dimension.UNIT: "f.unit_id",
    Dimension.KIND: "f.unit_kind",
    Dimension.AREA: "f.area",
    Dimension.INDUSTRY: "SUBSTR(f.industry, 1, 1)",
    Dimension.INDUSTRY_DIVISION: "SUBSTR(f.industry, 1, 3)",
    Dimension.ORIGIN: "SUBSTR(f.origin, 1, 2)",
    Dimension.ORIGIN_CITY: "SUBSTR(f.origin, 1, 4)",
    Dimension.CHANNEL: "f.channel",
    Dimension.STATE: "f.state",
    Dimension.STATUS: "f.status",
    Dimension.EVENT: "f.occasion_id",
    Dimension.CATEGORY: "f.category",
    Dimension.CAPITAL: "f.capital",
    Dimension.PROJECT: "f.subject_id",
    Dimension.LEADER: "f.sponsor_id",
    Dimension.SOURCE: "f.category",
    Dimension.FORM: "f.category",
    Dimension.REASON: "f.category",
    Dimension.ASKED_FROM: "f.channel",
}
SHARED_KEYS = {Dimension.UNIT: "c.unit_id", Dimension.KIND: "c.unit_kind"}
COLUMNS_OF = {
    Dimension.UNIT: {"id", "unit_id", "unit_kind", "is_shared"},
    Dimension.OWN: {"id", "unit_id", "unit_kind", "is_shared"},
    Dimension.KIND: {"id", "unit_id", "unit_kind", "is_shared"},
    Dimension.AREA: {"area"},
    Dimension.INDUSTRY: {"industry"},
    Dimension.INDUSTRY_DIVISION: {"industry"},
    Dimension.SECTOR: {"industry"},
    Dimension.ORIGIN: {"origin"},
    Dimension.ORIGIN_CITY: {"origin"},
    Dimension.CHANNEL: {"channel"},
    Dimension.STATE: {"state"},
    Dimension.STATUS: {"status"},
    Dimension.EVENT: {"occasion_id"},
    Dimension.MONTH: {"occurred_on"},
    Dimension.CATEGORY: {"category"},
    Dimension.CAPITAL: {"capital"},
    Dimension.PROJECT: set(),
    Dimension.LEADER: {"sponsor_id"},
    Dimension.SOURCE: {"category"},
    Dimension.FORM: {"category"},
    Dimension.REASON: {"category"},
    Dimension.ASKED_FROM: {"channel"},
}
"""Which columns of a fact a dimension reads, in its key or in a scope's condition."""


@cache
def _sector_key() -> str:
    arms = " ".join(
        f"WHEN '{one.code}' THEN '{one.sector.value}'"
        for one in industries.industries()
        if len(one.code) == 3
    )
    return f"CASE SUBSTR(f.industry, 1, 3) {arms} ELSE '' END"


def _equal(condition: Condition, part: Part, question: Question) -> None:
    key = "" if part.key == NONE else part.key
    if part.dimension in (Dimension.INDUSTRY, Dimension.INDUSTRY_DIVISION) and key:
        condition.add(f"SUBSTR(f.industry, 1, {len(key)}) = %s", key)
    else:
        condition.add(f"{key_of(part.dimension)} = %s", key)


def _unit(condition: Condition, part: Part, question: Question) -> None:
    ids = question.unit_ids[part.key]
    marks = ", ".join(["%s"] * len(ids))
    condition.add(
        f"(f.unit_id IN ({marks}) OR (f.is_shared AND EXISTS"
        f" (SELECT 1 FROM ledger_credit p WHERE p.fact_id = f.id AND p.unit_id IN ({marks}))))",
        *ids,
        *ids,
    )


def _own(condition: Condition, part: Part, question: Question) -> None:
    """Only what the unit itself had a part in, nothing of those below it: what its row in a split says."""
    its = "(SELECT u.id FROM organisation_unit u WHERE u.city_id = %s AND u.code = %s)"
    condition.add(
        f"(f.unit_id = {its} OR (f.is_shared AND EXISTS"
        f" (SELECT 1 FROM ledger_credit p WHERE p.fact_id = f.id AND p.unit_id = {its})))",
        *(question.city_id, part.key) * 2,
    )


def _kind(condition: Condition, part: Part, question: Question) -> None:
    condition.add(
        "(f.unit_kind = %s OR (f.is_shared AND EXISTS"
        " (SELECT 1 FROM ledger_credit p WHERE p.fact_id = f.id AND p.unit_kind = %s)))",
        part.key,
        part.key,
    )


def _origin(condition: Condition, part: Part, question: Question) -> None:
    if part.key == NONE:
        condition.add("f.origin = ''")
        return
    prefixes = regions.origin_codes(part.key, question.period.last)
    either = Condition()
    for length in sorted({len(prefix) for prefix in prefixes}):
        same = [prefix for prefix in prefixes if len(prefix) == length]
        either.add_in(f"SUBSTR(f.origin, 1, {length})", same)
    condition.add(f"({' OR '.join(either.texts)})", *either.values)


def _event(condition: Condition, part: Part, question: Question) -> None:
    """An occasion with everything that lies within it; trips and visits to an event lie within it too."""
    condition.add_in("COALESCE(f.occasion_id, f.subject_id)", _within(part, question))


def _signed_or_within(condition: Condition, part: Part, question: Question, *, alone: bool) -> None:
    """Signings by the list on which their project stands, facts of other kinds by where they happened."""
    listed, within = Condition(), Condition()
    _listed(listed, part, question)
    if alone:
        condition.add(listed.text, *listed.values)
        return
    _event(within, part, question)
    signed = FactKind.PROJECT_SIGNED.value
    condition.add(
        f"((f.kind = %s AND {listed.text}) OR (f.kind <> %s AND {within.text}))",
        *(signed, *listed.values, signed, *within.values),
    )


def _listed(condition: Condition, part: Part, question: Question) -> None:
    """Signings of projects that stand on the list of an occasion or of one within it: the list itself signs nothing."""
    listing = of_any(question, Following(FactKind.CEREMONY_LISTED))
    listing.add_in("m.occasion_id", _within(part, question))
    condition.add(
        f"f.subject_id IN (SELECT m.subject_id FROM ledger_fact m WHERE {listing.text})", *listing.values
    )


def _within(part: Part, question: Question) -> list[int]:
    level = list(
        Subject.objects.filter(city_id=question.city_id, kind=SubjectKind.EVENT, code=part.key).values_list(
            "pk", flat=True
        )
    )
    within: list[int] = []
    while level:
        within += level
        level = list(Subject.objects.filter(parent_id__in=level).values_list("pk", flat=True))
    return within


def _project(condition: Condition, part: Part, question: Question) -> None:
    named = Subject.objects.filter(city_id=question.city_id, kind=SubjectKind.PROJECT, code=part.key)
    condition.add_in("f.subject_id", list(named.values_list("pk", flat=True)))


def _leader(condition: Condition, part: Part, question: Question) -> None:
    if part.key == NONE:
        condition.add("f.sponsor_id IS NULL")
        return
    named = Person.objects.filter(city_id=question.city_id, code__in=part.key.split(TOGETHER))
    condition.add_in("f.sponsor_id", list(named.values_list("pk", flat=True)))


_SCOPES = {
    Dimension.LEADER: _leader,
    Dimension.PROJECT: _project,
    Dimension.UNIT: _unit,
    Dimension.OWN: _own,
    Dimension.KIND: _kind,
    Dimension.ORIGIN: _origin,
    Dimension.EVENT: _event,
}
