"""Turn a question into the statement that would answer it: 有多少个 becomes 1个, and the place of the 1 is kept.

So a question is read by the grammar of drafts, whatever it learns; what is particular to questions is data.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import yaml

from luodi.kernel.numerals import arabic

_STOPS = "。？！；?!;\n"
_TO = re.compile(r"([0-9]{1,2})月?(?:份)?[到至~～-]([0-9]{1,2})月")
_MONTHS = re.compile(r"[一二三四五六七八九十]{1,3}(?=月|(?:到|至)[一二三四五六七八九十]{1,3}月)")
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})日?")
_GOES_ON = re.compile(r"。(?=其中|占|同比|环比|总投资|投资额)")
"""Such a question speaks of what the one before spoke of."""
_THING = re.compile(r"了?(1(?:个|家|户|名|位|条|批))((?:新)?(?:工业|招商|重点)?(?:项目|企业|客商|线索))")
_RANKED = re.compile(
    r"(?:前([0-9]{1,2}|[一二三四五六七八九十])(?:名|位|个)?|最多|最大|最高|第一|排名|排行|排序)"
)
_LEAST = re.compile(r"最少|最小|最低|倒数")
_GROUP = re.compile(r"\{(\d)\}")
_CONTEXT = re.compile(r"[^，,。；;]*$")


@dataclass(frozen=True)
class Slot:
    """Where a number stands for what is asked; ``words`` are those of the question, ``unit`` what stands behind it.

    ``is_open`` when the question names no unit, so that the one that stands there is a guess; ``nature`` is what of
    the figure is asked; ``is_year_before`` when the words before it shift it to 去年同期.
    """

    start: int
    end: int
    words: str
    unit: str
    is_open: bool = False
    nature: str = "VALUE"
    is_year_before: bool = False


@dataclass(frozen=True)
class Split:
    """By what a figure is split; ``most`` rows are wanted (0: all), the least first if ``ascending``."""

    by: str
    scope: str = ""
    most: int = 0
    ascending: bool = False


@dataclass(frozen=True)
class Statement:
    """``text`` is the statement. ``split`` is asked of every number in it; ``beyond`` says what can't be answered."""

    question: str
    text: str
    slots: tuple[Slot, ...]
    split: Split | None = None
    beyond: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Asking:
    asks: re.Pattern[str]
    says: str
    is_open: bool
    nature: str


@cache
def words() -> dict[str, Any]:
    """Return the data of questions."""
    file = resources.files("luodi.answers") / "data" / "question_words.yaml"
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found


@cache
def _askings() -> tuple[_Asking, ...]:
    return tuple(
        _Asking(re.compile(row["asks"]), row["says"], row.get("open", False), row.get("nature", "VALUE"))
        for row in words()["asks"]
    )


@cache
def _splits() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(row["asks"]), row["by"], row.get("scope", "")) for row in words()["splits"])


@cache
def _beyond() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["asks"]), row["why"]) for row in words()["beyond"])


@cache
def _courtesies() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words()["courtesies"], key=len, reverse=True))))


def stated(question: str, *, unit: str = "个") -> Statement:
    """Return the statement that would answer the question.

    Where no word asks, one number in ``unit`` stands at its end.
    """
    said = " ".join(question.split())
    beyond = tuple((found.group(), why) for asks, why in _beyond() for found in asks.finditer(said))
    plain, split = _without_split(_tidy(said))
    text, slots = _filled(plain)
    if not slots and plain.strip(_STOPS + "，, "):
        text, slots = _with_one_at_the_end(plain, unit)
    return Statement(question, text, tuple(slots), split, beyond)


def _tidy(said: str) -> str:
    text = _courtesies().sub("", said)
    text = _TO.sub(lambda found: f"{found[1]}—{found[2]}月", arabic_months(text))
    text = _ISO.sub(lambda found: f"{found[1]}年{int(found[2])}月{int(found[3])}日", text)
    return _GOES_ON.sub("，", re.sub(r"[？?！!]+", "。", text)).strip()


def arabic_months(text: str) -> str:
    """Write the months of a text in digits: 一到七月 → 1到7月."""
    return re.sub(
        r"[一二三四五六七八九十]{1,3}(?=月|(?:到|至)[一二三四五六七八九十]{1,3}月)",
        lambda found: arabic(found.group()),
        text,
    )


def _without_split(text: str) -> tuple[str, Split | None]:
    """Take what splits out of the text."""
    for asks, by, scope in _splits():
        if found := asks.search(text):
            rest = text[: found.start()] + text[found.end() :]
            ranked, least = _RANKED.search(text), _LEAST.search(text)
            most = _most(ranked, found.group(), is_least=bool(least))
            rest = _LEAST.sub("", _RANKED.sub("", rest))
            return re.sub(r"^的|，(?=。)|的(?=。|，|$)", "", rest), Split(by, scope, most, bool(least))
    return text, None


def _most(ranked: re.Match[str] | None, asked: str, *, is_least: bool) -> int:
    if ranked and ranked[1]:
        return int(arabic(ranked[1]))
    if ranked and ranked.group() in ("排名", "排行", "排序"):
        return 0
    return 1 if (ranked or is_least) and asked.startswith(("哪个", "哪一个", "哪支")) else 0


def _filled(text: str) -> tuple[str, list[Slot]]:
    """Put a number wherever a word asks for one."""
    slots: list[Slot] = []
    done, at = "", 0
    while found := _next(text, at):
        match, asking = found
        said = _GROUP.sub(lambda one, match=match: match[int(one[1])], asking.says)  # type: ignore[misc]
        between = text[at : match.start()]
        is_before = asking.nature == "VALUE" and bool(_YEAR_BEFORE.search(between))
        done += _YEAR_BEFORE.sub("", between) if is_before else between
        if asking.nature in _GROWTHS and not _has_number(done, slots):
            done += "1亿元，" if _is_amount(done) else "1个，"
        start = len(done) + said.index("1")
        unit = said.partition("1")[2]
        slots.append(Slot(start, start + 1, match.group(), unit, asking.is_open, asking.nature, is_before))
        done, at = done + said, match.end()
    return _reordered(done + text[at:], slots)


_GROWTHS = ("YEAR_GROWTH", "PERIOD_GROWTH")
_YEAR_BEFORE = re.compile(r"(?:去年|上年)同期的?")


def _reordered(text: str, slots: list[Slot]) -> tuple[str, list[Slot]]:
    """Say 签约项目1个 for 签约了1个项目: what is counted stands before its number."""
    kept: list[Slot] = []
    shift = 0
    for slot in slots:
        at = slot.start + shift
        found = next((one for one in _THING.finditer(text) if one.start(1) == at), None)
        if found is not None:
            said = found[2] + found[1]
            text = text[: found.start()] + said + text[found.end() :]
            shift += len(said) - (found.end() - found.start())
            at = found.start() + len(found[2])
        kept.append(replace(slot, start=at, end=at + 1))
    return text, kept


def _next(text: str, at: int) -> tuple[re.Match[str], _Asking] | None:
    """Return what asks first; of several at one place the row that stands first."""
    found = [(match, one) for one in _askings() if (match := one.asks.search(text, at)) and match.group()]
    return min(found, key=lambda one: one[0].start(), default=None)


def _has_number(done: str, slots: Sequence[Slot]) -> bool:
    """Whether what grows has been said in the same sentence: a growth needs something that grows."""
    start = max(done.rfind(stop) for stop in _STOPS)
    return any(slot.start > start for slot in slots)


_AMOUNTS = re.compile("投资|资金|内资|外资|金额|规模|增资")


def _is_amount(text: str) -> bool:
    found = _CONTEXT.search(text)
    return bool(found and _AMOUNTS.search(found.group()))


def _with_one_at_the_end(text: str, unit: str) -> tuple[str, list[Slot]]:
    body = _TAIL.sub("", text.rstrip(_STOPS + "，, "))
    unit = "亿元" if unit == "个" and _is_amount(body) else unit
    return f"{body}1{unit}。", [Slot(len(body), len(body) + 1, body, unit, is_open=True)]


_TAIL = re.compile(r"(?:的)?(?:数量|个数|数|是|有|为)$")
