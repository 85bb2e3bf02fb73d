"""What everything that waits has in common: who asks, and the columns that each source gives.

The columns are the sort, what else its address needs, code, title, the day by which (``FAR`` for none) and since when.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast

from luodi.organisation.models import Account
from luodi.organisation.policies import Reach

Rows = QuerySet[Any, Any]
FAR = date(9999, 12, 31)
COLUMNS = ("w_sort", "w_extra", "w_code", "w_title", "w_due", "w_since")


@dataclass(frozen=True)
class Who:
    """Whose inbox it is; ``units`` are those for which the account itself answers: of the centre, the centre alone."""

    account: Account
    reach: Reach
    now: datetime
    today: date

    @property
    def units(self) -> frozenset[int]:
        if not self.reach.writes:
            return frozenset()
        own = self.reach.writes_in
        return frozenset({self.account.unit_id}) if own is None else own

    @property
    def city_id(self) -> int:
        return self.reach.city_id


def told(
    rows: Rows, sort: str, *, code: str, title: Any, due: Any = None, since: Any, extra: Any = ""
) -> Rows:
    """Return the rows with the columns of the inbox; a ``since`` that sums up groups them by the others."""
    columns = {
        "w_sort": text(sort),
        "w_extra": extra if hasattr(extra, "resolve_expression") else text(extra),
        "w_code": F(code),
        "w_title": F(title) if isinstance(title, str) else title,
        "w_due": Value(FAR, DateField()) if due is None else due,
    }
    chosen = rows.order_by().annotate(**columns).values_list(*COLUMNS[:-1])
    since = F(since) if isinstance(since, str) else since
    found: Rows = chosen.annotate(w_since=since)
    return found


def text(said: str) -> Value:
    return Value(said, CharField())


def as_text(field: str) -> Any:
    return Cast(F(field), CharField())
