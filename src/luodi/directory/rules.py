"""What must hold of the directory: values in, values or refusals out."""

from datetime import date

from luodi.kernel.findings import Refusal


class DirectoryRefused(Refusal):
    """An entry that cannot be, or a talk that has not taken place."""


def check_text(text: str, label: str, *, field: str) -> str:
    """Return the text without blanks around it.    Raises: DirectoryRefused when there is none."""
    if not text.strip():
        raise DirectoryRefused(f"请填写{label}", field=field)
    return text.strip()


def check_talk(on: date, *, today: date) -> None:
    """Raises: DirectoryRefused for a day to come."""
    if on > today:
        raise DirectoryRefused(f"联系日期（{on.isoformat()}）不能晚于今天（{today.isoformat()}）", field="on")


def check_members(members: int | None) -> None:
    """Raises: DirectoryRefused for a number of members that no association has."""
    if members is not None and not 0 <= members <= 1_000_000:
        raise DirectoryRefused("会员企业数须在 0 和 1000000 之间", field="members")
