"""Make action items as a test needs them, by the services alone."""

from datetime import date
from typing import Any

from luodi.actions import services
from luodi.actions.models import ActionItem
from luodi.organisation import clock
from luodi.organisation.models import Account


def make_item(*, by: Account, **said: Any) -> ActionItem:
    values: dict[str, Any] = {
        "city": by.city,
        "title": "寄送产业规划和用地条件",
        "about": None,
        "owner": by,
        "unit": by.unit,
        "deadline": date(2020, 8, 10),
        "at": clock.now(by.city),
    }
    return services.add_item(**{**values, **said}, actor=by)
