import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("outreach", "0001_initial"),
        ("outreach", "0002_activities"),
        ("outreach", "0003_without_opportunities"),
        ("outreach", "0010_meetings"),
        ("outreach", "0011_activities_in_full"),
    ]

    initial = True

    dependencies = [
        ("documents", "0001_initial"),
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
                    name="PromotionEvent",
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
                            "form",
                            models.CharField(
                                choices=[
                                    ("PROMOTION", "招商推介会"),
                                    ("CEREMONY", "集中签约仪式"),
                                    ("FORUM", "论坛会展"),
                                ],
                                max_length=16,
                                verbose_name="形式",
                            ),
                        ),
                        ("place", models.CharField(max_length=60, verbose_name="地点")),
                        ("held_from", models.DateField(verbose_name="开始日期")),
                        ("held_to", models.DateField(verbose_name="结束日期")),
                        ("guests", models.PositiveIntegerField(null=True, verbose_name="到会企业家")),
                        ("summary", models.TextField(blank=True, verbose_name="情况")),
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
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="outreach.promotionevent",
                                verbose_name="所属活动",
                            ),
                        ),
                        (
                            "subject",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="promotion_event",
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
                                verbose_name="承办单位",
                            ),
                        ),
                        ("expected", models.PositiveIntegerField(null=True, verbose_name="计划邀请（人）")),
                        ("once", models.CharField(max_length=64, null=True, verbose_name="一次性编号")),
                        (
                            "state",
                            models.CharField(
                                choices=[("PLANNED", "筹备中"), ("HELD", "已举办"), ("CANCELLED", "已取消")],
                                default="HELD",
                                max_length=12,
                                verbose_name="举办状态",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "招商活动",
                        "verbose_name_plural": "招商活动",
                        "indexes": [
                            models.Index(fields=["city", "-held_to", "-id"], name="event_latest_first")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="event_code_unique",
                                violation_error_message="活动编号已被使用",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("held_to__gte", models.F("held_from"))),
                                name="event_ends_after_start",
                                violation_error_message="活动结束日期不能早于开始日期",
                            ),
                            models.UniqueConstraint(
                                fields=("city", "once"),
                                name="event_once_unique",
                                violation_error_message="这个活动已经登记",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CeremonyListing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("listed_on", models.DateField(verbose_name="列入日期")),
                        ("amount_fen", models.BigIntegerField(verbose_name="列入金额（分）")),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="listings",
                                to="projects.project",
                                verbose_name="项目",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="listings",
                                to="outreach.promotionevent",
                                verbose_name="活动",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "集中签约清单",
                        "verbose_name_plural": "集中签约清单",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "project"),
                                name="listing_once_per_event",
                                violation_error_message="该项目已在这次活动的签约清单中",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount_fen__gte", 0)), name="listing_amount_not_negative"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Trip",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="编号")),
                        ("title", models.CharField(max_length=120, verbose_name="名称")),
                        ("head_count", models.PositiveIntegerField(null=True, verbose_name="人数")),
                        ("summary", models.TextField(blank=True, verbose_name="情况")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        ("created_at", models.DateTimeField(verbose_name="登记时间")),
                        ("updated_at", models.DateTimeField(verbose_name="更新时间")),
                        ("destination", models.CharField(max_length=6, verbose_name="目的地代码")),
                        ("place", models.CharField(max_length=60, verbose_name="目的地")),
                        ("from_on", models.DateField(verbose_name="出发日期")),
                        ("to_on", models.DateField(verbose_name="返回日期")),
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
                            "led_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.person",
                                verbose_name="带队领导",
                            ),
                        ),
                        (
                            "subject",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s",
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
                        ("once", models.CharField(max_length=64, null=True, verbose_name="一次性编号")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PLANNED", "计划"),
                                    ("SUBMITTED", "待批准"),
                                    ("APPROVED", "已批准"),
                                    ("REPORTED", "已报告"),
                                    ("WITHDRAWN", "已撤销"),
                                ],
                                default="REPORTED",
                                max_length=12,
                                verbose_name="办理状态",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "外出招商",
                        "verbose_name_plural": "外出招商",
                        "indexes": [
                            models.Index(fields=["city", "-to_on", "-id"], name="trip_latest_first"),
                            models.Index(fields=["unit", "-to_on", "-id"], name="trip_of_unit"),
                            models.Index(
                                condition=models.Q(("state", "REPORTED"), _negated=True),
                                fields=["city", "state", "-to_on"],
                                name="trip_unreported",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="trip_code_unique",
                                violation_error_message="外出招商编号已被使用",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("to_on__gte", models.F("from_on"))),
                                name="trip_returns_after_leaving",
                                violation_error_message="返回日期不能早于出发日期",
                            ),
                            models.UniqueConstraint(
                                fields=("city", "once"),
                                name="trip_once_unique",
                                violation_error_message="这次外出已经登记",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TripFirm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="enterprises.enterprise",
                                verbose_name="对接企业",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="firms",
                                to="outreach.trip",
                                verbose_name="外出招商",
                            ),
                        ),
                        ("contact", models.CharField(blank=True, max_length=60, verbose_name="接洽人")),
                        ("intention", models.CharField(blank=True, max_length=200, verbose_name="意向")),
                    ],
                    options={
                        "verbose_name": "外出对接企业",
                        "verbose_name_plural": "外出对接企业",
                        "constraints": [
                            models.UniqueConstraint(fields=("activity", "enterprise"), name="trip_firm_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TripPart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("basis_points", models.PositiveIntegerField(verbose_name="份额（万分之）")),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="参加单位",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="outreach.trip",
                                verbose_name="外出招商",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "外出招商参加单位",
                        "verbose_name_plural": "外出招商参加单位",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("activity", "unit"), name="trip_part_once_per_unit"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TripProject",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="projects.project",
                                verbose_name="洽谈项目",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="projects",
                                to="outreach.trip",
                                verbose_name="外出招商",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "外出洽谈项目",
                        "verbose_name_plural": "外出洽谈项目",
                        "constraints": [
                            models.UniqueConstraint(fields=("activity", "project"), name="trip_project_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Visit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="编号")),
                        ("title", models.CharField(max_length=120, verbose_name="名称")),
                        ("head_count", models.PositiveIntegerField(null=True, verbose_name="人数")),
                        ("summary", models.TextField(blank=True, verbose_name="情况")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        ("created_at", models.DateTimeField(verbose_name="登记时间")),
                        ("updated_at", models.DateTimeField(verbose_name="更新时间")),
                        ("origin", models.CharField(max_length=6, verbose_name="来源地代码")),
                        ("visited_on", models.DateField(verbose_name="来访日期")),
                        ("visited_from", models.DateField(verbose_name="最早可能日期")),
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
                            "led_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.person",
                                verbose_name="带队领导",
                            ),
                        ),
                        (
                            "subject",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s",
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
                        ("once", models.CharField(max_length=64, null=True, verbose_name="一次性编号")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PLANNED", "计划"),
                                    ("SUBMITTED", "待批准"),
                                    ("APPROVED", "已批准"),
                                    ("REPORTED", "已报告"),
                                    ("WITHDRAWN", "已撤销"),
                                ],
                                default="REPORTED",
                                max_length=12,
                                verbose_name="办理状态",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "来访接待",
                        "verbose_name_plural": "来访接待",
                        "indexes": [
                            models.Index(fields=["city", "-visited_on", "-id"], name="visit_latest_first"),
                            models.Index(fields=["unit", "-visited_on", "-id"], name="visit_of_unit"),
                            models.Index(
                                condition=models.Q(("state", "REPORTED"), _negated=True),
                                fields=["city", "state", "-visited_on"],
                                name="visit_unreported",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="visit_code_unique",
                                violation_error_message="来访编号已被使用",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("visited_on__gte", models.F("visited_from"))),
                                name="visit_dates_in_order",
                                violation_error_message="来访日期不能早于最早可能日期",
                            ),
                            models.UniqueConstraint(
                                fields=("city", "once"),
                                name="visit_once_unique",
                                violation_error_message="这批来访已经登记",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitFirm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="enterprises.enterprise",
                                verbose_name="对接企业",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="firms",
                                to="outreach.visit",
                                verbose_name="来访接待",
                            ),
                        ),
                        ("contact", models.CharField(blank=True, max_length=60, verbose_name="接洽人")),
                        ("intention", models.CharField(blank=True, max_length=200, verbose_name="意向")),
                    ],
                    options={
                        "verbose_name": "接待对接企业",
                        "verbose_name_plural": "接待对接企业",
                        "constraints": [
                            models.UniqueConstraint(fields=("activity", "enterprise"), name="visit_firm_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitPart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("basis_points", models.PositiveIntegerField(verbose_name="份额（万分之）")),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="参加单位",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="outreach.visit",
                                verbose_name="来访接待",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "来访接待参加单位",
                        "verbose_name_plural": "来访接待参加单位",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("activity", "unit"), name="visit_part_once_per_unit"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitProject",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="projects.project",
                                verbose_name="洽谈项目",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="projects",
                                to="outreach.visit",
                                verbose_name="来访接待",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "接待洽谈项目",
                        "verbose_name_plural": "接待洽谈项目",
                        "constraints": [
                            models.UniqueConstraint(fields=("activity", "project"), name="visit_project_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="编号")),
                        ("title", models.CharField(max_length=200, verbose_name="会谈对象")),
                        ("held_on", models.DateField(verbose_name="会谈日期")),
                        ("held_at", models.TimeField(null=True, verbose_name="开始时间")),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("AWAY", "外出拜访"),
                                    ("HERE", "本地会见"),
                                    ("VIDEO", "视频会谈"),
                                    ("PHONE", "电话沟通"),
                                ],
                                max_length=12,
                                verbose_name="会谈方式",
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=60, verbose_name="地点")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("LEAD", "获得线索"),
                                    ("ADVANCED", "推进项目"),
                                    ("SOLVED", "解决问题"),
                                    ("CONTACT", "建立联系"),
                                    ("DECLINED", "暂无意向"),
                                ],
                                max_length=12,
                                verbose_name="会谈结果",
                            ),
                        ),
                        ("result", models.TextField(verbose_name="会谈情况")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("RECORDED", "已登记"),
                                    ("JOINED", "已合并"),
                                    ("WITHDRAWN", "已撤回"),
                                ],
                                default="RECORDED",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("once", models.CharField(max_length=64, null=True, verbose_name="一次性编号")),
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
                            "enterprise",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="enterprises.enterprise",
                                verbose_name="会谈企业",
                            ),
                        ),
                        (
                            "joined_into",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="joined",
                                to="outreach.meeting",
                                verbose_name="合并到的会谈",
                            ),
                        ),
                        (
                            "occasion",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="ledger.subject",
                                verbose_name="所属活动",
                            ),
                        ),
                        (
                            "subject",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meeting",
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
                    ],
                    options={
                        "verbose_name": "会谈",
                        "verbose_name_plural": "会谈",
                        "indexes": [
                            models.Index(fields=["city", "-held_on", "-id"], name="meeting_latest_first"),
                            models.Index(fields=["unit", "-held_on", "-id"], name="meeting_of_unit"),
                            models.Index(fields=["enterprise", "-held_on"], name="meeting_of_firm"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="meeting_code_unique",
                                violation_error_message="会谈编号已被使用",
                            ),
                            models.UniqueConstraint(
                                fields=("city", "once"),
                                name="meeting_once_unique",
                                violation_error_message="这份草稿已经登记过",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("joined_into__isnull", False), ("state", "JOINED")),
                                    models.Q(
                                        models.Q(("state", "JOINED"), _negated=True),
                                        ("joined_into__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="meeting_joined_says_where",
                                violation_error_message="已合并的会谈须写明合并到哪一条",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("joined_into__isnull", True),
                                    models.Q(("joined_into", models.F("id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="meeting_not_joined_to_itself",
                                violation_error_message="会谈不能合并到它自己",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingApart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("said_at", models.DateTimeField(verbose_name="确认时间")),
                        (
                            "earlier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="outreach.meeting",
                                verbose_name="较早登记",
                            ),
                        ),
                        (
                            "later",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="outreach.meeting",
                                verbose_name="较晚登记",
                            ),
                        ),
                        (
                            "said_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="确认人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "非同一会谈",
                        "verbose_name_plural": "非同一会谈",
                        "constraints": [
                            models.UniqueConstraint(fields=("earlier", "later"), name="meeting_apart_once"),
                            models.CheckConstraint(
                                condition=models.Q(("earlier__lt", models.F("later"))),
                                name="meeting_apart_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingPart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("basis_points", models.PositiveIntegerField(verbose_name="份额（万分之）")),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="outreach.meeting",
                                verbose_name="会谈",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="参加单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "会谈参加单位",
                        "verbose_name_plural": "会谈参加单位",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("activity", "unit"), name="meeting_part_once_per_unit"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingPerson",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("OURS", "我方"), ("THEIRS", "对方")],
                                max_length=8,
                                verbose_name="哪一方",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="姓名")),
                        ("post", models.CharField(blank=True, max_length=60, verbose_name="职务")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="联系电话")),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="people",
                                to="outreach.meeting",
                                verbose_name="会谈",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.person",
                                verbose_name="人员",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "会谈人员",
                        "verbose_name_plural": "会谈人员",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "side", "name"), name="meeting_person_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingPhoto",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="文件名")),
                        ("added_at", models.DateTimeField(verbose_name="上传时间")),
                        ("withdrawn_at", models.DateTimeField(null=True, verbose_name="撤回时间")),
                        (
                            "added_by",
                            models.ForeignKey(
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="photos",
                                to="outreach.meeting",
                                verbose_name="会谈",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "会谈照片",
                        "verbose_name_plural": "会谈照片",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("meeting", "file"),
                                name="meeting_photo_once",
                                violation_error_message="这张照片已经上传过",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingTopic",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="topics",
                                to="outreach.meeting",
                                verbose_name="会谈",
                            ),
                        ),
                        (
                            "subject",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="discussed_at",
                                to="ledger.subject",
                                verbose_name="所谈事项",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "会谈事项",
                        "verbose_name_plural": "会谈事项",
                        "constraints": [
                            models.UniqueConstraint(fields=("meeting", "subject"), name="meeting_topic_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="文件名")),
                        ("caption", models.CharField(blank=True, max_length=120, verbose_name="说明")),
                        ("added_at", models.DateTimeField(verbose_name="上传时间")),
                        ("withdrawn_at", models.DateTimeField(null=True, verbose_name="撤回时间")),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="上传人",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="outreach.promotionevent",
                                verbose_name="活动",
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
                    ],
                    options={
                        "verbose_name": "活动材料",
                        "verbose_name_plural": "活动材料",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("event", "file"),
                                name="event_file_once",
                                violation_error_message="这份文件已经上传过",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventGuest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="姓名")),
                        ("firm", models.CharField(max_length=200, verbose_name="单位名称")),
                        ("post", models.CharField(blank=True, max_length=80, verbose_name="职务")),
                        ("came", models.BooleanField(null=True, verbose_name="到会")),
                        (
                            "enterprise",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="enterprises.enterprise",
                                verbose_name="企业",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="guest_list",
                                to="outreach.promotionevent",
                                verbose_name="活动",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "活动嘉宾",
                        "verbose_name_plural": "活动嘉宾",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "name", "firm"),
                                name="event_guest_once",
                                violation_error_message="这位嘉宾已经在名单里",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanApproval",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("trips", models.BooleanField(default=False, verbose_name="外出须批准")),
                        ("visits", models.BooleanField(default=False, verbose_name="接待须批准")),
                        ("set_at", models.DateTimeField(verbose_name="设定时间")),
                        (
                            "set_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="设定人",
                            ),
                        ),
                        (
                            "unit",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_approval",
                                to="organisation.unit",
                                verbose_name="单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "计划审批设置",
                        "verbose_name_plural": "计划审批设置",
                    },
                ),
                migrations.CreateModel(
                    name="TripAppointment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="日期")),
                        ("starts", models.TimeField(null=True, verbose_name="时间")),
                        ("place", models.CharField(blank=True, max_length=60, verbose_name="地点")),
                        ("text", models.CharField(max_length=200, verbose_name="内容")),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programme",
                                to="outreach.trip",
                                verbose_name="外出招商",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="enterprises.enterprise",
                                verbose_name="企业",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "外出日程",
                        "verbose_name_plural": "外出日程",
                        "ordering": ["on", "starts", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="TripFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="文件名")),
                        ("caption", models.CharField(blank=True, max_length=120, verbose_name="说明")),
                        ("added_at", models.DateTimeField(verbose_name="上传时间")),
                        ("withdrawn_at", models.DateTimeField(null=True, verbose_name="撤回时间")),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="outreach.trip",
                                verbose_name="外出招商",
                            ),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(
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
                    ],
                    options={
                        "verbose_name": "外出材料",
                        "verbose_name_plural": "外出材料",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("activity", "file"),
                                name="trip_file_once",
                                violation_error_message="这份文件已经上传过",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TripHandling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("purpose", models.CharField(blank=True, max_length=400, verbose_name="目的")),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("SIGNED", "签约"),
                                    ("AGREED", "达成意向"),
                                    ("LEAD", "取得线索"),
                                    ("CONTACT", "建立联系"),
                                    ("NONE", "暂无成果"),
                                ],
                                max_length=12,
                                verbose_name="成果类别",
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(null=True, verbose_name="报批时间")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="批复时间")),
                        ("note", models.CharField(blank=True, max_length=400, verbose_name="意见")),
                        ("reported_at", models.DateTimeField(null=True, verbose_name="报告时间")),
                        ("reviewed_at", models.DateTimeField(null=True, verbose_name="初审时间")),
                        (
                            "activity",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handling",
                                to="outreach.trip",
                                verbose_name="外出招商",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="批复人",
                            ),
                        ),
                        (
                            "reported_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="报告人",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="初审人",
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="报批人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "外出办理",
                        "verbose_name_plural": "外出办理",
                    },
                ),
                migrations.CreateModel(
                    name="TripMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("OURS", "我方"), ("THEIRS", "对方")],
                                default="OURS",
                                max_length=8,
                                verbose_name="哪一方",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="姓名")),
                        ("post", models.CharField(blank=True, max_length=80, verbose_name="职务")),
                        (
                            "rank",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("CITY_LEADER", "市领导"),
                                    ("HEAD", "主要负责人"),
                                    ("DEPUTY", "分管负责人"),
                                    ("MEMBER", "工作人员"),
                                ],
                                max_length=16,
                                verbose_name="级别",
                            ),
                        ),
                        ("seat", models.PositiveSmallIntegerField(verbose_name="排序")),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="members",
                                to="outreach.trip",
                                verbose_name="外出招商",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.person",
                                verbose_name="人员",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "外出人员",
                        "verbose_name_plural": "外出人员",
                        "ordering": ["seat", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="TripStop",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("division", models.CharField(max_length=6, verbose_name="到访地代码")),
                        ("place", models.CharField(max_length=60, verbose_name="到访地")),
                        ("on", models.DateField(verbose_name="到访日期")),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stops",
                                to="outreach.trip",
                                verbose_name="外出招商",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "外出到访地",
                        "verbose_name_plural": "外出到访地",
                        "ordering": ["on", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("activity", "on", "division", "place"),
                                name="trip_stop_once",
                                violation_error_message="同一天的同一到访地只填一次",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitAppointment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="日期")),
                        ("starts", models.TimeField(null=True, verbose_name="时间")),
                        ("place", models.CharField(blank=True, max_length=60, verbose_name="地点")),
                        ("text", models.CharField(max_length=200, verbose_name="内容")),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programme",
                                to="outreach.visit",
                                verbose_name="来访接待",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="enterprises.enterprise",
                                verbose_name="企业",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "接待日程",
                        "verbose_name_plural": "接待日程",
                        "ordering": ["on", "starts", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="VisitFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="文件名")),
                        ("caption", models.CharField(blank=True, max_length=120, verbose_name="说明")),
                        ("added_at", models.DateTimeField(verbose_name="上传时间")),
                        ("withdrawn_at", models.DateTimeField(null=True, verbose_name="撤回时间")),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="outreach.visit",
                                verbose_name="来访接待",
                            ),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(
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
                    ],
                    options={
                        "verbose_name": "接待材料",
                        "verbose_name_plural": "接待材料",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("activity", "file"),
                                name="visit_file_once",
                                violation_error_message="这份文件已经上传过",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitHandling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("purpose", models.CharField(blank=True, max_length=400, verbose_name="目的")),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("SIGNED", "签约"),
                                    ("AGREED", "达成意向"),
                                    ("LEAD", "取得线索"),
                                    ("CONTACT", "建立联系"),
                                    ("NONE", "暂无成果"),
                                ],
                                max_length=12,
                                verbose_name="成果类别",
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(null=True, verbose_name="报批时间")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="批复时间")),
                        ("note", models.CharField(blank=True, max_length=400, verbose_name="意见")),
                        ("reported_at", models.DateTimeField(null=True, verbose_name="报告时间")),
                        ("reviewed_at", models.DateTimeField(null=True, verbose_name="初审时间")),
                        (
                            "activity",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handling",
                                to="outreach.visit",
                                verbose_name="来访接待",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="批复人",
                            ),
                        ),
                        (
                            "reported_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="报告人",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="初审人",
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="报批人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "接待办理",
                        "verbose_name_plural": "接待办理",
                    },
                ),
                migrations.CreateModel(
                    name="VisitMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("OURS", "我方"), ("THEIRS", "对方")],
                                default="OURS",
                                max_length=8,
                                verbose_name="哪一方",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="姓名")),
                        ("post", models.CharField(blank=True, max_length=80, verbose_name="职务")),
                        (
                            "rank",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("CITY_LEADER", "市领导"),
                                    ("HEAD", "主要负责人"),
                                    ("DEPUTY", "分管负责人"),
                                    ("MEMBER", "工作人员"),
                                ],
                                max_length=16,
                                verbose_name="级别",
                            ),
                        ),
                        ("seat", models.PositiveSmallIntegerField(verbose_name="排序")),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="members",
                                to="outreach.visit",
                                verbose_name="来访接待",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.person",
                                verbose_name="人员",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "接待和来访人员",
                        "verbose_name_plural": "接待和来访人员",
                        "ordering": ["seat", "id"],
                    },
                ),
            ],
        ),
    ]
