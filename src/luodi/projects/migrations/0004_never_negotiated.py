from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_squashed_0003_details")]

    operations = [
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                condition=models.Q(
                    ("is_opening", False), ("is_void", False), ("negotiating_on__isnull", True)
                ),
                fields=["city", "stage", "id"],
                name="project_never_negotiated",
            ),
        ),
    ]
