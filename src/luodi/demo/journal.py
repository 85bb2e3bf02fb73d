"""The script of the demo city: acts with their moments, played in the order of time under a clock of their own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from luodi.organisation import clock

Act = Callable[[datetime], object]
_FIRST_PAUSE = 25


@dataclass
class Journal:
    """Acts of one moment are played in the order in which they were added."""

    _acts: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _now: datetime | None = None

    def add(self, at: datetime, act: Act) -> None:
        self._acts.append((at, len(self._acts), act))

    def play(self, *, now_and_then: Callable[[], object] = lambda: None) -> datetime:
        """Play every act and return the moment of the last one; pause when four times as much is there as before."""
        pause = _FIRST_PAUSE
        with clock.set_to(self._told):
            for nth, (at, _, act) in enumerate(sorted(self._acts, key=lambda one: one[:2])):
                self._now = at
                act(at)
                if nth == pause:
                    now_and_then()
                    pause *= 4
        return self._told()

    def _told(self) -> datetime:
        if self._now is None:
            message = "the journal has no act"
            raise LookupError(message)
        return self._now
