"""The board of a chain: each link with who is here, what is under way and on offer, and which links are missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from luodi.chains.choices import Presence, Tier
from luodi.chains.models import Chain, ChainLink
from luodi.chains.selectors.membership import SETTLED, firms_here, projects_of_city
from luodi.opportunities.models import Opportunity
from luodi.organisation.models import City
from luodi.organisation.policies import Reach
from luodi.projects.choices import Status
from luodi.projects.models import Project


@dataclass(frozen=True)
class LinkLine:
    """A link with how long each of its lists is. ``presence`` is the city's; ``projects`` are those the reach sees."""

    link: ChainLink
    presence: Presence
    firms: int
    projects: int
    opportunities: int

    @property
    def tier(self) -> Tier:
        return Tier(self.link.tier)

    @property
    def is_elsewhere(self) -> bool:
        """Whether what is here lies with units that the reach does not see."""
        return self.presence != Presence.MISSING and not self.firms and not self.projects


@dataclass(frozen=True)
class Board:
    chain: Chain
    lines: Sequence[LinkLine]

    @property
    def missing(self) -> Sequence[LinkLine]:
        return [line for line in self.lines if line.presence == Presence.MISSING]

    def in_tiers(self) -> list[tuple[Tier, list[LinkLine]]]:
        """Return the lines by tier from up to down; tiers without a link are left out."""
        told = [(tier, [line for line in self.lines if line.tier == tier]) for tier in Tier]
        return [(tier, lines) for tier, lines in told if lines]


@dataclass(frozen=True)
class _Tally:
    """How many rows of a kind there are by class, and how many of them were placed where."""

    by_class: dict[str, int] = field(default_factory=dict)
    placed: dict[tuple[int, str], int] = field(default_factory=dict)
    """How many of a class were placed somewhere in a chain, and so do not stand by their class."""
    by_link: dict[int, int] = field(default_factory=dict)

    def of(self, link: ChainLink) -> int:
        codes = [one.industry for one in link.classes.all()]
        by_class = sum(
            self.by_class.get(code, 0) - self.placed.get((link.chain_id, code), 0) for code in codes
        )
        return by_class + self.by_link.get(link.pk, 0)


def boards(chains: Iterable[Chain], *, city: City, reach: Reach) -> list[Board]:
    """Return the boards of some chains, in their order, with a number of queries that does not grow with them.

    Each count is the length of the list that its link's page shows.
    """
    wanted = list(chains)
    links = ChainLink.objects.filter(chain__in=wanted, is_off=False).prefetch_related(Prefetch("classes"))
    of_chain: dict[int, list[ChainLink]] = {chain.pk: [] for chain in wanted}
    for link in sorted(links, key=_place):
        of_chain[link.chain_id].append(link)
    every = projects_of_city(city.pk)
    firms = _tally(firms_here(city))
    settled = _tally(every.filter(stage__in=SETTLED))
    talked = _tally(every.exclude(stage__in=SETTLED))
    seen = _tally(Project.objects.visible_to(reach).exclude(status=Status.WITHDRAWN))
    offered = _tally(Opportunity.objects.visible_to(reach).in_bank())

    def line(link: ChainLink) -> LinkLine:
        is_here = firms.of(link) or settled.of(link)
        under_way = Presence.IN_TALKS if talked.of(link) else Presence.MISSING
        presence = Presence.PRESENT if is_here else under_way
        return LinkLine(link, presence, firms.of(link), seen.of(link), offered.of(link))

    return [Board(chain, [line(link) for link in of_chain[chain.pk]]) for chain in wanted]


def _place(link: ChainLink) -> tuple[int, int, int]:
    return (list(Tier).index(Tier(link.tier)), link.position, link.pk)


def _tally(rows: "QuerySet[Any]") -> _Tally:
    plain = rows.order_by()
    by_class = dict(plain.values_list("industry").annotate(n=Count("pk")))
    path = "subject__chain_placements"
    kept = plain.filter(**{f"{path}__isnull": False})
    placed: dict[tuple[int, str], int] = {}
    by_link: dict[int, int] = {}
    told = kept.values_list(f"{path}__chain", f"{path}__link", "industry").annotate(n=Count("pk"))
    for chain_id, link_id, industry, n in told:
        placed[chain_id, industry] = placed.get((chain_id, industry), 0) + n
        if link_id is not None:
            by_link[link_id] = by_link.get(link_id, 0) + n
    return _Tally(by_class, placed, by_link)
