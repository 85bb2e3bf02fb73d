"""Found units that promote investment, and disband them: founding one is itself the official decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.kernel.dates import VagueDate
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, FactKind, Standing, SubjectKind
from luodi.ledger.models import Entry
from luodi.organisation import services as organisation
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import reach_of, require_all_of_city
from luodi.teams.choices import TEAM_KINDS, TeamState
from luodi.teams.rules import TeamRefused


@dataclass(frozen=True, kw_only=True)
class NewTeam:
    """``parent`` is the centre for the city's teams, and a county or park for its own."""

    code: str
    name: str
    short_name: str
    kind: UnitKind
    parent: Unit
    founded_on: date
    area: str = ""


def found_team(new: NewTeam, *, actor: Account, at: datetime) -> Unit:
    """Found one team; see ``found_teams``."""
    (unit,) = found_teams([new], actor=actor, at=at)
    return unit


@transaction.atomic
def found_teams(
    commands: Sequence[NewTeam], *, actor: Account, at: datetime, cause: Cause = Cause.RECORDED
) -> list[Unit]:
    """Create the units and record, as verified, that they are there; ``cause`` OPENING for those older than the ledger.

    Shape: in the order of the commands.
    Raises: NotAllowed unless the actor writes for the whole city; TeamRefused for a kind that is no team; what
    organisation.create_unit refuses.
    """
    require_all_of_city(reach_of(actor))
    for new in commands:
        if new.kind not in TEAM_KINDS:
            raise TeamRefused(f"{new.kind.label}不是招商队伍", field="kind")
    units = [
        organisation.create_unit(
            city=actor.city,
            code=new.code,
            name=new.name,
            short_name=new.short_name,
            kind=new.kind,
            parent=new.parent,
            area=new.area,
            founded_on=new.founded_on,
            actor=actor,
            at=at,
        )
        for new in commands
    ]
    _record(units, TeamState.ACTIVE, [unit.founded_on for unit in units], "组建招商队伍", actor, at, cause)
    return units


@transaction.atomic
def disband_team(unit: Unit, on: date, *, actor: Account, at: datetime) -> Entry:
    """Close the unit and record, as verified, that it is no longer there.

    Raises: NotAllowed unless the actor writes for the whole city; TeamRefused for a unit that is no team; what
    organisation.close_unit refuses.
    """
    require_all_of_city(reach_of(actor))
    if unit.kind not in TEAM_KINDS:
        raise TeamRefused(f"“{unit.short_name}”不是招商队伍", field="unit")
    organisation.close_unit(unit=unit, closed_on=on, actor=actor, at=at)
    return _record([unit], TeamState.DISBANDED, [on], "撤销招商队伍", actor, at, Cause.RECORDED)


def _record(
    units: Sequence[Unit],
    state: TeamState,
    days: Sequence[date],
    act: str,
    actor: Account,
    at: datetime,
    cause: Cause,
) -> Entry:
    specs = [ledger.SubjectSpec(SubjectKind.UNIT, unit.code, unit.short_name) for unit in units]
    subjects = ledger.ensure_subjects(specs, city_id=actor.city_id)
    facts = [
        ledger.NewFact(
            kind=FactKind.UNIT_STATE,
            subject=subject,
            occurred=VagueDate.day(day),
            standing=Standing.VERIFIED,
            unit=unit,
            area=unit.area,
            state=state,
            state_since=day,
        )
        for unit, subject, day in zip(units, subjects, days, strict=True)
    ]
    notes = [audit.Note(act, "unit", unit.code, unit.name) for unit in units]
    return ledger.post(city=actor.city, act=act, actor=actor, at=at, facts=facts, notes=notes, cause=cause)
