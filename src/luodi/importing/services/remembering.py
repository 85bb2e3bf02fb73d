"""Remember for a unit what its clerks have said that headings and words mean, and offer it the next time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from luodi.importing import decisions as deciding
from luodi.importing.decisions import Decisions
from luodi.importing.models import ColumnMemory, Import, WordMemory
from luodi.importing.planning.reader import Memory, heading_key
from luodi.importing.services import folder


def memory_of(imported: Import) -> Memory:
    """Return what headings mean to the unit: heading → (field, measure)."""
    kept = ColumnMemory.objects.filter(city_id=imported.city_id, unit_id=imported.unit_id)
    return {one.heading: (one.field, one.measure) for one in kept}


def with_words(imported: Import) -> Decisions:
    """Return the import's decisions, with the words that the unit has explained before behind its own."""
    said = deciding.read(imported.choices)
    words: dict[str, dict[str, str]] = {}
    for one in WordMemory.objects.filter(city_id=imported.city_id, unit_id=imported.unit_id):
        words.setdefault(one.field, {})[one.text] = one.value
    for field, own in said.words.items():
        words.setdefault(field, {}).update(own)
    return replace(said, words=words)


def remember(imported: Import, said: Decisions, *, at: datetime) -> None:
    """Keep the headings and words of the decisions for the unit."""
    columns = [
        ColumnMemory(
            city_id=imported.city_id,
            unit_id=imported.unit_id,
            heading=heading,
            field=field,
            measure=measure,
            remembered_at=at,
        )
        for heading, (field, measure) in _headings(imported, said).items()
    ]
    ColumnMemory.objects.bulk_create(
        columns,
        update_conflicts=True,
        unique_fields=["city", "unit", "heading"],
        update_fields=["field", "measure", "remembered_at"],
    )
    words = [
        WordMemory(
            city_id=imported.city_id,
            unit_id=imported.unit_id,
            field=field,
            text=text[:200],
            value=value,
            remembered_at=at,
        )
        for field, texts in said.words.items()
        for text, value in texts.items()
    ]
    WordMemory.objects.bulk_create(
        words,
        update_conflicts=True,
        unique_fields=["city", "unit", "field", "text"],
        update_fields=["value", "remembered_at"],
    )


def _headings(imported: Import, said: Decisions) -> Mapping[str, tuple[str, str]]:
    head = folder.preview_head(imported.pk) or {"sheets": []}
    found: dict[str, tuple[str, str]] = {}
    for sheet in head["sheets"]:
        chosen = said.sheet(sheet["name"]).columns
        for column in sheet["columns"]:
            key = heading_key(column["heading"])[:200]
            if key and (one := chosen.get(column["letter"])) is not None:
                found[key] = (one.field, one.measure)
    return found
