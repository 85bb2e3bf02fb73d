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
                    name="Filing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(verbose_name="月份")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("OPEN", "未报"),
                                    ("INCOMPLETE", "报未齐"),
                                    ("DECLARED", "待受理"),
                                    ("RETURNED", "被退回"),
                                    ("ACCEPTED", "已受理"),
                                ],
                                max_length=12,
                                verbose_name="填报状态",
                            ),
                        ),
                        ("is_nil", models.BooleanField(default=False, verbose_name="本月无新增")),
                        ("reason", models.CharField(blank=True, max_length=400, verbose_name="未报齐的原因")),
                        ("expected_on", models.DateField(null=True, verbose_name="预计报齐日期")),
                        ("due_on", models.DateField(verbose_name="截止日期")),
                        ("declared_at", models.DateTimeField(verbose_name="申报时间")),
                        ("on_behalf", models.BooleanField(default=False, verbose_name="代报")),
                        ("entry_no", models.BigIntegerField(verbose_name="申报时流水号")),
                        ("completed_at", models.DateTimeField(null=True, verbose_name="首次报齐时间")),
                        ("n_returned", models.PositiveIntegerField(default=0, verbose_name="退回次数")),
                        (
                            "return_reason",
                            models.CharField(blank=True, max_length=400, verbose_name="退回原因"),
                        ),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="受理（退回）时间")),
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
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="受理（退回）人",
                            ),
                        ),
                        (
                            "declared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="申报人",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="filings",
                                to="organisation.unit",
                                verbose_name="填报单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "月报填报",
                        "verbose_name_plural": "月报填报",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "month", "unit"),
                                name="filing_once_per_month",
                                violation_error_message="同一单位同一月份只有一份填报",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)),
                                name="filing_month_is_first_day",
                                violation_error_message="月份应写作当月 1 日",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FilingDeadline",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateField(verbose_name="起始月份")),
                        ("day", models.PositiveIntegerField(verbose_name="截止日")),
                        ("in_next_month", models.BooleanField(default=True, verbose_name="次月")),
                        ("remind_days", models.PositiveIntegerField(default=3, verbose_name="提前提醒天数")),
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
                        "verbose_name": "填报截止日",
                        "verbose_name_plural": "填报截止日",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("since__day", 1)),
                                name="deadline_since_first_day",
                                violation_error_message="起始月份应写作当月 1 日",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("day__gte", 1), ("day__lte", 31)),
                                name="deadline_day_in_month",
                                violation_error_message="截止日应在 1—31 之间",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FilingDuty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateField(verbose_name="起始月份")),
                        ("files", models.BooleanField(verbose_name="须填报")),
                        ("reason", models.CharField(blank=True, max_length=400, verbose_name="说明")),
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
                        "verbose_name": "填报义务",
                        "verbose_name_plural": "填报义务",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("since__day", 1)),
                                name="duty_since_first_day",
                                violation_error_message="起始月份应写作当月 1 日",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FilingReminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(verbose_name="月份")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("BEFORE", "到期前提醒"),
                                    ("OVERDUE", "逾期催报"),
                                    ("LONG_OVERDUE", "逾期再催"),
                                    ("BY_HAND", "人工催报"),
                                ],
                                max_length=12,
                                verbose_name="催报级别",
                            ),
                        ),
                        ("told_on", models.DateField(verbose_name="催报日期")),
                        ("at", models.DateTimeField(verbose_name="催报时间")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="催报人",
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="填报单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "催报记录",
                        "verbose_name_plural": "催报记录",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("level", "BY_HAND"), _negated=True),
                                fields=("city", "month", "unit", "level"),
                                name="reminder_once_per_level",
                                violation_error_message="这一级催报已经发过",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("level", "BY_HAND")),
                                fields=("city", "month", "unit", "told_on"),
                                name="reminder_by_hand_once_a_day",
                                violation_error_message="今天已经催报过",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)),
                                name="reminder_month_is_first_day",
                                violation_error_message="月份应写作当月 1 日",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FilingStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("OPEN", "未报"),
                                    ("INCOMPLETE", "报未齐"),
                                    ("DECLARED", "待受理"),
                                    ("RETURNED", "被退回"),
                                    ("ACCEPTED", "已受理"),
                                ],
                                max_length=12,
                                verbose_name="填报状态",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("on_behalf", models.BooleanField(default=False, verbose_name="代报")),
                        ("is_nil", models.BooleanField(default=False, verbose_name="本月无新增")),
                        ("reason", models.CharField(blank=True, max_length=400, verbose_name="说明")),
                        ("expected_on", models.DateField(null=True, verbose_name="预计报齐日期")),
                        ("entry_no", models.BigIntegerField(null=True, verbose_name="流水号")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="经办人",
                            ),
                        ),
                        (
                            "by_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="经办单位",
                            ),
                        ),
                        (
                            "filing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="filing.filing",
                                verbose_name="月报填报",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "填报经过",
                        "verbose_name_plural": "填报经过",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="FiledFigure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=60, verbose_name="指标编码")),
                        ("definition_version", models.PositiveIntegerField(verbose_name="口径版本")),
                        (
                            "standing",
                            models.CharField(
                                choices=[("CLAIMED", "申报"), ("VERIFIED", "认定"), ("REJECTED", "退回")],
                                max_length=12,
                                verbose_name="认定状态",
                            ),
                        ),
                        ("raw", models.BigIntegerField(verbose_name="数值（金额为分）")),
                        (
                            "step",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="figures",
                                to="filing.filingstep",
                                verbose_name="填报经过",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "申报数据",
                        "verbose_name_plural": "申报数据",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("step", "code", "standing"), name="filed_figure_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MonthClose",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(verbose_name="月份")),
                        ("closed_at", models.DateTimeField(verbose_name="结账时间")),
                        ("entry_no", models.BigIntegerField(verbose_name="结账时流水号")),
                        ("moment", models.DateTimeField(verbose_name="结账统计时点")),
                        ("remark", models.CharField(blank=True, max_length=400, verbose_name="说明")),
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
                            "closed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="结账人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "月度结账",
                        "verbose_name_plural": "月度结账",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "month"),
                                name="month_closed_once",
                                violation_error_message="该月已经结账",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)),
                                name="close_month_is_first_day",
                                violation_error_message="月份应写作当月 1 日",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CloseLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("OPEN", "未报"),
                                    ("INCOMPLETE", "报未齐"),
                                    ("DECLARED", "待受理"),
                                    ("RETURNED", "被退回"),
                                    ("ACCEPTED", "已受理"),
                                ],
                                max_length=12,
                                verbose_name="填报状态",
                            ),
                        ),
                        (
                            "timeliness",
                            models.CharField(
                                choices=[
                                    ("NOT_DUE", "未到期"),
                                    ("ON_TIME", "按时"),
                                    ("LATE", "迟报"),
                                    ("MISSING", "缺报"),
                                ],
                                max_length=12,
                                verbose_name="及时性",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="截止日期")),
                        ("n_returned", models.PositiveIntegerField(default=0, verbose_name="退回次数")),
                        ("exception", models.CharField(blank=True, max_length=400, verbose_name="例外原因")),
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
                            "close",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="filing.monthclose",
                                verbose_name="月度结账",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "结账明细",
                        "verbose_name_plural": "结账明细",
                        "constraints": [
                            models.UniqueConstraint(fields=("close", "unit"), name="close_line_once_per_unit")
                        ],
                    },
                ),
            ],
        ),
    ]
