"""Write a trip or a visit and what hangs on it anew, as a changed plan, a report or a correction says."""

from datetime import datetime
from typing import Any, cast

from luodi import search
from luodi.audit import services as audit
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account
from luodi.outreach.choices import ActivityState
from luodi.outreach.models import Trip, TripHandling, Visit, VisitHandling
from luodi.outreach.services import activities, trips
from luodi.outreach.services.activities import NewActivity, Shape

_PARTS = ("parts", "firms", "projects", "members", "programme")


def lock(row: Trip | Visit, *, expected_version: int | None = None) -> Trip | Visit:
    """Return the row afresh, locked.    Raises: EditedMeanwhile when it is no longer the one that was shown."""
    shape = activities.shape_of(row)
    rows: Any = shape.row.objects.select_for_update(of=("self",))
    found = cast("Trip | Visit", rows.select_related("unit", "subject", "led_by").get(pk=row.pk))
    check_version(
        city_id=found.city_id,
        target_kind=shape.subject,
        target_code=found.code,
        expected=expected_version,
        version=found.version,
    )
    return found


def handling_of(row: Trip | Visit) -> TripHandling | VisitHandling:
    """Return how the row is handled, new when nothing was said of it."""
    shape = activities.shape_of(row)
    table: Any = shape.handling.objects
    return cast("TripHandling | VisitHandling", table.get_or_create(activity=row)[0])


def move(
    row: Trip | Visit, state: ActivityState, act: str, *, actor: Account, at: datetime, reason: str = ""
) -> audit.Note:
    """Let the row stand elsewhere and return what the trail says of it."""
    before = row.state
    row.state, row.version, row.updated_at = state, row.version + 1, at
    row.save(update_fields=["state", "version", "updated_at"])
    changes: dict[str, Any] = {"version": [row.version - 1, row.version]}
    if before != state:
        changes["办理状态"] = [str(ActivityState(before).label), str(state.label)]
    if reason:
        changes["理由"] = reason
    return audit.Note(act, activities.shape_of(row).subject, row.code, row.title, changes)


def rewrite(row: Trip | Visit, new: NewActivity, *, at: datetime) -> dict[str, Any]:
    """Give the row and its links the values of the command, and return what changed, in words."""
    shape = activities.shape_of(row)
    columns = activities.columns_of(new)
    changes = _changes(row, columns)
    search.take_out(shape.index, [activities.document(row)])
    for name, value in columns.items():
        setattr(row, name, value)
    row.version, row.updated_at = row.version + 1, at
    row.search_text = activities.search_text_of(row)
    row.save(update_fields=[*columns, "search_text", "version", "updated_at"])
    _write_anew(shape, row, new)
    return changes | {"version": [row.version - 1, row.version]}


def _write_anew(shape: Shape, row: Trip | Visit, new: NewActivity) -> None:
    handling = handling_of(row)
    handling.purpose, handling.outcome = new.purpose, new.outcome
    handling.save(update_fields=["purpose", "outcome"])
    for name in _PARTS:
        getattr(row, name).all().delete()
    activities.write_links(shape, [row], [new], with_handling=False)
    if isinstance(row, Trip) and isinstance(new, trips.NewTrip):
        row.stops.all().delete()
        trips.write_stops([row], [new])


def _changes(row: Trip | Visit, columns: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, value in columns.items():
        before = getattr(row, name)
        if before != value:
            label = str(row._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            told[label] = [_said(before), _said(value)]
    return told


def _said(value: object) -> str:
    return "" if value is None else str(value)
