"""The home page: a leader's minute, and before it what waits for those who record and verify."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from luodi.desk.asking import Asking, href_of, series_of, since_first
from luodi.desk.frame import Frame
from luodi.figures.combine import Against
from luodi.figures.questions import Figure, Row, Table
from luodi.figures.scopes import Dimension
from luodi.kernel.months import month_before
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Standing
from luodi.refdata import tilemap
from luodi.ui import charts

STEPS = (("signed", "签约"), ("started", "开工"), ("producing", "投产"))
STOCKS = (
    ("stock.negotiating", "在谈未签约"),
    ("stock.signed", "签约未开工"),
    ("stock.started", "开工未投产"),
    ("stock.producing", "已投产"),
)
RANKED = (
    "signed.count", "signed.amount", "signed.industrial.count", "started.count", "started.amount", "producing.count",
)  # fmt: skip
CONTACTS = (("trips", "外出招商"), ("visits", "接待客商"))
CONTACT = ("count", "enterprises", "projects")
RESOURCES = (
    "sponsored.count",
    "sponsored.amount",
    "opportunities.count",
    "above_scale.new",
    "advisers.count",
)
BESIDES = (
    *(f"{code}.{what}" for code, _ in STOCKS for what in ("count", "amount")),
    *(f"{group}.{what}" for group, _ in CONTACTS for what in CONTACT),
    *RESOURCES,
)
"""Asked together: whatever stands on the same kind of facts is one query."""
TREND = ("signed.count", "started.count", "signed.amount", "started.amount")
N_MONTHS = 24
N_RANKED = 12


@dataclass(frozen=True)
class Step:
    """One step of the way of a project: this year, its growth, this month and the month before with its growth.

    ``claimed`` is this year with what is not verified yet.
    """

    title: str
    count: Figure
    amount: Figure
    claimed: tuple[Figure, Figure]
    count_share: Figure
    amount_share: Figure
    growths: tuple[Figure, ...]
    month: tuple[Figure, Figure]
    last_month: tuple[Figure, Figure]
    last_month_growth: Figure


@dataclass(frozen=True)
class Stock:
    title: str
    count: Figure
    amount: Figure
    claimed: Figure
    share: float


@dataclass(frozen=True)
class Ranked:
    """A unit with its place; equals share a place, and the next one is as far behind as there are units before it."""

    place: int
    label: str
    figures: tuple[Figure, ...]
    claimed: Figure | None
    share: float


@dataclass(frozen=True)
class Minute:
    period: Period
    month: Period
    steps: tuple[Step, ...]
    trend: charts.Chart
    months: tuple[Row, ...]
    ranking: tuple[Ranked, ...]
    ranking_total: Table
    n_unranked: int
    tiles: tuple[charts.Tile, ...]
    origins: Table
    elsewhere: tuple[Row, ...]
    stocks: tuple[Stock, ...]
    contacts: tuple[tuple[str, tuple[Figure, ...]], ...]
    resources: tuple[Figure, ...]


def minute(frame: Frame) -> Minute:
    """Return the page of the frame's scope and as-of.

    Shape: what has no facts at all (no trip this year, no opportunity in stock) is left out.
    """
    year = Asking(frame.city, Period.year_to_date(frame.today), frame.scope, frame.known)
    month = Period.month_to_date(frame.today)
    trend = since_first(year.of(_recent_months(month)).monthly(TREND))
    ranking = year.table(RANKED, Dimension.UNIT)
    origins = year.table(["signed.count", "signed.amount"], Dimension.ORIGIN)
    claims = replace(year, standing=Standing.CLAIMED)
    claimed = {row.key: row.figures[RANKED[0]] for row in claims.table(RANKED[:1], Dimension.UNIT).rows}
    ranked = _ranked(ranking.rows, claimed)
    found = year.many(BESIDES)
    return Minute(
        period=year.period,
        month=month,
        steps=_steps(year, claims, month),
        trend=_trend(trend),
        months=trend,
        ranking=ranked[:N_RANKED],
        ranking_total=ranking,
        n_unranked=max(0, len(ranked) - N_RANKED),
        tiles=_tiles(origins),
        origins=origins,
        elsewhere=_elsewhere(origins),
        stocks=_stocks(found, claims.many([f"{code}.count" for code, _ in STOCKS])),
        contacts=_contacts(found),
        resources=tuple(found[code] for code in RESOURCES if found[code].raw),
    )


def _recent_months(month: Period) -> Period:
    return Period(month_before(month.last, N_MONTHS - 1), month.last)


def _codes(step: str) -> tuple[str, str, str, str]:
    return (
        f"{step}.count",
        f"{step}.amount",
        f"{step}.industrial.count_share",
        f"{step}.industrial.amount_share",
    )


def _steps(year: Asking, claims: Asking, month: Period) -> tuple[Step, ...]:
    assert month.first is not None
    pairs = [code for step, _ in STEPS for code in _codes(step)[:2]]
    this_year = year.many([code for step, _ in STEPS for code in _codes(step)])
    claimed = claims.many(pairs)
    growths = year.growth({code: this_year[code] for code in pairs}, Against.YEAR_BEFORE)
    this_month = year.of(month).many(pairs)
    before = year.of(Period.month(month.first.year, month.first.month).previous())
    last_month = before.many(pairs)
    changes = before.growth({code: last_month[code] for code in pairs}, Against.PERIOD_BEFORE)
    found = []
    for step, title in STEPS:
        count, amount, count_share, amount_share = _codes(step)
        found.append(
            Step(
                title=title,
                count=this_year[count],
                amount=this_year[amount],
                claimed=(claimed[count], claimed[amount]),
                count_share=this_year[count_share],
                amount_share=this_year[amount_share],
                growths=(growths[count], growths[amount]),
                month=(this_month[count], this_month[amount]),
                last_month=(last_month[count], last_month[amount]),
                last_month_growth=changes[count],
            )
        )
    return tuple(found)


def _trend(rows: Sequence[Row]) -> charts.Chart:
    return charts.Chart(
        title="近 24 个月签约、开工趋势",
        labels=[row.key for row in rows],
        series=[
            series_of(rows, "signed.count", name="签约"),
            series_of(rows, "started.count", name="开工"),
            series_of(rows, "signed.amount", name="签约总投资", line=True),
        ],
    )


def _ranked(rows: Sequence[Row], claimed: Mapping[str, Figure]) -> tuple[Ranked, ...]:
    ordered = sorted(rows, key=lambda row: tuple(-(row.figures[code].raw or 0) for code in RANKED[:2]))
    counts = [row.figures[RANKED[0]].raw or 0 for row in ordered]
    largest = max(counts, default=0)
    return tuple(
        Ranked(
            counts.index(count) + 1,
            row.label,
            tuple(row.figures[code] for code in RANKED),
            claimed.get(row.key),
            charts.share_of(count, largest),
        )
        for row, count in zip(ordered, counts, strict=True)
    )


def _tiles(table: Table) -> tuple[charts.Tile, ...]:
    found = {row.label: row for row in table.rows}
    largest = max((row.figure.raw or 0 for row in table.rows), default=0)
    return tuple(
        _tile(tile.row + 1, tile.column + 1, tile.short_name, found.get(tile.short_name), largest)
        for tile in tilemap.tiles()
    )


def _elsewhere(table: Table) -> tuple[Row, ...]:
    """Return the origins that have no tile: other countries, and what is not known."""
    tiled = {tile.short_name for tile in tilemap.tiles()}
    return tuple(row for row in table.rows if row.label not in tiled)


def _tile(row: int, column: int, name: str, behind: Row | None, largest: int) -> charts.Tile:
    if behind is None:
        return charts.Tile(row, column, name)
    count, amount = behind.figures["signed.count"], behind.figures["signed.amount"]
    return charts.Tile(
        row=row,
        column=column,
        name=name,
        text=count.text,
        level=charts.level_of(count.raw or 0, largest),
        href=href_of(count),
        tip=f"{name}：签约 {count.text} {count.unit}，总投资 {amount.text} {amount.unit}",
    )


def _stocks(found: Mapping[str, Figure], claimed: Mapping[str, Figure]) -> tuple[Stock, ...]:
    rows = [
        (title, found[f"{code}.count"], found[f"{code}.amount"], claimed[f"{code}.count"])
        for code, title in STOCKS
    ]
    largest = max(count.raw or 0 for _, count, _, _ in rows)
    return tuple(
        Stock(title, count, amount, claims, charts.share_of(count.raw, largest))
        for title, count, amount, claims in rows
        if count.raw
    )


def _contacts(found: dict[str, Figure]) -> tuple[tuple[str, tuple[Figure, ...]], ...]:
    rows = [(title, tuple(found[f"{group}.{what}"] for what in CONTACT)) for group, title in CONTACTS]
    return tuple((title, figures) for title, figures in rows if any(figure.raw for figure in figures))
