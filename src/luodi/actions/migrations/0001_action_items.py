import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0001_squashed_0005_firms"),
        ("organisation", "0001_squashed_0002_hand_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="ActionItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="编号")),
                        ("title", models.CharField(max_length=200, verbose_name="事项")),
                        ("deadline", models.DateField(verbose_name="期限")),
                        (
                            "state",
                            models.CharField(
                                choices=[("OPEN", "待办"), ("DONE", "已办结"), ("CANCELLED", "已取消")],
                                default="OPEN",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="交办时间")),
                        ("result", models.CharField(blank=True, max_length=400, verbose_name="结果")),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="办结时间")),
                        ("once", models.CharField(max_length=64, null=True, verbose_name="一次性编号")),
                        (
                            "about",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="ledger.subject",
                                verbose_name="有关对象",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="交办人",
                            ),
                        ),
                        (
                            "asked_from",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="交办单位",
                            ),
                        ),
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
                            "closed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="办结人",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="办理人",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="办理单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "待办事项",
                        "verbose_name_plural": "待办事项",
                        "indexes": [
                            models.Index(
                                fields=["city", "state", "deadline", "id"], name="action_by_deadline"
                            ),
                            models.Index(fields=["owner", "state", "deadline"], name="action_by_owner"),
                            models.Index(fields=["unit", "state", "deadline"], name="action_by_unit"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="action_code_unique",
                                violation_error_message="编号已被使用",
                            ),
                            models.UniqueConstraint(
                                fields=("city", "once"),
                                name="action_once_unique",
                                violation_error_message="这项待办已经登记",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", True), ("state", "OPEN")),
                                    models.Q(
                                        models.Q(("state", "OPEN"), _negated=True),
                                        ("closed_at__isnull", False),
                                        models.Q(("result", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="action_closed_with_result",
                                violation_error_message="办结或取消须写明结果或理由",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
