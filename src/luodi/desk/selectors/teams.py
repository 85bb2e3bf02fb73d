"""Teams as their pages show them: five measures of the same facts as the city's, members, and months of attendance."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from luodi.calendars.selectors import calendar_of
from luodi.desk.asking import Asking, none_like
from luodi.desk.exports import Export
from luodi.desk.frame import Frame
from luodi.figures.questions import Figure, Row
from luodi.figures.scopes import Dimension, Scope
from luodi.kernel.months import month_before
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Standing
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import Unit
from luodi.outreach import calendar
from luodi.teams import policies, rules, selectors
from luodi.teams.choices import SETTLED, Presence, SheetState
from luodi.teams.models import AttendanceSheet, Secondment
from luodi.teams.selectors import Attended
from luodi.teams.services.settling import month_of
from luodi.ui import sheets

MEASURES = ("trips.days", "activities.enterprises", "leads.received", "visits.count", "signed.count")
HEADS = ("在外天数", "对接企业", "线索", "接待批次", "签约项目")
_NEAR = timedelta(days=14)
_N_NEAR = 12


@dataclass(frozen=True)
class TeamLine:
    """``pairs`` are each measure as verified and as claimed."""

    team: Unit
    head: str
    n_members: int
    pairs: tuple[tuple[Figure, Figure], ...]

    @property
    def kind_order(self) -> int:
        return list(UnitKind).index(UnitKind(self.team.kind))


@dataclass(frozen=True)
class TeamsPage:
    """``city`` are the whole city's figures, of which the teams' are a part."""

    period: Period
    month: str
    months: Sequence[tuple[str, str]]
    kind: str
    lines: Sequence[TeamLine]
    city: tuple[tuple[Figure, Figure], ...]


def teams_page(frame: Frame, *, month: str, kind: str) -> TeamsPage:
    """Return the teams that there were in the period, those of one kind or all."""
    period = _period(month, frame.today)
    first, last = period.first or period.last, period.last
    rows = selectors.teams_of(frame.city.pk).filter(founded_on__lte=last).exclude(closed_on__lte=first)
    teams = list((rows.filter(kind=kind) if kind in UnitKind.values else rows).for_choosing())
    verified = Asking(frame.city, period, Scope.CITY, frame.known)
    claimed = replace(verified, standing=Standing.CLAIMED)
    tables = [one.table(MEASURES, Dimension.UNIT) for one in (verified, claimed)]
    found = [{row.key: row.figures for row in table.rows} for table in tables]
    members = _members(frame, min(last, frame.today))
    lines = []
    for team in teams:
        both = zip(found, tables, strict=True)
        pairs = _pairs([_figures(told.get(team.code), table.total, team) for told, table in both])
        head = "、".join(members.heads.get(team.pk, ()))
        lines.append(TeamLine(team, head, members.counts.get(team.pk, 0), pairs))
    return TeamsPage(
        period=period,
        month=month,
        months=_months(frame.today),
        kind=kind,
        lines=lines,
        city=_pairs([table.total for table in tables]),
    )


@dataclass(frozen=True)
class _Members:
    heads: dict[int, list[str]]
    counts: dict[int, int]


def _members(frame: Frame, on: date) -> _Members:
    """Return of each team who leads it and how many belong to it on the day; the names are no secret."""
    heads: dict[int, list[str]] = {}
    counts: dict[int, int] = {}
    rows = Secondment.objects.filter(city=frame.city).on(on).in_order()
    for unit_id, role, name in rows.values_list("unit_id", "role", "person__name"):
        counts[unit_id] = counts.get(unit_id, 0) + 1
        if role == "HEAD":
            heads.setdefault(unit_id, []).append(name)
    return _Members(heads, counts)


def _figures(told: dict[str, Figure] | None, total: dict[str, Figure], team: Unit) -> dict[str, Figure]:
    """Return a team's figures, zero where it has no facts."""
    if told is not None:
        return told
    found = {}
    for code, figure in total.items():
        scope = figure.scope.narrowed(Dimension.UNIT, team.code, team.short_name)
        other = replace(figure, question=replace(figure.question, scope=scope))
        found[code] = none_like(figure, other)
    return found


def _pairs(both: Sequence[dict[str, Figure]]) -> tuple[tuple[Figure, Figure], ...]:
    verified, claimed = both
    return tuple((verified[code], claimed[code]) for code in MEASURES)


def teams_sheet(page: TeamsPage) -> Export:
    columns = [
        sheets.Column("队伍", width=24),
        sheets.Column("类别", width=20),
        sheets.Column("队长（组长）", width=16),
        sheets.Column("队员"),
        *(
            sheets.Column(f"{head}（{said}）", pair[at].unit)
            for head, pair in zip(HEADS, page.city, strict=True)
            for at, said in enumerate(("认定", "申报"))
        ),
    ]
    rows = [
        [
            line.team.short_name,
            line.team.get_kind_display(),
            line.head,
            line.n_members,
            *(one.raw for pair in line.pairs for one in pair),
        ]
        for line in page.lines
    ]
    city = ["全市", "", "", None, *(one.raw for pair in page.city for one in pair)]
    says = [f"期间：{page.period.label()}", "各队数是全市数的一部分，联合开展的各队都计，不能相加为全市数"]
    return Export("招商队伍", columns, [*rows, city], says)


@dataclass(frozen=True)
class TeamPage:
    """``members`` are None for who may not see them; ``months`` are the year's, verified."""

    team: Unit
    year: Period
    pairs: tuple[tuple[Figure, Figure], ...]
    attended: Figure
    months: Sequence[Row]
    members: Sequence[Secondment] | None
    former: Sequence[Secondment]
    near: Sequence[calendar.Item]
    sheets: Sequence[AttendanceSheet]
    may_staff: bool


def team_page(team: Unit, frame: Frame) -> TeamPage:
    scope = Scope.CITY.narrowed(Dimension.UNIT, team.code, team.short_name)
    year = Asking(frame.city, Period.year_to_date(frame.today), scope, frame.known)
    verified = year.many([*MEASURES, "attendance.days"])
    claimed = replace(year, standing=Standing.CLAIMED).many(MEASURES)
    seen = policies.may_see_members(frame.reach, team)
    rows = Secondment.objects.filter(unit=team).select_related("person", "home").in_order() if seen else None
    today = frame.today
    around = calendar.Span(frame.reach, today, today + _NEAR, frozenset({team.pk}))
    return TeamPage(
        team=team,
        year=year.period,
        pairs=_pairs([verified, claimed]),
        attended=verified["attendance.days"],
        months=[row for row in year.monthly(MEASURES) if row.key >= f"{team.founded_on:%Y-%m}"],
        members=None if rows is None else [one for one in rows if one.until >= today],
        former=[one for one in rows or () if one.until < today],
        near=calendar.items(around, most=_N_NEAR)[:_N_NEAR],
        sheets=list(AttendanceSheet.objects.filter(unit=team).order_by("-month")[:6]) if seen else [],
        may_staff=policies.may_staff(frame.reach, team) and not frame.is_past,
    )


@dataclass(frozen=True)
class MonthPage:
    """A team's month of attendance: a line per member, a mark per half a day."""

    team: Unit
    month: str
    period: Period
    months: Sequence[tuple[str, str]]
    days: Sequence[date]
    lines: Sequence[Attended]
    sheet: AttendanceSheet | None
    n_unmarked: int

    @property
    def half_days(self) -> int:
        return sum(line.half_days for line in self.lines)

    @property
    def days_there(self) -> str:
        return rules.said_days(self.half_days)

    @property
    def is_open(self) -> bool:
        return self.sheet is None or self.sheet.state not in SETTLED

    @property
    def is_submitted(self) -> bool:
        return self.sheet is not None and self.sheet.state == SheetState.SUBMITTED

    @property
    def is_confirmed(self) -> bool:
        return self.sheet is not None and self.sheet.state == SheetState.CONFIRMED


def month_page(team: Unit, frame: Frame, month: str) -> MonthPage:
    """Raises: AttendanceRefused for what is no month."""
    said = month or f"{frame.today:%Y-%m}"
    period = month_of(said)
    lines = selectors.month_sheet(team, period)
    days, works = selectors.days_of(period), calendar_of(frame.city.pk)
    due = [day for day in days if day <= frame.today and works.is_workday(day)]
    return MonthPage(
        team=team,
        month=said,
        period=period,
        months=_months(frame.today),
        days=days,
        lines=lines,
        sheet=AttendanceSheet.objects.filter(unit=team, month=said)
        .select_related("submitted_by__person")
        .first(),
        n_unmarked=selectors.unmarked(lines, due),
    )


def month_sheet(page: MonthPage) -> Export:
    columns = [
        sheets.Column("队员", width=14),
        sheets.Column("职务", width=14),
        sheets.Column("派出单位", width=20),
        sheets.Column("出勤", "天", places=1),
        *(sheets.Column(presence.label, "半天") for presence in Presence),
        *(sheets.Column(str(day.day), width=6) for day in page.days),
    ]
    rows = [
        [
            line.secondment.person.name,
            line.secondment.get_role_display(),
            line.secondment.home.short_name if line.secondment.home else "",
            line.half_days / 2,
            *(line.of(presence) for presence in Presence),
            *(_marked(line, day) for day in page.days),
        ]
        for line in page.lines
    ]
    state = page.sheet.get_state_display() if page.sheet else "未提交"
    says = [f"{page.team.short_name}　{page.period.label()}　{state}", "每格为上午／下午：岗、外、假、休、缺"]
    return Export(f"{page.team.short_name}{page.month}出勤", columns, rows, says)


SHORT = {
    Presence.PRESENT: "岗",
    Presence.TRAVELLING: "外",
    Presence.LEAVE: "假",
    Presence.REST: "休",
    Presence.ABSENT: "缺",
}


def _marked(line: Attended, day: date) -> str:
    row = line.days.get(day)
    if row is None:
        return ""
    return "／".join(SHORT[Presence(half)] if half else "—" for half in (row.morning, row.afternoon))


def _period(month: str, today: date) -> Period:
    if not month:
        return Period.year_to_date(today)
    period = month_of(month)
    return Period(period.first, min(period.last, today)) if (period.first or today) <= today else period


def _months(today: date) -> list[tuple[str, str]]:
    """Return this month and the eleven before it."""
    months = (month_before(today, n) for n in range(12))
    return [(f"{first:%Y-%m}", f"{first.year}年{first.month}月") for first in months]
