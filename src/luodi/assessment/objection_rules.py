"""Objections to a provisional result: by when, about what, and what a ruling has to say."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from luodi.assessment.engine import Input, InputType
from luodi.kernel.findings import Refusal
from luodi.refdata.workdays import Calendar

MOST_WORKDAYS = 60


class ObjectionRefused(Refusal):
    """An objection or a ruling that cannot be."""


@dataclass(frozen=True)
class Terms:
    """How many working days after publication objections are taken."""

    workdays: int
    source: str


EXAMPLE_TERMS = Terms(workdays=5, source="系统示例参数，不是法定期限；由本市自行设定")
"""What holds until the city has set its own."""


@dataclass(frozen=True)
class CorrectedInput:
    """An input that a ruling corrects, to what as people write it in the input's unit; None means no number."""

    input: str
    value: Decimal | None
    why: str


def deadline(published_on: date, terms: Terms, calendar: Calendar) -> date:
    """Return the last day for objections; the day of publication is not counted."""
    return calendar.workdays_after(published_on, terms.workdays)


def check_objection(*, text: str, item: str, items: Collection[str], today: date, due_on: date) -> str:
    """Return the text without blanks around it.

    Raises: ObjectionRefused without a text, for an item that the scheme has not, or after the last day.
    """
    if today > due_on:
        raise ObjectionRefused(f"异议期到 {due_on.isoformat()} 为止，现在不能再提出")
    if item and item not in items:
        raise ObjectionRefused("考核办法里没有这一考核项", field="item")
    if not text.strip():
        raise ObjectionRefused("请写明异议的内容和理由", field="text")
    return text.strip()


def check_corrections(corrections: Sequence[CorrectedInput], inputs: Mapping[str, Input]) -> None:
    """Raises: ObjectionRefused unless each corrects, with its reason, another input that somebody can correct."""
    if not corrections:
        raise ObjectionRefused("异议成立须写明更正哪一个数、更正为多少", field="input")
    seen: set[str] = set()
    for one in corrections:
        declared = inputs.get(one.input)
        if declared is None:
            raise ObjectionRefused(f"考核办法没有“{one.input}”这个输入", field="input")
        if declared.is_derived:
            raise ObjectionRefused(f"“{declared.title}”由算式得出，请更正算式里的数", field="input")
        if declared.type in (InputType.RATINGS, InputType.TEXT):
            raise ObjectionRefused(f"“{declared.title}”不是数，不能在裁定中更正", field="input")
        if one.input in seen:
            raise ObjectionRefused(f"“{declared.title}”写了两次", field="input")
        if not one.why.strip():
            raise ObjectionRefused("更正须写明理由", field="why")
        seen.add(one.input)


def check_workdays(workdays: int) -> None:
    """Raises: ObjectionRefused unless the term can be."""
    if not 1 <= workdays <= MOST_WORKDAYS:
        raise ObjectionRefused(f"异议期应为 1 到 {MOST_WORKDAYS} 个工作日", field="workdays")
