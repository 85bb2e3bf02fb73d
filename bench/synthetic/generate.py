"""Make a database of N projects, or take the one that was made before."""

import time
from collections.abc import Callable
from functools import partial

from django.core.management import call_command
from django.db import connection
from django.db.models import Model

from bench.synthetic import (
    activities,
    bulk,
    follow,
    history,
    journal,
    outreach,
    outreach_facts,
    working,
    world,
)
from luodi.audit.models import AuditRecord
from luodi.enterprises.models import Enterprise
from luodi.enterprises.models.enterprise import SEARCH_INDEX as ENTERPRISES
from luodi.ledger.models import Credit, Entry, Fact, Subject
from luodi.projects.models import Project
from luodi.projects.models.project import SEARCH_INDEX as PROJECTS


def ensure(n: int, n_activities: int = 0) -> None:
    """Raises: SystemExit if the database holds something else than a whole benchmark of ``n`` projects."""
    if connection.introspection.table_names():
        found = Project.objects.count()
        if found < n:
            raise SystemExit(f"{connection.settings_dict['NAME']} holds {found} projects, not {n}: remove it")
        call_command("migrate", verbosity=0)
        return
    started = time.monotonic()
    call_command("migrate", verbosity=0)
    _write(n, n_activities)
    print(f"generated in {time.monotonic() - started:.0f} s", flush=True)


def _write(n: int, n_activities: int) -> None:
    if Subject.objects.exists():
        raise SystemExit("a new database already has subjects")
    drawn = history.draw(n, world.build())
    done = activities.Outreach(n_activities, drawn)
    kept = working.Working(drawn)
    after = follow.Follow(drawn)
    book = journal.Journal(drawn, kept.codes, [*done.sittings, *after.sittings])
    models: tuple[type[Model], ...] = (
        *journal.MODELS,
        *working.MODELS,
        Credit,
        *outreach.MODELS,
        *follow.MODELS,
    )
    with bulk.unhindered([model._meta.db_table for model in models]):
        for model, columns, rows in (
            (Entry, journal.ENTRY_COLUMNS, book.entries()),
            (Subject, working.SUBJECT_COLUMNS, kept.subjects()),
            (Fact, journal.FACT_COLUMNS, book.facts()),
            (AuditRecord, journal.AUDIT_COLUMNS, book.trail()),
            (Enterprise, working.ENTERPRISE_COLUMNS, kept.enterprises()),
            (Project, working.PROJECT_COLUMNS, kept.projects()),
        ):
            _timed(model, partial(bulk.insert, model, columns, rows))
        book.write_heads()
        kept.write_series()
        if n_activities:
            _write_outreach(done, book)
        _write_follow(after, book)
        _timed("search", kept.index)
    bulk.catch_up(models)
    bulk.settle([PROJECTS.table, ENTERPRISES.table])


def _write_outreach(done: activities.Outreach, book: journal.Journal) -> None:
    rows = outreach.Working(done)
    posted = outreach_facts.Posted(done, book)
    for table in (*rows.tables(), *posted.tables()):
        _timed(table[0], partial(bulk.insert, *table))
    rows.write_series()


def _write_follow(after: follow.Follow, book: journal.Journal) -> None:
    for table in after.tables(book):
        _timed(table[0], partial(bulk.insert, *table))
    after.write_series()


def _timed(what: str | type[Model], work: Callable[[], None]) -> None:
    started = time.monotonic()
    work()
    what = what if isinstance(what, str) else what._meta.db_table
    print(f"  {what}: {time.monotonic() - started:.0f} s", flush=True)
