"""Who may with firms: see one, add to what is known of it, correct its row, see a number; and the doors to them."""

from typing import TypeVar

from django.http import Http404

from luodi.enterprises.models import Contact, DueCheck, DueCheckFile, Enterprise, Mark
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import Reach, may_write, reach_of, require

Row = TypeVar("Row")
_CORRECTING = "只有服务中心和登记这家企业的单位可以更正它；请与它们联系"


def may_correct(reach: Reach, firm: Enterprise) -> bool:
    """The unit that entered the firm, and the centre."""
    return may_write(reach, firm.created_by.unit_id)


def may_see_phone(reach: Reach, contact: Contact) -> bool:
    """The unit that keeps in touch with the person, and the centre."""
    return may_write(reach, contact.unit_id)


def may_withdraw(reach: Reach, account: Account, check: DueCheck) -> bool:
    return reach.keeps_city or (reach.writes and check.checked_by_id == account.pk)


def keeps_city(reach: Reach) -> bool:
    return reach.keeps_city


def require_adding(actor: Account, firm: Enterprise, unit: Unit | None = None) -> None:
    """Raises: NotAllowed unless the actor writes in the firm's city, and for the ``unit`` where one is named."""
    reach = reach_of(actor)
    require(reach.writes and firm.city_id == reach.city_id, "您没有登记企业情况的权限")
    if unit is not None:
        allowed = unit.city_id == reach.city_id and may_write(reach, unit.pk)
        require(allowed, f"您没有为{unit.short_name}填报的权限")


def require_correcting(actor: Account, firm: Enterprise) -> None:
    """Raises: NotAllowed."""
    require(actor.city_id == firm.city_id and may_correct(reach_of(actor), firm), _CORRECTING)


def require_keeper(actor: Account, city_id: int) -> None:
    """Raises: NotAllowed unless the actor writes for the whole city."""
    allowed = actor.city_id == city_id and keeps_city(reach_of(actor))
    require(
        allowed, "这家企业的来源地或行业已随认定的数据使用，只有服务中心可以更正；更正后这些数据须重新认定"
    )


def require_seeing_phone(actor: Account, contact: Contact) -> None:
    """Raises: NotAllowed."""
    allowed = actor.city_id == contact.enterprise.city_id and may_see_phone(reach_of(actor), contact)
    require(
        allowed,
        f"联系电话只有{contact.unit.short_name}和服务中心可以查看全号；请与{contact.unit.short_name}联系",
    )


def require_withdrawing(actor: Account, check: DueCheck) -> None:
    """Raises: NotAllowed."""
    allowed = actor.city_id == check.enterprise.city_id and may_withdraw(reach_of(actor), actor, check)
    require(allowed, "只有登记人和服务中心可以撤销尽职调查事项")


def get_enterprise(code: str, account: Account) -> Enterprise:
    """Return the firm; one that became part of another is shown too.

    Raises: Http404 when there is none, or the account does not see it.
    """
    reach = reach_of(account)
    rows = Enterprise.objects.filter(city_id=reach.city_id, code=code)
    found = rows.select_related("city", "parent", "profile", "subject", "created_by__unit").first()
    if found is None or reach.unit_ids == frozenset():
        raise Http404
    return found


def get_contact(number: int, account: Account) -> Contact:
    """Raises: Http404."""
    rows = Contact.objects.filter(enterprise__in=Enterprise.objects.visible_to(reach_of(account)))
    return _one(rows.select_related("enterprise", "unit").filter(pk=number).first())


def get_mark(number: int, account: Account) -> Mark:
    """Raises: Http404."""
    rows = Mark.objects.filter(enterprise__in=Enterprise.objects.visible_to(reach_of(account)), is_void=False)
    return _one(rows.select_related("enterprise").filter(pk=number).first())


def get_check(number: int, account: Account) -> DueCheck:
    """Raises: Http404."""
    rows = DueCheck.objects.filter(enterprise__in=Enterprise.objects.visible_to(reach_of(account)))
    return _one(rows.select_related("enterprise", "checked_by").filter(pk=number, withdrawn="").first())


def get_check_file(number: int, account: Account) -> DueCheckFile:
    """Raises: Http404."""
    firms = Enterprise.objects.visible_to(reach_of(account))
    rows = DueCheckFile.objects.filter(check_of__enterprise__in=firms)
    return _one(rows.select_related("file").filter(pk=number).first())


def _one(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
