"""Who stands in a link: by the class of its industry, unless somebody has placed it elsewhere in the chain."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from luodi.chains.models import Chain, ChainLink, Placement, Supply, SupplyQuerySet
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


def here(city: City, of: str = "") -> Q:
    """An enterprise is here when it is registered in the city, above scale or in its pool, or has signed a project.

    ``of`` is the way from the rows that are asked for to the enterprise, as ``customer__``.
    """
    settled = projects_of_city(city.pk).filter(stage__in=SETTLED, enterprise__isnull=False)
    return (
        Q(**{f"{of}origin__startswith": city.code[:_PREFECTURE_DIGITS]})
        | Q(**{f"{of}is_above_scale": True})
        | Q(**{f"{of}is_in_pool": True})
        | Q(**{f"{of}pk__in": settled.values("enterprise")})
    )


def firms_here(city: City) -> EnterpriseQuerySet:
    return Enterprise.objects.of(city.pk).filter(here(city))


def elsewhere(city: City) -> EnterpriseQuerySet:
    return Enterprise.objects.of(city.pk).exclude(here(city))


def in_link(rows: Rows, link: ChainLink, also: Collection[int] = ()) -> Rows:
    """Those that stand in the link, by place or else by class, and the rows of the ids ``also``.

    The industries that any of them can have are named besides, so that an index of rows by industry is of use.
    """
    placed = Placement.objects.filter(chain=link.chain_id)
    here = Q(subject__in=placed.filter(link=link).values("subject"))
    classes = {one.industry for one in link.classes.all()}
    others = rows.model._default_manager.filter(here).order_by().values_list("industry", flat=True)
    by_class = Q(industry__in=classes) & ~Q(subject__in=placed.values("subject"))
    wanted = Q(industry__in=sorted(classes | set(others.distinct()))) & (by_class | here)
    return rows.filter(wanted | Q(pk__in=also) if also else wanted)


def supplies_to_here(city: City) -> SupplyQuerySet:
    """Supplies that stand, to enterprises that are here.

    It goes from the supplies, which people enter one by one, to their customers: never through all the enterprises.
    """
    rows = Supply.objects.standing().filter(city=city)
    return rows.filter(here(city, "customer__"))


def firms_in(link: ChainLink, city: City) -> EnterpriseQuerySet:
    return in_link(firms_here(city), link)


def projects_in(link: ChainLink, reach: Reach) -> ProjectQuerySet:
    """Projects of the link that go on and that the reach sees."""
    return in_link(Project.objects.visible_to(reach).exclude(status=Status.WITHDRAWN), link)


def opportunities_in(link: ChainLink, reach: Reach) -> OpportunityQuerySet:
    return in_link(Opportunity.objects.visible_to(reach).in_bank(), link)


@dataclass(frozen=True)
class Stand:
    """Where something stands in one chain: as somebody placed it, or else in every link that has its class."""

    chain: Chain
    links: Sequence[ChainLink]
    placement: Placement | None = None


def stands_of(subject_id: int, industry: str, city: City) -> list[Stand]:
    """Return the chains that it stands in, and those that it was said to be in none of.    Shape: two queries."""
    placed = Placement.objects.filter(subject=subject_id, chain__city=city).select_related("chain", "link")
    told = {one.chain_id: Stand(one.chain, [one.link] if one.link else [], one) for one in placed}
    links = ChainLink.objects.filter(chain__city=city, classes__industry=industry, is_off=False)
    by_class: dict[int, list[ChainLink]] = {}
    for link in links.select_related("chain") if industry else []:
        if link.chain_id not in told:
            by_class.setdefault(link.chain_id, []).append(link)
    stands = [*told.values(), *(Stand(of[0].chain, of) for of in by_class.values())]
    return sorted(stands, key=lambda one: one.chain.name)
