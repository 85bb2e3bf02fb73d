"""Funds in place and capital increases: dated entries that are claimed, verified, rejected, corrected, taken back."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from luodi.kernel.findings import Refusal
from luodi.kernel.money import ForeignMoney, Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Capital, FactKind, Proof, Standing
from luodi.ledger.models import Fact, ForeignAmount
from luodi.ledger.services import NothingToVerify, VerifierIsClaimant
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import Clock
from luodi.projects import selectors, services
from luodi.projects.choices import Field, Stage
from luodi.projects.models import Funds, Project
from luodi.projects.rules import DateOutOfOrder
from luodi.projects.services import FundsEntry, FundsRefused, Increase, RecordRefused
from luodi.projects.tests.makers import day, make_project, make_signed, move_on
from luodi.projects.tests.reading import events, state_on

FUNDS, INCREASE = FactKind.PROJECT_FUNDS, FactKind.PROJECT_INCREASE
A_MILLION_DOLLARS = ForeignMoney(
    "USD", 100_000_000, Decimal("6.9"), date(2020, 7, 20), "中国外汇交易中心中间价"
)


def again(project: Project) -> Project:
    return Project.objects.get(pk=project.pk)


def pay(project: Project, wan: int, *, by: Account, at: Any, on: str = "2020-07-20", **more: Any) -> Funds:
    said = {"proof": Proof.BANK, "capital": Capital.DOMESTIC, "amount": Yuan.from_wan(wan), **more}
    return services.record_funds([FundsEntry(project=project, occurred_on=day(on), **said)], actor=by, at=at)[
        0
    ]


def raise_capital(project: Project, wan: int, *, by: Account, at: Any, on: str = "2020-07-25") -> Funds:
    command = Increase(project=project, occurred_on=day(on), amount=Yuan.from_wan(wan))
    return services.record_increase(command, actor=by, at=at)


def total_of(entries: list[Fact]) -> int:
    return sum(fact.amount or 0 for fact in entries) // 1_000_000


def test_each_entry_of_funds_is_a_fact_with_its_proof_and_capital(
    liu: Account, qin: Account, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin)
    entry = pay(project, 500, by=liu, at=clock.now, note="首笔")
    fact = Fact.objects.get(ordinal=entry.ordinal)
    assert (fact.kind, fact.category, fact.capital) == (FUNDS, "BANK", "DOMESTIC")
    assert (fact.amount, fact.standing) == (Yuan.from_wan(500).fen, Standing.CLAIMED)
    assert (fact.area, fact.origin, fact.unit) == ("349921", "440300", liu.unit)
    assert again(project).standing == Standing.CLAIMED
    assert entry.note == "首笔"


def test_foreign_money_keeps_its_currency_and_rate(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin)
    entry = pay(project, 0, by=liu, at=clock.now, amount=A_MILLION_DOLLARS, capital=Capital.FOREIGN)
    fact = Fact.objects.get(ordinal=entry.ordinal)
    assert fact.amount == Yuan.from_wan(690).fen
    kept = ForeignAmount.objects.get(fact=fact)
    assert (kept.currency, kept.rate, kept.rate_on) == ("USD", Decimal("6.9"), date(2020, 7, 20))


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"amount": ForeignMoney("USD", 100, Decimal(0), date(2020, 7, 1), "中间价")}, "汇率"),
        ({"amount": ForeignMoney("USD", 100, Decimal(7), date(2020, 7, 1), " ")}, "汇率来源"),
        ({"amount": Yuan(0)}, "大于 0"),
        ({"proof": "RUMOUR"}, "佐证类别"),
        ({"capital": ""}, "内资或外资"),
    ],
)
def test_money_that_nobody_can_add_up_or_prove_is_refused(
    more: dict[str, Any], says: str, liu: Account, qin: Account, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin)
    with pytest.raises(FundsRefused, match=says):
        pay(project, 1, by=liu, at=clock.now, **more)
    assert not Funds.objects.exists()


def test_before_the_signing_no_funds_come_in(liu: Account, clock: Clock) -> None:
    with pytest.raises(FundsRefused, match="签约之后"):
        pay(make_project(by=liu), 100, by=liu, at=clock.now)


def test_a_clerk_of_another_county_records_no_funds(
    liu: Account, wu: Account, qin: Account, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin)
    with pytest.raises(NotAllowed):
        pay(project, 100, by=wu, at=clock.now)


def test_entries_are_verified_and_rejected_one_by_one(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin)
    first, second = (pay(project, wan, by=liu, at=clock.now) for wan in (300, 200))
    services.verify_all([project], actor=qin, at=clock.now, ordinals=[second.ordinal])
    assert total_of(events(project, FUNDS, counting=(Standing.VERIFIED,))) == 200
    services.reject(
        project=project, kind=FUNDS, ordinals=[first.ordinal], reason="回单户名不符", actor=qin, at=clock.now
    )
    assert total_of(events(project, FUNDS)) == 200
    assert Fact.objects.live().get(ordinal=first.ordinal).standing == Standing.REJECTED


def test_who_claimed_the_funds_does_not_verify_them(zhong: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=zhong, verifier=qin, unit=zhong.unit)
    pay(project, 300, by=zhong, at=clock.now)
    with pytest.raises((VerifierIsClaimant, NotAllowed)):
        services.verify(project=project, actor=zhong, at=clock.now, kind=FUNDS)


def test_funds_that_wait_hold_up_no_stage(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin)
    pay(project, 300, by=liu, at=clock.now)
    move_on(project, to=Stage.STARTED, by=liu, on="2020-07-22")
    services.verify(project=project, actor=qin, at=clock.now, kind=FactKind.PROJECT_STARTED)
    assert total_of(events(project, FUNDS, counting=(Standing.VERIFIED,))) == 0
    services.verify(project=project, actor=qin, at=clock.now)
    assert total_of(events(project, FUNDS, counting=(Standing.VERIFIED,))) == 300
    assert again(project).standing == Standing.VERIFIED


def test_a_claimed_entry_is_corrected_at_once_and_a_verified_one_waits(
    liu: Account, qin: Account, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin)
    entry = pay(project, 300, by=liu, at=clock.now)

    def correct(**corrections: object) -> Any:
        return services.correct_record(
            project=project,
            ordinal=entry.ordinal,
            corrections=corrections,
            reason="回单看错",
            actor=liu,
            at=clock.now,
        )

    assert correct(amount=Yuan.from_wan(250)) is None
    assert total_of(events(project, FUNDS)) == 250
    services.verify(project=project, actor=qin, at=clock.now)
    pending = correct(amount=A_MILLION_DOLLARS, category="EXCHANGE", occurred=day("2020-07-21"))
    assert total_of(events(project, FUNDS)) == 250
    with pytest.raises(RecordRefused, match="等待认定"):
        correct(amount=Yuan.from_wan(1))
    assert services.preview_record(pending=pending).facts[0].changes["佐证类别"] == ["银行回单", "外汇凭证"]
    services.accept_correction(pending=pending, actor=qin, at=clock.now)
    (fact,) = events(project, FUNDS, counting=(Standing.VERIFIED,))
    assert (fact.amount, fact.category) == (Yuan.from_wan(690).fen, "EXCHANGE")
    assert fact.occurred_on == date(2020, 7, 21)


def test_an_entry_that_never_was_is_taken_back(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin)
    entry = pay(project, 300, by=liu, at=clock.now)
    services.verify(project=project, actor=qin, at=clock.now)
    pending = services.correct_record(
        project=project,
        ordinal=entry.ordinal,
        corrections={"withdrawn": True},
        reason="重复登记",
        actor=liu,
        at=clock.now,
    )
    assert pending is not None
    services.accept_correction(pending=pending, actor=qin, at=clock.now)
    assert events(project, FUNDS) == []
    with pytest.raises(RecordRefused, match="没有这条记录"):
        services.correct_record(
            project=project,
            ordinal=entry.ordinal,
            corrections={"withdrawn": True},
            reason="再撤",
            actor=liu,
            at=clock.now,
        )


def test_correcting_the_total_leaves_funds_of_the_same_amount_alone(
    liu: Account, qin: Account, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin)
    pay(project, 12_000, by=liu, at=clock.now)
    services.correct_project(
        project=again(project),
        corrections={Field.TOTAL: Yuan.from_yi(2), Field.ORIGIN: "310000"},
        reason="合同写的是两亿",
        actor=liu,
        at=clock.now,
    )
    pending = again(project).pending_corrections.get()
    services.accept_correction(pending=pending, actor=qin, at=clock.now)
    (fact,) = events(project, FUNDS)
    assert (total_of([fact]), fact.origin) == (12_000, "310000")


def test_an_increase_raises_the_total_from_its_day_and_leaves_the_signing(
    liu: Account, qin: Account, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin)
    raise_capital(project, 3000, by=liu, at=clock.now)
    services.verify(project=project, actor=qin, at=clock.now, kind=INCREASE)
    assert again(project).total == Yuan.from_wan(15_000)
    assert total_of(events(project, FactKind.PROJECT_SIGNED)) == 12_000
    assert total_of(events(project, INCREASE, counting=(Standing.VERIFIED,))) == 3000
    before, after = (
        state_on(project, on, counting=(Standing.VERIFIED,)) for on in ("2020-07-24", "2020-07-25")
    )
    assert before is not None
    assert after is not None
    assert (before.amount, after.amount) == (Yuan.from_wan(12_000).fen, Yuan.from_wan(15_000).fen)


def test_a_rejected_increase_takes_its_total_back(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin)
    raise_capital(project, 3000, by=liu, at=clock.now)
    services.reject(project=project, kind=INCREASE, reason="没有补充协议", actor=qin, at=clock.now)
    assert again(project).total == Yuan.from_wan(12_000)
    assert events(project, INCREASE) == []
    with pytest.raises(NothingToVerify):
        services.verify(project=project, actor=qin, at=clock.now, kind=INCREASE)


def test_an_increase_needs_a_total_and_must_raise_it(liu: Account, qin: Account, clock: Clock) -> None:
    with pytest.raises(FundsRefused, match="还没有总投资"):
        raise_capital(make_project(by=liu, total=None), 1, by=liu, at=clock.now)
    project = make_signed(by=liu, verifier=qin)
    command = Increase(
        project=project,
        occurred_on=day("2020-07-25"),
        amount=Yuan.from_wan(1),
        new_total=Yuan.from_wan(12_000),
    )
    with pytest.raises(FundsRefused, match="须大于"):
        services.record_increase(command, actor=liu, at=clock.now)
    with pytest.raises(FundsRefused, match="只能登记一笔"):
        services.record_increases([command, command], actor=liu, at=clock.now)


def test_a_withdrawn_batch_takes_its_funds_and_increases_back(
    liu: Account, qin: Account, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin)
    batch = ledger.open_batch(city=liu.city, title="到位资金表", actor=liu, at=clock.now)
    entries = [
        FundsEntry(
            project=project,
            occurred_on=day("2020-07-20"),
            amount=Yuan.from_wan(wan),
            proof=Proof.AUDIT,
            capital=Capital.DOMESTIC,
        )
        for wan in (100, 200)
    ]
    services.record_funds(entries, actor=liu, at=clock.now, batch=batch)
    increase = Increase(project=project, occurred_on=day("2020-07-25"), amount=Yuan.from_wan(5))
    services.record_increase(increase, actor=liu, at=clock.now, batch=batch)
    services.withdraw_batch(batch=batch, reason="导错了表", actor=liu, at=clock.now)
    row = again(project)
    assert (row.total, row.standing) == (project.total, Standing.VERIFIED)
    assert events(project, FUNDS) == events(project, INCREASE) == []
    assert selectors.money(row) == []


def test_the_page_reads_entries_with_their_notes_latest_first(
    liu: Account, qin: Account, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin)
    pay(project, 100, by=liu, at=clock.now, on="2020-07-10", note="一期")
    pay(project, 0, by=liu, at=clock.now, amount=A_MILLION_DOLLARS, capital=Capital.FOREIGN)
    latest, first = selectors.money(project)
    assert (first.amount, first.note, first.proof) == (Yuan.from_wan(100), "一期", Proof.BANK)
    assert latest.foreign == A_MILLION_DOLLARS
    assert latest.who == liu.display_name


def foreign(rate: str, *, cents: int = 100, on: str = "2020-07-20") -> ForeignMoney:
    return ForeignMoney("USD", cents, Decimal(rate), date.fromisoformat(on), "外汇交易中心中间价")


@pytest.mark.parametrize(
    ("amount", "says"),
    [
        (Yuan(0), "大于 0"),
        (foreign("0"), "汇率"),
        (foreign("-7"), "汇率"),
        (foreign("7", on="2020-08-04"), "不能晚于今天"),
        (foreign("99999999", cents=10**16), "超过上限"),
        (Yuan(10**19), "超过上限"),
    ],
)
def test_amounts_that_cannot_be_are_refused_before_they_are_kept(
    liu: Account, qin: Account, clock: Clock, amount: Any, says: str
) -> None:
    project = make_signed(by=liu, verifier=qin)
    entry = FundsEntry(
        project=project,
        occurred_on=day("2020-07-20"),
        amount=amount,
        proof=Proof.BANK,
        capital=Capital.FOREIGN,
    )
    with pytest.raises(Refusal, match=says):
        services.record_funds([entry], actor=liu, at=clock.now)
    with pytest.raises(Refusal, match=says):
        raise_capital_by(project, amount, by=liu, at=clock.now)


def raise_capital_by(project: Project, amount: Any, *, by: Account, at: Any) -> Funds:
    command = Increase(project=project, occurred_on=day("2020-07-25"), amount=amount)
    return services.record_increase(command, actor=by, at=at)


def test_a_total_that_increases_beyond_all_measure_is_refused(
    liu: Account, qin: Account, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin)
    with pytest.raises(Refusal, match="超过上限"):
        raise_capital_by(project, Yuan.from_yi(9999), by=liu, at=clock.now)


def test_money_is_not_older_than_the_contract(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin, signed_on="2020-07-10")
    with pytest.raises(FundsRefused, match="不能早于签约日期"):
        pay(project, 100, by=liu, at=clock.now, on="2020-07-09")
    with pytest.raises(FundsRefused, match="不能早于签约日期"):
        raise_capital(project, 100, by=liu, at=clock.now, on="2020-07-09")
    paid = pay(project, 100, by=liu, at=clock.now, on="2020-07-10")
    with pytest.raises(FundsRefused, match="不能早于签约日期"):
        services.correct_record(
            project=again(project),
            ordinal=paid.ordinal,
            corrections={"occurred": day("2020-07-01")},
            reason="抄录有误",
            actor=liu,
            at=clock.now,
        )


def test_a_signing_is_not_corrected_to_behind_its_money(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin, signed_on="2020-07-10")
    pay(project, 100, by=liu, at=clock.now, on="2020-07-15")
    with pytest.raises(DateOutOfOrder, match="2020-07-15"):
        services.correct_project(
            project=again(project),
            corrections={Field.SIGNED_ON: day("2020-07-20")},
            reason="抄录有误",
            actor=liu,
            at=clock.now,
        )
