"""Spot checks: the same seed draws the same sample, and the confirmed ratio is honest."""

from fractions import Fraction

import pytest

from luodi.kernel.money import Yuan
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Standing
from luodi.ledger.services import VerifierIsClaimant
from luodi.organisation import services as organisation
from luodi.organisation.choices import Role
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed, reach_of
from luodi.organisation.tests.makers import Cast, Clock
from luodi.projects import services as projects
from luodi.projects.choices import Field
from luodi.projects.tests.makers import make_signed
from luodi.recognition import services
from luodi.recognition.choices import SampleFinding
from luodi.recognition.models import SampleItem, SampleRun
from luodi.recognition.sampling import Checked, confirmed_ratio, draw
from luodi.recognition.services import SampleRefused

JULY = Period.month(2020, 7)


@pytest.fixture
def signings(liu: Account, qin: Account) -> list[object]:
    return [
        make_signed(
            by=liu, verifier=qin, signed_on=f"2020-07-{n:02}", name=f"云溪项目{n}", total=Yuan.from_yi(n)
        )
        for n in range(1, 9)
    ]


def drawn(cast: Cast, clock: Clock, **options: object) -> SampleRun:
    given = {"unit": cast.units.yunxi, "period": JULY, "size": 3, "seed": "七月抽查", **options}
    return services.draw_sample(actor=cast.qin, at=clock.now, **given)  # type: ignore[arg-type]


def ordinals(run: SampleRun) -> list[int]:
    return list(run.items.order_by("position").values_list("fact__ordinal", flat=True))


def test_a_draw_depends_on_seed_and_facts_alone_and_a_larger_one_begins_with_the_smaller() -> None:
    every = list(range(1000, 1100))
    small = draw(every, seed="七月", size=5)
    assert small == draw(reversed(every), seed="七月", size=5) == draw(every, seed="七月", size=20)[:5]
    assert small != draw(every, seed="八月", size=5)
    assert len(set(small)) == 5


def test_the_same_seed_draws_the_same_sample_also_after_the_ledger_moved_on(
    cast: Cast, clock: Clock, signings: list[object], liu: Account, qin: Account
) -> None:
    run = drawn(cast, clock)
    assert (run.size, run.population, run.items.count()) == (3, 8, 3)
    make_signed(by=liu, verifier=qin, signed_on="2020-07-30", name="云溪项目九")
    again = drawn(cast, clock, entry=run.entry_number)
    assert ordinals(again) == ordinals(run)
    assert drawn(cast, clock).population == 9


def test_only_verified_facts_of_the_unit_and_the_period_are_drawn_unless_claims_are_wanted(
    cast: Cast, clock: Clock, signings: list[object], wu: Account, qin: Account
) -> None:
    make_signed(by=wu, verifier=qin, signed_on="2020-07-03", name="石桥项目", area="349922")
    make_signed(by=cast.liu, verifier=qin, signed_on="2020-06-30", name="云溪六月项目")
    assert drawn(cast, clock, size=100).items.count() == 8
    assert drawn(cast, clock, size=100, unit=cast.units.top).population == 9
    assert drawn(cast, clock, size=100, standing=Standing.CLAIMED).population == 8


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"size": 0}, "抽取数"),
        ({"size": 501}, "抽取数"),
        ({"seed": " "}, "种子"),
        ({"period": Period.month(2019, 1)}, "没有可抽查的事项"),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    cast: Cast, clock: Clock, signings: list[object], options: dict[str, object], says: str
) -> None:
    with pytest.raises(SampleRefused, match=says):
        drawn(cast, clock, **options)
    assert not SampleRun.objects.exists()


@pytest.mark.parametrize("who", ["zhong", "liu", "hong", "wai", "audit_admin"])
def test_only_the_citys_reviewers_draw_and_record(
    cast: Cast, clock: Clock, signings: list[object], who: str
) -> None:
    run = drawn(cast, clock)
    account = getattr(cast, who)
    with pytest.raises(NotAllowed):
        services.draw_sample(
            unit=cast.units.yunxi, period=JULY, size=1, seed="x", actor=account, at=clock.now
        )
    with pytest.raises(NotAllowed):
        services.record_finding(
            item=run.items.all()[0], finding=SampleFinding.OK, actor=account, at=clock.now
        )


def test_a_unit_sees_its_own_samples_alone(cast: Cast, clock: Clock, signings: list[object]) -> None:
    drawn(cast, clock)
    seen = [
        SampleRun.objects.visible_to(reach_of(one)).count()
        for one in (cast.liu, cast.wu, cast.hong, cast.qin)
    ]
    assert seen == [1, 0, 1, 1]


def record(item: SampleItem, by: Account, clock: Clock, finding: SampleFinding, **said: object) -> SampleItem:
    return services.record_finding(item=item, finding=finding, actor=by, at=clock.now, **said)  # type: ignore[arg-type]


def test_findings_need_what_makes_them_useful(cast: Cast, clock: Clock, signings: list[object]) -> None:
    item = drawn(cast, clock).items.all()[0]
    for found, said, says in (
        (SampleFinding.PENDING, {}, "请选择"),
        (SampleFinding.UNSUPPORTED, {}, "写明查到了什么"),
        (SampleFinding.WRONG, {"note": "合同金额不同"}, "核实金额"),
    ):
        with pytest.raises(SampleRefused, match=says):
            record(item, cast.qin, clock, found, **said)
    done = record(item, cast.qin, clock, SampleFinding.WRONG, note="合同金额不同", found=Yuan.from_wan(5000))
    assert done.found == Yuan.from_wan(5000)


def test_the_claimant_does_not_check_the_own_claim(cast: Cast, clock: Clock, signings: list[object]) -> None:
    item = drawn(cast, clock).items.all()[0]
    organisation.grant(
        account=cast.liu, role=Role.REVIEWER, unit=cast.units.centre, actor=cast.security_admin, at=clock.now
    )
    with pytest.raises(VerifierIsClaimant):
        record(item, cast.liu, clock, SampleFinding.OK)


def test_a_sample_shows_the_version_that_was_drawn_also_after_a_correction(
    cast: Cast, clock: Clock, signings: list[object]
) -> None:
    run = drawn(cast, clock)
    item = run.items.select_related("project", "fact").all()[0]
    before = item.fact.amount
    pending = projects.correct_project(
        project=item.project,
        corrections={Field.TOTAL: Yuan.from_yi(9)},
        reason="抽查更正",
        actor=cast.liu,
        at=clock.now,
    )
    assert pending is not None
    projects.accept_correction(pending=pending, actor=cast.qin, at=clock.now)
    assert run.items.select_related("fact").all()[0].fact.amount == before


def yi(number: int) -> Yuan:
    return Yuan.from_yi(number)


def test_the_ratio_counts_what_was_checked_and_lets_no_understatement_make_good_for_an_overstatement() -> (
    None
):
    told = confirmed_ratio(
        [
            Checked(SampleFinding.OK, yi(2), None),
            Checked(SampleFinding.WRONG, yi(4), yi(1)),
            Checked(SampleFinding.WRONG, yi(1), yi(9)),
            Checked(SampleFinding.UNSUPPORTED, yi(2), None),
            Checked(SampleFinding.ABSENT, yi(1), None),
            Checked(SampleFinding.PENDING, yi(50), None),
        ]
    )
    assert (told.drawn, told.checked, told.confirmed, told.is_finished) == (6, 5, 1, False)
    assert told.by_number == Fraction(1, 5)
    assert told.by_amount == Fraction(2 + 1 + 1, 10)


def test_a_sample_of_which_nothing_was_checked_says_nothing() -> None:
    told = confirmed_ratio([Checked(SampleFinding.PENDING, yi(1), None)])
    assert told.by_number is None
    assert told.by_amount is None
