"""A program of its own that looks at what imports have left, while others are killed.

python -m tests.endurance.onlooker prepare       make the city
python -m tests.endurance.onlooker look ROWS     the sheets that are there; fails when one of them is half
python -m tests.endurance.onlooker await NUMBER  says "watching", and "committed" as soon as the sheet is
"""

import sys
import time
from collections import Counter

import django
from django.utils import timezone

django.setup()

from luodi.audit.models import AuditRecord  # noqa: E402 (the apps have to be loaded first)
from luodi.importing.choices import ImportState  # noqa: E402
from luodi.importing.models import Import  # noqa: E402
from luodi.ledger import services as ledger  # noqa: E402
from luodi.ledger.models import Entry, Fact, PreImage, Subject  # noqa: E402
from luodi.organisation.models import City  # noqa: E402
from luodi.organisation.tests.makers import make_cast  # noqa: E402
from luodi.projects.models import Project, ProjectDetail, StageSkip  # noqa: E402
from tests.endurance.sheets import name_of  # noqa: E402

PAUSE = 0.002


def prepare() -> None:
    at = timezone.now()
    ledger.open_ledger(city=make_cast(at=at).city, at=at)


def look(rows: int) -> None:
    """Say which sheets are there; fail unless every row of theirs is, with its facts, its trail and its image."""
    committed = Import.objects.filter(state=ImportState.COMMITTED).order_by("pk")
    there = [
        int(name.removeprefix("第").partition("批")[0]) for name in committed.values_list("name", flat=True)
    ]
    projects = Counter(
        int(name.removeprefix("云溪第").partition("批")[0])
        for name in Project.objects.values_list("name", flat=True).iterator()
    )
    n, entries = len(there) * rows, Entry.objects.filter(batch__isnull=False)
    counts = {
        "entries": entries.count() * rows,
        "projects": Project.objects.count(),
        "subjects": Subject.objects.filter(kind="PROJECT").count(),
        "facts": Fact.objects.count() / 4,
        "notes": AuditRecord.objects.filter(
            entry_no__in=list(entries.values_list("number", flat=True))
        ).count(),
        "images": PreImage.objects.count(),
        "details": ProjectDetail.objects.count(),
        "skips": StageSkip.objects.count(),
        "found": Project.objects.all().matching(City.objects.get().pk, "光学镜片").count(),
    }
    if projects != Counter(dict.fromkeys(there, rows)) or set(counts.values()) - {n}:
        sys.exit(f"half: {projects} {counts} of {n}")
    print(*there)


def await_commit(number: int) -> None:
    print("watching", flush=True)
    found = Import.objects.filter(name=name_of(number), state=ImportState.COMMITTED)
    while not found.exists():
        time.sleep(PAUSE)
    print("committed", flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["prepare"]:
            prepare()
        case ["look", rows]:
            look(int(rows))
        case ["await", number]:
            await_commit(int(number))
