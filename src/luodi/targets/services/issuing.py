"""Issue a plan: the act is itself the official decision, so it stands as verified."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from luodi.figures.indicators import indicator
from luodi.kernel.findings import Refusal
from luodi.ledger import services as ledger
from luodi.organisation import clock
from luodi.organisation import selectors as organisation
from luodi.organisation.models import Account
from luodi.targets import policies, rules
from luodi.targets.choices import Hold, PlanState, Relation, TargetAct, TargetState
from luodi.targets.models import Plan, Target
from luodi.targets.rules import TargetRefused
from luodi.targets.services.commands import NewTarget, bodies, holder_of, key_of, phase_of
from luodi.targets.services.planning import draft_plan, locked, set_targets
from luodi.targets.services.trail import facts, keep_versions, note_of, said, tell_holders


def issue_plan(
    *, plan: Plan, actor: Account, at: datetime, expected_version: int | None = None, tells: bool = True
) -> Plan:
    """Give out all targets of a draft, and record of each holder that it carries some. It cannot be undone.

    Raises: TargetRefused with the first problem; EditedMeanwhile when somebody changed the draft since it was looked
    at; NotAllowed.
    """
    with transaction.atomic():
        row = locked(plan, actor, expected_version)
        if found := problems(row, today=clock.day_of(at)):
            raise TargetRefused(found[0])
        assert row.issued_on is not None
        targets = list(row.targets.select_related("unit", "person").order_by("id"))
        row.targets.update(state=Hold.STANDING)
        row.state, row.issued_at, row.issued_by = PlanState.ISSUED, at, actor
        row.version += 1
        row.save(update_fields=["state", "issued_at", "issued_by", "version"])
        if tells:
            tell_holders(targets, f"{row.year}年度目标任务已下达", reason=row.document, actor=actor, at=at)
        holders = list(bodies(targets).values())
        changes: dict[str, object] = {
            f"{one.holder_name} {indicator(one.indicator).name}": [None, said(one)] for one in targets
        }
        changes |= {"下达文件": [None, row.document], "version": [row.version - 1, row.version]}
        entry = ledger.post(
            city=row.city,
            act="下达目标任务",
            actor=actor,
            at=at,
            facts=facts(holders, TargetState.ASSIGNED, row.issued_on, row.city),
            notes=[note_of("下达目标任务", row, changes)],
        )
        keep_versions(targets, TargetAct.ISSUED, entry=entry, decided_on=row.issued_on, document=row.document)
    return row


def problems(plan: Plan, *, today: date) -> list[str]:
    """Return what stands against issuing the draft, in words; nothing when it may be issued.    Shape: six queries."""
    found = []
    if not plan.document.strip():
        found.append("请先写明下达文件（文件名和文号）")
    if plan.issued_on is None:
        found.append("请先写明成文日期")
    elif plan.issued_on > today:
        found.append(f"成文日期不能晚于今天（{today.isoformat()}）")
    targets = list(plan.targets.select_related("unit", "person", "parent__plan").order_by("id"))
    if not targets:
        found.append("计划里还没有目标任务")
    on = plan.issued_on or today
    return [*found, *_of_holders(plan, targets, on), *_of_values(plan, targets), *_of_groups(plan, targets)]


def _of_holders(plan: Plan, targets: Sequence[Target], on: date) -> list[str]:
    in_office = {one.pk for one in organisation.office_holders(plan.city, on)}
    found: dict[str, None] = {}
    for one in targets:
        unit, person = one.unit, one.person
        if unit is not None and unit.closed_on is not None and unit.closed_on <= on:
            found[f"{unit.short_name}已于 {unit.closed_on.isoformat()} 撤销，不能承担目标任务"] = None
        elif unit is not None and unit.founded_on > on:
            found[f"{unit.short_name}于 {unit.founded_on.isoformat()} 才设立，成文时还不能承担目标任务"] = (
                None
            )
        elif person is not None and person.pk not in in_office:
            found[f"{person.name}在成文日期不担任领导职务，不能承担目标任务"] = None
    return list(found)


def _of_values(plan: Plan, targets: Sequence[Target]) -> list[str]:
    found = []
    for one in targets:
        counted = indicator(one.indicator, date(plan.year, 12, 31))
        try:
            rules.check_value(one.value, counted)
            rules.check_phase(phase_of(one), one.value, counted)
        except Refusal as refusal:
            found.append(f"{one.holder_name}“{counted.name}”：{refusal}")
        above = one.parent
        if above is not None and above.plan_id != plan.pk and above.state != Hold.STANDING:
            found.append(
                f"{one.holder_name}“{counted.name}”的上级目标还没有下达，请先下达《{above.plan.title}》"
            )
    return found


def _of_groups(plan: Plan, targets: Sequence[Target]) -> list[str]:
    groups: dict[tuple[str, str], list[tuple[str, Decimal, int | None]]] = defaultdict(list)
    for one in targets:
        if one.relation == Relation.JOINT:
            groups[one.indicator, one.joint].append((one.holder_name, one.value, one.parent_id))
    found = []
    for (_, name), members in groups.items():
        try:
            rules.check_joint({name: members})
        except TargetRefused as refusal:
            found.append(str(refusal))
    names = {name for _, name in groups}
    taken = Target.objects.standing().filter(city=plan.city_id, year=plan.year, joint__in=names)
    for code, name in taken.values_list("indicator", "joint").distinct():
        if (code, name) in groups:
            found.append(f"共担组“{name}”在已下达的计划里用过，请换一个名")
    return found


@transaction.atomic
def assign_targets(
    commands: Sequence[NewTarget],
    *,
    year: int,
    assigned_on: date,
    document: str,
    actor: Account,
    at: datetime,
    title: str = "",
) -> list[Target]:
    """Draft a plan and issue it in one act.

    Shape: in the order of the commands. A unit's fact is the unit's; a leader's is the city's. Nobody is told.
    Raises: as of ``draft_plan``, ``set_targets`` and ``issue_plan``.
    """
    policies.require_keeping(actor)
    plan = draft_plan(
        year=year,
        title=title or f"{year}年度招商引资目标任务",
        document=document,
        issued_on=assigned_on,
        actor=actor,
        at=at,
    )
    set_targets(plan=plan, commands=commands, actor=actor, at=at)
    issue_plan(plan=plan, actor=actor, at=at, tells=False)
    rows = {
        (key_of(holder_of(one)), one.indicator): one for one in plan.targets.select_related("unit", "person")
    }
    return [rows[key_of(new.holder), new.indicator] for new in commands]
