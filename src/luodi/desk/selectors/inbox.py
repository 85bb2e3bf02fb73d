"""等我办的: everything that waits for an account, with its day, since when, and a light; one list for every page.

The page, the block on the home page and the number in the top bar all ask here, so they agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from luodi.calendars.selectors import calendar_of
from luodi.desk.paging import Page
from luodi.desk.selectors.beside import TABS as BESIDE
from luodi.desk.selectors.inbox_rows import FAR, Rows, Who
from luodi.desk.selectors.inbox_sources import sources
from luodi.filing.choices import FilingState
from luodi.filing.selectors import Cell, cells_waiting
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach
from luodi.recognition.selectors.queue import TABS
from luodi.ui.addresses import url_with

SIZE, ON_HOME, NEAR = 50, 6, 2
"""Rows of a page and of the home page's block; working days before its day that a row turns yellow."""
ORDER = ("w_due", "w_since", "w_sort", "w_code", "w_extra")
SORTS = {
    "item": "待办事项",
    "judge": "待我销号、批复",
    "seat": "会议待回复",
    "lead": "线索待办",
    "referral": "线索待承接",
    "trip": "外出待报告",
    "visit": "接待待报告",
    "progress": "首报待报进展",
    "filing": "月报待填报",
    "returned": "被退回的项目",
    "agreement": "分成移交待同意",
    "instruction": "批示待反馈",
    "claim": "待认定",
    "beside": "待认定",
    "correction": "更正待采纳",
    "bulk": "成批更正待批准",
    "trip-plan": "外出计划待批准",
    "visit-plan": "接待计划待批准",
    "first": "首报待核定",
    "dispute": "争议待裁定",
    "export": "导出待批准",
    "rating": "待评议",
    "appraisal": "自评待报送",
    "input": "考核数据待确认",
    "point": "加减分事项待确认",
    "objection": "考核异议待裁定",
    "reckon": "裁定待重新计算",
    "citation": "通报证书待印发",
    "piece-pass": "文稿待审核",
    "piece-approve": "文稿待签发",
    "piece-publish": "文稿待发布",
    "countersign": "文稿待会签",
    "moved": "已发布的数有变动",
}
_VIEWS = {
    "item": "action", "judge": "action", "lead": "lead", "referral": "lead", "trip": "trip", "visit": "visit",
    "trip-plan": "trip", "visit-plan": "visit", "progress": "first", "first": "first", "dispute": "first",
    "returned": "project", "agreement": "agreement", "instruction": "instruction", "bulk": "bulk", "seat": "review",
    "citation": "citation", "piece-pass": "piece", "piece-approve": "piece", "piece-publish": "piece",
    "moved": "publication",
}  # fmt: skip

_BY_NUMBER = {
    "rating": "rating",
    "appraisal": "appraisal",
    "point": "point",
    "objection": "objection",
    "reckon": "objection",
    "countersign": "countersign",
}
"""Views of things that have no code, by the number that the row carries."""


@dataclass(frozen=True)
class Row:
    """``due`` is None where no day is set; ``light`` is red, yellow, green or nothing; ``age`` counts days."""

    sort: str
    title: str
    href: str
    due: date | None
    since: datetime | None
    light: str
    age: int
    late: int

    @property
    def label(self) -> str:
        return SORTS[self.sort]


@dataclass(frozen=True)
class Inbox:
    rows: Sequence[Row]
    total: int
    n_late: int = 0

    @property
    def n_more(self) -> int:
        return self.total - len(self.rows)


def who_is(account: Account, reach: Reach, now: datetime) -> Who:
    return Who(account, reach, now, timezone.localdate(now))


def count(who: Who) -> int:
    """Return how many rows the inbox has.    Shape: one statement, and those of the filings for clerks of counties."""
    joined = _joined(who)
    return (joined.count() if joined is not None else 0) + len(_filings(who))


def page_of(who: Who, number: int) -> tuple[Inbox, Page]:
    """Return one page, the earliest day first, what has none last, the longest waiting first."""
    filings, joined = _filings(who), _joined(who)
    total = (joined.count() if joined is not None else 0) + len(filings)
    page = Page(number, SIZE, total)
    return Inbox(_slice(who, filings, joined, page.first - 1, page.last), total), page


def first_of(who: Who) -> Inbox:
    """Return what a block of the home page shows of it."""
    filings, joined = _filings(who), _joined(who)
    total = (joined.count() if joined is not None else 0) + len(filings)
    return Inbox(_slice(who, filings, joined, 0, ON_HOME) if total else [], total)


def _joined(who: Who) -> Rows | None:
    """Return all that waits as one query, the same columns from each source."""
    found = sources(who)
    return found[0].union(*found[1:], all=True) if found else None


def _slice(who: Who, filings: Sequence[Row], joined: Rows | None, first: int, last: int) -> list[Row]:
    """Return the rows from one place to another: the filings are few and are put among the others here."""
    found = list(joined.order_by(*ORDER)[:last]) if joined is not None else []
    to_yellow = calendar_of(who.city_id).workdays_after(who.today, NEAR)
    rows = [_row(who, *one, to_yellow=to_yellow) for one in found]
    return sorted([*filings, *rows], key=lambda row: row.due or FAR)[first:last]


def _row(
    who: Who, sort: str, extra: str, code: str, title: str, due: date, since: datetime, *, to_yellow: date
) -> Row:
    day = None if due == FAR else due
    return Row(
        sort=sort,
        title=_said(sort, extra, title),
        href=_href(sort, extra, code),
        due=day,
        since=since,
        light=_light(day, who.today, to_yellow),
        age=max((who.today - timezone.localdate(since)).days, 0),
        late=max((who.today - day).days, 0) if day else 0,
    )


def _light(due: date | None, today: date, to_yellow: date) -> str:
    if due is None:
        return ""
    return "red" if due < today else "yellow" if due <= to_yellow else "green"


def _said(sort: str, extra: str, title: str) -> str:
    """Return the title with what of the thing waits, where that is more than one could be."""
    key, _, rest = extra.partition(":")
    if sort == "claim":
        return f"{title}（{TABS[key][0]}）"
    if sort == "beside":
        return f"{title}（{BESIDE[key].title}{' ' + rest[:7] if rest else ''}）"
    return title


def _href(sort: str, extra: str, code: str) -> str:
    key, _, _ = extra.partition(":")
    if sort == "claim":
        return url_with("claim", code, kind=key)
    if sort == "beside":
        return url_with("activity-claims", tab=key)
    if sort == "correction":
        return url_with("waiting", tab="correction")
    if sort == "export":
        return url_with("export-decide", extra)
    if sort in _BY_NUMBER:
        return url_with(_BY_NUMBER[sort], extra)
    if sort == "input":
        return url_with("inputs")
    if sort == "seat":
        return url_with("seat-answer", code, extra)
    return url_with(_VIEWS[sort], code)


def _filings(who: Who) -> list[Row]:
    """Return the filings that wait for units whose clerk the account is."""
    own = who.reach.writes_in
    if not own:
        return []
    return [_filing(cell, who) for cell in cells_waiting(who.account.city, own, who.today)]


def _filing(cell: Cell, who: Who) -> Row:
    state = "被退回" if cell.state == FilingState.RETURNED else "已逾期" if cell.is_missing else "待填报"
    return Row(
        sort="filing",
        title=f"{cell.unit.short_name}{cell.month.year}年{cell.month.month}月月报（{state}）",
        href=url_with("declaration", cell.month.strftime("%Y-%m"), cell.unit.code),
        due=cell.due_on,
        since=None,
        light="red" if cell.due_on < who.today else "yellow",
        age=max((who.today - cell.month).days, 0),
        late=max((who.today - cell.due_on).days, 0),
    )
