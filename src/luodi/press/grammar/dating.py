"""The periods that a text names, where they stand, and how long each of them is in force."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from luodi.kernel.findings import Refusal
from luodi.kernel.numerals import arabic
from luodi.kernel.periods import Period, parse_period
from luodi.press.grammar.claims import Timing, When
from luodi.press.grammar.splitting import Stretch, evened
from luodi.press.grammar.vocabulary import Vocabulary, known_words

BASE = "base"
"""The form of a time that something is only held against."""
_YEAR = r"(?:[0-9]{4}\s?年度?|今年|本年度?|当年|去年|上年|前年)"
_DASH = r"\s?[-—–―~～至到]+\s?"
_N = "(?:[0-9]{1,2}|[一二三四五六七八九十两]{1,2})"
_MONTH = "[0-9]{1,2}"
_WRITTEN = "(?:十[一二]?|[一二三四五六七八九])月(?:份|底|末)"
_DAY = rf"{_MONTH}\s?月[0-9]{{1,2}}[日号]"
_PART = "(?:底|末|初|中旬|上旬|下旬|份)?"
_FORMS = (
    rf"(?P<until>截[至止到]+(?:{_YEAR})?(?:{_DAY}|{_MONTH}\s?月{_PART}|目前|现在|今[天日]?|当前|发稿时?|[上下]半年底?))",
    r"(?P<iso>(?:[0-9]{4}|[0-9]{2})[-/.][0-9]{1,2}[-/.][0-9]{1,2})",
    rf"(?P<since>(?:自|从)?(?:(?:{_YEAR})?(?:{_MONTH}\s?月份?)(?:[0-9]{{1,2}}[日号])?|{_YEAR})(?P<founding>[^,;:。0-9]{{0,8}}?)(?:以来|起))",
    r"(?P<opening>(?:今年|本年)?年初(?:以来)?|开年以来|入年以来)",
    rf"(?P<recent>近{_N}(?P<over>年多|多年|年|个月|天)(?:以?来)?)",
    rf"(?P<days>(?:{_YEAR})?{_DAY}(?:{_DASH}(?:{_YEAR})?(?:{_MONTH}\s?月)?[0-9]{{1,2}}[日号])?)",
    rf"(?P<months>(?:{_YEAR})?{_MONTH}(?:月份?)?{_DASH}(?:当年|本年)?{_MONTH}\s?月(?:底|末|份)?)",
    rf"(?P<first>(?:{_YEAR})?前(?:[0-9]{{1,2}}|[一二两三四五六七八九十]{{1,2}})个月)",
    rf"(?P<half>(?:{_YEAR})?度?[上下]半年)",
    rf"(?P<quarters>(?:{_YEAR})?(?:(?:第)?[一二三四1-4]|首|前[二三两23]个?)季度)",
    rf"(?P<month>(?:{_YEAR})?(?:{_MONTH}\s?月{_PART}|{_WRITTEN})(?![0-9]))",
    r"(?P<thismonth>[本当上]月(?!台))",
    rf"(?P<year>{_YEAR}(?:全年|年)?|全年)",
    r"(?P<sameday>当[天日]|今[天日]|昨[天日])",
    r"(?P<now>目前|当前|现在|迄今|至今)",
    r"(?P<day>(?<![0-9月.])[0-9]{1,2}日)",
)
_SAID = re.compile("|".join(_FORMS))
_COMPARED = re.compile(r"(?:[比较与从由于]|其中:?|奋战|决战|冲刺|大干|迎接|备战|谋划|展望|面向|聚焦)\Z")
_LOCAL_BEHIND = re.compile(r"\s?(?:计划|拟|预计|力争|将|年度|底可|年底|可|目标|任务)")
_GROWS = re.compile(r"\s?(?:分别|净|大幅)?(?:增|下降|减|提高|提升|上升|多|少)")
_HEADER = re.compile(
    r"(?P<y>20[0-9]{2})(?:(?P<mark>[-/.])(?P<m>[0-9]{1,2})(?P=mark)(?P<d>[0-9]{1,2})|年(?P<m2>[0-9]{1,2})月(?P<d2>[0-9]{1,2})日)"
)
_SHORT_HEADER = re.compile(r"(?<![0-9])([0-9]{2})-([0-9]{2})-([0-9]{2})(?=\s[0-9]{1,2}:)")
_ANY_YEAR = re.compile("(20[0-9]{2})\\s?年?")
_DATELINE = re.compile("([0-9]{1,2})月([0-9]{1,2})日")
_HEAD, _AHEAD = 1500, 16
_DECADE, _CENTURY = 100, 2000
_IN_WORDS = re.compile("[\u4e00-\u9fff—”]")


@dataclass(frozen=True)
class Said:
    """A period at its place. ``local`` ones are of their clause alone, ``form`` is how it is said."""

    start: int
    end: int
    words: str
    form: str
    period: Period | None
    candidates: tuple[Period, ...] = ()
    local: bool = False
    open_ended: bool = False

    def when(self, timing: Timing) -> When:
        """Return the claim's period, as stated or as carried from here."""
        if self.open_ended and timing is Timing.STATED and self.form == "year":
            timing = Timing.OPEN
        return When(self.words, self.period, timing, self.start, self.end, self.candidates)


def published_of(text: str) -> date | None:
    """Return the day of publication that the text itself names in its head, or None.

    A day without a year is of the year that the text names most often.
    """
    head = evened(text[:_HEAD])
    if found := _HEADER.search(head):
        return _day(int(found["y"]), int(found["m"] or found["m2"]), int(found["d"] or found["d2"]))
    if found := _SHORT_HEADER.search(head):
        return _day(_CENTURY + int(found[1]), int(found[2]), int(found[3]))
    years = _ANY_YEAR.findall(evened(text))
    found = _DATELINE.search(head)
    if not years or not found:
        return None
    return _day(int(max(years, key=years.count)), int(found[1]), int(found[2]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def periods_said(even: str, within: Stretch, published: date | None, vocabulary: Vocabulary) -> list[Said]:
    """Return the periods that a paragraph names, in order; named spans of the vocabulary among them."""
    said = [
        _named(one, vocabulary)
        for one in known_words(vocabulary).spans.finditer(even, within.start, within.end)
    ]
    said += [
        Said(one.start(), one.end(), one.group(), "span", None)
        for one in _EPIDEMIC.finditer(even, within.start, within.end)
        if not any(known.start <= one.start() < known.end for known in said)
    ]
    for one in _SAID.finditer(even, within.start, within.end):
        if _is_base(even, one):
            said.append(Said(one.start(), one.end(), one.group(), BASE, None, local=True))
        elif _is_period(even, one):
            said.append(_said(even, one, published))
    return sorted(said, key=lambda one: one.start)


_EPIDEMIC = re.compile("疫情(?:防控)?期间")


def _named(one: re.Match[str], vocabulary: Vocabulary) -> Said:
    span = next(span for span in vocabulary.spans if one.group() in map(evened, span.names))
    return Said(one.start(), one.end(), one.group(), "span", Period.between(span.first, span.last))


def _is_base(even: str, one: re.Match[str]) -> bool:
    """Whether a time is only what something is held against: 同比2019年增长14%."""
    before, behind = even[max(0, one.start() - 2) : one.start()], even[one.end() : one.end() + 8]
    if behind.startswith("同期"):
        return bool(re.search(r"[比较]\Z", before))
    return bool(re.search(r"(?:[比较、]|同比|对比)\Z", before) and _GROWS.match(behind))


def _is_period(even: str, one: re.Match[str]) -> bool:
    return not re.match(
        r"\s?(?:同期|生|(?:目标|工作)?任务|目标|预算|计划(?!完成|投资|新)|[0-9.]+[万亿]*元?的?(?:目标|任务)"
        r"|(?:全市|全区|全县|重大|重点|产业|招商)*项目集中)",
        even[one.end() : one.end() + _AHEAD],
    )


def _said(even: str, one: re.Match[str], published: date | None) -> Said:
    form = one.lastgroup or ""
    form = next(name for name, value in one.groupdict().items() if value is not None)
    words = one.group()
    period, others = _meant(form, words, one, published)
    before, behind = even[max(0, one.start() - 3) : one.start()], even[one.end() : one.end() + 4]
    local = bool(_COMPARED.search(before)) or bool(_LOCAL_BEHIND.match(behind)) or words == "全年"
    if form == "year" and words[0] not in "今本当":
        local = local or bool(_IN_WORDS.match(before[-1:]))
    return Said(
        one.start(),
        one.end(),
        words,
        form,
        period,
        others,
        local,
        open_ended=form in {"since", "opening", "recent"}
        or (form == "year" and words.startswith(("今", "本"))),
    )


def _meant(
    form: str, words: str, one: re.Match[str], published: date | None
) -> tuple[Period | None, tuple[Period, ...]]:
    if published is None:
        published_or_year = _year_in(words)
        if published_or_year is None:
            return None, ()
        published = date(published_or_year, 12, 31)
    try:
        return _READERS.get(form, _parsed)(words, one, published)
    except (Refusal, ValueError):
        return None, ()


def _year_in(words: str) -> int | None:
    found = _ANY_YEAR.search(words)
    return int(found[1]) if found else None


_Meant = tuple[Period | None, tuple[Period, ...]]


def _parsed(words: str, _: re.Match[str], today: date) -> _Meant:
    plain = arabic(words.replace("份", "").replace(" ", "")).removesuffix("底").removesuffix("末")
    return parse_period(plain, today=today), ()


def _until(words: str, one: re.Match[str], today: date) -> _Meant:
    plain = (
        words.replace("截至到", "截至").replace("发稿时", "目前").replace("发稿", "目前").replace("末", "底")
    )
    return parse_period(plain, today=today), ()


def _since(words: str, one: re.Match[str], today: date) -> _Meant:
    plain = words.replace(one["founding"] or "", "") if one["founding"] else words
    plain = plain.replace("年度", "年").replace("份", "").replace(" ", "")
    return _open(parse_period(plain, today=today), today)


def _opening(_: str, __: re.Match[str], today: date) -> _Meant:
    return _open(Period.year_to_date(today), today)


def _open(period: Period, today: date) -> _Meant:
    """A span that ends today, or with the last closed month."""
    closed = today.replace(day=1) - timedelta(days=1)
    if period.first is None or period.first > closed:
        return period, ()
    return period, (Period.between(period.first, closed),)


def _recent(words: str, one: re.Match[str], today: date) -> _Meant:
    plain = words.replace("年多", "年").replace("多年", "年").replace("以来", "").replace("来", "")
    period = parse_period(arabic(plain), today=today)
    if one["over"] != "年多" or period.first is None:
        return period, ()
    since = Period.between(date(today.year - int(re.sub("[^0-9]", "", arabic(plain))), 1, 1), today)
    return since, (period,)


def _year(words: str, _: re.Match[str], today: date) -> _Meant:
    if words.startswith(("今", "本", "当")) and words.endswith("年"):
        return _open(Period.year_to_date(today), today)
    if words == "全年":
        return Period.year(today.year), ()
    plain = words.replace("全年", "").replace(" ", "").replace("年年", "年")
    period = parse_period(plain, today=today)
    if period.first is not None and period.first.year == today.year:
        return _open(Period.year_to_date(today), today)[0], (
            period,
            *_open(Period.year_to_date(today), today)[1],
        )
    return period, ()


def _same_day(words: str, _: re.Match[str], today: date) -> _Meant:
    day = today - timedelta(days=1) if words.startswith("昨") else today
    return Period.between(day, day), ()


def _now(_: str, __: re.Match[str], today: date) -> _Meant:
    return Period.on(today), ()


def _month_day(words: str, _: re.Match[str], today: date) -> _Meant:
    day = today.replace(day=int(words.removesuffix("日")))
    return Period.between(day, day), ()


def _iso(words: str, _: re.Match[str], today: date) -> _Meant:
    year, month, day = (int(part) for part in re.split("[-/.]", words))
    found = date(year if year >= _DECADE else _CENTURY + year, month, day)
    return Period.between(found, found), ()


def _first_months(words: str, _: re.Match[str], today: date) -> _Meant:
    plain = arabic(words.replace("两", "二").replace("年度", "年"))
    return parse_period(re.sub("前([0-9]+)个月", r"1~\1月", plain), today=today), ()


def _quarters(words: str, _: re.Match[str], today: date) -> _Meant:
    plain = arabic(words.replace("首季", "一季").replace("第", "").replace("两", "二"))
    return parse_period(plain, today=today), ()


_READERS = {
    "until": _until,
    "since": _since,
    "opening": _opening,
    "recent": _recent,
    "year": _year,
    "sameday": _same_day,
    "now": _now,
    "day": _month_day,
    "iso": _iso,
    "quarters": _quarters,
    "first": _first_months,
}
