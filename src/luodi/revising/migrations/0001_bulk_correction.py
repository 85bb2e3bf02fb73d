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
        ("projects", "0001_squashed_0003_details"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="BulkCorrection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="编号")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("CHANGE", "变更"), ("CORRECTION", "更正")],
                                max_length=12,
                                verbose_name="类别",
                            ),
                        ),
                        ("field", models.CharField(max_length=32, verbose_name="修改内容")),
                        ("value", models.JSONField(null=True, verbose_name="改为")),
                        ("effective_on", models.DateField(null=True, verbose_name="生效日期")),
                        ("reason", models.CharField(max_length=400, verbose_name="原因")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PREVIEWED", "已预览未提交"),
                                    ("WAITING", "待第二人批准"),
                                    ("DONE", "已执行"),
                                    ("REFUSED", "未批准"),
                                    ("UNDONE", "已整批撤回"),
                                ],
                                default="PREVIEWED",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("needs_verifier", models.BooleanField(default=False, verbose_name="须认定员批准")),
                        ("requested_at", models.DateTimeField(verbose_name="申请时间")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="批准时间")),
                        (
                            "decision_reason",
                            models.CharField(blank=True, max_length=400, verbose_name="批准意见"),
                        ),
                        ("done_at", models.DateTimeField(null=True, verbose_name="执行时间")),
                        ("undone_at", models.DateTimeField(null=True, verbose_name="撤回时间")),
                        (
                            "undo_reason",
                            models.CharField(blank=True, max_length=400, verbose_name="撤回原因"),
                        ),
                        (
                            "batch",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bulk_correction",
                                to="ledger.batch",
                                verbose_name="批次",
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
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="批准人",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="申请人",
                            ),
                        ),
                        (
                            "undone_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="撤回人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "成批修改",
                        "verbose_name_plural": "成批修改",
                        "indexes": [
                            models.Index(fields=["city", "-requested_at", "-id"], name="bulk_latest_first")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="bulk_code_unique",
                                violation_error_message="编号已被使用",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("requested_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="bulk_decided_by_another",
                                violation_error_message="申请人不能批准自己的成批修改",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("DONE", "UNDONE")), _negated=True),
                                    ("batch__isnull", False),
                                    _connector="OR",
                                ),
                                name="bulk_done_has_batch",
                                violation_error_message="已执行的成批修改须有批次",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BulkRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.BigIntegerField(verbose_name="预览时的版本号")),
                        ("before", models.CharField(blank=True, max_length=400, verbose_name="原值")),
                        ("after", models.CharField(blank=True, max_length=400, verbose_name="改为")),
                        ("n_facts", models.PositiveIntegerField(default=0, verbose_name="涉及记录数")),
                        ("n_verified", models.PositiveIntegerField(default=0, verbose_name="其中已认定")),
                        (
                            "bulk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rows",
                                to="revising.bulkcorrection",
                                verbose_name="成批修改",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bulk_rows",
                                to="projects.project",
                                verbose_name="项目",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "成批修改的项目",
                        "verbose_name_plural": "成批修改的项目",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("bulk", "project"), name="bulk_row_once_per_project"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BulkRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "approval_above",
                            models.PositiveIntegerField(verbose_name="超过多少个项目须第二人批准"),
                        ),
                        ("set_at", models.DateTimeField(verbose_name="设定时间")),
                        (
                            "city",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.city",
                                verbose_name="城市",
                            ),
                        ),
                        (
                            "set_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="设定人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "成批修改规则",
                        "verbose_name_plural": "成批修改规则",
                    },
                ),
            ],
        ),
    ]
