"""Ask for bulk corrections as a test needs them, by the services alone."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from luodi.organisation import clock
from luodi.organisation.models import Account
from luodi.projects.choices import Field
from luodi.projects.models import Project
from luodi.revising import services
from luodi.revising.choices import BulkKind
from luodi.revising.models import BulkCorrection
from luodi.revising.services import NewBulk


def correction(projects: Sequence[Project], field: Field, value: object, **given: Any) -> NewBulk:
    return NewBulk(
        kind=BulkKind.CORRECTION,
        field=field,
        value=value,
        reason="首次录入时抄错",
        projects=[Project.objects.select_related("unit", "city").get(pk=one.pk) for one in projects],
        **given,
    )


def change(projects: Sequence[Project], field: Field, value: object, on: date = date(2020, 8, 1)) -> NewBulk:
    return NewBulk(
        kind=BulkKind.CHANGE,
        field=field,
        value=value,
        reason="机构调整",
        effective_on=on,
        projects=[Project.objects.select_related("unit", "city").get(pk=one.pk) for one in projects],
    )


def ask(new: NewBulk, *, by: Account) -> BulkCorrection:
    return services.ask_bulk(new, actor=by, at=clock.now(by.city))


def submit(new: NewBulk, *, by: Account) -> BulkCorrection:
    return services.submit_bulk(bulk=ask(new, by=by), actor=by, at=clock.now(by.city))
