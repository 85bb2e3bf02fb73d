from typing import Any

from django.db import migrations, models

from luodi import search
from luodi.refdata import regions

INDEXES = {"Trip": search.Index("trips_search"), "Visit": search.Index("visits_search")}


def make_indexes(apps: Any, editor: Any) -> None:
    """Make the indexes of bigrams beside the ORM's tables, and fill them with what is there."""
    for model, index in INDEXES.items():
        search.create(index, editor.connection)
        rows = apps.get_model("outreach", model).objects.all()
        if rows.exists():
            search.rebuild(index, rows, text_of=_text_of, document=_document)


def drop_indexes(apps: Any, editor: Any) -> None:
    for index in INDEXES.values():
        search.drop(index, editor.connection)


def _text_of(row: Any) -> str:
    place = row.place if hasattr(row, "place") else regions.origin_name(row.origin)
    return search.search_text(row.title, place, codes=[row.code])


def _document(row: Any) -> search.Document:
    return search.Document(row.pk, row.city_id, row.search_text)


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0001_squashed_0011_activities_in_full"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="triphandling",
            name="reviewed_at",
        ),
        migrations.RemoveField(
            model_name="triphandling",
            name="reviewed_by",
        ),
        migrations.RemoveField(
            model_name="visithandling",
            name="reviewed_at",
        ),
        migrations.RemoveField(
            model_name="visithandling",
            name="reviewed_by",
        ),
        migrations.AddField(
            model_name="trip",
            name="search_text",
            field=models.CharField(db_default="", default="", max_length=500, verbose_name="检索文本"),
        ),
        migrations.AddField(
            model_name="visit",
            name="search_text",
            field=models.CharField(db_default="", default="", max_length=500, verbose_name="检索文本"),
        ),
        migrations.RunPython(make_indexes, drop_indexes),
    ]
