"""The calendar: a month, a week or a day of what the account may see, of all units or of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from luodi.desk import paging
from luodi.desk.day import day_asked
from luodi.desk.exports import Export
from luodi.desk.frame import Frame
from luodi.desk.selectors import days
from luodi.kernel.findings import Refusal
from luodi.kernel.months import last_day_of_month, month_of
from luodi.organisation.models import Unit
from luodi.organisation.selectors import subtree_ids
from luodi.outreach.calendar import Item, Sort, Span, by_day
from luodi.ui import addresses, sheets

VIEWS = {"month": "月", "week": "周", "day": "日"}
IN_A_CELL = 4
"""How many things a cell of the month names; the others stand on the day's own page."""
TOO_MANY = 240
"""Of a sort that has more than these in a month only the numbers are shown."""
IN_A_WEEK, ON_A_PAGE = 400, 50
ON_A_DAY = 20
"""How many things a day of the week names."""


class CalendarRefused(Refusal):
    """A day or a unit in an address that there is not."""


@dataclass(frozen=True)
class Cell:
    """One day: how many of each sort, and the first things of it by name."""

    day: date
    counts: Sequence[tuple[Sort, int]]
    items: Sequence[Item]
    is_outside: bool
    is_today: bool

    @property
    def n_all(self) -> int:
        return sum(n for _, n in self.counts)

    @property
    def n_more(self) -> int:
        return self.n_all - len(self.items)


@dataclass(frozen=True)
class CalendarPage:
    view: str
    day: date
    title: str
    unit: Unit | None
    weeks: Sequence[Sequence[Cell]]
    before: date
    after: date
    page: paging.Page | None = None

    @property
    def cells(self) -> Sequence[Cell]:
        return [cell for week in self.weeks for cell in week]

    @property
    def n_all(self) -> int:
        return sum(cell.n_all for cell in self.cells if not cell.is_outside)


def calendar_page(frame: Frame, *, view: str, day: str, unit: str, page: int) -> CalendarPage:
    """Return the page of the view that shows the day.    Raises: CalendarRefused."""
    on, of = _day(day, frame.today), _unit(unit, frame)
    if view == "day":
        return _day_page(frame, on, of, page)
    return _week_page(frame, on, of) if view == "week" else _month_page(frame, on, of)


def _month_page(frame: Frame, on: date, unit: Unit | None) -> CalendarPage:
    first, last = month_of(on), last_day_of_month(on)
    begin, end = first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
    span = _span(frame, begin, end, unit)
    counts = days.counts(span)
    named = [sort for sort, held in counts.items() if 0 < sum(held.values()) <= TOO_MANY]
    items = by_day(days.items(span, named, most=TOO_MANY), begin, end)
    shown = [begin + timedelta(days=nth) for nth in range((end - begin).days + 1)]
    cells = [_cell(day, counts, items.get(day, ())[:IN_A_CELL], first, last, frame.today) for day in shown]
    return CalendarPage(
        view="month",
        day=on,
        title=f"{first.year}年{first.month}月",
        unit=unit,
        weeks=[cells[start : start + 7] for start in range(0, len(cells), 7)],
        before=first - timedelta(days=1),
        after=last + timedelta(days=1),
    )


def _week_page(frame: Frame, on: date, unit: Unit | None) -> CalendarPage:
    first = on - timedelta(days=on.weekday())
    last = first + timedelta(days=6)
    span = _span(frame, first, last, unit)
    found, counts = days.items_and_counts(span, most=IN_A_WEEK // len(Sort))
    items = by_day(found, first, last)
    week = [first + timedelta(days=nth) for nth in range(7)]
    cells = [_cell(day, counts, items.get(day, ())[:ON_A_DAY], first, last, frame.today) for day in week]
    title = f"{first.year}年{first.month}月{first.day}日—{last.month}月{last.day}日"
    near = (first - timedelta(days=7), first + timedelta(days=7))
    return CalendarPage("week", on, title, unit, [cells], *near)


def _day_page(frame: Frame, on: date, unit: Unit | None, number: int) -> CalendarPage:
    """One day in full: page by page, each sort after the other."""
    span = _span(frame, on, on, unit)
    counts = days.counts(span)
    total = sum(counts[sort].get(on, 0) for sort in Sort)
    page = paging.Page(number, ON_A_PAGE, total)
    items: list[Item] = []
    skip, left = page.first - 1, ON_A_PAGE
    for sort in Sort:
        n = counts[sort].get(on, 0)
        if left and skip < n:
            items += days.items(span, [sort], most=min(left, n - skip), skip=skip)
            left = ON_A_PAGE - len(items)
        skip = max(0, skip - n)
    cell = _cell(on, counts, items, on, on, frame.today)
    title = f"{on.year}年{on.month}月{on.day}日"
    near = (on - timedelta(days=1), on + timedelta(days=1))
    return CalendarPage("day", on, title, unit, [[cell]], *near, page=page)


def _cell(
    day: date,
    counts: Mapping[Sort, Mapping[date, int]],
    items: Sequence[Item],
    first: date,
    last: date,
    today: date,
) -> Cell:
    told = [(sort, counts[sort].get(day, 0)) for sort in Sort]
    return Cell(
        day=day,
        counts=[(sort, n) for sort, n in told if n],
        items=items,
        is_outside=not first <= day <= last,
        is_today=day == today,
    )


def day_sheet(page: CalendarPage, frame: Frame) -> Export:
    """Return everything of the shown days."""
    shown = [cell.day for cell in page.cells]
    span = _span(frame, shown[0], shown[-1], page.unit)
    columns = [
        sheets.Column("类别"),
        sheets.Column("编号"),
        sheets.Column("名称", width=40),
        sheets.Column("开始日期", width=13),
        sheets.Column("结束日期", width=13),
        sheets.Column("时间"),
        sheets.Column("地点", width=20),
        sheets.Column("责任单位", width=18),
        sheets.Column("状态"),
    ]
    total = sum(days.n_of(sort, span) for sort in Sort)
    rows = (
        [
            item.sort.label,
            item.code,
            item.title,
            item.first,
            item.last,
            item.at.strftime("%H:%M") if item.at else "",
            item.place,
            item.unit,
            item.state,
        ]
        for sort in Sort
        for item in days.items(span, [sort], most=total)
    )
    says = [f"{page.title}　{page.unit.short_name if page.unit else '全部单位'}"]
    return Export(f"日历 {page.title}", columns, rows, says, total)


def units(frame: Frame) -> list[tuple[str, str]]:
    """Return whose calendars can be looked at: the units that the account sees."""
    rows = Unit.objects.of(frame.city.pk).active_on(frame.today).exclude(parent=None)
    if frame.reach.unit_ids is not None:
        rows = rows.filter(pk__in=frame.reach.unit_ids)
    return list(rows.for_choosing().values_list("code", "short_name"))


def _span(frame: Frame, first: date, last: date, unit: Unit | None) -> Span:
    of = subtree_ids(unit, last) if unit else None
    return Span(frame.reach, first, last, of)


def _day(text: str, today: date) -> date:
    day = day_asked(f"{text}-01" if len(text) == 7 else text, today, field="day")
    if not 1990 <= day.year <= 2100:
        raise CalendarRefused("日历只有 1990 年到 2100 年", field="day")
    return day


def _unit(code: str, frame: Frame) -> Unit | None:
    if not code:
        return None
    found = Unit.objects.of(frame.city.pk).filter(code=code).first()
    if found is None:
        raise CalendarRefused(f"没有编码为“{code[:40]}”的单位", field="unit")
    return found


def href_of(item: Item) -> str:
    """Return the address of the item's page."""
    return addresses.url_with(item.sort.value, item.code)
