import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi import search
from luodi.bulk.tables import CreateTables

INDEX = search.Index("projects_search")


def create(apps, editor):
    """Make the index of bigrams beside the ORM's tables: `./luodi rebuild_search` fills it again."""
    search.create(INDEX, editor.connection)


def drop(apps, editor):
    search.drop(INDEX, editor.connection)


class Migration(migrations.Migration):
    replaces = [("projects", "0001_initial"), ("projects", "0002_search"), ("projects", "0003_details")]

    initial = True

    dependencies = [
        ("enterprises", "0001_squashed_0007_former_names_by_name"),
        ("ledger", "0001_squashed_0005_firms"),
        ("organisation", "0001_squashed_0002_hand_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Project",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="项目编号")),
                        ("name", models.CharField(max_length=200, verbose_name="项目名称")),
                        (
                            "investor_name",
                            models.CharField(blank=True, max_length=200, verbose_name="投资方"),
                        ),
                        (
                            "area",
                            models.CharField(blank=True, max_length=16, verbose_name="落地县区（园区）"),
                        ),
                        ("origin", models.CharField(blank=True, max_length=6, verbose_name="来源地")),
                        ("industry", models.CharField(blank=True, max_length=6, verbose_name="行业")),
                        ("industrial", models.BooleanField(default=False, verbose_name="是否工业")),
                        ("total_fen", models.BigIntegerField(null=True, verbose_name="总投资（分）")),
                        ("summary", models.TextField(blank=True, verbose_name="项目简介")),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("NEGOTIATING", "在谈"),
                                    ("SIGNED", "签约"),
                                    ("STARTED", "开工"),
                                    ("PRODUCING", "投产"),
                                ],
                                max_length=16,
                                verbose_name="阶段",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("PROCEEDING", "推进"),
                                    ("DELAYED", "延期"),
                                    ("SUSPENDED", "暂缓"),
                                    ("WITHDRAWN", "终止"),
                                ],
                                default="PROCEEDING",
                                max_length=16,
                                verbose_name="推进状态",
                            ),
                        ),
                        ("status_since", models.DateField(verbose_name="推进状态始于")),
                        (
                            "status_reason",
                            models.CharField(blank=True, max_length=400, verbose_name="推进状态说明"),
                        ),
                        (
                            "standing",
                            models.CharField(
                                choices=[("CLAIMED", "申报"), ("VERIFIED", "认定"), ("REJECTED", "退回")],
                                default="CLAIMED",
                                max_length=12,
                                verbose_name="认定状态",
                            ),
                        ),
                        (
                            "channel_of_signing",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("ON_SITE", "现场"),
                                    ("ONLINE", "网上"),
                                    ("VIDEO", "视频"),
                                    ("POST", "邮寄"),
                                    ("FAX", "传真"),
                                ],
                                max_length=12,
                                verbose_name="签约方式",
                            ),
                        ),
                        ("negotiating_on", models.DateField(null=True, verbose_name="开始洽谈日期")),
                        (
                            "negotiating_precision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("DAY", "DAY"),
                                    ("TEN_DAYS", "TEN_DAYS"),
                                    ("MONTH", "MONTH"),
                                    ("QUARTER", "QUARTER"),
                                    ("YEAR", "YEAR"),
                                ],
                                max_length=12,
                                verbose_name="开始洽谈日期精度",
                            ),
                        ),
                        ("signed_on", models.DateField(null=True, verbose_name="签约日期")),
                        (
                            "signed_precision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("DAY", "DAY"),
                                    ("TEN_DAYS", "TEN_DAYS"),
                                    ("MONTH", "MONTH"),
                                    ("QUARTER", "QUARTER"),
                                    ("YEAR", "YEAR"),
                                ],
                                max_length=12,
                                verbose_name="签约日期精度",
                            ),
                        ),
                        ("started_on", models.DateField(null=True, verbose_name="开工日期")),
                        (
                            "started_precision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("DAY", "DAY"),
                                    ("TEN_DAYS", "TEN_DAYS"),
                                    ("MONTH", "MONTH"),
                                    ("QUARTER", "QUARTER"),
                                    ("YEAR", "YEAR"),
                                ],
                                max_length=12,
                                verbose_name="开工日期精度",
                            ),
                        ),
                        ("producing_on", models.DateField(null=True, verbose_name="投产日期")),
                        (
                            "producing_precision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("DAY", "DAY"),
                                    ("TEN_DAYS", "TEN_DAYS"),
                                    ("MONTH", "MONTH"),
                                    ("QUARTER", "QUARTER"),
                                    ("YEAR", "YEAR"),
                                ],
                                max_length=12,
                                verbose_name="投产日期精度",
                            ),
                        ),
                        ("is_opening", models.BooleanField(default=False, verbose_name="期初项目")),
                        ("is_void", models.BooleanField(default=False, verbose_name="登记已撤回")),
                        ("search_text", models.CharField(max_length=500, verbose_name="检索文本")),
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
                            "enterprise",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="projects",
                                to="enterprises.enterprise",
                                verbose_name="投资企业",
                            ),
                        ),
                        (
                            "sponsor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.person",
                                verbose_name="包保领导",
                            ),
                        ),
                        (
                            "subject",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="project",
                                to="ledger.subject",
                                verbose_name="统计对象",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="责任单位",
                            ),
                        ),
                        (
                            "investor_key",
                            models.CharField(blank=True, max_length=64, verbose_name="投资方读音"),
                        ),
                        ("name_key", models.CharField(blank=True, max_length=64, verbose_name="名称读音")),
                    ],
                    options={
                        "verbose_name": "项目",
                        "verbose_name_plural": "项目",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("is_void", False)),
                                fields=[
                                    "city",
                                    "id",
                                    "unit",
                                    "area",
                                    "stage",
                                    "status",
                                    "standing",
                                    "industry",
                                    "industrial",
                                    "is_void",
                                ],
                                name="project_grid",
                            ),
                            models.Index(
                                condition=models.Q(("is_void", False)),
                                fields=["city", "unit", "id", "is_void"],
                                name="project_by_unit",
                            ),
                            models.Index(
                                condition=models.Q(("is_void", False)),
                                fields=["city", "stage", "status", "id", "is_void"],
                                name="project_by_stage",
                            ),
                            models.Index(
                                condition=models.Q(("is_void", False)),
                                fields=["city", "signed_on", "id", "is_void"],
                                name="project_by_signing",
                            ),
                            models.Index(
                                condition=models.Q(("is_void", False)),
                                fields=["city", "total_fen", "id", "is_void"],
                                name="project_by_total",
                            ),
                            models.Index(
                                condition=models.Q(("is_void", False)),
                                fields=["city", "updated_at", "id", "is_void"],
                                name="project_by_update",
                            ),
                            models.Index(fields=["city", "name_key"], name="project_by_name_key"),
                            models.Index(fields=["city", "investor_key"], name="project_by_investor_key"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="project_code_unique",
                                violation_error_message="项目编号已被使用",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("total_fen__isnull", True), ("total_fen__gte", 0), _connector="OR"
                                ),
                                name="project_total_not_negative",
                                violation_error_message="总投资不能是负数",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PendingCorrection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("corrections", models.JSONField(verbose_name="更正为")),
                        ("wrong", models.JSONField(default=dict, verbose_name="原值")),
                        ("reason", models.CharField(max_length=400, verbose_name="更正原因")),
                        ("asked_at", models.DateTimeField(verbose_name="申请时间")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("WAITING", "待认定"),
                                    ("ACCEPTED", "已采纳"),
                                    ("REFUSED", "未采纳"),
                                ],
                                default="WAITING",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="认定时间")),
                        (
                            "decision_reason",
                            models.CharField(blank=True, max_length=400, verbose_name="认定意见"),
                        ),
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
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="认定人",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pending_corrections",
                                to="projects.project",
                                verbose_name="项目",
                            ),
                        ),
                        ("ordinal", models.BigIntegerField(null=True, verbose_name="事实次序")),
                    ],
                    options={
                        "verbose_name": "待认定的更正",
                        "verbose_name_plural": "待认定的更正",
                        "indexes": [models.Index(fields=["state", "asked_at"], name="correction_waiting")],
                    },
                ),
                migrations.CreateModel(
                    name="ProjectShare",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("basis_points", models.PositiveIntegerField(verbose_name="份额（万分之）")),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shares",
                                to="projects.project",
                                verbose_name="项目",
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
                        "verbose_name": "项目分成",
                        "verbose_name_plural": "项目分成",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("project", "unit"), name="project_share_once_per_unit"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("basis_points__gt", 0), ("basis_points__lte", 10000)),
                                name="project_share_within_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StageSkip",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("NEGOTIATING", "在谈"),
                                    ("SIGNED", "签约"),
                                    ("STARTED", "开工"),
                                    ("PRODUCING", "投产"),
                                ],
                                max_length=16,
                                verbose_name="阶段",
                            ),
                        ),
                        ("reason", models.CharField(max_length=400, verbose_name="原因")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="skips",
                                to="projects.project",
                                verbose_name="项目",
                            ),
                        ),
                        (
                            "recorded_by",
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
                        "verbose_name": "跳过的阶段",
                        "verbose_name_plural": "跳过的阶段",
                        "constraints": [
                            models.UniqueConstraint(fields=("project", "stage"), name="stage_skip_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Funds",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ordinal", models.BigIntegerField(verbose_name="事实次序")),
                        ("note", models.CharField(blank=True, max_length=400, verbose_name="说明")),
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
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="funds",
                                to="projects.project",
                                verbose_name="项目",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "到位资金记录",
                        "verbose_name_plural": "到位资金记录",
                        "constraints": [
                            models.UniqueConstraint(fields=("project", "ordinal"), name="funds_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Milestone",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=24, verbose_name="事项代码")),
                        ("planned_on", models.DateField(null=True, verbose_name="计划日期")),
                        (
                            "planned_precision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("DAY", "DAY"),
                                    ("TEN_DAYS", "TEN_DAYS"),
                                    ("MONTH", "MONTH"),
                                    ("QUARTER", "QUARTER"),
                                    ("YEAR", "YEAR"),
                                ],
                                max_length=12,
                                verbose_name="计划日期精度",
                            ),
                        ),
                        (
                            "not_applicable",
                            models.CharField(blank=True, max_length=200, verbose_name="不涉及的原因"),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="milestones",
                                to="projects.project",
                                verbose_name="项目",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "项目里程碑",
                        "verbose_name_plural": "项目里程碑",
                        "constraints": [
                            models.UniqueConstraint(fields=("project", "code"), name="milestone_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MilestoneKind",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=24, verbose_name="代码")),
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        ("position", models.PositiveSmallIntegerField(verbose_name="次序")),
                        (
                            "applies",
                            models.CharField(
                                choices=[
                                    ("ALL", "所有项目"),
                                    ("LAND", "供地项目"),
                                    ("BUILDING", "有建设工程的项目"),
                                    ("INDUSTRIAL", "工业项目"),
                                    ("FOREIGN", "外资项目"),
                                ],
                                max_length=12,
                                verbose_name="适用范围",
                            ),
                        ),
                        ("before_start", models.BooleanField(default=False, verbose_name="开工前须完成")),
                        ("is_used", models.BooleanField(default=True, verbose_name="使用中")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
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
                        "verbose_name": "里程碑事项",
                        "verbose_name_plural": "里程碑事项",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="milestone_kind_unique",
                                violation_error_message="该代码已被使用",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProjectDetail",
                    fields=[
                        (
                            "project",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="detail",
                                serialize=False,
                                to="projects.project",
                                verbose_name="项目",
                            ),
                        ),
                        (
                            "signing_entity",
                            models.CharField(blank=True, max_length=200, verbose_name="签约主体"),
                        ),
                        (
                            "investor_code",
                            models.CharField(blank=True, max_length=18, verbose_name="投资方信用代码"),
                        ),
                        (
                            "local_company",
                            models.CharField(blank=True, max_length=200, verbose_name="项目公司"),
                        ),
                        (
                            "local_code",
                            models.CharField(blank=True, max_length=18, verbose_name="项目公司信用代码"),
                        ),
                        (
                            "outer_code",
                            models.CharField(blank=True, max_length=60, verbose_name="原台账编号"),
                        ),
                        ("promotion", models.CharField(blank=True, max_length=40, verbose_name="招商方式")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="线索来源")),
                        (
                            "capital",
                            models.CharField(
                                blank=True,
                                choices=[("DOMESTIC", "内资"), ("FOREIGN", "外资")],
                                max_length=12,
                                verbose_name="内外资",
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("NEW", "新设"),
                                    ("INCREASE", "增资"),
                                    ("MERGER", "并购"),
                                    ("TECHNICAL", "技改"),
                                ],
                                max_length=12,
                                verbose_name="投资形态",
                            ),
                        ),
                        (
                            "agreement",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("INVESTMENT", "投资协议"),
                                    ("FRAMEWORK", "框架协议"),
                                    ("SUPPLEMENT", "补充协议"),
                                ],
                                max_length=12,
                                verbose_name="协议类型",
                            ),
                        ),
                        ("chain", models.CharField(blank=True, max_length=60, verbose_name="产业链")),
                        ("leading", models.BooleanField(null=True, verbose_name="是否主导产业")),
                        ("strategic", models.BooleanField(null=True, verbose_name="是否战新")),
                        ("contact", models.CharField(blank=True, max_length=60, verbose_name="联系人")),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="联系电话")),
                        ("progress", models.TextField(blank=True, verbose_name="最新进展")),
                        ("problem", models.TextField(blank=True, verbose_name="存在问题")),
                        ("remark", models.TextField(blank=True, verbose_name="备注")),
                    ],
                    options={
                        "verbose_name": "项目补充信息",
                        "verbose_name_plural": "项目补充信息",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("investor_code", ""), _negated=True),
                                fields=["investor_code"],
                                name="detail_by_investor",
                            ),
                            models.Index(
                                condition=models.Q(("local_code", ""), _negated=True),
                                fields=["local_code"],
                                name="detail_by_company",
                            ),
                            models.Index(
                                condition=models.Q(("outer_code", ""), _negated=True),
                                fields=["outer_code"],
                                name="detail_by_outer_code",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProjectPlan",
                    fields=[
                        (
                            "project",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="plan",
                                serialize=False,
                                to="projects.project",
                                verbose_name="项目",
                            ),
                        ),
                        ("fixed", models.BigIntegerField(null=True, verbose_name="固定资产投资（分）")),
                        ("out_of_province", models.BigIntegerField(null=True, verbose_name="省外投资（分）")),
                        ("output", models.BigIntegerField(null=True, verbose_name="预计年产值（分）")),
                        ("tax", models.BigIntegerField(null=True, verbose_name="预计年税收（分）")),
                        ("jobs", models.PositiveIntegerField(null=True, verbose_name="带动就业（人）")),
                        (
                            "land",
                            models.DecimalField(
                                decimal_places=3, max_digits=12, null=True, verbose_name="用地面积（亩）"
                            ),
                        ),
                        (
                            "floor",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=14,
                                null=True,
                                verbose_name="厂房办公面积（平方米）",
                            ),
                        ),
                        (
                            "land_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("SUPPLIED", "供地"),
                                    ("PLANT", "租购标准厂房"),
                                    ("OWN", "自有厂房或土地"),
                                    ("OFFICE", "办公用房"),
                                    ("NONE", "不用地"),
                                ],
                                max_length=12,
                                verbose_name="用地方式",
                            ),
                        ),
                        ("address", models.CharField(blank=True, max_length=200, verbose_name="建设地点")),
                        (
                            "construction",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("NEW", "新建"),
                                    ("EXPANSION", "扩建"),
                                    ("REBUILDING", "改建"),
                                    ("TECHNICAL", "技改"),
                                ],
                                max_length=12,
                                verbose_name="建设性质",
                            ),
                        ),
                        ("planned_start_on", models.DateField(null=True, verbose_name="计划开工日期")),
                        (
                            "planned_start_precision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("DAY", "DAY"),
                                    ("TEN_DAYS", "TEN_DAYS"),
                                    ("MONTH", "MONTH"),
                                    ("QUARTER", "QUARTER"),
                                    ("YEAR", "YEAR"),
                                ],
                                max_length=12,
                                verbose_name="计划开工日期精度",
                            ),
                        ),
                        ("planned_finish_on", models.DateField(null=True, verbose_name="计划投产日期")),
                        (
                            "planned_finish_precision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("DAY", "DAY"),
                                    ("TEN_DAYS", "TEN_DAYS"),
                                    ("MONTH", "MONTH"),
                                    ("QUARTER", "QUARTER"),
                                    ("YEAR", "YEAR"),
                                ],
                                max_length=12,
                                verbose_name="计划投产日期精度",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "项目计划",
                        "verbose_name_plural": "项目计划",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("fixed__isnull", True), ("fixed__gte", 0), _connector="OR"),
                                    models.Q(
                                        ("out_of_province__isnull", True),
                                        ("out_of_province__gte", 0),
                                        _connector="OR",
                                    ),
                                ),
                                name="plan_money_not_negative",
                                violation_error_message="金额不能是负数",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatusDetail",
                    fields=[
                        (
                            "project",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="status_detail",
                                serialize=False,
                                to="projects.project",
                                verbose_name="项目",
                            ),
                        ),
                        (
                            "reason_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("CAPITAL", "资金"),
                                    ("LAND", "土地"),
                                    ("POLICY", "政策"),
                                    ("APPROVAL", "审批"),
                                    ("OTHER", "其他"),
                                ],
                                max_length=12,
                                verbose_name="原因类别",
                            ),
                        ),
                        ("resume_on", models.DateField(null=True, verbose_name="预计恢复日期")),
                        (
                            "resume_precision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("DAY", "DAY"),
                                    ("TEN_DAYS", "TEN_DAYS"),
                                    ("MONTH", "MONTH"),
                                    ("QUARTER", "QUARTER"),
                                    ("YEAR", "YEAR"),
                                ],
                                max_length=12,
                                verbose_name="预计恢复日期精度",
                            ),
                        ),
                        ("went_to", models.CharField(blank=True, max_length=60, verbose_name="投资去向")),
                        (
                            "went_because",
                            models.CharField(blank=True, max_length=400, verbose_name="去向说明"),
                        ),
                    ],
                    options={
                        "verbose_name": "推进状态详情",
                        "verbose_name_plural": "推进状态详情",
                    },
                ),
            ],
        ),
        migrations.RunPython(create, drop),
    ]
