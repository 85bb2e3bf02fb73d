"""One new name against all the names of a city, and ten thousand at once, beside as many looked up by an index."""

from collections.abc import Sequence

from django.db.models import Count

from bench import bare
from bench.measures.figures import Wrong
from bench.timing import Result, race
from luodi.duplicates import services
from luodi.duplicates.choices import Kind
from luodi.duplicates.rules import Side
from luodi.organisation.models import City
from luodi.projects.models import Project

MOST_MS = 50
"""How long one name may take, however quick the bare lookup is."""
N_AT_ONCE = 10_000


def measure(rounds: int) -> list[Result]:
    largest = Project.objects.values("city").annotate(n=Count("pk")).order_by("-n", "city").first()
    assert largest is not None
    city = City.objects.get(pk=largest["city"])
    known = Project.objects.of(city.pk).order_by("pk")[largest["n"] // 2]
    return [
        _one("a name that is there", _side(known), city, largest["n"], rounds),
        _one(
            "a name with a wrong character",
            _side(known, name=_misspelt(known.name)),
            city,
            largest["n"],
            rounds,
        ),
        _one("a name that nobody has", Side(name="量子蜂巢浮空城市样板工程"), city, largest["n"], rounds),
        _many(city, rounds),
    ]


def _one(what: str, side: Side, city: City, n: int, rounds: int) -> Result:
    def ours() -> list[int]:
        return [one.known.pk for one in services.find_matches(city, Kind.PROJECT, side)]

    def lookup() -> object:
        return bare.run(
            f"SELECT id, name FROM {Project._meta.db_table} WHERE city_id = %s AND name_key = %s",
            [city.pk, side.name_key],
        )

    if not ours() and "nobody" not in what:
        raise Wrong(f"{side.name} was not found")
    seconds = race({"ours": ours, "lookup": lookup}, rounds=rounds)
    goal = MOST_MS / 1000 / seconds["lookup"]
    note = f"{seconds['ours'] * 1000:.1f} ms among {n:,} projects of the city"
    return Result(f"twins of one new project: {what}", seconds["ours"], seconds["lookup"], goal, note)


def _many(city: City, rounds: int) -> Result:
    rows = list(Project.objects.of(city.pk).order_by("pk")[:N_AT_ONCE])
    new = [_side(row) for row in rows]

    def ours() -> Sequence[object]:
        return services.known_twins(city.pk, Kind.PROJECT, new)

    def lookup() -> object:
        return [
            bare.run(
                f"SELECT id, name FROM {Project._meta.db_table} WHERE city_id = %s AND name_key = %s",
                [city.pk, row.name_key],
            )
            for row in rows
        ]

    seconds = race({"ours": ours, "lookup": lookup}, rounds=rounds)
    note = f"{seconds['ours']:.2f} s for {len(new):,}"
    return Result(f"twins of {len(new):,} new projects", seconds["ours"], seconds["lookup"], None, note)


def _side(row: Project, *, name: str = "") -> Side:
    return Side(
        name=name or row.name,
        investor=row.investor_name,
        area=row.area,
        industry=row.industry,
        total_fen=row.total_fen,
    )


def _misspelt(name: str) -> str:
    """Write the last but one character twice."""
    return name[:-1] + name[-2] + name[-1]
