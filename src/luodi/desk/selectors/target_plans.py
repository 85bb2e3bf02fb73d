"""Plans of targets as pages show them: the list, one plan as a matrix with its sums, and one column of a draft."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count

from luodi.audit.models import AuditRecord
from luodi.desk.exports import Export
from luodi.desk.frame import Frame
from luodi.desk.selectors.targets import KINDS
from luodi.figures.indicators import Indicator, indicator
from luodi.kernel.numbers import plain
from luodi.organisation import selectors as organisation
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import Person, Unit
from luodi.targets import services
from luodi.targets.choices import Hold, Relation
from luodi.targets.models import Plan, Target
from luodi.targets.reconciling import Piece, Reconciliation, reconcile
from luodi.targets.selectors import Holder, holder_of
from luodi.targets.selectors.holding import PERSON, place_of
from luodi.ui import sheets

MOST_LINES = 200
"""As many holders' inputs as one form may hold."""


@dataclass(frozen=True)
class PlanLine:
    """A holder of a plan with its targets by indicator."""

    holder: Holder
    cells: Mapping[str, Target]

    @property
    def relations(self) -> str:
        found = {Relation(one.relation).label + one.joint for one in self.cells.values() if one.parent_id}
        return "、".join(sorted(found))


@dataclass(frozen=True)
class PlanPage:
    """``sums`` sets the parts of each indicator against the target above them, where there is one."""

    plan: Plan
    lines: Sequence[PlanLine]
    indicators: Sequence[Indicator]
    sums: Mapping[str, Reconciliation]
    problems: Sequence[str]
    trail: Sequence[AuditRecord]

    @cached_property
    def n_targets(self) -> int:
        return sum(len(line.cells) for line in self.lines)


def plans(frame: Frame) -> list[Plan]:
    """Return the plans, the latest year first, each with ``n_targets``."""
    rows = Plan.objects.visible_to(frame.reach).annotate(n_targets=Count("targets"))
    return list(rows.select_related("issued_by__person").order_by("-year", "-issued_on", "-id"))


def plan_page(plan: Plan, frame: Frame) -> PlanPage:
    """Return a plan with everything that stands against issuing it, while it is a draft."""
    targets = list(plan.targets.with_all().order_by("id"))
    lines = _lines(targets)
    trail = AuditRecord.objects.filter(city_id=plan.city_id, target_kind="target-plan", target_code=plan.code)
    return PlanPage(
        plan=plan,
        lines=lines,
        indicators=_indicators(targets, plan.year),
        sums=_sums(plan),
        problems=services.problems(plan, today=frame.today) if plan.is_draft else (),
        trail=list(trail.order_by("-id")[:20]),
    )


def plan_sheet(page: PlanPage) -> Export:
    """Return the plan as a sheet that comes back unchanged when it is brought again."""
    columns = [
        sheets.Column("编码", width=16),
        sheets.Column("承担者", width=20),
        sheets.Column("关系", width=12),
        sheets.Column("上级", width=14),
        *(sheets.Column(one.name, one.unit, places=_places(one)) for one in page.indicators),
    ]
    targets = [one for line in page.lines for one in line.cells.values() if one.state != Hold.WITHDRAWN]
    rows = services.matrix(targets, {one.code: one for one in page.indicators})
    says = [
        f"{page.plan.title}（{page.plan.code}，{page.plan.get_state_display()}）{page.plan.document}",
        "修改目标值后可以原样导回草稿；留空表示不下达，新增承担者另起一行写编码或名称",
    ]
    return Export(f"{page.plan.year}年度目标任务分解表", columns, rows, says, len(rows))


@dataclass(frozen=True)
class ColumnLine:
    """A holder in one column of a draft; ``elsewhere`` names another plan that has given it the same indicator."""

    holder: Holder
    body: Unit | Person
    target: Target | None
    elsewhere: str

    @property
    def value_text(self) -> str:
        return "" if self.target is None else plain(self.target.value, trim=True)

    @property
    def relation(self) -> str:
        return self.target.relation if self.target else services.usual_relation(self.body).value

    @property
    def parent_key(self) -> str:
        """What hangs on nothing says so; a new one is hung where is usual."""
        if self.target is None:
            return ""
        return holder_of(_body(self.target.parent)).key if self.target.parent else "TOP"


@dataclass(frozen=True)
class Column:
    """One indicator of a draft for one kind of holders; ``parents`` are those that a target may hang on."""

    kind: str
    kinds: Sequence[tuple[str, str, int]]
    lines: Sequence[ColumnLine]
    parents: Sequence[tuple[str, Unit | Person]]

    @property
    def is_too_long(self) -> bool:
        return len(self.lines) > MOST_LINES


def column(plan: Plan, counted: Indicator, frame: Frame, kind: str) -> Column:
    """Return everybody of the kind who may carry the indicator; the city stands with its counties."""
    rows = Target.objects.filter(city=plan.city_id, year=plan.year, indicator=counted.code)
    held = list(rows.exclude(state=Hold.WITHDRAWN).with_all().order_by("id"))
    by_key = {holder_of(_body(one)).key: one for one in held}
    on = plan.issued_on or frame.today
    bodies = _bodies(plan, on, [_body(one) for one in held])
    count = Counter(_kind(one) for one in bodies)
    kinds = [(one, title, count[one]) for one, title in KINDS.items() if count[one]]
    chosen = (
        kind if count[kind] else next((one for one, _, _ in kinds if one == UnitKind.COUNTY), kinds[0][0])
    )
    lines = []
    for body in bodies:
        if _kind(body) == chosen:
            holder = holder_of(body)
            target = by_key.get(holder.key)
            mine = target if target is not None and target.plan_id == plan.pk else None
            other = (
                "" if target is None or mine else f"《{target.plan.title}》{plain(target.value, trim=True)}"
            )
            lines.append(ColumnLine(holder, body, mine, other))
    parents = [(key, _body(one)) for key, one in by_key.items()]
    return Column(chosen, kinds, lines, parents)


def _bodies(plan: Plan, on: date, held: Sequence[Unit | Person]) -> list[Unit | Person]:
    """Return the open units, the leaders in office, and whoever carries it already."""
    units = list(Unit.objects.of(plan.city_id).active_on(on).order_by("rank_order", "id"))
    top = [one for one in units if one.parent_id is None]
    people = organisation.office_holders(plan.city, on)
    some: list[Unit | Person] = [*top, *(one for one in units if one.parent_id is not None), *people, *held]
    return list({holder_of(one).key: one for one in some}.values())


def _kind(body: Unit | Person) -> str:
    if isinstance(body, Person):
        return PERSON
    return UnitKind.COUNTY if body.kind == UnitKind.CITY else body.kind


def _lines(targets: Sequence[Target]) -> list[PlanLine]:
    found: dict[Holder, dict[str, Target]] = {}
    for one in targets:
        found.setdefault(holder_of(_body(one)), {})[one.indicator] = one
    return [PlanLine(holder, cells) for holder, cells in sorted(found.items(), key=lambda one: one[0])]


def _indicators(targets: Sequence[Target], year: int) -> list[Indicator]:
    count = Counter(one.indicator for one in targets)
    codes = sorted(count, key=lambda code: (-count[code], place_of(code)))
    return [indicator(code, date(year, 12, 31)) for code in codes]


def _sums(plan: Plan) -> dict[str, Reconciliation]:
    """Return, by indicator, the city's target (or the highest in the plan) against its parts, drafted or carried."""
    codes = set(plan.targets.values_list("indicator", flat=True))
    rows = Target.objects.filter(city=plan.city_id, year=plan.year, indicator__in=codes)
    around = [
        one
        for one in rows.exclude(state=Hold.WITHDRAWN).order_by("id")
        if one.plan_id == plan.pk or one.state == Hold.STANDING
    ]
    sums = reconcile(
        Piece(one.pk, one.value, Relation(one.relation), one.parent_id, one.joint) for one in around
    )
    tops = {one.indicator: one for one in reversed(around) if one.parent_id is None}
    return {
        code: sums[one.pk] for code, one in tops.items() if sums[one.pk].n_parts or sums[one.pk].n_parallel
    }


def _places(one: Indicator) -> int | None:
    return one.places or None


def _body(target: Target | None) -> Unit | Person:
    assert target is not None
    found = target.unit or target.person
    assert found is not None
    return found
