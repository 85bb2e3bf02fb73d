"""What sponsorship accepts, and which light a project shows: values in, values or refusals out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from luodi.kernel.findings import Refusal
from luodi.sponsorship.choices import Colour


class SponsorshipRefused(Refusal):
    """A sponsorship, a crew, a plan or a hand-over that is none."""


class InstructionRefused(Refusal):
    """An instruction without what makes it one, or an answer that comes too early or twice."""


@dataclass(frozen=True)
class Terms:
    """``red_after``: days by which a node may be late without a red light; ``yellow_within``: days before it is due."""

    red_after: int
    yellow_within: int
    source: str


EXAMPLE_TERMS = Terms(10, 15, "系统示例，本市尚未设定")
_MOST_DAYS = 366


@dataclass(frozen=True)
class Step:
    """What a light asks of a node: its title, its planned day, and the day on which it was done (the last possible)."""

    title: str
    planned_on: date
    done_on: date | None = None


@dataclass(frozen=True)
class Due:
    """What a light asks of an open action item."""

    title: str
    deadline: date


@dataclass(frozen=True)
class Light:
    """``says`` explains the colour: which rule, which dates."""

    colour: Colour
    says: str

    @property
    def is_red(self) -> bool:
        return self.colour == Colour.RED


def light(steps: Sequence[Step], items: Sequence[Due], *, on: date, terms: Terms, pause: str = "") -> Light:
    """Return the light of a project on the day, with the sentence that explains it.

    An item that is late is red; a node is red when it is late by more than ``red_after`` days, yellow when it is late
    by fewer or due within ``yellow_within``. Without a plan the light is yellow. ``pause`` says why there is none.
    Source: docs/user/sponsorship.md（亮灯规则由各市自定）.
    """
    if pause:
        return Light(Colour.NONE, pause)
    waiting = sorted((one for one in steps if one.done_on is None), key=lambda one: one.planned_on)
    late = [one for one in waiting if one.planned_on < on]
    overdue = sorted((one for one in items if one.deadline < on), key=lambda one: one.deadline)
    if late and (on - late[0].planned_on).days > terms.red_after:
        return Light(Colour.RED, _late_node(late, on) + f"，超期超过 {terms.red_after} 天亮红灯")
    if overdue:
        return Light(Colour.RED, _late_item(overdue, on))
    if late:
        return Light(Colour.YELLOW, _late_node(late, on) + f"，未超过 {terms.red_after} 天")
    if not steps:
        return Light(Colour.YELLOW, "还没有节点计划")
    coming = on + timedelta(days=terms.yellow_within)
    if waiting and waiting[0].planned_on <= coming:
        return Light(Colour.YELLOW, _coming(waiting[0], on) + f"，到期前 {terms.yellow_within} 天内亮黄灯")
    if waiting:
        one = waiting[0]
        return Light(
            Colour.GREEN, f"没有超期事项；下一节点“{one.title}”计划 {one.planned_on.isoformat()} 完成"
        )
    return Light(Colour.GREEN, f"{len(steps)} 个节点全部完成")


def days_late(planned_on: date, *, done_on: date | None, on: date) -> int:
    """Return by how many days the node is or was late; 0 when it is in time."""
    return max(0, ((done_on or on) - planned_on).days)


def late_words(title: str, planned_on: date, on: date) -> str:
    """Return the sentence of one late node."""
    return f"节点“{title}”应于 {planned_on.isoformat()} 完成，已超期 {(on - planned_on).days} 天"


def _late_node(late: Sequence[Step], on: date) -> str:
    more = f"（另有 {len(late) - 1} 个节点超期）" if len(late) > 1 else ""
    return late_words(late[0].title, late[0].planned_on, on) + more


def _late_item(overdue: Sequence[Due], on: date) -> str:
    first = overdue[0]
    more = f"（另有 {len(overdue) - 1} 项超期）" if len(overdue) > 1 else ""
    days = (on - first.deadline).days
    return f"待办“{first.title}”期限 {first.deadline.isoformat()}，已超期 {days} 天{more}，有待办超期即亮红灯"


def _coming(one: Step, on: date) -> str:
    days = (one.planned_on - on).days
    when = "今天到期" if days == 0 else f"还有 {days} 天到期"
    return f"节点“{one.title}”计划 {one.planned_on.isoformat()} 完成，{when}"


def check_said(text: str, *, what: str, field: str, most: int = 400) -> str:
    """Return what was said without blanks around it.    Raises: SponsorshipRefused when nothing was, or too much."""
    said = text.strip()
    if not said:
        raise SponsorshipRefused(f"请写明{what}", field=field)
    if len(said) > most:
        raise SponsorshipRefused(f"{what}最多 {most} 个字", field=field)
    return said


def check_not_ahead(day: date, *, today: date, field: str, what: str) -> None:
    """Raises: SponsorshipRefused for a day to come."""
    if day > today:
        raise SponsorshipRefused(f"{what}不能晚于今天（{today.isoformat()}）", field=field)


def check_terms(terms: Terms, *, valid_from: date, today: date) -> None:
    """Raises: SponsorshipRefused for a day gone by, more than a year, or no source."""
    if valid_from < today:
        raise SponsorshipRefused(f"施行日期不能早于今天（{today.isoformat()}）", field="valid_from")
    for field, days in (("red_after", terms.red_after), ("yellow_within", terms.yellow_within)):
        if not 0 <= days <= _MOST_DAYS:
            raise SponsorshipRefused(f"天数应在 0—{_MOST_DAYS} 之间", field=field)
    check_said(terms.source, what="依据", field="source", most=200)


def check_hand_over(
    leaver: int, heirs: Mapping[str, int | None], *, mine: Mapping[str, date], on: date
) -> None:
    """Check who gets what: ``heirs`` by project, ``mine`` since when the leaver has had each.

    Raises: SponsorshipRefused when nothing is handed over, a project is not the leaver's, goes to the leaver or goes
    before it came.
    """
    if not heirs:
        raise SponsorshipRefused("没有要移交的项目")
    for code, heir in heirs.items():
        if code not in mine:
            raise SponsorshipRefused(f"{code} 现在不由这位领导包保，请刷新")
        if heir is None:
            raise SponsorshipRefused(f"请为 {code} 选择接手的领导", field="to")
        if heir == leaver:
            raise SponsorshipRefused("不能移交给本人", field="to")
        if on < mine[code]:
            raise SponsorshipRefused(
                f"{code} 自 {mine[code].isoformat()} 起包保，不能在此之前移交", field="on"
            )
