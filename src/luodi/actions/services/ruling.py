"""The city's own levels of pressing: set from a day on, never rewritten."""

from datetime import date, datetime

from django.db import transaction

from luodi.actions import rules
from luodi.actions.choices import Colour, Level, Told
from luodi.actions.models import EscalationLevel, ItemRules
from luodi.actions.rules import EXAMPLE, ORDER, Pressing, Step
from luodi.audit import services as audit
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of, require_all_of_city
from luodi.organisation.selectors import rules_in_force


def pressing_on(city_id: int, day: date) -> Pressing:
    """Return what is in force; the example, which says that it is one, until the city has set its own."""
    found = rules_in_force(ItemRules, city_id, day)
    if found is None:
        return EXAMPLE
    levels = {one.level: one for one in found.levels.all()}
    steps = tuple(_step(levels[level]) for level in ORDER)
    return Pressing(steps, found.closes_own, found.source)


def set_pressing(pressing: Pressing, *, valid_from: date, actor: Account, at: datetime) -> ItemRules:
    """Set the levels from a day on; what has been sent stays sent.

    Raises: ActionRefused for a day gone by, levels out of order or no source; NotAllowed for anybody but the centre.
    """
    require_all_of_city(reach_of(actor))
    rules.check_steps(pressing.steps, valid_from=valid_from, today=day_of(at), source=pressing.source)
    before = pressing_on(actor.city_id, valid_from)
    with transaction.atomic():
        row = ItemRules.objects.create(
            city_id=actor.city_id,
            valid_from=valid_from,
            closes_own=pressing.closes_own,
            source=pressing.source.strip(),
            set_by=actor,
            set_at=at,
        )
        EscalationLevel.objects.bulk_create(
            EscalationLevel(
                rules=row, level=one.level, days=one.days, colour=one.colour, tells=list(one.tells)
            )
            for one in pressing.steps
        )
        changes: dict[str, list[str | None]] = {
            new.level.label: [said_of(old), said_of(new)]
            for old, new in zip(before.steps, pressing.steps, strict=True)
        }
        changes["依据"] = [before.source, row.source]
        changes["施行日期"] = [None, valid_from.isoformat()]
        note = audit.Note("设定督办规则", "item-rules", valid_from.isoformat(), "督办规则", changes)
        audit.record(note, actor=actor, at=at)
    return row


def said_of(step: Step) -> str:
    """Return the step in a sentence."""
    when = "期限当日" if step.days == 0 else f"期限{'前' if step.days < 0 else '后'}{abs(step.days)}个工作日"
    return f"{when}，{step.colour.label}色，告知{rules.named(step.tells)}"


def _step(row: EscalationLevel) -> Step:
    return Step(Level(row.level), row.days, Colour(row.colour), tuple(Told(one) for one in row.tells))
