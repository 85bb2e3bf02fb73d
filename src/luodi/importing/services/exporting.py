"""Ask to take out a list that is longer than one's role may, and decide about it. Nothing is ever cut silently.

Source: standards.md S24.
"""

from datetime import datetime, timedelta

from django.db import transaction

from luodi.audit import services as audit
from luodi.importing.choices import ExportState
from luodi.importing.models import ExportRequest
from luodi.kernel.findings import Refusal
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation import policies as rights
from luodi.organisation.choices import Role
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach

LIMIT, LIMIT_AT_CENTRE = 5_000, 50_000
HOLDS = timedelta(hours=24)
TARGET = "export"
PATH = "/exports/"


class ExportRefused(Refusal):
    """A request without a reason, or one that has been decided."""


def limit_of(reach: Reach) -> int:
    """Return how many rows the role may take out by itself."""
    return LIMIT_AT_CENTRE if reach.roles & {Role.CENTRE, Role.REVIEWER} else LIMIT


def may_decide(reach: Reach) -> bool:
    return Role.CENTRE in reach.roles


def is_granted(*, account: Account, address: str, n_rows: int, at: datetime) -> bool:
    """Whether the account may take out this list now: granted within a day, and grown by no more than a tenth."""
    granted = ExportRequest.objects.filter(
        asked_by=account, address=address, state=ExportState.GRANTED, decided_at__gte=at - HOLDS
    )
    return any(n_rows * 10 <= most * 11 for most in granted.values_list("n_rows", flat=True))


@transaction.atomic
def ask(*, title: str, address: str, n_rows: int, reason: str, actor: Account, at: datetime) -> ExportRequest:
    """Ask for a list; the same list is asked for once at a time.    Raises: ExportRefused without a reason."""
    if not reason.strip():
        raise ExportRefused("请写明导出的用途", field="reason")
    if not address.startswith("/") or address.startswith("//") or len(address) > 1000:
        raise ExportRefused("清单的地址不对，请回到清单重新导出")
    waiting = ExportRequest.objects.waiting().filter(asked_by=actor, address=address)
    if (known := waiting.first()) is not None:
        return known
    made = ExportRequest.objects.create(
        city_id=actor.city_id,
        asked_by=actor,
        asked_at=at,
        title=title[:200],
        address=address,
        n_rows=n_rows,
        reason=reason.strip(),
    )
    said = {"行数": [None, n_rows], "用途": [None, made.reason]}
    audit.record(audit.Note("申请导出", TARGET, str(made.pk), made.title, said), actor=actor, at=at)
    return made


@transaction.atomic
def decide(
    *, request: ExportRequest, granted: bool, decision: str, actor: Account, at: datetime
) -> ExportRequest:
    """Grant a request or refuse it, and tell who asked.

    Raises: ExportRefused when it has been decided, for one's own, or when it is refused without a reason; NotAllowed.
    """
    rights.require(may_decide(rights.reach_of(actor)), "导出申请由招商中心批准")
    row = ExportRequest.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=request.pk)
    if row.city_id != actor.city_id or row.state != ExportState.WAITING:
        raise ExportRefused("这一申请已经处理过，请刷新")
    if row.asked_by.person_id == actor.person_id:
        raise ExportRefused("不能批准自己的导出申请")
    if not granted and not decision.strip():
        raise ExportRefused("不批准须写明原因", field="decision")
    row.state = ExportState.GRANTED if granted else ExportState.REFUSED
    row.decided_by, row.decided_at, row.decision = actor, at, decision.strip()
    row.save(update_fields=["state", "decided_by", "decided_at", "decision"])
    title = f"导出“{row.title}”{row.get_state_display()}"
    notices.tell([row.asked_by], kind=NoticeKind.DECIDED, title=title, reason=row.decision, path=PATH, at=at)
    said = {"结果": [None, row.get_state_display()], "意见": [None, row.decision]}
    audit.record(audit.Note("批准导出", TARGET, str(row.pk), row.title, said), actor=actor, at=at)
    return row
