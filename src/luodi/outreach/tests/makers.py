"""Make trips, visits and what surrounds them as a test needs it, by the services alone."""

from datetime import date
from typing import Any

from luodi.enterprises import services as enterprises
from luodi.enterprises.models import Enterprise
from luodi.kernel.dates import VagueDate
from luodi.organisation import clock
from luodi.organisation.models import Account
from luodi.outreach import selectors, services
from luodi.outreach.choices import EventForm
from luodi.outreach.models import PromotionEvent, Trip, Visit

HELD = date(2020, 7, 15)


def make_firm(name: str, *, by: Account, **said: Any) -> Enterprise:
    command = enterprises.NewEnterprise(name=name, **{"origin": "440300", "industry": "C39", **said})
    return enterprises.add_enterprise(command, actor=by, at=clock.now(by.city))


def new_trip(*, by: Account, **said: Any) -> services.NewTrip:
    values: dict[str, Any] = {
        "unit": by.unit,
        "title": "赴深圳拜访显示企业",
        "destination": "440300",
        "place": "深圳",
        "from_on": date(2020, 7, 6),
        "to_on": date(2020, 7, 8),
    }
    return services.NewTrip(**{**values, **said})


def make_trip(*, by: Account, **said: Any) -> Trip:
    return services.record_trips([new_trip(by=by, **said)], actor=by, at=clock.now(by.city))[0]


def make_visit(*, by: Account, on: VagueDate | None = None, **said: Any) -> Visit:
    values: dict[str, Any] = {"unit": by.unit, "title": "深圳客商来访", "origin": "440300"}
    visited = on or VagueDate.day(date(2020, 7, 10))
    command = services.NewVisit(**{**values, **said}, visited=visited)
    return services.record_visits([command], actor=by, at=clock.now(by.city))[0]


def make_event(*, by: Account, code: str = "FAIR-2020", **said: Any) -> PromotionEvent:
    values: dict[str, Any] = {
        "name": "示例市招商推介会",
        "form": EventForm.PROMOTION,
        "unit": by.unit,
        "place": "上海",
        "held_from": HELD,
        "held_to": date(2020, 7, 17),
    }
    return services.hold_event(
        services.NewEvent(code=code, **{**values, **said}), actor=by, at=clock.now(by.city)
    )


def verify_everything(*, by: Account) -> None:
    claims = selectors.open_claims(city=by.city)
    services.verify_claims(claims, actor=by, at=clock.now(by.city))
