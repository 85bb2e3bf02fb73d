"""A program of its own that takes in sheet after sheet until it is killed, and says which ones it was told are safe.

python -m tests.endurance.importer ROWS FIRST

It says "there" with the sheets that it finds, and ends when one of them is half; then for each sheet "begun N", and
"safe N" or, for one that was sent before, "known N". "answering N" goes before "safe N": the answer is on its way.
"""

import itertools
import sys
import time
from collections import Counter
from datetime import date, timedelta

import django
from django.utils import timezone

django.setup()

from luodi.audit.models import AuditRecord  # noqa: E402 (the apps have to be loaded first)
from luodi.kernel.dates import VagueDate  # noqa: E402
from luodi.kernel.money import Yuan  # noqa: E402
from luodi.ledger import services as ledger  # noqa: E402
from luodi.ledger.models import Entry, Fact, PreImage, Subject  # noqa: E402
from luodi.organisation.models import Account, City  # noqa: E402
from luodi.organisation.tests.makers import make_cast  # noqa: E402
from luodi.projects.choices import Stage  # noqa: E402
from luodi.projects.models import Project  # noqa: E402
from luodi.projects.services import RecordedProject, take_in  # noqa: E402

ANSWER = 0.2


def import_sheets(rows: int, first: int) -> None:
    if not City.objects.exists():
        at = timezone.now()
        ledger.open_ledger(city=make_cast(at=at).city, at=at)
    print("there", *sheets_found(rows), flush=True)
    liu = Account.objects.select_related("city", "unit", "person").get(login_key="liu")
    for number in itertools.count(first):
        commands = sheet(liu, number, rows)
        print(f"begun {number}", flush=True)
        try:
            take_sheet(commands, liu, number)
        except ledger.RecordedBefore:
            print(f"known {number}", flush=True)
        else:
            print(f"answering {number}", flush=True)
            time.sleep(ANSWER)
            print(f"safe {number}", flush=True)


def sheet(by: Account, number: int, rows: int) -> list[RecordedProject]:
    first = date(2020, 1, 1)
    return [
        RecordedProject(
            name=f"云溪第{number}批光学镜片生产线{row}",
            unit=by.unit,
            total=Yuan(1_000_000_000 + row),
            investor_name=f"示例光学{row % 1000}有限公司",
            origin="440300",
            industry="C39",
            area="349921",
            dates={
                Stage.NEGOTIATING: VagueDate.day(first + timedelta(days=row % 90)),
                Stage.SIGNED: VagueDate.day(first + timedelta(days=90 + row % 90)),
            },
        )
        for row in range(rows)
    ]


def take_sheet(commands: list[RecordedProject], by: Account, number: int) -> None:
    at = timezone.now()
    batch = ledger.open_batch(city=by.city, title=f"第{number}批", actor=by, at=at)
    take_in(commands, actor=by, at=at, batch=batch, once=f"sheet-{number}")


def sheets_found(rows: int) -> list[int]:
    """Return which sheets are there; end unless every row of theirs is, with its facts, its trail and its image."""
    entries = dict(Entry.objects.filter(once__startswith="sheet-").values_list("number", "once"))
    there = {int(once.removeprefix("sheet-")) for once in entries.values()}
    projects = Counter(
        int(name.removeprefix("云溪第").partition("批")[0])
        for name in Project.objects.values_list("name", flat=True).iterator()
    )
    n = len(there) * rows
    counts = {
        "projects": Project.objects.count(),
        "subjects": Subject.objects.filter(kind="PROJECT").count(),
        "facts": Fact.objects.count() / 4,
        "notes": AuditRecord.objects.filter(entry_no__in=list(entries)).count(),
        "images": PreImage.objects.count(),
    }
    found = Project.objects.all().matching(City.objects.get().pk, "光学镜片").count()
    if projects != Counter(dict.fromkeys(there, rows)) or {*counts.values(), found} - {n}:
        sys.exit(f"half: {projects} {counts} {found} of {n}")
    return sorted(there)


if __name__ == "__main__":
    import_sheets(int(sys.argv[1]), int(sys.argv[2]))
