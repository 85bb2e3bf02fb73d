from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="AuditRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("city_id", models.BigIntegerField(null=True, verbose_name="城市")),
                        ("at", models.DateTimeField(verbose_name="操作时间")),
                        ("actor_id", models.BigIntegerField(null=True, verbose_name="操作账号")),
                        ("actor_name", models.CharField(max_length=80, verbose_name="操作人")),
                        (
                            "actor_unit",
                            models.CharField(blank=True, max_length=120, verbose_name="操作人单位"),
                        ),
                        ("act", models.CharField(max_length=60, verbose_name="操作")),
                        ("target_kind", models.CharField(max_length=40, verbose_name="对象类别")),
                        ("target_code", models.CharField(max_length=80, verbose_name="对象编号")),
                        ("target_title", models.CharField(max_length=200, verbose_name="对象名称")),
                        ("changes", models.JSONField(default=dict, verbose_name="变更内容")),
                        ("entry_no", models.BigIntegerField(null=True, verbose_name="流水号")),
                        ("client", models.CharField(blank=True, max_length=64, verbose_name="来源地址")),
                        ("succeeded", models.BooleanField(default=True, verbose_name="是否成功")),
                    ],
                    options={
                        "verbose_name": "操作日志",
                        "verbose_name_plural": "操作日志",
                        "indexes": [
                            models.Index(
                                fields=["city_id", "target_kind", "target_code"], name="audit_by_target"
                            ),
                            models.Index(fields=["city_id", "at"], name="audit_by_time"),
                        ],
                    },
                ),
            ],
        ),
    ]
