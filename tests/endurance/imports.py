"""Imports that are killed at random moments: nothing half, nothing acknowledged lost, nothing twice.

python -m tests.endurance.imports --kills 50 --rows 100000            on SQLite
python -m tests.endurance.imports --kills 50 --rows 100000 --db postgresql

`./luodi import FILE --commit` enters workbooks of so many rows, one after the other. It is killed (SIGKILL) somewhere
between its start and a little after its end, and every fourth time when the sheet is committed and the answer on its
way. After each kill the database is looked through, and the sheet is sent again until it was acknowledged: one that had
been committed and not acknowledged is recognised.
"""

import argparse
import contextlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.environment import TOP
from scripts import cluster, machine
from tests.endurance.sheets import write_sheet

ONLOOKER = [sys.executable, "-P", "-m", "tests.endurance.onlooker"]
EVERY = 4
"""One kill in so many comes when the sheet is committed and the answer is on its way."""
ENTERED, KNOWN = "已入账，批次", "没有重复登记"


@dataclass
class Outcome:
    """What happened: ``safe`` sheets were acknowledged, ``known`` ones recognised when they were sent again.

    ``broken_off`` is how many kills left nothing, ``unheard`` how many left a sheet whose answer nobody heard.
    """

    kills: int = 0
    broken_off: int = 0
    unheard: int = 0
    safe: list[int] = field(default_factory=list)
    known: list[int] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills: {self.broken_off} left nothing, {self.unheard} a sheet whose answer nobody heard;"
            f" {len(self.safe)} sheets acknowledged, {len(self.known)} recognised when sent again"
        )

    @property
    def next_sheet(self) -> int:
        return len(self.safe) + len(self.known)


class Broken(AssertionError):
    """A promise of the ledger was not kept."""


class Endurance:
    """Imports into one database, which is empty at first."""

    def __init__(self, environment: Mapping[str, str], folder: Path, rows: int) -> None:
        self.rows, self.folder, self.outcome = rows, folder, Outcome()
        self._environment = {
            **environment,
            "PYTHONPATH": f"{TOP / 'src'}:{TOP}",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        self._ask(ONLOOKER, "prepare")

    def send(self) -> float:
        """Import the next sheet undisturbed, or once more; return how long it took.    Raises: Broken."""
        path, n, begun = self._next(), self.outcome.next_sheet, time.monotonic()
        said = self._ask(self._command(path))
        seconds = time.monotonic() - begun
        self._hear(said)
        if self.outcome.next_sheet == n:
            raise Broken(f"sheet {n} was not acknowledged: {said}")
        self.look()
        return seconds

    def kill(self, after: float) -> None:
        """Kill an import of the next sheet so many seconds after its start."""
        path, n = self._next(), self.outcome.next_sheet
        with self._started(self._command(path)) as process:
            time.sleep(after)
            process.kill()
            self._hear(process.communicate()[0])
        self._count(n)

    def kill_on_the_way(self) -> None:
        """Kill an import of the next sheet when it is committed, and hear nothing of what it says."""
        path, n = self._next(), self.outcome.next_sheet
        with self._started([*ONLOOKER, "await", str(n)]) as onlooker:
            assert onlooker.stdout
            if onlooker.stdout.readline() != "watching\n":
                raise Broken("nobody looks on")
            with self._started(self._command(path)) as process:
                if onlooker.stdout.readline() != "committed\n":
                    raise Broken("the import was never committed")
                process.kill()
        self._count(n)

    def look(self) -> set[int]:
        """Return the sheets that are there, each whole; compare them with what was acknowledged.    Raises: Broken."""
        there = {int(number) for number in self._ask(ONLOOKER, "look", str(self.rows)).split()}
        acknowledged = {*self.outcome.safe, *self.outcome.known}
        if lost := acknowledged - there:
            raise Broken(f"sheets {sorted(lost)} were acknowledged and are not there")
        if strange := there - acknowledged - {self.outcome.next_sheet}:
            raise Broken(f"sheets {sorted(strange)} are there and nobody was told")
        return there

    def verify(self) -> None:
        """Raises: Broken when the ledger's own check finds anything."""
        if said := self._ask([str(TOP / "luodi"), "verify_ledger"]):
            raise Broken(said)

    def _next(self) -> Path:
        return write_sheet(self.folder, self.outcome.next_sheet, self.rows)

    def _command(self, path: Path) -> list[str]:
        return [str(TOP / "luodi"), "import", str(path), "--commit", "--as", "liu"]

    def _started(self, command: list[str]) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            command,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=TOP,
        )

    def _ask(self, command: list[str], *arguments: str) -> str:
        answer = subprocess.run(
            [*command, *arguments],
            env=self._environment,
            check=False,
            capture_output=True,
            text=True,
            cwd=TOP,
        )
        if answer.returncode:
            raise Broken(f"{command} {arguments}: {answer.stdout} {answer.stderr}")
        return answer.stdout

    def _hear(self, said: str) -> None:
        if KNOWN in said:
            self.outcome.known.append(self.outcome.next_sheet)
        elif ENTERED in said:
            self.outcome.safe.append(self.outcome.next_sheet)

    def _count(self, n: int) -> None:
        """Say what the kill has left of sheet ``n``."""
        there = self.look()
        self.outcome.kills += 1
        self.outcome.broken_off += n not in there
        self.outcome.unheard += n in there and self.outcome.next_sheet == n


def endure(
    environment: Mapping[str, str],
    folder: Path,
    *,
    kills: int,
    rows: int,
    seed: int,
    tell: Callable[[Outcome], object] = lambda _: None,
) -> Outcome:
    """Kill imports so many times, and send the last sheet until it is acknowledged.    Raises: Broken."""
    rng = random.Random(seed)
    tried = Endurance(environment, folder, rows)
    seconds = tried.send()
    for number in range(kills):
        if number % EVERY == 0:
            tried.kill_on_the_way()
            tried.send()
        else:
            tried.kill(rng.uniform(0, 1.1) * seconds)
        tell(tried.outcome)
    tried.send()
    tried.verify()
    return tried.outcome


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.endurance.imports")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=2020)
    parser.add_argument(
        "--db", choices=("sqlite", "postgresql"), default="sqlite", help="in a folder, gone at the end"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        environment = {**os.environ, "LUODI_DATA": f"{folder}/data"}
        environment.pop("DATABASE_URL", None)
        if asked.db == "postgresql":
            environment["DATABASE_URL"] = stack.enter_context(cluster.running(machine.postgresql()))
        subprocess.run([TOP / "luodi", "migrate"], env=environment, check=True, capture_output=True)
        outcome = endure(
            environment, Path(folder), kills=asked.kills, rows=asked.rows, seed=asked.seed, tell=_tell
        )
    print(f"sheets of {asked.rows} rows, all whole, nothing lost: {outcome}")
    return 0


def _tell(outcome: Outcome) -> None:
    print(outcome, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
