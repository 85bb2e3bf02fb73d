from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="StoredFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64, unique=True, verbose_name="内容指纹")),
                        ("size", models.BigIntegerField(verbose_name="大小（字节）")),
                        ("media_type", models.CharField(max_length=100, verbose_name="文件类型")),
                        ("stored_at", models.DateTimeField(verbose_name="存入时间")),
                    ],
                    options={
                        "verbose_name": "文件",
                        "verbose_name_plural": "文件",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("size__gt", 0)),
                                name="file_not_empty",
                                violation_error_message="文件不能是空的",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
