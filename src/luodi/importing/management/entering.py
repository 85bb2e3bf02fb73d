"""Commit a workbook from the command line: the same services, the same rules, the same batch as on the page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.core.management.base import CommandError

from luodi.importing import decisions as deciding
from luodi.importing import services
from luodi.importing.choices import ImportState, RowClass
from luodi.importing.decisions import ColumnChoice, SheetChoice
from luodi.importing.models import Import
from luodi.importing.reading import Severity, Wanted
from luodi.organisation import clock
from luodi.organisation.models import Account, Unit

SHOWN = 20


def enter(path: Path, *, login: str, unit: str, wanted: Wanted, only_good: bool) -> Iterator[str]:
    """Commit the workbook for a unit as an account, and yield what to tell.

    Raises: CommandError for an unknown account or unit; what the services refuse.
    """
    actor = Account.objects.named(login).filter(is_active=True).select_related("city", "unit").first()
    if actor is None:
        raise CommandError(f"没有启用的账号“{login}”")
    named = Unit.objects.of(actor.city_id).filter(code=unit).first() if unit else actor.unit
    if named is None:
        raise CommandError(f"没有单位编码“{unit}”")
    at = clock.now(actor.city)
    with path.open("rb") as file:
        imported, plan = services.take_up(content=file, name=path.name, unit=named, actor=actor, at=at)
    if imported.state == ImportState.COMMITTED:
        yield f"{imported.number} 已于 {imported.committed_at:%Y-%m-%d} 入账（批次 {imported.batch_id}），没有重复登记"
        return
    if imported.state == ImportState.FAILED:
        raise CommandError(f"无法读取：{imported.failure}")
    if wanted != Wanted():
        imported, plan = _decided(imported, wanted, actor, at), None
    plan = plan or services.plan_of(imported, actor=actor, at=at)
    yield "　".join(f"{kind.label} {plan.counts[kind]:,}" for kind in RowClass)
    for one in [one for one in plan.findings() if one.severity == Severity.ERROR][:SHOWN]:
        yield f"{one.sheet}!{one.address}　{one.message}"
    said = services.Commitment(seen=plan.digest, only_good=only_good)
    done = services.commit(imported=imported, said=said, actor=actor, at=at, plan=plan)
    yield f"{done.number} 已入账，批次 {done.batch_id}，待认定"


def _decided(imported: Import, wanted: Wanted, actor: Account, at: datetime) -> Import:
    """Let the import be read as the command line says."""
    head = services.preview(imported, actor=actor, at=at)
    columns = {
        letter: ColumnChoice(field.value if field else "", wanted.units.get(letter, ""))
        for letter, field in wanted.mapping.items()
    }
    sheets = {
        sheet["name"]: SheetChoice(None, columns, wanted.table)
        for sheet in head["sheets"]
        if sheet["columns"]
    }
    rates = {currency: str(rate) for currency, rate in wanted.rates.items()}
    decisions = replace(deciding.read(imported.choices), sheets=sheets, rates=rates)
    return services.decide(imported=imported, decisions=decisions, expected_version=None, actor=actor, at=at)
