"""Make a database of N projects, or take the one that was made before."""

import time
from collections.abc import Callable
from functools import partial

from django.core.management import call_command
from django.db import connection

from bench.synthetic import bulk, history, journal, working, world
from luodi.enterprises.models.enterprise import SEARCH_INDEX as ENTERPRISES
from luodi.ledger.models import Subject
from luodi.projects.models import Project
from luodi.projects.models.project import SEARCH_INDEX as PROJECTS


def ensure(n: int) -> None:
    """Raises: SystemExit if the database holds something else than a whole benchmark of ``n`` projects."""
    if connection.introspection.table_names():
        found = Project.objects.count()
        if found < n:
            raise SystemExit(f"{connection.settings_dict['NAME']} holds {found} projects, not {n}: remove it")
        call_command("migrate", verbosity=0)
        return
    started = time.monotonic()
    call_command("migrate", verbosity=0)
    _write(n)
    print(f"generated {n} projects in {time.monotonic() - started:.0f} s", flush=True)


def _write(n: int) -> None:
    if Subject.objects.exists():
        raise SystemExit("a new database already has subjects")
    drawn = history.draw(n, world.build())
    kept = working.Working(drawn)
    book = journal.Journal(drawn, kept.codes)
    models = (*journal.MODELS, *working.MODELS)
    with bulk.unhindered([model._meta.db_table for model in models]):
        for table, columns, rows in (
            ("ledger_entry", journal.ENTRY_COLUMNS, book.entries()),
            ("ledger_subject", working.SUBJECT_COLUMNS, kept.subjects()),
            ("ledger_fact", journal.FACT_COLUMNS, book.facts()),
            ("audit_auditrecord", journal.AUDIT_COLUMNS, book.trail()),
            ("enterprises_enterprise", working.ENTERPRISE_COLUMNS, kept.enterprises()),
            ("projects_project", working.PROJECT_COLUMNS, kept.projects()),
        ):
            _timed(table, partial(bulk.insert, table, columns, rows))
        book.write_heads()
        kept.write_series()
        _timed("search", kept.index)
    bulk.catch_up(models)
    bulk.settle([PROJECTS.table, ENTERPRISES.table])


def _timed(what: str, work: Callable[[], None]) -> None:
    started = time.monotonic()
    work()
    print(f"  {what}: {time.monotonic() - started:.0f} s", flush=True)
