"""The queues of a reviewer: claims about projects by kind, and those about anything else."""

from dataclasses import dataclass

from luodi.desk.frame import Frame
from luodi.desk.selectors import activity_claims
from luodi.desk.selectors.beside import TABS as TABS_BESIDE
from luodi.projects.selectors import pending_corrections
from luodi.recognition.selectors.queue import TABS, counts
from luodi.ui.addresses import url_with


@dataclass(frozen=True)
class Queue:
    """A list that somebody has to work off, and how long it is."""

    key: str
    title: str
    n: int
    href: str


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
        for key, tab in TABS_BESIDE.items()
    ]
