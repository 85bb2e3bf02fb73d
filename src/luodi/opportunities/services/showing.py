"""Show what is otherwise masked; that it was seen, and by whom, is on record."""

from collections.abc import Sequence
from datetime import datetime

from luodi.audit import services as audit
from luodi.opportunities import policies
from luodi.opportunities.models import Opportunity
from luodi.opportunities.selectors import current_version
from luodi.opportunities.services.writing import TARGET
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of, require

_ACT = "查看联系电话"


def show_phone(*, opportunity: Opportunity, actor: Account, at: datetime) -> str:
    """Return the telephone number in full, or nothing; each view is in the trail.    Raises: NotAllowed."""
    allowed = policies.may_see_phone(reach_of(actor), opportunity)
    require(allowed, "联系电话只对责任单位和全市范围的角色显示")
    version = current_version(opportunity)
    number = version.phone if version else ""
    if number:
        note_phones([opportunity], act=_ACT, actor=actor, at=at)
    return number


def note_phones(rows: Sequence[Opportunity], *, act: str, actor: Account, at: datetime) -> None:
    """Put on record that the numbers of these opportunities left in full."""
    notes = [audit.Note(act, TARGET, row.code, row.name) for row in rows]
    audit.record_all(notes, actor=actor, at=at)
