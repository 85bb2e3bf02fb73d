"""What waits for those who record and verify: the first thing on their home page."""

from dataclasses import dataclass

from luodi.desk.frame import Frame
from luodi.ledger.kinds import Standing
from luodi.projects.selectors import ProjectFilter, Row, list_projects, pending_corrections
from luodi.recognition.policies import judges

N_SHOWN = 6


@dataclass(frozen=True)
class Waiting:
    """Claims that nobody has judged yet, and for who records: what was sent back."""

    claimed: tuple[Row, ...]
    n_claimed: int
    rejected: tuple[Row, ...]
    n_rejected: int
    n_corrections: int
    is_judge: bool

    @property
    def is_empty(self) -> bool:
        return not (self.n_claimed or self.n_rejected or self.n_corrections)


def waiting(frame: Frame) -> Waiting | None:
    """Return what waits for this account; None for who only reads, in the past, or when nothing does."""
    reach = frame.reach
    if frame.is_past or not (reach.writes or judges(reach)):
        return None
    claimed = _first(frame, Standing.CLAIMED)
    rejected = _first(frame, Standing.REJECTED) if reach.writes else ((), 0)
    found = Waiting(*claimed, *rejected, pending_corrections(reach).count(), is_judge=judges(reach))
    return None if found.is_empty else found


def _first(frame: Frame, standing: Standing) -> tuple[tuple[Row, ...], int]:
    """Return the ones that have waited longest, and how many there are."""
    wanted = ProjectFilter(standings=frozenset({standing}))
    found = list_projects(frame.reach, wanted, "updated_at", 1, N_SHOWN)
    return found.rows, found.total
