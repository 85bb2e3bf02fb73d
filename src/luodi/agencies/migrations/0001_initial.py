import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_squashed_0002_hand_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("projects", "0001_squashed_0003_details"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Agency",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="机构编号")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("FIRM", "专业机构"),
                                    ("ASSOCIATION", "商会协会"),
                                    ("PERSON", "自然人引荐人"),
                                ],
                                max_length=12,
                                verbose_name="机构类别",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="名称")),
                        (
                            "credit_code",
                            models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码"),
                        ),
                        ("place", models.CharField(blank=True, max_length=6, verbose_name="所在地")),
                        ("contact", models.CharField(blank=True, max_length=40, verbose_name="联系人")),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="联系电话")),
                        ("is_public_staff", models.BooleanField(default=False, verbose_name="是否公职人员")),
                        ("remark", models.CharField(blank=True, max_length=400, verbose_name="说明")),
                        ("search_text", models.CharField(max_length=400, verbose_name="检索文本")),
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="联系单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "委托机构",
                        "verbose_name_plural": "委托机构",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="agency_code_unique",
                                violation_error_message="机构编号已被使用",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("credit_code", ""), _negated=True),
                                fields=("city", "credit_code"),
                                name="agency_credit_code_unique",
                                violation_error_message="该统一社会信用代码的机构已登记",
                            ),
                            models.UniqueConstraint(fields=("city", "once"), name="agency_once_unique"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgencyReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("filed_on", models.DateField(verbose_name="报备日期")),
                        ("due_on", models.DateField(verbose_name="应报日期")),
                        ("text", models.CharField(max_length=1600, verbose_name="年度情况")),
                        ("at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="agencies.agency",
                                verbose_name="委托机构",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "机构年度报备",
                        "verbose_name_plural": "机构年度报备",
                        "ordering": ["-year", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="FeeRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="编号")),
                        ("title", models.CharField(max_length=120, verbose_name="名称")),
                        ("created_at", models.DateTimeField(verbose_name="建立时间")),
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
                                verbose_name="建立人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "引荐奖励办法",
                        "verbose_name_plural": "引荐奖励办法",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="fee_rule_code_unique",
                                violation_error_message="编号已被使用",
                            ),
                            models.UniqueConstraint(
                                fields=("city", "title"),
                                name="fee_rule_title_unique",
                                violation_error_message="已有同名的办法，请在它下面发布新版本",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FeeRuleVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="版次")),
                        ("valid_from", models.DateField(verbose_name="施行日期")),
                        ("source", models.CharField(max_length=200, verbose_name="依据")),
                        ("content", models.JSONField(verbose_name="内容")),
                        ("set_at", models.DateTimeField(verbose_name="设定时间")),
                        (
                            "rule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="agencies.feerule",
                                verbose_name="办法",
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
                        "verbose_name": "奖励办法版本",
                        "verbose_name_plural": "奖励办法版本",
                        "ordering": ["valid_from", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rule", "number"),
                                name="fee_rule_version_unique",
                                violation_error_message="这一版次已经存在",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mandate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "agreement_no",
                            models.CharField(blank=True, max_length=60, verbose_name="协议编号"),
                        ),
                        ("signed_on", models.DateField(verbose_name="签订日期")),
                        ("since", models.DateField(verbose_name="委托开始")),
                        ("until", models.DateField(null=True, verbose_name="委托结束")),
                        ("scope", models.CharField(max_length=400, verbose_name="委托范围")),
                        ("ended_on", models.DateField(null=True, verbose_name="终止日期")),
                        ("ended_why", models.CharField(blank=True, max_length=400, verbose_name="终止原因")),
                        ("at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates",
                                to="agencies.agency",
                                verbose_name="委托机构",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates",
                                to="agencies.feerule",
                                verbose_name="奖励办法",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "委托协议",
                        "verbose_name_plural": "委托协议",
                        "ordering": ["since", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="mandate_term_in_order",
                                violation_error_message="委托结束日期不能早于开始日期",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Introduction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="备案编号")),
                        ("investor_name", models.CharField(max_length=200, verbose_name="投资方")),
                        ("investor_key", models.CharField(max_length=64, verbose_name="投资方检索音")),
                        ("project_name", models.CharField(max_length=200, verbose_name="拟投项目")),
                        ("filed_on", models.DateField(verbose_name="备案日期")),
                        ("grounds", models.CharField(max_length=800, verbose_name="引荐经过")),
                        (
                            "withdrawn_why",
                            models.CharField(blank=True, max_length=400, verbose_name="撤回原因"),
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
                            "project",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="introduction",
                                to="projects.project",
                                verbose_name="引荐的项目",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="承接单位",
                            ),
                        ),
                        (
                            "mandate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="introductions",
                                to="agencies.mandate",
                                verbose_name="委托协议",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "引荐备案",
                        "verbose_name_plural": "引荐备案",
                        "indexes": [
                            models.Index(fields=["city", "investor_key"], name="introduction_by_investor")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="introduction_code_unique",
                                violation_error_message="备案编号已被使用",
                            ),
                            models.UniqueConstraint(fields=("city", "once"), name="introduction_once_unique"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FeeClaim",
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
                                    ("APPLIED", "待核定"),
                                    ("CONFIRMED", "已核定"),
                                    ("REFUSED", "未通过"),
                                    ("WITHDRAWN", "已撤回"),
                                    ("PAID", "已兑付"),
                                ],
                                max_length=12,
                                verbose_name="申请状态",
                            ),
                        ),
                        ("fen", models.BigIntegerField(verbose_name="奖励金额（分）")),
                        ("lines", models.JSONField(verbose_name="计算过程")),
                        ("entry_no", models.BigIntegerField(verbose_name="流水号")),
                        ("applied_at", models.DateTimeField(verbose_name="申请时间")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="核定时间")),
                        ("decision", models.CharField(blank=True, max_length=400, verbose_name="核定意见")),
                        ("paid_on", models.DateField(null=True, verbose_name="兑付日期")),
                        ("voucher", models.CharField(blank=True, max_length=120, verbose_name="兑付凭证")),
                        (
                            "once",
                            models.CharField(
                                max_length=64, null=True, unique=True, verbose_name="一次性编号"
                            ),
                        ),
                        (
                            "applied_by",
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
                                verbose_name="核定人",
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="claims",
                                to="agencies.feeruleversion",
                                verbose_name="奖励办法版本",
                            ),
                        ),
                        (
                            "introduction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="claims",
                                to="agencies.introduction",
                                verbose_name="引荐备案",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "奖励申请",
                        "verbose_name_plural": "奖励申请",
                        "ordering": ["-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "APPLIED")),
                                fields=("introduction",),
                                name="fee_claim_one_open",
                                violation_error_message="已有一项申请在核定中",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fen__gt", 0)), name="fee_claim_pays_something"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportDeadline",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("first_year", models.PositiveSmallIntegerField(verbose_name="起始年度")),
                        ("month", models.PositiveSmallIntegerField(verbose_name="月")),
                        ("day", models.PositiveSmallIntegerField(verbose_name="日")),
                        ("source", models.CharField(max_length=200, verbose_name="依据")),
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
                        "verbose_name": "机构报备期限",
                        "verbose_name_plural": "机构报备期限",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("day__gte", 1), ("day__lte", 31), ("month__gte", 1), ("month__lte", 12)
                                ),
                                name="report_deadline_is_a_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatedAmount",
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
                                choices=[("LAND", "土地价款"), ("LOAN", "引进贷款"), ("GRANT", "争取补助")],
                                max_length=12,
                                verbose_name="金额类别",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="发生日期")),
                        ("fen", models.BigIntegerField(verbose_name="金额（分）")),
                        ("basis", models.CharField(max_length=400, verbose_name="凭据")),
                        ("at", models.DateTimeField(verbose_name="登记时间")),
                        ("confirmed_at", models.DateTimeField(null=True, verbose_name="确认时间")),
                        ("is_dropped", models.BooleanField(default=False, verbose_name="不予确认")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="确认人",
                            ),
                        ),
                        (
                            "introduction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="amounts",
                                to="agencies.introduction",
                                verbose_name="引荐备案",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "填列金额",
                        "verbose_name_plural": "填列金额",
                        "ordering": ["on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("fen__gte", 0)),
                                name="stated_amount_not_negative",
                                violation_error_message="金额不能是负数",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
