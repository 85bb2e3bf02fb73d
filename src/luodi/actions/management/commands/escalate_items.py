"""./luodi escalate_items: press for action items that are due or overdue, each level of each once; run it daily."""

from collections.abc import Iterator
from datetime import datetime

from luodi.actions import services
from luodi.actions.choices import Level
from luodi.organisation.models import City
from luodi.organisation.rounds import CityCommand


class Command(CityCommand):
    help = "对到期、超期的待办逐级提醒、催办、督办；每项每级只发一次，重复运行不重复发"

    def visit(self, city: City, at: datetime) -> Iterator[str]:
        pressed = services.escalate_items(city, at=at)
        said = "，".join(f"{level.label} {pressed.count(level)} 项" for level in Level)
        yield f"{said}，告知 {pressed.n_told} 人次"
