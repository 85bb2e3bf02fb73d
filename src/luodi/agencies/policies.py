"""Who may: the doors to agencies, introductions and fees."""

from django.http import Http404

from luodi.agencies.models import Agency, FeeClaim, FeeRule, Introduction
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach, reach_of


def may_keep_rules(reach: Reach) -> bool:
    """Whether the account sets rules and deadlines and pays fees, as the centre does."""
    return reach.keeps_city


def get_agency(code: str, *, actor: Account) -> Agency:
    """Raises: Http404 when there is none that the actor sees."""
    rows = Agency.objects.visible_to(reach_of(actor)).select_related("unit", "city")
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_introduction(code: str, *, actor: Account) -> Introduction:
    """Raises: Http404 when there is none, or it is none of the actor's units'."""
    rows = Introduction.objects.visible_to(reach_of(actor))
    known = rows.select_related("mandate__agency", "mandate__rule", "unit", "city", "project", "created_by")
    found = known.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_rule(code: str, *, actor: Account) -> FeeRule:
    """Raises: Http404 when the city has no such rule."""
    reach = reach_of(actor)
    rows = FeeRule.objects.filter(city_id=reach.city_id, code=code)
    found = None if reach.unit_ids == frozenset() else rows.first()
    if found is None:
        raise Http404
    return found


def get_claim(pk: int, introduction: Introduction) -> FeeClaim:
    """Raises: Http404 when the introduction has no such claim."""
    rows = introduction.claims.select_related("rule__rule", "applied_by__person", "applied_by__unit")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
