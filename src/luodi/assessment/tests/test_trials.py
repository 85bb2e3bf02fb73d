"""Trials: they say what would be, and leave nothing behind."""

from decimal import Decimal
from fractions import Fraction

import pytest

from luodi.assessment.models import Run, SchemeVersion
from luodi.assessment.selectors.supposing import Supposed, added
from luodi.assessment.selectors.trials import compare, on_data, suppose
from luodi.assessment.tests.group_makers import SCHEME, make_adopted, make_group, make_run
from luodi.audit.models import AuditRecord
from luodi.figures.indicators import indicator
from luodi.kernel.findings import Refusal
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.projects.choices import Stage
from luodi.projects.tests.makers import make_signed
from luodi.targets.tests.makers import make_cascade


@pytest.fixture
def run(zhong, hong, qin, liu, wu, units, clock):
    make_cascade(zhong, clock, units)
    for by, amount in ((liu, 6), (wu, 1)):
        clock.advance(minutes=1)
        make_signed(by=by, verifier=qin, total=Yuan.from_yi(amount), name=f"{by.login}{amount}亿")
    group = make_group(zhong, clock.now, units.yunxi, units.shiqiao)
    make_adopted(group, by=zhong, adopts=hong, at=clock.now)
    clock.advance(minutes=5)
    return make_run(group, by=zhong, at=clock.now)


def test_one_more_project_moves_every_input_that_it_counts_in(run, units):
    trial = suppose(run, key=units.shiqiao.code, project=Supposed(Decimal(12)))
    line = trial.line(units.shiqiao.code)
    assert line.before.item("A1").points == 2
    assert line.after.item("A1").points == 26
    assert (line.after.item("B1").points, line.after.item("A2").points) == (2, 40)
    assert (line.climbs, line.after.rank) == (1, 1)
    assert {title for title, *_ in trial.touched} >= {"签约总投资", "签约项目数", "签约项目清单"}


def test_a_project_that_does_not_get_there_adds_nothing(run, units):
    project = Supposed(Decimal(12), stage=Stage.NEGOTIATING)
    assert suppose(run, key=units.shiqiao.code, project=project).line(units.shiqiao.code).gain == 0


def test_another_weight_is_tried_without_touching_the_scheme(run, units):
    trial = suppose(run, weights={"A1": Fraction(25)})
    line = trial.line(units.yunxi.code)
    assert line.before.item("A1").points == 6
    assert line.after.item("A1").points == Fraction(5, 2)
    with pytest.raises(Refusal, match="B2"):
        suppose(run, weights={"B2": Fraction(1)})


def test_a_trial_leaves_nothing_on_record(run, units):
    before = (Run.objects.count(), AuditRecord.objects.count(), SchemeVersion.objects.count())
    suppose(run, key=units.shiqiao.code, project=Supposed(Decimal(12)), weights={"A1": Fraction(25)})
    assert (Run.objects.count(), AuditRecord.objects.count(), SchemeVersion.objects.count()) == before


def test_two_schemes_stand_side_by_side_on_the_same_data(run, zhong, units, clock):
    text = (
        SCHEME.replace("weight: 60", "weight: 30").replace("total: 100", "total: 70").replace("2020", "2021")
    )
    group = make_group(zhong, clock.now, units.park, name="另一组")
    other = SchemeVersion(group=group, number=1, text=text)
    trial = compare(run, other)
    line = trial.line(units.yunxi.code)
    assert (line.before.item("A1").points, line.after.item("A1").points) == (6, 3)


def test_a_draft_is_tried_on_past_data(run, clock):
    draft = SchemeVersion(group=run.group, number=9, text=SCHEME.replace("year: 2020", "year: 2021"))
    result, notes = on_data(draft, run.group, run.last_on, ledger.resolve(run.group.city))
    assert {one.total for one in result.members.values()} == {Fraction(48), Fraction(42)}
    assert notes == ("“服务评价”没有任何数",)


def test_a_share_moves_by_both_of_its_parts(run, units):
    trial = suppose(run, key=units.yunxi.code, project=Supposed(Decimal(1), is_industrial=False))
    moved = {title: (before, after) for title, before, after in trial.touched}
    assert moved["工业项目占比"] == (1, Fraction(1, 2))


def test_several_projects_and_an_unknown_member(run, units):
    trial = suppose(run, key=units.shiqiao.code, project=Supposed(Decimal(5)), n=3)
    assert trial.line(units.shiqiao.code).after.item("B1").points == 6
    with pytest.raises(Refusal, match="没有这个对象"):
        suppose(run, key="NOBODY", project=Supposed(Decimal(5)))


@pytest.mark.parametrize(
    ("code", "project", "expected"),
    [
        ("signed.count", Supposed(Decimal(1)), 1),
        ("signed.amount", Supposed(Decimal("1.5")), Fraction(3, 2)),
        ("started.count", Supposed(Decimal(1)), 0),
        ("started.count", Supposed(Decimal(1), stage=Stage.PRODUCING), 1),
        ("signed.industrial.count", Supposed(Decimal(1), is_industrial=False), 0),
        ("building.outside.count", Supposed(Decimal("0.5"), stage=Stage.STARTED), 0),
        ("trips.count", Supposed(Decimal(1)), 0),
        ("signed.remote.count", Supposed(Decimal(1)), None),
    ],
)
def test_what_a_project_adds_to_an_indicator(code, project, expected):
    assert added(indicator(code), project) == expected
