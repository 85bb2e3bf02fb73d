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
                    name="Group",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("code", models.CharField(max_length=20, verbose_name="编号")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("COUNTY", "县区（园区）组"),
                                    ("DEPARTMENT", "市直部门组"),
                                    ("TEAM", "产业招商工作队组"),
                                    ("RESIDENT", "驻点招商组"),
                                    ("LEADER", "市领导组"),
                                    ("CAMPAIGN", "专项行动组"),
                                ],
                                max_length=12,
                                verbose_name="类别",
                            ),
                        ),
                        ("remark", models.CharField(blank=True, max_length=400, verbose_name="说明")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        ("created_at", models.DateTimeField(verbose_name="登记时间")),
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
                    ],
                    options={
                        "verbose_name": "考核组",
                        "verbose_name_plural": "考核组",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="assessment_group_code_unique",
                                violation_error_message="编号已被使用",
                            ),
                            models.UniqueConstraint(
                                fields=("city", "year", "name"),
                                name="assessment_group_name_unique",
                                violation_error_message="本年度已有同名的考核组",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="assessment.group",
                                verbose_name="考核组",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.person",
                                verbose_name="领导",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="编入日期")),
                        ("until", models.DateField(null=True, verbose_name="调出日期")),
                        ("reviewed_only", models.BooleanField(default=False, verbose_name="只通报不排名")),
                        (
                            "excluded",
                            models.CharField(blank=True, max_length=200, verbose_name="不参加考核的原因"),
                        ),
                        ("position", models.PositiveIntegerField(default=0, verbose_name="排序")),
                    ],
                    options={
                        "verbose_name": "考核组成员",
                        "verbose_name_plural": "考核组成员",
                        "ordering": ["position", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("unit__isnull", True), ("person__isnull", True), _connector="XOR"
                                ),
                                name="assessment_member_is_one",
                                violation_error_message="考核对象是一个单位或一名市领导",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True), ("until__gt", models.F("since")), _connector="OR"
                                ),
                                name="assessment_member_leaves_after_joining",
                                violation_error_message="调出日期须晚于编入日期",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("unit__isnull", False)),
                                fields=("group", "unit", "since"),
                                name="assessment_member_unit_once",
                                violation_error_message="该单位已在本组",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", False)),
                                fields=("group", "person", "since"),
                                name="assessment_member_person_once",
                                violation_error_message="该领导已在本组",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SchemeVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="schemes",
                                to="assessment.group",
                                verbose_name="考核组",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="第几版")),
                        ("title", models.CharField(max_length=120, verbose_name="名称")),
                        ("text", models.TextField(verbose_name="正文")),
                        ("sha256", models.CharField(max_length=64, verbose_name="正文校验值")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "起草中"),
                                    ("ADOPTED", "施行"),
                                    ("SUPERSEDED", "已被新版代替"),
                                ],
                                default="DRAFT",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("document", models.CharField(blank=True, max_length=120, verbose_name="印发文件")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        ("written_at", models.DateTimeField(verbose_name="起草时间")),
                        (
                            "written_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="起草人",
                            ),
                        ),
                        ("edited_at", models.DateTimeField(verbose_name="修改时间")),
                        (
                            "edited_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="修改人",
                            ),
                        ),
                        ("adopted_at", models.DateTimeField(null=True, verbose_name="施行时间")),
                        (
                            "adopted_by",
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
                        "verbose_name": "考核办法",
                        "verbose_name_plural": "考核办法",
                        "ordering": ["group_id", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("group", "number"),
                                name="assessment_scheme_number_unique",
                                violation_error_message="这一版已经有了",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "ADOPTED")),
                                fields=("group",),
                                name="assessment_scheme_one_in_force",
                                violation_error_message="一个考核组只施行一版考核办法",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "DRAFT"),
                                    models.Q(
                                        ("adopted_at__isnull", False),
                                        ("adopted_by__isnull", False),
                                        models.Q(("document", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="assessment_scheme_adopted_by_document",
                                violation_error_message="施行须有印发文件和批准人",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("adopted_by__isnull", True),
                                    models.Q(
                                        models.Q(("adopted_by", models.F("written_by")), _negated=True),
                                        models.Q(("adopted_by", models.F("edited_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="assessment_scheme_adopted_by_another",
                                violation_error_message="起草和修改的人不能自己批准施行",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Run",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="runs",
                                to="assessment.group",
                                verbose_name="考核组",
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="runs",
                                to="assessment.schemeversion",
                                verbose_name="考核办法",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="第几次")),
                        ("title", models.CharField(max_length=80, verbose_name="名称")),
                        ("first_on", models.DateField(verbose_name="考核期起")),
                        ("last_on", models.DateField(verbose_name="考核日")),
                        ("as_of", models.DateTimeField(verbose_name="统计时点")),
                        ("entry", models.BigIntegerField(verbose_name="流水号")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("COMPUTED", "已计算"),
                                    ("PROVISIONAL", "公示中"),
                                    ("FINAL", "已确定"),
                                    ("ARCHIVED", "已归档"),
                                    ("SUPERSEDED", "已被重算代替"),
                                ],
                                default="COMPUTED",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "supersedes",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="superseded_by",
                                to="assessment.run",
                                verbose_name="代替",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=400, verbose_name="重算原因")),
                        ("objections_until", models.DateField(null=True, verbose_name="异议截止日")),
                        ("computed_at", models.DateTimeField(verbose_name="计算时间")),
                        (
                            "computed_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="计算人",
                            ),
                        ),
                        ("published_at", models.DateTimeField(null=True, verbose_name="公示时间")),
                        ("final_at", models.DateTimeField(null=True, verbose_name="确定时间")),
                        ("inputs_sha256", models.CharField(max_length=64, verbose_name="输入校验值")),
                        ("result_sha256", models.CharField(max_length=64, verbose_name="结果校验值")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                    ],
                    options={
                        "verbose_name": "考核计算",
                        "verbose_name_plural": "考核计算",
                        "ordering": ["-last_on", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("group", "number"),
                                name="assessment_run_number_unique",
                                violation_error_message="这次计算已经有了",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("supersedes__isnull", True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="assessment_run_supersedes_with_reason",
                                violation_error_message="重算须写明原因",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "PROVISIONAL"), _negated=True),
                                    models.Q(
                                        ("objections_until__isnull", False), ("published_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="assessment_run_published_with_deadline",
                                violation_error_message="公示须有异议截止日",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["FINAL", "ARCHIVED"]), _negated=True),
                                    ("final_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="assessment_run_final_with_moment",
                                violation_error_message="确定须有时间",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RunSource",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sources",
                                to="assessment.run",
                                verbose_name="考核计算",
                            ),
                        ),
                        ("input", models.CharField(max_length=60, verbose_name="输入代码")),
                        ("title", models.CharField(max_length=80, verbose_name="输入名称")),
                        ("unit", models.CharField(blank=True, max_length=20, verbose_name="计量单位")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("FIGURE", "指标数据"),
                                    ("PROJECTS", "项目清单"),
                                    ("TARGET", "目标任务值"),
                                    ("CONFIRMED", "有关单位确认"),
                                    ("EVENTS", "加减分事项"),
                                    ("RATINGS", "评议"),
                                ],
                                max_length=12,
                                verbose_name="来源",
                            ),
                        ),
                        ("asked", models.JSONField(default=dict, verbose_name="提问")),
                    ],
                    options={
                        "verbose_name": "考核输入来源",
                        "verbose_name_plural": "考核输入来源",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("run", "input"),
                                name="assessment_source_once",
                                violation_error_message="每个输入只有一个来源",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RunScore",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scores",
                                to="assessment.run",
                                verbose_name="考核计算",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.person",
                                verbose_name="领导",
                            ),
                        ),
                        ("key", models.CharField(max_length=44, verbose_name="代码")),
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        ("position", models.PositiveIntegerField(verbose_name="排序")),
                        ("is_reviewed_only", models.BooleanField(default=False, verbose_name="只通报不排名")),
                        (
                            "excluded",
                            models.CharField(blank=True, max_length=200, verbose_name="不参加考核的原因"),
                        ),
                        ("inputs", models.JSONField(default=dict, verbose_name="输入值")),
                        ("basis", models.JSONField(default=dict, verbose_name="输入依据")),
                        (
                            "total",
                            models.DecimalField(
                                decimal_places=6, max_digits=20, null=True, verbose_name="总分"
                            ),
                        ),
                        ("exact", models.TextField(blank=True, verbose_name="总分精确值")),
                        ("full", models.DecimalField(decimal_places=6, max_digits=20, verbose_name="满分")),
                        ("rank", models.PositiveIntegerField(null=True, verbose_name="名次")),
                        ("last_rank", models.PositiveIntegerField(null=True, verbose_name="上期名次")),
                        ("place", models.CharField(blank=True, max_length=240, verbose_name="名次说明")),
                        ("grade", models.CharField(blank=True, max_length=40, verbose_name="等次")),
                        ("told", models.JSONField(default=dict, verbose_name="总分说明")),
                    ],
                    options={
                        "verbose_name": "考核得分",
                        "verbose_name_plural": "考核得分",
                        "ordering": ["position", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("run", "key"),
                                name="assessment_score_once",
                                violation_error_message="每个考核对象只有一个得分",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RunItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "score",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="assessment.runscore",
                                verbose_name="考核得分",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="代码")),
                        ("name", models.CharField(max_length=120, verbose_name="考核项")),
                        ("position", models.PositiveIntegerField(verbose_name="序号")),
                        (
                            "weight",
                            models.DecimalField(
                                decimal_places=6, max_digits=20, null=True, verbose_name="满分"
                            ),
                        ),
                        ("points", models.DecimalField(decimal_places=6, max_digits=20, verbose_name="得分")),
                        ("exact", models.TextField(verbose_name="得分精确值")),
                        ("standing", models.CharField(max_length=12, verbose_name="计分情况")),
                        ("label", models.CharField(blank=True, max_length=80, verbose_name="档次")),
                        ("extra", models.BooleanField(default=False, verbose_name="附加分")),
                        ("way", models.JSONField(default=dict, verbose_name="计分过程")),
                    ],
                    options={
                        "verbose_name": "考核项得分",
                        "verbose_name_plural": "考核项得分",
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("score", "code"),
                                name="assessment_item_once",
                                violation_error_message="每个考核项只有一个得分",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
