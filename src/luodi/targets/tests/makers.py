"""Targets for tests, through the services."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl

from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Clock, Units
from luodi.targets import services
from luodi.targets.choices import Relation
from luodi.targets.models import Plan, PlanSheet, Target
from luodi.targets.services import Body, NewTarget, Place

DAY = date(2020, 6, 1)
DOCUMENT = "示例发〔2020〕1号"


def told(holder: Body, indicator: str, value: Any, **more: Any) -> NewTarget:
    return NewTarget(
        holder=holder, indicator=indicator, value=None if value is None else Decimal(str(value)), **more
    )


def make_draft(by: Account, clock: Clock, *commands: NewTarget, title: str = "2020年度目标任务") -> Plan:
    plan = services.draft_plan(
        year=2020, title=title, document=DOCUMENT, issued_on=DAY, actor=by, at=clock.now
    )
    return services.set_targets(plan=plan, commands=commands, actor=by, at=clock.now)


def make_plan(by: Account, clock: Clock, *commands: NewTarget) -> Plan:
    return services.issue_plan(plan=make_draft(by, clock, *commands), actor=by, at=clock.now)


def make_sheet(plan: Plan, *, by: Account, at: datetime, rows: Sequence[Sequence[Any]] = ()) -> PlanSheet:
    """A sheet that was brought for a draft; without rows one that gives Yunxi a number of signings."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows or (["单位", "新签约项目（个）"], ["云溪县", 12]):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return services.bring_sheet(plan=plan, content=content, name="目标.xlsx", actor=by, at=at)


def make_cascade(by: Account, clock: Clock, units: Units) -> Plan:
    """The city's 100 亿元: 60 and 30 for two counties, a number that two teams carry, a parallel one for a bureau."""
    code = "signed.amount"
    joint = {"relation": Relation.JOINT, "joint": "双队", "parent": units.top}
    return make_plan(
        by,
        clock,
        told(units.top, code, 100, parent=Place.TOP),
        told(units.yunxi, code, 60),
        told(units.shiqiao, code, 30),
        told(units.team, code, 15, **joint),
        told(units.group, code, 15, **joint),
        told(units.bureau, code, 18),
    )


def target_of(holder: Body, indicator: str = "signed.amount") -> Target:
    rows = Target.objects.exclude(state="WITHDRAWN").filter(indicator=indicator)
    return next(one for one in rows.with_all() if holder in (one.unit, one.person))
