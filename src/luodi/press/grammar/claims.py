"""What a draft says: claims with their place in the text, and what can be said against them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from luodi.kernel.periods import Period


class Exactness(StrEnum):
    """How a number is meant: 超过80个 holds for 80 and more, 近60亿元 for a little less than 60."""

    EXACT = "EXACT"
    AT_LEAST = "AT_LEAST"  # 超过、逾、达…以上、余、多
    AT_MOST = "AT_MOST"  # 不足、不到、以内、以下
    NEARLY = "NEARLY"  # 近、将近
    ABOUT = "ABOUT"  # 约、左右、上下


class Measure(StrEnum):
    """What kind of number it is."""

    COUNT = "COUNT"
    AMOUNT = "AMOUNT"
    SHARE = "SHARE"  # 占…%、…率…%
    GROWTH = "GROWTH"  # 同比增长…%
    POINTS = "POINTS"  # …个百分点
    CHANGE = "CHANGE"  # 比去年同期增加35个
    OTHER = "OTHER"


class Timing(StrEnum):
    """Where a claim's period comes from."""

    STATED = "STATED"  # in its own sentence
    INHERITED = "INHERITED"  # from what was said before
    ASSUMED = "ASSUMED"  # the draft's own default
    OPEN = "OPEN"  # nothing says it: 今年 without a cut-off, or nothing at all


@dataclass(frozen=True)
class When:
    """A claim's period as the text has it; ``period`` is None when the words name no days (疫情防控期间).

    ``candidates`` are the other periods that the words may mean: 今年以来 may end with the last closed month.
    """

    words: str
    period: Period | None
    timing: Timing
    start: int = -1
    end: int = -1
    candidates: tuple[Period, ...] = ()


@dataclass(frozen=True)
class Subject:
    """What is counted: the words, and what they mean.

    ``facets`` are dotted English marks that rules and the matching ask for, such as ``stage.signed``, ``industrial``,
    ``remote``, ``origin:珠三角``, ``kind:INDUSTRY_TEAM``, ``event:…``, ``threshold:1``, ``single`` (one named project).
    """

    words: str
    facets: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Claim:
    """One number with its context. ``start`` … ``end`` are the words it is about, ``at`` … ``to`` the number itself.

    ``value`` is as written, in ``unit`` (5.22, 万亿元); ``scaled`` is in the plain unit (元, 个, %). ``places`` are the
    decimals written. ``of`` is the number (``Claim.number``) of the whole that this is a part of, ``parts`` the two
    claims a share is made of, ``repeat_of`` the earlier claim that says the same, ``list_id`` the list it stands in.
    ``belongs`` is the claim of whose subject it goes on to speak: 总投资 of the projects counted before, 同比 of both.
    """

    number: int
    start: int
    end: int
    at: int
    to: int
    value: Decimal
    unit: str
    scaled: Decimal
    places: int
    measure: Measure
    exactness: Exactness = Exactness.EXACT
    when: When | None = None
    subject: Subject = Subject("")
    qualifier: str = ""
    region: str = ""
    indicator: str | None = None
    scope: str = ""
    is_plan: bool = False
    sentence: int = 0
    paragraph: int = 0
    clause: int = 0
    of: int | None = None
    parts: tuple[int | None, int | None] | None = None
    repeat_of: int | None = None
    list_id: int | None = None
    belongs: int | None = None


class Kind(StrEnum):
    """What a finding is about."""

    SUM = "sum"
    SHARE = "share"
    GROWTH = "growth"
    NESTED = "nested"
    REPEAT = "repeat"
    PERIOD = "period"
    NAME = "name"
    UNIT = "unit"
    STYLE = "style"
    LEDGER = "ledger"
    IMPLIED = "implied"


class Weight(StrEnum):
    """ERROR is wrong by the text itself or the ledger; QUESTION needs a person; HINT may be passed over."""

    ERROR = "error"
    QUESTION = "question"
    HINT = "hint"


@dataclass(frozen=True)
class Finding:
    """One remark on the words from ``start`` to ``end``.

    ``arithmetic`` is the sum that can be followed (67 ÷ 79 = 84.81%), ``claims`` the numbers that it is about.
    ``correction`` is what would replace the number's words, empty when nothing can be offered. ``rule`` is dotted.
    """

    start: int
    end: int
    kind: Kind
    weight: Weight
    message: str
    rule: str
    stated: str = ""
    expected: str = ""
    arithmetic: str = ""
    correction: str = ""
    claims: tuple[int, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Passage:
    """A number that is left alone, and why: a date, a document's number, a name, a rank."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class Draft:
    """A text read: its claims in order, and the numbers that were left alone."""

    text: str
    claims: tuple[Claim, ...]
    passages: tuple[Passage, ...] = ()
