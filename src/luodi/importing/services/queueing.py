"""Let a large import be committed in the background: asked for now, entered by a worker, told when it is done."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from luodi.importing import rules
from luodi.importing.choices import ChangeMode, TwinMode
from luodi.importing.models import Import
from luodi.importing.rules import Commitment
from luodi.jobs import services as jobs
from luodi.jobs.models import Job
from luodi.organisation import policies as rights
from luodi.organisation.models import Account

TASK = "importing.commit"
QUEUED_FROM = 2000
"""With as many rows to enter nobody is kept waiting at a page."""


def commit_later(*, imported: Import, said: Commitment, actor: Account, at: datetime) -> Job:
    """Ask for the import to be committed by a worker; asked again while that waits, it is the same job.

    Raises: ImportRefused when it is committed already, or can't be; NotAllowed.
    """
    allowed = rights.may_write(rights.reach_of(actor), imported.unit_id)
    rights.require(allowed, f"您没有填报{imported.unit.short_name}项目的权限")
    rules.check_state(imported.state, imported.failure)
    earlier = jobs_of(imported)
    waiting = next((job for job in earlier if not job.is_ended and job.finished_at is None), None)
    if waiting is not None:
        return waiting
    return jobs.enqueue(
        TASK,
        at=at,
        asked_by=actor,
        once=f"import:{imported.pk}:{len(earlier)}",
        arguments={"import": imported.pk, "by": actor.login, "said": _written(said)},
    )


def jobs_of(imported: Import) -> list[Job]:
    """Return the jobs that were to commit the import, the latest first."""
    return list(Job.objects.filter(once__startswith=f"import:{imported.pk}:").order_by("-id"))


def read(said: dict[str, Any]) -> Commitment:
    """Return the commitment that a job's arguments say."""
    on = said["effective_on"]
    return Commitment(
        **said
        | {
            "twins": TwinMode(said["twins"]),
            "changes": ChangeMode(said["changes"]),
            "effective_on": date.fromisoformat(on) if on else None,
        }
    )


def _written(said: Commitment) -> dict[str, Any]:
    found = asdict(said)
    return found | {"effective_on": said.effective_on.isoformat() if said.effective_on else None}
