"""What a recorded project went through, looked at before it is written: thousands of them, one by one.

The rules are those of creating a project and recording its stages; what they say of a value is remembered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial
from itertools import pairwise
from typing import NamedTuple

from luodi.kernel.dates import VagueDate
from luodi.kernel.findings import Refusal
from luodi.kernel.money import ForeignMoney
from luodi.ledger import rules as ledger_rules
from luodi.ledger.services import Step
from luodi.organisation import policies as rights
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.projects import details, milestones, rules
from luodi.projects.choices import EVENT_OF, Field, Stage, Status
from luodi.projects.models import MilestoneKind
from luodi.projects.requirements import table
from luodi.projects.services import checks
from luodi.projects.services.commands import RecordedProject

Known = Mapping[Field, object]
_EVENTS = {stage: kind.value for stage, kind in EVENT_OF.items()}
_CLOSED = (Status.SUSPENDED, Status.WITHDRAWN)


class Looked(NamedTuple):
    """A command that nothing is to be said against, with what follows from it."""

    command: RecordedProject
    fen: int | None
    foreign: ForeignMoney | None
    investor: str
    area: str
    industrial: bool
    stage: Stage
    days: Mapping[Stage, date]
    status_since: date
    steps: Sequence[Step]
    skipped: Sequence[Stage]
    details: Known


class _Path(NamedTuple):
    """The way of a project through the stages. It holds on to the dates by whose identity it is known."""

    dates: Mapping[Stage, VagueDate]
    stage: Stage
    days: Mapping[Stage, date]
    since: date
    steps: Sequence[Step]
    skipped: Sequence[Stage]


@dataclass
class _State:
    """One state on the way: in force from ``on``, in the order of recording among those of its day."""

    on: date
    occurred: VagueDate
    stage: Stage
    since: date
    reaches: bool


class Look:
    """Looks at commands of one actor; create one for thousands of them."""

    def __init__(self, actor: Account, at: datetime) -> None:
        self._city_id, self._city_code = actor.city_id, actor.city.code
        self._reach = rights.reach_of(actor)
        self._today = day_of(at)
        self._units: set[int] = set()
        self._codes: set[tuple[str, str]] = set()
        self._areas: set[str] = set()
        self._industrial: dict[str, bool] = {}
        self._required: dict[tuple[Stage, date], frozenset[Field]] = {}
        self._ready: set[tuple[object, ...]] = set()
        self._paths: dict[tuple[object, ...], _Path] = {}

    def all(self, commands: Sequence[RecordedProject]) -> list[Looked]:
        """Raises: the first refusal; see ``at``."""
        return [self.at(command) for command in commands]

    def at(self, command: RecordedProject) -> Looked:
        """Raises: what creating the project and recording its stages would raise."""
        area = self._check_particulars(command)
        noted = details.read(command.details) if command.details else {}
        if noted:
            details.check(noted, {Field.TOTAL: command.total})
        path = self._path(command)
        total = command.total
        foreign = total if isinstance(total, ForeignMoney) else None
        yuan = total.to_yuan() if isinstance(total, ForeignMoney) else total
        fen = None if yuan is None else yuan.fen
        if fen is not None and fen < 0:
            ledger_rules.check_amount(fen)
        investor = checks.investor_of(command)
        self._check_ready(command, path.days, noted, held=(bool(investor or command.enterprise), fen, area))
        industrial = self._is_industrial(command)
        if Stage.STARTED in path.days:
            self._check_steps(noted, industrial=industrial)
        return Looked(
            command, fen, foreign, investor, area, industrial, path.stage, path.days, path.since,
            path.steps, path.skipped, noted,
        )  # fmt: skip

    def _path(self, command: RecordedProject) -> "_Path":
        """Return the way through the stages; rows of a sheet whose dates are one and the same have it in common."""
        dates = command.dates
        key = (
            *dates, *map(id, dates.values()), command.channel, command.status, command.status_since,
            command.status_reason, command.skipped_reason,
        )  # fmt: skip
        found = self._paths.get(key)
        if found is None:
            stage, skipped = _stages(command)
            if len(dates) > 1:
                rules.check_dates(dates)
            days = {one: dates[one].counted_on(self._today) for one in rules.ORDER if one in dates}
            since, steps = _steps(command, days, self._today)
            found = self._paths[key] = _Path(dates, stage, days, since, steps, skipped)
        return found

    def _check_particulars(self, command: RecordedProject) -> str:
        unit = command.unit
        if unit.id not in self._units:
            allowed = unit.city_id == self._city_id and rights.may_write(self._reach, unit.pk)
            rights.require(allowed, f"您没有填报{unit.short_name}项目的权限")
            self._units.add(unit.id)
        rules.check_name(command.name)
        if (command.origin, command.industry) not in self._codes:
            checks.check_codes(origin=command.origin, industry=command.industry)
            self._codes.add((command.origin, command.industry))
        if command.shares:
            checks.check_shares([(share.unit.pk, share.basis_points) for share in command.shares], unit.pk)
        for field, owned in (("sponsor", command.sponsor), ("enterprise", command.enterprise)):
            if owned is not None and owned.city_id != self._city_id:
                raise rules.ProjectRefused("包保领导和投资企业须属于本市", field=field)
        area = unit.area if command.area is None else command.area
        if area not in self._areas:
            checks.check_areas({area}, city_id=self._city_id)
            self._areas.add(area)
        return area

    def _check_ready(
        self,
        command: RecordedProject,
        days: Mapping[Stage, date],
        noted: Known,
        held: tuple[bool, int | None, str],
    ) -> None:
        """Look at what each stage requires on its day; the first one is begun without more than a name."""
        invested, fen, area = held
        for stage in days:
            if stage == Stage.NEGOTIATING:
                continue
            on = command.dates[stage].last
            key = (stage, on, invested, not fen, not command.origin, not command.industry, not area)
            if key in self._ready:
                continue
            required = self._required.get((stage, on))
            if required is None:
                found = {one.field for one in table(on, self._city_code).upto(stage)}
                required = frozenset(found - {Field.NAME, Field.UNIT})
                self._required[stage, on] = required
            has = _held(command, invested=invested, fen=fen, area=area)
            if required <= has:
                self._ready.add(key)
            elif not required <= has | details.given(noted):
                known = has | details.given(noted) | {Field.NAME, Field.UNIT}
                rules.check_ready(upto=stage, held=known, on=on, city=self._city_code)

    @cached_property
    def _before_start(self) -> list[MilestoneKind]:
        """The steps that the city wants done before a start; a project that is new here has done none of them."""
        return [kind for kind in milestones.checklist(self._city_id) if kind.before_start]

    def _check_steps(self, noted: Known, *, industrial: bool) -> None:
        if not self._before_start:
            return
        land, capital = noted.get(Field.LAND_KIND) or "", noted.get(Field.CAPITAL) or ""
        applies = partial(milestones.applies_to, land_kind=land, capital=capital, industrial=industrial)
        rules.check_steps([kind.name for kind in self._before_start if applies(kind)])

    def _is_industrial(self, command: RecordedProject) -> bool:
        if command.industrial is not None:
            return command.industrial
        found = self._industrial.get(command.industry)
        if found is None:
            found = self._industrial[command.industry] = checks.is_industrial(command)
        return found


def find_refusals(commands: Sequence[RecordedProject], *, actor: Account, at: datetime) -> dict[int, Refusal]:
    """Return what ``take_in`` would refuse, by the position of the command."""
    look = Look(actor, at)
    found: dict[int, Refusal] = {}
    for position, command in enumerate(commands):
        try:
            look.at(command)
        except Refusal as refusal:
            found[position] = refusal
    return found


def _held(command: RecordedProject, *, invested: bool, fen: int | None, area: str) -> set[Field]:
    told = (
        (Field.INVESTOR_NAME, invested),
        (Field.TOTAL, fen),
        (Field.ORIGIN, command.origin),
        (Field.INDUSTRY, command.industry),
        (Field.AREA, area),
    )
    return {field for field, value in told if value}


def _stages(command: RecordedProject) -> tuple[Stage, Sequence[Stage]]:
    """Return the latest stage and those before it that have no date.    Raises: ProjectRefused, StageOutOfOrder."""
    if not command.dates:
        raise rules.ProjectRefused("请填写至少一个阶段的日期", field="dates")
    present: Stage | None = None
    skipped: list[Stage] = []
    for stage in rules.ORDER:
        if stage in command.dates:
            skipped += rules.skipped_stages(present=present, new=stage, reason=command.skipped_reason)
            present = stage
    assert present is not None
    return present, skipped


def _steps(command: RecordedProject, days: Mapping[Stage, date], today: date) -> tuple[date, Sequence[Step]]:
    """Return since when the status holds, and the steps in the order of recording."""
    dates = list(days.values())
    first, last = dates[0], dates[-1]
    status = command.status
    if status == Status.PROCEEDING:
        since = first
    else:
        rules.check_status(present=Status.PROCEEDING, new=status, reason=command.status_reason)
        since = ledger_rules.counted_on(VagueDate.day(command.status_since or last), today)
        _check_since(status, since, days)
    if status == Status.PROCEEDING and all(a <= b for a, b in pairwise(dates)):
        plain, signed = Status.PROCEEDING.value, Stage.SIGNED
        return since, [
            Step(
                command.dates[stage],
                _EVENTS[stage],
                str(command.channel) if stage == signed else "",
                stage.value,
                on,
                plain,
                since,
            )
            for stage, on in days.items()
        ]
    return since, _winding(command, days, since)


def _check_since(status: Status, since: date, days: Mapping[Stage, date]) -> None:
    late = [stage for stage, on in days.items() if on > since]
    if status in _CLOSED and late:
        raise rules.ProjectRefused(
            f"项目自 {since.isoformat()} 起{status.label}，不能在此之后{late[0].label}", field="status_since"
        )


def _winding(command: RecordedProject, days: Mapping[Stage, date], since: date) -> list[Step]:
    """Return the steps of a project whose dates overlap, or that does not proceed any more.

    A stage that counts on an earlier day than one before it is said again on the later days; the status is said from
    its day on.
    """
    states: list[_State] = []
    for stage, on in days.items():
        later = {one.on: one.occurred for one in states if one.on > on}
        states.append(_State(on, command.dates[stage], stage, on, reaches=True))
        states += [_State(day, VagueDate.day(day), stage, on, reaches=False) for day in sorted(later)]
    first = min(one.on for one in states)
    if since > first and since not in {one.on for one in states}:
        before = [one for one in states if one.on <= since]
        present = max(reversed(before), key=lambda one: one.on)
        states.append(_State(since, VagueDate.day(since), present.stage, present.since, reaches=False))
    begun = next(iter(days.values()))
    return [_step(command, one, since=since, begun=begun) for one in states]


def _step(command: RecordedProject, one: _State, *, since: date, begun: date) -> Step:
    holds = one.on >= since
    return Step(
        one.occurred,
        _EVENTS[one.stage] if one.reaches else "",
        str(command.channel) if one.reaches and one.stage == Stage.SIGNED else "",
        one.stage.value,
        one.since,
        (command.status if holds else Status.PROCEEDING).value,
        since if holds else begun,
    )
