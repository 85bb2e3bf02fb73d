import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("duplicates", "0001_initial"), ("duplicates", "0002_keys")]

    initial = True

    dependencies = [
        ("enterprises", "0001_squashed_0007_former_names_by_name"),
        ("ledger", "0001_squashed_0005_firms"),
        ("organisation", "0001_squashed_0002_hand_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("projects", "0001_squashed_0003_details"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="DuplicateCase",
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
                                choices=[("PROJECT", "项目"), ("ENTERPRISE", "企业")],
                                max_length=12,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "一级：代码或名称相同"),
                                    (2, "二级：名称相近且投资方相同"),
                                    (3, "三级：投资方、地点（行业）和金额相近"),
                                    (4, "四级：电话、地址相同或疑为简称"),
                                ],
                                verbose_name="级别",
                            ),
                        ),
                        ("equal", models.JSONField(default=list, verbose_name="相同之处")),
                        ("differs", models.JSONField(default=list, verbose_name="不同之处")),
                        ("said", models.CharField(blank=True, max_length=400, verbose_name="登记时说明")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("OPEN", "待裁定"),
                                    ("SAME", "同一个"),
                                    ("DIFFERENT", "不同"),
                                    ("RELATED", "有关联"),
                                ],
                                default="OPEN",
                                max_length=12,
                                verbose_name="裁定",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=400, verbose_name="裁定理由")),
                        ("ruled_at", models.DateTimeField(null=True, verbose_name="裁定时间")),
                        ("opened_at", models.DateTimeField(verbose_name="发现时间")),
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
                            "left_enterprise",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="enterprises.enterprise",
                                verbose_name="企业甲",
                            ),
                        ),
                        (
                            "left_project",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="projects.project",
                                verbose_name="项目甲",
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="发起人",
                            ),
                        ),
                        (
                            "right_enterprise",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="enterprises.enterprise",
                                verbose_name="企业乙",
                            ),
                        ),
                        (
                            "right_project",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="projects.project",
                                verbose_name="项目乙",
                            ),
                        ),
                        (
                            "ruled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="裁定人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "疑似重复",
                        "verbose_name_plural": "疑似重复",
                        "indexes": [
                            models.Index(fields=["city", "state", "level", "id"], name="duplicate_queue")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="duplicate_code_unique",
                                violation_error_message="疑似重复的编号已被使用",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "PROJECT")),
                                fields=("city", "left_project", "right_project"),
                                name="duplicate_projects_once",
                                violation_error_message="这两个项目已在疑似重复之列",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "ENTERPRISE")),
                                fields=("city", "left_enterprise", "right_enterprise"),
                                name="duplicate_enterprises_once",
                                violation_error_message="这两家企业已在疑似重复之列",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind", "PROJECT"),
                                        ("left_enterprise__isnull", True),
                                        ("left_project__lt", models.F("right_project")),
                                        ("right_enterprise__isnull", True),
                                    ),
                                    models.Q(
                                        ("kind", "ENTERPRISE"),
                                        ("left_enterprise__lt", models.F("right_enterprise")),
                                        ("left_project__isnull", True),
                                        ("right_project__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="duplicate_is_a_pair",
                                violation_error_message="疑似重复须是两个不同的项目或两家不同的企业",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Merge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kept_id", models.BigIntegerField(verbose_name="保留的记录")),
                        ("dropped_id", models.BigIntegerField(verbose_name="并入的记录")),
                        ("moved", models.JSONField(default=dict, verbose_name="移动的记录")),
                        ("merged_at", models.DateTimeField(verbose_name="合并时间")),
                        ("undone_at", models.DateTimeField(null=True, verbose_name="撤销时间")),
                        (
                            "batch",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.batch",
                                verbose_name="批次",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merges",
                                to="duplicates.duplicatecase",
                                verbose_name="疑似重复",
                            ),
                        ),
                        (
                            "merged_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="合并人",
                            ),
                        ),
                        (
                            "undone_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="撤销人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "合并",
                        "verbose_name_plural": "合并",
                        "indexes": [models.Index(fields=["dropped_id"], name="merge_by_dropped")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("undone_at__isnull", True)),
                                fields=("case",),
                                name="merge_once_in_force",
                                violation_error_message="这一对已经合并",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
