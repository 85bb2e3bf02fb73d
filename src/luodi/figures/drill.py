"""Open a figure: exactly the facts behind it, page by page, with the same conditions that counted them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from luodi.figures import axes, conditions, sql
from luodi.figures.indicators import Indicator, Measure
from luodi.figures.questions import Figure, Question
from luodi.ledger.kinds import Cause
from luodi.ledger.models import Fact
from luodi.organisation.models import City


@dataclass(frozen=True)
class OpenedFact:
    """One row behind a figure. Where a subject recurs, the row is its latest fact and ``n_facts`` says how many."""

    fact_id: int
    kind: str
    subject_kind: str
    subject_code: str
    subject_label: str
    occasion_label: str
    occurred: str
    occurred_on: date
    unit: str
    area: str
    origin: str
    industry: str
    channel: str
    category: str
    capital: str
    state: str
    quantity: int
    amount_fen: int | None
    standing: str
    is_shared: bool
    n_facts: int
    days: int | None
    recorded_at: datetime
    recorded_by: str
    recorded_by_unit: str
    settled_at: datetime | None
    settled_by: str


@dataclass(frozen=True)
class Opening:
    """``n_rows`` rows of which ``n_visible`` may be seen; ``listed`` is what the whole list adds up to."""

    figure: Figure
    rows: tuple[OpenedFact, ...]
    n_rows: int
    n_visible: int
    listed: int

    @property
    def n_hidden(self) -> int:
        return self.n_rows - self.n_visible


def open_figure(
    figure: Figure, *, city: City, unit_ids: frozenset[int] | None, page: int = 1, size: int | None = 50
) -> Opening:
    """Return the facts behind a figure of a base measure, latest first; a ratio is opened by its parts.

    Shape: with ``size`` None every visible row, for an export. ``unit_ids`` None sees everything; otherwise
    only facts in which one of the units took part, and the others are counted as hidden.
    """
    listing = _listing(figure.indicator, figure.question, unit_ids)
    n_rows, listed, n_visible = sql.run(
        f"SELECT COUNT(*), COALESCE(SUM(l.worth), 0), COALESCE(SUM(l.visible), 0) FROM ({listing.text}) l",
        listing.values,
    )[0]
    cut = "" if size is None else f" LIMIT {int(size)} OFFSET {(max(page, 1) - 1) * int(size)}"
    found = sql.run(
        f"SELECT l.fact_id, l.n_facts, l.worth FROM ({listing.text}) l WHERE l.visible = 1"
        f" ORDER BY l.occurred_on DESC, l.fact_id DESC{cut}",
        listing.values,
    )
    return Opening(
        figure=figure,
        rows=_opened(found, city, figure.indicator),
        n_rows=int(n_rows),
        n_visible=int(n_visible),
        listed=int(listed),
    )


def facts_behind(figure: Figure) -> list[tuple[int, int]]:
    """Return the fact and the worth of every row behind a figure of a base measure, for whoever may see all of them."""
    listing = _listing(figure.indicator, figure.question, None)
    rows = sql.run(f"SELECT l.fact_id, l.worth FROM ({listing.text}) l ORDER BY l.fact_id", listing.values)
    return [(int(fact), int(worth or 0)) for fact, worth in rows]


def subjects_behind(figure: Figure, subjects: Sequence[int]) -> set[int]:
    """Return which of the subjects a figure of a base measure counts.    Shape: one query per some hundreds."""
    listing = _listing(figure.indicator, figure.question, None)
    found: set[int] = set()
    for start in range(0, len(subjects), 500):
        some = list(subjects[start : start + 500])
        marks = ", ".join(["%s"] * len(some))
        rows = sql.run(
            f"SELECT DISTINCT f.subject_id FROM ({listing.text}) l JOIN ledger_fact f ON f.id = l.fact_id"
            f" WHERE f.subject_id IN ({marks})",
            [*listing.values, *some],
        )
        found.update(int(subject) for (subject,) in rows)
    return found


@dataclass(frozen=True)
class _Listing:
    text: str
    values: list[Any]


def _listing(one: Indicator, question: Question, unit_ids: frozenset[int] | None) -> _Listing:
    """Return the query of (fact_id, occurred_on, n_facts, worth, visible), one row per counted thing."""
    if one.is_stock:
        return _stock_listing(one, question, unit_ids)
    visible, ids = _visible(unit_ids)
    condition, own = sql.flow(question, *one.kinds), sql.where(one.where, question)
    values = [*condition.values, *own.values]
    if one.counts_facts:
        worth, worth_values = sql.worth_of(one, question)
        ids = [*worth_values, *ids]
        text = f"f.id AS fact_id, f.occurred_on, 1 AS n_facts, {worth} AS worth, {visible} AS visible"
        return _Listing(
            f"SELECT {text} FROM ledger_fact f WHERE {condition.text} AND {own.text}", [*ids, *values]
        )
    worth = {
        Measure.AMOUNT: "MAX(f.amount)",
        Measure.QUANTITY: "SUM(f.quantity)",
    }.get(one.measure, "CASE WHEN f.subject_id IS NULL THEN SUM(f.quantity) ELSE 1 END")
    text = (
        f"MAX(CASE WHEN {visible} = 1 THEN f.id END) AS fact_id, MAX(f.occurred_on) AS occurred_on,"
        f" COUNT(*) AS n_facts, {worth} AS worth, MAX({visible}) AS visible"
    )
    return _Listing(
        f"SELECT {text} FROM ledger_fact f WHERE {condition.text} AND {own.text}"
        " GROUP BY f.subject_id, CASE WHEN f.subject_id IS NULL THEN f.id END",
        [*ids, *ids, *values],
    )


def _stock_listing(one: Indicator, question: Question, unit_ids: frozenset[int] | None) -> _Listing:
    visible, ids = _visible(unit_ids)
    condition, own = conditions.Condition(), sql.where(one.where, question)
    axes.scope(condition, question, one.fact_kind)
    columns = {"id", "occurred_on", "unit_id", "is_shared", *sql.columns_of(one.where), "amount"}
    for part in question.scope.parts:
        columns |= axes.COLUMNS_OF[part.dimension]
    inner, inner_values = sql.latest_states(question, one.fact_kind, columns)
    worth, _ = sql.worth_of(one, question, stock=True)
    return _Listing(
        f"SELECT f.id AS fact_id, f.occurred_on, 1 AS n_facts, {worth} AS worth, {visible} AS visible"
        f" FROM ({inner}) f WHERE {condition.text} AND {own.text}",
        [*ids, *inner_values, *condition.values, *own.values],
    )


def _visible(unit_ids: frozenset[int] | None) -> tuple[str, list[int]]:
    """Return the expression that is 1 for a fact in which one of the units took part."""
    if unit_ids is None:
        return "1", []
    if not unit_ids:
        return "0", []
    marks = ", ".join(["%s"] * len(unit_ids))
    shared = f"SELECT 1 FROM ledger_credit p WHERE p.fact_id = f.id AND p.unit_id IN ({marks})"
    took_part = f"f.unit_id IN ({marks}) OR (f.is_shared AND EXISTS ({shared}))"
    return f"CASE WHEN {took_part} THEN 1 ELSE 0 END", sorted(unit_ids) * 2


def _opened(
    found: Sequence[tuple[int, int, int | None]], city: City, one: Indicator
) -> tuple[OpenedFact, ...]:
    facts: dict[int, Fact] = {}
    for start in range(0, len(found), 500):
        ids = [fact_id for fact_id, _, _ in found[start : start + 500]]
        rows = Fact.objects.filter(pk__in=ids).select_related(
            "subject", "occasion", "unit", "entry__actor__person", "entry__actor__unit"
        )
        facts.update({row.pk: row for row in rows})
    first = _first_versions(list(facts.values()), city)
    return tuple(
        _row(facts[fact_id], first, n_facts, int(worth or 0), one) for fact_id, n_facts, worth in found
    )


def _first_versions(facts: list[Fact], city: City) -> dict[int, Fact]:
    """Return by ordinal the version that was first recorded: its entry says who claimed it."""
    later = [fact.ordinal for fact in facts if fact.cause not in (Cause.RECORDED, Cause.OPENING)]
    found: dict[int, Fact] = {}
    for start in range(0, len(later), 500):
        rows = Fact.objects.filter(city=city, ordinal__in=later[start : start + 500]).select_related(
            "entry__actor__person", "entry__actor__unit"
        )
        for row in rows.order_by("-recorded_at"):
            found[row.ordinal] = row
    return found


def _row(fact: Fact, first: dict[int, Fact], n_facts: int, worth: int, one: Indicator) -> OpenedFact:
    claimed = first.get(fact.ordinal, fact)
    settled = fact if fact.cause != Cause.RECORDED else None
    return OpenedFact(
        fact_id=fact.pk,
        kind=fact.kind,
        subject_kind=fact.subject.kind if fact.subject else "",
        subject_code=fact.subject.code if fact.subject else "",
        subject_label=(fact.subject.label or fact.subject.code) if fact.subject else "汇总数（无明细）",
        occasion_label=str(fact.occasion) if fact.occasion else "",
        occurred=fact.occurred.show(),
        occurred_on=fact.occurred_on,
        unit=fact.unit.short_name,
        area=fact.area,
        origin=fact.origin,
        industry=fact.industry,
        channel=fact.channel,
        category=fact.category,
        capital=fact.capital,
        state=fact.state,
        quantity=fact.quantity,
        amount_fen=fact.amount if one.amount_of is None else worth,
        standing=fact.standing,
        is_shared=fact.is_shared,
        n_facts=n_facts,
        days=None if one.days_since is None else worth,
        recorded_at=claimed.recorded_at,
        recorded_by=claimed.entry.actor.display_name,
        recorded_by_unit=claimed.entry.actor.unit_name,
        settled_at=settled.recorded_at if settled else None,
        settled_by=settled.entry.actor.display_name if settled else "",
    )


def vague_cuts(figure: Figure) -> tuple[str, ...]:
    """Say how many facts have a date so rough that the period's first or last day cuts through it."""
    one, question = figure.indicator, figure.question
    if one.is_ratio:
        return tuple(dict.fromkeys(note for part in figure.parts for note in vague_cuts(part)))
    if one.is_stock:
        return ()
    notes = []
    for edge, says in ((question.period.first, "早于期初"), (_day_after(question.period.last), "晚于期末")):
        if edge is None:
            continue
        condition = sql.known(question, *one.kinds)
        own = sql.where(one.where, question)
        condition.add(
            "f.precision <> 'DAY' AND f.occurred_on >= %s AND f.occurred_from < %s",
            conditions.day(edge),
            conditions.day(edge),
        )
        axes.scope(condition, question, *one.kinds)
        n_cut = sql.run(
            f"SELECT COUNT(*) FROM ledger_fact f WHERE {condition.text} AND {own.text}",
            condition.values + own.values,
        )[0][0]
        if n_cut:
            counted = "计入" if edge == question.period.first else "不计入"
            notes.append(f"有 {n_cut} 条日期只精确到旬、月或更粗，可能{says}；按最晚可能日{counted}本期")
    return tuple(notes)


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
