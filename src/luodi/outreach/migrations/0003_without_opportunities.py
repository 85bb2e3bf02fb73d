from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("outreach", "0002_activities"), ("opportunities", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("opportunity")]),
    ]
