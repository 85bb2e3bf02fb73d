"""What every act on a filing does alike: who may, lock, the step on the way, the trail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from luodi.audit import services as audit
from luodi.filing import rules
from luodi.filing.choices import FilingState
from luodi.filing.models import Filing, FilingStep
from luodi.filing.selectors import duties
from luodi.organisation import policies
from luodi.organisation.choices import Role
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account, City, Unit
from luodi.organisation.policies import Reach

TARGET = "filing"


@dataclass(frozen=True)
class Doing:
    """Who acts, and when."""

    actor: Account
    at: datetime

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)


def is_centre(reach: Reach) -> bool:
    """Whether the account receives filings and closes months."""
    return Role.CENTRE in reach.roles and not reach.is_administrator


def require_centre(actor: Account, city_id: int) -> None:
    """Raises: NotAllowed."""
    allowed = actor.city_id == city_id and is_centre(policies.reach_of(actor))
    policies.require(allowed, "只有中心业务员可以受理、退回、催报和结账")


def require_declarer(actor: Account, unit: Unit) -> None:
    """Raises: NotAllowed unless the actor writes for the unit; the centre does for all of them."""
    reach = policies.reach_of(actor)
    allowed = actor.city_id == unit.city_id and policies.may_write(reach, unit.pk)
    policies.require(allowed, f"您没有为{unit.short_name}填报的权限")


def hold(city: City) -> None:
    """Let nobody else file, decide, set or close in the city until the transaction ends."""
    City.objects.select_for_update(no_key=True).get(pk=city.pk)


def check_files(city: City, unit: Unit, month: date) -> None:
    """Hold the city's filings, and see that the unit's month is open.

    Raises: FilingRefused when the unit does not file the month; MonthRefused once the month is closed.
    """
    hold(city)
    if duties.is_closed(city, month):
        raise rules.MonthRefused(f"{rules.month_label(month)}已结账，填报不能再变动", field="month")
    if not any(one.pk == unit.pk for one in duties.filing_units(city, month)):
        raise rules.FilingRefused(f"{unit.short_name}{rules.month_label(month)}不在填报单位之列")


def lock(unit: Unit, month: date, expected_version: int | None) -> Filing | None:
    """Return the unit's filing, locked; None when nothing has been declared.    Raises: EditedMeanwhile."""
    rows = Filing.objects.select_for_update(of=("self",)).select_related("unit", "city", "declared_by")
    row = rows.filter(city_id=unit.city_id, unit=unit, month=month).first()
    if row is not None:
        check_version(
            city_id=row.city_id,
            target_kind=TARGET,
            target_code=code_of(unit, month),
            expected=expected_version,
            version=row.version,
        )
    return row


def code_of(unit: Unit, month: date) -> str:
    return f"{rules.month_text(month)}/{unit.code}"


def path_of(unit: Unit, month: date) -> str:
    """Return the address of the unit's month on the desk."""
    return f"/filing/{rules.month_text(month)}/{unit.code}/"


def title_of(unit: Unit, month: date) -> str:
    return f"{unit.short_name}{rules.month_label(month)}月报"


def add_step(row: Filing, doing: Doing, **values: Any) -> FilingStep:
    """Append the step that brought the filing to its present state."""
    return FilingStep.objects.create(
        filing=row,
        state=row.state,
        at=doing.at,
        by=doing.actor,
        by_unit_id=doing.actor.unit_id,
        **values,
    )


def note(act: str, row: Filing, before: FilingState, changes: Mapping[str, object], doing: Doing) -> None:
    """Append the trail's line, as the last act of the transaction."""
    said = {
        "填报状态": [before.label, FilingState(row.state).label],
        **changes,
        "version": [row.version - 1, row.version],
    }
    line = audit.Note(act, TARGET, code_of(row.unit, row.month), title_of(row.unit, row.month), said)
    audit.record(line, actor=doing.actor, at=doing.at)
