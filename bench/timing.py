"""Contestants run in turns on the same connection, warm; what counts is the ratio of their medians."""

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from django.db import connection

Work = Callable[[], Any]
Clock = Callable[[], float]
_MOST, _ENOUGH = 101, 2.0


@dataclass(frozen=True)
class Result:
    """One line of the table. ``goal`` is the highest ratio that is still good enough, None where none was set."""

    what: str
    ours: float
    bare: float
    goal: float | None
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.ours / self.bare

    @property
    def holds(self) -> bool:
        return self.goal is None or self.ratio <= self.goal


def race(
    contestants: Mapping[str, Work], *, rounds: int, clock: Clock = time.perf_counter
) -> dict[str, float]:
    """Return the median seconds of each contestant; every round runs all of them, after one that is not counted.

    Quick work gets more rounds, since it is the more easily disturbed: about two seconds' worth, at most 101.
    """
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for work in contestants.values():
        work()
    gc.collect()
    gc.disable()
    try:
        begun, done = time.perf_counter(), 0
        while done < max(rounds, 9) or (done < _MOST and time.perf_counter() - begun < _ENOUGH):
            for name, work in contestants.items():
                started = clock()
                work()
                seconds[name].append(clock() - started)
            done += 1
    finally:
        gc.enable()
    return {name: median(values) for name, values in seconds.items()}


def text(results: list[Result], title: str, *, judged: bool) -> str:
    """Return the table in Markdown; only where it is ``judged`` does it say whether the goals are reached."""
    lines = [
        f"### {title}",
        "",
        "| work | ours ms | yardstick ms | ratio | goal | |",
        "|---|---:|---:|---:|---:|---|",
    ]
    for one in results:
        goal = "" if one.goal is None else f"≤ {one.goal:g}"
        verdict = "" if one.goal is None or not judged else "reached" if one.holds else "**missed**"
        note = "; ".join(part for part in (verdict, one.note) if part)
        lines.append(
            f"| {one.what} | {one.ours * 1000:.2f} | {one.bare * 1000:.2f} | {one.ratio:.2f} | {goal} | {note} |"
        )
    return "\n".join(lines)


def worked() -> float:
    """Return the processor's seconds of this process and of the server process that answers its connection.

    It tells little of other work on the machine: a server's process is asked of the kernel of Linux.
    """
    return time.process_time() + sum(map(_of_process, _servers()))


@cache
def _servers() -> tuple[int, ...]:
    if connection.vendor == "sqlite":
        return ()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return (int(cursor.fetchone()[0]),)


def _of_process(number: int) -> float:
    return int(Path(f"/proc/{number}/schedstat").read_text("ascii").split()[0]) / 1e9
