"""What waits for this account: claims to judge, what was sent back, leads, plans and follow-ups that are due."""

from collections.abc import Sequence
from dataclasses import dataclass

from luodi.desk.frame import Frame
from luodi.desk.selectors import actions, activities, activity_claims, leads
from luodi.ledger.kinds import Standing
from luodi.outreach.choices import ActivityState
from luodi.projects.selectors import ProjectFilter, Row, list_projects, pending_corrections
from luodi.recognition.policies import judges
from luodi.recognition.selectors.queue import TABS, counts
from luodi.revising.models import BulkCorrection
from luodi.ui.addresses import url_with

N_SHOWN = 6


@dataclass(frozen=True)
class Queue:
    """A list that somebody has to work off, and how long it is; ``is_late`` when it should have been."""

    key: str
    title: str
    n: int
    href: str
    is_late: bool = False


@dataclass(frozen=True)
class Waiting:
    """Claims that nobody has judged yet, what was sent back to who records, and what else is to be done.

    ``beside`` are claims about anything that is no project, ``duties`` leads, plans and follow-ups.
    """

    claimed: tuple[Row, ...]
    n_claimed: int
    rejected: tuple[Row, ...]
    n_rejected: int
    n_corrections: int
    beside: Sequence[Queue]
    duties: Sequence[Queue]
    is_judge: bool

    @property
    def is_empty(self) -> bool:
        return not (self.n_claimed or self.n_rejected or self.n_corrections or self.beside or self.duties)

    @property
    def n_beside(self) -> int:
        return sum(queue.n for queue in self.beside)


def waiting(frame: Frame) -> Waiting | None:
    """Return what waits for this account; None for who only reads, in the past, or when nothing does."""
    reach = frame.reach
    if frame.is_past or not (reach.writes or judges(reach)):
        return None
    claimed = _first(frame, Standing.CLAIMED)
    rejected = _first(frame, Standing.REJECTED) if reach.writes else ((), 0)
    found = Waiting(
        *claimed,
        *rejected,
        pending_corrections(reach).count(),
        beside=[queue for queue in beside_projects(frame) if queue.n] if judges(reach) else [],
        duties=[queue for queue in duties(frame) if queue.n],
        is_judge=judges(reach),
    )
    return None if found.is_empty else found


def of_projects(frame: Frame) -> list[Queue]:
    """Return the queues of claims about projects, and of corrections for who decides on them."""
    n_waiting = counts(frame.city, frame.reach)
    told = [
        Queue(key, title, n_waiting[key], url_with("waiting", tab=key)) for key, (title, _) in TABS.items()
    ]
    if frame.reach.verifies:
        n = pending_corrections(frame.reach).count()
        told.append(Queue("correction", "更正", n, url_with("waiting", tab="correction")))
    return told


def beside_projects(frame: Frame) -> list[Queue]:
    """Return the queues of claims about anything else."""
    n_waiting = activity_claims.counts(frame)
    return [
        Queue(key, tab.title, n_waiting[key], url_with("activity-claims", tab=key))
        for key, tab in activity_claims.TABS.items()
    ]


def duties(frame: Frame) -> list[Queue]:
    """Return what is to be done beside judging: plans to approve, leads to take the next step of, follow-ups."""
    told = [*_plans(frame), *_bulks(frame)]
    if frame.reach.writes:
        told += _leads(frame)
        for sort in (activities.TRIPS, activities.VISITS):
            n = activities.counts(sort, frame)["due"]
            told.append(Queue(sort.key, f"{sort.name}待报告", n, url_with(sort.section, tab="due")))
    mine = actions.in_tab("mine", frame)
    is_late = mine.overdue(frame.today).exists()
    told.append(Queue("mine", "我的待办事项", mine.count(), url_with("actions"), is_late))
    n_judged = actions.in_tab("judge", frame).count()
    return [*told, Queue("judge", "待我销号、批复延期", n_judged, url_with("actions", tab="judge"))]


def _leads(frame: Frame) -> list[Queue]:
    n_waiting = leads.counts(frame)
    names = [("due", "到期和超期的线索", True)]
    names += [] if frame.reach.writes_in is None else [("asked", "请我方承接的线索", False)]
    return [
        Queue(f"leads-{tab}", title, n_waiting[tab], url_with("leads", tab=tab), is_late=is_late)
        for tab, title, is_late in names
    ]


def _plans(frame: Frame) -> list[Queue]:
    """Return the plans that the account approves: the centre those of all, a county's reviewer those of his units."""
    reach, told = frame.reach, []
    for sort in (activities.TRIPS, activities.VISITS):
        rows = sort.table.objects.filter(city_id=reach.city_id, state=ActivityState.SUBMITTED)
        if not (reach.writes and reach.writes_in is None):
            rows = rows.filter(unit_id__in=reach.reviews_in)
        href = url_with(sort.section, tab="submitted")
        told.append(Queue(f"{sort.key}-plan", f"{sort.name}计划待批准", rows.count(), href))
    return told


def _bulks(frame: Frame) -> list[Queue]:
    rows = BulkCorrection.objects.visible_to(frame.reach).waiting().exclude(requested_by=frame.account)
    n = rows.filter(needs_verifier=True).count() if frame.reach.verifies else 0
    return [Queue("bulk", "成批更正待批准", n, url_with("bulks"))]


def _first(frame: Frame, standing: Standing) -> tuple[tuple[Row, ...], int]:
    """Return the ones that have waited longest, and how many there are."""
    wanted = ProjectFilter(standings=frozenset({standing}))
    found = list_projects(frame.reach, wanted, "updated_at", 1, N_SHOWN)
    return found.rows, found.total
