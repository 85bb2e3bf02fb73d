"""What the script of the demo city is made of: projects and contacts as they are going to happen."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from luodi.demo.names import PlannedFirm
from luodi.kernel.dates import VagueDate
from luodi.ledger.kinds import Channel
from luodi.ledger.models import Subject
from luodi.projects.choices import Field, Stage, Status
from luodi.projects.models import Project

Shares = tuple[tuple[str, int], ...]
"""Unit codes with basis points; empty when there is one unit alone."""


@dataclass(eq=False)
class PlannedProject:
    """A project from first contact to production; ``row`` is set once it has been recorded.

    ``wrong_wan`` is the amount as it is first recorded, where it is corrected later.
    """

    industrial: bool
    total_wan: int
    name: str = ""
    county: str = ""
    area: str = ""
    origin: str = ""
    industry: str = ""
    firm: PlannedFirm | None = None
    summary: str = "演示用的合成数据"
    dates: dict[Stage, VagueDate] = field(default_factory=dict)
    channel: Channel = Channel.ON_SITE
    shares: Shares = ()
    opening: Stage | None = None
    sponsor: int | None = None
    wrong_wan: int | None = None
    late_days: int = 0
    closed: tuple[Status, date, str] | None = None
    negotiable: bool = True
    details: dict[Field, object] = field(default_factory=dict)
    row: Project | None = field(default=None, repr=False)

    @property
    def entered(self) -> Project:
        """Raises: LookupError when the script uses the project before it has been recorded."""
        if self.row is None:
            raise LookupError(self.name)
        return self.row

    def on(self, stage: Stage) -> date | None:
        """The last possible day on which it reached the stage."""
        when = self.dates.get(stage)
        return when.last if when else None

    @property
    def latest_on(self) -> date:
        """The day of the latest thing that happens to it."""
        return max((when.first for when in self.dates.values()), default=date.min)

    def reach(self, stage: Stage, day: date) -> None:
        self.dates[stage] = VagueDate.day(day)


class Fate(StrEnum):
    """What becomes of a claim."""

    VERIFIED = "VERIFIED"
    WAITING = "WAITING"
    REJECTED = "REJECTED"


@dataclass(eq=False)
class PlannedContact:
    """A trip or a visit. ``day`` is when it was (a trip's last day), ``on`` how it is reported."""

    is_trip: bool
    unit: str
    county: str
    place: str
    day: date
    on: VagueDate
    n_days: int = 1
    shares: Shares = ()
    leader: int | None = None
    firms: list[PlannedFirm] = field(default_factory=list)
    projects: list[PlannedProject] = field(default_factory=list)
    fate: Fate = Fate.VERIFIED
    subject: Subject | None = field(default=None, repr=False)

    @property
    def began_on(self) -> date:
        return self.day - timedelta(days=self.n_days - 1)

    @property
    def head_count(self) -> int:
        return 2 + (self.day.toordinal() + len(self.firms) * 3) % 7

    def discuss(self, project: PlannedProject) -> None:
        """Put the project on the table, and its firm with it."""
        if project not in self.projects:
            self.projects.append(project)
            if project.firm is not None:
                self.meet(project.firm)

    def meet(self, firm: PlannedFirm) -> None:
        if firm not in self.firms:
            self.firms.append(firm)
