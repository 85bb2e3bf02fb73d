"""./luodi run_worklists: write down the lists as they stand; run it at the end of each day."""

from collections.abc import Iterator
from datetime import datetime

from luodi.organisation.models import City
from luodi.organisation.rounds import CityCommand
from luodi.worklists import services


class Command(CityCommand):
    help = "生成当天的清单记录：谁列入、谁移出、亮什么灯；同一天重复运行，以后一次为准"

    def visit(self, city: City, at: datetime) -> Iterator[str]:
        run = services.run_worklists(city, at=at)
        yield f"{run.on.isoformat()}：在单 {run.n_listed}，列入 {run.n_entered}，移出 {run.n_left}"
