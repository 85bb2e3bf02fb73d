"""Answer questions: one definition, one query, wherever a number is wanted."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from luodi.figures import axes, conditions, rollups, sql
from luodi.figures.indicators import Filter, Indicator, Measure, applies, indicator
from luodi.figures.questions import Figure, Question, Row, Table
from luodi.figures.scopes import Dimension, Scope
from luodi.figures.tables import build_rows, counties, events_with_lists
from luodi.kernel.asof import AsOf
from luodi.kernel.findings import Refusal
from luodi.kernel.numbers import half_up, mean, percent
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import RULES, FactKind, Nature, Standing
from luodi.organisation.clock import day_of
from luodi.organisation.models import City


class DoesNotApply(Refusal):
    """A dimension that means nothing for the indicator."""


FEN_PER = {"亿元": 10_000_000_000, "万元": 1_000_000, "元": 100}
Values = tuple[Any, ...]
Keyed = list[tuple[Any, Values]]
"""Key of the split (None without one) and one value per indicator; a key may recur, and its values add up."""


def compute(
    code: str,
    *,
    city: City,
    period: Period,
    scope: Scope = Scope.CITY,
    as_of: AsOf | None = None,
    standing: Standing = Standing.VERIFIED,
) -> Figure:
    """Return one figure; without ``as_of`` it is of the last committed entry.

    Shape: a ratio carries its two parts, which are figures of the same question.
    Measure: the indicator's unit, rounded half up to its places; the exact integer stays in ``raw``.
    Raises: UnknownIndicator.
    """
    found = compute_many([code], city=city, period=period, scope=scope, as_of=as_of, standing=standing)
    return found[code]


def compute_many(
    codes: Sequence[str],
    *,
    city: City,
    period: Period,
    scope: Scope = Scope.CITY,
    as_of: AsOf | None = None,
    standing: Standing = Standing.VERIFIED,
) -> dict[str, Figure]:
    """Return figures of one question by code, with one query per kind of fact."""
    question = ask(city=city, period=period, scope=scope, as_of=as_of, standing=standing)
    asked = [indicator(code, period.last) for code in codes]
    raw, _ = _raw(_bases(asked, period.last), question, None)
    return {one.code: figure_of(one, question, raw) for one in asked}


def compute_table(
    codes: Sequence[str],
    *,
    city: City,
    period: Period,
    by: Dimension,
    scope: Scope = Scope.CITY,
    as_of: AsOf | None = None,
    standing: Standing = Standing.VERIFIED,
) -> Table:
    """Return figures of one question, split by a dimension; the total is never added up from the rows that are shown.

    Shape: one row per key that has facts, in the dimension's own order (units by rank, months by time, others by
    the first indicator, largest first). Splits by unit and kind mean "took part": a shared fact stands in each.
    """
    question = ask(city=city, period=period, scope=scope, as_of=as_of, standing=standing)
    asked = [indicator(code, period.last) for code in codes]
    if by == Dimension.COUNTY:
        return _apart(asked, question, by, counties(question))
    if by == Dimension.EVENT and any(one.fact_kind == FactKind.PROJECT_SIGNED for one in asked):
        return _apart(asked, question, by, events_with_lists(question))
    total, split = _raw(_bases(asked, period.last), question, by)
    rows = build_rows(
        sorted(split, key=str),
        by=by,
        question=question,
        figures=lambda key, narrowed: {one.code: figure_of(one, narrowed, split[key]) for one in asked},
    )
    return Table(
        by=by,
        codes=tuple(codes),
        rows=rows,
        total={one.code: figure_of(one, question, total) for one in asked},
        overlapping=any(sum(raw[code] for raw in split.values()) != total[code] for code in total),
    )


def _apart(
    asked: Sequence[Indicator], question: Question, by: Dimension, keys: Sequence[tuple[str, str]]
) -> Table:
    """Ask for each key by itself: each county with its teams, each event with those within it.

    Shape: one row per key that has facts, in the order given; each is the figure of the key's own scope.
    """
    bases = _bases(asked, question.period.last)
    total, _ = _raw(bases, question, None)
    rows = []
    within = Dimension.UNIT if by == Dimension.COUNTY else by
    for code, name in keys:
        narrowed = replace(question, scope=question.scope.narrowed(within, code, name))
        raw, _ = _raw(bases, narrowed, None)
        if any(raw.values()):
            rows.append(Row(code, name, {one.code: figure_of(one, narrowed, raw) for one in asked}))
    added = {
        one.code: sum(row.figures[one.code].raw or 0 for row in rows) for one in asked if not one.is_ratio
    }
    return Table(
        by=by,
        codes=tuple(one.code for one in asked),
        rows=tuple(rows),
        total={one.code: figure_of(one, question, total) for one in asked},
        overlapping=any(n != total[code] for code, n in added.items()),
    )


def ask(*, city: City, period: Period, scope: Scope, as_of: AsOf | None, standing: Standing) -> Question:
    """Return the question with its as-of resolved."""
    if as_of is None:
        as_of = ledger.resolve_everywhere() if scope.everywhere else ledger.resolve(city)
    return Question(city_id=city.pk, period=period, scope=scope, as_of=as_of, standing=standing)


def require_applies(code: str, dimensions: Iterable[Dimension]) -> None:
    """Raises: DoesNotApply when the indicator's facts carry nothing in one of the dimensions: its 0 would be a lie."""
    one = indicator(code)
    for dimension in dimensions:
        if not applies(one, [dimension]):
            raise DoesNotApply(
                f"“{one.name}”不分{dimension.label}，不能按{dimension.label}取范围或拆分", field="scope"
            )


def figure_of(one: Indicator, question: Question, raw: dict[str, int]) -> Figure:
    """Dress an exact integer, or a ratio's two, as the figure of an indicator."""
    if not one.is_ratio:
        exact = raw[one.code]
        per = FEN_PER.get(one.unit)
        shown = Decimal(exact) if per is None else half_up(Decimal(exact) / per, one.places)
        return Figure(one, question, shown, raw=exact)
    upper = figure_of(indicator(one.numerator, question.period.last), question, raw)
    lower = figure_of(indicator(one.denominator, question.period.last), question, raw)
    made = mean if one.measure == Measure.MEAN else percent
    value, what = made(upper.exact, lower.exact, one.places), "均值" if made is mean else "占比"
    notes: tuple[str, ...] = () if value is not None else (f"{lower.name}为 0，没有{what}",)
    if one.measure == Measure.COHORT:
        seen = day_of(question.as_of.moment)
        what = "收到的线索" if one.fact_kind == FactKind.LEAD_RECEIVED else "签约的项目"
        when = (
            question.period.label() if question.period.first else f"截至 {question.period.last.isoformat()} "
        )
        notes += (f"{when}{what}，看到 {seen.isoformat()} 为止",)
    return Figure(one, question, value, numerator=upper, denominator=lower, notes=notes)


def _bases(asked: Iterable[Indicator], on: date) -> list[Indicator]:
    """Return the indicators that facts answer, each once: ratios stand for their parts."""
    found: dict[str, Indicator] = {}
    for one in asked:
        parts = [indicator(one.numerator, on), indicator(one.denominator, on)] if one.is_ratio else [one]
        found.update({part.code: part for part in parts})
    return list(found.values())


def _raw(
    bases: Sequence[Indicator], question: Question, by: Dimension | None
) -> tuple[dict[str, int], dict[Any, dict[str, int]]]:
    """Ask for the exact integers, indicators that share a query together.

    Shape: the whole by code; the split by key, then by code, without keys where everything is zero.
    """
    groups: dict[tuple[tuple[FactKind, ...], Filter | None], list[Indicator]] = defaultdict(list)
    for one in bases:
        alone = not one.is_stock and not one.counts_facts
        groups[one.kinds, one.where if alone else None].append(one)
    whole = {one.code: 0 for one in bases}
    split: dict[Any, dict[str, int]] = {}
    plain = [members[0] for members in groups.values() if _is_plain(members)]
    if by is None and len(plain) > 1 and not rollups.pays(question.period):
        whole |= _plain_flows(plain, question)
        groups = {key: members for key, members in groups.items() if members[0] not in plain}
    for (kinds, _), members in groups.items():
        total, rows = _ask_together(kinds[0], members, question, by)
        whole.update(zip([one.code for one in members], map(int, total), strict=True))
        for key, values in rows:
            if any(values):
                raw = split.setdefault(key, dict.fromkeys(whole, 0))
                for one, value in zip(members, values, strict=True):
                    raw[one.code] += int(value)
    return whole, split


def _is_plain(members: Sequence[Indicator]) -> bool:
    """Whether one indicator alone counts every fact of its kind for what the fact is worth."""
    one = members[0]
    return (
        len(members) == 1
        and one.counts_facts
        and not one.is_stock
        and not one.is_amount
        and one.counts_own
        and one.where == Filter()
    )


def _plain_flows(members: Sequence[Indicator], question: Question) -> dict[str, int]:
    """Count flows of several kinds in one query."""
    condition = sql.flow(question, *(one.fact_kind for one in members))
    told = dict(sql.run(
        f"SELECT f.kind, COALESCE(SUM(f.quantity), 0) FROM ledger_fact f WHERE {condition.text} GROUP BY f.kind",
        condition.values,
    ))  # fmt: skip
    return {one.code: int(told.get(one.fact_kind.value, 0)) for one in members}


def _ask_together(
    kind: FactKind, members: Sequence[Indicator], question: Question, by: Dimension | None
) -> tuple[Values, Keyed]:
    """Return the values of the whole and, with ``by``, the rows of the split.

    Where facts or subjects fall apart by a dimension, what is found is added up before shared ones are handed to
    their units, so that one pass yields both.
    """
    if RULES[kind].nature == Nature.STATE:
        owned, rows = _stock(kind, members, question, by)
    elif members[0].counts_facts:
        owned, rows = _flow(kind, members, question, by)
    else:
        owned = _distinct_flow(members, question, None)
        rows = _distinct_flow(members, question, by) if by else []
    return tuple(map(sum, zip(*(values for _, values in owned), strict=True))) or (0,) * len(members), rows


def _flow(
    kind: FactKind, members: Sequence[Indicator], question: Question, by: Dimension | None
) -> tuple[Keyed, Keyed]:
    """Kinds with one live fact per subject: facts add up as they are, from the roll-up or the covering index alone.

    Shape: the rows under the units that own them, and under those that have a part in them.
    """
    rolled = rollups.flow(kind, members, question, by) if rollups.pays(question.period) else None
    if rolled is not None and (by != Dimension.UNIT or not any(values[0] for _, values in rolled)):
        rows = [(key, values[1:]) for key, values in rolled]
        return rows, rows
    condition = sql.flow(question, kind)
    sums, values = sql.sums(members, condition, question)
    return _handed_out(lambda _: ("ledger_fact f", []), condition, sums, values, by)


def _distinct_flow(members: Sequence[Indicator], question: Question, by: Dimension | None) -> Keyed:
    """Kinds whose subjects recur: each counts once under a key, with its highest amount; lumps keep their quantity."""
    condition = sql.flow(question, *members[0].kinds)
    own = sql.where(members[0].where, question)
    condition.texts += own.texts
    condition.values += own.values
    table, key = _with_shares("ledger_fact f", by)
    if all(one.measure == Measure.SUBJECTS for one in members):
        counted = ", ".join([_DISTINCT] * len(members))
        answered = sql.run(
            f"SELECT {key or 'NULL'}, {counted} FROM {table} WHERE {condition.text}{' GROUP BY 1' if key else ''}",
            condition.values,
        )
        return [(row[0], row[1:]) for row in answered]
    inner = (
        f"SELECT {key or 'NULL'} AS k, CASE WHEN f.subject_id IS NULL THEN SUM(f.quantity) ELSE 1 END AS counted,"
        f" MAX(f.amount) AS amount FROM {table} WHERE {condition.text} GROUP BY 1, f.subject_id"
    )
    sums = ", ".join(f"COALESCE(SUM({_COUNTED[one.measure]}), 0)" for one in members)
    answered = sql.run(f"SELECT k, {sums} FROM ({inner}) s GROUP BY k", condition.values)
    return [(row[0], row[1:]) for row in answered]


def _with_shares(table: str, by: Dimension | None) -> tuple[str, str | None]:
    """Return the rows to group and their key; a shared fact stands once under each unit that has a part in it."""
    if by is None:
        return table, None
    if by not in axes.SHARED_KEYS:
        return table, axes.key_of(by)
    joined = f"{table} LEFT JOIN ledger_credit c ON c.fact_id = CASE WHEN f.is_shared THEN f.id END"
    return joined, f"COALESCE({axes.SHARED_KEYS[by]}, {axes.key_of(by)})"


_COUNTED = {Measure.SUBJECTS: "counted", Measure.AMOUNT: "amount"}
_DISTINCT = (
    "COUNT(DISTINCT f.subject_id) + COALESCE(SUM(CASE WHEN f.subject_id IS NULL THEN f.quantity END), 0)"
)


def _stock(
    kind: FactKind, members: Sequence[Indicator], question: Question, by: Dimension | None
) -> tuple[Keyed, Keyed]:
    """States on the period's last day: each subject's latest, then the filters on what it says.

    Shape: as of ``_flow``.
    """
    condition = conditions.Condition()
    axes.scope(condition, question, kind)
    columns: set[str] = set()
    for one in members:
        columns |= sql.columns_of(one.where) | ({"amount"} if one.measure == Measure.AMOUNT else set())
    for dimension in [part.dimension for part in question.scope.parts]:
        columns |= axes.COLUMNS_OF[dimension]
    columns |= axes.COLUMNS_OF[by] - {"id"} if by else set()

    def states(more: set[str]) -> tuple[str, list[Any]]:
        inner, inner_values = sql.latest_states(question, kind, columns | more)
        return f"({inner}) f", inner_values

    sums, values = sql.sums(members, condition, question, stock=True)
    return _handed_out(states, condition, sums, values, by)


def _handed_out(
    table: Callable[[set[str]], tuple[str, list[Any]]],
    condition: conditions.Condition,
    sums: str,
    values: list[Any],
    by: Dimension | None,
) -> tuple[Keyed, Keyed]:
    """Group the rows of ``table`` (made with the columns that are needed besides) by owner, and by who has a part."""
    key = axes.key_of(by) if by else "NULL"
    rows, own = table(set())
    if by not in axes.SHARED_KEYS:
        owned = _grouped(rows, condition, sums, [*values, *own], [key])
        return owned, owned
    owned = _grouped(rows, condition, sums, [*values, *own], [key, "f.is_shared"])
    owned, shared = (
        [(unit, found) for (unit, is_shared), found in owned if bool(is_shared) == half]
        for half in (False, True)
    )
    if not shared:
        return owned, owned
    rows, own = table({"id"})
    condition.add("f.is_shared")
    joined = f"{rows} JOIN ledger_credit c ON c.fact_id = f.id{_ONCE_UNDER.get(by, '')}"
    parts = _grouped(joined, condition, sums, [*values, *own], [axes.SHARED_KEYS[by]])
    return owned + shared, owned + parts


_ONCE_UNDER = {
    Dimension.KIND: " AND NOT EXISTS (SELECT 1 FROM ledger_credit o"
    " WHERE o.fact_id = c.fact_id AND o.unit_kind = c.unit_kind AND o.id < c.id)"
}
"""Of two units of one kind that share a fact one stands for the kind."""


def _grouped(
    table: str, condition: conditions.Condition, sums: str, values: list[Any], keys: Sequence[str]
) -> Keyed:
    """Return the sums by key, or by a tuple where there are several."""
    by = ", ".join(keys)
    tail = "" if by == "NULL" else f" GROUP BY {by}"
    answered = sql.run(
        f"SELECT {by}, {sums} FROM {table} WHERE {condition.text}{tail}", [*values, *condition.values]
    )
    n = len(keys)
    return [(row[0] if n == 1 else row[:n], row[n:]) for row in answered]
