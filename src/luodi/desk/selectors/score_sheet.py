"""A member's sheet: every point with the way to it, every input with what is behind it, and what was left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.utils import timezone

from luodi.assessment.choices import SourceKind
from luodi.assessment.engine import Input, Rules, Value
from luodi.assessment.engine.freezing import value_from
from luodi.assessment.engine.quantities import number_text, percent_text
from luodi.assessment.engine.situation import Row, Vote
from luodi.assessment.models import ConfirmedInput, MarkEvent, Run, RunItem, RunScore, RunSource
from luodi.assessment.selectors.thawing import scheme_of
from luodi.desk.exports import Export
from luodi.desk.frame import Frame
from luodi.desk.selectors.assessment import NOTHING, shown
from luodi.kernel.numbers import plain
from luodi.ui import sheets
from luodi.ui.addresses import url_with

STANDINGS = {"SCORED": "", "MISSING": "没有数", "EXCLUDED": "不计此项", "SPREAD": "不计，权重摊入其余各项"}
MOST_ROWS = 200
INPUT_PLACES = 6
VEIL = "（无权查看）"


@dataclass(frozen=True)
class Listed:
    """A project or event of a list: what it says, and where it is opened."""

    name: str
    says: str
    href: str


@dataclass(frozen=True)
class InputLine:
    """One input of a member: its value in words, where it comes from, and what opens it."""

    code: str
    title: str
    text: str
    origin: str
    href: str
    basis: str
    was: str
    rows: Sequence[Listed]
    n_rows: int
    claimed_href: str = ""


@dataclass(frozen=True)
class Point:
    """An item or a part of one, with the steps that lead to its points."""

    code: str
    name: str
    weight: str
    points: str
    standing: str
    label: str
    source: str
    confirmed_by: str
    steps: Sequence[str]
    inputs: Sequence[InputLine]
    parts: "Sequence[Point]"
    extra: bool
    counts: bool


@dataclass(frozen=True)
class Sheet:
    run: Run
    score: RunScore
    points: Sequence[Point]
    overrides: Sequence[str]
    notes: Sequence[str]
    unused: Sequence[InputLine]
    rules: Rules

    @property
    def total(self) -> str:
        return shown(self.score.total)

    @property
    def left_out(self) -> list[Point]:
        """Return the items that do not count, and why: their last step says it."""
        return [one for one in self.points if not one.counts]


def sheet(run: Run, score: RunScore, *, opens: bool) -> Sheet:
    """Return the sheet; with ``opens`` the lists of projects too, for whoever sees the member's rows.

    Shape: a few queries, whatever the number of items.
    """
    rules = scheme_of(run).on(run.last_on)
    lines = inputs_of(run, score, rules, opens=opens)
    hidden = () if opens else names_in(score)
    said = {one.code: (one.source, one.confirmed_by) for one in rules.parts()}
    points = [
        _point(_data(item), lines, said, hidden)
        for item in RunItem.objects.filter(score=score).order_by("position")
    ]
    used = {line.code for one in _all(points) for line in one.inputs}
    return Sheet(
        run=run,
        score=score,
        points=points,
        overrides=[veiled(text, hidden) for text in score.told["overrides"]],
        notes=score.told["notes"],
        unused=[line for code, line in lines.items() if code not in used],
        rules=rules,
    )


def names_in(score: RunScore) -> tuple[str, ...]:
    """Return the names of the projects and events in a member's lists, the longest first."""
    rows = [row for value in score.inputs.values() if isinstance(value, list) for row in value]
    return tuple(sorted({row["name"] for row in rows if row.get("name")}, key=len, reverse=True))


def veiled(text: str, hidden: Sequence[str]) -> str:
    """Return a sentence without the names that its reader does not see."""
    for name in hidden:
        text = text.replace(name, VEIL)
    return text


def opens(frame: Frame, score: RunScore) -> bool:
    """Whether the reader sees the rows behind a member's numbers; the numbers themselves are published."""
    seen = frame.reach.unit_ids
    is_own = score.person_id is not None and score.person_id == frame.account.person_id
    return seen is None or score.unit_id in seen or is_own


def inputs_of(run: Run, score: RunScore, rules: Rules, *, opens: bool) -> dict[str, InputLine]:
    """Return every input of the member as it was frozen, by its code."""
    sources = list(RunSource.objects.filter(run=run))
    lines = {one.input: _input(one, run, score, rules.inputs[one.input], opens=opens) for one in sources}
    return lines | _recorded(sources, lines, score, opens=opens)


def value_text(value: Value, unit: str) -> str:
    """Return an input's value in words."""
    if value is None:
        return "没有数"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return _many(value)
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    number = Fraction(value)
    if unit == "%":
        return percent_text(number)
    return f"{number_text(number, INPUT_PLACES)} {unit}".rstrip()


def _many(value: Sequence[Row | Vote]) -> str:
    votes = [one for one in value if isinstance(one, Vote)]
    if not votes:
        return f"{len(value)} 个"
    n_missing = sum(1 for one in votes if one.points is None)
    return f"{len(votes)} 位评议人" + (f"，{n_missing} 位未评" if n_missing else "")


def _data(item: RunItem) -> Mapping[str, Any]:
    return {
        "code": item.code,
        "name": item.name,
        "weight": None if item.weight is None else str(item.weight),
        "points": item.exact,
        "standing": item.standing,
        "label": item.label,
        "extra": item.extra,
        **item.way,
    }


def _point(
    data: Mapping[str, Any],
    lines: Mapping[str, InputLine],
    said: Mapping[str, tuple[str, str]],
    hidden: Sequence[str],
) -> Point:
    names = dict.fromkeys(name for _, *inputs in data["steps"] for name in inputs)
    source, confirmed_by = said.get(data["code"], ("", ""))
    counts = data["standing"] in ("SCORED", "MISSING")
    return Point(
        code=data["code"],
        name=veiled(data["name"], hidden),
        weight="" if data["weight"] is None else shown(Fraction(data["weight"])),
        points=shown(Fraction(data["points"])) if counts else NOTHING,
        standing=STANDINGS[data["standing"]],
        label=data["label"],
        source=source,
        confirmed_by=confirmed_by,
        steps=[veiled(text, hidden) for text, *_ in data["steps"]],
        inputs=[lines[name] for name in names if name in lines],
        parts=[_point(part, lines, said, hidden) for part in data["parts"]],
        extra=data["extra"],
        counts=counts,
    )


def _all(points: Sequence[Point]) -> Iterator[Point]:
    for one in points:
        yield one
        yield from _all(one.parts)


def _input(source: RunSource, run: Run, score: RunScore, declared: Input, *, opens: bool) -> InputLine:
    value = value_from(score.inputs.get(source.input))
    basis = score.basis.get(source.input, {})
    was = value_text(value_from(basis["was"]), source.unit) if "was" in basis else ""
    rows = [one for one in value if isinstance(one, Row)] if isinstance(value, tuple) else []
    return InputLine(
        code=source.input,
        title=source.title,
        text=value_text(value, source.unit),
        origin=_origin(source),
        href=_href(source, run, score),
        claimed_href=_href(source, run, score, standing="CLAIMED") if _is_verified(source) else "",
        basis=basis.get("text", ""),
        was=was,
        rows=[_listed(one, source, declared) for one in rows[:MOST_ROWS]] if opens else [],
        n_rows=len(rows),
    )


def _recorded(
    sources: Sequence[RunSource], lines: Mapping[str, InputLine], score: RunScore, *, opens: bool
) -> dict[str, InputLine]:
    """Return the lines that stand on records, with who confirmed them, the events one by one, the rounds of rating."""
    ids = {one.input: score.basis.get(one.input, {}).get("records", []) for one in sources}
    kinds = {one.input: one.kind for one in sources if ids[one.input]}
    of_kind = {
        kind: [pk for code, its in kinds.items() if its == kind for pk in ids[code]] for kind in SourceKind
    }
    confirmed = ConfirmedInput.objects.filter(pk__in=of_kind[SourceKind.CONFIRMED]).select_related("source")
    known = {one.pk: one for one in confirmed}
    events = {one.pk: one for one in MarkEvent.objects.filter(pk__in=of_kind[SourceKind.EVENTS])}
    found = {}
    for code, kind in kinds.items():
        line = lines[code]
        if kind == SourceKind.CONFIRMED:
            says = "；".join(_confirmation(known[pk]) for pk in ids[code] if pk in known)
            line = replace(line, basis=line.basis or says, href=url_with("inputs"))
        elif kind == SourceKind.EVENTS:
            rows = [_event(events[pk]) for pk in ids[code] if pk in events]
            line = replace(line, rows=rows if opens else [], n_rows=len(ids[code]))
        else:
            line = replace(line, href=url_with("rating", ids[code][0]))
        found[code] = line
    return found


def _confirmation(one: ConfirmedInput) -> str:
    day = timezone.localdate(one.confirmed_at).isoformat() if one.confirmed_at else ""
    return f"{one.source.short_name}{day} 确认，数据截至 {one.ends_on.isoformat()}"


def _event(one: MarkEvent) -> Listed:
    said = [one.day.isoformat(), f"计 {plain(one.count, trim=True)}", one.category, one.basis]
    return Listed(one.title, "，".join(part for part in said if part), url_with("point", one.pk))


def _origin(source: RunSource) -> str:
    asked, kind = source.asked, SourceKind(source.kind)
    if kind in (SourceKind.FIGURE, SourceKind.PROJECTS):
        first = asked.get("from", "")
        span = f"{first} 至 {asked['to']}" if first and first != "start" else f"截至 {asked['to']}"
        standing = "申报数" if asked["standing"] == "CLAIMED" else "认定数"
        return f"{kind.label}：{asked['name']}，{span}，{standing}"
    if kind == SourceKind.TARGET:
        return f"{kind.label}：{asked['name']}，{asked['year']}年度"
    return kind.label


def _is_verified(source: RunSource) -> bool:
    return source.kind == SourceKind.FIGURE and source.asked["standing"] == "VERIFIED"


def _href(source: RunSource, run: Run, score: RunScore, **instead: str) -> str:
    asked = source.asked | instead
    if source.kind in (SourceKind.FIGURE, SourceKind.PROJECTS):
        return url_with(
            "figure",
            **{key: asked[key] for key in ("code", "from", "to", "standing") if key in asked},
            scope=scope_text(asked, score),
            as_of=moment_text(run.as_of),
        )
    if source.kind == SourceKind.TARGET:
        return url_with("holding", score.key, year=asked["year"])
    return ""


def scope_text(asked: Mapping[str, Any], score: RunScore) -> str:
    """Return the scope of a member's figure: what the input asks of it, and the member's own part of the city."""
    is_city = score.unit is not None and score.unit.parent_id is None
    own = "" if asked.get("citywide") or is_city else _own(score)
    return "+".join(part for part in (asked["scope"], own) if part) or "city"


def _own(score: RunScore) -> str:
    if score.person_id is not None:
        return f"leader:{score.key.removeprefix('@')}"
    return f"unit:{score.key}"


def moment_text(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M:%S")


def _listed(row: Row, source: RunSource, declared: Input) -> Listed:
    said = "，".join(
        f"{declared.columns[key].title} {value_text(value, declared.columns[key].unit)}"
        for key, value in row.values.items()
        if key in declared.columns and value not in (None, "")
    )
    is_project = source.kind == SourceKind.PROJECTS and row.code
    return Listed(row.name, said, url_with("project", row.code) if is_project else "")


def sheet_export(found: Sheet) -> Export:
    """Return the sheet as a workbook: a line for each item and part, and one for each input."""
    columns = [
        sheets.Column("代码", width=10),
        sheets.Column("考核项", width=30),
        sheets.Column("满分", width=10),
        sheets.Column("得分", width=10),
        sheets.Column("计分过程", width=90),
        sheets.Column("依据", width=24),
    ]
    rows = [
        [one.code, one.name, one.weight, one.points, "；".join(one.steps), one.source]
        for one in _all(found.points)
    ]
    rows += [["", "总分", "", found.total, "；".join(found.overrides), ""]]
    lines = {line.code: line for one in _all(found.points) for line in one.inputs}
    rows += [["输入", line.title, "", line.text, line.origin, line.basis] for line in lines.values()]
    run, score = found.run, found.score
    says = [
        f"{run.group}　{run.title}　{run.get_state_display()}",
        f"名次：{score.place or NOTHING}　等次：{score.grade or NOTHING}",
        f"考核办法：{run.scheme.title}（第 {run.scheme.number} 版）",
        f"统计时点：{moment_text(run.as_of)}　流水号：{run.entry}",
    ]
    return Export(f"{score.name}{run.title}考核得分表", columns, rows, says)
