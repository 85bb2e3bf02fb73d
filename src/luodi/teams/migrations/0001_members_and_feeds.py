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
                    name="Secondment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("HEAD", "队长（组长）"),
                                    ("DEPUTY", "副队长（副组长）"),
                                    ("MEMBER", "队员"),
                                    ("LIAISON", "联络员"),
                                ],
                                max_length=12,
                                verbose_name="职务",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="开始日期")),
                        ("until", models.DateField(verbose_name="期满日期")),
                        ("document", models.CharField(blank=True, max_length=80, verbose_name="选派文号")),
                        (
                            "ended_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="提前结束原因"),
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
                            "home",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="派出单位",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="secondments",
                                to="organisation.person",
                                verbose_name="队员",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="secondments",
                                to="organisation.unit",
                                verbose_name="招商队伍",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "队员选派",
                        "verbose_name_plural": "队员选派",
                        "indexes": [
                            models.Index(fields=["unit", "since", "until"], name="secondment_of_team")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "unit", "person", "since"),
                                name="secondment_once",
                                violation_error_message="这名队员从这一天起已在这支队伍",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("until__gte", models.F("since"))),
                                name="secondment_ends_after_start",
                                violation_error_message="期满日期不能早于开始日期",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="日期")),
                        (
                            "morning",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("PRESENT", "在岗"),
                                    ("TRAVELLING", "外出"),
                                    ("LEAVE", "请假"),
                                    ("REST", "休息"),
                                    ("ABSENT", "缺勤"),
                                ],
                                max_length=12,
                                verbose_name="上午",
                            ),
                        ),
                        (
                            "afternoon",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("PRESENT", "在岗"),
                                    ("TRAVELLING", "外出"),
                                    ("LEAVE", "请假"),
                                    ("REST", "休息"),
                                    ("ABSENT", "缺勤"),
                                ],
                                max_length=12,
                                verbose_name="下午",
                            ),
                        ),
                        ("marked_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "marked_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        (
                            "secondment",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="days",
                                to="teams.secondment",
                                verbose_name="队员",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "出勤",
                        "verbose_name_plural": "出勤",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("secondment", "day"),
                                name="attendance_once_a_day",
                                violation_error_message="这名队员这一天的出勤已登记",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AttendanceSheet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.CharField(max_length=7, verbose_name="月份")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("SUBMITTED", "待确认"),
                                    ("RETURNED", "已退回"),
                                    ("CONFIRMED", "已确认"),
                                ],
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("half_days", models.PositiveIntegerField(verbose_name="出勤半天数")),
                        ("submitted_at", models.DateTimeField(verbose_name="提交时间")),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="办理时间")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="退回原因")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
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
                            "settled_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="办理人",
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提交人",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance_sheets",
                                to="organisation.unit",
                                verbose_name="招商队伍",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "月度出勤",
                        "verbose_name_plural": "月度出勤",
                        "indexes": [
                            models.Index(fields=["city", "state", "month"], name="attendance_sheet_waiting")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "month"),
                                name="attendance_sheet_once_a_month",
                                violation_error_message="这支队伍这个月的出勤已提交",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "SUBMITTED"),
                                    models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="attendance_sheet_settled_by_somebody",
                                violation_error_message="确认或退回须有办理人",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="用途")),
                        ("digest", models.CharField(max_length=64, unique=True, verbose_name="密钥摘要")),
                        ("once", models.CharField(max_length=64, null=True, verbose_name="一次性编号")),
                        ("created_at", models.DateTimeField(verbose_name="开通时间")),
                        ("read_at", models.DateTimeField(null=True, verbose_name="最近读取")),
                        ("revoked_at", models.DateTimeField(null=True, verbose_name="停用时间")),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calendar_feeds",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="账号",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="只看单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "日历订阅",
                        "verbose_name_plural": "日历订阅",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("account", "once"),
                                name="feed_once",
                                violation_error_message="这个订阅已经开通",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
