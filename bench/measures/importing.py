"""Importing 100,000 projects from a workbook, beside reading the same file and a bare INSERT of the same rows."""

import gc
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from django.db import connection
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from bench.measures.figures import Wrong
from bench.measures.pages import TODAY, set_the_calendar
from bench.synthetic import world
from bench.timing import Result
from luodi.importing import services as importing
from luodi.importing.models import Import
from luodi.importing.services import Commitment
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.ledger.models import Entry, Fact
from luodi.organisation.models import Account, City, Unit
from luodi.projects.choices import Field, Stage
from luodi.projects.models import Project
from luodi.projects.services import RecordedProject, take_in
from luodi.refdata import areas

ROWS, TURNS = 100_000, 3
GOAL = 6.0
_FIRST = date(2020, 1, 1)
_HEADINGS = (
    "序号", "项目名称", "投资方", "责任单位", "来源地", "行业", "总投资（万元）", "固定资产投资（万元）", "签约日期",
    "开工日期", "签约主体", "落地县区", "带动就业（人）", "用地面积（亩）", "联系人", "项目简介",
)  # fmt: skip
_TRADES = (
    ("锂电池正极材料", "C38"), ("光学镜片", "C39"), ("速冻食品", "C14"), ("医用敷料", "C27"), ("汽车线束", "C36"),
    ("光伏组件", "C38"), ("工业机器人", "C34"), ("环保板材", "C20"), ("精密模具", "C35"), ("针织面料", "C17"),
)  # fmt: skip
_FIRMS = ("鑫盛", "恒达", "华泰", "金诺", "博瑞", "天成", "万邦", "宏远", "瑞丰", "安捷", "联创", "明辉")
_ORIGINS = (
    ("广东省深圳市", "440300"),
    ("江苏省苏州市", "320500"),
    ("浙江省杭州市", "330100"),
    ("上海市", "310000"),
)

Row = tuple[Any, ...]


def measure(_rounds: int) -> list[Result]:
    """Import new rows in every turn, so that the database grows by as many; the medians are compared.

    What is drawn follows from how many projects there are, so that a database that is used again sees new rows too.
    """
    city = set_the_calendar()
    clerk = Account.objects.select_related("city", "unit", "person").get(login=world.login_of(city))
    units = list(
        Unit.objects.of(city.pk).filter(code__startswith="U").select_related("city").order_by("code")
    )
    taken: dict[str, list[Taken]] = {"yardstick": [], "take_in": [], "import": []}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(TURNS):
            path = Path(folder) / f"{turn}.xlsx"
            rows = _rows(units, seed=Project.objects.count())
            _write(path, rows)
            taken["yardstick"].append(_timed(partial(_yardstick, path)))
            commands = list(_commands(rows, units))
            taken["take_in"].append(_timed(partial(take_in, commands, actor=clerk, at=TODAY)))
            _write(path, _rows(units, seed=Project.objects.count()))
            taken["import"].append(_import(path, clerk, city))
    return [
        one
        for what, work, goal in (
            ("take_in", "taking in projects with their histories, facts and trail", None),
            ("import", "importing a workbook: kept, read, recognised, checked, compared, recorded", GOAL),
        )
        for one in _results(work, taken[what], taken["yardstick"], goal)
    ]


class Taken(NamedTuple):
    """Seconds by the clock, and of the processor: on a machine that others use the second says more."""

    clock: float
    processor: float


def _results(
    work: str, ours: Sequence[Taken], yardstick: Sequence[Taken], goal: float | None
) -> list[Result]:
    each = f"{ROWS:,} rows"
    return [
        Result(work, median(one.clock for one in ours), median(one.clock for one in yardstick), goal, each),
        Result(
            f"{work} (processor)",
            median(one.processor for one in ours),
            median(one.processor for one in yardstick),
            goal,
            each,
        ),
    ]


def _import(path: Path, clerk: Account, city: City) -> Taken:
    """Import the workbook as ``./luodi import --commit`` does, from the file to the answer; it is read once."""
    before = Project.objects.count(), Fact.objects.count(), Entry.objects.count()
    said = Commitment(reason="期初导入")

    def work() -> None:
        made, plan = importing.take_up(
            content=path.read_bytes(), name=path.name, unit=clerk.unit, actor=clerk, at=TODAY
        )
        if made.failure:
            raise Wrong(made.failure)
        importing.commit(imported=made, said=said, actor=clerk, at=TODAY, plan=plan)

    taken = _timed(work)
    after = Project.objects.count(), Fact.objects.count(), Entry.objects.count()
    if after[0] - before[0] != ROWS or after[2] - before[2] != 1:
        raise Wrong(f"{before} before, {after} after: {Import.objects.latest('pk').counts} of {city}")
    return taken


def _timed(work: Callable[[], Any]) -> Taken:
    gc.collect()
    begun = time.perf_counter(), time.process_time()
    work()
    return Taken(time.perf_counter() - begun[0], time.process_time() - begun[1])


def _yardstick(path: Path) -> None:
    """Read the file, and put its rows as they are into one table without any index."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    columns = ", ".join(f"c{position} TEXT" for position in range(len(_HEADINGS)))
    marks = ", ".join(["?" if connection.vendor == "sqlite" else "%s"] * len(_HEADINGS))
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_rows")
        cursor.execute(f"CREATE TABLE bench_rows ({columns})")
        cursor.execute("BEGIN")
        statement = f"INSERT INTO bench_rows VALUES ({marks})"
        told = ([str(value) if isinstance(value, date) else value for value in row] for row in rows)
        if connection.vendor == "sqlite":
            connection.connection.executemany(statement, told)
        else:
            with cursor.copy("COPY bench_rows FROM STDIN") as copy:
                for row in told:
                    copy.write_row(row)
        cursor.execute("COMMIT")
        cursor.execute("DROP TABLE bench_rows")


def _rows(units: Sequence[Unit], *, seed: int) -> list[Row]:
    drawn = random.Random(seed)
    places = [one.short_name for one in areas.areas_of(units[0].city.code, _FIRST)]
    found = []
    for number in range(ROWS):
        trade, code = drawn.choice(_TRADES)
        firm = f"{drawn.choice(_FIRMS)}{drawn.choice(_FIRMS)}{drawn.choice(_FIRMS)}{seed}{number % 7919}"
        signed = _FIRST + timedelta(days=drawn.randrange(250))
        started = signed + timedelta(days=drawn.randrange(10, 100)) if drawn.random() < 0.5 else None
        wan = drawn.randrange(2_000, 300_000)
        found.append(
            (
                number + 1, f"{firm}{trade}生产线项目{number}", f"{firm}材料有限公司",
                units[number % len(units)].short_name, drawn.choice(_ORIGINS)[0], code, wan, wan // 2, signed,
                started, f"{firm}材料有限公司", places[number % len(places)], drawn.randrange(10, 800),
                drawn.randrange(5, 300), "示例联系人", f"年产{wan}套，分两期建设。",
            )
        )  # fmt: skip
    return found


def _write(path: Path, rows: Sequence[Row]) -> None:
    with Workbook(path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("签约")
        sheet.write_row(0, 0, _HEADINGS)
        for position, row in enumerate(rows, start=1):
            sheet.write_row(position, 0, row)


def _commands(rows: Sequence[Row], units: Sequence[Unit]) -> Iterator[RecordedProject]:
    named = {unit.short_name: unit for unit in units}
    origins = dict(_ORIGINS)
    places = {one.short_name: one.code for one in areas.areas_of(units[0].city.code, _FIRST)}
    for row in rows:
        dates = {Stage.SIGNED: VagueDate.day(row[8])}
        if row[9] is not None:
            dates[Stage.STARTED] = VagueDate.day(row[9])
        yield RecordedProject(
            name=row[1],
            investor_name=row[2],
            unit=named[row[3]],
            origin=origins[row[4]],
            industry=row[5],
            total=Yuan(row[6] * 1_000_000),
            area=places[row[11]],
            dates=dates,
            summary=row[15],
            skipped_reason="原台账未载明",
            details={
                Field.FIXED: Yuan(row[7] * 1_000_000),
                Field.SIGNING_ENTITY: row[10],
                Field.JOBS: row[12],
            },
        )
