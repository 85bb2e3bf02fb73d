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
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("RETURNED", "退回"),
                                    ("ASKED", "待办"),
                                    ("DECIDED", "结果"),
                                    ("REMINDER", "催报"),
                                    ("INFO", "提示"),
                                ],
                                max_length=12,
                                verbose_name="提醒类别",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="标题")),
                        ("reason", models.CharField(blank=True, max_length=400, verbose_name="原因")),
                        ("path", models.CharField(blank=True, max_length=300, verbose_name="链接")),
                        ("key", models.CharField(max_length=80, null=True, verbose_name="只提醒一次的编号")),
                        ("created_at", models.DateTimeField(verbose_name="发出时间")),
                        ("read_at", models.DateTimeField(null=True, verbose_name="已读时间")),
                        (
                            "account",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="收件账号",
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
                    ],
                    options={
                        "verbose_name": "提醒",
                        "verbose_name_plural": "提醒",
                        "indexes": [
                            models.Index(fields=["account", "created_at"], name="notice_of_account"),
                            models.Index(
                                condition=models.Q(("read_at__isnull", True)),
                                fields=["account", "kind"],
                                name="notice_unread",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "account", "key"),
                                name="notice_once",
                                violation_error_message="这件事已经提醒过",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("read_at__isnull", True),
                                    ("read_at__gte", models.F("created_at")),
                                    _connector="OR",
                                ),
                                name="notice_read_after_telling",
                                violation_error_message="已读时间不能早于发出时间",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
