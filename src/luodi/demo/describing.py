"""What is noted of a project beside what counts: who signs, on which land, how many jobs, whom to call."""

import random
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from luodi.demo import chance
from luodi.demo.names import LOCAL
from luodi.demo.people import name_of
from luodi.demo.planned import PlannedProject
from luodi.demo.units import COUNTIES, INDUSTRY_TEAMS
from luodi.kernel.dates import DatePrecision
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import Capital
from luodi.projects.choices import Agreement, Construction, Field, InvestmentForm, LandKind, Stage
from luodi.projects.rules import around

_PROMOTIONS = ("以商招商", "驻点招商", "产业链招商", "平台招商", "委托招商")
_SOURCES = ("外出招商", "客商来访", "商会推荐", "招商顾问推荐", "已落户企业介绍")
_PROGRESS = {
    Stage.NEGOTIATING: "双方已就选址、用地和政策条件交换意见，正在商谈投资协议文本。",
    Stage.SIGNED: "投资协议已签订，正在办理项目公司注册和立项备案。",
    Stage.STARTED: "桩基施工完成，正在进行主体厂房建设，设备同步订货。",
    Stage.PRODUCING: "一期已投产，产能正在爬坡。",
}
_PROBLEMS = (
    "用地指标尚有缺口，需市自然资源和规划局协调。",
    "环评批复办理较慢，影响开工时间。",
    "疫情期间设备进场推迟。",
)
_ABROAD = ("71", "81")
_COUNTY = {one.code: one.name for one in COUNTIES}


def capital_of(project: PlannedProject) -> Capital:
    """Money from abroad, 港澳台 included, is foreign."""
    abroad = project.origin.isalpha() or project.origin[:2] in _ABROAD
    return Capital.FOREIGN if abroad else Capital.DOMESTIC


def describe(seed: int, projects: Iterable[PlannedProject]) -> None:
    """Note the details of whatever was signed, and little of what is only talked about."""
    rng = chance.source("describing", seed)
    for nth, project in enumerate(projects):
        if Stage.SIGNED in project.dates:
            project.details = _signed(rng, project, nth)
        elif rng.random() < 0.25:
            project.details = {
                Field.PROGRESS: _PROGRESS[Stage.NEGOTIATING],
                Field.SOURCE: rng.choice(_SOURCES),
                Field.CONTACT: name_of(nth),
            }


def _signed(rng: random.Random, project: PlannedProject, nth: int) -> dict[Field, object]:
    stage = list(project.dates)[-1]
    found: dict[Field, object] = {
        Field.CAPITAL: capital_of(project),
        Field.FORM: InvestmentForm.NEW,
        Field.AGREEMENT: Agreement.INVESTMENT,
        Field.PROMOTION: rng.choice(_PROMOTIONS),
        Field.SOURCE: rng.choice(_SOURCES),
        Field.CONTACT: name_of(nth),
        Field.PHONE: f"1300000{nth % 10_000:04d}",
        Field.PROGRESS: _PROGRESS[stage],
        Field.FIXED: Yuan.from_wan(project.total_wan * rng.randint(62, 86) // 100),
        Field.CONSTRUCTION: Construction.NEW,
        Field.ADDRESS: f"{_COUNTY[project.county]}{'经济开发区' if project.industrial else '城区'}{nth + 1}号地块",
    }
    if project.firm is not None:
        found[Field.SIGNING_ENTITY] = project.firm.name
        found[Field.LOCAL_COMPANY] = f"淮南{project.firm.brand}有限公司"
    if project.origin[:2] != LOCAL[:2]:
        found[Field.OUT_OF_PROVINCE] = Yuan.from_wan(project.total_wan)
    if rng.random() < 0.12 and stage == Stage.SIGNED:
        found[Field.PROBLEM] = rng.choice(_PROBLEMS)
    return found | _size(rng, project) | _plan(project) | _chain(rng, project)


def _size(rng: random.Random, project: PlannedProject) -> dict[Field, object]:
    wan = project.total_wan
    found: dict[Field, object] = {
        Field.OUTPUT: Yuan.from_wan(wan * rng.randint(90, 180) // 100),
        Field.TAX: Yuan.from_wan(max(wan * rng.randint(3, 8) // 100, 50)),
        Field.JOBS: max(wan // rng.randint(90, 160), 20),
    }
    if rng.random() < 0.3:
        return found | {Field.LAND_KIND: LandKind.PLANT, Field.FLOOR: Decimal(rng.randint(20, 240) * 100)}
    return found | {
        Field.LAND_KIND: LandKind.SUPPLIED,
        Field.LAND: Decimal(max(wan // rng.randint(180, 320), 12)),
    }


def _plan(project: PlannedProject) -> dict[Field, object]:
    started = project.dates.get(Stage.STARTED)
    signed = project.dates[Stage.SIGNED].last
    start = started.first if started else signed + timedelta(days=120)
    return {
        Field.PLANNED_START: around(start, DatePrecision.MONTH),
        Field.PLANNED_FINISH: around(start + timedelta(days=400), DatePrecision.MONTH),
    }


def _chain(rng: random.Random, project: PlannedProject) -> dict[Field, object]:
    names = [name for _, name, trades in INDUSTRY_TEAMS if project.industry in trades]
    found: dict[Field, object] = {Field.LEADING: bool(names), Field.STRATEGIC: project.industry in _STRATEGIC}
    return found | ({Field.CHAIN: rng.choice(names)} if names else {})


_STRATEGIC = ("C27", "C38", "C39", "I64", "I65", "C36")
