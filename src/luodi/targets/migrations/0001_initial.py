import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_squashed_0002_hand_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Target",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("indicator", models.CharField(max_length=60, verbose_name="指标代码")),
                        (
                            "value",
                            models.DecimalField(decimal_places=2, max_digits=14, verbose_name="目标值"),
                        ),
                        ("document", models.CharField(blank=True, max_length=120, verbose_name="下达文件")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        ("created_at", models.DateTimeField(verbose_name="下达登记时间")),
                        (
                            "city",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.city",
                                verbose_name="城市",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="targets",
                                to="organisation.person",
                                verbose_name="承担领导",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="targets",
                                to="organisation.unit",
                                verbose_name="承担单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "目标任务",
                        "verbose_name_plural": "目标任务",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("unit__isnull", True), ("person__isnull", True), _connector="XOR"
                                ),
                                name="target_one_holder",
                                violation_error_message="目标任务由一个单位或一名市领导承担",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value__gt", 0)),
                                name="target_positive",
                                violation_error_message="目标值须大于 0",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("unit__isnull", False)),
                                fields=("city", "year", "unit", "indicator"),
                                name="target_once_per_unit",
                                violation_error_message="该单位本年度已有这项目标",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", False)),
                                fields=("city", "year", "person", "indicator"),
                                name="target_once_per_person",
                                violation_error_message="该领导本年度已有这项目标",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
