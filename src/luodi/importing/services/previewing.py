"""Make a plan of an import, and keep what a page shows of it. Nothing of it is written to the database."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from luodi.documents import services as documents
from luodi.importing import decisions as deciding
from luodi.importing.choices import RowClass
from luodi.importing.models import Import
from luodi.importing.planning import plan as planning
from luodi.importing.planning.drafts import Draft
from luodi.importing.planning.plan import Basis, Plan
from luodi.importing.planning.reader import column_as_shown
from luodi.importing.planning.resolving import Setting
from luodi.importing.planning.showing import Sayings, finding_as_shown, row_as_shown
from luodi.importing.services import folder, remembering
from luodi.kernel.collector import uncollected
from luodi.ledger.models import Head
from luodi.organisation import policies as rights
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account

SHOWN_WORDS = 200


def plan_of(
    imported: Import,
    *,
    actor: Account,
    at: datetime,
    progress: Callable[[str, int, int], None] | None = None,
) -> Plan:
    """Read the import's file and say what would become of each of its rows.    Raises: as ``planning.make``."""
    with documents.open_file(imported.file) as source:
        return planning.make(
            source,
            imported.name,
            basis=basis_of(imported, actor=actor, at=at),
            actor=actor,
            at=at,
            progress=progress,
        )


def basis_of(imported: Import, *, actor: Account, at: datetime) -> Basis:
    """Return all that a plan of the import follows from: one that follows from the same still holds."""
    return Basis(
        file=imported.file.sha256,
        setting=Setting(imported.city, day_of(at), imported.unit, rights.reach_of(actor)),
        decisions=remembering.with_words(imported),
        memory=remembering.memory_of(imported),
        entry=Head.objects.values_list("number", flat=True).get(city_id=imported.city_id),
    )


def preview(imported: Import, *, actor: Account, at: datetime) -> dict[str, Any]:
    """Return the head of the preview of what the clerk has decided so far, made now if there is none yet."""
    found = folder.preview_head(imported.pk)
    if found is not None and found["version"] == imported.version:
        return found
    with uncollected():
        return keep(imported, plan_of(imported, actor=actor, at=at))


def keep(imported: Import, plan: Plan) -> dict[str, Any]:
    """Write down what pages show of the plan, and return its head."""
    found = planning.by_class(plan.drafts)
    head = _head(imported, plan, found)
    sayings = Sayings()
    shown = {kind.value: [row_as_shown(one, sayings) for one in rows] for kind, rows in found.items()}
    folder.write_preview(imported.pk, head, shown)
    return head


def _head(imported: Import, plan: Plan, found: Mapping[RowClass, list[Draft]]) -> dict[str, Any]:
    said = deciding.read(imported.choices)
    findings = plan.findings()
    return {
        "version": imported.version,
        "digest": plan.digest,
        "content": plan.content,
        "counts": plan.counts,
        "total_fen": sum(_fen(draft) for draft in found[RowClass.NEW]),
        "n_findings": len(findings),
        "findings": [finding_as_shown(one) for one in findings[: planning.MOST_LISTED]],
        "unknown": [list(one) for one in plan.unknown[:SHOWN_WORDS]],
        "corrections": _n_means(found[RowClass.CHANGED]),
        "sheets": [
            {
                "name": sheet.name,
                "hidden": sheet.hidden,
                "table": sheet.table or "",
                "reason": sheet.reason or "",
                "used": sheet.name in plan.used,
                "foreign": {currency: f"{amount:f}" for currency, amount in sheet.foreign.items()},
                "n_rows": len(sheet),
                "columns": [column_as_shown(one, said.sheet(sheet.name)) for one in sheet.columns],
            }
            for sheet in plan.sheets
        ],
    }


def _fen(draft: Draft) -> int:
    total = draft.given.get("total")
    fen = getattr(total, "fen", None)
    return int(fen if fen is not None else total.to_yuan().fen if total is not None else 0)


def _n_means(drafts: list[Draft]) -> dict[str, int]:
    found: dict[str, int] = {}
    for draft in drafts:
        for one in draft.differences:
            found[one.means] = found.get(one.means, 0) + 1
    return found
