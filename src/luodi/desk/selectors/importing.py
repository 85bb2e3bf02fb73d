"""An import as its page shows it: what was understood, its rows by class, what became of them."""

from dataclasses import dataclass
from typing import Any

from luodi.desk.frame import Frame
from luodi.desk.paging import Page
from luodi.importing import selectors, services
from luodi.importing.choices import ImportState, RowClass
from luodi.importing.models import Import
from luodi.importing.planning.showing import headings
from luodi.importing.services import Progress
from luodi.jobs.choices import WAITING_STATES, JobState
from luodi.jobs.models import Job
from luodi.projects.models import Project

SIZE = 50
FAULTS = "FAULTS"
ORDER = (RowClass.REFUSED, RowClass.DUPLICATE, RowClass.CHANGED, RowClass.NEW, RowClass.SAME)


@dataclass(frozen=True)
class Tab:
    key: str
    title: str
    count: int


@dataclass(frozen=True)
class Listed:
    """One tab of the preview, with a page of its rows."""

    tab: str
    tabs: list[Tab]
    rows: list[Any]
    page: Page
    headings: list[str]


@dataclass(frozen=True)
class Outcome:
    """What a committed import did: its projects, and those that have been worked on since."""

    projects: list[Project]
    page: Page
    n_made: int
    edited: list[Project]


def imports(frame: Frame, number: int) -> tuple[list[Import], Page]:
    found = selectors.imports(frame.reach)
    page = Page(number, SIZE, found.count())
    return list(found[page.first - 1 : page.last]), page


def first_of_same(imported: Import, head: dict[str, Any]) -> Import | None:
    """Return the unit's import that has brought the same content already."""
    found = Import.objects.committed().filter(city_id=imported.city_id, unit_id=imported.unit_id)
    return found.filter(once__startswith=head["content"][:48]).exclude(pk=imported.pk).first()


def listed(imported: Import, head: dict[str, Any], asked: str, number: int) -> Listed:
    """Return the tab that is asked for, else the first with rows: what is wrong stands first."""
    counts = head["counts"]
    tabs = [Tab(kind.value, kind.label, counts[kind]) for kind in ORDER]
    tabs.append(Tab(FAULTS, "核对意见", head["n_findings"]))
    keys = [tab.key for tab in tabs]
    tab = asked if asked in keys else next((one.key for one in tabs if one.count), RowClass.NEW.value)
    if tab == FAULTS:
        page = Page(number, SIZE, len(head["findings"]))
        rows = head["findings"][page.first - 1 : page.last]
    else:
        page = Page(number, SIZE, counts[tab])
        rows = services.preview_rows(imported.pk, tab, page.first - 1, page.last)
    return Listed(tab, tabs, rows, page, headings())


def outcome(imported: Import, number: int) -> Outcome | None:
    """Return what the import did; None for one that never was committed."""
    batch = imported.batch
    if batch is None:
        return None
    found = selectors.projects_of(batch)
    page = Page(number, SIZE, found.count())
    edited = [] if imported.state == ImportState.WITHDRAWN else list(selectors.edited_since(batch)[:SIZE])
    return Outcome(list(found[page.first - 1 : page.last]), page, selectors.made_by(batch).count(), edited)


def progress(imported: Import) -> Progress | None:
    return services.progress(imported.pk)


def is_waiting(job: Job | None) -> bool:
    return job is not None and job.state in WAITING_STATES


def queued(imported: Import) -> Job | None:
    """Return the latest job that is to commit the import, as long as it waits, runs or has failed."""
    if imported.state != ImportState.READ:
        return None
    latest = next(iter(services.jobs_of(imported)), None)
    return latest if latest is not None and latest.state != JobState.CANCELLED else None
