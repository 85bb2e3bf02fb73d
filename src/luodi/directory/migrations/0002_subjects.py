"""Entries that were there before leads could point to them: each gets its subject; people stand there by code."""

from django.db import migrations


def add_subjects(apps, schema_editor):
    subjects = apps.get_model("ledger", "Subject")
    bodies = apps.get_model("directory", "Association").objects.values_list("city_id", "code", "name")
    people = apps.get_model("directory", "Hometowner").objects.values_list("city_id", "code")
    told = [("ASSOCIATION", *one) for one in bodies] + [("HOMETOWNER", *one, "") for one in people]
    subjects.objects.bulk_create(
        [subjects(city_id=city_id, kind=kind, code=code, label=label) for kind, city_id, code, label in told],
        ignore_conflicts=True,
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial"), ("ledger", "0006_bringers")]

    operations = [migrations.RunPython(add_subjects, migrations.RunPython.noop)]
