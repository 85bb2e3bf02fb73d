"""Take in a workbook that somebody brings, and remember what is decided about it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO, NamedTuple

from django.db import transaction

from luodi.audit import services as audit
from luodi.documents import services as documents
from luodi.documents.kinds import SHEETS, clean_name
from luodi.importing import decisions as deciding
from luodi.importing import rules
from luodi.importing.choices import ImportState, TwinMode
from luodi.importing.decisions import Decisions
from luodi.importing.models import Import
from luodi.importing.planning.plan import Plan
from luodi.importing.rules import ImportRefused
from luodi.importing.services import folder, previewing, remembering
from luodi.kernel.collector import uncollected
from luodi.kernel.findings import Refusal
from luodi.organisation import policies as rights
from luodi.organisation.models import Account, Unit

TARGET = "import"


class Received(NamedTuple):
    """``plan`` is what was read, None of a file that was known already or cannot be read."""

    imported: Import
    plan: Plan | None


def receive(*, content: BinaryIO | bytes, name: str, unit: Unit, actor: Account, at: datetime) -> Import:
    """Keep the file and read it, for a unit that the actor writes for, and keep the preview that pages show.

    The very same file that the unit has in work, or has committed, is that import again. A file that cannot be read
    becomes an import that says why.
    Raises: ImportRefused, FileRefused, ArchiveRefused, WorkbookRefused for what is no sheet; NotAllowed.
    """
    imported, plan = take_up(content=content, name=name, unit=unit, actor=actor, at=at)
    if plan is not None:
        previewing.keep(imported, plan)
    return imported


def take_up(*, content: BinaryIO | bytes, name: str, unit: Unit, actor: Account, at: datetime) -> Received:
    """The same without a preview, for whoever goes on to commit at once with the plan.    Raises: as ``receive``."""
    allowed = unit.city_id == actor.city_id and rights.may_write(rights.reach_of(actor), unit.pk)
    rights.require(allowed, f"您没有填报{unit.short_name}项目的权限")
    name = clean_name(name)
    if (extension := name.rpartition(".")[2].lower()) not in SHEETS:
        raise ImportRefused(
            f"不能上传 .{extension[:10]} 文件，请上传 Excel（.xlsx、.xls）或 CSV 文件", field="file"
        )
    stored = documents.keep(content, name, at=at)
    alive = Import.objects.filter(city=actor.city, unit=unit, file=stored).exclude(
        state__in=[ImportState.WITHDRAWN, ImportState.FAILED]
    )
    if (known := alive.select_related("city", "unit", "file").order_by("pk").first()) is not None:
        return Received(known, None)
    with transaction.atomic():
        made = Import.objects.create(
            city=actor.city,
            unit=unit,
            uploaded_by=actor,
            uploaded_at=at,
            file=stored,
            name=name,
        )
        audit.record(audit.Note("上传表格", TARGET, made.number, name), actor=actor, at=at)
    try:
        with uncollected():
            return Received(made, previewing.plan_of(made, actor=actor, at=at))
    except Refusal as refusal:
        made.state, made.failure = ImportState.FAILED, refusal.message[:400]
        made.save(update_fields=["state", "failure"])
    return Received(made, None)


def decide(
    *, imported: Import, decisions: Decisions, expected_version: int | None, actor: Account, at: datetime
) -> Import:
    """Take over what the clerk has said about sheets, columns, words and defaults, and remember it for the unit.

    Raises: ImportRefused when the import is committed, or somebody else has decided meanwhile; NotAllowed.
    """
    _require(imported, actor)
    with transaction.atomic():
        row = (
            Import.objects.select_for_update(of=("self",))
            .select_related("city", "unit", "file")
            .get(pk=imported.pk)
        )
        rules.check_state(row.state, row.failure)
        if expected_version is not None and expected_version != row.version:
            raise ImportRefused("别人刚改过这份表的核对结果，请刷新后再改", field="version")
        remembering.remember(row, decisions, at=at)
        row.choices = deciding.keep(decisions)
        row.version += 1
        row.save(update_fields=["choices", "version"])
        said = {key: [None, value] for key, value in deciding.told(decisions).items()}
        audit.record(audit.Note("核对导入", TARGET, row.number, row.name, said), actor=actor, at=at)
    return row


def decide_twins(
    *, imported: Import, rows: Sequence[str], mode: TwinMode, actor: Account, at: datetime
) -> Import:
    """Say of single rows whether they are recorded though their twin is in the ledger.    Raises: as ``decide``."""
    said = deciding.read(imported.choices)
    twins = {**said.twins, **dict.fromkeys(rows, mode)}
    return decide(
        imported=imported,
        decisions=replace(said, twins=twins),
        expected_version=None,
        actor=actor,
        at=at,
    )


def discard(*, imported: Import, actor: Account, at: datetime) -> None:
    """Take away an import that never was committed.    Raises: ImportRefused; NotAllowed."""
    _require(imported, actor)
    with folder.working(imported.pk), transaction.atomic():
        row = Import.objects.select_for_update().get(pk=imported.pk)
        if row.state not in (ImportState.READ, ImportState.FAILED):
            raise ImportRefused("已入账的导入不能删除，可以撤回")
        audit.record(audit.Note("放弃导入", TARGET, row.number, row.name), actor=actor, at=at)
        row.delete()


def _require(imported: Import, actor: Account) -> None:
    allowed = rights.may_write(rights.reach_of(actor), imported.unit_id)
    rights.require(allowed, f"您没有填报{imported.unit.short_name}项目的权限")
