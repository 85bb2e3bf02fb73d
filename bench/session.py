"""One database, one size: make it, measure what was asked for, print the table and keep it beside the database."""

import sys
from collections.abc import Callable

from django.conf import settings
from django.db import connection

from bench import timing
from bench.measures import (
    actions,
    assessment,
    creates,
    duplicates,
    figures,
    importing,
    outreach,
    pages,
    press,
    searching,
    worklists,
)
from bench.synthetic import generate
from bench.timing import Result

MEASURES: dict[str, Callable[[int], list[Result]]] = {
    "figures": figures.measure,
    "search": searching.measure,
    "duplicates": duplicates.measure,
    "home": pages.measure_home,
    "ledger": pages.measure_ledger,
    "creates": creates.measure,
    "import": importing.measure,
    "outreach": outreach.measure,
    "worklists": worklists.measure,
    "actions": actions.measure,
    "assessment": assessment.measure,
    "press": press.measure,
}

JUDGED_FROM = 1_000_000
"""Projects or activities; what a page costs by itself weighs more beside a small database."""


def main(n: int, n_activities: int, rounds: int, parts: list[str]) -> None:
    generate.ensure(n, n_activities)
    pages.set_the_calendar()
    results: list[Result] = []
    for part, measure in MEASURES.items():
        if part in parts:
            print(f"  measuring {part} …", file=sys.stderr, flush=True)
            results += measure(rounds)
    title = f"{n:,} projects on {'PostgreSQL' if connection.vendor == 'postgresql' else 'SQLite'}"
    if n_activities:
        title = f"{n_activities:,} activities and {title}"
    table = timing.text(results, title, judged=max(n, n_activities) >= JUDGED_FROM)
    print(table, flush=True)
    (settings.DATA / "results.md").write_text(table + "\n", "utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
