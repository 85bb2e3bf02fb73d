"""Several things in one field, one on a line, as people type them: firms, people, stops, a programme, guests.

Parts of a line stand between commas, tabs or bars; what cannot be read is said with the number of its line.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any, TypeVar

from django import forms

from luodi.enterprises.models import Enterprise
from luodi.kernel.codes import parse_credit_code
from luodi.kernel.dates import parse_date
from luodi.kernel.findings import Refusal
from luodi.organisation.choices import Rank
from luodi.organisation.models import City, Person
from luodi.outreach.choices import Side
from luodi.outreach.models.activity import ActivityAppointment, ActivityFirm, ActivityMember
from luodi.outreach.models.trip import TripStop
from luodi.outreach.services import Appointment, Member, NewGuest, Stop, Talk
from luodi.projects.models import Project
from luodi.refdata import regions

MOST_LINES = 200
_APART = re.compile(r"\s*[,，\t|｜;；]\s*")
_CODE = re.compile(r"[0-9A-Za-z]{18}")
_TIME = re.compile(r"(?P<hour>[01]?\d|2[0-3])[:：](?P<minute>[0-5]\d)")
_RANKS = {str(rank.label): rank for rank in Rank}
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class SaidFirm:
    """A line about a firm: the firm, or a name (and code) that is not on record yet."""

    enterprise: Enterprise | None
    name: str
    credit_code: str
    talk: Talk


class LinesField(forms.CharField):
    """What was typed, line by line; the form reads it when it knows the rest."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "placeholder": kwargs.pop("placeholder", "")})
        super().__init__(max_length=20_000, widget=widget, required=kwargs.pop("required", False), **kwargs)

    def clean(self, value: Any) -> list[list[str]]:
        text = super().clean(value) or ""
        lines = [_APART.split(line.strip()) for line in text.splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(f"一次最多填 {MOST_LINES} 行")
        return lines


def read_members(lines: list[list[str]], city: City, side: Side = Side.OURS) -> tuple[Member, ...]:
    """Read 姓名，职务，级别; a name that one person of the city alone has is that person's."""
    names = {line[0] for line in lines}
    known: dict[str, list[Person]] = {}
    for person in Person.objects.filter(city=city, name__in=names) if side == Side.OURS else ():
        known.setdefault(person.name, []).append(person)

    def read(line: list[str]) -> Member:
        name, post, rank = [*line, "", ""][:3]
        if rank and rank not in _RANKS:
            raise Refusal(f"级别“{rank}”不对，可以写：{'、'.join(_RANKS)}")
        same = known.get(name, [])
        person = same[0] if len(same) == 1 else None
        return Member(name=name, post=post, rank=_RANKS.get(rank, ""), person=person, side=side)

    return tuple(_each(lines, read))


def read_stops(lines: list[list[str]], on: date) -> tuple[Stop, ...]:
    """Read 日期，城市，具体地点."""

    def read(line: list[str]) -> Stop:
        if len(line) < 2:
            raise Refusal("请写成“日期，城市，具体地点”，如 2020-07-06，广东省深圳市，南山区")
        division = regions.find_origin(line[1], on)
        return Stop(division=division, place=line[2] if len(line) > 2 else line[1], on=_day(line[0]))

    return tuple(_each(lines, read))


def read_programme(lines: list[list[str]]) -> tuple[Appointment, ...]:
    """Read 日期 时间，地点，内容; the time may be missing."""

    def read(line: list[str]) -> Appointment:
        when = line[0].split()
        starts = _TIME.fullmatch(when[1]) if len(when) > 1 else None
        if len(line) < 2 or (len(when) > 1 and starts is None):
            raise Refusal("请写成“日期 时间，地点，内容”，如 2020-07-06 09:30，深圳，拜访某企业")
        at = None if starts is None else time(int(starts["hour"]), int(starts["minute"]))
        place, text = (line[1], line[2]) if len(line) > 2 else ("", line[1])
        return Appointment(on=_day(when[0]), starts=at, place=place, text=text)

    return tuple(_each(lines, read))


def read_firms(lines: list[list[str]], city: City) -> list[SaidFirm]:
    """Read 企业（名称、编号或信用代码），接洽人，意向.    Raises: through the form, for a wrong check digit."""
    words = {line[0] for line in lines}
    rows = Enterprise.objects.of(city.pk)
    by_name = {row.name: row for row in rows.filter(name__in=words)}
    by_code = {row.code: row for row in rows.filter(code__in={word.upper() for word in words})}
    credit = rows.filter(credit_code__in={word.upper() for word in words} - {""})
    by_credit = {row.credit_code: row for row in credit}

    def read(line: list[str]) -> SaidFirm:
        word, contact, intention = [*line, "", ""][:3]
        talk = Talk(contact, intention)
        code = parse_credit_code(word) if _CODE.fullmatch(word) else ""
        found = by_credit.get(code) if code else by_name.get(word) or by_code.get(word.upper())
        if code and found is None:
            raise Refusal(f"没有信用代码为 {code} 的企业，请写企业名称")
        return SaidFirm(found, word, code, talk)

    return list(_each(lines, read))


def read_projects(lines: list[list[str]], projects: Any) -> tuple[Project, ...]:
    """Read a project's code or its whole name, among those that the account sees."""
    words = {line[0] for line in lines}
    by_code: dict[str, Project] = {
        row.code: row for row in projects.filter(code__in={word.upper() for word in words})
    }
    named: list[Project] = list(projects.filter(name__in=words))

    def read(line: list[str]) -> Project:
        same = [row for row in named if row.name == line[0]]
        found = by_code.get(line[0].upper()) or (same[0] if len(same) == 1 else None)
        if found is None:
            raise Refusal(f"没有项目“{line[0]}”，请写项目编号（如 P2020-0001）或完整名称")
        return found

    return tuple(_each(lines, read))


def read_guests(lines: list[list[str]], city: City) -> list[NewGuest]:
    """Read 姓名，单位，职务; a firm that is on record under that name is that one."""
    names = {line[1] for line in lines if len(line) > 1}
    firms = {row.name: row for row in Enterprise.objects.of(city.pk).filter(name__in=names)}

    def read(line: list[str]) -> NewGuest:
        if len(line) < 2:
            raise Refusal("请写成“姓名，单位，职务”")
        name, firm, post = [*line, ""][:3]
        return NewGuest(name=name, firm=firm, post=post, enterprise=firms.get(firm))

    return list(_each(lines, read))


def show_members(rows: Iterable[ActivityMember], side: Side = Side.OURS) -> str:
    return _show((one.name, one.post, one.get_rank_display()) for one in rows if one.side == side)


def show_stops(rows: Iterable[TripStop], name: Callable[[str], str]) -> str:
    return _show((one.on.isoformat(), name(one.division), one.place) for one in rows)


def show_programme(rows: Iterable[ActivityAppointment]) -> str:
    return _show((_when(one), one.place, one.text) for one in rows)


def show_firms(rows: Iterable[ActivityFirm]) -> str:
    return _show((one.enterprise.name, one.contact, one.intention) for one in rows)


def _when(one: ActivityAppointment) -> str:
    return one.on.isoformat() + (f" {one.starts:%H:%M}" if one.starts else "")


def _show(lines: Iterable[tuple[str, ...]]) -> str:
    return "\n".join("，".join(line).rstrip("，") for line in lines)


def _day(text: str) -> date:
    said = parse_date(text)
    if said.first != said.last:
        raise Refusal(f"“{text}”要写到日，如 2020-07-06")
    return said.last


def _each(lines: list[list[str]], read: Callable[[list[str]], Thing]) -> Iterator[Thing]:
    for number, line in enumerate(lines, start=1):
        try:
            yield read(line)
        except Refusal as refusal:
            raise forms.ValidationError(f"第 {number} 行：{refusal}") from refusal
