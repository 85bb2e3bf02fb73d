"""Groups and runs as pages show them: the groups of a year, one group, the board of a run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from luodi.assessment import policies
from luodi.assessment.choices import RunState
from luodi.assessment.models import Group, Membership, Run, RunItem, RunScore, SchemeVersion
from luodi.assessment.selectors.objections import n_open
from luodi.desk.exports import Export
from luodi.desk.frame import Frame
from luodi.kernel.numbers import half_up, plain
from luodi.ui import sheets

NOTHING = "—"
PLACES = 4
_TOTAL = ""
_RUN_ACTS = {
    RunState.COMPUTED: (("run-publish", "公示"), ("run-again", "重新计算")),
    RunState.PROVISIONAL: (("run-final", "确定结果"), ("run-again", "重新计算")),
    RunState.FINAL: (("run-archive", "归档"),),
}
"""What the centre may do next with a run; the first is the main one."""


@dataclass(frozen=True)
class GroupLine:
    """A group in the list: its scheme in force, how many stand in it, and its latest run that the reader sees."""

    group: Group
    scheme: SchemeVersion | None
    n_members: int
    run: Run | None


@dataclass(frozen=True)
class GroupPage:
    group: Group
    members: Sequence[Membership]
    former: Sequence[Membership]
    schemes: Sequence[SchemeVersion]
    runs: Sequence[Run]
    may_keep: bool

    @property
    def in_force(self) -> SchemeVersion | None:
        return next((one for one in self.schemes if one.state == "ADOPTED"), None)


def years_of(frame: Frame) -> list[int]:
    """Return the years that have groups, the latest first."""
    rows = Group.objects.visible_to(frame.reach).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def year_of(frame: Frame, years: Sequence[int]) -> int:
    asked = frame.request.GET.get("year", "")
    known = [year for year in years if str(year) == asked]
    return known[0] if known else next((year for year in years if year <= frame.today.year), frame.today.year)


def groups(frame: Frame, year: int) -> list[GroupLine]:
    """Return the year's groups.    Shape: four queries, however many there are."""
    rows = list(Group.objects.visible_to(frame.reach).filter(year=year).order_by("code"))
    schemes = {one.group_id: one for one in SchemeVersion.objects.in_force().filter(group__in=rows)}
    standing = Membership.objects.filter(group__in=rows, until__isnull=True).values_list(
        "group_id", flat=True
    )
    counts: dict[int, int] = {}
    for group_id in standing:
        counts[group_id] = counts.get(group_id, 0) + 1
    latest: dict[int, Run] = {}
    runs = Run.objects.visible_to(frame.reach).filter(group__in=rows).exclude(state=RunState.SUPERSEDED)
    for run in runs.select_related("group").order_by("last_on", "id"):
        latest[run.group_id] = run
    return [GroupLine(row, schemes.get(row.pk), counts.get(row.pk, 0), latest.get(row.pk)) for row in rows]


def group_page(frame: Frame, group: Group) -> GroupPage:
    members = list(Membership.objects.filter(group=group).with_all())
    schemes = SchemeVersion.objects.visible_to(frame.reach).filter(group=group)
    return GroupPage(
        group=group,
        members=[one for one in members if one.until is None or one.until > frame.today],
        former=[one for one in members if one.until is not None and one.until <= frame.today],
        schemes=list(schemes.select_related("written_by__person", "adopted_by__person").order_by("-number")),
        runs=list(Run.objects.visible_to(frame.reach).filter(group=group).select_related("group", "scheme")),
        may_keep=policies.may_keep(frame.reach) and not frame.is_past,
    )


@dataclass(frozen=True)
class Head:
    """An item as the head of a column; ``weight`` is the usual full mark."""

    code: str
    name: str
    weight: str


@dataclass(frozen=True)
class BoardLine:
    """``places`` are those of each item's column, and of the total under no code."""

    score: RunScore
    items: Mapping[str, RunItem]
    places: Mapping[str, int]

    @property
    def total(self) -> str:
        return shown(self.score.total, self.places[_TOTAL])

    @property
    def rise(self) -> int | None:
        """By how many places it has come forward since the last period."""
        score = self.score
        return None if None in (score.rank, score.last_rank) else score.last_rank - score.rank  # type: ignore[operator]

    def points(self, code: str) -> str:
        item = self.items.get(code)
        if item is None:
            return NOTHING
        return shown(item.points, self.places[code]) if _counts(item) else "不计"


@dataclass(frozen=True)
class Board:
    run: Run
    heads: Sequence[Head]
    lines: Sequence[BoardLine]
    by: str
    replaced_by: Run | None
    acts: Sequence[tuple[str, str]]
    n_open: int
    may_see_draft: bool

    @property
    def lists(self) -> dict[str, list[str]]:
        """Return who came onto which list by the scheme's rules."""
        found: dict[str, list[str]] = {}
        for line in self.lines:
            for title in line.score.told["lists"]:
                found.setdefault(title, []).append(line.score.name)
        return found

    @property
    def left_out(self) -> list[RunScore]:
        return [line.score for line in self.lines if line.score.excluded]


def board(frame: Frame, run: Run) -> Board:
    """Return a run, best placed first, or by the points of an item.    Shape: a handful of queries."""
    scores = list(RunScore.objects.filter(run=run).order_by("position", "id"))
    items: dict[int, dict[str, RunItem]] = {}
    for item in RunItem.objects.filter(score__run=run).defer("way", "exact").order_by("score_id", "position"):
        items.setdefault(item.score_id, {})[item.code] = item
    heads = _heads(items)
    asked = frame.request.GET.get("by", "")
    by = asked if asked in {one.code for one in heads} else ""
    places = _places_of(scores, items)
    lines = [BoardLine(score, items.get(score.pk, {}), places) for score in scores]
    lines.sort(key=lambda line: _place(line, by))
    keeps = policies.may_keep(frame.reach) and not frame.is_past
    return Board(
        run=run,
        heads=heads,
        lines=lines,
        by=by,
        replaced_by=Run.objects.filter(supersedes=run).select_related("group").first(),
        acts=_RUN_ACTS.get(RunState(run.state), ()) if keeps else (),
        n_open=n_open(run) if run.state == RunState.PROVISIONAL else 0,
        may_see_draft=frame.reach.unit_ids is None,
    )


def _place(line: BoardLine, by: str) -> tuple[Any, ...]:
    score = line.score
    if by:
        item = line.items.get(by)
        return (item is None, -(item.points if item else Decimal(0)), score.position)
    return (
        score.rank is None,
        score.rank or 0,
        score.total is None,
        -(score.total or Decimal(0)),
        score.position,
    )


def _heads(items: Mapping[int, Mapping[str, RunItem]]) -> list[Head]:
    found: dict[str, tuple[int, Head]] = {}
    for some in items.values():
        for item in some.values():
            if item.code not in found:
                weight = shown(item.weight) if item.weight is not None else ""
                found[item.code] = (item.position, Head(item.code, item.name, weight))
    return [head for _, head in sorted(found.values(), key=lambda pair: pair[0])]


def _places_of(scores: Sequence[RunScore], items: Mapping[int, Mapping[str, RunItem]]) -> dict[str, int]:
    """Return how many places each column needs to show its longest number, four at most."""
    found = {_TOTAL: max((_n_places(score.total) for score in scores), default=0)}
    for some in items.values():
        for item in filter(_counts, some.values()):
            found[item.code] = max(found.get(item.code, 0), _n_places(item.points))
    return found


def _n_places(value: Decimal | None) -> int:
    return 0 if value is None else len(shown(value).partition(".")[2])


def _counts(item: RunItem) -> bool:
    return item.standing in ("SCORED", "MISSING")


def shown(value: Decimal | Fraction | None, places: int | None = None) -> str:
    """Return a number of points as tables show it.    Measure: so many places, or four places, trimmed."""
    if value is None:
        return NOTHING
    return (
        plain(half_up(value, PLACES), trim=True) if places is None else f"{half_up(value, places):.{places}f}"
    )


def board_sheet(found: Board) -> Export:
    """Return the board as a workbook: the same rows and words."""
    columns = [
        sheets.Column("名次", width=8, places=0),
        sheets.Column("上期名次", width=8, places=0),
        sheets.Column("考核对象", width=20),
        sheets.Column("总分", width=10, places=2),
        sheets.Column("等次", width=10),
        *(
            sheets.Column(one.name, unit=f"满分 {one.weight}" if one.weight else "", places=2)
            for one in found.heads
        ),
        sheets.Column("说明", width=30),
    ]
    rows = [
        [
            line.score.rank,
            line.score.last_rank,
            line.score.name,
            line.score.total,
            line.score.grade,
            *(_cell(line, one) for one in found.heads),
            line.score.place,
        ]
        for line in found.lines
    ]
    run = found.run
    says = [
        f"考核办法：{run.scheme.title}（第 {run.scheme.number} 版）　{run.scheme.document}",
        f"考核期：{run.first_on.isoformat()} 至 {run.last_on.isoformat()}　流水号：{run.entry}",
        f"状态：{run.get_state_display()}　结果校验值：{run.result_sha256[:16]}",
    ]
    return Export(f"{run.group}{run.title}考核得分", columns, rows, says)


def _cell(line: BoardLine, head: Head) -> Decimal | str | None:
    item = line.items.get(head.code)
    if item is None:
        return None
    return item.points if _counts(item) else "不计"


def others(frame: Frame, run: Run) -> list[SchemeVersion]:
    """Return the schemes that a run's data may be tried on: those of its kind of group, the latest year first."""
    rows = SchemeVersion.objects.visible_to(frame.reach).filter(group__kind=run.group.kind)
    return list(
        rows.exclude(pk=run.scheme_id).select_related("group__city").order_by("-group__year", "-number")
    )
