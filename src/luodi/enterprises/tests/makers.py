"""Make enterprises and advisers by the services alone."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from luodi.enterprises import services
from luodi.enterprises.choices import CheckItem, MarkKind, Outcome
from luodi.enterprises.models import Adviser, Contact, DueCheck, Enterprise, Mark
from luodi.enterprises.services import NewAdviser, NewCheck, NewContact, NewEnterprise, NewMark
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


def add_contact(firm: Enterprise, *, by: Account, **particulars: Any) -> Contact:
    values = {"name": "汪示例", "unit": by.unit, "title": "总经理", "phone": "13800001234", **particulars}
    return services.add_contact(enterprise=firm, new=NewContact(**values), actor=by, at=clock.now(by.city))


def add_mark(firm: Enterprise, *, by: Account, **particulars: Any) -> Mark:
    values = {"kind": MarkKind.HIGH_TECH, "since": date(2019, 1, 1), "source": "认定文件", **particulars}
    return services.add_mark(enterprise=firm, new=NewMark(**values), actor=by, at=clock.now(by.city))


def add_check(
    firm: Enterprise, *, by: Account, files: Sequence[tuple[bytes, str]] = (), **particulars: Any
) -> DueCheck:
    values = {
        "item": CheckItem.CREDIT,
        "outcome": Outcome.CLEAR,
        "finding": "未列入失信名单",
        "source": "公示系统",
        "checked_on": date(2020, 7, 1),
        **particulars,
    }
    return services.add_check(
        enterprise=firm, new=NewCheck(**values), files=files, actor=by, at=clock.now(by.city)
    )
