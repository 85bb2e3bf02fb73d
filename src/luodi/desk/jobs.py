"""What pages leave to the background: lists that are too long to wait for."""

from datetime import time, timedelta

from luodi.desk import preparing as lists
from luodi.importing.choices import PreparedState
from luodi.importing.models import PreparedExport
from luodi.importing.services import preparing
from luodi.jobs.cadence import Daily
from luodi.jobs.registry import Run, task
from luodi.organisation import clock, policies
from luodi.organisation.models import Account, City

_WAIT = timedelta(seconds=30)


def _tell_failed(run: Run, why: str) -> None:
    prepared, reader = _asked(run)
    preparing.fail(prepared=prepared, why=why, actor=reader, at=clock.now(reader.city))


@task(preparing.TASK, "导出清单", attempts=3, wait=_WAIT, together=False, failed=_tell_failed)
def prepare(run: Run) -> object:
    """Write the file without holding the database; a worker that took the job over writes it anew."""
    prepared, reader = _asked(run)
    if prepared.state != PreparedState.WAITING:
        return {"export": prepared.pk}
    reach = policies.reach_of(reader)
    with preparing.writing(prepared) as out:
        written = lists.write(
            prepared, out, reader=reader, tell=lambda nth: run.tell(nth, prepared.n_rows, prepared.title)
        )
    preparing.finish(
        prepared=prepared,
        n_rows=written.n_rows,
        says=list(written.says),
        reach=reach,
        actor=reader,
        at=clock.now(reader.city),
    )
    return {"export": prepared.pk, "rows": written.n_rows}


@task("exports.expire", "清理过期的导出文件", cadence=Daily(time(3, 20)), together=False)
def expire(run: Run) -> object:
    counts = {city.code: preparing.expire(city_id=city.pk, at=clock.now(city)) for city in City.objects.all()}
    return {"expired": counts, "files": preparing.sweep()}


def _asked(run: Run) -> tuple[PreparedExport, Account]:
    prepared = PreparedExport.objects.get(pk=run.arguments["export"])
    readers = Account.objects.select_related("city", "person", "unit")
    return prepared, readers.get(pk=prepared.asked_by_id)
