from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.kernel.dates import DateRefused, parse_date
from luodi.ledger import rules
from luodi.ledger.kinds import EVENT_KINDS, ONCE_KINDS, RULES, FactKind, Nature, SubjectKind
from luodi.ledger.rules import CreditRefused, FactRefused

days = st.dates(date(1949, 1, 1), date(2100, 12, 31))
ordinals = st.integers(0, (1 << rules.ORDINAL_BITS) - 1)


def check(kind=FactKind.PROJECT_SIGNED, subject=SubjectKind.PROJECT, state="", quantity=1, category="ANY"):
    rules.check_kind(kind=kind, subject=subject, state=state, quantity=quantity, category=category)


def test_every_kind_has_a_rule_and_a_chinese_name():
    assert set(RULES) == set(FactKind)
    assert all(kind.label != kind.value for kind in FactKind)


def test_state_facts_are_never_once_only():
    assert not {kind for kind in ONCE_KINDS if RULES[FactKind(kind)].nature == Nature.STATE}
    assert set(ONCE_KINDS) <= set(EVENT_KINDS)


@pytest.mark.parametrize("kind", list(FactKind))
def test_a_kind_takes_its_own_subjects_and_no_others(kind):
    rule = RULES[kind]
    state = "X" if rule.nature == Nature.STATE else ""
    for subject in SubjectKind:
        if subject in rule.subjects:
            check(kind, subject, state)
        else:
            with pytest.raises(FactRefused, match="不能记在"):
                check(kind, subject, state)


def test_a_milestone_says_which_one_it_is():
    with pytest.raises(FactRefused, match="哪一项"):
        check(FactKind.PROJECT_MILESTONE, category="")


def test_a_state_fact_says_of_what_and_which_state():
    with pytest.raises(FactRefused, match="须写明对象和状态"):
        check(FactKind.PROJECT_STATE, SubjectKind.PROJECT, "")
    with pytest.raises(FactRefused, match="须写明对象和状态"):
        check(FactKind.PROJECT_STATE, None, "SIGNED")


def test_an_event_has_no_state():
    with pytest.raises(FactRefused, match="不带状态"):
        check(state="SIGNED")


def test_a_fact_with_a_subject_counts_one_unless_its_kind_is_quantified():
    with pytest.raises(FactRefused, match="只能是 1"):
        check(quantity=2)
    check(FactKind.EVENT_GUESTS, SubjectKind.EVENT, quantity=120)


@pytest.mark.parametrize("subject", [SubjectKind.EVENT, None])
def test_a_quantity_is_not_negative(subject):
    with pytest.raises(FactRefused, match="不能是负数"):
        check(FactKind.EVENT_GUESTS, subject, quantity=-1)


def test_an_amount_is_not_negative():
    rules.check_amount(None)
    rules.check_amount(0)
    with pytest.raises(FactRefused, match="金额"):
        rules.check_amount(-1)


def test_a_number_without_rows_is_a_months():
    rules.check_lump(parse_date("2020年8月"))
    for text in ("2020-08-05", "2020年8月下旬", "2020年三季度", "2020年"):
        with pytest.raises(FactRefused, match="按月填报"):
            rules.check_lump(parse_date(text))


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=8))
def test_shares_stand_exactly_when_they_add_up_to_the_whole(points):
    shares = list(enumerate(points))
    if sum(points) == rules.WHOLE:
        rules.check_credits(shares)
    else:
        with pytest.raises(CreditRefused, match="合计须为 100%"):
            rules.check_credits(shares)


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ([(1, 9_999)], "99.99%"),
        ([(1, 5_000), (2, 5_001)], "100.01%"),
        ([], "0.00%"),
        ([(1, 5_000), (1, 5_000)], "出现了两次"),
        ([(1, 10_000), (2, 0)], "大于 0"),
        ([(1, 11_000), (2, -1_000)], "大于 0"),
    ],
)
def test_other_shares_are_refused(shares, said):
    with pytest.raises(CreditRefused, match=said):
        rules.check_credits(shares)


@pytest.mark.parametrize(
    ("text", "recorded_on", "counts_on"),
    [
        ("2020-08-05", date(2020, 9, 1), date(2020, 8, 5)),
        ("2020年8月", date(2020, 9, 1), date(2020, 8, 31)),
        ("2020年8月", date(2020, 8, 20), date(2020, 8, 20)),
        ("2020年8月下旬", date(2020, 9, 1), date(2020, 8, 31)),
        ("2020年", date(2020, 8, 20), date(2020, 8, 20)),
    ],
)
def test_a_vague_date_counts_on_its_last_possible_day_but_not_after_its_recording(
    text, recorded_on, counts_on
):
    assert rules.counted_on(parse_date(text), recorded_on) == counts_on


@pytest.mark.parametrize("text", ["2020-08-06", "2020年9月", "2021年"])
def test_what_has_not_happened_yet_is_refused(text):
    with pytest.raises(DateRefused, match="不能晚于登记日期"):
        rules.counted_on(parse_date(text), date(2020, 8, 5))


@given(days, ordinals, days, ordinals)
def test_the_held_key_orders_by_day_and_then_by_recording(day, ordinal, other_day, other_ordinal):
    first, second = rules.held_key(day, ordinal), rules.held_key(other_day, other_ordinal)
    assert (first < second) == ((day, ordinal) < (other_day, other_ordinal))
    assert 0 <= first < 1 << 63


def test_another_citys_things_are_refused():
    rules.check_city([1, 1], 1)
    with pytest.raises(FactRefused, match="其他城市"):
        rules.check_city([1, 2], 1)
