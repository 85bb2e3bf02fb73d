"""./luodi remind_terms: remind of yearly reports, mandates and advisers' terms that run out; run it daily."""

from collections.abc import Iterator
from datetime import datetime

from luodi.agencies.services import remind_agencies
from luodi.enterprises.services import remind_advisers
from luodi.organisation.models import City
from luodi.organisation.rounds import CityCommand


class Command(CityCommand):
    help = (
        "提醒委托机构的年度报备、快到期的委托和顾问聘期；同一期限到期前、超期各提醒一次，重复运行不重复提醒"
    )

    def visit(self, city: City, at: datetime) -> Iterator[str]:
        told = [*remind_agencies(city, at=at), *remind_advisers(city, at=at)]
        yield from told
        yield f"提醒 {len(told)} 项"
