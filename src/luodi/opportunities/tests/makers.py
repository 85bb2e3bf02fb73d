"""Make opportunities as a test needs them, by the services alone."""

from datetime import date
from typing import Any

from luodi.kernel.money import Yuan
from luodi.opportunities import services
from luodi.opportunities.models import Opportunity
from luodi.organisation import clock
from luodi.organisation.models import Account


def make_opportunity(*, by: Account, **said: Any) -> Opportunity:
    values: dict[str, Any] = {
        "name": "云溪县显示材料招商项目",
        "unit": by.unit,
        "industry": "C39",
        "amount": Yuan.from_yi(12),
        "since": date(2020, 3, 31),
    }
    command = services.NewOpportunity(**{**values, **said})
    return services.add_opportunities([command], actor=by, at=clock.now(by.city))[0]
