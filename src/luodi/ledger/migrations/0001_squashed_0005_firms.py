import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import luodi.kernel.dates
from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("ledger", "0001_initial"),
        ("ledger", "0002_category"),
        ("ledger", "0003_claims"),
        ("ledger", "0004_activities"),
        ("ledger", "0005_firms"),
    ]

    initial = True

    dependencies = [
        ("organisation", "0001_squashed_0002_hand_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Head",
                    fields=[
                        (
                            "city",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                serialize=False,
                                to="organisation.city",
                                verbose_name="城市",
                            ),
                        ),
                        ("number", models.BigIntegerField(default=0, verbose_name="流水号")),
                        ("recorded_at", models.DateTimeField(verbose_name="最近登记时间")),
                        ("asked_until", models.DateTimeField(verbose_name="已答复至")),
                    ],
                    options={
                        "verbose_name": "账簿末端",
                        "verbose_name_plural": "账簿末端",
                    },
                ),
                migrations.CreateModel(
                    name="Batch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="名称")),
                        ("opened_at", models.DateTimeField(verbose_name="开始时间")),
                        ("reason", models.CharField(blank=True, max_length=400, verbose_name="原因")),
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
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="经办人",
                            ),
                        ),
                        (
                            "withdraws",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withdrawn_by",
                                to="ledger.batch",
                                verbose_name="撤回的批次",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "批次",
                        "verbose_name_plural": "批次",
                        "indexes": [models.Index(fields=["city", "opened_at"], name="batch_by_time")],
                    },
                ),
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.BigIntegerField(verbose_name="流水号")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("act", models.CharField(max_length=60, verbose_name="操作")),
                        ("said_at", models.DateTimeField(verbose_name="操作自述时间")),
                        ("reason", models.CharField(blank=True, max_length=400, verbose_name="原因")),
                        ("once", models.CharField(max_length=64, null=True, verbose_name="一次性编号")),
                        (
                            "actor",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="操作人",
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
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
                    ],
                    options={
                        "verbose_name": "流水",
                        "verbose_name_plural": "流水",
                        "constraints": [
                            models.UniqueConstraint(fields=("city", "number"), name="entry_number_unique"),
                            models.UniqueConstraint(
                                fields=("city", "recorded_at"), name="entry_moment_unique"
                            ),
                            models.UniqueConstraint(fields=("city", "once"), name="entry_once_unique"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PreImage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("table", models.CharField(db_column="table_name", max_length=60, verbose_name="表")),
                        ("row_id", models.BigIntegerField(verbose_name="行")),
                        ("before", models.JSONField(null=True, verbose_name="原值")),
                        ("version_after", models.BigIntegerField(verbose_name="批次后的版本号")),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pre_images",
                                to="ledger.batch",
                                verbose_name="批次",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "批次前像",
                        "verbose_name_plural": "批次前像",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("batch", "table", "row_id"), name="pre_image_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Subject",
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
                                    ("PROJECT", "项目"),
                                    ("ENTERPRISE", "企业"),
                                    ("TRIP", "外出招商"),
                                    ("VISIT", "来访接待"),
                                    ("EVENT", "招商活动"),
                                    ("OPPORTUNITY", "谋划项目"),
                                    ("ADVISER", "招商顾问"),
                                    ("UNIT", "单位"),
                                    ("LEADER", "市领导"),
                                    ("LEAD", "线索"),
                                    ("MEETING", "会谈"),
                                ],
                                max_length=16,
                                verbose_name="类别",
                            ),
                        ),
                        ("code", models.CharField(max_length=60, verbose_name="编号")),
                        ("label", models.CharField(blank=True, max_length=200, verbose_name="名称")),
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
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="ledger.subject",
                                verbose_name="上级活动",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "统计对象",
                        "verbose_name_plural": "统计对象",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "kind", "code"),
                                name="subject_code_unique",
                                violation_error_message="同类对象的编号不能重复",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Fact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ordinal", models.BigIntegerField(verbose_name="次序")),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("RECORDED", "登记"),
                                    ("OPENING", "期初"),
                                    ("VERIFIED", "认定"),
                                    ("REJECTED", "退回"),
                                    ("CORRECTED", "更正"),
                                    ("WITHDRAWN", "撤回"),
                                ],
                                max_length=12,
                                verbose_name="版本原因",
                            ),
                        ),
                        (
                            "standing",
                            models.CharField(
                                choices=[("CLAIMED", "申报"), ("VERIFIED", "认定"), ("REJECTED", "退回")],
                                max_length=12,
                                verbose_name="认定状态",
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("superseded_at", models.DateTimeField(null=True, verbose_name="失效时间")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("project.negotiating", "新对接在谈"),
                                    ("project.signed", "签约"),
                                    ("project.started", "开工"),
                                    ("project.producing", "投产"),
                                    ("project.state", "项目状态"),
                                    ("project.funds", "到位资金"),
                                    ("project.increase", "增资"),
                                    ("project.milestone", "里程碑"),
                                    ("trip.made", "外出招商"),
                                    ("trip.firm_met", "外出对接企业"),
                                    ("trip.project_discussed", "外出洽谈项目"),
                                    ("visit.received", "接待来访"),
                                    ("visit.firm_met", "接待对接企业"),
                                    ("visit.project_discussed", "接待洽谈项目"),
                                    ("trip.stop", "外出到访"),
                                    ("trip.days", "外出天数"),
                                    ("meeting.held", "会谈"),
                                    ("meeting.firm_met", "会谈对接企业"),
                                    ("meeting.project_discussed", "会谈洽谈项目"),
                                    ("lead.received", "收到线索"),
                                    ("lead.converted", "线索转项目"),
                                    ("lead.state", "线索状态"),
                                    ("attendance.days", "驻点出勤"),
                                    ("ceremony.listed", "列入集中签约"),
                                    ("event.guests", "活动到会企业家"),
                                    ("opportunity.state", "谋划项目在库"),
                                    ("above_scale.entered", "进入规上"),
                                    ("above_scale.state", "在规状态"),
                                    ("above_scale.pool", "规上培育库"),
                                    ("adviser.state", "顾问聘任"),
                                    ("target.state", "承担目标任务"),
                                    ("unit.state", "招商队伍"),
                                ],
                                max_length=32,
                                verbose_name="事实类别",
                            ),
                        ),
                        ("occurred_on", models.DateField(verbose_name="发生日期")),
                        ("occurred_from", models.DateField(verbose_name="最早可能日期")),
                        (
                            "precision",
                            models.CharField(
                                choices=[
                                    ("DAY", "DAY"),
                                    ("TEN_DAYS", "TEN_DAYS"),
                                    ("MONTH", "MONTH"),
                                    ("QUARTER", "QUARTER"),
                                    ("YEAR", "YEAR"),
                                ],
                                max_length=12,
                                verbose_name="日期精度",
                            ),
                        ),
                        ("quantity", models.BigIntegerField(default=1, verbose_name="数量")),
                        ("amount", models.BigIntegerField(null=True, verbose_name="金额（分）")),
                        (
                            "unit_kind",
                            models.CharField(
                                choices=[
                                    ("CITY", "市"),
                                    ("CENTRE", "招商服务中心"),
                                    ("COUNTY", "县区（园区）"),
                                    ("DEPARTMENT", "市直部门"),
                                    ("INDUSTRY_TEAM", "市产业招商工作队"),
                                    ("RESIDENT_GROUP", "市驻点招商组"),
                                    ("COUNTY_RESIDENT_TEAM", "县区（园区）驻点招商队"),
                                    ("SQUAD", "县区（园区）招商小分队"),
                                ],
                                max_length=24,
                                verbose_name="单位类别",
                            ),
                        ),
                        ("is_shared", models.BooleanField(default=False, verbose_name="多单位共享")),
                        (
                            "area",
                            models.CharField(blank=True, max_length=16, verbose_name="落地县区（园区）"),
                        ),
                        ("origin", models.CharField(blank=True, max_length=6, verbose_name="来源地")),
                        ("industry", models.CharField(blank=True, max_length=6, verbose_name="行业")),
                        ("industrial", models.BooleanField(default=False, verbose_name="工业")),
                        (
                            "channel",
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
                                verbose_name="方式",
                            ),
                        ),
                        ("state", models.CharField(blank=True, max_length=20, verbose_name="状态值")),
                        ("status", models.CharField(blank=True, max_length=20, verbose_name="推进状态")),
                        ("state_since", models.DateField(null=True, verbose_name="状态值始于")),
                        ("status_since", models.DateField(null=True, verbose_name="推进状态始于")),
                        ("sponsor_id", models.BigIntegerField(null=True, verbose_name="包保领导")),
                        ("held_key", models.BigIntegerField(null=True, verbose_name="状态先后")),
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
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="facts",
                                to="ledger.entry",
                                verbose_name="流水",
                            ),
                        ),
                        (
                            "superseded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="superseded_facts",
                                to="ledger.entry",
                                verbose_name="失效流水",
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
                            "occasion",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="occasioned",
                                to="ledger.subject",
                                verbose_name="场合",
                            ),
                        ),
                        (
                            "subject",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="facts",
                                to="ledger.subject",
                                verbose_name="统计对象",
                            ),
                        ),
                        (
                            "capital",
                            models.CharField(
                                blank=True,
                                choices=[("DOMESTIC", "内资"), ("FOREIGN", "外资")],
                                max_length=12,
                                verbose_name="内外资",
                            ),
                        ),
                        ("category", models.CharField(blank=True, max_length=24, verbose_name="细类")),
                    ],
                    options={
                        "verbose_name": "事实",
                        "verbose_name_plural": "事实",
                        "indexes": [
                            models.Index(
                                fields=[
                                    "city",
                                    "kind",
                                    "occurred_on",
                                    "recorded_at",
                                    "superseded_at",
                                    "standing",
                                    "unit",
                                    "industrial",
                                    "is_shared",
                                    "quantity",
                                    "amount",
                                ],
                                name="fact_flow_of_city",
                            ),
                            models.Index(
                                fields=[
                                    "kind",
                                    "occurred_on",
                                    "recorded_at",
                                    "superseded_at",
                                    "standing",
                                    "unit",
                                    "industrial",
                                    "is_shared",
                                    "quantity",
                                    "amount",
                                ],
                                name="fact_flow",
                            ),
                            models.Index(
                                condition=models.Q(("held_key__isnull", False)),
                                fields=[
                                    "city",
                                    "kind",
                                    "subject",
                                    "held_key",
                                    "recorded_at",
                                    "superseded_at",
                                    "standing",
                                    "state",
                                    "status",
                                    "unit",
                                    "unit_kind",
                                    "industrial",
                                    "sponsor_id",
                                    "amount",
                                    "is_shared",
                                ],
                                name="fact_stock_of_city",
                            ),
                            models.Index(
                                condition=models.Q(("is_shared", True)),
                                fields=["city", "kind", "occurred_on"],
                                name="fact_shared",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("precision", luodi.kernel.dates.DatePrecision["DAY"]), _negated=True
                                ),
                                fields=["city", "kind", "occurred_on", "occurred_from"],
                                name="fact_vague",
                            ),
                            models.Index(fields=["city", "ordinal"], name="fact_versions"),
                            models.Index(
                                condition=models.Q(("standing", "CLAIMED"), ("superseded_at__isnull", True)),
                                fields=["city", "kind", "subject", "ordinal"],
                                name="fact_claims",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("subject__isnull", True), ("superseded_at__isnull", True)
                                ),
                                fields=("city", "kind", "unit", "occurred_from"),
                                name="fact_one_lump_per_unit_and_month",
                                violation_error_message="同一单位同一月份的汇总数只能有一条有效记录",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("quantity__gte", 0)), name="fact_quantity_not_negative"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount__isnull", True), ("amount__gte", 0), _connector="OR"
                                ),
                                name="fact_amount_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("occurred_from__lte", models.F("occurred_on"))),
                                name="fact_dates_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("superseded_at__isnull", True), ("superseded_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("superseded_at__gt", models.F("recorded_at")),
                                        ("superseded_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="fact_superseded_after_recording",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        (
                                            "project.negotiating",
                                            "project.signed",
                                            "project.started",
                                            "project.producing",
                                            "trip.made",
                                            "visit.received",
                                            "trip.days",
                                            "meeting.held",
                                            "lead.received",
                                            "lead.converted",
                                            "event.guests",
                                            "above_scale.entered",
                                        ),
                                    ),
                                    ("subject__isnull", False),
                                    ("superseded_at__isnull", True),
                                ),
                                fields=("city", "kind", "subject"),
                                name="fact_once_per_subject",
                                violation_error_message="同一对象的同类事实只能有一条有效记录",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("kind__in", ("project.milestone", "trip.stop", "attendance.days")),
                                    ("subject__isnull", False),
                                    ("superseded_at__isnull", True),
                                ),
                                fields=("city", "kind", "subject", "category"),
                                name="fact_once_per_category",
                                violation_error_message="同一对象的同一事项只能有一条有效记录",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Credit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "unit_kind",
                            models.CharField(
                                choices=[
                                    ("CITY", "市"),
                                    ("CENTRE", "招商服务中心"),
                                    ("COUNTY", "县区（园区）"),
                                    ("DEPARTMENT", "市直部门"),
                                    ("INDUSTRY_TEAM", "市产业招商工作队"),
                                    ("RESIDENT_GROUP", "市驻点招商组"),
                                    ("COUNTY_RESIDENT_TEAM", "县区（园区）驻点招商队"),
                                    ("SQUAD", "县区（园区）招商小分队"),
                                ],
                                max_length=24,
                                verbose_name="单位类别",
                            ),
                        ),
                        ("basis_points", models.PositiveIntegerField(verbose_name="份额（万分之）")),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "fact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="credits",
                                to="ledger.fact",
                                verbose_name="事实",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "业绩分成",
                        "verbose_name_plural": "业绩分成",
                        "constraints": [
                            models.UniqueConstraint(fields=("fact", "unit"), name="credit_once_per_unit"),
                            models.CheckConstraint(
                                condition=models.Q(("basis_points__gt", 0), ("basis_points__lte", 10000)),
                                name="credit_within_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ForeignAmount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("currency", models.CharField(max_length=3, verbose_name="币种")),
                        ("minor_units", models.BigIntegerField(verbose_name="原币金额（分）")),
                        ("rate", models.DecimalField(decimal_places=6, max_digits=14, verbose_name="汇率")),
                        ("rate_on", models.DateField(verbose_name="汇率日期")),
                        ("rate_source", models.CharField(max_length=120, verbose_name="汇率来源")),
                        (
                            "fact",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="foreign_amount",
                                to="ledger.fact",
                                verbose_name="事实",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "外币金额",
                        "verbose_name_plural": "外币金额",
                    },
                ),
            ],
        ),
    ]
