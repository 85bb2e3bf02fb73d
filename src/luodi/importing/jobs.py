"""What importing does in the background: it commits what is too large for a page."""

from datetime import timedelta

from luodi.importing import services
from luodi.importing.models import Import
from luodi.importing.services import queueing
from luodi.jobs.registry import Run, task
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation import clock
from luodi.organisation.models import Account

_WAIT = timedelta(seconds=30)


def _tell_failed(run: Run, why: str) -> None:
    imported, actor = _asked(run)
    title = f"{imported.number} 没有入账，请打开查看"
    at = clock.now(imported.city)
    notices.tell(
        [actor], kind=NoticeKind.RETURNED, title=title, reason=why[:400], path=_path(imported), at=at
    )


@task(queueing.TASK, "导入入账", attempts=3, wait=_WAIT, failed=_tell_failed)
def commit(run: Run) -> object:
    imported, actor = _asked(run)
    at = clock.now(imported.city)
    done = services.commit(imported=imported, said=queueing.read(run.arguments["said"]), actor=actor, at=at)
    title = f"{done.number} 已入账，待认定"
    notices.tell([actor], kind=NoticeKind.INFO, title=title, reason=done.name, path=_path(done), at=at)
    return {"import": done.number}


def _asked(run: Run) -> tuple[Import, Account]:
    imported = Import.objects.select_related("city", "unit").get(pk=run.arguments["import"])
    actor = Account.objects.named(run.arguments["by"]).select_related("city", "unit").get(city=imported.city)
    return imported, actor


def _path(imported: Import) -> str:
    return f"/imports/{imported.number}/"
