"""Leaders' projects in 2020: who sponsors what, its crew and its next step; one of them is stuck."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from luodi.demo.journal import Journal
from luodi.demo.organisation import Cast
from luodi.demo.schedule import moment
from luodi.organisation.models import City
from luodi.projects import services as projects
from luodi.projects.choices import Stage, Status
from luodi.sponsorship import services
from luodi.sponsorship.choices import CrewRole
from luodi.sponsorship.models import Sponsorship

_BEGUN, _LATER = date(2020, 3, 16), date(2020, 8, 19)
_PLANNED = date(2020, 8, 20)
_STUCK, _STUCK_ON = 7, date(2020, 8, 31)
"""The project of this place in the list does not take its next step on the day that was planned."""
_DELAYED_ON = date(2020, 9, 10)
_NEXT = {
    Stage.NEGOTIATING: (Stage.SIGNED, "签订投资协议"),
    Stage.SIGNED: (Stage.STARTED, "项目开工"),
    Stage.STARTED: (Stage.PRODUCING, "建成投产"),
}


def stuck(city: City) -> Sponsorship:
    """Return the one that is stuck, once the steps have been planned."""
    rows = Sponsorship.objects.filter(city=city, project__nodes__planned_on=_STUCK_ON)
    return rows.open().with_all().get()


@dataclass(frozen=True)
class Sponsoring:
    cast: Cast

    def write_into(self, journal: Journal) -> None:
        for day in (_BEGUN, _LATER):
            journal.add(moment(day, 11, 20), self.begin)
        journal.add(moment(_PLANNED, 16, 30), self.plan)
        journal.add(moment(_DELAYED_ON, 10, 15), self.delay)

    def begin(self, at: datetime) -> None:
        services.adopt(actor=self.cast.centre, at=at)

    def plan(self, at: datetime) -> None:
        """Give each its contact in the county, and the next step of its stage some weeks ahead."""
        rows = Sponsorship.objects.filter(city=self.cast.city).open().with_all().order_by("project__code")
        for nth, row in enumerate(rows):
            keeper = self.cast.keepers.get(row.project.unit.code, self.cast.centre)
            services.add_crew(
                sponsorship=row,
                role=CrewRole.COMMISSIONER,
                person=keeper.person,
                unit=keeper.unit,
                since=_PLANNED,
                actor=self.cast.centre,
                at=at,
            )
            if (step := _NEXT.get(Stage(row.project.stage))) is None:
                continue
            stage, title = step
            planned = _STUCK_ON if nth == _STUCK else date(2020, 9, 28) + timedelta(days=5 * (nth % 18))
            services.add_node(
                sponsorship=row, title=title, planned_on=planned, stage=stage, actor=self.cast.centre, at=at
            )

    def delay(self, at: datetime) -> None:
        """Let the county say that the one which is stuck is delayed, and why."""
        project = stuck(self.cast.city).project
        projects.set_status(
            project=project,
            status=Status.DELAYED,
            since=_STUCK_ON + timedelta(days=1),
            reason="用地手续尚未办结，节点未按期完成，进度延后",
            actor=self.cast.keepers.get(project.unit.code, self.cast.centre),
            at=at,
        )
