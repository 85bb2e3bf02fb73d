"""Who may with action items: one door, the same 404 for what is absent and what is forbidden."""

from django.db.models import Q
from django.http import Http404

from luodi.actions.models import ActionItem, ActionItemQuerySet, CoOwner, ItemBasis, ItemProof
from luodi.organisation.choices import Role
from luodi.organisation.models import Account, Grant
from luodi.organisation.policies import Reach, may_write, reach_of


def get_action(code: str, *, actor: Account) -> ActionItem:
    """Return an item that the actor's units answer for or asked for, or that the actor does or helps with.

    Raises: Http404 when there is none such.
    """
    reach = reach_of(actor)
    rows = seen_by(reach, actor).filter(city_id=actor.city_id, code=code)
    found = rows.select_related(
        "city", "about", "owner__person", "unit", "asked_by__person", "asked_from", "closed_by__person",
        "basis__source_subject",
    ).first()  # fmt: skip
    if found is None or not reach.roles or reach.is_administrator:
        raise Http404
    return found


def get_proof(number: int, *, actor: Account) -> ItemProof:
    """Raises: Http404 unless it belongs to an item that the actor sees."""
    found = ItemProof.objects.select_related("file", "report__item").filter(pk=number).first()
    if found is None:
        raise Http404
    get_action(found.report.item.code, actor=actor)
    if found.report.item.city_id != actor.city_id:
        raise Http404
    return found


def seen_by(reach: Reach, actor: Account) -> ActionItemQuerySet:
    """Return what the account sees: what its units have to do with, what is its own, helped with or instructed."""
    rows = ActionItem.objects.filter(city_id=reach.city_id)
    if reach.unit_ids is None:
        return rows
    units = Q(unit_id__in=reach.unit_ids) | Q(asked_from_id__in=reach.unit_ids)
    helped = CoOwner.objects.filter(account=actor).values("item_id")
    instructed = ItemBasis.objects.filter(approver=actor.person_id).values("item_id")
    return rows.filter(units | Q(owner=actor) | Q(pk__in=helped) | Q(pk__in=instructed))


def may_close(item: ActionItem, *, actor: Account, reach: Reach) -> bool:
    """Whether the actor may say that it is done, ask for more days or hand it on: its owner, who helps, its unit."""
    if item.owner_id == actor.pk or may_write(reach, item.unit_id):
        return True
    return item.co_owners.filter(account=actor).exists()


def may_cancel(item: ActionItem, *, actor: Account, reach: Reach) -> bool:
    """Whether the actor may call it off or move its deadline: whoever asked for it, and who writes there."""
    return item.asked_by_id == actor.pk or may_write(reach, item.asked_from_id)


def may_judge(item: ActionItem, *, actor: Account, reach: Reach) -> bool:
    """Whether the actor is of those who close, send back and grant: whoever asked for it, and the centre."""
    return may_cancel(item, actor=actor, reach=reach) or reach.keeps_city


def may_extend(item: ActionItem, *, actor: Account, reach: Reach) -> bool:
    """Whether the actor may grant another day: who may judge it, and the leader whose instruction it serves."""
    basis: ItemBasis | None = getattr(item, "basis", None)
    is_instructed = basis is not None and basis.approver_id == actor.person_id
    return is_instructed or may_judge(item, actor=actor, reach=reach)


def approvers_of(item: ActionItem) -> list[Account]:
    """Return the active accounts of the leader whose instruction the item serves."""
    rows = Account.objects.filter(city_id=item.city_id, is_active=True)
    return list(rows.filter(person__in=ItemBasis.objects.filter(item=item).values("approver")))


def judges_of(item: ActionItem) -> list[Account]:
    """Return who is asked to close or grant what somebody has set for himself: the centre, but not that person."""
    return [one for one in keepers_of(item.city_id) if one.person_id != item.owner.person_id]


def keepers_of(city_id: int) -> list[Account]:
    """Return the active accounts of the city's centre."""
    held = Grant.objects.held().filter(role=Role.CENTRE, account__is_active=True, account__city_id=city_id)
    return list(Account.objects.filter(pk__in=held.values("account_id")).order_by("id"))
