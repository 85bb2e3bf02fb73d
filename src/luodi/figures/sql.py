"""The SQL that asks the ledger: conditions, aggregates and keys, with every value as a parameter.

Vendor SQL stands here and nowhere else in this app. Names come from the tables below, never from input.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from itertools import islice
from typing import Any

from django.db import connection

from luodi.figures.indicators import Filter, Following, Indicator
from luodi.figures.questions import Question
from luodi.figures.scopes import Dimension, Part
from luodi.ledger.kinds import FactKind, Standing, SubjectKind
from luodi.ledger.models import Subject
from luodi.ledger.rules import ORDINAL_BITS, held_key
from luodi.organisation.models import Person
from luodi.refdata import industries, regions

NONE = "-"
"""The key of facts that carry nothing in a dimension."""


@dataclass
class Condition:
    """Fragments that all must hold, with the values of their placeholders in order."""

    texts: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, text: str, *values: Any) -> None:
        self.texts.append(text)
        self.values += values

    def add_in(self, column: str, keys: list[Any]) -> None:
        if keys:
            self.add(f"{column} IN ({', '.join(['%s'] * len(keys))})", *keys)
        else:
            self.add("1 = 0")

    @property
    def text(self) -> str:
        return " AND ".join(self.texts) or "1 = 1"

    @property
    def parts(self) -> list[tuple[str, tuple[Any, ...]]]:
        """Each fragment with the values of its own placeholders."""
        values = iter(self.values)
        return [(text, tuple(islice(values, text.count("%s")))) for text in self.texts]


def day(value: date) -> Any:
    return connection.ops.adapt_datefield_value(value)


def moment(value: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(value)


def known(question: Question, *kinds: FactKind) -> Condition:
    """Facts of the kinds that the ledger held true at the question's as-of, in its standing."""
    condition = Condition()
    if not question.scope.everywhere:
        condition.add("f.city_id = %s", question.city_id)
    if len(kinds) == 1:
        condition.add("f.kind = %s", kinds[0].value)
    else:
        condition.add_in("f.kind", [kind.value for kind in kinds])
    at = moment(question.as_of.moment)
    condition.add("f.recorded_at <= %s AND (f.superseded_at IS NULL OR f.superseded_at > %s)", at, at)
    of_standing(condition, question)
    return condition


def of_standing(condition: Condition, question: Question, fact: str = "f") -> None:
    """Add the standing: claimed includes verified, and rejected is in neither."""
    if question.standing == Standing.VERIFIED:
        condition.add(f"{fact}.standing = %s", Standing.VERIFIED.value)
    else:
        condition.add(f"{fact}.standing <> %s", Standing.REJECTED.value)


def flow(question: Question, *kinds: FactKind) -> Condition:
    condition = known(question, *kinds)
    if question.period.first is not None:
        condition.add("f.occurred_on >= %s", day(question.period.first))
    condition.add("f.occurred_on <= %s", day(question.period.last))
    scope(condition, question)
    return condition


def latest_states(question: Question, kind: FactKind, columns: set[str]) -> tuple[str, list[Any]]:
    """Return a sub-query of each subject's latest state on the period's last day, with the columns asked for."""
    condition = known(question, kind)
    condition.add("f.held_key < %s", held_key(question.period.last, 0) + (1 << ORDINAL_BITS))
    named = ", ".join(f"f.{name}" for name in sorted(columns | {"subject_id"}))
    if connection.vendor == "sqlite":
        # A bare column beside max() is that of the row which holds the maximum: SQLite documents it.
        text = (
            f"SELECT {named}, MAX(f.held_key) AS held_key FROM ledger_fact f"
            f" WHERE {condition.text} GROUP BY f.subject_id"
        )
    else:
        text = (
            f"SELECT DISTINCT ON (f.subject_id) {named}, f.held_key FROM ledger_fact f WHERE {condition.text}"
            " ORDER BY f.subject_id DESC, f.held_key DESC"
        )
    return text, condition.values


def scope(condition: Condition, question: Question) -> None:
    for part in question.scope.parts:
        _SCOPES.get(part.dimension, _equal)(condition, part, question)


def where(asked: Filter, question: Question) -> Condition:
    """Return an indicator's own filter, asked of the question."""
    condition = Condition()
    if asked.industrial is not None:
        condition.add("f.industrial" if asked.industrial else "NOT f.industrial")
    if asked.sponsored:
        condition.add("f.sponsor_id IS NOT NULL")
    for column, keys in (
        ("f.channel", asked.channels),
        ("f.state", asked.states),
        ("f.unit_kind", asked.unit_kinds),
        ("f.category", asked.categories),
    ):
        if keys:
            condition.add_in(column, [str(key) for key in keys])
    for status in asked.except_statuses:
        condition.add("f.status <> %s", status)
    _add_money(condition, asked)
    _add_others(condition, asked, question)
    return condition


def _add_money(condition: Condition, asked: Filter) -> None:
    if asked.capital is not None:
        condition.add("f.capital = %s", asked.capital.value)
    if asked.least_fen:
        condition.add("f.amount >= %s", asked.least_fen)
    if asked.outside_province:
        condition.add(
            "f.origin <> '' AND SUBSTR(f.origin, 1, 2) <>"
            " (SELECT SUBSTR(o.code, 1, 2) FROM organisation_city o WHERE o.id = f.city_id)"
        )


def _add_others(condition: Condition, asked: Filter, question: Question) -> None:
    """Add since when, and what must, or must not, be known of the subject by other facts."""
    if asked.fresh and question.period.first is not None:
        condition.add("f.state_since >= %s", day(question.period.first))
    if asked.overdue:
        condition.add("f.status_since < %s", day(min(question.period.last, question.known_day)))
    for code in asked.without:
        reached = of_subject(question, Following(FactKind.PROJECT_MILESTONE, code))
        condition.add(
            f"NOT EXISTS (SELECT 1 FROM ledger_fact m WHERE {reached.text} AND m.occurred_on <= %s)",
            *reached.values,
            day(question.period.last),
        )
    if asked.followed_by:
        any_of = [of_subject(question, following) for following in asked.followed_by]
        told = " OR ".join(f"EXISTS (SELECT 1 FROM ledger_fact m WHERE {one.text})" for one in any_of)
        condition.add(f"({told})", *(value for one in any_of for value in one.values))


def of_subject(question: Question, following: Following) -> Condition:
    """Return the condition on a fact ``m``: of the same subject as ``f``, held true at the as-of, in the standing."""
    condition = Condition()
    condition.add("m.subject_id = f.subject_id AND m.kind = %s", following.kind.value)
    if following.category:
        condition.add("m.category = %s", following.category)
    at = moment(question.as_of.moment)
    condition.add("m.recorded_at <= %s AND (m.superseded_at IS NULL OR m.superseded_at > %s)", at, at)
    of_standing(condition, question, "m")
    return condition


def worth_of(one: Indicator, question: Question, *, stock: bool = False) -> tuple[str, list[Any]]:
    """Return the expression of what one fact adds to the indicator, with its values."""
    if one.amount_of is not None:
        others = of_subject(question, Following(one.amount_of))
        return f"(SELECT SUM(m.amount) FROM ledger_fact m WHERE {others.text})", others.values
    return ("f.amount" if one.is_amount else "1" if stock else "f.quantity"), []


def sums(
    members: Sequence[Indicator],
    condition: Condition,
    question: Question,
    *,
    stock: bool = False,
    sign: str = "",
) -> tuple[str, list[Any]]:
    """Return a sum per indicator. What all their filters ask goes to ``condition``, so that less is grouped."""
    filters = [where(one.where, question).parts for one in members]
    common = [part for part in filters[0] if all(part in others for others in filters)]
    for text, own in common:
        condition.add(text, *own)
    texts, values = [], []
    for one, parts in zip(members, filters, strict=True):
        column, own_values = worth_of(one, question, stock=stock)
        values += own_values
        asked = [part for part in parts if part not in common]
        only = f" FILTER (WHERE {' AND '.join(text for text, _ in asked)})" if asked else ""
        texts.append(f"COALESCE(SUM({sign}{column}){only}, 0)")
        values += [value for _, own in asked for value in own]
    return ", ".join(texts), values


def columns_of(asked: Filter) -> set[str]:
    """Return the columns of a fact that an indicator's filter reads."""
    read = {
        "industrial": asked.industrial is not None,
        "sponsor_id": asked.sponsored,
        "channel": bool(asked.channels),
        "state": bool(asked.states),
        "status": bool(asked.except_statuses),
        "unit_kind": bool(asked.unit_kinds),
        "category": bool(asked.categories),
        "capital": asked.capital is not None,
        "amount": bool(asked.least_fen),
        "origin": asked.outside_province,
        "city_id": asked.outside_province,
        "state_since": asked.fresh,
        "status_since": asked.overdue,
    }
    return {column for column, is_read in read.items() if is_read}


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
    level = list(
        Subject.objects.filter(city_id=question.city_id, kind=SubjectKind.EVENT, code=part.key).values_list(
            "pk", flat=True
        )
    )
    within: list[int] = []
    while level:
        within += level
        level = list(Subject.objects.filter(parent_id__in=level).values_list("pk", flat=True))
    condition.add_in("COALESCE(f.occasion_id, f.subject_id)", within)


def _project(condition: Condition, part: Part, question: Question) -> None:
    named = Subject.objects.filter(city_id=question.city_id, kind=SubjectKind.PROJECT, code=part.key)
    condition.add_in("f.subject_id", list(named.values_list("pk", flat=True)))


def _leader(condition: Condition, part: Part, question: Question) -> None:
    if part.key == NONE:
        condition.add("f.sponsor_id IS NULL")
        return
    named = Person.objects.filter(city_id=question.city_id, code=part.key)
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


def run(text: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return list(cursor.fetchall())
