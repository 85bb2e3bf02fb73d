"""Say who stands in which link, and who supplies whom; each with how it is known."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.chains import rules
from luodi.chains.models import Chain, ChainLink, Placement, Supply
from luodi.chains.policies import require_writer
from luodi.chains.rules import ChainRefused
from luodi.chains.services.keeping import TARGET
from luodi.enterprises.models import Enterprise
from luodi.ledger.kinds import SubjectKind
from luodi.ledger.models import Subject
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, City

PLACED = (SubjectKind.ENTERPRISE, SubjectKind.PROJECT, SubjectKind.OPPORTUNITY)


@dataclass(frozen=True, kw_only=True)
class NewSupply:
    supplier: Enterprise
    customer: Enterprise
    goods: str
    source: str


@transaction.atomic
def place(
    *, chain: Chain, link: ChainLink | None, subject: Subject, reason: str, actor: Account, at: datetime
) -> Placement:
    """Let an enterprise, a project or an opportunity stand in this link of the chain; None is in none of it.

    Raises: ChainRefused without a reason, or for a link of another chain; NotAllowed.
    """
    require_writer(actor, chain.city_id)
    said = rules.check_reason(reason)
    if subject.city_id != chain.city_id or subject.kind not in PLACED:
        raise ChainRefused("只有企业、项目和招商项目可以归到环节", field="code")
    if link is not None and (link.chain_id != chain.pk or link.is_off):
        raise ChainRefused("没有这个环节", field="link")
    Chain.objects.select_for_update().get(pk=chain.pk)
    before = Placement.objects.filter(chain=chain, subject=subject).select_related("link").first()
    values = {"link": link, "reason": said, "placed_at": at, "placed_by": actor}
    row, _ = Placement.objects.update_or_create(chain=chain, subject=subject, defaults=values)
    was = "" if before is None else _name(before.link)
    changes = {subject.label or subject.code: [was, _name(link)], "依据": ["", said]}
    audit.record(audit.Note("产业链归位", TARGET, chain.code, chain.name, changes), actor=actor, at=at)
    return row


@transaction.atomic
def unplace(*, chain: Chain, subject: Subject, actor: Account, at: datetime) -> None:
    """Let it stand again where its class puts it.    Raises: ChainRefused when it was not placed; NotAllowed."""
    require_writer(actor, chain.city_id)
    row = Placement.objects.filter(chain=chain, subject=subject).select_related("link").first()
    if row is None:
        raise ChainRefused("它没有被归位过", field="code")
    row.delete()
    changes = {subject.label or subject.code: [_name(row.link), "按行业"]}
    audit.record(audit.Note("取消归位", TARGET, chain.code, chain.name, changes), actor=actor, at=at)


def note_supply(new: NewSupply, *, actor: Account, at: datetime, once: str = "") -> Supply:
    """Record that one enterprise supplies another; what is sent twice under one ``once`` is there once.

    Raises: ChainRefused for an enterprise that would supply itself, a supply that is on record, or without goods or
    source; NotAllowed.
    """
    city_id = actor.city_id
    require_writer(actor, new.supplier.city_id)
    require_writer(actor, new.customer.city_id)
    source = rules.check_reason(new.source, field="source")
    goods = new.goods.strip()
    if not goods:
        raise ChainRefused("请写明供应什么", field="goods")
    if new.supplier == new.customer:
        raise ChainRefused("企业不能是自己的供应商", field="supplier")
    with transaction.atomic():
        City.objects.select_for_update().get(pk=city_id)
        if once and (known := Supply.objects.filter(city_id=city_id, once=once).first()):
            return known
        same = Supply.objects.standing().filter(supplier=new.supplier, customer=new.customer, goods=goods)
        if same.exists():
            raise ChainRefused("这一供应关系已登记", field="goods")
        row = Supply.objects.create(
            city_id=city_id,
            supplier=new.supplier,
            customer=new.customer,
            goods=goods,
            source=source,
            once=once,
            noted_at=at,
            noted_by=actor,
        )
        changes = {"客户": new.customer.name, "供应": row.goods, "依据": row.source}
        note = audit.Note(
            "登记供应关系", SubjectKind.ENTERPRISE, new.supplier.code, new.supplier.name, changes
        )
        audit.record(note, actor=actor, at=at)
    return row


@transaction.atomic
def end_supply(*, supply: Supply, on: date, reason: str, actor: Account, at: datetime) -> Supply:
    """Raises: ChainRefused when it has ended, without a reason, or for a day to come; NotAllowed."""
    require_writer(actor, supply.city_id)
    said = rules.check_reason(reason)
    if on > day_of(at):
        raise ChainRefused("终止日期不能晚于今天", field="on")
    row = (
        Supply.objects.select_for_update(of=("self",))
        .select_related("supplier", "customer")
        .get(pk=supply.pk)
    )
    if row.ended_on is not None:
        raise ChainRefused("这一供应关系已经终止", field="on")
    row.ended_on, row.ended_why = on, said
    row.save(update_fields=["ended_on", "ended_why"])
    changes = {"客户": row.customer.name, "供应": row.goods, "原因": said}
    note = audit.Note("终止供应关系", SubjectKind.ENTERPRISE, row.supplier.code, row.supplier.name, changes)
    audit.record(note, actor=actor, at=at)
    return row


def _name(link: ChainLink | None) -> str:
    return "不属于本链" if link is None else link.name
