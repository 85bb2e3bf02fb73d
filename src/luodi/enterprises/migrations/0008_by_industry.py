"""Who is in an industry, and of them who is here: asked by every link of a chain."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0001_squashed_0007_former_names_by_name")]

    operations = [
        migrations.AddIndex(
            model_name="enterprise",
            index=models.Index(
                condition=models.Q(("is_void", False)),
                fields=["city", "industry", "origin", "is_above_scale", "is_in_pool", "id"],
                name="enterprise_by_industry",
            ),
        )
    ]
