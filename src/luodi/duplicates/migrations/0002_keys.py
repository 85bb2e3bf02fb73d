from django.db import migrations

from luodi.kernel.names import sound_key

KEYS = (
    ("projects", "Project", {"name_key": "name", "investor_key": "investor_name"}),
    ("enterprises", "Enterprise", {"name_key": "name"}),
)


def fill(apps, schema_editor):
    for app, name, keys in KEYS:
        model = apps.get_model(app, name)
        last = 0
        while some := list(model.objects.filter(id__gt=last, name_key="").order_by("id")[:2000]):
            for row in some:
                for key, column in keys.items():
                    setattr(row, key, sound_key(getattr(row, column)))
            model.objects.bulk_update(some, list(keys), batch_size=400)
            last = some[-1].id


class Migration(migrations.Migration):
    """Give rows that are older than the keys theirs."""

    dependencies = [("duplicates", "0001_initial"), ("enterprises", "0003_name_key")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
