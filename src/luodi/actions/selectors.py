"""Answers about action items, for pages of what they are about."""

from collections.abc import Sequence

from django.db.models import F, Q

from luodi.actions import policies
from luodi.actions.choices import ActionState, ExtensionState
from luodi.actions.models import ActionItem, ActionItemQuerySet, CoOwner, ItemBasis, ItemExtension
from luodi.ledger.models import Subject
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach


def about(subject: Subject, reach: Reach, account: Account) -> Sequence[ActionItem]:
    """Return the items about the thing that the account sees, open ones first, the most urgent first.

    Shape: one query.
    """
    seen = ActionItem.objects.visible_to(reach).values("pk")
    rows = ActionItem.objects.filter(Q(pk__in=seen) | Q(owner=account), about=subject)
    known = rows.select_related("owner__person", "unit")
    return sorted(known, key=lambda one: (one.state != "OPEN", one.deadline, one.pk))


def to_do(account: Account) -> ActionItemQuerySet:
    """Return the open items that the account does or helps with."""
    helping = CoOwner.objects.filter(account=account).values("item_id")
    mine = Q(owner=account) | Q(pk__in=helping)
    return ActionItem.objects.filter(mine, city_id=account.city_id).open()


def to_judge(account: Account, reach: Reach) -> ActionItemQuerySet:
    """Return what waits for the account's word: what it has set, and for the centre what people set themselves.

    A leader has a word on another day for what his instruction asked.
    """
    asked = ItemExtension.objects.filter(state=ExtensionState.ASKED).values("item_id")
    for_more = Q(state=ActionState.OPEN, pk__in=asked)
    waits = Q(state=ActionState.REPORTED) | for_more
    own = Q(asked_by=account)
    if reach.keeps_city:
        own |= Q(asked_by__person=F("owner__person"))
    told = ItemBasis.objects.filter(approver=account.person_id).values("item_id")
    instructed = for_more & Q(pk__in=told)
    seen = policies.seen_by(reach, account)
    return seen.filter((waits & own) | instructed).exclude(owner__person_id=account.person_id)
