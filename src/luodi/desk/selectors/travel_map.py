"""The map: where we went and where investors come from, by province, and the cities of one province."""

from collections.abc import Sequence
from dataclasses import dataclass

from luodi.desk.asking import Asking
from luodi.desk.exports import Export
from luodi.desk.frame import Frame
from luodi.figures.questions import Figure, Row, Table
from luodi.figures.scopes import Dimension, Scope
from luodi.kernel.findings import Refusal
from luodi.kernel.periods import Period, parse_period
from luodi.refdata import tilemap
from luodi.ui import addresses, charts, sheets

WENT, CAME = "trips.stops", "signed.count"
CODES = (WENT, "visits.count", "activities.enterprises", CAME, "signed.amount")
SAYS = {WENT: "到访", CAME: "签约项目"}


class MapRefused(Refusal):
    """A province in an address that there is not."""


@dataclass(frozen=True)
class MapPage:
    """``places`` are provinces and countries, or with ``province`` its cities."""

    period: Period
    said: str
    province: str
    went: Sequence[charts.Tile]
    came: Sequence[charts.Tile]
    places: Table

    @property
    def codes(self) -> tuple[str, ...]:
        return CODES

    @property
    def total(self) -> Sequence[Figure]:
        return [self.places.total[code] for code in CODES]


def map_page(frame: Frame, *, said: str, province: str) -> MapPage:
    """Raises: MapRefused for a province that there is not, PeriodRefused for a period that cannot be read."""
    period = parse_period(said, today=frame.today) if said else Period.year_to_date(frame.today)
    asking = Asking(frame.city, period, frame.scope, frame.known)
    provinces = asking.table(CODES, Dimension.ORIGIN)
    found = {row.label: row for row in provinces.rows}
    places = provinces
    if province:
        scope = _within(province, frame, period)
        places = Asking(frame.city, period, scope, frame.known).table(CODES, Dimension.ORIGIN_CITY)
    return MapPage(
        period=period,
        said=said,
        province=province,
        went=_tiles(WENT, found),
        came=_tiles(CAME, found),
        places=places,
    )


def map_sheet(page: MapPage, frame: Frame) -> Export:
    columns = [sheets.Column(page.province or "省份、国家和地区", width=20)]
    columns += [sheets.Column(one.name, one.unit, places=one.indicator.places or None) for one in page.total]
    rows = [[row.label, *(row.figures[code].value for code in CODES)] for row in page.places.rows]
    rows.append(["合计（单独计算）", *(one.value for one in page.total)])
    says = [f"期间：{page.period.label()}　范围：{frame.scope.label}", "口径：认定数"]
    return Export(f"外出与来源地 {page.province}".strip(), columns, rows, says)


def _within(province: str, frame: Frame, period: Period) -> Scope:
    told = Scope.parse(f"origin:{province}", city=frame.city, on=period.last)
    part = told.parts[0]
    if part.key not in {tile.short_name for tile in tilemap.tiles()}:
        raise MapRefused(f"地图上没有“{province[:20]}”", field="province")
    return frame.scope.narrowed(part.dimension, part.key, part.label)


def _tiles(code: str, found: dict[str, Row]) -> list[charts.Tile]:
    largest = max((row.figures[code].raw or 0 for row in found.values()), default=0)
    return [
        _tile(code, tile.row + 1, tile.column + 1, tile.short_name, found.get(tile.short_name), largest)
        for tile in tilemap.tiles()
    ]


def _tile(code: str, row: int, column: int, name: str, behind: Row | None, largest: int) -> charts.Tile:
    figure = behind.figures[code] if behind else None
    if figure is None or not figure.raw:
        return charts.Tile(row, column, name)
    return charts.Tile(
        row=row,
        column=column,
        name=name,
        text=figure.text,
        level=charts.level_of(figure.raw, largest),
        href=addresses.url_with("map", province=name, period=figure.period.label()),
        tip=f"{name}：{SAYS[code]} {figure.text} {figure.unit}",
    )
