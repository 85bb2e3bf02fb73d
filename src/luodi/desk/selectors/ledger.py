"""The ledger grid as its page shows it: which columns, in which order, which page, now or as of then."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from luodi.desk.frame import Frame
from luodi.desk.paging import Page
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import Standing
from luodi.projects.selectors import ProjectFilter, Row, list_projects, list_projects_as_of
from luodi.recognition.selectors.records import verified_totals
from luodi.ui import sheets

DEFAULT_SORT = "-code"
SIZE = 50
CHUNK = 2000


@dataclass(frozen=True)
class Column:
    """A column of the grid; ``in_past`` says whether the ledger knows of it as of a past moment."""

    key: str
    title: str
    unit: str = ""
    width: int = 13
    is_number: bool = False
    in_past: bool = True


COLUMNS = (
    Column("code", "编号"),
    Column("stage", "阶段"),
    Column("status", "推进状态"),
    Column("standing", "认定状态"),
    Column("total", "总投资", "亿元", is_number=True),
    Column("unit", "责任单位", width=18),
    Column("area", "县区（园区）", width=16),
    Column("investor", "投资方", width=30, in_past=False),
    Column("origin", "来源地", width=18),
    Column("industry", "行业", width=30),
    Column("industrial", "工业", width=8),
    Column("negotiating_on", "开始洽谈", in_past=False),
    Column("signed_on", "签约", in_past=False),
    Column("started_on", "开工", in_past=False),
    Column("producing_on", "投产", in_past=False),
    Column("sponsor", "包保领导", in_past=False),
    Column("updated_at", "最近登记", width=18),
)
DEFAULT = (
    "stage", "standing", "total", "unit", "investor", "origin", "industry",
    "signed_on", "started_on", "producing_on",
)  # fmt: skip


@dataclass(frozen=True)
class Listing:
    """``verified`` maps the code of a row whose total is only claimed to the total that stands verified."""

    rows: tuple[Row, ...]
    page: Page
    verified: Mapping[str, Yuan] = field(default_factory=dict)


def columns_of(asked: list[str], remembered: str) -> tuple[Column, ...]:
    """Return the columns that the address asks for, else those that were remembered, else the usual ones."""
    wanted = set(asked) or set(remembered.split(".")) & {column.key for column in COLUMNS} or set(DEFAULT)
    return tuple(column for column in COLUMNS if column.key in wanted)


def listing(frame: Frame, filters: ProjectFilter, sort: str, number: int, size: int = SIZE) -> Listing:
    """Return one page of what the account may see, as of the frame's moment.    Raises: SortRefused."""
    if frame.as_of is not None:
        found = list_projects_as_of(frame.as_of, frame.reach, filters, sort, number, size)
    else:
        found = list_projects(frame.reach, filters, sort, number, size)
    return Listing(found.rows, Page(found.number, found.size, found.total))


def beside_verified(found: Listing, frame: Frame) -> Listing:
    """Return the page with what stands verified beside what is claimed; a past page knows one standing alone."""
    claimed = [row.code for row in found.rows if row.standing != Standing.VERIFIED]
    if frame.is_past or not claimed:
        return found
    return replace(found, verified=verified_totals(frame.city.pk, claimed))


def every_row(frame: Frame, filters: ProjectFilter, sort: str) -> Iterator[Row]:
    """Yield the whole list, chunk by chunk."""
    number = 0
    while True:
        number += 1
        found = listing(frame, filters, sort, number, CHUNK)
        yield from found.rows
        if number >= found.page.pages:
            return


def sheet(
    columns: tuple[Column, ...], rows: Iterator[Row]
) -> tuple[list[sheets.Column], Iterator[list[object]]]:
    """Return the list with the columns that are seen, for a workbook."""
    heads = [sheets.Column("项目名称", width=40)]
    heads += [
        sheets.Column(one.title, one.unit, one.width, places=4 if one.is_number else None) for one in columns
    ]
    return heads, ([row.name, *(cell(row, one.key) for one in columns)] for row in rows)


def cell(row: Row, key: str) -> object:
    """Return a value as a workbook keeps it."""
    return _CELLS[key](row) if key in _CELLS else _shown(getattr(row, key))


def _shown(day: VagueDate | None) -> str | None:
    return None if day is None else day.show()


_CELLS: dict[str, Callable[[Row], object]] = {
    "code": lambda row: row.code,
    "stage": lambda row: row.stage.label,
    "status": lambda row: row.status.label,
    "standing": lambda row: row.standing.label,
    "total": lambda row: None if row.total is None else row.total.to_yi(4),
    "unit": lambda row: row.unit_name,
    "area": lambda row: row.area_name,
    "investor": lambda row: row.investor_name,
    "origin": lambda row: row.origin_name,
    "industry": lambda row: row.industry_name,
    "industrial": lambda row: row.industrial,
    "sponsor": lambda row: row.sponsor_name,
    "updated_at": lambda row: row.updated_at,
}
"""Columns whose cells are no dates of stages."""
