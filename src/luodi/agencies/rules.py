"""What must hold of agencies, mandates, introductions and fees: values in, values or refusals out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from luodi.agencies.choices import AgencyKind, ClaimState, Milestone
from luodi.agencies.feerules import Conditions
from luodi.kernel.dates import month_end
from luodi.kernel.findings import Refusal
from luodi.kernel.months import add_months


class AgencyRefused(Refusal):
    """An agency, a mandate or a report that cannot be."""


class IntroductionRefused(Refusal):
    """An introduction without a mandate, too late, or of a project that somebody else introduced."""


class FeeRefused(Refusal):
    """A fee that the rule does not give, or an act that the claim's state does not allow."""


@dataclass(frozen=True)
class Deadline:
    """The day of the following year by which agencies file."""

    month: int
    day: int
    source: str

    def due_on(self, year: int) -> date:
        """Return the last day for the report of the year; a 31st in a shorter month is its last day."""
        last = month_end(year + 1, self.month)
        return last.replace(day=min(self.day, last.day))


EXAMPLE_DEADLINE = Deadline(1, 31, "系统示例参数：次年1月底前报备；由本市自行设定")
"""What holds until the city has set its own, and it says so."""


@dataclass(frozen=True)
class Circumstances:
    """What the conditions of a rule are held against."""

    filed_on: date
    mandate_holds: bool
    is_public_staff: bool
    reached: Mapping[Milestone, date]
    today: date


@dataclass(frozen=True)
class Finding:
    """One condition: whether it holds, and why."""

    is_met: bool
    text: str


def check_text(text: str, label: str, *, field: str, refusal: type[Refusal] = AgencyRefused) -> str:
    """Return the text without blanks around it.    Raises: ``refusal`` when there is none."""
    if not text.strip():
        raise refusal(f"请填写{label}", field=field)
    return text.strip()


def check_term(since: date, until: date | None, *, signed_on: date) -> None:
    """Raises: AgencyRefused for a mandate that ends before it begins, or begins before it was signed."""
    if until is not None and until < since:
        raise AgencyRefused(
            f"委托结束日期（{until.isoformat()}）不能早于开始日期（{since.isoformat()}）", field="until"
        )
    if since < signed_on:
        raise AgencyRefused(f"委托开始日期不能早于签订日期（{signed_on.isoformat()}）", field="since")


def check_kind(kind: AgencyKind, *, credit_code: str, is_public_staff: bool) -> None:
    """Raises: AgencyRefused for a person with a firm's code, or a firm that is said to be public staff."""
    if kind == AgencyKind.PERSON and credit_code:
        raise AgencyRefused("自然人引荐人没有统一社会信用代码，请留空", field="credit_code")
    if kind != AgencyKind.PERSON and is_public_staff:
        raise AgencyRefused("“公职人员”只用于自然人引荐人", field="is_public_staff")


def check_conditions(asked: Conditions, told: Circumstances) -> tuple[Finding, ...]:
    """Return every condition of the rule with whether it holds; the minimum is held against the amounts instead."""
    found = [Finding(told.mandate_holds, f"备案日期 {told.filed_on.isoformat()} 在委托期内")]
    if asked.filed_first:
        found.append(_filed_first(told))
    if asked.no_public_staff:
        said = "引荐人是公职人员，不得领取" if told.is_public_staff else "引荐人不是公职人员"
        found.append(Finding(not told.is_public_staff, said))
    if asked.sole:
        found.append(Finding(True, "一个项目只有一个引荐人：备案与项目一对一"))  # noqa: FBT003
    if asked.reached is not None:
        found.append(_reached(asked, asked.reached, told))
    return tuple(found)


def check_state(state: str, among: tuple[ClaimState, ...], act: str) -> None:
    """Raises: FeeRefused when the claim is in none of the states."""
    if state not in among:
        names = "、".join(one.label for one in among)
        raise FeeRefused(f"{act}只适用于“{names}”的申请，这项申请的状态是“{ClaimState(state).label}”")


def _filed_first(told: Circumstances) -> Finding:
    signed = told.reached.get(Milestone.SIGNED)
    if signed is None:
        return Finding(False, "签约尚未认定，无法判断是否先备案后签约")  # noqa: FBT003
    text = f"备案 {told.filed_on.isoformat()}，签约 {signed.isoformat()}：须先备案后签约"
    return Finding(told.filed_on <= signed, text)


def _reached(asked: Conditions, milestone: Milestone, told: Circumstances) -> Finding:
    day = told.reached.get(milestone)
    if day is None:
        return Finding(False, f"{milestone.label}尚未认定")  # noqa: FBT003
    if asked.apply_within is None:
        return Finding(True, f"{milestone.label}已认定：{day.isoformat()}")  # noqa: FBT003
    last = add_months(day, asked.apply_within)
    text = (
        f"{milestone.label} {day.isoformat()}，须在 {asked.apply_within} 个月内（{last.isoformat()} 前）申请"
    )
    return Finding(told.today <= last, text)
