"""Action items by the hundred thousand: the pages' tabs and counts, the figures, and pressing for a backlog."""

from functools import partial
from types import SimpleNamespace
from typing import Any, cast

from django.db import transaction

from bench import bare_actions
from bench.measures.figures import Wrong
from bench.timing import Result, race, worked
from luodi.actions import services
from luodi.actions.models import Escalation
from luodi.desk.frame import Frame
from luodi.desk.selectors import actions as selectors
from luodi.figures.compute import compute_table
from luodi.figures.scopes import Dimension
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.notices.models import Notice
from luodi.organisation import clock
from luodi.organisation.choices import Role
from luodi.organisation.models import Account, City
from luodi.organisation.policies import reach_of

PAGE_GOAL, FIGURE_GOAL, PRESS_GOAL = 2, 3, 3
_NARROWED: tuple[dict[str, str], ...] = ({}, {"kind": "PROBLEM", "reason": "LAND"})


def measure(rounds: int) -> list[Result]:
    city = City.objects.order_by("pk")[0]
    centre = Account.objects.get(city=city, grants__role=Role.CENTRE)
    clerk = Account.objects.filter(city=city, grants__role=Role.CLERK).order_by("pk")[0]
    told = []
    for who, account in (("centre", centre), ("a unit", clerk)):
        frame = _frame(city, account)
        told += [_tab(frame, who, tab, {}, rounds) for tab in selectors.TABS]
        told.append(_tab(frame, who, "all", _NARROWED[1], rounds))
        told.append(_counts(frame, who, rounds))
    return [*told, *_figures(city, rounds), _pressing(city)]


def _frame(city: City, account: Account) -> Frame:
    """What the page's queries ask of a request, without one."""
    asked = SimpleNamespace(GET={})
    held = {"city": city, "account": account, "reach": reach_of(account), "today": clock.today(city)}
    return cast(Frame, SimpleNamespace(request=asked, **held))


def _tab(frame: Frame, who: str, tab: str, narrowed: dict[str, str], rounds: int) -> Result:
    def ours() -> tuple[int, list[int]]:
        items, page = selectors.listed(frame, tab, narrowed, 1)
        return page.total, [one.pk for one in items]

    by_hand = partial(bare_actions.page, frame, tab, narrowed)
    mine, theirs = ours(), by_hand()
    if mine != theirs:
        raise Wrong(f"items, {who}, {tab}: {mine[0]} here, {theirs[0]} there, or other rows")
    seconds = race({"ours": ours, "bare": by_hand}, rounds=rounds, clock=worked)
    what = f"items, {who}, {tab}{' narrowed' if narrowed else ''}: count and first page"
    return Result(what, seconds["ours"], seconds["bare"], PAGE_GOAL, f"{mine[0]} items")


def _counts(frame: Frame, who: str, rounds: int) -> Result:
    by_hand = partial(bare_actions.counts, frame, selectors.QUEUES)
    ours = partial(selectors.counts, frame)
    if ours() != by_hand():
        raise Wrong(f"items, {who}: {ours()} here, {by_hand()} there")
    seconds = race({"ours": ours, "bare": by_hand}, rounds=rounds, clock=worked)
    return Result(f"items, {who}: counts of the tabs", seconds["ours"], seconds["bare"], PAGE_GOAL)


def _figures(city: City, rounds: int) -> list[Result]:
    on, as_of = clock.today(city), ledger.resolve(city, clock.now(city))
    told = []
    for code in ("items.open", "items.overdue", "items.opened", "items.closed"):
        is_stock = code in ("items.open", "items.overdue")
        period = Period.on(on) if is_stock else Period.between(on.replace(month=1, day=1), on)

        def ours(code: str = code, period: Period = period) -> int:
            table = compute_table([code], city=city, period=period, by=Dimension.UNIT, as_of=as_of)
            return int(table.total[code].raw or 0)

        by_hand = partial(bare_actions.figure, code, city.pk, on, as_of.moment)
        if ours() != by_hand():
            raise Wrong(f"{code}: {ours()} here, {by_hand()} there")
        seconds = race({"ours": ours, "bare": by_hand}, rounds=rounds, clock=worked)
        told.append(
            Result(f"{code} by unit", seconds["ours"], seconds["bare"], FIGURE_GOAL, f"{by_hand()} items")
        )
    return told


def _pressing(city: City) -> Result:
    """Press for everything that has come to a level, nothing of which was pressed for before; all is taken back."""
    at = clock.now(city)
    steps = services.pressing_on(city.pk, clock.today(city)).steps
    levels = bare_actions.levels(city, at, steps)
    mine, ours = _taken_back(lambda: services.escalate_items(city, at=at))
    theirs, by_hand = _taken_back(lambda: bare_actions.press(city.pk, levels, at))
    if mine != theirs:
        raise Wrong(f"pressing: {mine} rows here, {theirs} there")
    note = f"{mine[0]} items, {mine[1]} notices"
    return Result("pressing for a backlog", ours, by_hand, PRESS_GOAL, note)


def _taken_back(work: Any) -> tuple[tuple[int, int], float]:
    """Return how many escalations and notices the work wrote, and its median seconds in three turns."""
    seconds, written = [], (0, 0)
    for _ in range(3):
        before = Notice.objects.count()
        with transaction.atomic():
            started = worked()
            work()
            seconds.append(worked() - started)
            written = (Escalation.objects.count(), Notice.objects.count() - before)
            transaction.set_rollback(True)
    return written, sorted(seconds)[1]
