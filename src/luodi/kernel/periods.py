"""Periods as Chinese releases say them (1—7月, 今年以来, 截至8月底, 前三季度), read into ``Period``.

Each form is one row of ``SHAPES``. A form without a year is of the year of ``today``. A text that only names
its end (截至8月底) begins on 1 January of that year, as releases mean it; a stock's day is ``Period.on``.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from luodi.kernel import dates
from luodi.kernel.findings import Refusal
from luodi.kernel.numerals import arabic, half_width
from luodi.kernel.spans import Period, PeriodRefused

__all__ = ["Period", "PeriodRefused", "parse_period"]

EXAMPLES = (
    "1—7月、今年以来、截至8月底、上半年、前三季度、2020年、2018年以来、累计至8月底、2020-01-01至2020-07-31"
)
Groups = dict[str, str]


def parse_period(text: str, *, today: date) -> Period:
    """Read a period as it is said in a release.

    今年, 今年以来 and 年初以来 end today, as do 2018年以来 and 近两年 (the two years until today); 截至8月底
    and 截至9月22日 run from 1 January of that year; 去年 and 2020年 are whole years; 本月 and 8月 are months.
    累计 and 累计至8月底 are everything until then, from the beginning.
    Raises: PeriodRefused for what cannot be read (with examples), for 去年同期 and the like, which mean
    nothing by themselves, for dates that do not exist, and for an end before the beginning.
    """
    said = _joined(arabic(half_width(text)))
    if RELATIVE.search(said):
        raise PeriodRefused(f"“{_short(text)}”要有对比的时段才有意义，请直接写时段，如 2019年1—8月")
    for form, read in FORMS:
        if found := form.fullmatch(said):
            groups = {name: part for name, part in found.groupdict().items() if part is not None}
            try:
                return read(groups, today)
            except PeriodRefused:
                raise
            except Refusal as refusal:
                raise PeriodRefused(refusal.message) from refusal
    raise PeriodRefused(f"看不懂时段“{_short(text)}”，可以写：{EXAMPLES}")


def _short(text: str) -> str:
    return text.strip()[:40]


def _joined(said: str) -> str:
    return HYPHEN.sub("~", DASHES.sub("~", said))


def _year(groups: Groups, today: date, name: str = "year") -> int:
    said = groups.get(name, "今年").removesuffix("年")
    back = {"今": 0, "本": 0, "当": 0, "去": 1, "上": 1, "前": 2}
    return today.year - back[said] if said in back else dates.check_year(int(said))


def _months(groups: Groups, today: date) -> Period:
    year = _year(groups, today)
    last_year = dates.check_year(int(groups["year2"])) if "year2" in groups else year
    return _from_month_to_month((year, int(groups["m1"])), (last_year, int(groups.get("m2", groups["m1"]))))


def _from_month_to_month(first: tuple[int, int], last: tuple[int, int]) -> Period:
    return Period.between(dates.month_end(*first).replace(day=1), dates.month_end(*last))


def _days(groups: Groups, today: date) -> Period:
    year = _year(groups, today)
    last_year = dates.check_year(int(groups["year2"])) if "year2" in groups else year
    first = dates.exact_day(year, int(groups["m1"]), int(groups["d1"]))
    last_month, last_day = int(groups.get("m2", groups["m1"])), int(groups.get("d2", groups["d1"]))
    return Period.between(first, dates.exact_day(last_year, last_month, last_day))


def _until(groups: Groups, today: date) -> Period:
    year, month = _year(groups, today), int(groups["m1"])
    last = dates.exact_day(year, month, int(groups["d1"])) if "d1" in groups else dates.month_end(year, month)
    return Period.year_to_date(last)


def _ever(groups: Groups, today: date) -> Period:
    return Period.on(_until(groups, today).last if "m1" in groups else today)


def _since(groups: Groups, today: date) -> Period:
    year, month, day = _year(groups, today), int(groups.get("m1", 1)), int(groups.get("d1", 1))
    return Period.between(dates.exact_day(year, month, day), today)


def _half(groups: Groups, today: date) -> Period:
    year = _year(groups, today)
    first, last = (1, 6) if groups["half"] == "上" else (7, 12)
    return _from_month_to_month((year, first), (year, last))


def _quarters(groups: Groups, today: date) -> Period:
    year = _year(groups, today)
    first, last = dates.quarter_span(year, int(groups["q"]))
    return Period.between(date(year, 1, 1) if "upto" in groups else first, last)


def _this_month(groups: Groups, today: date) -> Period:
    month = Period.month(today.year, today.month)
    return month if groups["which"] in {"本", "当", "这个"} else month.previous()


def _years(groups: Groups, today: date) -> Period:
    first = _year(groups, today)
    last = dates.check_year(int(groups["year2"])) if "year2" in groups else first
    return Period.between(date(first, 1, 1), date(last, 12, 31))


def _recent(groups: Groups, today: date) -> Period:
    n, measure = int(groups["n"]), groups["measure"]
    if measure in {"天", "日"}:
        return Period.between(today - timedelta(days=n - 1), today)
    months = n if measure == "个月" else n * dates.MONTHS
    year, month = divmod(today.year * dates.MONTHS + today.month - 1 - months, dates.MONTHS)
    end = dates.month_end(dates.check_year(year), month + 1)
    return Period.between(end.replace(day=min(end.day, today.day)) + timedelta(days=1), today)


def _year_to_today(_: Groups, today: date) -> Period:
    return Period.year_to_date(today)


DASHES = re.compile(r"\.\.|[至到—–―−~～‐‑]+")
# A hyphen between months, years or dotted dates is a dash; one within a date is not.
HYPHEN = re.compile(
    r"(?<=[月日号年])-|(?<=^[0-9])-(?=[0-9]{1,2}月)|(?<=^[0-9]{2})-(?=[0-9]{1,2}月)|(?<=年[0-9])-|(?<=年[0-9]{2})-"
    r"|(?<=^[0-9]{4})-(?=[0-9]{4}年)|(?<=[./][0-9])-(?=[0-9]{4}[./])|(?<=[./][0-9]{2})-(?=[0-9]{4}[./])"
)
YEAR = "(?P<year>[0-9]{4}年|今年|本年|当年|去年|上年|前年)"
MONTH1, MONTH2 = "(?P<m1>[0-9]{1,2})", "(?P<m2>[0-9]{1,2})"
DAY1, DAY2 = "(?P<d1>[0-9]{1,2})", "(?P<d2>[0-9]{1,2})"
ISO1 = rf"(?P<year>[0-9]{{4}})([-/.]){MONTH1}\2{DAY1}"
ISO2 = r"(?P<year2>[0-9]{4})([-/.])(?P<m2>[0-9]{1,2})\6(?P<d2>[0-9]{1,2})"
RELATIVE = re.compile("同期|同比|环比")
NOW = "目前|现在|今(?:天|日)?|当前|本日"
SHAPES: tuple[tuple[str, Callable[[Groups, date], Period]], ...] = (
    (
        rf"(?:今年|本年|当年)(?:度|以来|~今)?|(?:今年|本年)?年初(?:以来|~今)|截(?:~|止)?(?:{NOW})",
        _year_to_today,
    ),
    (rf"{YEAR}?度?{MONTH1}(?:月份?)?~{MONTH2}月份?", _months),
    (rf"{YEAR}?度?{MONTH1}月份?", _months),
    (rf"{YEAR}{MONTH1}月份?~(?P<year2>[0-9]{{4}})年{MONTH2}月份?", _months),
    (rf"(?P<year>[0-9]{{4}})[-/.]{MONTH1}~(?P<year2>[0-9]{{4}})[-/.]{MONTH2}", _months),
    (rf"(?P<year>[0-9]{{4}})[-/.]{MONTH1}", _months),
    (rf"{YEAR}?{MONTH1}月{DAY1}[日号]?(?:~(?:(?P<year2>[0-9]{{4}})年)?(?:{MONTH2}月)?{DAY2}[日号])?", _days),
    (rf"{ISO1}(?:~{ISO2})?", _days),
    (rf"截(?:~|止)?{YEAR}?{MONTH1}月份?(?:底|末)?", _until),
    (rf"截(?:~|止)?{YEAR}?{MONTH1}月{DAY1}[日号]", _until),
    (rf"截(?:~|止)?{ISO1}", _until),
    (rf"(?:历年)?累计(?:~?(?:{NOW})|~今)?", _ever),
    (rf"(?:历年)?累计~{YEAR}?{MONTH1}月份?(?:底|末)?", _ever),
    (rf"(?:历年)?累计~{YEAR}?{MONTH1}月{DAY1}[日号]", _ever),
    (rf"(?:历年)?累计~{ISO1}", _ever),
    (rf"{YEAR}?度?(?P<half>上|下)半年", _half),
    (rf"{YEAR}?度?第?(?P<q>[0-9])季度", _quarters),
    (r"(?P<year>[0-9]{4}年?|今年|去年)?[Qq](?P<q>[0-9])", _quarters),
    (rf"{YEAR}?(?P<upto>前)(?P<q>[0-9])个?季度", _quarters),
    (r"(?P<which>本|当|这个|上个?)月份?", _this_month),
    (rf"{YEAR}(?:全年|度|全年度)?", _years),
    (r"(?P<year>[0-9]{4})年?~(?P<year2>[0-9]{4})年", _years),
    (r"(?P<year>[0-9]{4})", _years),
    (rf"(?:自|从)?{YEAR}(?:{MONTH1}月(?:{DAY1}[日号])?)?(?:以来|起|~今)", _since),
    (rf"(?:自|从)?{MONTH1}月(?:{DAY1}[日号])?(?:以来|起)", _since),
    (r"(?:最?近)(?P<n>[0-9]{1,4})(?P<measure>年|个月|天|日)(?:以?来)?", _recent),
)
FORMS = tuple((re.compile(shape), read) for shape, read in SHAPES)
