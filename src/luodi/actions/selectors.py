"""Answers about action items, for pages of what they are about."""

from collections.abc import Sequence

from django.db.models import Q

from luodi.actions.models import ActionItem
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
