"""The index of bigrams beside the ORM's tables; going back drops it, and `./luodi rebuild_search` fills it again."""

from django.db import migrations

from luodi import search

INDEX = search.Index("projects_search")


def create(apps, editor):
    search.create(INDEX, editor.connection)


def drop(apps, editor):
    search.drop(INDEX, editor.connection)


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
