"""Set who countersigns the figures of a group of indicators, from a day on."""

from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import reach_of, require_all_of_city
from luodi.publishing import flow
from luodi.publishing.flow import FlowRefused
from luodi.publishing.models import DataOwner
from luodi.publishing.release_choices import OwnerKind
from luodi.publishing.selectors.owning import groups
from luodi.publishing.services.flow_trail import OWNER


def set_owner(
    *,
    group: str,
    kind: OwnerKind,
    unit: Unit | None = None,
    valid_from: date,
    source: str,
    actor: Account,
    at: datetime,
) -> DataOwner:
    """Append who owns the group's figures from the day on.    Raises: FlowRefused; NotAllowed but for the centre."""
    require_all_of_city(reach_of(actor))
    said = flow.reason_of(source, "依据", "source", most=200)
    if group not in groups():
        raise FlowRefused(f"没有“{group}”这一类指标，只有：{'、'.join(groups())}", field="group")
    if (kind == OwnerKind.UNIT) != (unit is not None):
        raise FlowRefused("由归口单位会签的须选单位，其余不选单位", field="unit")
    if unit is not None and (unit.city_id != actor.city_id or unit.closed_on is not None):
        raise FlowRefused("归口单位须是本市现有的单位", field="unit")
    with transaction.atomic():
        new = DataOwner.objects.create(
            city_id=actor.city_id,
            group=group,
            kind=kind,
            unit=unit,
            valid_from=valid_from,
            source=said,
            set_by=actor,
            set_at=at,
        )
        who = unit.short_name if unit else kind.label
        changes = {"会签": [None, who], "施行日期": [None, valid_from.isoformat()], "依据": [None, said]}
        audit.record(audit.Note("设定数据归口", OWNER, group, group, changes), actor=actor, at=at)
    return new
