"""./luodi remind_leads: remind of leads and action items that are due or overdue, each once; run it daily."""

from collections.abc import Iterator
from datetime import datetime

from luodi.actions.services import remind_items
from luodi.leads import services
from luodi.organisation.models import City
from luodi.organisation.rounds import CityCommand


class Command(CityCommand):
    help = "提醒到期、超期和沉寂的线索以及到期的待办事项；同一期限只提醒一次，重复运行不重复提醒"

    def visit(self, city: City, at: datetime) -> Iterator[str]:
        rows = services.remind_leads(city, at=at)
        for row in rows:
            yield f"{row.unit.short_name} {row.code} {row.project_name}"
        yield f"提醒线索 {len(rows)} 条，待办 {remind_items(city, at=at)} 项"
