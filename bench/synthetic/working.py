"""The working rows of a history as its last day leaves them: subjects, enterprises, projects and what finds them."""

from collections.abc import Iterator
from itertools import islice
from random import Random
from typing import Any

from django.db import transaction

from bench.synthetic.history import DAY_TEXTS, STAGES, Drawn, History, moment_text
from luodi import search
from luodi.enterprises.models import CodeSeries, Enterprise
from luodi.enterprises.models.enterprise import SEARCH_INDEX as ENTERPRISES
from luodi.kernel.codes import ALPHABET, credit_code_check_digit
from luodi.kernel.names import sound_key
from luodi.ledger.kinds import Standing, SubjectKind
from luodi.ledger.models import Subject
from luodi.projects.models import Project
from luodi.projects.models.project import SEARCH_INDEX as PROJECTS

SUBJECT_COLUMNS = ("id", "city_id", "kind", "code", "label", "parent_id")
ENTERPRISE_COLUMNS = (
    "id", "city_id", "code", "name", "credit_code", "origin", "industry", "group", "subject_id", "is_above_scale",
    "above_scale_on", "is_in_pool", "is_void", "search_text", "name_key", "version", "created_at", "created_by_id",
    "updated_at",
)  # fmt: skip
PROJECT_COLUMNS = (
    "id", "city_id", "code", "name", "subject_id", "enterprise_id", "investor_name", "unit_id", "area", "origin",
    "industry", "industrial", "total_fen", "sponsor_id", "summary", "stage", "status", "status_since",
    "status_reason", "standing", "channel_of_signing", "negotiating_on", "negotiating_precision", "signed_on",
    "signed_precision", "started_on", "started_precision", "producing_on", "producing_precision", "is_opening",
    "is_void", "search_text", "name_key", "investor_key", "version", "created_at", "created_by_id", "updated_at",
)  # fmt: skip
MODELS = (Subject, Enterprise, Project)
_CHUNK = 20_000


class Series:
    """Codes as the services give them: one series per city and year, and what each has come to."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.last: dict[tuple[int, int], int] = {}

    def next(self, place: int, year: int) -> str:
        number = self.last[place, year] = self.last.get((place, year), 0) + 1
        return f"{self.prefix}{year}-{number:04}"


class Working:
    """Projects and firms are coded in the order of their recording."""

    def __init__(self, history: History) -> None:
        self.history = history
        self._projects, self._firms = Series("P"), Series("E")
        self.codes = [""] * len(history.projects)
        self.firm_codes = [""] * len(history.firms)
        first_of = {firm.first_project: number for number, firm in enumerate(history.firms)}
        for act, project, stage, revises in history.acts():
            if stage == 0 and not revises:
                year = int(moment_text(history.moments[act])[:4])
                place = history.projects[project].place
                self.codes[project] = self._projects.next(place, year)
                if project in first_of:
                    self.firm_codes[first_of[project]] = self._firms.next(place, year)

    def subjects(self) -> Iterator[tuple[Any, ...]]:
        history = self.history
        for number, drawn in enumerate(history.projects):
            city = history.places[drawn.place].city.pk
            yield number + 1, city, SubjectKind.PROJECT.value, self.codes[number], drawn.name.text, None
        for number, firm in enumerate(history.firms):
            city, code = history.places[firm.place].city.pk, self.firm_codes[number]
            yield (
                self._subject_of_firm(number),
                city,
                SubjectKind.ENTERPRISE.value,
                code,
                firm.name.text,
                None,
            )

    def enterprises(self) -> Iterator[tuple[Any, ...]]:
        history, chance = self.history, Random(34)
        for number, firm in enumerate(history.firms):
            place = history.places[firm.place]
            at = moment_text(history.moments[history.recorded[firm.first_project * len(STAGES)]])
            credit = _credit_code(chance, place.city.code)
            found_by = f"{firm.name.lines}\n{self.firm_codes[number].lower()}\n{credit.lower()}"
            yield (
                number + 1, place.city.pk, self.firm_codes[number], firm.name.text, credit, firm.origin,
                firm.trade.industry, "", self._subject_of_firm(number), 0, None, 0, 0, found_by,
                sound_key(firm.name.text), 0, at, place.clerk.pk, at,
            )  # fmt: skip

    def projects(self) -> Iterator[tuple[Any, ...]]:
        for number, drawn in enumerate(self.history.projects):
            yield self._project(number, drawn)

    def index(self) -> None:
        """Put all rows into the indexes of names."""
        for index, rows in ((PROJECTS, self._project_documents()), (ENTERPRISES, self._firm_documents())):
            while some := list(islice(rows, _CHUNK)):
                with transaction.atomic():
                    search.put(index, some)
            search.settle(index)

    def write_series(self) -> None:
        CodeSeries.objects.bulk_create(
            CodeSeries(city=self.history.places[place].city, prefix=series.prefix, year=year, last=last)
            for series in (self._projects, self._firms)
            for (place, year), last in series.last.items()
        )

    def _subject_of_firm(self, firm: int) -> int:
        return len(self.history.projects) + firm + 1

    def _project(self, number: int, drawn: Drawn) -> tuple[Any, ...]:
        history = self.history
        place = history.places[drawn.place]
        seats = range(number * len(STAGES), (number + 1) * len(STAGES))
        days = [history.corrected[s] if history.corrected[s] >= 0 else history.occurred[s] for s in seats]
        reached = [s for s in seats if history.recorded[s] >= 0]
        claimed = any(history.stays_claimed(s) for s in reached)
        last = max(max(history.recorded[s], history.revised[s]) for s in reached)
        dates = [part for day in days for part in ((DAY_TEXTS[day], "DAY") if day >= 0 else (None, ""))]
        return (
            number + 1, place.city.pk, self.codes[number], drawn.name.text, number + 1, drawn.firm + 1,
            history.firms[drawn.firm].name.text, place.units[drawn.unit].pk, drawn.area, drawn.origin,
            drawn.industry, drawn.industrial, drawn.fen, drawn.sponsor, "", STAGES[len(reached) - 1].value,
            drawn.status, DAY_TEXTS[history.occurred[seats[0]]], "",
            (Standing.CLAIMED if claimed else Standing.VERIFIED).value, drawn.channel if len(reached) > 1 else "",
            *dates, 0, 0, self._project_text(number), sound_key(drawn.name.text),
            sound_key(history.firms[drawn.firm].name.text), 0, moment_text(history.moments[history.recorded[seats[0]]]),
            place.clerk.pk, moment_text(history.moments[last]),
        )  # fmt: skip

    def _project_text(self, number: int) -> str:
        return f"{self.history.projects[number].name.lines}\n{self.codes[number].lower()}"

    def _project_documents(self) -> Iterator[search.Document]:
        for number, drawn in enumerate(self.history.projects):
            city = self.history.places[drawn.place].city.pk
            yield search.Document(number + 1, city, self._project_text(number))

    def _firm_documents(self) -> Iterator[search.Document]:
        for row_id, city_id, text in Enterprise.objects.values_list(
            "pk", "city_id", "search_text"
        ).iterator():
            yield search.Document(row_id, city_id, text)


def _credit_code(chance: Random, city_code: str) -> str:
    first = f"91{city_code}MA" + "".join(chance.choices(ALPHABET, k=7))
    return first + credit_code_check_digit(first)
