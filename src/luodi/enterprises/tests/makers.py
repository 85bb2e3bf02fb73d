"""Make enterprises and advisers by the services alone."""

from datetime import date
from typing import Any

from luodi.enterprises import services
from luodi.enterprises.models import Adviser, Enterprise
from luodi.enterprises.services import NewAdviser, NewEnterprise
from luodi.kernel.codes import credit_code_check_digit
from luodi.organisation import clock
from luodi.organisation.models import Account


def credit_code(number: int) -> str:
    """A valid code of an invented firm."""
    first = f"9134990{number:010d}"[:17]
    return first + credit_code_check_digit(first)


def make_enterprise(*, by: Account, **particulars: Any) -> Enterprise:
    values = {"name": "示例光学有限公司", "origin": "440300", "industry": "C39", **particulars}
    return services.add_enterprise(NewEnterprise(**values), actor=by, at=clock.now(by.city))


def make_adviser(*, by: Account, **particulars: Any) -> Adviser:
    values = {"name": "示例顾问", "unit": by.unit, "since": date(2020, 1, 1), **particulars}
    return services.appoint_adviser(NewAdviser(**values), actor=by, at=clock.now(by.city))
