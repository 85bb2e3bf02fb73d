"""Whole pages over HTTP, signed in, beside the SQL that they need."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from django.utils import timezone

from bench import bare_pages
from bench.bare import Rows
from bench.measures.figures import Wrong
from bench.synthetic import world
from bench.timing import Result, race
from bench.web import Browser, serving
from luodi.ledger.models import Head
from luodi.organisation import clock
from luodi.organisation.models import City, Unit

TODAY = datetime(2020, 12, 30, 2, tzinfo=UTC)
EMPTY = "/password/"
"""A page of ours in its frame, with a form of three fields."""


def set_the_calendar() -> City:
    """Let all cities live on the day after the last one of the history, and return the first."""
    behind = int((timezone.now() - TODAY).total_seconds())
    City.objects.update(clock_behind_seconds=behind)
    return City.objects.order_by("pk")[0]


def measure_home(rounds: int) -> list[Result]:
    city = set_the_calendar()

    def sql() -> None:
        bare_pages.home(city.pk, clock.today(city), Head.objects.get(city=city).recorded_at)

    with serving() as port:
        browser = _signed_in(port, city)
        seconds = race(
            {"home": lambda: browser.get("/"), "sql": sql, "empty": lambda: browser.get(EMPTY)}, rounds=rounds
        )
    yardstick = seconds["sql"] + seconds["empty"]
    note = f"SQL {seconds['sql'] * 1000:.1f} ms + empty page {seconds['empty'] * 1000:.1f} ms"
    return [Result("home page over HTTP", seconds["home"], yardstick, 1.5, note)]


def measure_ledger(rounds: int) -> list[Result]:
    city = set_the_calendar()
    total, _ = bare_pages.ledger_page(city.pk, 1)
    middle = max(1, total // bare_pages.SIZE // 2)
    unit = Unit.objects.of(city.pk).get(code="U03")
    with serving() as port:
        browser = _signed_in(port, city)

        def page(path: str, bare: Callable[[], tuple[int, Rows]]) -> tuple[float, float, int]:
            total, rows = bare()
            _same(browser.get(path), rows)
            seconds = race({"page": lambda: browser.get(path), "sql": bare}, rounds=rounds)
            return seconds["page"], seconds["sql"], total

        first = page("/projects/", lambda: bare_pages.ledger_page(city.pk, 1))
        filtered = page(
            f"/projects/?unit={unit.code}&industry=C",
            lambda: bare_pages.ledger_page(city.pk, 1, unit_id=unit.pk, section="C"),
        )
        halfway = page(f"/projects/?page={middle}", lambda: bare_pages.ledger_page(city.pk, middle))
    return [
        Result("ledger page 1 over HTTP", *first[:2], 25, f"of {first[2]} projects"),
        Result("ledger page filtered by unit and section", *filtered[:2], 20, f"of {filtered[2]} projects"),
        Result(f"ledger page {middle}, in the middle", *halfway[:2], 3),
        Result("that page beside page 1", halfway[0], first[0], 3),
    ]


def _signed_in(port: int, city: City) -> Browser:
    browser = Browser(port)
    browser.sign_in(world.login_of(city), world.PASSWORD)
    return browser


def _same(page: str, rows: Rows) -> None:
    """Raises: Wrong unless the page lists exactly the projects of the rows, in their order."""
    shown = list(dict.fromkeys(re.findall(r"/projects/(P\d{4}-\d+)/", page)))
    if shown != [row[1] for row in rows]:
        raise Wrong(f"the page lists {shown[:3]} …, the SQL {[row[1] for row in rows[:3]]} …")
