"""Make chains and their links."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from luodi.audit import services as audit
from luodi.chains import rules
from luodi.chains.choices import Tier
from luodi.chains.models import Chain, ChainLink, LinkClass
from luodi.chains.policies import require_keeper
from luodi.chains.rules import ChainRefused
from luodi.enterprises import numbering
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account

TARGET = "chain"
_STEP = 10


@dataclass(frozen=True, kw_only=True)
class NewLink:
    """``position`` orders the links; None puts it last."""

    name: str
    tier: Tier
    classes: Sequence[str]
    products: str = ""
    position: int | None = None


@dataclass(frozen=True, kw_only=True)
class NewChain:
    name: str
    remark: str = ""
    links: Sequence[NewLink] = ()


@transaction.atomic
def create_chain(new: NewChain, *, actor: Account, at: datetime, once: str = "") -> Chain:
    """Make a chain with the links that are known already; what is sent twice under one ``once`` is made once.

    Raises: ChainRefused, UnknownIndustry; NotAllowed for anybody but the centre.
    """
    require_keeper(actor, actor.city_id)
    year = timezone.localtime(at).year
    (code,) = numbering.take(city_id=actor.city_id, prefix="CH", year=year, n=1)
    if once and (known := Chain.objects.filter(city_id=actor.city_id, once=once).first()):
        return known
    row = Chain.objects.create(
        city_id=actor.city_id,
        code=code,
        name=_free_name(new.name, actor.city_id),
        remark=new.remark.strip(),
        once=once,
        created_at=at,
        created_by=actor,
    )
    for link in new.links:
        _write_link(row, link)
    audit.record(audit.Note("建立产业链", TARGET, row.code, row.name), actor=actor, at=at)
    return row


@transaction.atomic
def change_chain(
    *, chain: Chain, name: str, remark: str, actor: Account, at: datetime, expected_version: int | None = None
) -> Chain:
    """Raises: ChainRefused for a blank or used name; NotAllowed, EditedMeanwhile."""
    row = _locked(chain, actor, expected_version)
    said = rules.check_name(name, what="产业链")
    if said != row.name:
        said = _free_name(said, row.city_id)
    changes = {"名称": [row.name, said], "说明": [row.remark, remark.strip()]}
    row.name, row.remark = said, remark.strip()
    _note("修改产业链", row, changes, actor, at)
    return row


@transaction.atomic
def add_link(
    *, chain: Chain, new: NewLink, actor: Account, at: datetime, expected_version: int | None = None
) -> ChainLink:
    """Raises: ChainRefused for a blank or used name, or without a class; UnknownIndustry, NotAllowed."""
    row = _locked(chain, actor, expected_version)
    link = _write_link(row, new)
    _note("增加环节", row, {"环节": ["", f"{link.name}（{'、'.join(new.classes)}）"]}, actor, at)
    return link


@transaction.atomic
def change_link(
    *, link: ChainLink, new: NewLink, actor: Account, at: datetime, expected_version: int | None = None
) -> ChainLink:
    """Say a link otherwise; who was placed in it stays.    Raises: as ``add_link``, and EditedMeanwhile."""
    row = _locked(link.chain, actor, expected_version)
    found = ChainLink.objects.select_for_update().get(pk=link.pk)
    before = _said(found)
    codes = rules.check_classes(new.classes)
    name = rules.check_name(new.name, what="环节")
    if name != found.name:
        _check_link_name(row, name)
    found.name, found.tier, found.products = name, new.tier, new.products.strip()
    found.position = found.position if new.position is None else new.position
    found.version += 1
    found.save(update_fields=["name", "tier", "products", "position", "version"])
    found.classes.exclude(industry__in=codes).delete()
    held = set(found.classes.values_list("industry", flat=True))
    LinkClass.objects.bulk_create([LinkClass(link=found, industry=one) for one in codes if one not in held])
    after = _said(found)
    changes = {f"{label}（{found.name}）": [before[label], after[label]] for label in after}
    _note("修改环节", row, changes, actor, at)
    return found


@transaction.atomic
def take_off_link(*, link: ChainLink, actor: Account, at: datetime) -> ChainLink:
    """Show a link no longer; who was placed in it stands again where its class puts it.

    Raises: ChainRefused when it is off already; NotAllowed.
    """
    row = _locked(link.chain, actor, None)
    found = ChainLink.objects.select_for_update().get(pk=link.pk)
    if found.is_off:
        raise ChainRefused("这个环节已经撤下", field="link")
    found.is_off = True
    found.save(update_fields=["is_off"])
    found.placements.all().delete()
    _note("撤下环节", row, {"环节": [found.name, ""]}, actor, at)
    return found


def _locked(chain: Chain, actor: Account, expected: int | None) -> Chain:
    require_keeper(actor, chain.city_id)
    row = Chain.objects.select_for_update().get(pk=chain.pk)
    check_version(
        city_id=row.city_id, target_kind=TARGET, target_code=row.code, expected=expected, version=row.version
    )
    return row


def _note(act: str, row: Chain, changes: dict[str, list[str]], actor: Account, at: datetime) -> None:
    """Bring the chain to its next version, and note what differs."""
    told: dict[str, list[object]] = {
        label: [*pair] for label, pair in changes.items() if len(pair) == 2 and pair[0] != pair[1]
    }
    told["version"] = [row.version, row.version + 1]
    row.version += 1
    row.save(update_fields=["name", "remark", "version"])
    audit.record(audit.Note(act, TARGET, row.code, row.name, told), actor=actor, at=at)


def _write_link(chain: Chain, new: NewLink) -> ChainLink:
    name, codes = rules.check_name(new.name, what="环节"), rules.check_classes(new.classes)
    _check_link_name(chain, name)
    last = chain.links.aggregate(last=Max("position"))["last"] or 0
    link = ChainLink.objects.create(
        chain=chain,
        name=name,
        tier=Tier(new.tier),
        products=new.products.strip(),
        position=last + _STEP if new.position is None else new.position,
    )
    LinkClass.objects.bulk_create([LinkClass(link=link, industry=one) for one in codes])
    return link


def _said(link: ChainLink) -> dict[str, str]:
    codes = LinkClass.objects.filter(link=link).values_list("industry", flat=True)
    return {
        "环节名称": link.name,
        "位置": Tier(link.tier).label,
        "次序": str(link.position),
        "主要产品": link.products,
        "行业大类": "、".join(codes),
    }


def _free_name(name: str, city_id: int) -> str:
    said = rules.check_name(name, what="产业链")
    if Chain.objects.filter(city_id=city_id, name=said).exists():
        raise ChainRefused("已有同名的产业链", field="name")
    return said


def _check_link_name(chain: Chain, name: str) -> None:
    if chain.links.filter(name=name, is_off=False).exists():
        raise ChainRefused("这条链上已有同名的环节", field="name")
