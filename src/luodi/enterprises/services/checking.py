"""The due-diligence sheet: what was looked into, by whom, when, on which source, and what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction

from luodi.audit import services as audit
from luodi.documents import services as documents
from luodi.enterprises import policies, rules
from luodi.enterprises.choices import CheckItem, Outcome
from luodi.enterprises.models import DueCheck, DueCheckFile, Enterprise
from luodi.enterprises.services.writing import Act
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account


@dataclass(frozen=True, kw_only=True)
class NewCheck:
    item: CheckItem
    outcome: Outcome
    finding: str
    source: str
    checked_on: date


def add_check(
    *,
    enterprise: Enterprise,
    new: NewCheck,
    actor: Account,
    at: datetime,
    files: Sequence[tuple[BinaryIO | bytes, str]] = (),
    once: str = "",
) -> DueCheck:
    """Note what was found; nothing that was noted before is overwritten.

    ``files`` are contents with their names. What is sent twice under one ``once`` is entered once.
    Raises: EnterpriseRefused without finding or source, or for a day to come; what ``documents.keep`` refuses;
    NotAllowed.
    """
    finding = rules.check_text(new.finding, "查到的情况", field="finding", most=2000)
    source = rules.check_text(new.source, "查询来源", field="source", most=200)
    rules.check_day(new.checked_on, day_of(at), "查询日期", field="checked_on")
    policies.require_adding(actor, enterprise)
    kept = [(documents.keep(content, name, at=at), name[-200:]) for content, name in files]
    with transaction.atomic():
        firm = Act(actor, at).lock(Enterprise, [enterprise.pk])[enterprise.pk]
        known = once and DueCheck.objects.filter(checked_by=actor, once=once).first()
        if known:
            return known
        row = DueCheck.objects.create(
            enterprise=firm,
            item=new.item,
            outcome=new.outcome,
            finding=finding,
            source=source,
            checked_on=new.checked_on,
            checked_by=actor,
            recorded_at=at,
            once=once or None,
        )
        by_file = {stored.pk: DueCheckFile(check_of=row, file=stored, name=name) for stored, name in kept}
        DueCheckFile.objects.bulk_create(by_file.values())
        told = {
            "事项": [None, new.item.label],
            "结论": [None, new.outcome.label],
            "查询来源": [None, source],
            "查询日期": [None, new.checked_on.isoformat()],
        }
        audit.record(_note("登记尽职调查", firm, told), actor=actor, at=at)
    return row


def withdraw_check(*, check: DueCheck, reason: str, actor: Account, at: datetime) -> DueCheck:
    """Take back what was noted by mistake: it stays on the sheet, struck through, with the reason.

    Raises: EnterpriseRefused when it is taken back; NotAllowed for anybody but who noted it, and the centre.
    """
    said = rules.check_text(reason, "撤销原因", field="reason", most=200)
    with transaction.atomic():
        row = DueCheck.objects.select_for_update(of=("self",)).select_related("enterprise").get(pk=check.pk)
        policies.require_withdrawing(actor, row)
        if row.withdrawn:
            raise rules.EnterpriseRefused("这一项已经撤销，请刷新")
        row.withdrawn = said
        row.save(update_fields=["withdrawn"])
        told = {"事项": [None, row.get_item_display()], "原因": [None, said]}
        audit.record(_note("撤销尽职调查", row.enterprise, told), actor=actor, at=at)
    return row


def _note(act: str, firm: Enterprise, told: dict[str, list[str | None]]) -> audit.Note:
    return audit.Note(act, "enterprise", firm.code, firm.name, told)
