"""Change targets that were given out: another number, another place, or none any more; by a document, for a reason."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from luodi.figures.indicators import indicator
from luodi.kernel.numbers import plain
from luodi.ledger import services as ledger
from luodi.organisation import clock
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account
from luodi.targets import policies, rules
from luodi.targets.choices import Hold, Relation, TargetAct, TargetState
from luodi.targets.models import Target
from luodi.targets.rules import TargetRefused
from luodi.targets.services.commands import Amendment, Body, Place, bodies, holder_of, key_of, phase_of
from luodi.targets.services.trail import TARGET, facts, keep_versions, note_on, said, tell_holders


def amend_targets(
    commands: Sequence[Amendment],
    *,
    decided_on: date,
    document: str,
    reason: str,
    actor: Account,
    at: datetime,
) -> list[Target]:
    """Change targets that are carried. Those that carry one number with them get the same one.

    What they said before stays on record, and a past as-of still shows it. After the year has gone by it is allowed
    too, and marked: an assessment that was frozen earlier does not move.
    Raises: TargetRefused when nothing changes, or for what a target cannot be; EditedMeanwhile; NotAllowed.
    """
    by, why = _said(document, reason)
    with transaction.atomic():
        rows = _locked([one.target for one in commands], actor, joined=True)
        by_id = {row.pk: row for row in rows}
        _check_day(rows, decided_on, at)
        for one in commands:
            _check_version(one, by_id[one.target.pk])
        before = {row.pk: _told(row) for row in rows}
        for one in commands:
            _apply(one, by_id[one.target.pk], rows)
        changed = [row for row in rows if before[row.pk] != _told(row)]
        if not changed:
            raise TargetRefused("没有改动：目标值、关系、上级和时序都与现在相同", field="value")
        _check_tree(changed)
        _save(changed, ["value", "relation", "joint", "parent", "phasing", "phases", "version"])
        notes = []
        for row in changed:
            was, now = before[row.pk], _told(row)
            changes: dict[str, object] = {
                name: [was[name], now[name]] for name in now if was[name] != now[name]
            }
            changes |= {
                "依据文件": [None, by],
                "原因": [None, why],
                "version": [row.version - 1, row.version],
            }
            notes.append(note_on("调整目标任务", row, changes))
        tell_holders(changed, "目标任务有调整", reason=f"{by}：{why}", actor=actor, at=at)
        entry = ledger.post(city=actor.city, act="调整目标任务", actor=actor, at=at, notes=notes, reason=why)
        keep_versions(changed, TargetAct.AMENDED, entry=entry, decided_on=decided_on, document=by, reason=why)
    return changed


def withdraw_targets(
    targets: Sequence[Target], *, decided_on: date, document: str, reason: str, actor: Account, at: datetime
) -> list[Target]:
    """Let targets be carried no longer; who carries nothing else of the year is released.

    Raises: TargetRefused for one that others are parts of, or when one alone would be left of those that carry a
    number together; NotAllowed.
    """
    by, why = _said(document, reason)
    with transaction.atomic():
        rows = _locked(targets, actor, joined=False)
        _check_day(rows, decided_on, at)
        _check_left(rows)
        notes = [
            note_on(
                "撤销目标任务",
                row,
                {"目标值": [said(row), None], "依据文件": [None, by], "原因": [None, why]},
            )
            for row in rows
        ]
        for row in rows:
            row.state = Hold.WITHDRAWN
        _save(rows, ["state", "version"])
        tell_holders(rows, "目标任务已撤销", reason=f"{by}：{why}", actor=actor, at=at)
        free = _free(rows)
        entry = ledger.post(
            city=actor.city,
            act="撤销目标任务",
            actor=actor,
            at=at,
            facts=facts(free, TargetState.RELEASED, decided_on, actor.city),
            notes=notes,
            reason=why,
        )
        keep_versions(rows, TargetAct.WITHDRAWN, entry=entry, decided_on=decided_on, document=by, reason=why)
    return rows


def _said(document: str, reason: str) -> tuple[str, str]:
    by = rules.check_said(document, what="依据文件（文件名和文号）", field="document", most=120)
    return by, rules.check_said(reason, what="原因", field="reason", most=400)


def _locked(targets: Sequence[Target], actor: Account, *, joined: bool) -> list[Target]:
    """Return the targets afresh, locked, and with ``joined`` those that carry one number with them.

    Raises: TargetRefused when one is not carried; NotAllowed.
    """
    policies.require_keeping(actor)
    wanted = {one.pk for one in targets}
    rows = Target.objects.select_for_update(of=("self",)).filter(city=actor.city_id)
    found = list(rows.with_all().filter(pk__in=wanted).order_by("id"))
    if len(found) != len(wanted) or any(row.state != Hold.STANDING for row in found):
        raise TargetRefused("这项目标现在没有人承担，请刷新")
    for row in [row for row in found if joined and row.relation == Relation.JOINT]:
        known = {one.pk for one in found}
        same = rows.with_all().standing().filter(year=row.year, indicator=row.indicator, joint=row.joint)
        found += [one for one in same.order_by("id") if one.pk not in known]
    return found


def _check_day(rows: Sequence[Target], decided_on: date, at: datetime) -> None:
    first = max((row.plan.issued_on for row in rows if row.plan.issued_on), default=None)
    rules.check_decided(decided_on, today=clock.day_of(at), since=first)


def _check_version(one: Amendment, row: Target) -> None:
    check_version(
        city_id=row.city_id,
        target_kind=TARGET,
        target_code=str(row.pk),
        expected=one.expected_version,
        version=row.version,
    )


def _apply(one: Amendment, row: Target, rows: Sequence[Target]) -> None:
    counted = indicator(row.indicator, date(row.year, 12, 31))
    value = row.value if one.value is None else rules.check_value(one.value, counted)
    phase = one.phase or phase_of(row)
    rules.check_phase(phase, value, counted)
    together = [row]
    if row.relation == Relation.JOINT and one.relation in (None, Relation.JOINT):
        together = [other for other in rows if (other.indicator, other.joint) == (row.indicator, row.joint)]
    for each in together:
        each.value, each.phasing, each.phases = value, phase.phasing, phase.told
        if one.parent == Place.TOP:
            each.parent = None
        elif isinstance(one.parent, Target):
            each.parent = one.parent
    if one.relation is not None:
        rules.check_relation(one.relation, row.joint)
        row.relation, row.joint = one.relation, row.joint if one.relation == Relation.JOINT else ""


def _check_tree(changed: Sequence[Target]) -> None:
    """Raises: TargetRefused for a place in the tree that is none, and for a number that one alone would carry."""
    first = changed[0]
    rows = Target.objects.standing().filter(
        city=first.city_id, year=first.year, indicator__in={one.indicator for one in changed}
    )
    every = {row.pk: row for row in rows.select_related("unit", "person")} | {one.pk: one for one in changed}
    for one in changed:
        above = every.get(one.parent_id) if one.parent_id else None
        if one.parent_id and (above is None or above.indicator != one.indicator):
            raise TargetRefused("上级须是同一年度、同一指标、正在承担的目标", field="parent")
    if round_ := rules.circle({pk: row.parent_id for pk, row in every.items()}):
        names = "→".join(every[number].holder_name for number in [*round_, round_[0]])
        raise TargetRefused(f"上下级成了一个圈：{names}", field="parent")
    groups: dict[str, list[Target]] = {}
    for row in every.values():
        if row.relation == Relation.JOINT:
            groups.setdefault(f"{row.indicator} {row.joint}", []).append(row)
    rules.check_joint(
        {
            some[0].joint: [(row.holder_name, row.value, row.parent_id) for row in some]
            for some in groups.values()
        }
    )


def _check_left(rows: Sequence[Target]) -> None:
    going = {row.pk for row in rows}
    below = Target.objects.standing().filter(parent__in=going).exclude(pk__in=going)
    if child := below.select_related("unit", "person", "parent__unit", "parent__person").first():
        above = child.parent.holder_name if child.parent else ""
        raise TargetRefused(f"{above}的目标已分解给{child.holder_name}等下级，请先调整或一并撤销下级的目标")
    for row in rows:
        if row.relation == Relation.JOINT:
            same = Target.objects.standing().filter(
                city=row.city_id, year=row.year, indicator=row.indicator, joint=row.joint
            )
            left = list(same.exclude(pk__in=going).select_related("unit", "person"))
            if len(left) == 1:
                raise TargetRefused(
                    f"共担组“{row.joint}”只剩{left[0].holder_name}一家，请先把它的关系调整为分解或平行"
                )


def _free(rows: Sequence[Target]) -> list[Body]:
    """Return those of the holders who carry nothing else of the year or of a later one."""
    first = rows[0]
    still = Target.objects.standing().filter(city=first.city_id, year__gte=first.year)
    busy = {key_of(holder_of(one)) for one in still.select_related("unit", "person")}
    return [holder for key, holder in bodies(rows).items() if key not in busy]


def _save(rows: Sequence[Target], columns: Sequence[str]) -> None:
    for row in rows:
        row.version += 1
    Target.objects.bulk_update(rows, columns, batch_size=200)


def _told(row: Target) -> dict[str, str]:
    return {
        "目标值": plain(row.value, trim=True),
        "关系": f"{Relation(row.relation).label}{row.joint}",
        "上级": row.parent.holder_name if row.parent else "",
        "时序": phase_of(row).says,
    }
