"""How the names of a sheet sound, and which of the sounds the city has: most rows of a large sheet meet nobody."""

from django.db.models import QuerySet

from luodi.kernel.names import sound_key
from luodi.projects.models import Project

MOST_SCANNED = 300_000
"""How many projects of a city are cheaper to pass over once than to ask for by thousands of keys."""


class Keys(dict[str, str]):
    """The sound of each name, found once; ``names`` and ``investors`` are those that the city has, None if many."""

    def __init__(self, city_id: int) -> None:
        super().__init__()
        rows: QuerySet[Project] = Project.objects.of(city_id)
        self.names: set[str] | None = None
        self.investors: set[str] | None = None
        if rows.count() <= MOST_SCANNED:
            found = rows.order_by().values_list("name_key", "investor_key").iterator(chunk_size=10_000)
            self.names, self.investors = set(), set()
            for name, investor in found:
                self.names.add(name)
                self.investors.add(investor)

    def __missing__(self, name: str) -> str:
        found = self[name] = sound_key(name) if name else ""
        return found

    def has_name(self, name: str) -> bool:
        """Whether the city may have a project that sounds so."""
        return self.names is None or self[name] in self.names

    def has_investor(self, name: str) -> bool:
        """Whether the city may have a project of an investor that sounds so."""
        return bool(name) and (self.investors is None or self[name] in self.investors)
