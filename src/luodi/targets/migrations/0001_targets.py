import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("ledger", "0007_items"),
        ("organisation", "0001_squashed_0002_hand_over"),
        ("organisation", "__first__"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Plan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="编号")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("title", models.CharField(max_length=80, verbose_name="名称")),
                        ("document", models.CharField(blank=True, max_length=120, verbose_name="下达文件")),
                        ("issued_on", models.DateField(null=True, verbose_name="成文日期")),
                        ("file_name", models.CharField(blank=True, max_length=200, verbose_name="文件名")),
                        (
                            "state",
                            models.CharField(
                                choices=[("DRAFT", "草稿"), ("ISSUED", "已下达")],
                                default="DRAFT",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        ("created_at", models.DateTimeField(verbose_name="起草时间")),
                        ("issued_at", models.DateTimeField(null=True, verbose_name="下达时间")),
                        ("once", models.CharField(max_length=64, null=True, verbose_name="一次性编号")),
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
                                verbose_name="起草人",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                                verbose_name="文件",
                            ),
                        ),
                        (
                            "issued_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="下达人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "年度计划",
                        "verbose_name_plural": "年度计划",
                        "indexes": [
                            models.Index(fields=["city", "year", "state"], name="target_plans_of_year")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="target_plan_code_unique",
                                violation_error_message="编号已被使用",
                            ),
                            models.UniqueConstraint(
                                fields=("city", "once"),
                                name="target_plan_once",
                                violation_error_message="这份计划已经起草",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "DRAFT"),
                                    models.Q(
                                        ("issued_at__isnull", False),
                                        ("issued_on__isnull", False),
                                        models.Q(("document", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="target_plan_issued_by_document",
                                violation_error_message="下达须有文件和成文日期",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanSheet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="文件名")),
                        ("brought_at", models.DateTimeField(verbose_name="上传时间")),
                        ("taken_at", models.DateTimeField(null=True, verbose_name="采用时间")),
                        (
                            "brought_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="上传人",
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sheets",
                                to="targets.plan",
                                verbose_name="年度计划",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "目标任务表",
                        "verbose_name_plural": "目标任务表",
                    },
                ),
                migrations.CreateModel(
                    name="ProgressRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="施行日期")),
                        ("source", models.CharField(max_length=200, verbose_name="依据")),
                        ("set_at", models.DateTimeField(verbose_name="设定时间")),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("MONTHS", "按已过整月"),
                                    ("RUNNING", "按月份（含当月）"),
                                    ("DAYS", "按日历天数"),
                                    ("WORKDAYS", "按工作日"),
                                ],
                                max_length=10,
                                verbose_name="时序",
                            ),
                        ),
                        ("strict", models.BooleanField(default=False, verbose_name="须超过时序才算达到")),
                        (
                            "yellow_from",
                            models.DecimalField(
                                decimal_places=2, max_digits=5, verbose_name="落后多少个百分点起亮黄灯"
                            ),
                        ),
                        (
                            "red_beyond",
                            models.DecimalField(
                                decimal_places=2, max_digits=5, verbose_name="落后超过多少个百分点亮红灯"
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
                        "verbose_name": "时序进度规则",
                        "verbose_name_plural": "时序进度规则",
                        "indexes": [
                            models.Index(fields=["city", "-valid_from", "-id"], name="progress_rules_latest")
                        ],
                    },
                ),
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
                            models.DecimalField(decimal_places=4, max_digits=16, verbose_name="目标值"),
                        ),
                        (
                            "relation",
                            models.CharField(
                                choices=[("ALLOCATED", "分解"), ("PARALLEL", "平行"), ("JOINT", "共担")],
                                default="ALLOCATED",
                                max_length=10,
                                verbose_name="与上级目标的关系",
                            ),
                        ),
                        ("joint", models.CharField(blank=True, max_length=20, verbose_name="共担组")),
                        (
                            "phasing",
                            models.CharField(
                                choices=[
                                    ("STEADY", "均衡推进"),
                                    ("QUARTERS", "分季累计数"),
                                    ("CURVE", "约定进度"),
                                    ("LEVEL", "全年对照"),
                                ],
                                default="STEADY",
                                max_length=10,
                                verbose_name="时序",
                            ),
                        ),
                        ("phases", models.JSONField(blank=True, default=list, verbose_name="各期累计")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "待下达"),
                                    ("STANDING", "承担中"),
                                    ("WITHDRAWN", "已撤销"),
                                ],
                                default="DRAFT",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        ("created_at", models.DateTimeField(verbose_name="登记时间")),
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
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="targets.target",
                                verbose_name="上级目标",
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="targets",
                                to="targets.plan",
                                verbose_name="年度计划",
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
                        "indexes": [
                            models.Index(fields=["city", "year", "indicator"], name="targets_of_year")
                        ],
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
                            models.CheckConstraint(
                                condition=models.Q(("joint", ""), ("relation", "JOINT"), _negated=True),
                                name="target_joint_is_named",
                                violation_error_message="共担的目标须写明共担组",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("unit__isnull", False), models.Q(("state", "WITHDRAWN"), _negated=True)
                                ),
                                fields=("city", "year", "unit", "indicator"),
                                name="target_once_per_unit",
                                violation_error_message="该单位本年度已有这项目标",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("person__isnull", False), models.Q(("state", "WITHDRAWN"), _negated=True)
                                ),
                                fields=("city", "year", "person", "indicator"),
                                name="target_once_per_person",
                                violation_error_message="该领导本年度已有这项目标",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "act",
                            models.CharField(
                                choices=[("ISSUED", "下达"), ("AMENDED", "调整"), ("WITHDRAWN", "撤销")],
                                max_length=10,
                                verbose_name="事由",
                            ),
                        ),
                        (
                            "value",
                            models.DecimalField(decimal_places=4, max_digits=16, verbose_name="目标值"),
                        ),
                        (
                            "relation",
                            models.CharField(
                                choices=[("ALLOCATED", "分解"), ("PARALLEL", "平行"), ("JOINT", "共担")],
                                max_length=10,
                                verbose_name="与上级目标的关系",
                            ),
                        ),
                        ("joint", models.CharField(blank=True, max_length=20, verbose_name="共担组")),
                        (
                            "phasing",
                            models.CharField(
                                choices=[
                                    ("STEADY", "均衡推进"),
                                    ("QUARTERS", "分季累计数"),
                                    ("CURVE", "约定进度"),
                                    ("LEVEL", "全年对照"),
                                ],
                                max_length=10,
                                verbose_name="时序",
                            ),
                        ),
                        ("phases", models.JSONField(blank=True, default=list, verbose_name="各期累计")),
                        ("decided_on", models.DateField(verbose_name="成文日期")),
                        ("document", models.CharField(max_length=120, verbose_name="依据文件")),
                        ("reason", models.CharField(blank=True, max_length=400, verbose_name="原因")),
                        ("said_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.entry",
                                verbose_name="流水分录",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="targets.target",
                                verbose_name="上级目标",
                            ),
                        ),
                        (
                            "said_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="targets.target",
                                verbose_name="目标任务",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "目标任务沿革",
                        "verbose_name_plural": "目标任务沿革",
                        "ordering": ["target_id", "id"],
                    },
                ),
            ],
        ),
    ]
