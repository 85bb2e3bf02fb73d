"""Worklists as pages and workbooks show them: what is asked of the address, and what stands beside the rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from luodi.desk import naming
from luodi.desk.exports import Export
from luodi.desk.frame import Frame
from luodi.figures.compute import compute
from luodi.figures.questions import Figure, Row
from luodi.figures.scopes import Scope
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Standing
from luodi.organisation.models import Unit
from luodi.refdata import industries
from luodi.ui import sheets
from luodi.worklists.choices import URGENT, Light
from luodi.worklists.definitions import Rule
from luodi.worklists.selectors import lists
from luodi.worklists.selectors.cohorts import Cohort, by_event, cohorts
from luodi.worklists.selectors.lists import Narrowed
from luodi.worklists.selectors.sentences import Line
from luodi.worklists.selectors.sources import Asked

YEARS = 5


def asked_in(frame: Frame) -> Asked:
    """Return whose lists the page shows, as of when."""
    return Asked(frame.city, frame.today, frame.reach, frame.as_of)


def narrowed_in(frame: Frame) -> Narrowed:
    """Read the filters of the address; what is not known narrows nothing."""
    query = frame.request.GET
    section, light, reason = (query.get(name, "") for name in ("section", "light", "reason"))
    return Narrowed(
        unit=query.get("unit", "")[:40],
        section=section if section in {one.code for one in industries.sections()} else "",
        light=light if light in Light.values else "",
        reason=reason if reason in lists.REASONS else "",
    )


def since_in(frame: Frame) -> date | None:
    """Return the day with which the list is compared; a day that is none, or not yet over, compares nothing."""
    try:
        day = date.fromisoformat(frame.request.GET.get("since", ""))
    except ValueError:
        return None
    return day if date(2000, 1, 1) <= day < frame.today else None


def figure_of(rule: Rule, frame: Frame, narrowed: Narrowed) -> Figure | None:
    """Return the stock that the whole list is counted as, for who sees the whole city."""
    if not rule.figure or not narrowed.is_whole or frame.reach.unit_ids is not None:
        return None
    return compute(
        rule.figure,
        city=frame.city,
        period=Period.on(frame.today),
        scope=Scope.CITY,
        as_of=frame.known,
        standing=Standing.CLAIMED,
    )


@dataclass(frozen=True)
class Choices:
    """What the filters offer."""

    units: Sequence[tuple[str, str]]
    sections: Sequence[tuple[str, str]]
    lights: Sequence[tuple[str, str]]
    reasons: Sequence[tuple[str, str]]


def choices(frame: Frame, rule: Rule) -> Choices:
    units = Unit.objects.of(frame.city.pk).for_choosing().values_list("code", "short_name")
    return Choices(
        units=[("", "全部单位"), *units] if frame.reach.unit_ids is None else [],
        sections=[("", "全部行业"), *((one.code, f"{one.code} {one.name}") for one in industries.sections())],
        lights=[("", "全部灯号"), *((one.value, one.label) for one in URGENT if one in rule.lights)],
        reasons=[("", "全部原因"), *lists.REASONS.items()],
    )


@dataclass(frozen=True)
class Rates:
    """``years`` of the event that is asked for, or of the city; ``whole`` is all years of the event together."""

    event: Row | None
    years: Sequence[Cohort]
    whole: Sequence[Cohort]
    events: Sequence[Row]
    offered: Sequence[tuple[str, str]]


def rates(frame: Frame) -> Rates:
    """Return what became of the signings of the last years, the latest first, and of each event."""
    until = Period.on(frame.today)
    events = by_event(frame.city, until, as_of=frame.known)
    wanted = frame.request.GET.get("event", "")
    event = next((one for one in events if one.key == wanted), None)
    scope = Scope.CITY if event is None else event.figure.scope
    this = frame.today.year
    years = [Period.year(year) for year in range(this, this - YEARS, -1)]
    return Rates(
        event=event,
        years=cohorts(frame.city, years, scope=scope, as_of=frame.known),
        whole=cohorts(frame.city, [until], scope=scope, as_of=frame.known) if event else [],
        events=events,
        offered=[("", "全市，不分活动"), *((one.key, one.label) for one in events)],
    )


def sheet(rule: Rule, frame: Frame, narrowed: Narrowed) -> Export:
    """Return the list as it is narrowed, every row of it."""
    columns = [
        sheets.Column("项目编号"),
        sheets.Column("项目名称", width=40),
        sheets.Column("投资方", width=30),
        sheets.Column("责任单位", width=18),
        sheets.Column("行业", width=24),
        sheets.Column("总投资", "亿元", places=4),
        sheets.Column("阶段"),
        sheets.Column("推进状态"),
        sheets.Column("起算日期"),
        sheets.Column("天数"),
        sheets.Column("灯号"),
        sheets.Column("说明", width=60),
    ]
    asked = asked_in(frame)
    page = lists.listing(rule, asked, narrowed, size=1)
    said = [f"清单：{rule.lists}", f"依据：{page.terms.source}", *_said(narrowed, frame)]
    if page.recorded_on is not None:
        said.append(f"按 {page.recorded_on.isoformat()} 的夜间记录")
    return Export(rule.name, columns, _rows(lists.lines(rule, asked, narrowed)), said, page.total)


def _said(narrowed: Narrowed, frame: Frame) -> list[str]:
    told = [f"单位：{narrowed.unit}"] if narrowed.unit else []
    told += [f"行业：{naming.industry(narrowed.section)}"] if narrowed.section else []
    told += [f"灯号：{Light(narrowed.light).label}"] if narrowed.light else []
    told += [f"原因：{lists.REASONS[narrowed.reason]}"] if narrowed.reason else []
    return [f"截至 {frame.today.isoformat()}", *told]


def _rows(lines: Iterator[Line]) -> Iterator[list[Any]]:
    for one in lines:
        yield [
            one.code,
            one.name,
            one.investor,
            one.unit,
            naming.industry(one.industry),
            None if one.total is None else one.total.to_yi(4),
            one.stage.label,
            one.status.label,
            one.since,
            one.age,
            one.light.label,
            one.sentence,
        ]
