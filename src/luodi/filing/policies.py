"""Who may with filings: the doors to a unit's month, and who receives."""

from datetime import date

from django.http import Http404

from luodi.filing import rules
from luodi.filing.services.writing import is_centre
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import Reach, may_see, may_write, reach_of

__all__ = ["can_declare", "get_month", "get_unit", "is_centre"]


def get_month(text: str) -> date:
    """Raises: Http404 when it is no month."""
    try:
        return rules.parse_month(text)
    except rules.MonthRefused as refusal:
        raise Http404 from refusal


def get_unit(code: str, account: Account) -> Unit:
    """Return a unit whose filings the account sees.

    Raises: Http404 when there is none, or the account does not see its rows.
    """
    unit = Unit.objects.of(account.city_id).select_related("city").filter(code=code).first()
    if unit is None or not may_see(reach_of(account), unit.pk):
        raise Http404
    return unit


def can_declare(reach: Reach, unit: Unit) -> bool:
    """Whether the unit's month may be declared: by its clerks, or by the centre on its behalf."""
    return unit.city_id == reach.city_id and may_write(reach, unit.pk)
