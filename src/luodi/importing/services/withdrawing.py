"""Withdraw an import whole, or name what has been worked on since."""

from datetime import datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.importing.choices import ImportState
from luodi.importing.models import Import
from luodi.importing.rules import ImportRefused
from luodi.importing.services.receiving import TARGET
from luodi.organisation import policies as rights
from luodi.organisation.models import Account
from luodi.projects import services as projects


def withdraw(*, imported: Import, reason: str, actor: Account, at: datetime, along: bool = False) -> Import:
    """Let figures and rows be as they were before the import; a past as-of still shows what was believed.

    ``along`` takes what was done since to the projects that the import brought along with it.
    Raises: BatchRefused naming the projects that have been worked on since, or without a reason; ImportRefused for
    an import that is not committed; NotAllowed.
    """
    allowed = rights.may_write(rights.reach_of(actor), imported.unit_id)
    rights.require(allowed, f"您没有填报{imported.unit.short_name}项目的权限")
    with transaction.atomic():
        row = (
            Import.objects.select_for_update(of=("self",))
            .select_related("batch", "city", "unit")
            .get(pk=imported.pk)
        )
        if row.state != ImportState.COMMITTED or row.batch is None:
            raise ImportRefused("只有已入账的导入才能撤回")
        row.state = ImportState.WITHDRAWN
        row.version += 1
        row.save(update_fields=["state", "version"])
        note = audit.Note("撤回导入", TARGET, row.number, row.name, {"原因": [None, reason.strip()]})
        audit.record(note, actor=actor, at=at)
        projects.withdraw_batch(batch=row.batch, reason=reason, actor=actor, at=at, along=along)
    return row
