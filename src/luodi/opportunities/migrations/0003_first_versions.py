"""Opportunities that were there before their versions: what is known of them becomes the first one."""

from django.db import migrations


def write_first_versions(apps, schema_editor):
    opportunities = apps.get_model("opportunities", "Opportunity")
    versions = apps.get_model("opportunities", "OpportunityVersion")
    texts = apps.get_model("opportunities", "OpportunityText")
    for row in opportunities.objects.filter(versions__isnull=True).iterator(500):
        version = versions.objects.create(
            opportunity=row,
            number=1,
            year=row.state_since.year,
            valid_from=row.state_since,
            amount_fen=row.amount_fen,
            industry=row.industry,
            area=row.area,
            made_at=row.created_at,
            made_by_id=row.created_by_id,
        )
        texts.objects.create(version=version, language="zh", name=row.name, content=row.summary)
        opportunities.objects.filter(pk=row.pk).update(edition=version.year)


class Migration(migrations.Migration):
    dependencies = [("opportunities", "0002_content")]

    operations = [migrations.RunPython(write_first_versions, migrations.RunPython.noop)]
