"""The SQL that asks the ledger: what counts, and what it adds, with every value as a parameter.

Vendor SQL stands here, in ``axes`` and in ``conditions``, and nowhere else in this app. Names come from tables, never
from input.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from luodi.figures.axes import scope
from luodi.figures.conditions import Condition, day, moment, of_standing, of_subject
from luodi.figures.indicators import Filter, Following, Indicator
from luodi.figures.questions import Question
from luodi.ledger.kinds import FactKind
from luodi.ledger.rules import ORDINAL_BITS, held_key


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


def flow(question: Question, *kinds: FactKind) -> Condition:
    condition = known(question, *kinds)
    if question.period.first is not None:
        condition.add("f.occurred_on >= %s", day(question.period.first))
    condition.add("f.occurred_on <= %s", day(question.period.last))
    scope(condition, question, *kinds)
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
        ("f.status", asked.statuses),
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
    if asked.timely:
        condition.add("f.state_since <= f.status_since")
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


def worth_of(one: Indicator, question: Question, *, stock: bool = False) -> tuple[str, list[Any]]:
    """Return the expression of what one fact adds to the indicator, with its values."""
    if one.amount_of is not None:
        others = of_subject(question, Following(one.amount_of))
        return f"(SELECT SUM(m.amount) FROM ledger_fact m WHERE {others.text})", others.values
    if one.days_since is not None:
        earlier = of_subject(question, Following(one.days_since))
        return f"(SELECT {_days()} FROM ledger_fact m WHERE {earlier.text})", earlier.values
    return ("f.amount" if one.is_amount else "1" if stock else "f.quantity"), []


def _days() -> str:
    """Return the days from the first of the facts ``m`` to the fact ``f``."""
    if connection.vendor == "sqlite":
        return "CAST(JULIANDAY(f.occurred_on) - JULIANDAY(MIN(m.occurred_on)) AS INTEGER)"
    return "f.occurred_on - MIN(m.occurred_on)"


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
        "status": bool(asked.statuses or asked.except_statuses),
        "unit_kind": bool(asked.unit_kinds),
        "category": bool(asked.categories),
        "capital": asked.capital is not None,
        "amount": bool(asked.least_fen),
        "origin": asked.outside_province,
        "city_id": asked.outside_province,
        "state_since": asked.fresh or asked.timely,
        "status_since": asked.overdue or asked.timely,
    }
    return {column for column, is_read in read.items() if is_read}


def run(text: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return list(cursor.fetchall())
