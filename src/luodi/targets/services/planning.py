"""Draft a year's plan: its document, and who is to carry what. A draft is edited freely, by several people in turn."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property

from django.db import IntegrityError, transaction

from luodi.audit import services as audit
from luodi.documents.models import StoredFile
from luodi.enterprises import numbering
from luodi.figures.indicators import Indicator, indicator
from luodi.kernel.numbers import plain
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account, Unit
from luodi.targets import policies, rules
from luodi.targets.choices import Hold, PlanState, Relation
from luodi.targets.models import Plan, PlanSheet, Target
from luodi.targets.rules import TargetRefused
from luodi.targets.services.commands import NewTarget, Place, holder_of, key_of, phase_of, usual_relation
from luodi.targets.services.trail import PLAN, note_of

PREFIX = "N"
_PAPERS = ("title", "document", "issued_on", "file", "file_name")
_Key = tuple[str, int]


def draft_plan(
    *,
    year: int,
    title: str,
    actor: Account,
    at: datetime,
    document: str = "",
    issued_on: date | None = None,
    once: str = "",
) -> Plan:
    """Begin a draft; ``once`` names the submission, and what is sent twice is one draft.

    Raises: TargetRefused; NotAllowed for anybody but the centre.
    """
    policies.require_keeping(actor)
    rules.check_year(year)
    said = rules.check_said(title, what="计划名称", field="title", most=80)
    if once and (known := Plan.objects.filter(city_id=actor.city_id, once=once).first()):
        return known
    with transaction.atomic():
        (code,) = numbering.take(city_id=actor.city_id, prefix=PREFIX, year=year, n=1)
        plan = Plan(
            city=actor.city,
            code=code,
            year=year,
            title=said,
            document=document.strip(),
            issued_on=issued_on,
            created_at=at,
            created_by=actor,
            once=once or None,
        )
        try:
            with transaction.atomic():
                plan.save(force_insert=True)
        except IntegrityError:
            if not once:
                raise
            return Plan.objects.get(city_id=actor.city_id, once=once)
        audit.record(note_of("起草年度计划", plan, {"年度": [None, year]}), actor=actor, at=at)
    return plan


def change_plan(
    *,
    plan: Plan,
    title: str,
    document: str,
    issued_on: date | None,
    actor: Account,
    at: datetime,
    file: tuple[StoredFile, str] | None = None,
    expected_version: int | None = None,
) -> Plan:
    """Change what a draft is called and which document gives it out; without ``file`` its scan stays.

    Raises: TargetRefused; EditedMeanwhile; NotAllowed.
    """
    with transaction.atomic():
        row = locked(plan, actor, expected_version)
        before = _papers(row)
        row.title = rules.check_said(title, what="计划名称", field="title", most=80)
        row.document, row.issued_on = document.strip()[:120], issued_on
        if file is not None:
            row.file, row.file_name = file
        after = _papers(row)
        changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
        _keep(row, "修改年度计划", dict(changes), actor, at, *_PAPERS)
    return row


def set_targets(
    *,
    plan: Plan,
    commands: Sequence[NewTarget],
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Plan:
    """Write, change and take out targets of a draft, all of them or none.

    Raises: TargetRefused naming the holder and the indicator; UnknownIndicator; EditedMeanwhile telling what somebody
    else has changed; NotAllowed.
    """
    with transaction.atomic():
        row = locked(plan, actor, expected_version)
        changes = _Writing(row, commands, actor, at).write()
        if changes:
            _keep(row, "编制目标任务", changes, actor, at)
    return row


def discard_plan(*, plan: Plan, actor: Account, at: datetime) -> None:
    """Throw a draft away with all that is in it.    Raises: TargetRefused when it is issued; NotAllowed."""
    with transaction.atomic():
        row = locked(plan, actor, None)
        n_targets = row.targets.count()
        row.targets.update(parent=None)
        row.targets.all().delete()
        PlanSheet.objects.filter(plan=row).delete()
        audit.record(note_of("放弃年度计划", row, {"目标任务": [n_targets, 0]}), actor=actor, at=at)
        row.delete()


def locked(plan: Plan, actor: Account, expected: int | None) -> Plan:
    """Return the draft afresh, locked.    Raises: TargetRefused when it is issued; EditedMeanwhile; NotAllowed."""
    policies.require_keeping(actor)
    row = Plan.objects.select_for_update(of=("self",)).select_related("city").filter(pk=plan.pk).first()
    if row is None or row.city_id != actor.city_id:
        raise TargetRefused("这份草稿已被放弃，请刷新")
    if row.state != PlanState.DRAFT:
        raise TargetRefused("计划已经下达，不能再改草稿；已下达的目标请用“调整”，新增的请另起一份计划")
    check_version(
        city_id=row.city_id, target_kind=PLAN, target_code=row.code, expected=expected, version=row.version
    )
    return row


def _keep(
    plan: Plan, act: str, changes: dict[str, object], actor: Account, at: datetime, *columns: str
) -> None:
    told = {**changes, "version": [plan.version, plan.version + 1]}
    plan.version += 1
    plan.save(update_fields=[*columns, "version"])
    audit.record(note_of(act, plan, told), actor=actor, at=at)


def _papers(plan: Plan) -> dict[str, str]:
    on = plan.issued_on.isoformat() if plan.issued_on else ""
    return {"名称": plan.title, "下达文件": plan.document, "成文日期": on, "文件": plan.file_name}


class _Writing:
    """One act on a draft: the rows that are there, those around it, and what becomes of them."""

    def __init__(self, plan: Plan, commands: Sequence[NewTarget], actor: Account, at: datetime) -> None:
        self.plan, self.commands, self.actor, self.at = plan, commands, actor, at
        codes = {one.indicator for one in commands}
        self.indicators = {code: indicator(code, date(plan.year, 12, 31)) for code in codes}
        rows = Target.objects.filter(city=plan.city, year=plan.year, indicator__in=codes)
        around = rows.exclude(state=Hold.WITHDRAWN).select_related("unit", "person", "plan")
        self.held: dict[tuple[_Key, str], Target] = {
            (key_of(holder_of(one)), one.indicator): one for one in around
        }
        by_number = {one.pk: one for one in self.held.values()}
        for one in self.held.values():
            one.parent = by_number.get(one.parent_id) if one.parent_id else None
        self.changes: dict[str, object] = {}

    def write(self) -> dict[str, object]:
        self._check()
        touched = [one for one in self.commands if self._one(one)]
        self._take_out([one for one in self.commands if one.value is None])
        kept = [one for one in touched if one.value is not None]
        for one in kept:
            self._hang(one)
        self._check_circle()
        known = [row for one in kept if (row := self._row(one)).pk is not None]
        self._create([row for one in kept if (row := self._row(one)).pk is None])
        columns = ["value", "relation", "joint", "phasing", "phases", "parent", "version"]
        Target.objects.bulk_update(known, columns, batch_size=200)
        return self.changes

    def _create(self, rows: list[Target]) -> None:
        """Write new rows, those that others hang on before the others."""
        while rows:
            ready = [row for row in rows if row.parent is None or row.parent.pk is not None]
            Target.objects.bulk_create(ready, batch_size=200)
            rows = [row for row in rows if row.pk is None]

    def _check(self) -> None:
        keys = [(key_of(one.holder), one.indicator) for one in self.commands]
        seen: set[tuple[_Key, str]] = set()
        for one, key in zip(self.commands, keys, strict=True):
            if key in seen:
                raise TargetRefused(
                    f"{_what(one, self.indicators)}重复下达：同一指标写了两次", field="holder"
                )
            seen.add(key)
            if one.holder.city_id != self.plan.city_id:
                raise TargetRefused("承担者须是本市的单位或领导", field="holder")
            known = self.held.get(key)
            if known is not None and known.plan_id != self.plan.pk and one.value is not None:
                where = f"《{known.plan.title}》（{known.plan.code}）"
                raise TargetRefused(
                    f"{_what(one, self.indicators)}已在{where}中，重复下达；要改请调整那里的目标",
                    field="holder",
                )

    def _row(self, one: NewTarget) -> Target:
        return self.held[key_of(one.holder), one.indicator]

    def _one(self, one: NewTarget) -> bool:
        """Put the command's values into its row, and note the change; whether there is anything to write."""
        key, counted = (key_of(one.holder), one.indicator), self.indicators[one.indicator]
        row = self.held.get(key)
        if one.value is None:
            return row is not None and row.plan_id == self.plan.pk
        try:
            value = rules.check_value(one.value, counted)
        except TargetRefused as refusal:
            raise TargetRefused(f"{_what(one, self.indicators)}：{refusal}", field=refusal.field) from refusal
        before = None if row is None else _told(row)
        if row is None:
            row = self.held[key] = self._fresh(one)
        row.value = value
        row.relation = one.relation or row.relation
        row.joint = row.joint if one.joint is None else one.joint.strip()
        row.joint = row.joint if row.relation == Relation.JOINT else ""
        rules.check_relation(Relation(row.relation), row.joint)
        if one.phase is not None:
            row.phasing, row.phases = one.phase.phasing, one.phase.told
        if before != _told(row):
            self.changes[_what(one, self.indicators)] = [before, _told(row)]
        return True

    def _fresh(self, one: NewTarget) -> Target:
        phase = rules.usual_phase(self.indicators[one.indicator])
        return Target(
            city=self.plan.city,
            plan=self.plan,
            year=self.plan.year,
            unit=one.holder if isinstance(one.holder, Unit) else None,
            person=None if isinstance(one.holder, Unit) else one.holder,
            indicator=one.indicator,
            relation=one.relation or usual_relation(one.holder),
            phasing=phase.phasing,
            phases=phase.told,
            created_at=self.at,
            created_by=self.actor,
        )

    def _take_out(self, going: Sequence[NewTarget]) -> None:
        """Take targets out of the draft; those below them hang on nothing until they are given a new place."""
        rows = [self.held.pop((key_of(one.holder), one.indicator), None) for one in going]
        mine = [row for row in rows if row is not None and row.plan_id == self.plan.pk]
        for row in mine:
            self.changes[_called(row.holder_name, row.indicator, self.indicators)] = [_told(row), None]
        ids = {row.pk for row in mine}
        for row in self.held.values():
            row.parent = None if row.parent_id in ids else row.parent
        Target.objects.filter(parent__in=ids).update(parent=None)
        Target.objects.filter(pk__in=ids).delete()

    def _hang(self, one: NewTarget) -> None:
        row, before = self._row(one), self._row(one).parent
        is_new = row.pk is None
        if one.parent == Place.TOP:
            row.parent = None
        elif isinstance(one.parent, Place):
            row.parent = self._usual_parent(one) if is_new else row.parent
        else:
            above = self.held.get((key_of(one.parent), one.indicator))
            if above is None:
                raise TargetRefused(
                    f"{_what(one, self.indicators)}：上级{one.parent}没有这项目标，不能分解自它",
                    field="parent",
                )
            row.parent = above
        row.version += 0 if is_new else 1
        if not is_new and before is not row.parent:
            names = [above and above.holder_name for above in (before, row.parent)]
            self.changes[f"{_what(one, self.indicators)}的上级"] = names

    def _usual_parent(self, one: NewTarget) -> Target | None:
        """Return the target of the nearest unit above that has one; a leader's is the city's."""
        above = one.holder.parent_id if isinstance(one.holder, Unit) else self._top
        while above is not None:
            if found := self.held.get((("unit", above), one.indicator)):
                return found
            above = self._parents[above]
        return None

    @cached_property
    def _parents(self) -> dict[int, int | None]:
        return dict(Unit.objects.of(self.plan.city_id).values_list("pk", "parent_id"))

    @cached_property
    def _top(self) -> int | None:
        return next((unit for unit, parent in self._parents.items() if parent is None), None)

    def _check_circle(self) -> None:
        rows = {id(row): row for row in self.held.values()}
        if round_ := rules.circle({n: id(row.parent) if row.parent else None for n, row in rows.items()}):
            names = "→".join(rows[number].holder_name for number in [*round_, round_[0]])
            raise TargetRefused(f"上下级成了一个圈：{names}", field="parent")


def _what(one: NewTarget, known: dict[str, Indicator]) -> str:
    name = one.holder.short_name if isinstance(one.holder, Unit) else one.holder.name
    return _called(name, one.indicator, known)


def _called(name: str, code: str, known: dict[str, Indicator]) -> str:
    return f"{name}“{known[code].name}”"


def _told(row: Target) -> str:
    """Return the row's own values as the trail shows them."""
    relation = Relation(row.relation).label + (f" {row.joint}" if row.joint else "")
    return f"{plain(row.value, trim=True)}，{relation}，{phase_of(row).says}"
