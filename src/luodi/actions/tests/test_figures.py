"""What the ledger says of items: asked, closed, overdue as of any day, extended; by unit, reason and source."""

from datetime import date

import pytest

from luodi.actions import services
from luodi.actions.choices import ActionKind
from luodi.actions.tests.makers import make_item
from luodi.figures.compute import compute, compute_table
from luodi.figures.drill import open_figure
from luodi.figures.scopes import Dimension, Scope
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import ItemReason, ItemSource, Standing
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Clock

pytestmark = pytest.mark.django_db
YEAR = Period(date(2020, 1, 1), date(2020, 12, 31))


def figure(account: Account, code: str, period: Period = YEAR) -> int:
    found = compute(code, city=account.city, period=period, scope=Scope.CITY)
    assert found.raw is not None
    return found.raw


def split(account: Account, code: str, by: Dimension) -> dict[str, int | None]:
    table = compute_table([code], city=account.city, period=YEAR, scope=Scope.CITY, by=by)
    return {row.label: row.figure.raw for row in table.rows}


def test_items_are_counted_as_they_are_asked_closed_and_opened_again(
    zhong: Account, liu: Account, clock: Clock
) -> None:
    land = {"kind": ActionKind.PROBLEM, "reason": ItemReason.LAND, "source": ItemSource.REVIEW}
    one = make_item(by=zhong, owner=liu, unit=liu.unit, **land)
    make_item(by=zhong, owner=liu, unit=liu.unit, reason=ItemReason.FUNDS, source=ItemSource.LIST)
    make_item(by=zhong)
    assert figure(zhong, "items.opened") == 3
    assert split(zhong, "items.opened", Dimension.REASON) == {"土地": 1, "资金": 1, "未填": 1}
    assert split(zhong, "items.opened", Dimension.ASKED_FROM) == {"调度会": 1, "工作清单": 1, "自行登记": 1}
    assert split(zhong, "items.opened", Dimension.UNIT) == {"云溪县": 2, "市招商中心": 1}
    services.finish_item(item=one, result="土地已交付", actor=liu, at=clock.now)
    assert (figure(zhong, "items.open"), figure(zhong, "items.closed")) == (3, 0)
    services.close_item(item=one, actor=zhong, at=clock.now)
    assert (figure(zhong, "items.open"), figure(zhong, "items.closed")) == (2, 1)
    services.reopen_item(item=one, deadline=date(2020, 8, 20), reason="还差手续", actor=zhong, at=clock.now)
    assert (figure(zhong, "items.open"), figure(zhong, "items.closed")) == (3, 0)


def test_what_is_overdue_is_known_for_any_day_and_follows_an_extension(
    zhong: Account, liu: Account, clock: Clock
) -> None:
    item = make_item(by=zhong, owner=liu, unit=liu.unit, deadline=date(2020, 8, 10))
    assert figure(zhong, "items.overdue") == 0
    clock.advance(days=7)
    assert figure(zhong, "items.overdue") == 0  # on the day itself it is in time
    clock.advance(days=2)
    assert figure(zhong, "items.overdue") == 1
    before = ledger.resolve(zhong.city, clock.now)
    clock.advance(minutes=1)
    assert figure(zhong, "items.overdue", Period(date(2020, 8, 1), date(2020, 8, 10))) == 0
    services.move_deadline(item=item, deadline=date(2020, 8, 20), reason="等批复", actor=zhong, at=clock.now)
    assert (figure(zhong, "items.overdue"), figure(zhong, "items.extended")) == (0, 1)
    then = compute("items.overdue", city=zhong.city, period=YEAR, scope=Scope.CITY, as_of=before)
    assert then.raw == 1
    assert then.question.standing == Standing.VERIFIED
    clock.advance(days=20)
    assert split(zhong, "items.overdue", Dimension.UNIT) == {"云溪县": 1}


def test_in_time_is_what_was_said_to_be_done_by_the_deadline_that_held(
    zhong: Account, liu: Account, clock: Clock
) -> None:
    said = {"owner": liu, "unit": liu.unit, "deadline": date(2020, 8, 10)}
    waited, late, back, moved = (make_item(by=zhong, **said) for _ in range(4))
    own = make_item(by=liu, deadline=date(2020, 8, 10))
    services.move_deadline(item=moved, deadline=date(2020, 8, 31), reason="等批复", actor=zhong, at=clock.now)
    clock.advance(days=7)
    for one in (waited, back, own):
        services.finish_item(item=one, result="办好了", actor=liu, at=clock.now)
    services.send_back(item=back, reason="还差手续", actor=zhong, at=clock.now)
    clock.advance(days=3)
    for one in (late, back, moved):
        services.finish_item(item=one, result="办好了", actor=liu, at=clock.now)
    for one in (waited, late, back, moved):
        services.close_item(item=one, actor=zhong, at=clock.now)
    assert (figure(zhong, "items.closed"), figure(zhong, "items.closed.on_time")) == (5, 3)
    rate, mean = (
        compute(code, city=zhong.city, period=YEAR) for code in ("items.on_time.rate", "items.days_to_close")
    )
    assert (rate.text, mean.text) == ("60.00", "9.4")  # four of ten days, one of seven
    opening = open_figure(rate.parts[0], city=zhong.city, unit_ids=None)
    assert {row.subject_code for row in opening.rows} == {waited.code, moved.code, own.code}


@pytest.mark.parametrize(
    "code",
    ["items.opened", "items.closed", "items.extended", "items.open", "items.overdue", "items.closed.days"],
)
def test_every_split_of_items_opens_to_what_it_counts(
    code: str, zhong: Account, liu: Account, clock: Clock
) -> None:
    land = {"reason": ItemReason.LAND, "source": ItemSource.REVIEW, "owner": liu, "unit": liu.unit}
    done, moved = (make_item(by=zhong, **land) for _ in range(2))
    make_item(by=zhong, deadline=date(2020, 8, 5))
    services.move_deadline(item=moved, deadline=date(2020, 8, 31), reason="等批复", actor=zhong, at=clock.now)
    clock.advance(days=9)
    services.finish_item(item=done, result="办好了", actor=liu, at=clock.now)
    services.close_item(item=done, actor=zhong, at=clock.now)
    whole = compute(code, city=zhong.city, period=YEAR)
    by_month = (Dimension.MONTH,) if not whole.indicator.is_stock else ()
    for by in (Dimension.UNIT, Dimension.REASON, Dimension.ASKED_FROM, *by_month):
        table = compute_table([code], city=zhong.city, period=YEAR, by=by)
        assert whole.raw
        assert sum(row.figure.exact for row in table.rows) == whole.raw
        for row in table.rows:
            assert open_figure(row.figure, city=zhong.city, unit_ids=None).listed == row.figure.raw
