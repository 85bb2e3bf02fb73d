"""Batches: entries that belong together and can be withdrawn together.

A withdrawal appends. Facts that the batch recorded end; versions that it had ended are recorded again, so that
current figures are as before, while every past as-of still shows what was then believed.
Working rows are put back by their own apps, from the pre-images kept here.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from luodi import bulk
from luodi.audit import services as audit
from luodi.kernel.findings import Refusal
from luodi.ledger.kinds import Cause
from luodi.ledger.models import Batch, Entry, Fact, PreImage
from luodi.ledger.services.posting import NewFact, Supersede, post
from luodi.ledger.services.rows import AlreadyRecorded
from luodi.ledger.services.versions import versions_of
from luodi.organisation.models import Account, City

_CHUNK = 400


class BatchRefused(Refusal):
    """A batch that cannot be withdrawn (any more)."""


def open_batch(*, city: City, title: str, actor: Account, at: datetime, reason: str = "") -> Batch:
    return Batch.objects.create(city=city, title=title, opened_by=actor, opened_at=at, reason=reason)


def keep_pre_images(
    *, batch: Batch, table: str, rows: Sequence[tuple[int, dict[str, Any] | None, int]]
) -> None:
    """Keep working rows as (id, values before or None when created, version afterwards).

    The first image of a row stays; the version afterwards follows the batch's latest touch.
    """
    images = PreImage.objects.filter(batch=batch, table=table)
    known = dict(images.values_list("row_id", "pk"))
    touched = ((known[row_id], version) for row_id, _, version in rows if row_id in known)
    bulk.update_many(PreImage, ("version_after",), touched)
    fresh = [
        (row_id, None if before is None else json.dumps(before), version)
        for row_id, before, version in rows
        if row_id not in known
    ]
    same = {"batch_id": batch.pk, "table_name": table}
    bulk.insert(PreImage, ("row_id", "before", "version_after"), fresh, same=same)


@transaction.atomic
def withdraw_facts(
    *,
    batch: Batch,
    actor: Account,
    at: datetime,
    reason: str,
    notes: Sequence[audit.Note],
    along: Collection[int] = (),
) -> Entry:
    """Undo in current figures what the batch recorded.

    ``along`` are subjects that the batch brought into being: whatever is live of them ends, whoever recorded it.

    Raises: BatchRefused when it was withdrawn before, when a later entry has built on its facts, or when what it
    had ended was recorded anew.
    """
    if Batch.objects.filter(withdraws=batch).exists():
        raise BatchRefused("该批次已经撤回过")
    if batch.withdraws_id is not None:
        raise BatchRefused("撤回本身不能再撤回，请重新录入")
    standing, later = _still_standing(batch, along)
    if later:
        raise BatchRefused(f"该批次有 {later} 条记录之后又被修改，请先处理这些记录再撤回")
    undo = Batch.objects.create(
        city=batch.city,
        title=f"撤回：{batch.title}"[:200],
        opened_by=actor,
        opened_at=at,
        withdraws=batch,
        reason=reason,
    )
    before = _ended_by(batch)
    supersede = [Supersede(fact, Cause.WITHDRAWN, before.pop(fact.ordinal, None)) for fact in standing]
    try:
        return post(
            city=batch.city,
            act="撤回批次",
            actor=actor,
            at=at,
            supersede=supersede,
            restore=before,
            batch=undo,
            reason=reason,
            notes=notes,
        )
    except AlreadyRecorded as clash:
        raise BatchRefused("该批次删去的内容之后又重新登记过，请先处理这些记录再撤回") from clash


def restored(*, table: str, rows: Iterable[tuple[int, int | None, int]]) -> None:
    """Let earlier batches find rows as they left them: what a later batch had done to them has been undone.

    Take (id, version that the undone batch found, version now) of each row.
    """
    for row_id, found, now in rows:
        if found is not None:
            PreImage.objects.filter(table=table, row_id=row_id, version_after=found).update(version_after=now)


def close_withdrawal(batch: Batch) -> list[PreImage]:
    """Return the batch's pre-images, last kept first, for the working apps to put back."""
    return list(PreImage.objects.filter(batch=batch).order_by("-id"))


def _still_standing(batch: Batch, along: Collection[int]) -> tuple[list[Fact], int]:
    """Return the live facts that say what the batch recorded, and how many of its facts were built upon since.

    A fact that a later batch had ended stands again, as the same one, once that batch has been withdrawn. All that
    is live of the subjects ``along`` is among them, and nothing of theirs counts as built upon.
    """
    recorded = Fact.objects.filter(entry__batch=batch).exclude(subject_id__in=along)
    ended = recorded.filter(superseded_at__isnull=False).exclude(superseded_by__batch=batch)
    gone = {fact.ordinal: fact for fact in ended.select_related("subject", "occasion", "unit")}
    back: dict[int, Fact] = {}
    ordinals = sorted(gone)
    for start in range(0, len(ordinals), _CHUNK):
        rows = Fact.objects.live().filter(
            city_id=batch.city_id,
            ordinal__in=ordinals[start : start + _CHUNK],
            entry__batch__withdraws__isnull=False,
        )
        back |= {fact.ordinal: fact for fact in rows.select_related("subject", "occasion", "unit")}
    said, again = versions_of(list(gone.values())), versions_of(list(back.values()))
    same = [back[at] for at, fact in gone.items() if at in back and again[back[at].pk] == said[fact.pk]]
    theirs = Fact.objects.live().filter(city_id=batch.city_id, subject_id__in=along)
    return [*recorded.live(), *same, *theirs], len(gone) - len(same)


def _ended_by(batch: Batch) -> dict[int, NewFact]:
    """Return by ordinal the values that held before the batch."""
    ended = Fact.objects.filter(superseded_by__batch=batch).exclude(entry__batch=batch)
    facts = list(ended.select_related("subject", "occasion", "unit"))
    values = versions_of(facts)
    return {fact.ordinal: values[fact.pk] for fact in facts}
