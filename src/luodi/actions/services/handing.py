"""Let somebody else do it."""

from datetime import datetime

from django.db import transaction

from luodi.actions import policies, rules
from luodi.actions.models import ActionItem
from luodi.actions.services import trail
from luodi.actions.services.trail import check_owner, lock, tell
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import reach_of, require


def hand_over(
    *, item: ActionItem, to: Account, unit: Unit, reason: str, actor: Account, at: datetime
) -> ActionItem:
    """Let somebody else do it; the new owner is told.

    Raises: ActionRefused without a reason, to whom has it, or when it is closed; NotAllowed.
    """
    said = rules.check_said(reason, what="转交的理由", field="reason")
    with transaction.atomic():
        row = lock(item)
        reach = reach_of(actor)
        may = policies.may_close(row, actor=actor, reach=reach) or policies.may_cancel(
            row, actor=actor, reach=reach
        )
        require(actor.city_id == row.city_id and may, "只有办理人、办理单位或交办方可以转交")
        rules.check_open(row.state)
        check_owner(to, unit, city_id=row.city_id, today=day_of(at))
        if (to.pk, unit.pk) == (row.owner_id, row.unit_id):
            raise rules.ActionRefused(f"本来就由 {to.display_name} 办理", field="to")
        before, row.owner, row.unit = row.owner, to, unit
        row.save(update_fields=["owner", "unit"])
        row.co_owners.filter(account=to).delete()
        others = [one for one in (to, row.asked_by) if one.pk != actor.pk]
        tell(others, row, NoticeKind.ASKED, f"待办转交 {to.display_name}：{row.title}", said, at)
        changes: trail.Changes = {"办理人": [before.display_name, to.display_name], "理由": [None, said]}
        facts = [trail.state_fact(row, day_of(at))]
        trail.keep("转交", row, changes, actor=actor, at=at, facts=facts)
    return row
