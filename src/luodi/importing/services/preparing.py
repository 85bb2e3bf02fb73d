"""Long lists are put together by a worker: asked for now, told once when the file is there, kept for some days.

The file is for whoever asked, who must still have the rights with which it was made.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction

from luodi.audit import services as audit
from luodi.importing.choices import PreparedState
from luodi.importing.models import PreparedExport
from luodi.importing.services.exporting import PATH, TARGET, ExportRefused
from luodi.jobs import services as jobs
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation import policies as rights
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach

TASK = "exports.prepare"
PREPARED_FROM = 2_000
"""A list with more rows than these keeps nobody waiting at a page."""
MOST_WAITING = 5
KEPT = timedelta(days=7)


def prepare(
    *, title: str, address: str, kind: str, n_rows: int, actor: Account, at: datetime
) -> PreparedExport:
    """Ask for the list as a file; asked again while it is being made, it is the same.

    Raises: ExportRefused when too many are being made for the actor.
    """
    if len(address) > 1000:
        raise ExportRefused("筛选条件太长，请减少一些再导出")
    with transaction.atomic():
        Account.objects.select_for_update(of=("self",)).get(pk=actor.pk)
        waiting = PreparedExport.objects.of(actor).waiting()
        if (known := waiting.filter(address=address, kind=kind).first()) is not None:
            return known
        if waiting.count() >= MOST_WAITING:
            raise ExportRefused(f"您已有 {MOST_WAITING} 份清单正在准备，请等做好再导出")
        made = PreparedExport.objects.create(
            city_id=actor.city_id,
            asked_by=actor,
            asked_at=at,
            title=title[:200],
            address=address,
            kind=kind,
            n_rows=n_rows,
        )
        once = f"export:{made.pk}"
        jobs.enqueue(TASK, at=at, asked_by=actor, once=once, arguments={"export": made.pk})
    return made


@contextmanager
def writing(prepared: PreparedExport) -> Iterator[BinaryIO]:
    """Give a file to write to, and put it in its place whole when the block ends well; what is left behind is swept."""
    place = path_of(prepared)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = place.with_name(f"{place.name}.{secrets.token_hex(6)}")
    try:
        with draft.open("xb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)


def finish(
    *, prepared: PreparedExport, n_rows: int, says: list[str], reach: Reach, actor: Account, at: datetime
) -> bool:
    """Say that the file is in its place and tell who asked; False when that has been said before."""
    with transaction.atomic():
        own = PreparedExport.objects.filter(pk=prepared.pk).waiting()
        mine = own.update(
            state=PreparedState.READY,
            n_rows=n_rows,
            size=path_of(prepared).stat().st_size,
            rights=_written(reach),
            ready_at=at,
            expires_at=at + KEPT,
        )
        if not mine:
            return False
        changes = {"条件": says, "行数": n_rows}
        audit.record(audit.Note("导出", TARGET, "", prepared.title, changes), actor=actor, at=at)
        notices.tell(
            [actor],
            kind=NoticeKind.INFO,
            title=f"导出“{prepared.title}”已做好，请下载"[:200],
            reason=f"{n_rows:,} 行，保留 {KEPT.days} 天",
            path=download_address(prepared),
            at=at,
            key=f"export:{prepared.pk}",
        )
    return True


def fail(*, prepared: PreparedExport, why: str, actor: Account, at: datetime) -> None:
    """Say that the file can't be made, and why; callers stand inside their own transaction."""
    own = PreparedExport.objects.filter(pk=prepared.pk).waiting()
    if own.update(state=PreparedState.FAILED, error=why[:400]):
        title = f"导出“{prepared.title}”没有做成"[:200]
        key = f"export:{prepared.pk}"
        notices.tell(
            [actor], kind=NoticeKind.RETURNED, title=title, reason=why[:400], path=PATH, at=at, key=key
        )


def open_prepared(*, prepared: PreparedExport, actor: Account, at: datetime, client: str = "") -> BinaryIO:
    """Return the file for its owner, and put on record that it left.

    Raises: ExportRefused when it is not ready, has expired, or the actor's rights have become less since.
    """
    if prepared.asked_by_id != actor.pk or prepared.state == PreparedState.WAITING:
        raise ExportRefused("这份清单还在准备，做好后在提醒里告诉您")
    is_over = prepared.expires_at is None or prepared.expires_at < at
    if prepared.state != PreparedState.READY or is_over:
        raise ExportRefused("这份文件已过期或没有做成，请回到清单重新导出")
    if not _covers(rights.reach_of(actor), prepared.rights):
        raise rights.NotAllowed("您的权限在导出之后有变化，这份文件不能再下载，请回到清单重新导出")
    try:
        found = path_of(prepared).open("rb")
    except FileNotFoundError:
        raise ExportRefused("这份文件已经清理，请回到清单重新导出") from None
    note = audit.Note("下载导出文件", TARGET, str(prepared.pk), prepared.title, {"行数": prepared.n_rows})
    audit.record(note, actor=actor, at=at, client=client)
    return found


def expire(*, city_id: int, at: datetime) -> int:
    """Let go of the city's files whose days are over, and return how many those were."""
    over = PreparedExport.objects.filter(city=city_id, state=PreparedState.READY, expires_at__lt=at)
    return over.update(state=PreparedState.EXPIRED)


def sweep() -> int:
    """Delete the files that no list has any more, and what killed workers left behind; return how many."""
    held = PreparedExport.objects.filter(state__in=(PreparedState.READY, PreparedState.WAITING))
    names = {path_of(one).name for one in held.only("pk", "kind")}
    waits = held.waiting().exists()
    gone = 0
    for path in _folder().glob("*"):
        is_draft = path.name.count(".") > 1
        if path.name not in names and not (is_draft and waits):
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def path_of(prepared: PreparedExport) -> Path:
    return _folder() / f"{prepared.pk}.{prepared.kind}"


def download_address(prepared: PreparedExport) -> str:
    return f"{PATH}files/{prepared.pk}/"


def _folder() -> Path:
    return Path(settings.DATA) / "exports"


def _written(reach: Reach) -> dict[str, Any]:
    return {
        "roles": sorted(role.value for role in reach.roles),
        "units": None if reach.unit_ids is None else sorted(reach.unit_ids),
    }


def _covers(reach: Reach, kept: dict[str, Any]) -> bool:
    """Whether the reach still has every role and unit with which the file was made."""
    roles = {role.value for role in reach.roles}
    units = kept["units"]
    sees = reach.unit_ids is None or (units is not None and set(units) <= reach.unit_ids)
    return bool(roles) and set(kept["roles"]) <= roles and sees
