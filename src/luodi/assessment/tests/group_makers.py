"""Groups, schemes and runs for tests, through the services."""

from datetime import date, datetime
from typing import Any

from luodi.assessment import services
from luodi.assessment.choices import GroupKind
from luodi.assessment.models import Group, Run, SchemeVersion
from luodi.assessment.services import Joining
from luodi.organisation.models import Account, Unit

DOCUMENT = "示例办〔2020〕8号"
DAY = date(2020, 7, 31)
SCHEME = """\
title: 2020年度县区招商引资考核办法
scheme: test_2020
year: 2020
total: 100
inputs:
  signed: {title: 签约项目数, unit: 个, indicator: signed.count}
  amount: {title: 签约总投资, unit: 亿元, indicator: signed.amount}
  target: {title: 签约总投资目标, unit: 亿元, target_of: signed.amount}
  share: {title: 工业项目占比, unit: "%", indicator: signed.industrial.count_share}
  projects:
    title: 签约项目清单
    type: rows
    indicator: signed.amount
    columns: {amount: {title: 总投资, unit: 亿元}, industrial: 工业}
  service: {title: 服务评价, unit: 分, confirmed_by: 市发展改革委}
items:
  - {code: A1, title: 签约总投资, weight: 60, kind: ratio, actual: amount, target: target, cap: 120%}
  - {code: A2, title: 签约项目数, weight: 40, kind: efficacy, actual: signed}
  - code: B1
    title: 大项目加分
    kind: bonus
    rows: projects
    cap: 10
    classes: [{title: 5亿元以上, when: {amount: ">= 5"}, points: 2}]
  - {code: B2, title: 服务评价加分, kind: points, value: service, cap: 5}
grades: [{title: 优秀, from: 90}, {title: 良好, from: 60}, {title: 一般}]
lists: [{title: 红榜, when: {rank: "<= 1"}}]
"""


def make_group(by: Account, at: datetime, *units: Unit, **more: Any) -> Group:
    told = {"year": 2020, "name": "县区组", "kind": GroupKind.COUNTY} | more
    return services.make_group(members=[Joining(holder=one) for one in units], actor=by, at=at, **told)


def make_adopted(
    group: Group, *, by: Account, adopts: Account, at: datetime, text: str = SCHEME
) -> SchemeVersion:
    draft = services.write_scheme(group=group, text=text, actor=by, at=at)
    return services.adopt_scheme(scheme=draft, document=DOCUMENT, actor=adopts, at=at)


def make_run(group: Group, *, by: Account, at: datetime, last: date = DAY, **more: Any) -> Run:
    return services.compute_run(group=group, last=last, actor=by, at=at, **more)
