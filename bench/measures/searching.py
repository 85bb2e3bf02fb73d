"""Search by any part of a name, in one city's projects and enterprises, beside a LIKE over the same names."""

from django.db import connection

from bench import bare
from bench.measures.figures import Wrong
from bench.timing import Result, race
from luodi.enterprises.models import Enterprise
from luodi.organisation.models import City
from luodi.projects.models import Project

WORDS = ("锂电池", "钙钛矿", "氢能", "量子蜂巢")
"""The last one is in no name."""


def measure(rounds: int) -> list[Result]:
    city = City.objects.order_by("pk").first()
    assert city is not None
    return [_word(word, city, rounds) for word in WORDS]


def _word(word: str, city: City, rounds: int) -> Result:
    def ours() -> list[set[int]]:
        return [
            set(model.objects.of(city.pk).matching(city.pk, word).values_list("pk", flat=True))
            for model in (Project, Enterprise)
        ]

    def scan() -> list[set[int]]:
        void = "NOT is_void" if connection.vendor == "postgresql" else "is_void = 0"
        return [
            {
                row[0]
                for row in bare.run(
                    f"SELECT id FROM {model._meta.db_table} WHERE city_id = %s AND {void} AND name LIKE %s",
                    [city.pk, f"%{word}%"],
                )
            }
            for model in (Project, Enterprise)
        ]

    mine, theirs = ours(), scan()
    if mine != theirs:
        raise Wrong(
            f"{word}: {[len(found) for found in mine]} hits here, {[len(found) for found in theirs]} there"
        )
    seconds = race({"ours": ours, "scan": scan}, rounds=rounds)
    hits = f"{len(mine[0])} projects, {len(mine[1])} enterprises"
    return Result(f"search for {word} in one city", seconds["ours"], seconds["scan"], 0.3, hits)
