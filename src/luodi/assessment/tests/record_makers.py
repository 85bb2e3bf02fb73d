"""Records, ratings, self-assessments and objections for tests, through the services."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from luodi.assessment import services
from luodi.assessment.choices import GroupKind
from luodi.assessment.models import (
    ConfirmedInput,
    Group,
    MarkEvent,
    Membership,
    Objection,
    RatingMark,
    RatingRound,
    Run,
    RunScore,
    SelfSheet,
)
from luodi.assessment.services import Mark, NewEvent, NewInput, NewObjection, NewRound
from luodi.assessment.tests.group_makers import DAY, make_adopted, make_group, make_run
from luodi.organisation.choices import Role
from luodi.organisation.models import Account, Unit
from luodi.organisation.tests.makers import Cast, make_account

RECORDS = """\
title: 2020年度县区服务考核办法
scheme: records_2020
year: 2020
total: 100
inputs:
  growth: {title: 规上工业增速, unit: 分, confirmed_by: 市经信局}
  late: {title: 逾期未报, unit: 次, events: LATE_REPORT}
  praised: {title: 受表扬, type: rows, events: PRAISED, columns: {count: 次数, category: 级别}}
  opinions: {title: 服务评议, type: ratings}
items:
  - {code: A1, title: 工业增速, weight: 60, kind: points, value: growth}
  - code: A2
    title: 服务评议
    weight: 40
    kind: rating
    ratings: opinions
    raters: [{kind: parks, title: 园区, weight: 70%}, {kind: bureaus, title: 部门, weight: 30%}]
  - code: B1
    title: 受表扬加分
    kind: bonus
    rows: praised
    cap: 5
    classes: [{title: 省级, when: {category: 省级}, points: 2}]
  - {code: C1, title: 迟报扣分, kind: deduction, count: late, points: 0.5}
lists: [{title: 红榜, when: {rank: "<= 1"}}, {title: 黑榜, when: {total: "< 40"}}]
"""


@dataclass(frozen=True)
class Office:
    """The group with its scheme in force, and those beside the cast who confirm, issue and rate."""

    group: Group
    ding: Account
    """A second one at the centre."""
    bai: Account
    """Clerk of the bureau that confirms."""
    gao: Account
    """Clerk of the park."""

    def member(self, unit: Unit) -> Membership:
        return Membership.objects.with_all().get(group=self.group, unit=unit)


def make_office(cast: Cast, at: datetime, text: str = RECORDS, kind: GroupKind = GroupKind.COUNTY) -> Office:
    def engage(login: str, name: str, unit: Unit, role: Role) -> Account:
        return make_account(
            login=login,
            name=name,
            unit=unit,
            roles=(role,),
            system_admin=cast.system_admin,
            security_admin=cast.security_admin,
            at=at,
        )

    units = cast.units
    group = make_group(cast.zhong, at, units.yunxi, units.shiqiao, name="县区服务组", kind=kind)
    make_adopted(group, by=cast.zhong, adopts=cast.hong, at=at, text=text)
    return Office(
        group,
        engage("ding", "丁", units.centre, Role.CENTRE),
        engage("bai", "白", units.bureau, Role.CLERK),
        engage("gao", "高", units.park, Role.CLERK),
    )


def make_leaders(cast: Cast, at: datetime) -> Group:
    return make_group(cast.zhong, at, cast.hong.person, name="领导组", kind=GroupKind.LEADER)


def enter(
    office: Office, unit: Unit, value: str | None, *, by: Account, at: datetime, **more: Any
) -> ConfirmedInput:
    told: dict[str, Any] = {"input": "growth", "ends_on": DAY, "title": "规上工业增速", "measure": "分"}
    passed = {name: more.pop(name) for name in ("evidence", "reason") if name in more}
    source = more.pop("source", office.bai.unit)
    new = NewInput(
        member=office.member(unit),
        value=None if value is None else Decimal(value),
        source=source,
        **{**told, **more},
    )
    (row,) = services.enter_inputs([new], actor=by, at=at, **passed)
    return row


def confirmed(office: Office, unit: Unit, value: str, *, by: Account, at: datetime) -> ConfirmedInput:
    row = enter(office, unit, value, by=by, at=at)
    services.confirm_inputs([row], actor=office.bai, at=at)
    return row


def make_event(
    office: Office, unit: Unit, *, by: Account, at: datetime, kind: str = "LATE_REPORT", **more: Any
) -> MarkEvent:
    told: dict[str, Any] = {"day": date(2020, 7, 10), "title": "6月月报迟报", "basis": "月报通报第6期"} | more
    passed = {"evidence": told.pop("evidence")} if "evidence" in told else {}
    new = NewEvent(member=office.member(unit), kind=kind, **told)
    return services.record_event(new, actor=by, at=at, **passed)


def make_round(office: Office, *raters: tuple[Account, str], by: Account, at: datetime) -> RatingRound:
    new = NewRound(
        group=office.group,
        input="opinions",
        title="上半年服务评议",
        opens_on=date(2020, 7, 20),
        closes_on=date(2020, 8, 7),
        raters=raters,
    )
    return services.open_round(new, actor=by, at=at)


def rate(round_: RatingRound, rater: Account, points: Mapping[str, str], *, at: datetime) -> None:
    seat = round_.seats.get(account=rater)
    marks = {key: Mark(Decimal(given)) for key, given in points.items()}
    services.submit_marks(seat=seat, marks=marks, actor=rater, at=at)


def rated_keys(round_: RatingRound, rater: Account) -> set[str]:
    marks = RatingMark.objects.filter(seat__round=round_, seat__account=rater)
    return {one.key for one in marks.select_related("unit", "person")}


def call(office: Office, *, by: Account, at: datetime, due_on: date = date(2020, 8, 10)) -> None:
    services.call_for_self_scores(group=office.group, ends_on=DAY, due_on=due_on, actor=by, at=at)


def sheet_of(office: Office, unit: Unit) -> SelfSheet:
    return SelfSheet.objects.with_all().get(call__group=office.group, unit=unit)


def make_published(office: Office, *, by: Account, at: datetime, until: date = date(2020, 8, 12)) -> Run:
    run = make_run(office.group, by=by, at=at)
    return services.publish_run(run=run, objections_until=until, actor=by, at=at)


def score_of(run: Run, unit: Unit) -> RunScore:
    rows = RunScore.objects.select_related("run__group__city", "unit", "person")
    return rows.get(run=run, unit=unit)


def object_to(run: Run, unit: Unit, *, by: Account, at: datetime, **more: Any) -> Objection:
    told = {"item": "A1", "text": "增速应为 55 分，见统计公报"} | more
    evidence = told.pop("evidence", None)
    return services.raise_objection(
        NewObjection(score=score_of(run, unit), **told), actor=by, at=at, evidence=evidence
    )
