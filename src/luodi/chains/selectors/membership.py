"""Who stands in a link: by the class of its industry, unless somebody has placed it elsewhere in the chain."""

from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from luodi.chains.models import ChainLink, Placement
from luodi.enterprises.models import Enterprise
from luodi.enterprises.models.enterprise import EnterpriseQuerySet
from luodi.opportunities.models import Opportunity, OpportunityQuerySet
from luodi.organisation.models import City
from luodi.organisation.policies import Reach
from luodi.projects.choices import Stage, Status
from luodi.projects.models import Project
from luodi.projects.models.project import ProjectQuerySet

Rows = TypeVar("Rows", bound="QuerySet[Any]")
_PREFECTURE_DIGITS = 4
SETTLED = (Stage.SIGNED, Stage.STARTED, Stage.PRODUCING)
"""Stages from which on a project's investor counts as being here."""


def projects_of_city(city_id: int) -> ProjectQuerySet:
    """Projects of the city that go on, whoever may see them."""
    return Project.objects.of(city_id).exclude(status=Status.WITHDRAWN)


def here(city: City) -> Q:
    """An enterprise is here when it is registered in the city, above scale or in its pool, or has signed a project."""
    settled = projects_of_city(city.pk).filter(stage__in=SETTLED, enterprise__isnull=False)
    return (
        Q(origin__startswith=city.code[:_PREFECTURE_DIGITS])
        | Q(is_above_scale=True)
        | Q(is_in_pool=True)
        | Q(pk__in=settled.values("enterprise"))
    )


def firms_here(city: City) -> EnterpriseQuerySet:
    return Enterprise.objects.of(city.pk).filter(here(city))


def elsewhere(city: City) -> EnterpriseQuerySet:
    return Enterprise.objects.of(city.pk).exclude(here(city))


def in_link(rows: Rows, link: ChainLink) -> Rows:
    """Those that stand in the link, by place or else by class."""
    placed = Placement.objects.filter(chain=link.chain_id)
    classes = [one.industry for one in link.classes.all()]
    by_class = Q(industry__in=classes) & ~Q(subject__in=placed.values("subject"))
    return rows.filter(by_class | Q(subject__in=placed.filter(link=link).values("subject")))


def firms_in(link: ChainLink, city: City) -> EnterpriseQuerySet:
    return in_link(firms_here(city), link)


def projects_in(link: ChainLink, reach: Reach) -> ProjectQuerySet:
    """Projects of the link that go on and that the reach sees."""
    return in_link(Project.objects.visible_to(reach).exclude(status=Status.WITHDRAWN), link)


def opportunities_in(link: ChainLink, reach: Reach) -> OpportunityQuerySet:
    return in_link(Opportunity.objects.visible_to(reach).in_bank(), link)
