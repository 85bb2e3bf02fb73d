"""The rows of a text's tables and repetitions: each split is asked once for all that its columns want."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from luodi.figures.compute import compute_table, figure_of
from luodi.figures.indicators import catalogue, indicator
from luodi.figures.questions import Figure, Question, Table
from luodi.figures.scopes import Dimension, Scope
from luodi.figures.tables import counties
from luodi.kernel.asof import AsOf
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Standing
from luodi.organisation.models import City, Unit
from luodi.publishing.composing.nodes import Source
from luodi.publishing.composing.situation import Key, Row, joined
from luodi.publishing.composing.vocabulary import SourceTerm

Asked = tuple[Period, str, bool]
"""What is asked together: a period, a scope, whether claims count."""
Store = Callable[[str, Asked, Figure], None]


class Split:
    """One split of a piece's rows. What is found goes to ``store``, zeros of rows without facts too."""

    def __init__(self, city: City, as_of: AsOf, term: SourceTerm, scopes: Callable[[str], Scope]) -> None:
        self.city, self.as_of, self.term, self.scopes = city, as_of, term, scopes
        self.by = Dimension(term.dimension)

    def rows(
        self, source: Source, keys: Iterable[Key], period: Period, within: str, store: Store
    ) -> list[Row]:
        """Return the rows in the dimension's own order; projects by amount, units without facts among the others."""
        wanted: dict[Asked, list[str]] = defaultdict(list)
        if source.of is not None:
            wanted[period, within, source.of.claimed] += with_amount(source.of.code)
        for key in keys:
            codes = wanted[key.period, key.scope, key.claimed]
            if key.code not in codes:
                codes.append(key.code)
        rows = {row.scope: row for row in self._units(period, within)}
        tables = {asked: self._table(codes, asked, store) for asked, codes in wanted.items()}
        for (span, scope, _), table in tables.items():
            if (span, scope) == (period, within) and self.term.scope == "":
                rows |= self._found(table, rows, source)
        if source.of is not None:
            return _by_amount(
                rows, tables[period, within, source.of.claimed], with_amount(source.of.code)[-1]
            )
        self._zeros(rows.values(), wanted, within, store)
        return list(rows.values())

    def _table(self, codes: Sequence[str], asked: Asked, store: Store) -> Table:
        span, scope, claimed = asked
        table = compute_table(
            codes,
            city=self.city,
            period=span,
            by=self.by,
            scope=self.scopes(scope),
            as_of=self.as_of,
            standing=Standing.CLAIMED if claimed else Standing.VERIFIED,
        )
        for row in table.rows:
            for code, figure in row.figures.items():
                store(code, (figure.period, figure.scope.text, claimed), figure)
        return table

    def _found(self, table: Table, known: dict[str, Row], source: Source) -> dict[str, Row]:
        found = {}
        for row in table.rows:
            figure = next(iter(row.figures.values()))
            if source.of is not None and not row.figures[source.of.code].raw:
                continue
            if self.by == Dimension.MONTH:
                name = f"{figure.period.last.month}月"
                found[str(figure.period)] = Row(name, figure.scope.text, period=figure.period)
            elif figure.scope.text not in known:
                found[figure.scope.text] = Row(row.label, figure.scope.text, key=row.key)
        return found

    def _units(self, period: Period, within: str) -> list[Row]:
        """Return the units that stand in a table whether they have facts or not: counties, teams, departments."""
        if self.by == Dimension.COUNTY:
            question = Question(self.city.pk, period, Scope.CITY, self.as_of)
            named = counties(question)
        elif self.term.scope:
            kind = self.term.scope.partition(":")[2]
            units = Unit.objects.of(self.city.pk).filter(kind=kind).order_by("rank_order", "pk")
            named = list(units.values_list("code", "short_name"))
        else:
            return []
        return [Row(name, joined(within, f"unit:{code}"), key=code) for code, name in named]

    def _zeros(self, rows: Iterable[Row], wanted: dict[Asked, list[str]], within: str, store: Store) -> None:
        if self.by == Dimension.MONTH:
            return
        n_within = len(within)
        for (span, scope, claimed), codes in wanted.items():
            standing = Standing.CLAIMED if claimed else Standing.VERIFIED
            for row in rows:
                own = row.scope[n_within + 1 :] if row.scope.startswith(f"{within}+") else row.scope
                text = joined(scope, own)
                question = Question(self.city.pk, span, self.scopes(text), self.as_of, standing)
                for code in codes:
                    zero = figure_of(indicator(code, span.last), question, defaultdict(int))
                    store(code, (span, text, claimed), zero)


def _by_amount(rows: dict[str, Row], table: Table, code: str) -> list[Row]:
    """Return projects by amount, which is the order in which texts name them."""
    worth = {row.figures[code].scope.text: row.figures[code].raw or 0 for row in table.rows}
    return sorted(rows.values(), key=lambda row: -worth.get(row.scope, 0))


def with_amount(code: str) -> list[str]:
    """Return an indicator's code and, where there is one, that of the amount of what it counts."""
    amount = f"{code.removesuffix('.count')}.amount"
    known = {one.code for one in catalogue()}
    return [code, amount] if code.endswith(".count") and amount in known else [code]


def for_projects(rows: Sequence[Row], fields: dict[str, dict[str, str]]) -> list[Row]:
    return [replace(row, fields=fields.get(row.key, {})) for row in rows]
