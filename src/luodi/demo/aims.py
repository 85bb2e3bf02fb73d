"""The year's targets: the plan by document in March, that of teams and groups in May, an amendment in July."""

from datetime import date, datetime
from decimal import Decimal
from functools import partial

from luodi.demo import units
from luodi.demo.journal import Journal
from luodi.demo.organisation import Cast
from luodi.demo.schedule import moment
from luodi.demo.units import COUNTIES
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import Unit
from luodi.organisation.selectors import root
from luodi.targets import services as targets
from luodi.targets.choices import Basis, Phasing, Relation
from luodi.targets.models import Target
from luodi.targets.progress import Terms
from luodi.targets.services import Amendment, NewTarget, Phase, Place

YEAR = 2020
_DOCUMENT = "关于做好2020年全市招商引资工作的意见（淮发〔2020〕7号）"
_OF_TEAMS = "关于下达招商队伍2020年目标任务的通知（示例招办〔2020〕12号）"
_AMENDING = "关于调整部分园区2020年目标任务的通知（示例招办〔2020〕26号）"
_QUARTERS = (Decimal("0.15"), Decimal("0.4"), Decimal("0.7"), Decimal(1))
"""A slow first quarter was foreseen."""
_CITY = {
    "signed.amount": 600,
    "signed.count": 250,
    "started.amount": 320,
    "producing.count": 60,
    "trips.count": 700,
    "funds.amount": 220,
    "signed.industrial.amount": 410,
    "building.outside.new.count": 48,
    "producing.industrial.count": 32,
}
_PER_WEIGHT = {
    "signed.amount": 6,
    "started.amount": 3,
    "trips.count": 5,
    "funds.amount": 2,
    "signed.industrial.amount": 4,
}
_WEIGHT_PER = {"building.outside.new.count": 2, "producing.industrial.count": 3}
"""A county's number by its weight; the sum over all counties is more or less than the city's, as it came out."""
_SPARED = {("BAGONGSHAN", "building.outside.new.count"), ("MAOJI", "building.outside.new.count")}
"""Who has no such target: what it would weigh is spread over the other items of the assessment."""


def write_into(journal: Journal, cast: Cast) -> None:
    journal.add(moment(date(2020, 3, 10), 15), partial(issue_plan, cast))
    journal.add(moment(date(2020, 3, 10), 16), partial(set_rules, cast))
    journal.add(moment(date(2020, 5, 21), 15), partial(issue_teams, cast))
    journal.add(moment(date(2020, 7, 15), 10), partial(amend, cast))


def issue_plan(cast: Cast, at: datetime) -> None:
    """The city, its 11 counties and parks as parts of it, 62 departments and 24 leaders beside them."""
    city = root(cast.centre.city)
    told = [_new(city, code, value, parent=Place.TOP) for code, value in _CITY.items()]
    told += [
        _new(cast.units[one.code], code, one.weight * share, relation=Relation.ALLOCATED, parent=city)
        for one in COUNTIES
        for code, share in _PER_WEIGHT.items()
    ]
    told += [
        _new(cast.units[one.code], code, one.weight // share, relation=Relation.ALLOCATED, parent=city)
        for one in COUNTIES
        for code, share in _WEIGHT_PER.items()
        if (one.code, code) not in _SPARED
    ]
    told += [
        _new(cast.units[one.code], "signed.amount", 1, relation=Relation.PARALLEL, parent=city)
        for one in units.departments()
    ]
    for nth, leader in enumerate(cast.leaders):
        told.append(_new(leader, "trips.count", 6 if nth < 6 else 3, relation=Relation.PARALLEL, parent=city))
        told.append(_new(leader, "sponsored.started.count", 1, parent=Place.TOP))
    _assign(cast, told, date(2020, 3, 9), _DOCUMENT, "2020年度招商引资目标任务", at)


def issue_teams(cast: Cast, at: datetime) -> None:
    """Trips of the teams and groups, as parts of the city's; two groups carry one number; a county's own teams."""
    city, shou = root(cast.centre.city), cast.units["SHOU"]
    kinds = (UnitKind.INDUSTRY_TEAM, UnitKind.RESIDENT_GROUP)
    teams = [one for one in cast.units.values() if one.kind in kinds]
    told = [_new(one, "trips.count", 12, relation=Relation.ALLOCATED, parent=city) for one in teams]
    told += [
        _new(cast.units[code], "signed.count", 12, relation=Relation.JOINT, joint="珠三角", parent=Place.TOP)
        for code in ("GROUP-SHENZHEN", "GROUP-DONGGUAN")
    ]
    below = [one for one in cast.units.values() if one.parent_id == shou.pk]
    told += [_new(one, "trips.count", 12, relation=Relation.ALLOCATED, parent=shou) for one in below]
    _assign(cast, told, date(2020, 5, 20), _OF_TEAMS, "招商队伍2020年目标任务", at)


def amend(cast: Cast, at: datetime) -> None:
    """The chemical park takes on more, now that a large project has come."""
    row = Target.objects.standing().get(unit=cast.units["MEIHUA"], year=YEAR, indicator="signed.amount")
    targets.amend_targets(
        [Amendment(target=row, value=Decimal(45), phase=_phase("signed.amount", 45))],
        decided_on=date(2020, 7, 14),
        document=_AMENDING,
        reason="园区上半年签约进度较快，经市招商引资工作领导小组会议研究，增加全年目标",
        actor=cast.centre,
        at=at,
    )


def set_rules(cast: Cast, at: datetime) -> None:
    terms = Terms(
        basis=Basis.MONTHS,
        strict=False,
        yellow_from=Decimal(5),
        red_beyond=Decimal(20),
        source="市招商引资工作领导小组会议纪要（示例）",
    )
    targets.set_terms(terms, valid_from=at.date(), actor=cast.centre, at=at)


def _assign(cast: Cast, told: list[NewTarget], on: date, document: str, title: str, at: datetime) -> None:
    targets.assign_targets(
        told, year=YEAR, assigned_on=on, document=document, title=title, actor=cast.centre, at=at
    )


def _new(
    holder: targets.Body,
    code: str,
    value: int,
    *,
    relation: Relation | None = None,
    parent: Unit | Place = Place.USUAL,
    joint: str | None = None,
) -> NewTarget:
    return NewTarget(
        holder=holder,
        indicator=code,
        value=Decimal(value),
        relation=relation,
        parent=parent,
        joint=joint,
        phase=_phase(code, value),
    )


def _phase(code: str, value: int) -> Phase | None:
    """What is signed follows the document's quarters, everything else the calendar."""
    if code != "signed.amount":
        return None
    return Phase(Phasing.QUARTERS, tuple(value * share for share in _QUARTERS))
