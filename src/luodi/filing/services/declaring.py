"""A unit declares its month complete, or says why it is not; the figures are kept as they were then known."""

from datetime import date, datetime

from django.db import transaction

from luodi.filing import rules
from luodi.filing.choices import FilingState
from luodi.filing.models import FiledFigure, Filing, FilingStep
from luodi.filing.selectors import duties, figures
from luodi.filing.services.writing import Doing, add_step, check_files, lock, note, require_declarer
from luodi.kernel.asof import AsOf
from luodi.ledger import services as ledger
from luodi.organisation.models import Account, Unit


def declare_month(
    *,
    unit: Unit,
    month: date,
    is_nil: bool = False,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Filing:
    """Declare that the unit's month is complete; with ``is_nil`` that there was nothing (零报告).

    Whoever declares for another unit than their own does so on its behalf (代报), and it is kept.
    Raises: MonthRefused for a month to come or a closed one; FilingRefused when it waits or has been accepted, when
    the unit does not file, when a nil report has rows or a full one has none; NotAllowed, EditedMeanwhile.
    """
    doing = Doing(actor, at)
    require_declarer(actor, unit)
    rules.check_begun(month, doing.day)
    with transaction.atomic():
        check_files(unit.city, unit, month)
        found = lock(unit, month, expected_version)
        before = _state(found)
        rules.check_declarable(before)
        rules.check_nil(is_nil=is_nil, is_complete=True, n_facts=figures.n_events(unit, month))
        known = ledger.resolve(unit.city)
        row = _declared(found, unit, month, known, doing)
        row.state, row.is_nil = FilingState.DECLARED, is_nil
        row.reason, row.expected_on = "", None
        row.completed_at = row.completed_at or at
        row = _written(row)
        step = add_step(row, doing, on_behalf=row.on_behalf, is_nil=is_nil, entry_no=known.entry)
        _freeze(step, unit, month, known)
        note("申报月报", row, before, _said(row), doing)
    return row


def declare_incomplete(
    *,
    unit: Unit,
    month: date,
    reason: str,
    expected_on: date | None,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Filing:
    """Say that the unit's month is not complete, why, and by when it will be.    Raises: as declaring."""
    doing = Doing(actor, at)
    require_declarer(actor, unit)
    rules.check_begun(month, doing.day)
    rules.check_said(is_complete=False, is_nil=False, reason=reason, expected_on=expected_on, today=doing.day)
    with transaction.atomic():
        check_files(unit.city, unit, month)
        found = lock(unit, month, expected_version)
        before = _state(found)
        rules.check_declarable(before)
        known = ledger.resolve(unit.city)
        row = _declared(found, unit, month, known, doing)
        row.state, row.is_nil = FilingState.INCOMPLETE, False
        row.reason, row.expected_on = reason.strip(), expected_on
        row = _written(row)
        step = add_step(
            row,
            doing,
            on_behalf=row.on_behalf,
            reason=row.reason,
            expected_on=expected_on,
            entry_no=known.entry,
        )
        _freeze(step, unit, month, known)
        note("说明未报齐", row, before, _said(row), doing)
    return row


def _state(row: Filing | None) -> FilingState:
    return FilingState.OPEN if row is None else FilingState(row.state)


def _declared(found: Filing | None, unit: Unit, month: date, known: AsOf, doing: Doing) -> Filing:
    """Return the row with who declared what was known; a new one has the deadline that holds today."""
    row = found or Filing(city=unit.city, unit=unit, month=month, due_on=duties.due_on(unit.city, month))
    row.declared_at, row.declared_by = doing.at, doing.actor
    row.on_behalf = doing.actor.unit_id != unit.pk
    row.entry_no = known.entry or 0
    row.return_reason = ""
    return row


def _written(row: Filing) -> Filing:
    row.version += 1
    row.save()
    return row


def _freeze(step: FilingStep, unit: Unit, month: date, known: AsOf) -> None:
    """Keep the unit's figures of the month, claimed and verified, with the version of their definitions."""
    asked = figures.of_unit(unit, month, known)
    FiledFigure.objects.bulk_create(
        [
            FiledFigure(
                step=step,
                code=figure.code,
                definition_version=figure.indicator.version,
                standing=standing,
                raw=figure.exact,
            )
            for standing, by_code in asked.items()
            for figure in by_code.values()
        ]
    )


def _said(row: Filing) -> dict[str, object]:
    said: dict[str, object] = {"流水号": [None, row.entry_no]}
    if row.is_nil:
        said["本月无新增"] = [None, "是"]
    if row.on_behalf:
        said["代报"] = [None, f"{row.declared_by.unit.short_name}代{row.unit.short_name}"]
    if row.reason:
        expected = row.expected_on.isoformat() if row.expected_on else ""
        said |= {"原因": [None, row.reason], "预计报齐": [None, expected]}
    return said
