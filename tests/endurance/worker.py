"""A worker whose jobs each leave one row behind, slowly: to be killed while it works.

python -m tests.endurance.worker ask N     asks for N jobs
python -m tests.endurance.worker work      works until it is killed
python -m tests.endurance.worker list      says how often each job is done, and how many are not
"""

import os
import sys
import threading
import time
from collections import Counter
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from luodi.audit.models import AuditRecord  # noqa: E402
from luodi.jobs import registry, running, services  # noqa: E402
from luodi.jobs.models import Job  # noqa: E402
from luodi.jobs.services import working  # noqa: E402

SECONDS = 0.02


@registry.task("endurance.row", "留下一行", attempts=1000)
def leave_a_row(run: registry.Run) -> object:
    AuditRecord.objects.create(
        at=timezone.now(),
        actor_name="任务",
        act="办理",
        target_kind="job",
        target_code=run.name,
        target_title="",
    )
    time.sleep(SECONDS)
    return None


def main(act: str, n: int) -> None:
    if act == "ask":
        for _ in range(n):
            services.enqueue("endurance.row", at=timezone.now())
    elif act == "work":
        working.LEASE = timedelta(seconds=1)
        print("ready", flush=True)
        running.work(clock=timezone.now, stop=threading.Event(), idle=0.05)
    else:
        rows = Counter(AuditRecord.objects.filter(target_kind="job").values_list("target_code", flat=True))
        print(
            sorted(set(rows.values())), len(rows), Job.objects.waiting().count(), Job.objects.failed().count()
        )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)
