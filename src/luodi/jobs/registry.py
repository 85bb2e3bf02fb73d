"""What can be done in the background: each app names its tasks in a module ``jobs``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from luodi.jobs.cadence import Cadence
from luodi.kernel.findings import Refusal


class UnknownTask(Refusal):
    """A job names a task that no app has."""


class Run(Protocol):
    """What a task is given: what was asked, and where to tell how far it is."""

    @property
    def arguments(self) -> dict[str, Any]: ...

    @property
    def name(self) -> str:
        """The job's own name, the same in every attempt: what is recorded under it is recorded once."""
        ...

    @property
    def at(self) -> datetime:
        """When this attempt began, by the machine's clock; a city's own time is asked of its clock."""
        ...

    def tell(self, n_done: int, n_all: int, said: str = "") -> None: ...


@dataclass(frozen=True)
class Task:
    """``together``: what the task writes and that it is done are one transaction, so that it happens once.

    A task that speaks to the world outside can't be; it keeps a record of its own of what was sent.
    """

    name: str
    title: str
    act: Callable[[Run], object]
    attempts: int
    wait: timedelta
    together: bool
    cadence: Cadence | None
    failed: Callable[[Run, str], None] | None

    def pause(self, attempt: int) -> timedelta:
        """Return how long to wait after a failed attempt: each time twice as long, up to a day."""
        factor: int = 2 ** min(attempt - 1, 20)
        return min(self.wait * factor, timedelta(days=1))


_tasks: dict[str, Task] = {}


def task(
    name: str,
    title: str,
    *,
    attempts: int = 5,
    wait: timedelta = timedelta(minutes=1),
    together: bool = True,
    cadence: Cadence | None = None,
    failed: Callable[[Run, str], None] | None = None,
) -> Callable[[Callable[[Run], object]], Callable[[Run], object]]:
    """Name a function as a task; with ``cadence`` it is asked for by the clock, without arguments.

    ``failed`` is called with the reason when no further attempt will be made: to tell whoever waits.
    """

    def keep(act: Callable[[Run], object]) -> Callable[[Run], object]:
        if name in _tasks and _tasks[name].act is not act:
            raise ValueError(f"{name} is taken")
        _tasks[name] = Task(name, title, act, attempts, wait, together, cadence, failed)
        return act

    return keep


def find(name: str) -> Task:
    """Raises: UnknownTask."""
    if name not in _tasks:
        raise UnknownTask(f"没有名为 {name} 的后台任务：可能是旧版本留下的")
    return _tasks[name]


def is_known(name: str) -> bool:
    return name in _tasks


def title_of(name: str) -> str:
    return _tasks[name].title if name in _tasks else name


def scheduled() -> Iterable[Task]:
    return [one for one in _tasks.values() if one.cadence is not None]
