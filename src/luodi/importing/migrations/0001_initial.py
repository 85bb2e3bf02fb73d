import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("ledger", "0001_squashed_0005_firms"),
        ("organisation", "0001_squashed_0002_hand_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="ColumnMemory",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("heading", models.CharField(max_length=200, verbose_name="表头")),
                        ("field", models.CharField(blank=True, max_length=40, verbose_name="对应内容")),
                        ("measure", models.CharField(blank=True, max_length=12, verbose_name="计量单位")),
                        ("remembered_at", models.DateTimeField(verbose_name="记住时间")),
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "表头对应",
                        "verbose_name_plural": "表头对应",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "unit", "heading"),
                                name="column_memory_once",
                                violation_error_message="这一表头已经记过",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExportRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="申请时间")),
                        ("title", models.CharField(max_length=200, verbose_name="清单")),
                        ("address", models.CharField(max_length=1000, verbose_name="清单地址")),
                        ("n_rows", models.PositiveIntegerField(verbose_name="行数")),
                        ("reason", models.CharField(max_length=400, verbose_name="用途")),
                        (
                            "state",
                            models.CharField(
                                choices=[("WAITING", "待批准"), ("GRANTED", "已批准"), ("REFUSED", "未批准")],
                                default="WAITING",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="批准时间")),
                        ("decision", models.CharField(blank=True, max_length=400, verbose_name="意见")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="申请人",
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
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="批准人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "导出申请",
                        "verbose_name_plural": "导出申请",
                        "indexes": [
                            models.Index(fields=["city", "state", "asked_at"], name="export_waiting")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="export_decided_by_another",
                                violation_error_message="不能批准自己的导出申请",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Import",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
                        ("name", models.CharField(max_length=200, verbose_name="文件名")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("READ", "待提交"),
                                    ("COMMITTED", "已入账"),
                                    ("WITHDRAWN", "已撤回"),
                                    ("FAILED", "无法读取"),
                                ],
                                default="READ",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("choices", models.JSONField(default=dict, verbose_name="核对选择")),
                        ("counts", models.JSONField(default=dict, verbose_name="行数")),
                        ("once", models.CharField(blank=True, max_length=64, verbose_name="内容指纹")),
                        ("committed_at", models.DateTimeField(null=True, verbose_name="入账时间")),
                        (
                            "failure",
                            models.CharField(blank=True, max_length=400, verbose_name="未能入账的原因"),
                        ),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        (
                            "batch",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="imported",
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
                            "committed_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提交人",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                                verbose_name="文件",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="填报单位",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="上传人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "导入",
                        "verbose_name_plural": "导入",
                        "indexes": [
                            models.Index(fields=["city", "unit", "uploaded_at"], name="import_by_unit")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "COMMITTED")),
                                fields=("city", "once"),
                                name="import_content_once",
                                violation_error_message="同样的内容已经导入过",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["READ", "FAILED"]),
                                    ("batch__isnull", False),
                                    _connector="OR",
                                ),
                                name="import_committed_has_batch",
                                violation_error_message="已入账的导入应有批次",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WordMemory",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("field", models.CharField(max_length=40, verbose_name="内容")),
                        ("text", models.CharField(max_length=200, verbose_name="表中写法")),
                        ("value", models.CharField(max_length=40, verbose_name="含义")),
                        ("remembered_at", models.DateTimeField(verbose_name="记住时间")),
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "写法对应",
                        "verbose_name_plural": "写法对应",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "unit", "field", "text"),
                                name="word_memory_once",
                                violation_error_message="这一写法已经记过",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
