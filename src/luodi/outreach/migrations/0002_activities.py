"""What a trip and a visit have in common is an activity; opportunities have an app of their own."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_LINKS = {
    "trippart": ("trip_part_once_per_unit", "unit"),
    "tripfirm": ("trip_firm_once", "enterprise"),
    "tripproject": ("trip_project_once", "project"),
    "visitpart": ("visit_part_once_per_unit", "unit"),
    "visitfirm": ("visit_firm_once", "enterprise"),
    "visitproject": ("visit_project_once", "project"),
}

_SERIES = {"TRIP": "T", "VISIT": "V", "OPPORTUNITY": "O"}


def go_on_numbering(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Let the series begin behind the codes that were given before there was one."""
    last: dict[tuple[int, str, int], int] = {}
    subjects = apps.get_model("ledger", "Subject").objects.filter(kind__in=_SERIES)
    for city_id, kind, code in subjects.values_list("city_id", "kind", "code"):
        year, _, number = code.removeprefix(_SERIES[kind]).partition("-")
        if year.isdigit() and number.isdigit():
            key = (city_id, _SERIES[kind], int(year))
            last[key] = max(last.get(key, 0), int(number))
    series = apps.get_model("enterprises", "CodeSeries").objects
    for (city_id, prefix, year), number in last.items():
        series.create(city_id=city_id, prefix=prefix, year=year, last=number)


class Migration(migrations.Migration):
    dependencies = [("outreach", "0001_initial"), ("enterprises", "0002_search"), ("ledger", "0001_initial")]

    operations = [
        migrations.RunPython(go_on_numbering, migrations.RunPython.noop),
        *[migrations.RemoveConstraint(link, name) for link, (name, _) in _LINKS.items()],
        *[migrations.RenameField(link, "contact", "activity") for link in _LINKS],
        *[
            migrations.AddConstraint(link, models.UniqueConstraint(fields=["activity", other], name=name))
            for link, (name, other) in _LINKS.items()
        ],
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterModelTable("opportunity", "opportunities_opportunity")],
        ),
    ]
