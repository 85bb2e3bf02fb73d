"""Every part of the city that a page can be narrowed to, each as the address of that page."""

from urllib.parse import urlsplit

from django.http import QueryDict

from luodi.desk.frame import SCOPE, Frame, Offer, Offers
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import Unit
from luodi.refdata import industries, regions, tilemap
from luodi.ui import addresses


def chapters(frame: Frame, back: str) -> list[Offers]:
    """Return units by kind, places of origin and industries, leading back to the page that was being read."""
    by_kind: dict[str, list[tuple[str, str]]] = {kind.value: [] for kind in UnitKind}
    for unit in Unit.objects.of(frame.city.pk).active_on(frame.today):
        by_kind[unit.kind].append((f"unit:{unit.code}", unit.short_name))
    groups = dict.fromkeys(one.name for one in regions.regions())
    provinces = [(f"origin:{tile.short_name}", tile.short_name) for tile in tilemap.tiles()]
    found = [
        *(
            (UnitKind(kind).label, units)
            for kind, units in by_kind.items()
            if units and kind != UnitKind.CITY
        ),
        ("来源区域", [(f"origin:{name}", name) for name in groups]),
        ("来源省份", provinces),
        ("行业门类", [(f"industry:{one.code}", f"{one.code} {one.name}") for one in industries.sections()]),
    ]
    return [
        Offers(
            title, tuple(Offer(label, _at(back, text), text == frame.scope.text) for text, label in offers)
        )
        for title, offers in found
    ]


def _at(back: str, scope: str) -> str:
    parts = urlsplit(back)
    query = QueryDict(parts.query, mutable=True)
    query[SCOPE] = scope
    query.pop("page", None)
    return addresses.with_query(parts.path, {name: query.getlist(name) for name in query})
