"""What may be ordered of days: values in, values or refusals out."""

from datetime import date, timedelta

from luodi.kernel.findings import Refusal

MOST = 62


class DaysRefused(Refusal):
    """An order of days that cannot be."""


def days_of(first: date, last: date) -> list[date]:
    """Return the days from the first to the last.    Raises: DaysRefused when there are none, or too many."""
    if last < first:
        raise DaysRefused(f"结束日期 {last.isoformat()} 早于开始日期 {first.isoformat()}", field="last")
    n = (last - first).days + 1
    if n > MOST:
        raise DaysRefused(f"一次最多安排 {MOST} 天，这里有 {n} 天，请分几次登记", field="last")
    return [first + timedelta(days=nth) for nth in range(n)]


def check_document(name: str, document: str) -> None:
    """Raises: DaysRefused without a reason or the document that orders it."""
    if not name.strip():
        raise DaysRefused("请写明事由，如“延迟复工”", field="name")
    if not document.strip():
        raise DaysRefused("请写明依据的文件和文号", field="document")
