"""Fees reckoned: the rules that cities have published, each as data, and what holds of every rule."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.agencies import feerules, fees
from luodi.agencies.choices import Base, Case, Method, Milestone
from luodi.agencies.feerules import Band, Conditions, FeeRuleRefused, FeeTerms, Rate
from luodi.agencies.fees import Item, LineKind, Profile
from luodi.agencies.rules import Circumstances, check_conditions
from luodi.agencies.tests.makers import per_mille, simple_terms
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import Proof

SIGNED = date(2020, 1, 10)


def funds(wan: str, on: date = SIGNED, *, is_verified: bool = True, proof: str = "") -> Item:
    return Item(Base.FUNDS, on, Yuan.from_wan(wan).fen, "到位资金", is_verified, proof)


def of_project(*cases: Case, land: str | None = None) -> Profile:
    reached = {Milestone.SIGNED: SIGNED}
    return Profile(frozenset({Case.ANY, *cases}), reached, None if land is None else Yuan.from_wan(land).fen)


def wan(terms: FeeTerms, profile: Profile, *items: Item, before: str = "0") -> Decimal:
    return fees.reckon(terms, items, profile, before=Yuan.from_wan(before).fen).amount.to_wan(4)


BY_STEPS = simple_terms(
    bands=(
        Band(Base.FUNDS, Case.OWN_SITE, Yuan.from_yi(3).fen, feerules.read_rate("每满1亿元奖1万元")),
        Band(Base.FUNDS, Case.PLANT, Yuan.from_yi(2).fen, feerules.read_rate("每满1亿元奖1万元")),
    ),
    less_land=True,
    cap=Yuan.from_wan(100).fen,
)
"""So much for each full 100 million of fixed investment without land; another floor where a plant is rented."""
BY_INDUSTRY = simple_terms(
    bands=(
        per_mille("3", start="10000", case=Case.LEADING),
        per_mille("2", start="1000", case=Case.LEADING),
        per_mille("2", start="10000", case=Case.OTHER),
    ),
    within=24,
)
"""Leading industries get more, and from less on; only what comes within two years counts."""
BY_SIZE = simple_terms(
    bands=(per_mille("3"), per_mille("2", start="5000"), per_mille("1.5", start="10000")),
    conditions=Conditions(filed_first=True, reached=Milestone.COMPLETED, apply_within=12),
)
"""Three rates; filed first, applied for within a year of completion."""
FALLING = simple_terms(
    method=Method.PROGRESSIVE,
    bands=(per_mille("5"), per_mille("1", start="1000"), per_mille("0.5", start="10000")),
    cap=Yuan.from_wan(50).fen,
)
"""5‰ to 10 million, 1‰ to 100 million, 0.5‰ above, at most half a million."""
MIXED = simple_terms(
    method=Method.PROGRESSIVE,
    bands=(
        per_mille("3"),
        per_mille("4", start="5000"),
        per_mille("5", start="10000"),
        Band(Base.LOAN, Case.ANY, 0, feerules.read_rate("1.5%")),
        Band(Base.GRANT, Case.ANY, 0, feerules.read_rate("10%")),
    ),
    cap=Yuan.from_wan(100).fen,
)
"""Rising rates on funds, a share of loans and of grants, one cap for all."""


def test_a_fee_by_steps_leaves_land_out_and_counts_full_steps_only() -> None:
    own = of_project(Case.OWN_SITE, land="5000")
    assert wan(BY_STEPS, own, funds("39000")) == 3
    assert wan(BY_STEPS, own, funds("34999")) == 0
    assert wan(BY_STEPS, of_project(Case.PLANT, land="0"), funds("20000")) == 2
    assert wan(BY_STEPS, own, funds("2000000")) == 100


def test_a_leading_industry_is_paid_more_and_late_funds_do_not_count() -> None:
    late = funds("5000", date(2022, 1, 11))
    assert wan(BY_INDUSTRY, of_project(Case.LEADING), funds("10000")) == 30
    assert wan(BY_INDUSTRY, of_project(Case.LEADING), funds("9000"), late) == 18
    assert wan(BY_INDUSTRY, of_project(Case.OTHER), funds("9999")) == 0
    assert wan(BY_INDUSTRY, of_project(Case.OTHER), funds("10000")) == 20
    found = fees.reckon(BY_INDUSTRY, [late], of_project(Case.LEADING))
    assert "后 24 个月之外" in found.lines[0].text


def test_what_is_not_filled_in_of_a_project_gets_nothing_and_says_so() -> None:
    found = fees.reckon(BY_INDUSTRY, [funds("20000")], of_project())
    assert found.total == 0
    assert any("没有填明：主导产业、其他产业" in line.text for line in found.lines)


def test_the_whole_amount_is_paid_at_the_rate_of_its_band() -> None:
    assert wan(BY_SIZE, of_project(), funds("4000")) == 12
    assert wan(BY_SIZE, of_project(), funds("20000")) == 30


def test_falling_rates_are_paid_band_by_band_up_to_the_cap() -> None:
    assert wan(FALLING, of_project(), funds("1000")) == 5
    assert wan(FALLING, of_project(), funds("10000")) == 14
    assert wan(FALLING, of_project(), funds("30000")) == 24
    assert wan(FALLING, of_project(), funds("1000000")) == 50


def test_loans_and_grants_have_rates_of_their_own_under_one_cap() -> None:
    loan = Item(Base.LOAN, SIGNED, Yuan.from_wan(1000).fen, "引进贷款", is_verified=True)
    grant = Item(Base.GRANT, SIGNED, Yuan.from_wan(50).fen, "争取补助", is_verified=True)
    assert wan(MIXED, of_project(), funds("12000"), loan, grant) == 15 + 20 + 10 + 15 + 5
    assert wan(MIXED, of_project(), funds("30000")) == 100


def test_only_what_is_verified_counts_and_the_rest_is_told() -> None:
    found = fees.reckon(FALLING, [funds("1000"), funds("500", is_verified=False)], of_project())
    assert found.amount == Yuan.from_wan(5)
    left = [line for line in found.lines if line.kind == LineKind.LEFT_OUT]
    assert [line.text for line in left] == ["2020-01-10 到位资金：不计，尚未认定"]


def test_a_rule_may_ask_for_certain_proofs() -> None:
    terms = simple_terms(proofs=frozenset({Proof.AUDIT, Proof.INVOICE}))
    assert wan(terms, of_project(), funds("1000", proof=Proof.INVOICE), funds("1000", proof=Proof.BANK)) == 2


def test_what_was_given_before_is_taken_off() -> None:
    assert wan(FALLING, of_project(), funds("10000"), before="5") == 9
    assert wan(FALLING, of_project(), funds("1000000"), before="50") == 0


def test_an_investment_below_the_minimum_gets_nothing() -> None:
    terms = simple_terms(conditions=Conditions(minimum=Yuan.from_wan(6000).fen))
    assert wan(terms, of_project(), funds("5999")) == 0
    assert wan(terms, of_project(), funds("6000")) == 12


TOLD = {
    "filed_on": date(2020, 1, 5),
    "mandate_holds": True,
    "is_public_staff": False,
    "reached": {Milestone.SIGNED: SIGNED, Milestone.COMPLETED: date(2020, 6, 30)},
    "today": date(2021, 6, 30),
}


@pytest.mark.parametrize(
    ("otherwise", "wrong"),
    [
        ({}, None),
        ({"today": date(2021, 7, 1)}, "须在 12 个月内"),
        ({"filed_on": date(2020, 1, 11)}, "须先备案后签约"),
        ({"is_public_staff": True}, "引荐人是公职人员"),
        ({"mandate_holds": False}, "在委托期内"),
        ({"reached": {Milestone.SIGNED: SIGNED}}, "竣工尚未认定"),
    ],
)
def test_each_condition_says_whether_it_holds(otherwise, wrong) -> None:
    asked = Conditions(filed_first=True, reached=Milestone.COMPLETED, apply_within=12)
    found = check_conditions(asked, Circumstances(**{**TOLD, **otherwise}))
    unmet = [one.text for one in found if not one.is_met]
    assert (wrong is None and not unmet) or (wrong and wrong in unmet[0])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2‰", "2‰"),
        ("1.5%", "15‰"),
        ("千分之3", "3‰"),
        ("每1亿元奖1万元", "每满1亿元奖1万元"),
        ("0.50‰", "0.5‰"),
    ],
)
def test_a_rate_is_read_as_people_write_it(text: str, shown: str) -> None:
    assert feerules.read_rate(text).show() == shown


@pytest.mark.parametrize("text", ["", "3", "很多", "-1‰", "每天奖1万元"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(Exception, match=r"不是标准|无法识别|金额|认不出|不能"):
        feerules.read_rate(text)


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        ((), "至少写一行"),
        ((per_mille("2"), per_mille("3")), "起点重复"),
        ((per_mille("2"), per_mille("3", case=Case.LEADING)), "会重叠"),
        ((per_mille("0"),), "须大于 0"),
        ((per_mille("1001"),), "不超过所按金额本身"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(bands: tuple[Band, ...], said: str) -> None:
    with pytest.raises(FeeRuleRefused, match=said):
        feerules.check(simple_terms(bands=bands))


@pytest.mark.parametrize("terms", [BY_STEPS, BY_INDUSTRY, BY_SIZE, FALLING, MIXED])
def test_a_version_is_read_as_it_was_kept(terms: FeeTerms) -> None:
    assert feerules.parse(feerules.content_of(terms)) == terms


AMOUNTS = st.integers(min_value=0, max_value=10**15)
RATES = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(1000), places=2)


@st.composite
def ladders(draw: st.DrawFn) -> tuple[Band, ...]:
    starts = draw(st.lists(AMOUNTS, min_size=1, max_size=6, unique=True))
    return tuple(Band(Base.FUNDS, Case.ANY, start, Rate(per_mille=draw(RATES))) for start in starts)


@given(ladders(), AMOUNTS, AMOUNTS)
def test_more_investment_never_pays_less_where_rates_are_progressive(bands, one, other) -> None:
    less, more = sorted((one, other))
    paid = [
        sum(fee for _, _, fee in fees.charge(Method.PROGRESSIVE, bands, amount)) for amount in (less, more)
    ]
    assert paid[0] <= paid[1] + len(bands)


@given(ladders(), AMOUNTS)
def test_the_parts_of_a_progressive_fee_are_what_lies_above_the_first_start(bands, amount) -> None:
    parts = fees.charge(Method.PROGRESSIVE, bands, amount)
    first = min(band.start for band in bands)
    assert sum(part for _, part, _ in parts) == max(0, amount - first)
    assert all(0 <= fee <= part + 1 for _, part, fee in parts)


@given(
    ladders(),
    st.lists(AMOUNTS, max_size=5),
    st.integers(min_value=1, max_value=10**12),
    AMOUNTS,
    st.booleans(),
)
def test_the_lines_add_up_to_the_total_and_never_beyond_the_cap(bands, amounts, cap, before, is_flat) -> None:
    method = Method.FLAT if is_flat else Method.PROGRESSIVE
    terms = simple_terms(method=method, bands=bands, cap=cap)
    items = [Item(Base.FUNDS, SIGNED, fen, "到位资金", is_verified=True) for fen in amounts]
    found = fees.reckon(terms, items, of_project(), before=before)
    rates = sum(line.fen or 0 for line in found.lines if line.kind == LineKind.RATE)
    assert found.total == max(0, min(rates, cap) - before)
    assert found.lines[-1].fen == found.total
    assert found.base == sum(amounts)
