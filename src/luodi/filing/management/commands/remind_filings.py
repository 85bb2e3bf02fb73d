"""./luodi remind_filings: remind units of the months that they have not filed, each level once; run it daily."""

from collections.abc import Iterator
from datetime import datetime

from luodi.filing import rules, services
from luodi.filing.choices import ReminderLevel
from luodi.organisation.models import City
from luodi.organisation.rounds import CityCommand


class Command(CityCommand):
    help = "月报催报：到期前、逾期、逾期多日各提醒一次，重复运行不重复提醒"

    def visit(self, city: City, at: datetime) -> Iterator[str]:
        rows = services.remind_due(city=city, at=at)
        for row in rows:
            yield f"{row.unit.short_name} {rules.month_text(row.month)} {ReminderLevel(row.level).label}"
        yield f"催报 {len(rows)} 次"
