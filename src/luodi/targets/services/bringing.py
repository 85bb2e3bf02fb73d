"""Take a sheet over into a draft: what each cell changes is shown first, with what is wrong by its cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import BinaryIO

from django.db import transaction

from luodi.documents import services as documents
from luodi.figures.indicators import Indicator
from luodi.kernel.findings import Finding, Refusal, Severity
from luodi.kernel.numbers import plain
from luodi.kernel.numerals import half_width
from luodi.organisation.models import Account, City, Person, Unit
from luodi.targets import policies, sheets
from luodi.targets.choices import Hold, Relation
from luodi.targets.models import Plan, PlanSheet, Target
from luodi.targets.rules import TargetRefused
from luodi.targets.selectors import holding as holders
from luodi.targets.services.commands import Body, NewTarget, Place, holder_of, key_of
from luodi.targets.services.planning import locked, set_targets
from luodi.targets.sheets import ReadLine, ReadSheet

WHOLE = "全市"
_TOP = ("—", "-", "无")
_JOINT = Relation.JOINT.label
EXTENSION = "xlsx"


@dataclass(frozen=True)
class Change:
    """What a cell does to the draft; both values None for one that only changes its place or relation."""

    where: str
    holder: Body
    indicator: Indicator
    before: Decimal | None
    after: Decimal | None

    @property
    def name(self) -> str:
        return self.holder.short_name if isinstance(self.holder, Unit) else self.holder.name

    @property
    def before_text(self) -> str:
        return "" if self.before is None else plain(self.before, trim=True)

    @property
    def after_text(self) -> str:
        return "" if self.after is None else plain(self.after, trim=True)

    @property
    def says(self) -> str:
        if self.before is None:
            return "新增"
        return "取消" if self.after is None else "改动"


@dataclass(frozen=True)
class Preview:
    """A sheet against the draft. With errors nothing of it is taken over; ``version`` is the draft's."""

    sheet: ReadSheet
    changes: tuple[Change, ...]
    commands: tuple[NewTarget, ...]
    errors: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    n_same: int
    version: int


def bring_sheet(*, plan: Plan, content: BinaryIO, name: str, actor: Account, at: datetime) -> PlanSheet:
    """Keep the file beside the draft; nothing is taken over yet.

    Raises: FileRefused and the like for a file that is not kept; SheetRefused when there is no table of targets in it;
    TargetRefused; NotAllowed.
    """
    if name.rsplit(".", 1)[-1].lower() != EXTENSION:
        raise TargetRefused("请用 Excel 文件（.xlsx）；.xls 请先另存为 .xlsx", field="file")
    policies.require_keeping(actor)
    stored = documents.keep(content, name, at=at)
    with transaction.atomic():
        row = locked(plan, actor, None)
        made = PlanSheet.objects.create(
            plan=row, file=stored, name=name[:200], brought_at=at, brought_by=actor
        )
    preview(made)
    return made


def preview(brought: PlanSheet) -> Preview:
    """Read the file against the draft as it is now.    Raises: SheetRefused."""
    plan = brought.plan
    with documents.open_file(brought.file) as source:
        sheet = sheets.read(source, year=plan.year, whole=(WHOLE, plan.city.name))
    return _Matching(plan, sheet).preview()


def take_sheet(*, sheet: PlanSheet, expected_version: int, actor: Account, at: datetime) -> Preview:
    """Take all of a sheet over into the draft, or nothing.

    Raises: TargetRefused while the sheet has errors; EditedMeanwhile when the draft is not the one that was previewed;
    NotAllowed.
    """
    with transaction.atomic():
        row = locked(sheet.plan, actor, expected_version)
        found = preview(PlanSheet.objects.select_related("file", "plan__city").get(pk=sheet.pk))
        if found.errors:
            raise TargetRefused(f"表里有 {len(found.errors)} 处错误，没有采用：{found.errors[0].message}")
        set_targets(plan=row, commands=found.commands, actor=actor, at=at)
        PlanSheet.objects.filter(pk=sheet.pk).update(taken_at=at)
    return found


class _Matching:
    """Whose line it is, and what each of its cells changes."""

    def __init__(self, plan: Plan, sheet: ReadSheet) -> None:
        self.plan, self.sheet = plan, sheet
        self.bodies = _Bodies(plan.city)
        rows = Target.objects.filter(city=plan.city, year=plan.year).exclude(state=Hold.WITHDRAWN)
        self.held = {
            (key_of(holder_of(one)), one.indicator): one
            for one in rows.select_related("unit", "person", "plan")
        }
        self.errors = list(sheet.errors)
        self.notes = [one for one in sheet.findings if one.severity == Severity.WARNING]
        self.changes: list[Change] = []
        self.commands: list[NewTarget] = []
        self.n_same = 0

    def preview(self) -> Preview:
        seen: dict[tuple[str, int], str] = {}
        for line in self.sheet.lines:
            holder = self._holder(line)
            if holder is None:
                continue
            first = seen.setdefault(key_of(holder), line.where)
            if first != line.where:
                self._find(line.where, f"{line.name}在 {first} 已经写过")
                continue
            self._cells(line, holder)
        return Preview(
            self.sheet,
            tuple(self.changes),
            tuple(self.commands),
            tuple(self.errors),
            tuple(self.notes),
            self.n_same,
            self.plan.version,
        )

    def _holder(self, line: ReadLine) -> Body | None:
        filled = any(cell.value is not None for cell in line.cells)
        try:
            return self.bodies.find(line.code, line.name)
        except Refusal as refusal:
            if filled:
                self._find(line.where, str(refusal))
            elif line.code:
                self.notes.append(Finding(line.where, "target.line", str(refusal), Severity.WARNING))
            return None

    def _cells(self, line: ReadLine, holder: Body) -> None:
        try:
            relation, joint = _relation(line.relation)
            parent = self._parent(line.parent)
        except Refusal as refusal:
            self._find(line.where, str(refusal))
            return
        for cell in line.cells:
            held = self.held.get((key_of(holder), cell.indicator.code))
            if held is not None and held.plan_id != self.plan.pk:
                if cell.value not in (None, held.value):
                    self._find(
                        cell.where,
                        f"{held.holder_name}“{cell.indicator.name}”已在《{held.plan.title}》中，要改请调整那里的目标",
                    )
                continue
            if held is None and cell.value is None:
                continue
            command = NewTarget(
                holder=holder,
                indicator=cell.indicator.code,
                value=cell.value,
                relation=relation,
                joint=joint,
                parent=parent,
            )
            self._compare(cell.where, command, held, cell.indicator)

    def _compare(self, where: str, command: NewTarget, held: Target | None, indicator: Indicator) -> None:
        before = held.value if held else None
        self.commands.append(command)
        if held is None or before != command.value or not _is_same_place(held, command):
            self.changes.append(Change(where, command.holder, indicator, before, command.value))
        else:
            self.n_same += 1

    def _parent(self, said: str) -> Body | Place:
        if not said:
            return Place.USUAL
        return Place.TOP if said in _TOP else self.bodies.find("", said)

    def _find(self, where: str, message: str) -> None:
        self.errors.append(Finding(where, "target.cell", message))


def _is_same_place(held: Target, command: NewTarget) -> bool:
    if command.relation not in (None, held.relation) or command.joint not in (None, held.joint):
        return False
    if command.parent == Place.USUAL:
        return True
    if isinstance(command.parent, Place):
        return held.parent_id is None
    return held.parent is not None and key_of(holder_of(held.parent)) == key_of(command.parent)


def _relation(said: str) -> tuple[Relation | None, str | None]:
    """Read 分解, 平行 or 共担：组名; what is mixed stays as it is."""
    text = half_width(said)
    if not text or text == "各项不同":
        return None, None
    if text.startswith(_JOINT):
        name = text.removeprefix(_JOINT).lstrip(":")
        if not name:
            raise TargetRefused("共担的要写组名，如“共担：一组”")
        return Relation.JOINT, name
    for one in (Relation.ALLOCATED, Relation.PARALLEL):
        if text == one.label:
            return one, ""
    raise TargetRefused(f"关系“{said[:20]}”不对，可写：分解、平行、共担：组名")


class _Bodies:
    """The city's units and people by code and by name."""

    def __init__(self, city: City) -> None:
        self.by_code: dict[str, Body] = {}
        self.by_name: dict[str, list[Body]] = {}
        for unit in Unit.objects.of(city.pk).order_by("id"):
            self.by_code[unit.code.upper()] = unit
            names = {unit.short_name, unit.name, *((WHOLE, city.name) if unit.parent_id is None else ())}
            self._name(unit, names)
        for person in Person.objects.filter(city=city).order_by("id"):
            self.by_code[f"@{person.code}".upper()] = person
            self._name(person, {person.name})

    def _name(self, body: Body, names: set[str]) -> None:
        for name in names:
            self.by_name.setdefault(half_width(name), []).append(body)

    def find(self, code: str, name: str) -> Body:
        """Raises: TargetRefused for an unknown code or name, and for a name that several have."""
        if code:
            found = self.by_code.get(half_width(code).upper())
            if found is None:
                raise TargetRefused(f"没有编码为“{code[:40]}”的单位或人员（人员编码前加 @）")
            return found
        same = self.by_name.get(half_width(name), [])
        if not same:
            raise TargetRefused(f"没有叫“{name[:40]}”的单位或人员，请写全称、简称或编码")
        open_ones = [one for one in same if not (isinstance(one, Unit) and one.closed_on)] or same
        if len(open_ones) > 1:
            codes = "、".join(one.code if isinstance(one, Unit) else f"@{one.code}" for one in open_ones)
            raise TargetRefused(f"叫“{name[:40]}”的有 {len(open_ones)} 个，请在“编码”列写清（{codes}）")
        return open_ones[0]


def matrix(targets: Sequence[Target], indicators: Mapping[str, Indicator]) -> list[list[object]]:
    """Return a plan as lines of a sheet that comes back unchanged: code, holder, relation, place above, then numbers.

    Shape: one line per holder in the order of display, one column per indicator in the order given.
    """
    lines: dict[tuple[str, int], list[Target]] = {}
    for one in targets:
        lines.setdefault(key_of(holder_of(one)), []).append(one)
    ordered = sorted(lines.values(), key=lambda some: holders.holder_of(holder_of(some[0])).place)
    return [_line(some, indicators) for some in ordered]


def _line(some: Sequence[Target], indicators: Mapping[str, Indicator]) -> list[object]:
    holder = holder_of(some[0])
    relations = {Relation(one.relation).label + (f"：{one.joint}" if one.joint else "") for one in some}
    above = {_called(holder_of(one.parent)) if one.parent else "—" for one in some}
    values = {one.indicator: one.value for one in some}
    return [
        holder.code if isinstance(holder, Unit) else f"@{holder.code}",
        _called(holder),
        relations.pop() if len(relations) == 1 else "各项不同",
        above.pop() if len(above) == 1 else "",
        *(values.get(code) for code in indicators),
    ]


def _called(holder: Body) -> str:
    if isinstance(holder, Unit):
        return WHOLE if holder.parent_id is None else holder.short_name
    return holder.name
