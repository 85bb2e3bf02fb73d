"""Opportunities, which outreach kept before: their table comes along."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0001_initial"),
        ("organisation", "0001_initial"),
        ("outreach", "0002_activities"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Opportunity",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="编号")),
                        ("name", models.CharField(max_length=120, verbose_name="名称")),
                        (
                            "area",
                            models.CharField(blank=True, max_length=16, verbose_name="拟落地县区（园区）"),
                        ),
                        ("industry", models.CharField(max_length=6, verbose_name="行业")),
                        ("industrial", models.BooleanField(default=False, verbose_name="工业")),
                        ("amount_fen", models.BigIntegerField(verbose_name="投资规模（分）")),
                        ("summary", models.TextField(blank=True, verbose_name="建设内容")),
                        (
                            "state",
                            models.CharField(
                                choices=[("OPEN", "在库"), ("MATCHED", "已对接落地"), ("CLOSED", "已出库")],
                                default="OPEN",
                                max_length=20,
                                verbose_name="状态",
                            ),
                        ),
                        ("state_since", models.DateField(verbose_name="状态始于")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        ("created_at", models.DateTimeField(verbose_name="登记时间")),
                        ("updated_at", models.DateTimeField(verbose_name="更新时间")),
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
                            "subject",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opportunity",
                                to="ledger.subject",
                                verbose_name="统计对象",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="责任单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "谋划项目",
                        "verbose_name_plural": "谋划项目",
                        "indexes": [
                            models.Index(fields=["city", "state", "id"], name="opportunity_by_state")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="opportunity_code_unique",
                                violation_error_message="谋划项目编号已被使用",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount_fen__gte", 0)),
                                name="opportunity_amount_not_negative",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
