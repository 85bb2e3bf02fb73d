"""Close a month (结账): from then on whatever is recorded for it comes late, and a correction of it is marked."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from luodi.audit import services as audit
from luodi.filing import rules
from luodi.filing.choices import FilingState
from luodi.filing.models import CloseLine, MonthClose
from luodi.filing.selectors import duties
from luodi.filing.selectors.matrix import Cell, cells_of
from luodi.filing.services.writing import Doing, hold, require_centre
from luodi.ledger import services as ledger
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account, City

TARGET = "month"


def close_month(
    *,
    city: City,
    month: date,
    actor: Account,
    at: datetime,
    exceptions: Mapping[int, str] | None = None,
    remark: str = "",
) -> MonthClose:
    """Close the month: every unit's filing has been accepted, or stands in ``exceptions`` (unit id → why).

    It keeps the ledger's entry number and cannot be undone.
    Raises: CloseRefused for a month that is not over, is closed, does not follow the last closed one, or has units
    that are neither accepted nor excepted with a reason; NotAllowed.
    """
    require_centre(actor, city.pk)
    doing = Doing(actor, at)
    said = {pk: reason.strip() for pk, reason in (exceptions or {}).items() if reason.strip()}
    with transaction.atomic():
        hold(city)
        rules.check_closable(month, today=doing.day, last_closed=duties.last_closed(city))
        cells = cells_of(city, month, doing.day)
        _check_settled(cells, said, month)
        known = ledger.resolve(city)
        row = _close(city, month, known.entry or 0, known.moment, remark, doing)
        CloseLine.objects.bulk_create([_line(row, cell, said) for cell in cells])
        for cell in cells:
            _tell(cell, said.get(cell.unit.pk, ""), month, at)
        changes: dict[str, object] = {"流水号": [None, row.entry_no], "填报单位": [None, len(cells)]}
        if open_ones := [cell for cell in cells if cell.state != FilingState.ACCEPTED]:
            told = [f"{cell.unit.short_name}：{said[cell.unit.pk]}" for cell in open_ones]
            changes["例外"] = [None, "；".join(told)]
        line = audit.Note(
            "月度结账", TARGET, rules.month_text(month), f"{rules.month_label(month)}结账", changes
        )
        audit.record(line, actor=actor, at=at)
    return row


def _check_settled(cells: list[Cell], said: Mapping[int, str], month: date) -> None:
    left = [cell for cell in cells if cell.state != FilingState.ACCEPTED and cell.unit.pk not in said]
    if left:
        named = "、".join(f"{cell.unit.short_name}（{cell.state.label}）" for cell in left[:8])
        more = f"等 {len(left)} 个单位" if len(left) > 8 else ""
        raise rules.CloseRefused(
            f"{rules.month_label(month)}还有单位没有受理：{named}{more}；请先催报、受理，或逐一写明例外原因"
        )


def _close(city: City, month: date, entry_no: int, moment: datetime, remark: str, doing: Doing) -> MonthClose:
    row = MonthClose(
        city=city,
        month=month,
        closed_at=doing.at,
        closed_by=doing.actor,
        entry_no=entry_no,
        moment=moment,
        remark=remark.strip(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as clash:
        raise rules.CloseRefused(f"{rules.month_label(month)}刚刚已由他人结账，请刷新") from clash
    return row


def _line(row: MonthClose, cell: Cell, said: Mapping[int, str]) -> CloseLine:
    return CloseLine(
        close=row,
        unit=cell.unit,
        state=cell.state,
        timeliness=cell.timeliness_at_close,
        due_on=cell.due_on,
        n_returned=cell.n_returned,
        exception="" if cell.state == FilingState.ACCEPTED else said[cell.unit.pk],
    )


def _tell(cell: Cell, exception: str, month: date, at: datetime) -> None:
    notices.tell_unit(
        cell.unit,
        kind=NoticeKind.INFO,
        title=f"{rules.month_label(month)}已结账",
        reason=f"本单位作为例外：{exception}" if exception and cell.state != FilingState.ACCEPTED else "",
        path=f"/filing/{rules.month_text(month)}/",
        at=at,
        key=f"close:{rules.month_text(month)}:{cell.unit.code}"[:80],
    )
