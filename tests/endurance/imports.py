"""Imports that are killed at random moments: nothing half, nothing acknowledged lost, nothing twice.

python -m tests.endurance.imports --kills 50 --rows 100000            on SQLite
python -m tests.endurance.imports --kills 50 --rows 100000 --postgresql

A program of its own takes in sheets of so many rows, each under a one-time name, and says which ones it was told are
safe. It is killed (SIGKILL) somewhere between its first row and a little after its commit, started again, and sends the
sheet that it was at again: a sheet that had been committed and not acknowledged is recognised.
"""

import argparse
import contextlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from config.environment import TOP
from scripts import cluster, machine

IMPORTER = [sys.executable, "-P", "-m", "tests.endurance.importer"]
LONGEST = 600.0
EVERY = 4
"""One kill in so many comes when the sheet is committed and the answer is on its way."""


@dataclass
class Outcome:
    """What happened: ``safe`` sheets were acknowledged, ``known`` ones recognised when they were sent again."""

    kills: int = 0
    in_the_middle: int = 0
    safe: list[int] = field(default_factory=list)
    known: list[int] = field(default_factory=list)
    next_sheet: int = 0


class Broken(AssertionError):
    """A promise of the ledger was not kept."""


def endure(environment: Mapping[str, str], *, kills: int, rows: int, seed: int) -> Outcome:
    """Kill imports so many times; each one first looks at what the one before has left.    Raises: Broken."""
    rng = random.Random(seed)
    surroundings = {
        **environment,
        "PYTHONPATH": f"{TOP / 'src'}:{TOP}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    outcome = Outcome()
    seconds = _import_once(surroundings, outcome, rows)
    for number in range(kills):
        on_its_way = number % EVERY == 0
        _import_and_kill(
            surroundings,
            outcome,
            rows,
            after=0 if on_its_way else rng.uniform(0, 1.1) * seconds,
            word="answering" if on_its_way else "begun",
        )
    _import_once(surroundings, outcome, rows)
    _import_once(surroundings, outcome, rows)
    verified = subprocess.run(
        [TOP / "luodi", "verify_ledger"], env=surroundings, check=False, capture_output=True, text=True
    )
    if verified.returncode or verified.stdout:
        raise Broken(verified.stdout + verified.stderr)
    return outcome


def _import_once(environment: Mapping[str, str], outcome: Outcome, rows: int) -> float:
    """Take in the next sheet undisturbed; return how long it took from the first row to the answer."""
    with _importing(environment, outcome, rows) as process:
        _await(process, "begun", outcome)
        begun = time.monotonic()
        _await(process, "safe", outcome)
        return time.monotonic() - begun


def _import_and_kill(
    environment: Mapping[str, str], outcome: Outcome, rows: int, *, word: str, after: float
) -> None:
    """Kill the importer so many seconds after it has said the word."""
    with _importing(environment, outcome, rows) as process:
        _await(process, word, outcome)
        time.sleep(after)
        process.kill()
        assert process.stdout
        before = outcome.next_sheet
        for line in process.stdout.read().splitlines():
            _hear(line, outcome)
        outcome.kills += 1
        outcome.in_the_middle += outcome.next_sheet == before


@contextlib.contextmanager
def _importing(
    environment: Mapping[str, str], outcome: Outcome, rows: int
) -> Iterator["subprocess.Popen[str]"]:
    command = [*IMPORTER, str(rows), str(outcome.next_sheet)]
    with subprocess.Popen(
        command, env=dict(environment), stdout=subprocess.PIPE, text=True, cwd=TOP
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _await(process: "subprocess.Popen[str]", word: str, outcome: Outcome) -> None:
    assert process.stdout
    for line in process.stdout:
        _hear(line, outcome)
        if line.startswith(word):
            return
    raise Broken(f"the importer ended before it said {word}: {process.wait(LONGEST)}")


def _hear(line: str, outcome: Outcome) -> None:
    word, *numbers = line.split()
    if word == "there":
        _check({int(number) for number in numbers}, outcome)
    elif word in ("safe", "known"):
        (outcome.safe if word == "safe" else outcome.known).append(int(numbers[0]))
        outcome.next_sheet = int(numbers[0]) + 1


def _check(there: set[int], outcome: Outcome) -> None:
    """Compare the sheets that are there whole with those that were acknowledged.    Raises: Broken."""
    acknowledged = {*outcome.safe, *outcome.known}
    if lost := acknowledged - there:
        raise Broken(f"sheets {sorted(lost)} were acknowledged and are not there")
    if strange := there - acknowledged - {outcome.next_sheet}:
        raise Broken(f"sheets {sorted(strange)} are there and nobody was told")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.endurance.imports")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=2020)
    parser.add_argument("--postgresql", action="store_true", help="in a cluster of its own, gone at the end")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        environment = {**os.environ, "LUODI_DATA": folder}
        environment.pop("DATABASE_URL", None)
        if asked.postgresql:
            environment["DATABASE_URL"] = stack.enter_context(cluster.running(machine.postgresql()))
        subprocess.run([TOP / "luodi", "migrate"], env=environment, check=True, capture_output=True)
        outcome = endure(environment, kills=asked.kills, rows=asked.rows, seed=asked.seed)
    print(
        f"{outcome.kills} kills, {outcome.in_the_middle} before an answer; {len(outcome.safe)} sheets of"
        f" {asked.rows} rows acknowledged, {len(outcome.known)} recognised when sent again; all whole"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
