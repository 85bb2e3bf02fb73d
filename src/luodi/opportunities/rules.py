"""What opportunities accept: values in, refusals out."""

import re
from datetime import date

from luodi.kernel.findings import Refusal
from luodi.opportunities.choices import IN_BANK, OpportunityState

_PHONE = re.compile(r"[0-9+()（）\-－ 转、,，;；]{5,40}")
_NEXT: dict[OpportunityState, tuple[OpportunityState, ...]] = {
    OpportunityState.OPEN: (OpportunityState.TALKS, OpportunityState.MATCHED, OpportunityState.CLOSED),
    OpportunityState.TALKS: (OpportunityState.OPEN, OpportunityState.MATCHED, OpportunityState.CLOSED),
    OpportunityState.MATCHED: (OpportunityState.OPEN,),
    OpportunityState.CLOSED: (OpportunityState.OPEN,),
}


class OpportunityRefused(Refusal):
    """An opportunity that lacks what an investor asks first."""


def check_name(name: str) -> None:
    """Raises: OpportunityRefused when nothing is written."""
    if not name.strip():
        raise OpportunityRefused("请填写项目名称", field="name")
    if len(name.strip()) > 120:
        raise OpportunityRefused("项目名称不能超过 120 个字", field="name")


def check_phone(phone: str) -> None:
    """Raises: OpportunityRefused for what cannot be dialled."""
    if phone and not _PHONE.fullmatch(phone):
        raise OpportunityRefused("联系电话请写数字，如 0554-1234567 或 13800001234", field="phone")


def next_states(state: str) -> tuple[OpportunityState, ...]:
    """Return where an opportunity can go from here."""
    return _NEXT[OpportunityState(state)]


def check_move(before: str, after: OpportunityState) -> None:
    """Raises: OpportunityRefused when the one does not follow the other."""
    if after in _NEXT[OpportunityState(before)]:
        return
    if before not in IN_BANK:
        raise OpportunityRefused("只有在库的项目可以洽谈或出库；已出库的可以先重新入库", field="state")
    raise OpportunityRefused(f"项目现在就是“{OpportunityState(before).label}”", field="state")


def check_said(after: OpportunityState, *, reason: str, investor: str, has_project: bool) -> None:
    """Raises: OpportunityRefused when what the new state needs was not said."""
    if after == OpportunityState.TALKS and not investor:
        raise OpportunityRefused("请写明在和哪家企业洽谈", field="investor_name")
    if after == OpportunityState.MATCHED and not (investor or has_project):
        raise OpportunityRefused("请写明由哪家企业投资，或落地成了哪个项目", field="project")
    if after in (OpportunityState.CLOSED, OpportunityState.OPEN) and not reason:
        raise OpportunityRefused("请写明原因", field="reason")


def check_day(on: date, *, not_before: date, today: date, field: str) -> None:
    """Raises: OpportunityRefused for a day to come, or one before what is on record."""
    if on > today:
        raise OpportunityRefused("日期不能晚于今天", field=field)
    if on < not_before:
        raise OpportunityRefused(f"日期不能早于上一次登记的 {not_before.isoformat()}", field=field)


def check_year(year: int, *, edition: int, today: date) -> None:
    """Raises: OpportunityRefused for a year to come, or one before the present version's."""
    if year > today.year:
        raise OpportunityRefused(f"年度不能晚于 {today.year} 年", field="year")
    if year < edition:
        raise OpportunityRefused(f"已有 {edition} 年度的版本，年度不能更早", field="year")
