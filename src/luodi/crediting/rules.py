"""What agreements and first reports accept: values in, values or refusals out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from luodi.crediting.choices import AgreementState, ReportState
from luodi.kernel.findings import Refusal
from luodi.kernel.months import add_months
from luodi.kernel.names import core_name

WHOLE = 10_000


class AgreementRefused(Refusal):
    """A split or a transfer that cannot be, or that has been decided."""


class FirstReportRefused(Refusal):
    """A first report without what makes it one, or an act that its state does not allow."""


class DisputeRefused(Refusal):
    """A dispute or a ruling that does not fit the two reports."""


@dataclass(frozen=True)
class Terms:
    """How long a first report protects and how often it must be followed up."""

    protection_months: int
    report_every_days: int
    extension_months: int
    source: str


EXAMPLE_TERMS = Terms(
    protection_months=6,
    report_every_days=30,
    extension_months=3,
    source="系统示例参数，不是法定期限；由本市自行设定",
)
"""What holds until the city has set its own: no public source fixes a period, so it says what it is."""


def check_reason(reason: str, *, refusal: type[Refusal], act: str) -> str:
    """Return the reason without blanks around it.    Raises: ``refusal`` when there is none."""
    if not reason.strip():
        raise refusal(f"{act}须写明理由", field="reason")
    return reason.strip()


def check_split(parts: Sequence[tuple[int, int]], *, responsible: int, name: str) -> None:
    """Take (unit id, basis points) pairs.

    Raises: AgreementRefused unless distinct units add up to exactly 100 % with the responsible one among them.
    """
    ids = [unit for unit, _ in parts]
    if len(set(ids)) != len(ids):
        raise AgreementRefused("同一单位写了两次，请合并成一行", field="parts")
    if any(points <= 0 for _, points in parts):
        raise AgreementRefused("每个单位的份额须大于 0；不分成的单位请留空", field="parts")
    total = sum(points for _, points in parts)
    if total != WHOLE:
        wrong = total - WHOLE
        says = f"多了 {wrong / 100:.2f}" if wrong > 0 else f"还差 {-wrong / 100:.2f}"
        raise AgreementRefused(
            f"各单位份额合计须为 100.00%，现为 {total / 100:.2f}%，{says} 个百分点", field="parts"
        )
    if responsible not in ids:
        raise AgreementRefused(f"责任单位“{name}”须在分成单位之内", field="parts")


def check_answerable(state: str) -> None:
    """Raises: AgreementRefused when the agreement no longer waits for answers."""
    if state != AgreementState.PROPOSED:
        label = AgreementState(state).label
        raise AgreementRefused(f"这项约定的状态是“{label}”，不能再答复或撤回，请刷新")


def check_rulable(state: str) -> None:
    """Raises: AgreementRefused when there is nothing left for the centre to decide."""
    if state not in (AgreementState.PROPOSED, AgreementState.REFUSED):
        raise AgreementRefused(f"这项约定的状态是“{AgreementState(state).label}”，不需要裁定")


def check_state(state: ReportState, among: Iterable[ReportState], act: str) -> None:
    """Raises: FirstReportRefused when the report is in none of the states."""
    allowed = tuple(among)
    if state not in allowed:
        names = "、".join(one.label for one in allowed)
        raise FirstReportRefused(f"{act}只适用于“{names}”的首报，这项首报的状态是“{state.label}”")


def protection(terms: Terms, reported_on: date) -> tuple[date, date]:
    """Return the last day of the protection, and the day by which progress must be reported."""
    return add_months(reported_on, terms.protection_months), next_report(terms, reported_on)


def next_report(terms: Terms, reported_on: date) -> date:
    return reported_on + timedelta(days=terms.report_every_days)


def check_extension(*, present: date, until: date, terms: Terms) -> None:
    """Raises: FirstReportRefused unless the new end lies behind the present one, within what one extension may add."""
    if until <= present:
        raise FirstReportRefused(f"延长后的日期须晚于现在的保护期 {present.isoformat()}", field="until")
    if until > (latest := add_months(present, terms.extension_months)):
        raise FirstReportRefused(
            f"一次最多延长 {terms.extension_months} 个月，即不晚于 {latest.isoformat()}", field="until"
        )


@dataclass(frozen=True)
class Lead:
    """What tells one lead from another."""

    investor_name: str
    investor_code: str
    project_name: str


def likeness(one: Lead, other: Lead) -> str:
    """Return why two leads look like one, in Chinese; empty when they do not.

    Two firms with codes of their own are two, however alike their names; then only the project's name can tell.
    """
    said = []
    if one.investor_code and one.investor_code == other.investor_code:
        said.append(f"投资方信用代码相同（{one.investor_code}）")
    elif not (one.investor_code and other.investor_code) and _same(one.investor_name, other.investor_name):
        said.append(f"投资方名称相同（{other.investor_name}）")
    if _same(one.project_name, other.project_name):
        said.append(f"项目名称相同（{other.project_name}）")
    return "；".join(said)


def check_shared_ruling(parts: Mapping[int, int], between: set[int]) -> None:
    """Raises: DisputeRefused unless exactly the two units share, to 100 %."""
    if set(parts) != between:
        raise DisputeRefused("共享首报须给争议双方各定份额", field="parts")
    total = sum(parts.values())
    if total != WHOLE or any(points <= 0 for points in parts.values()):
        raise DisputeRefused(f"双方份额须都大于 0 且合计 100.00%，现为 {total / 100:.2f}%", field="parts")


def _same(one: str, other: str) -> bool:
    core = core_name(one)
    return bool(core) and core == core_name(other)
