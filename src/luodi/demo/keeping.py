"""What keepers of ledgers record at their sittings: firms, projects, stages, trips and visits."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from luodi.demo import chance, commands
from luodi.demo.journal import Act, Journal
from luodi.demo.names import PlannedFirm
from luodi.demo.organisation import KEEPERS, Cast, keeper_of
from luodi.demo.people import CLERKS
from luodi.demo.planned import PlannedContact, PlannedProject
from luodi.demo.schedule import LAST_SITTING, Sittings
from luodi.enterprises import services as enterprises
from luodi.organisation.models import Account
from luodi.outreach import services as outreach
from luodi.projects import services as projects
from luodi.projects.choices import Stage

_STAGES = tuple(Stage)


@dataclass
class Bundle:
    """What one keeper records on one day."""

    openings: list[PlannedProject] = field(default_factory=list)
    fresh: list[PlannedProject] = field(default_factory=list)
    stages: list[tuple[PlannedProject, Stage]] = field(default_factory=list)
    contacts: list[PlannedContact] = field(default_factory=list)


class Keeping:
    """Puts everything that happened into the keepers' sittings, and the sittings into the journal."""

    def __init__(self, seed: int, cast: Cast) -> None:
        self.cast = cast
        self.sittings = {
            keeper: Sittings(chance.source(f"sittings/{keeper}", seed), nth, last=_last_sitting(keeper))
            for nth, keeper in enumerate(KEEPERS)
        }
        self._bundles: dict[tuple[str, date], Bundle] = defaultdict(Bundle)
        self.created: dict[PlannedProject, tuple[str, date]] = {}
        self.recorded: dict[PlannedContact, tuple[str, date]] = {}

    def put_projects(self, planned: Iterable[PlannedProject]) -> None:
        for project in planned:
            sittings = self.sittings[project.county]
            if project.opening is not None:
                day = sittings.days[0]
                self._bundles[project.county, day].openings.append(project)
            else:
                day = sittings.after(project.dates[Stage.NEGOTIATING].last)
                self._bundles[project.county, day].fresh.append(project)
            self.created[project] = project.county, day
            self._put_stages(project, day)

    def put_contacts(self, planned: Iterable[PlannedContact]) -> None:
        """A contact is recorded when every project that was discussed has been."""
        for contact in planned:
            keeper = keeper_of(contact.unit)
            sittings = self.sittings[keeper]
            day = sittings.after(contact.on.last)
            for project in contact.projects:
                by, created_on = self.created[project]
                if created_on > day or (created_on == day and by != keeper):
                    day = sittings.after(created_on - timedelta(days=1 if by == keeper else 0))
            self._bundles[keeper, day].contacts.append(contact)
            self.recorded[contact] = keeper, day

    def write_into(self, journal: Journal) -> None:
        for (keeper, day), bundle in self._bundles.items():
            acts = _Acts(self.cast, self.cast.keepers[keeper], bundle)
            for nth, act in enumerate(acts.present()):
                journal.add(self.sittings[keeper].at(day, nth), act)

    def _put_stages(self, project: PlannedProject, created_on: date) -> None:
        """Each stage is recorded at the first sitting after it, and none before the one before."""
        sittings, day = self.sittings[project.county], created_on
        known = _STAGES.index(project.opening or Stage.NEGOTIATING)
        for stage in _STAGES[known + 1 :]:
            if stage in project.dates:
                late = timedelta(days=project.late_days if stage == Stage.SIGNED else 0)
                day = max(sittings.after(project.dates[stage].last + late), day)
                self._bundles[project.county, day].stages.append((project, stage))


@dataclass
class _Acts:
    """One sitting at work."""

    cast: Cast
    keeper: Account
    bundle: Bundle

    def present(self) -> list[Act]:
        """Return the acts that have something to do, in their order."""
        acts: list[tuple[object, Act]] = [
            (self._firms(), self.enter_firms),
            (self.bundle.openings, self.record_openings),
            (self.bundle.fresh, self.record_projects),
            (self.bundle.stages, self.record_stages),
            ([one for one in self.bundle.contacts if one.is_trip], self.record_trips),
            ([one for one in self.bundle.contacts if not one.is_trip], self.record_visits),
        ]
        return [act for things, act in acts if things]

    def enter_firms(self, at: datetime) -> None:
        enter(self._firms(), actor=self.keeper, at=at)

    def record_openings(self, at: datetime) -> None:
        rows = projects.record_opening(
            [commands.opening_project(one, self.cast) for one in self.bundle.openings],
            actor=self.keeper,
            at=at,
        )
        for planned, row in zip(self.bundle.openings, rows, strict=True):
            planned.row = row

    def record_projects(self, at: datetime) -> None:
        rows = projects.create_projects(
            [commands.new_project(one, self.cast) for one in self.bundle.fresh], actor=self.keeper, at=at
        )
        for planned, row in zip(self.bundle.fresh, rows, strict=True):
            planned.row = row

    def record_stages(self, at: datetime) -> None:
        ordered = sorted(self.bundle.stages, key=lambda one: _STAGES.index(one[1]))
        projects.record_stages(
            [commands.stage_record(one, stage) for one, stage in ordered], actor=self.keeper, at=at
        )

    def record_trips(self, at: datetime) -> None:
        trips = [one for one in self.bundle.contacts if one.is_trip]
        rows = outreach.record_trips(
            [commands.new_trip(one, self.cast) for one in trips], actor=self.keeper, at=at
        )
        for planned, row in zip(trips, rows, strict=True):
            planned.subject = row.subject

    def record_visits(self, at: datetime) -> None:
        visits = [one for one in self.bundle.contacts if not one.is_trip]
        rows = outreach.record_visits(
            [commands.new_visit(one, self.cast) for one in visits], actor=self.keeper, at=at
        )
        for planned, row in zip(visits, rows, strict=True):
            planned.subject = row.subject

    def _firms(self) -> list[PlannedFirm]:
        """The firms that the sitting needs; whoever needs a firm first enters it."""
        investors = [one.firm for one in (*self.bundle.openings, *self.bundle.fresh) if one.firm]
        met = [firm for contact in self.bundle.contacts for firm in contact.firms]
        return list(dict.fromkeys([*investors, *met]))


def enter(firms: Sequence[PlannedFirm], *, actor: Account, at: datetime) -> None:
    """Enter the firms that nobody has entered yet."""
    missing = [firm for firm in firms if firm.row is None]
    if missing:
        rows = enterprises.add_enterprises(
            [
                enterprises.NewEnterprise(
                    name=firm.name, credit_code=firm.credit_code, origin=firm.origin, industry=firm.industry
                )
                for firm in missing
            ],
            actor=actor,
            at=at,
        )
        for firm, row in zip(missing, rows, strict=True):
            firm.row = row


def _last_sitting(keeper: str) -> date:
    return LAST_SITTING + timedelta(days=0 if keeper in CLERKS else 1)
