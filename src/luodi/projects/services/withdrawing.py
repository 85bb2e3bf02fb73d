"""Withdraw a whole batch: an import, a correction. Afterwards current figures and working rows are as before."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from luodi import search
from luodi.audit import services as audit
from luodi.enterprises import services as enterprises
from luodi.ledger import services as ledger
from luodi.ledger.models import Batch, Entry, Fact, PreImage
from luodi.ledger.services import Share
from luodi.organisation import policies as rights
from luodi.organisation.models import Account, Unit
from luodi.projects.models import PendingCorrection, Project, StageSkip
from luodi.projects.models.project import SEARCH_INDEX
from luodi.projects.services import beside
from luodi.projects.services.writing import (
    TABLE,
    WORKING,
    Act,
    document,
    note,
    require_writer,
    set_shares,
)

_ACT = "撤回批次"


def withdraw_batch(*, batch: Batch, reason: str, actor: Account, at: datetime, along: bool = False) -> Entry:
    """Withdraw what the batch did to projects and enterprises, in the ledger and in the working rows.

    A row that the batch created is void from then on: no list shows it, and its history stays. With ``along`` goes
    also what was done to such projects since (verified, corrected, moved on), which only the centre may do.
    Raises: BatchRefused when rows or facts of the batch have been worked on since, when it was withdrawn before, or
    without a reason; NotAllowed.
    """
    if not reason.strip():
        raise ledger.BatchRefused("撤回批次须写明原因", field="reason")
    if Batch.objects.filter(withdraws=batch).exists():
        raise ledger.BatchRefused("该批次已经撤回过")
    with transaction.atomic():
        kept = ledger.close_withdrawal(batch)
        subjects = _with_their_later_work(kept, actor) if along else []
        notes = [
            *enterprises.put_back(kept, actor=actor, at=at),
            *put_back(kept, actor=actor, at=at, along=along),
        ]
        return ledger.withdraw_facts(
            batch=batch, actor=actor, at=at, reason=reason.strip(), notes=notes, along=subjects
        )


def _with_their_later_work(kept: Sequence[PreImage], actor: Account) -> list[int]:
    """Return the subjects of the projects that the batch created and that have been worked on since.

    Raises: NotAllowed but for the centre; BatchRefused when one has been met, listed or merged elsewhere since.
    """
    reach = rights.reach_of(actor)
    rights.require(reach.keeps_city, "连同后来的办理一起撤回，由招商服务中心办理")
    created = {one.row_id: one.version_after for one in kept if one.table == TABLE and one.before is None}
    rows = Project.objects.in_bulk(list(created))
    later = [row for pk, row in rows.items() if row.version != created[pk]]
    subjects = [row.subject_id for row in later]
    elsewhere = Fact.objects.live().filter(city_id=actor.city_id, subject_id__in=subjects)
    if found := elsewhere.exclude(kind__startswith="project.").select_related("subject").first():
        label = found.subject.label if found.subject else ""
        raise ledger.BatchRefused(f"“{label}”之后又有“{found.get_kind_display()}”的记录，须先更正那条记录")
    waiting = PendingCorrection.objects.waiting().filter(project__in=later)
    if (asked := waiting.select_related("project").first()) is not None:
        raise ledger.BatchRefused(f"“{asked.project.name}”有一项更正等待认定，请待其办结后再撤回")
    return subjects


def put_back(
    kept: Sequence[PreImage], *, actor: Account, at: datetime, along: bool = False
) -> list[audit.Note]:
    """Let the projects among the pre-images be as they were; return what the trail is to say of it.

    Raises: BatchRefused when one has been worked on since (with ``along``: one that was there before); NotAllowed.
    """
    mine = {one.row_id: one for one in kept if one.table == TABLE}
    act = Act(actor, at)
    rows = list(act.lock(mine).values())
    require_writer(actor, rows)
    moved_on = [row for row in rows if row.version != mine[row.pk].version_after]
    if later := [row.code for row in moved_on if not (along and mine[row.pk].before is None)]:
        raise ledger.BatchRefused(f"这些项目之后又被修改，请先处理：{'、'.join(later[:10])}")
    notes = [note(_ACT, row, {}) for row in rows]
    created = [row for row in rows if mine[row.pk].before is None]
    search.take_out(SEARCH_INDEX, [document(row) for row in created])
    for row in created:
        row.is_void = True
    changed = [row for row in rows if mine[row.pk].before is not None]
    for row in changed:
        _restore(row, mine[row.pk].before or {})
    if rows:
        act.write(rows)
    found = [(row.pk, (mine[row.pk].before or {}).get("version"), row.version) for row in changed]
    ledger.restored(table=TABLE, rows=found)
    _restore_parts(changed, mine)
    return notes


def _restore(row: Project, image: Mapping[str, Any]) -> None:
    before = document(row)
    for column in WORKING:
        setattr(row, column.attname, column.to_python(image[column.attname]))
    if row.search_text != before.text:
        search.take_out(SEARCH_INDEX, [before])
        search.put(SEARCH_INDEX, [document(row)])
        ledger.relabel(subject=row.subject, label=row.name)


def _restore_parts(rows: Sequence[Project], kept: Mapping[int, PreImage]) -> None:
    images = {row.pk: kept[row.pk].before or {} for row in rows}
    units = Unit.objects.in_bulk({unit for image in images.values() for unit, _ in image["shares"]})
    set_shares(
        [(row, [Share(units[unit], points) for unit, points in images[row.pk]["shares"]]) for row in rows]
    )
    beside.put_back({pk: image["beside"] for pk, image in images.items() if "beside" in image})
    StageSkip.objects.filter(project__in=rows).delete()
    StageSkip.objects.bulk_create(
        StageSkip(project=row, stage=stage, reason=reason, recorded_at=recorded_at, recorded_by_id=by)
        for row in rows
        for stage, reason, recorded_at, by in images[row.pk]["skips"]
    )
