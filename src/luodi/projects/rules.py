"""What must hold of a project: the order of stages and dates, what each stage requires, and how a status moves on."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from luodi.kernel.dates import DatePrecision, VagueDate, month_end, quarter_span
from luodi.kernel.findings import Refusal
from luodi.projects.choices import DATE_OF, DETAILS, Field, Stage, Status
from luodi.projects.requirements import Required, table

ORDER = tuple(Stage)

VECTOR = {
    Field.UNIT: "unit",
    Field.SHARES: "shares",
    Field.AREA: "area",
    Field.ORIGIN: "origin",
    Field.INDUSTRY: "industry",
    Field.INDUSTRIAL: "industrial",
    Field.TOTAL: "amount",
    Field.SPONSOR: "sponsor_id",
    Field.STATUS: "status",
}
"""What of a project stands on its facts, and under which name."""
TEXTS = frozenset({Field.NAME, Field.INVESTOR_NAME, Field.ENTERPRISE, Field.SUMMARY, *DETAILS})
"""What is in no fact."""
COUNTED = frozenset({*VECTOR, *DATE_OF.values(), Field.CHANNEL} - {Field.SPONSOR})
"""What figures are counted by: correcting it on a verified fact takes a verifier."""
CHANGEABLE = frozenset({*VECTOR, *TEXTS})
"""What can become otherwise from a day on; a date or a channel of signing is as it was, or was recorded wrongly."""


class StageOutOfOrder(Refusal):
    """A stage that the project has reached already, or that others come before."""


class DateOutOfOrder(Refusal):
    """A date that lies before the stage before."""


class StageNotReady(Refusal):
    """Something that the stage requires is missing."""


class ProjectClosed(Refusal):
    """The project is suspended or withdrawn, and nothing moves on before it is resumed."""


class ChangeRefused(Refusal):
    """A change that is none, or that cannot be one."""


class ProjectRefused(Refusal):
    """Particulars that no project can have."""


def skipped_stages(*, present: Stage | None, new: Stage, reason: str) -> tuple[Stage, ...]:
    """Return the stages that lie between the present one and the new one.

    Raises: StageOutOfOrder when the new stage does not lie ahead, or skips others without a reason.
    """
    rank = -1 if present is None else ORDER.index(present)
    ahead = ORDER.index(new) - rank
    if ahead == 0:
        raise StageOutOfOrder(f"项目已登记{new.label}；如日期或内容有误，请用更正", field="stage")
    if ahead < 0 and present is not None:
        raise StageOutOfOrder(f"项目已{_reached(present)}，不能再登记{new.label}", field="stage")
    between = ORDER[rank + 1 : rank + ahead]
    if between and not reason.strip():
        names = "、".join(stage.label for stage in between)
        raise StageOutOfOrder(
            f"登记{new.label}之前须先登记{names}；如确实没有经过{names}，请写明跳过的原因", field="stage"
        )
    return between


def check_dates(dates: Mapping[Stage, VagueDate]) -> None:
    """Raises: DateOutOfOrder when a stage is surely earlier than one before it; the same day is in order."""
    known = [(stage, dates[stage]) for stage in ORDER if stage in dates]
    for i, (stage, day) in enumerate(known):
        for earlier, before in known[:i]:
            if day.last < before.first:
                raise DateOutOfOrder(
                    f"{stage.label}日期（{day.show()}）不能早于{earlier.label}日期（{before.show()}）",
                    field=DATE_OF[stage].value,
                )


def lacking(*, upto: Stage, held: Set[Field], on: date | None = None, city: str = "") -> list[Required]:
    """Return what the stage and those before it require and the project does not have, in the table's order.

    ``on`` is the stage's day: the table in force then answers, the latest one without it. ``city`` is a city's code.
    """
    return [one for one in table(on, city).upto(upto) if one.field not in held]


def missing(*, upto: Stage, held: Set[Field], on: date | None = None, city: str = "") -> list[Field]:
    """Return the fields that are lacking; see ``lacking``."""
    return [one.field for one in lacking(upto=upto, held=held, on=on, city=city)]


def check_ready(*, upto: Stage, held: Set[Field], on: date | None = None, city: str = "") -> None:
    """Raises: StageNotReady naming everything that is missing."""
    if fields := missing(upto=upto, held=held, on=on, city=city):
        names = "、".join(field.label for field in fields)
        raise StageNotReady(f"登记{upto.label}之前请先填写：{names}", field=fields[0].value)


def check_steps(undone: Sequence[str]) -> None:
    """Raises: StageNotReady naming the milestones that the city wants done before a start."""
    if undone:
        raise StageNotReady(f"登记开工之前请先办理：{'、'.join(undone)}（不涉及的请写明原因）", field="stage")


def check_open(status: Status, act: str) -> None:
    """Raises: ProjectClosed for a project that is suspended or withdrawn."""
    if status in {Status.SUSPENDED, Status.WITHDRAWN}:
        raise ProjectClosed(f"项目已{status.label}，请先恢复推进，再{act}")


def check_not_void(code: str, *, is_void: bool) -> None:
    """Raises: ProjectClosed for a project whose recording was withdrawn with its batch."""
    if is_void:
        raise ProjectClosed(f"{code} 的登记已撤回，不能再办理")


def check_status(*, present: Status, new: Status, reason: str) -> None:
    """Raises: ChangeRefused when nothing changes, or a delay, a suspension or an end is not explained."""
    if present == new:
        raise ChangeRefused(f"项目的推进状态已经是“{new.label}”", field="status")
    if new != Status.PROCEEDING and not reason.strip():
        raise ChangeRefused(f"改为“{new.label}”须写明原因", field="reason")


def check_changeable(fields: Set[Field], status: Status) -> None:
    """Raises: ChangeRefused for what can only be corrected; ProjectClosed when a withdrawn project would change."""
    if wrong := sorted(field.label for field in fields - CHANGEABLE):
        raise ChangeRefused(f"{'、'.join(wrong)}不会变更；如登记有误，请用更正")
    if status == Status.WITHDRAWN and Field.STATUS not in fields:
        raise ProjectClosed("项目已终止，请先恢复推进，再变更")


def check_name(name: str) -> None:
    """Raises: ProjectRefused for a blank name, or one that is too long to be one."""
    if not name.strip():
        raise ProjectRefused("请填写项目名称", field="name")
    if len(name) > 200:
        raise ProjectRefused(f"项目名称不能超过 200 字，现为 {len(name)} 字", field="name")


def around(on: date, precision: DatePrecision) -> VagueDate:
    """Return the date that counts on the day and is known as precisely as said: the span that the day lies in."""
    year, month = on.year, on.month
    match precision:
        case DatePrecision.DAY:
            return VagueDate.day(on)
        case DatePrecision.TEN_DAYS:
            first = min((on.day - 1) // 10, 2) * 10 + 1
            last = month_end(year, month) if first == 21 else date(year, month, first + 9)
            return VagueDate(date(year, month, first), last, precision)
        case DatePrecision.MONTH:
            return VagueDate.month(year, month)
        case DatePrecision.QUARTER:
            return VagueDate(*quarter_span(year, (month + 2) // 3), precision)
        case _:
            return VagueDate(date(year, 1, 1), date(year, 12, 31), precision)


@dataclass(frozen=True)
class Step:
    """A state fact on the way of a project; ``reaches`` is the stage that it brings, None if it only goes on."""

    key: int
    on: date
    ordinal: int
    state: Stage
    since: date | None
    reaches: Stage | None = None


def replay(steps: list[Step]) -> list[Step]:
    """Return the steps in order with the stage that the project was in at each, after dates have been moved.

    A step that reaches a stage brings it on its day (an opening keeps its own "since"); every other step goes on with
    what was reached before it.
    """
    told: list[Step] = []
    stage: Stage | None = None
    since: date | None = None
    for step in sorted(steps, key=lambda one: (one.on, one.ordinal)):
        if stage is None or (step.reaches is not None and ORDER.index(step.reaches) > ORDER.index(stage)):
            stage, since = step.state, step.since
        told.append(Step(step.key, step.on, step.ordinal, stage, since, step.reaches))
    return told


def _reached(stage: Stage) -> str:
    return {Stage.NEGOTIATING: "在谈"}.get(stage, stage.label)
