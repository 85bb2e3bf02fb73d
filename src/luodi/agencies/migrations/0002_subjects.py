"""Agencies that were there before leads could point to them: each gets its subject; people stand there by code."""

from django.db import migrations


def add_subjects(apps, schema_editor):
    agencies, subjects = apps.get_model("agencies", "Agency"), apps.get_model("ledger", "Subject")
    rows = agencies.objects.values_list("city_id", "code", "name", "kind")
    subjects.objects.bulk_create(
        [
            subjects(city_id=city_id, kind="AGENCY", code=code, label="" if kind == "PERSON" else name)
            for city_id, code, name, kind in rows
        ],
        ignore_conflicts=True,
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial"), ("ledger", "0006_bringers")]

    operations = [migrations.RunPython(add_subjects, migrations.RunPython.noop)]
