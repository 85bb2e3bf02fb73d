"""The centre accepts a declaration, or returns it with a reason."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from luodi.filing import rules
from luodi.filing.choices import FilingState
from luodi.filing.models import Filing
from luodi.filing.selectors import figures
from luodi.filing.services.writing import (
    Doing,
    add_step,
    check_files,
    lock,
    note,
    path_of,
    require_centre,
    title_of,
)
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account, Unit


def accept_filing(
    *, unit: Unit, month: date, actor: Account, at: datetime, expected_version: int | None = None
) -> Filing:
    """Accept the unit's declaration.

    Raises: FilingRefused unless a complete declaration waits, or for a nil report that has rows by now; MonthRefused
    once the month is closed; NotAllowed, EditedMeanwhile.
    """
    require_centre(actor, unit.city_id)
    with transaction.atomic():
        row = _locked(unit, month, expected_version)
        rules.check_acceptable(FilingState(row.state) if row.pk else FilingState.OPEN)
        rules.check_still_nil(
            unit.short_name, is_nil=row.is_nil, n_facts=figures.n_events(unit, month) if row.is_nil else 0
        )
        _decide(row, FilingState.ACCEPTED, "", Doing(actor, at))
    return row


def accept_filings(*, units: Sequence[Unit], month: date, actor: Account, at: datetime) -> list[Filing]:
    """Accept several declarations, all or none.    Raises: as accepting one."""
    with transaction.atomic():
        return [accept_filing(unit=unit, month=month, actor=actor, at=at) for unit in units]


def return_filing(
    *,
    unit: Unit,
    month: date,
    reason: str,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Filing:
    """Send a declaration back, also one that was accepted, and tell the unit and whoever declared.

    Raises: FilingRefused without a declaration or a reason; MonthRefused once the month is closed; NotAllowed,
    EditedMeanwhile.
    """
    require_centre(actor, unit.city_id)
    with transaction.atomic():
        row = _locked(unit, month, expected_version)
        rules.check_returnable(FilingState(row.state) if row.pk else FilingState.OPEN, reason)
        notices.tell_unit(
            unit,
            kind=NoticeKind.RETURNED,
            title=f"{title_of(unit, month)}被退回",
            reason=reason.strip(),
            path=path_of(unit, month),
            at=at,
            also=[row.declared_by],
        )
        row.n_returned += 1
        _decide(row, FilingState.RETURNED, reason.strip(), Doing(actor, at))
    return row


def _locked(unit: Unit, month: date, expected_version: int | None) -> Filing:
    """Return the filing, or an unsaved one that stands for "nothing declared"."""
    check_files(unit.city, unit, month)
    found = lock(unit, month, expected_version)
    return found or Filing(city=unit.city, unit=unit, month=month, state=FilingState.OPEN)


def _decide(row: Filing, state: FilingState, reason: str, doing: Doing) -> None:
    before = FilingState(row.state)
    row.state, row.return_reason = state, reason
    row.decided_at, row.decided_by = doing.at, doing.actor
    row.version += 1
    row.save(update_fields=["state", "return_reason", "decided_at", "decided_by", "n_returned", "version"])
    add_step(row, doing, reason=reason)
    changes: dict[str, object] = {"原因": [None, reason]} if reason else {}
    note("受理月报" if state == FilingState.ACCEPTED else "退回月报", row, before, changes, doing)
