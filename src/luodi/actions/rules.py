"""What action items accept, and how loudly they are pressed for: values in, values or refusals out."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from luodi.actions.choices import ActionKind, ActionState, Colour, Level, Told
from luodi.kernel.findings import Refusal
from luodi.refdata.workdays import Calendar

MOST_DAYS = 250
FURTHEST = 10
"""Years ahead that an item can be due at most."""
ORDER = tuple(Level)


class ActionRefused(Refusal):
    """An item without what makes it one, or an act that its state or its people do not allow."""


@dataclass(frozen=True)
class Step:
    """A level, reached ``days`` working days after the deadline (before it where negative), and who is told."""

    level: Level
    days: int
    colour: Colour
    tells: tuple[Told, ...]


@dataclass(frozen=True)
class Pressing:
    """The city's levels from the softest, and whether a task set for oneself closes when it is done."""

    steps: tuple[Step, ...]
    closes_own: bool
    source: str


EXAMPLE = Pressing(
    steps=(
        Step(Level.REMIND, -1, Colour.BLUE, (Told.OWNER, Told.CO_OWNERS)),
        Step(Level.URGE, 1, Colour.YELLOW, (Told.OWNER, Told.CO_OWNERS, Told.UNIT)),
        Step(Level.SUPERVISE, 3, Colour.RED, (Told.OWNER, Told.UNIT, Told.SETTER, Told.CENTRE)),
    ),
    closes_own=True,
    source="系统示例参数（参照三色督办制度），由本市自行设定",
)
"""What holds until the city has set its own."""


def check_title(title: str) -> str:
    """Return the title without blanks around it.    Raises: ActionRefused when there is none."""
    if not title.strip():
        raise ActionRefused("请写明要办的事", field="title")
    return title.strip()[:200]


def check_deadline(deadline: date, *, today: date) -> None:
    """Raises: ActionRefused for a day that has gone by, or one too far off."""
    if deadline < today:
        raise ActionRefused(f"期限不能早于今天（{today.isoformat()}）", field="deadline")
    if deadline.year > today.year + FURTHEST:
        raise ActionRefused(f"期限最多定到 {today.year + FURTHEST} 年", field="deadline")


def deadline_of(*, begins_on: date, workdays: int | None, asked_day: date | None, calendar: Calendar) -> date:
    """Return the day that follows: so many working days after the first, or the asked day, moved on when it is free.

    Raises: ActionRefused without either, with both, or with days that are too few or too many.
    """
    if (workdays is None) == (asked_day is None):
        raise ActionRefused("请写明期限：日期或者工作日数，只写一种", field="deadline")
    if asked_day is not None:
        return calendar.workday_from(asked_day)
    assert workdays is not None
    if not 1 <= workdays <= MOST_DAYS:
        raise ActionRefused(f"办理时限须在 1 到 {MOST_DAYS} 个工作日之间", field="workdays")
    return calendar.workdays_after(begins_on, workdays)


def moved_words(asked: date | None, deadline: date) -> str:
    """Return what is said of a deadline that was moved off a free day; nothing when it was not."""
    if asked is None or asked == deadline:
        return ""
    return f"{asked.isoformat()} 不是工作日，期限顺延到 {deadline.isoformat()}"


def check_open(state: str) -> None:
    """Raises: ActionRefused when the item is not, or no longer, to be done."""
    if state != ActionState.OPEN:
        raise ActionRefused(f"这项待办{ActionState(state).label}，不能再改动，请刷新")


def check_state(state: str, among: Collection[ActionState], act: str) -> None:
    """Raises: ActionRefused when the item is in none of the states."""
    if state not in among:
        names = "、".join(one.label for one in among)
        raise ActionRefused(
            f"{act}只适用于“{names}”的事项，这一项的状态是“{ActionState(state).label}”，请刷新"
        )


def check_said(text: str, *, what: str, field: str) -> str:
    """Return what was said without blanks around it.    Raises: ActionRefused when nothing was."""
    if not text.strip():
        raise ActionRefused(f"请写明{what}", field=field)
    return text.strip()[:400]


def closes_at_once(kind: str, *, by_oneself: bool, closes_own: bool) -> bool:
    """Whether saying that it is done closes an item: a task set for oneself, where the city has it so."""
    return kind == ActionKind.TASK and by_oneself and closes_own


def check_somebody_else(person_id: int, doers: Collection[int], act: str) -> None:
    """Raises: ActionRefused when the person is one of those who did it, whatever the account."""
    if person_id in doers:
        raise ActionRefused(f"自己办理的事项不能由自己{act}，请交办人或招商服务中心的其他人办理")


def level_on(deadline: date, steps: Sequence[Step], *, today: date, calendar: Calendar) -> Step | None:
    """Return the loudest step that an item due on the deadline has reached; None while it has reached none."""
    late = calendar.workdays_between(deadline, today)
    reached = [one for one in steps if today > deadline and late >= max(one.days, 1)]
    if today <= deadline:
        reached = [one for one in steps if one.days <= 0 and late >= one.days]
    return max(reached, key=lambda one: ORDER.index(one.level), default=None)


def check_steps(steps: Sequence[Step], *, valid_from: date, today: date, source: str) -> None:
    """Raises: ActionRefused for a day gone by, no source, levels out of order, or one that nobody is told of."""
    if not source.strip():
        raise ActionRefused("请写明依据，如文件名和文号", field="source")
    if valid_from < today:
        raise ActionRefused("施行日期不能早于今天：已发出的督办不追溯", field="valid_from")
    if [one.level for one in steps] != list(ORDER):
        raise ActionRefused("提醒、催办、督办各设一条")
    days = [one.days for one in steps]
    if not days[0] <= 0 < days[1] < days[2]:
        raise ActionRefused(
            "提醒须在期限之前或当日，催办、督办须在超期之后，且督办晚于催办", field="urge_days"
        )
    for one in steps:
        if not one.tells:
            raise ActionRefused(f"请选择{one.level.label}时告知谁", field=f"{one.level.lower()}_tells")


def named(told: Iterable[str]) -> str:
    """Return who is told, in words."""
    return "、".join(Told(one).label for one in told)
