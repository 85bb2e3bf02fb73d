"""What must hold of enterprises and advisers: values in, refusals out."""

from collections.abc import Sequence
from datetime import date

from luodi.kernel.findings import Refusal

EARLIEST = date(1900, 1, 1)
"""No day that is entered of a firm lies before it."""


class EnterpriseRefused(Refusal):
    """Particulars that no enterprise can have, or a step that it has taken already."""


class AdviserRefused(Refusal):
    """A term that cannot be, or an appointment that has ended."""


def check_name(name: str) -> None:
    """Raises: EnterpriseRefused for a blank name, or one that is too long to be one."""
    if not name.strip():
        raise EnterpriseRefused("请填写企业名称", field="name")
    if len(name) > 200:
        raise EnterpriseRefused(f"企业名称不能超过 200 字，现为 {len(name)} 字", field="name")


def check_text(text: str, label: str, *, field: str, most: int) -> str:
    """Return the text without white space around it.    Raises: EnterpriseRefused for none, or too much."""
    said = text.strip()
    if not said:
        raise EnterpriseRefused(f"请填写{label}", field=field)
    if len(said) > most:
        raise EnterpriseRefused(f"{label}不能超过 {most} 字，现为 {len(said)} 字", field=field)
    return said


def check_day(day: date, today: date, label: str, *, field: str) -> None:
    """Raises: EnterpriseRefused for a day to come, or one so early that its year was mistyped."""
    if day < EARLIEST:
        raise EnterpriseRefused(f"{label}（{day.isoformat()}）太早，请核对年份", field=field)
    if day > today:
        raise EnterpriseRefused(
            f"{label}（{day.isoformat()}）不能晚于今天（{today.isoformat()}）", field=field
        )


def check_lasting(since: date, until: date | None) -> None:
    """Raises: EnterpriseRefused for something that ends before it begins."""
    if until is not None and until < since:
        raise EnterpriseRefused(
            f"结束日期（{until.isoformat()}）不能早于开始日期（{since.isoformat()}）", field="until"
        )


def check_parent(code: str, above: Sequence[str]) -> None:
    """Raises: EnterpriseRefused when the firm itself is among those ``above`` its new parent, or is it."""
    if code in above:
        raise EnterpriseRefused("母公司不能是它自己，也不能是它的下属企业", field="parent")


def check_scale_exit(on: date, entered: date | None) -> None:
    """Raises: EnterpriseRefused when it would leave before it came."""
    if entered is not None and on < entered:
        raise EnterpriseRefused(
            f"退规日期（{on.isoformat()}）不能早于进规日期（{entered.isoformat()}）", field="on"
        )


def check_move(*, is_in: bool, enters: bool, is_above_scale: bool, name: str) -> None:
    """Raises: EnterpriseRefused when the enterprise is already where it would go, or has outgrown the pool."""
    if enters and is_above_scale:
        raise EnterpriseRefused(f"{name}已是规上工业企业，不再列入培育库")
    if is_in == enters:
        raise EnterpriseRefused(f"{name}{'已经' if is_in else '不'}在规上培育库")


def check_term(since: date, until: date | None) -> None:
    """Raises: AdviserRefused for a term that ends before it begins."""
    if until is not None and until < since:
        raise AdviserRefused(
            f"聘期结束日期（{until.isoformat()}）不能早于开始日期（{since.isoformat()}）", field="until"
        )
