"""Inputs: asked once for all members, in the unit that the scheme declares, each project under whoever took part."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luodi.assessment import scoring, services
from luodi.assessment.choices import GroupKind
from luodi.assessment.selectors.asking import UnitRefused
from luodi.assessment.selectors.gathering import gather
from luodi.assessment.services import Joining
from luodi.assessment.tests.group_makers import DAY, SCHEME, make_group
from luodi.crediting.tests.makers import split
from luodi.figures.scopes import ScopeRefused
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.organisation import services as organisation
from luodi.organisation.choices import UnitKind
from luodi.organisation.tests.makers import FOUNDED
from luodi.projects.choices import Stage
from luodi.projects.tests.makers import make_project, make_signed, move_on
from luodi.targets.choices import Phasing
from luodi.targets.services import Phase
from luodi.targets.tests.makers import make_plan, told

HEAD = "title: 办法\nscheme: t\nyear: 2020\nitems: [{code: A1, title: 一, kind: points, value: 1}]\ninputs:\n"


def gathered(group, clock, inputs, *, on=DAY):
    text = HEAD + "".join(f"  {line}\n" for line in inputs)
    clock.advance(minutes=1)
    return gather(scoring.settled(text), group, on=on, as_of=ledger.resolve(group.city, clock.now))


@pytest.fixture
def group(zhong, units, clock):
    return make_group(zhong, clock.now, units.yunxi, units.shiqiao)


def test_amounts_come_in_the_unit_that_is_declared(group, liu, qin, units, clock):
    make_signed(by=liu, verifier=qin, total=Yuan.from_wan(12345))
    found = gathered(
        group,
        clock,
        [
            "yi: {title: 亿, unit: 亿元, indicator: signed.amount}",
            "wan: {title: 万, unit: 万元, indicator: signed.amount}",
            "share: {title: 占比, unit: '%', indicator: signed.industrial.amount_share}",
        ],
    )
    own = found.values[units.yunxi.code]
    assert (own["yi"], own["wan"], own["share"]) == (Fraction(12345, 10_000), 12345, 1)
    none = found.values[units.shiqiao.code]
    assert (none["yi"], none["share"]) == (0, None)
    assert "分母为 0" in found.basis[units.shiqiao.code]["share"]["text"]


def test_a_number_is_not_turned_into_money(group, clock):
    with pytest.raises(UnitRefused, match="不能换算"):
        gathered(group, clock, ["n: {title: 数, unit: 亿元, indicator: signed.count}"])


def test_periods_scopes_and_standing_are_as_declared(group, liu, qin, units, clock):
    make_signed(by=liu, verifier=qin, signed_on="2020-07-01", total=Yuan.from_yi(1), name="甲")
    make_signed(
        by=liu, verifier=qin, signed_on="2019-07-01", on="2019-06-01", total=Yuan.from_yi(2), name="乙"
    )
    move_on(make_project(by=liu, total=Yuan.from_yi(4), name="丙"), to=Stage.SIGNED, by=liu)
    found = gathered(
        group,
        clock,
        [
            "now: {title: 今年, indicator: signed.amount}",
            "last: {title: 上年, indicator: signed.amount, period: last_year_to_date}",
            "july: {title: 当月, indicator: signed.amount, period: month}",
            "ever: {title: 累计, indicator: signed.amount, period: as_of}",
            "claimed: {title: 申报, indicator: signed.amount, standing: claimed}",
            "city: {title: 全市, indicator: signed.amount, scope: city}",
            "near: {title: 本省, indicator: signed.amount, scope: 'industry:A'}",
        ],
    )
    own = found.values[units.yunxi.code]
    assert [own[key] for key in ("now", "last", "july", "ever", "claimed", "city", "near")] == [
        1,
        2,
        1,
        3,
        5,
        1,
        0,
    ]
    assert found.values[units.shiqiao.code]["city"] == 1


def test_a_scope_that_is_not_there_is_refused(group, clock):
    with pytest.raises(ScopeRefused):
        gathered(group, clock, ["n: {title: 数, indicator: signed.count, scope: 'industry:ZZ'}"])


def test_a_project_stands_under_each_unit_that_took_part_with_its_share(group, zhong, liu, qin, units, clock):
    project = make_signed(by=liu, verifier=qin, total=Yuan.from_yi(3), name="共建项目")
    agreement = split(project, (units.yunxi, 6000), (units.shiqiao, 4000), by=zhong)
    assert agreement
    found = gathered(
        group,
        clock,
        [
            "p: {title: 清单, type: rows, indicator: signed.amount, columns: {amount: 额, share: 份额, stage: 阶段}}"
        ],
    )
    (own,) = found.values[units.yunxi.code]["p"]
    assert (own.name, own.code, own.values["amount"]) == ("共建项目", project.code, 3)
    shares = {key: [row.values["share"] for row in rows["p"]] for key, rows in found.values.items()}
    assert sum(sum(some, Decimal(0)) for some in shares.values()) == 1


def test_what_a_team_below_a_county_did_is_the_countys(group, cast, zhong, qin, liu, units, clock):
    organisation.create_unit(
        city=cast.city, code="SQUAD", name="云溪小分队", short_name="云溪小分队", kind=UnitKind.SQUAD,
        parent=units.yunxi, area=units.yunxi.area, founded_on=FOUNDED, actor=cast.system_admin, at=clock.now,
    )  # fmt: skip
    squad = units.yunxi.children.get(code="SQUAD")
    make_signed(by=zhong, verifier=qin, unit=squad, total=Yuan.from_yi(2), name="小分队的")
    found = gathered(
        group,
        clock,
        [
            "a: {title: 额, indicator: signed.amount}",
            "p: {title: 清单, indicator: signed.amount, columns: {amount: 额}}",
        ],
    )
    own = found.values[units.yunxi.code]
    assert own["a"] == 2
    assert [row.name for row in own["p"]] == ["小分队的"]


def test_a_target_is_the_annual_one_or_what_is_due_of_it(group, zhong, units, clock):
    quarters = Phase(Phasing.QUARTERS, (Decimal(10), Decimal(20), Decimal(40), Decimal(60)))
    make_plan(zhong, clock, told(units.yunxi, "signed.amount", 60, phase=quarters))
    found = gathered(
        group,
        clock,
        [
            "year: {title: 年, unit: 亿元, target_of: signed.amount}",
            "due: {title: 应完成, unit: 亿元, target_of: signed.amount, period: to_date}",
        ],
        on=date(2020, 6, 30),
    )
    own = found.values[units.yunxi.code]
    assert (own["year"], own["due"]) == (60, 20)
    assert found.values[units.shiqiao.code]["year"] is None
    assert "示例发" in found.basis[units.yunxi.code]["year"]["text"]


def test_what_leaders_have_no_figure_for_is_said(zhong, hong, clock):
    group = make_group(zhong, clock.now, name="市领导组", kind=GroupKind.LEADER)
    services.add_members(group=group, members=[Joining(holder=hong.person)], actor=zhong, at=clock.now)
    found = gathered(group, clock, ["n: {title: 数, indicator: signed.count}"])
    key = f"@{hong.person.code}"
    assert found.values[key]["n"] is None
    assert "不能按领导统计" in found.basis[key]["n"]["text"]


def test_many_members_take_as_many_questions_as_few(group, cast, zhong, units, clock):
    def n_queries():
        clock.advance(minutes=1)
        known = ledger.resolve(group.city, clock.now)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            gather(scoring.settled(SCHEME), group, on=DAY, as_of=known)
        return len(queries)

    few = n_queries()
    joining = []
    for n in range(12):
        organisation.create_unit(
            city=cast.city, code=f"C{n}", name=f"县{n}", short_name=f"县{n}", kind=UnitKind.COUNTY,
            parent=units.top, area=units.yunxi.area, founded_on=FOUNDED, actor=cast.system_admin, at=clock.now,
        )  # fmt: skip
        joining.append(Joining(holder=units.top.children.get(code=f"C{n}")))
    services.add_members(group=group, members=joining, actor=zhong, at=clock.now)
    assert n_queries() == few
