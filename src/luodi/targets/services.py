"""Assign targets: the act is itself the official decision, so it stands as verified."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from luodi.audit import services as audit
from luodi.figures.indicators import indicator
from luodi.kernel.dates import VagueDate
from luodi.kernel.findings import Refusal
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, Standing, SubjectKind
from luodi.ledger.models import Subject
from luodi.organisation.models import Account, Person, Unit
from luodi.organisation.policies import Reach, reach_of, require
from luodi.organisation.selectors import root
from luodi.targets.choices import TargetState
from luodi.targets.models import Target

Holder = Unit | Person


class TargetRefused(Refusal):
    """A target that cannot be assigned like this."""


@dataclass(frozen=True, kw_only=True)
class NewTarget:
    """``value`` is in the indicator's unit of display (亿元, 个)."""

    holder: Holder
    indicator: str
    value: Decimal


@transaction.atomic
def assign_targets(
    commands: Sequence[NewTarget],
    *,
    year: int,
    assigned_on: date,
    document: str,
    actor: Account,
    at: datetime,
) -> list[Target]:
    """Assign the year's targets, and record of each holder that it carries some.

    Shape: in the order of the commands. A unit's fact is the unit's; a leader's is the city's.
    Raises: NotAllowed unless the actor writes for the whole city; TargetRefused for a value that is not positive, a
    holder of another city, or a second target of one holder for an indicator; UnknownIndicator.
    """
    _check(commands, year=year, reach=reach_of(actor))
    rows = Target.objects.bulk_create(
        [
            Target(
                city=actor.city,
                year=year,
                unit=new.holder if isinstance(new.holder, Unit) else None,
                person=new.holder if isinstance(new.holder, Person) else None,
                indicator=new.indicator,
                value=new.value,
                document=document,
                created_at=at,
                created_by=actor,
            )
            for new in commands
        ],
        batch_size=200,
    )
    holders = list(dict.fromkeys(new.holder for new in commands))
    ledger.post(
        city=actor.city,
        act="下达目标任务",
        actor=actor,
        at=at,
        facts=_facts(holders, assigned_on, actor),
        notes=[_note(new, year) for new in commands],
    )
    return rows


def _check(commands: Sequence[NewTarget], *, year: int, reach: Reach) -> None:
    require(reach.writes and reach.writes_in is None, "只有招商服务中心可以下达目标任务")
    for new in commands:
        indicator(new.indicator)
        if new.value <= 0:
            raise TargetRefused("目标值须大于 0", field="value")
        if new.holder.city_id != reach.city_id:
            raise TargetRefused("承担者须是本市的单位或领导", field="holder")
    keys = [(type(new.holder), new.holder.pk, new.indicator) for new in commands]
    units = [new.holder.pk for new in commands if isinstance(new.holder, Unit)]
    people = [new.holder.pk for new in commands if isinstance(new.holder, Person)]
    known = Target.objects.filter(Q(unit__in=units) | Q(person__in=people), city_id=reach.city_id, year=year)
    taken = {
        (Unit, unit, code) if unit is not None else (Person, person, code)
        for unit, person, code in known.values_list("unit_id", "person_id", "indicator")
    }
    if len(set(keys)) != len(keys) or taken & set(keys):
        raise TargetRefused(f"有承担者在 {year} 年度的同一指标上重复下达", field="holder")


def _facts(holders: Sequence[Holder], on: date, actor: Account) -> list[ledger.NewFact]:
    """People stand in the ledger by code alone, without their names."""
    specs = [
        ledger.SubjectSpec(SubjectKind.UNIT, holder.code, holder.short_name)
        if isinstance(holder, Unit)
        else ledger.SubjectSpec(SubjectKind.LEADER, holder.code)
        for holder in holders
    ]
    city_unit = root(actor.city)

    def fact(holder: Holder, subject: Subject) -> ledger.NewFact:
        unit = holder if isinstance(holder, Unit) else city_unit
        return ledger.NewFact(
            kind=FactKind.TARGET_STATE,
            subject=subject,
            occurred=VagueDate.day(on),
            standing=Standing.VERIFIED,
            unit=unit,
            area=unit.area,
            state=TargetState.ASSIGNED,
            state_since=on,
        )

    subjects = ledger.ensure_subjects(specs, city_id=actor.city_id)
    return [fact(holder, subject) for holder, subject in zip(holders, subjects, strict=True)]


def _note(new: NewTarget, year: int) -> audit.Note:
    kind = "unit" if isinstance(new.holder, Unit) else "person"
    title = f"{new.holder} {year}年度 {new.indicator}"
    return audit.Note("下达目标任务", kind, new.holder.code, title, {"目标值": [None, str(new.value)]})
