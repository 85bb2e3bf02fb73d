"""What a firm is known as, from a day to a day: given, ended and taken back."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from luodi.audit import services as audit
from luodi.enterprises import policies, rules
from luodi.enterprises.choices import MarkKind
from luodi.enterprises.models import Enterprise, Mark
from luodi.enterprises.services.writing import Act
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account


@dataclass(frozen=True, kw_only=True)
class NewMark:
    """``source`` is the list or the paper that says so; ``detail`` a board, a rank or a number."""

    kind: MarkKind
    since: date
    source: str
    until: date | None = None
    detail: str = ""


def add_mark(*, enterprise: Enterprise, new: NewMark, actor: Account, at: datetime) -> Mark:
    """Note that the firm is known as something.

    Raises: EnterpriseRefused without a source, for a day to come, and when it is known as that at the time already;
    NotAllowed.
    """
    source = rules.check_text(new.source, "依据", field="source", most=200)
    rules.check_day(new.since, day_of(at), "开始日期", field="since")
    rules.check_lasting(new.since, new.until)
    with transaction.atomic():
        row = Act(actor, at).lock(Enterprise, [enterprise.pk])[enterprise.pk]
        policies.require_adding(actor, row)
        if (known := _meeting(row, new)) is not None:
            said = f"{known.since.isoformat()} 至 {known.until.isoformat() if known.until else '今'}"
            raise rules.EnterpriseRefused(f"“{new.kind.label}”在{said}已经登记", field="kind")
        mark = Mark.objects.create(
            enterprise=row,
            kind=new.kind,
            since=new.since,
            until=new.until,
            detail=new.detail.strip()[:120],
            source=source,
            recorded_at=at,
            recorded_by=actor,
        )
        _record("登记企业标识", mark, row, actor, at)
    return mark


def end_mark(*, mark: Mark, until: date, reason: str, actor: Account, at: datetime) -> Mark:
    """Let the mark hold through a day and no longer.

    Raises: EnterpriseRefused for a day before it began, or one that was taken back; NotAllowed.
    """
    said = rules.check_text(reason, "原因", field="reason", most=200)
    with transaction.atomic():
        row, firm = _lock(mark, actor, at)
        rules.check_lasting(row.since, until)
        row.until = until
        row.version += 1
        row.save(update_fields=["until", "version"])
        _record("结束企业标识", row, firm, actor, at, said)
    return row


def take_mark_back(*, mark: Mark, reason: str, actor: Account, at: datetime) -> Mark:
    """Take back a mark that had never been true.    Raises: EnterpriseRefused without a reason; NotAllowed."""
    said = rules.check_text(reason, "原因", field="reason", most=200)
    with transaction.atomic():
        row, firm = _lock(mark, actor, at)
        row.is_void = True
        row.version += 1
        row.save(update_fields=["is_void", "version"])
        _record("撤销企业标识", row, firm, actor, at, said)
    return row


def _lock(mark: Mark, actor: Account, at: datetime) -> tuple[Mark, Enterprise]:
    firm = Act(actor, at).lock(Enterprise, [mark.enterprise_id])[mark.enterprise_id]
    policies.require_adding(actor, firm)
    row = Mark.objects.select_for_update().get(pk=mark.pk)
    if row.is_void:
        raise rules.EnterpriseRefused("这个标识已经撤销，请刷新")
    return row, firm


def _meeting(row: Enterprise, new: NewMark) -> Mark | None:
    same = Mark.objects.filter(enterprise=row, kind=new.kind, is_void=False)
    meets = same.filter(Q(until__isnull=True) | Q(until__gte=new.since))
    return (meets.filter(since__lte=new.until) if new.until else meets).first()


def _record(act: str, mark: Mark, firm: Enterprise, actor: Account, at: datetime, reason: str = "") -> None:
    told = {
        "标识": [None, mark.get_kind_display()],
        "自": [None, mark.since.isoformat()],
        "至": [None, mark.until.isoformat() if mark.until else None],
        "依据": [None, mark.source],
    }
    note_ = audit.Note(
        act, "enterprise", firm.code, firm.name, told | ({"原因": [None, reason]} if reason else {})
    )
    audit.record(note_, actor=actor, at=at)
