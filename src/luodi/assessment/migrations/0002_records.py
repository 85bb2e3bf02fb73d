import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0001_groups_schemes_runs"),
        ("documents", "0001_initial"),
        ("organisation", "0001_squashed_0002_hand_over"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="ConfirmedInput",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("input", models.CharField(max_length=60, verbose_name="输入代码")),
                        ("ends_on", models.DateField(verbose_name="数据截止日")),
                        (
                            "value",
                            models.DecimalField(
                                decimal_places=8, max_digits=24, null=True, verbose_name="数值"
                            ),
                        ),
                        ("measure", models.CharField(blank=True, max_length=20, verbose_name="计量单位")),
                        ("file_name", models.CharField(blank=True, max_length=200, verbose_name="文件名")),
                        ("entered_at", models.DateTimeField(verbose_name="录入时间")),
                        ("confirmed_at", models.DateTimeField(null=True, verbose_name="确认时间")),
                        ("withdrawn_at", models.DateTimeField(null=True, verbose_name="撤回时间")),
                        (
                            "withdrawn_reason",
                            models.CharField(blank=True, max_length=400, verbose_name="撤回原因"),
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
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="确认单位",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                                verbose_name="佐证文件",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="录入人",
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="确认人",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="撤回人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "确认数据",
                        "verbose_name_plural": "确认数据",
                        "ordering": ["id"],
                        "indexes": [
                            models.Index(fields=["city", "year", "input"], name="assessment_inputs_of_year"),
                            models.Index(
                                condition=models.Q(
                                    ("confirmed_at__isnull", True), ("withdrawn_at__isnull", True)
                                ),
                                fields=["source"],
                                name="assessment_inputs_pending",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("unit__isnull", True), ("person__isnull", True), _connector="XOR"
                                ),
                                name="assessment_input_one_holder",
                                violation_error_message="确认数据属于一个单位或一名市领导",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by__isnull", True),
                                    models.Q(("confirmed_by", models.F("entered_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="assessment_input_confirmed_by_another",
                                violation_error_message="录入人不能自己确认",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_at__isnull", True),
                                    models.Q(("withdrawn_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="assessment_input_withdrawn_with_reason",
                                violation_error_message="撤回须写明原因",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("unit__isnull", False), ("withdrawn_at__isnull", True)),
                                fields=("city", "year", "unit", "input", "ends_on"),
                                name="assessment_input_once_per_unit",
                                violation_error_message="该单位这一天的这项数据已经录入",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", False), ("withdrawn_at__isnull", True)),
                                fields=("city", "year", "person", "input", "ends_on"),
                                name="assessment_input_once_per_person",
                                violation_error_message="该领导这一天的这项数据已经录入",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MarkEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=60, verbose_name="事项类别")),
                        ("day", models.DateField(verbose_name="发生日期")),
                        (
                            "count",
                            models.DecimalField(
                                decimal_places=4, default=1, max_digits=12, verbose_name="计数"
                            ),
                        ),
                        ("category", models.CharField(blank=True, max_length=60, verbose_name="档次")),
                        ("title", models.CharField(max_length=200, verbose_name="事项")),
                        ("basis", models.CharField(max_length=200, verbose_name="依据")),
                        ("file_name", models.CharField(blank=True, max_length=200, verbose_name="文件名")),
                        ("entered_at", models.DateTimeField(verbose_name="录入时间")),
                        ("confirmed_at", models.DateTimeField(null=True, verbose_name="确认时间")),
                        ("withdrawn_at", models.DateTimeField(null=True, verbose_name="撤回时间")),
                        (
                            "withdrawn_reason",
                            models.CharField(blank=True, max_length=400, verbose_name="撤回原因"),
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
                            "file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                                verbose_name="佐证文件",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="录入人",
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="确认人",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="撤回人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "加减分事项",
                        "verbose_name_plural": "加减分事项",
                        "ordering": ["-day", "-id"],
                        "indexes": [
                            models.Index(fields=["city", "kind", "day"], name="assessment_events_by_kind"),
                            models.Index(
                                condition=models.Q(
                                    ("confirmed_at__isnull", True), ("withdrawn_at__isnull", True)
                                ),
                                fields=["city"],
                                name="assessment_events_pending",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("unit__isnull", True), ("person__isnull", True), _connector="XOR"
                                ),
                                name="assessment_event_one_holder",
                                violation_error_message="加减分事项属于一个单位或一名市领导",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("count__gt", 0)),
                                name="assessment_event_counts",
                                violation_error_message="计数须大于 0",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by__isnull", True),
                                    models.Q(("confirmed_by", models.F("entered_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="assessment_event_confirmed_by_another",
                                violation_error_message="录入人不能自己确认",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_at__isnull", True),
                                    models.Q(("withdrawn_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="assessment_event_withdrawn_with_reason",
                                violation_error_message="撤回须写明原因",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RatingRound",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("input", models.CharField(max_length=60, verbose_name="输入代码")),
                        ("title", models.CharField(max_length=80, verbose_name="名称")),
                        ("scale", models.DecimalField(decimal_places=2, max_digits=8, verbose_name="满分")),
                        ("kinds", models.JSONField(default=list, verbose_name="评议人类别")),
                        ("opens_on", models.DateField(verbose_name="开始日期")),
                        ("closes_on", models.DateField(verbose_name="截止日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[("OPEN", "评议中"), ("CLOSED", "已结束")],
                                default="OPEN",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="发起时间")),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="结束时间")),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rounds",
                                to="assessment.group",
                                verbose_name="考核组",
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
                            "closed_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="结束人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "评议",
                        "verbose_name_plural": "评议",
                        "ordering": ["-opens_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                                name="assessment_round_ends_after_start",
                                violation_error_message="截止日期不能早于开始日期",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("scale__gt", 0)),
                                name="assessment_round_has_scale",
                                violation_error_message="满分须大于 0",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "OPEN"), ("closed_at__isnull", False), _connector="OR"
                                ),
                                name="assessment_round_closed_with_moment",
                                violation_error_message="结束须有时间",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RatingSeat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="序号")),
                        ("kind", models.CharField(max_length=60, verbose_name="评议人类别")),
                        ("submitted_at", models.DateTimeField(null=True, verbose_name="提交时间")),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="assessment.ratinground",
                                verbose_name="评议",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="评议人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "评议人",
                        "verbose_name_plural": "评议人",
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("round", "account"),
                                name="assessment_seat_once",
                                violation_error_message="一个账号在一次评议中只有一票",
                            ),
                            models.UniqueConstraint(
                                fields=("round", "number"),
                                name="assessment_seat_number",
                                violation_error_message="评议人序号重复",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RatingMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "points",
                            models.DecimalField(
                                decimal_places=2, max_digits=8, null=True, verbose_name="评分"
                            ),
                        ),
                        ("remark", models.CharField(blank=True, max_length=200, verbose_name="意见")),
                        ("at", models.DateTimeField(null=True, verbose_name="评分时间")),
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
                        (
                            "seat",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="marks",
                                to="assessment.ratingseat",
                                verbose_name="评议人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "评议打分",
                        "verbose_name_plural": "评议打分",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("unit__isnull", True), ("person__isnull", True), _connector="XOR"
                                ),
                                name="assessment_mark_one_holder",
                                violation_error_message="评议的对象是一个单位或一名市领导",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("unit__isnull", False)),
                                fields=("seat", "unit"),
                                name="assessment_mark_once_per_unit",
                                violation_error_message="每个单位只评一次",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", False)),
                                fields=("seat", "person"),
                                name="assessment_mark_once_per_person",
                                violation_error_message="每名领导只评一次",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SelfCall",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ends_on", models.DateField(verbose_name="考核日")),
                        ("due_on", models.DateField(verbose_name="报送期限")),
                        ("note", models.CharField(blank=True, max_length=400, verbose_name="要求")),
                        ("called_at", models.DateTimeField(verbose_name="布置时间")),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="self_calls",
                                to="assessment.group",
                                verbose_name="考核组",
                            ),
                        ),
                        (
                            "called_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="布置人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "自评安排",
                        "verbose_name_plural": "自评安排",
                        "ordering": ["-ends_on", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("group", "ends_on"),
                                name="assessment_self_call_once",
                                violation_error_message="这一考核日的自评已经布置",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SelfSheet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(null=True, verbose_name="报送时间")),
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
                        (
                            "call",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sheets",
                                to="assessment.selfcall",
                                verbose_name="自评安排",
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="报送人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "自评表",
                        "verbose_name_plural": "自评表",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("unit__isnull", True), ("person__isnull", True), _connector="XOR"
                                ),
                                name="assessment_self_sheet_one_holder",
                                violation_error_message="自评属于一个单位或一名市领导",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("unit__isnull", False)),
                                fields=("call", "unit"),
                                name="assessment_self_sheet_once_per_unit",
                                violation_error_message="每个单位一份自评表",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", False)),
                                fields=("call", "person"),
                                name="assessment_self_sheet_once_per_person",
                                violation_error_message="每名领导一份自评表",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SelfScore",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("item", models.CharField(max_length=40, verbose_name="考核项代码")),
                        (
                            "points",
                            models.DecimalField(decimal_places=4, max_digits=12, verbose_name="自评分"),
                        ),
                        ("remark", models.CharField(blank=True, max_length=400, verbose_name="说明")),
                        ("said_at", models.DateTimeField(verbose_name="填写时间")),
                        (
                            "sheet",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scores",
                                to="assessment.selfsheet",
                                verbose_name="自评表",
                            ),
                        ),
                        (
                            "said_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="填写人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "自评分",
                        "verbose_name_plural": "自评分",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sheet", "item"),
                                name="assessment_self_score_once",
                                violation_error_message="每个考核项只自评一次",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Objection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="序号")),
                        ("item", models.CharField(blank=True, max_length=40, verbose_name="考核项代码")),
                        ("item_name", models.CharField(blank=True, max_length=120, verbose_name="考核项")),
                        ("text", models.CharField(max_length=1000, verbose_name="异议内容")),
                        ("file_name", models.CharField(blank=True, max_length=200, verbose_name="文件名")),
                        ("due_on", models.DateField(verbose_name="异议截止日")),
                        ("raised_at", models.DateTimeField(verbose_name="提出时间")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("RAISED", "待裁定"),
                                    ("UPHELD", "异议成立"),
                                    ("REJECTED", "异议不成立"),
                                    ("WITHDRAWN", "已撤回"),
                                ],
                                default="RAISED",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=1000, verbose_name="裁定理由")),
                        ("ruled_at", models.DateTimeField(null=True, verbose_name="裁定时间")),
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
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="assessment.run",
                                verbose_name="考核计算",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                                verbose_name="佐证文件",
                            ),
                        ),
                        (
                            "raised_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提出人",
                            ),
                        ),
                        (
                            "ruled_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="裁定人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "考核异议",
                        "verbose_name_plural": "考核异议",
                        "ordering": ["run_id", "number"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("unit__isnull", True), ("person__isnull", True), _connector="XOR"
                                ),
                                name="assessment_objection_one_holder",
                                violation_error_message="异议由一个单位或一名市领导提出",
                            ),
                            models.UniqueConstraint(
                                fields=("run", "number"),
                                name="assessment_objection_number",
                                violation_error_message="异议序号重复",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "RAISED"), ("unit__isnull", False)),
                                fields=("run", "unit", "item"),
                                name="assessment_objection_one_open",
                                violation_error_message="对这一考核项已有异议等待裁定",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "RAISED"),
                                    models.Q(
                                        ("ruled_at__isnull", False),
                                        ("ruled_by__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="assessment_objection_ruled_with_reason",
                                violation_error_message="裁定须写明理由",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ObjectionCorrection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("input", models.CharField(max_length=60, verbose_name="输入代码")),
                        ("title", models.CharField(max_length=80, verbose_name="输入名称")),
                        ("unit", models.CharField(blank=True, max_length=20, verbose_name="计量单位")),
                        ("was", models.JSONField(null=True, verbose_name="原值")),
                        ("value", models.JSONField(null=True, verbose_name="更正为")),
                        ("why", models.CharField(max_length=400, verbose_name="更正理由")),
                        (
                            "objection",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="assessment.objection",
                                verbose_name="考核异议",
                            ),
                        ),
                        (
                            "applied_in",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applied_corrections",
                                to="assessment.run",
                                verbose_name="据此重算",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "异议更正",
                        "verbose_name_plural": "异议更正",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("objection", "input"),
                                name="assessment_correction_once",
                                violation_error_message="每个输入只更正一次",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ObjectionRules",
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
                        ("workdays", models.PositiveSmallIntegerField(verbose_name="异议期（工作日）")),
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
                        "verbose_name": "异议规则",
                        "verbose_name_plural": "异议规则",
                        "indexes": [
                            models.Index(
                                fields=["city", "-valid_from", "-id"], name="assessment_objection_terms"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("workdays__gte", 1)),
                                name="assessment_objection_term_positive",
                                violation_error_message="异议期至少 1 个工作日",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Listed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "colour",
                            models.CharField(
                                choices=[("RED", "红榜"), ("BLACK", "黑榜"), ("OTHER", "其他名单")],
                                max_length=8,
                                verbose_name="榜别",
                            ),
                        ),
                        ("title", models.CharField(max_length=40, verbose_name="名单")),
                        ("reason", models.CharField(max_length=400, verbose_name="上榜理由")),
                        ("by_rule", models.BooleanField(default=False, verbose_name="按考核办法")),
                        ("listed_at", models.DateTimeField(verbose_name="上榜时间")),
                        ("removed_at", models.DateTimeField(null=True, verbose_name="移出时间")),
                        (
                            "removed_reason",
                            models.CharField(blank=True, max_length=400, verbose_name="移出理由"),
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
                        (
                            "group",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="listed",
                                to="assessment.group",
                                verbose_name="考核组",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="listed",
                                to="assessment.run",
                                verbose_name="考核计算",
                            ),
                        ),
                        (
                            "listed_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="列入人",
                            ),
                        ),
                        (
                            "removed_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="移出人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "上榜记录",
                        "verbose_name_plural": "上榜记录",
                        "ordering": ["colour", "id"],
                        "indexes": [
                            models.Index(fields=["group", "title"], name="assessment_listed_of_group")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("unit__isnull", True), ("person__isnull", True), _connector="XOR"
                                ),
                                name="assessment_listed_one_holder",
                                violation_error_message="上榜的是一个单位或一名市领导",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="assessment_listed_with_reason",
                                violation_error_message="上榜须写明理由",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("removed_at__isnull", True),
                                    models.Q(("removed_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="assessment_listed_removed_with_reason",
                                violation_error_message="移出须写明理由",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Citation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="编号")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("CERTIFICATE", "证书"),
                                    ("PRAISE", "通报表扬"),
                                    ("CRITICISM", "通报批评"),
                                ],
                                max_length=12,
                                verbose_name="种类",
                            ),
                        ),
                        ("document", models.CharField(blank=True, max_length=60, verbose_name="发文字号")),
                        ("title", models.CharField(max_length=120, verbose_name="标题")),
                        ("text", models.TextField(max_length=4000, verbose_name="正文")),
                        ("issuer", models.CharField(max_length=80, verbose_name="落款单位")),
                        ("issued_on", models.DateField(null=True, verbose_name="成文日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[("DRAFT", "起草中"), ("ISSUED", "已印发"), ("CANCELLED", "已作废")],
                                default="DRAFT",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        ("drafted_at", models.DateTimeField(verbose_name="起草时间")),
                        ("issued_at", models.DateTimeField(null=True, verbose_name="印发时间")),
                        ("reason", models.CharField(blank=True, max_length=400, verbose_name="作废理由")),
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
                            "run",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="citations",
                                to="assessment.run",
                                verbose_name="考核计算",
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="起草人",
                            ),
                        ),
                        (
                            "issued_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="印发人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "通报和证书",
                        "verbose_name_plural": "通报和证书",
                        "ordering": ["-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="assessment_citation_code_unique",
                                violation_error_message="编号已被使用",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "ISSUED"), _negated=True),
                                    models.Q(
                                        ("issued_at__isnull", False),
                                        ("issued_by__isnull", False),
                                        ("issued_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="assessment_citation_issued_with_day",
                                violation_error_message="印发须有成文日期",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("issued_by__isnull", True),
                                    models.Q(("issued_by", models.F("drafted_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="assessment_citation_issued_by_another",
                                violation_error_message="起草人不能自己印发",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CitationName",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        (
                            "citation",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="names",
                                to="assessment.citation",
                                verbose_name="通报和证书",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "通报对象",
                        "verbose_name_plural": "通报对象",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("unit__isnull", True), ("person__isnull", True), _connector="XOR"
                                ),
                                name="assessment_named_one_holder",
                                violation_error_message="通报对象是一个单位或一名市领导",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("unit__isnull", False)),
                                fields=("citation", "unit"),
                                name="assessment_named_once_per_unit",
                                violation_error_message="同一单位只写一次",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", False)),
                                fields=("citation", "person"),
                                name="assessment_named_once_per_person",
                                violation_error_message="同一领导只写一次",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
