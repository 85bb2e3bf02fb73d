"""The press check of a release of 6,000 characters beside the figures that it asks for; and a word typed in it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bench.measures.figures import Wrong
from bench.timing import Result, race
from luodi.figures.compute import compute_many
from luodi.kernel.asof import AsOf
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.organisation.models import City
from luodi.press.asking import Asking
from luodi.press.checked import CheckedDraft, State
from luodi.press.grammar.within.rechecking import checked, recheck
from luodi.press.selectors.vocabulary import vocabulary_of
from luodi.press.services.checking import check_draft

GOAL = 3.0
LENGTH = 6_000
READING_GOAL = 0.2
"""Seconds for each 1,000 characters that are read."""
KNOWN_BY = datetime(2018, 10, 16, tzinfo=ZoneInfo("Asia/Shanghai"))
PUBLISHED = date(2018, 10, 15)
CODES = (
    "signed.count", "signed.amount", "signed.industrial.count", "signed.industrial.amount",
    "started.count", "started.amount", "started.industrial.count", "started.industrial.amount",
)  # fmt: skip
_SAID = (
    "1—{month}月，全市新签约项目{0}个，总投资{1}亿元，其中工业项目{2}个，总投资{3}亿元；"
    "新开工项目{4}个，总投资{5}亿元，其中工业项目{6}个，总投资{7}亿元。"
)
_ELSE = (
    "各县区和园区坚持把招商引资作为经济工作的重点，主动上门服务，"
    "逐项解决用地、用工和手续办理中的问题，力争早开工、早投产。"
)


def measure(rounds: int) -> list[Result]:
    city = City.objects.order_by("pk").first()
    assert city is not None
    known = ledger.resolve(city, KNOWN_BY)
    text = release(city, known)

    def whole() -> CheckedDraft:
        return check_draft(city, text, as_of=known, published=PUBLISHED)

    found = whole()
    _right(found)
    asked = sorted(
        {(one.answer.period, one.answer.figure.code) for one in found.matches if one.answer}, key=str
    )
    periods = {period: [code for other, code in asked if other == period] for period, _ in asked}

    def figures() -> None:
        for period, codes in periods.items():
            compute_many(codes, city=city, period=period, as_of=known)

    vocabulary = vocabulary_of(city, PUBLISHED)
    work = {
        "whole": whole,
        "read": lambda: checked(text, published=PUBLISHED, vocabulary=vocabulary),
        "figures": figures,
    }
    seconds = race(work, rounds=rounds)
    rest = max(seconds["whole"] - seconds["read"], 0.0)
    budget = READING_GOAL * len(text) / 1_000
    said = f"a release of {len(text):,} characters with {len(found.matches)} numbers"
    return [
        Result(
            f"{said}: all but the reading", rest, seconds["figures"], GOAL, note="the figures it asks for"
        ),
        Result(
            f"{said}: read and held against itself", seconds["read"], budget, 1.0, note="200 ms per 1,000"
        ),
        *_typing(city, text, known, rounds),
    ]


def _typing(city: City, text: str, known: AsOf, rounds: int) -> list[Result]:
    """Measure reading alone, and a changed word in a text whose figures have been asked for."""
    vocabulary = vocabulary_of(city, PUBLISHED)
    before = checked(text, published=PUBLISHED, vocabulary=vocabulary)
    asking = Asking(city, known)
    check_draft(city, text, published=PUBLISHED, asking=asking)
    changed = text.replace("主动上门服务", "主动服务", 1)
    seconds = race(
        {
            "read": lambda: checked(text, published=PUBLISHED, vocabulary=vocabulary),
            "again": lambda: recheck(before, changed),
            "typed": lambda: check_draft(city, changed, published=PUBLISHED, asking=asking, before=before),
        },
        rounds=rounds,
    )
    budget = READING_GOAL * len(text) / 1_000
    return [
        Result(
            "reading it and holding it against itself", seconds["read"], budget, 1.0, note="200 ms per 1,000"
        ),
        Result(
            "the same after one word was changed",
            seconds["again"],
            seconds["read"],
            None,
            note="reading it all",
        ),
        Result(
            "a word typed in it, whole answer", seconds["typed"], seconds["read"], None, note="reading it all"
        ),
    ]


def release(city: City, known: AsOf) -> str:
    """Write a release whose every number is what the ledger has."""
    parts, month = [f"{city.name}招商引资工作情况"], 0
    while sum(map(len, parts)) < LENGTH:
        month = month % 9 + 1
        last = Period.month(2018, month).last
        period = Period.between(date(2018, 1, 1), last)
        found = compute_many(CODES, city=city, period=period, as_of=known)
        parts.append(_SAID.format(*(found[code].prose for code in CODES), month=month) + _ELSE * 2)
    return "\n".join(parts)


def _right(found: CheckedDraft) -> None:
    wrong = [one for one in found.matches if one.state != State.AGREES]
    if wrong or not found.matches:
        raise Wrong([(one.claim.subject.words, str(one.claim.value), one.state) for one in wrong][:5])
