import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi import search
from luodi.bulk.tables import CreateTables

INDEX = search.Index("enterprises_search")


def create(apps, editor):
    """Make the index of bigrams beside the ORM's tables: `./luodi rebuild_search` fills it again."""
    search.create(INDEX, editor.connection)


def drop(apps, editor):
    search.drop(INDEX, editor.connection)


class Migration(migrations.Migration):
    replaces = [
        ("enterprises", "0001_initial"),
        ("enterprises", "0002_search"),
        ("enterprises", "0003_name_key"),
        ("enterprises", "0004_firms"),
        ("enterprises", "0005_advising"),
        ("enterprises", "0006_profiles"),
        ("enterprises", "0007_former_names_by_name"),
    ]

    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("ledger", "0001_squashed_0005_firms"),
        ("organisation", "0001_squashed_0002_hand_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Adviser",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="顾问编号")),
                        ("name", models.CharField(max_length=40, verbose_name="姓名")),
                        ("title", models.CharField(blank=True, max_length=200, verbose_name="单位及职务")),
                        ("origin", models.CharField(blank=True, max_length=6, verbose_name="所在地")),
                        (
                            "state",
                            models.CharField(
                                choices=[("ACTIVE", "在聘"), ("ENDED", "解聘")],
                                max_length=12,
                                verbose_name="聘任状态",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="聘期开始")),
                        ("until", models.DateField(null=True, verbose_name="聘期结束")),
                        ("is_void", models.BooleanField(default=False, verbose_name="登记已撤回")),
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
                            "subject",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="adviser",
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
                                verbose_name="联系单位",
                            ),
                        ),
                        ("field", models.CharField(blank=True, max_length=100, verbose_name="熟悉领域")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("ADVISER", "招商顾问"), ("ENVOY", "招商大使")],
                                default="ADVISER",
                                max_length=12,
                                verbose_name="聘任类别",
                            ),
                        ),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="联系电话")),
                    ],
                    options={
                        "verbose_name": "招商顾问",
                        "verbose_name_plural": "招商顾问",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="adviser_code_unique",
                                violation_error_message="顾问编号已被使用",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="adviser_term_in_order",
                                violation_error_message="聘期结束日期不能早于开始日期",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CodeSeries",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("prefix", models.CharField(max_length=2, verbose_name="前缀")),
                        ("year", models.PositiveIntegerField(verbose_name="年份")),
                        ("last", models.BigIntegerField(verbose_name="最后一号")),
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
                        "verbose_name": "编号序列",
                        "verbose_name_plural": "编号序列",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "prefix", "year"), name="code_series_unique"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Enterprise",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="企业编号")),
                        ("name", models.CharField(max_length=200, verbose_name="企业名称")),
                        (
                            "credit_code",
                            models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码"),
                        ),
                        ("origin", models.CharField(blank=True, max_length=6, verbose_name="来源地")),
                        ("industry", models.CharField(blank=True, max_length=6, verbose_name="行业")),
                        ("is_above_scale", models.BooleanField(default=False, verbose_name="规上工业企业")),
                        ("above_scale_on", models.DateField(null=True, verbose_name="进入规上日期")),
                        ("is_in_pool", models.BooleanField(default=False, verbose_name="规上培育库在库")),
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
                            "subject",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enterprise",
                                to="ledger.subject",
                                verbose_name="统计对象",
                            ),
                        ),
                        ("name_key", models.CharField(blank=True, max_length=64, verbose_name="名称读音")),
                        ("group", models.CharField(blank=True, max_length=120, verbose_name="所属集团")),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="enterprises.enterprise",
                                verbose_name="母公司",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "企业",
                        "verbose_name_plural": "企业",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("is_void", False)),
                                fields=["city", "id", "is_void"],
                                name="enterprise_grid",
                            ),
                            models.Index(fields=["city", "name"], name="enterprise_by_name"),
                            models.Index(fields=["city", "name_key"], name="enterprise_by_name_key"),
                            models.Index(
                                condition=models.Q(("group", ""), _negated=True),
                                fields=["city", "group"],
                                name="enterprise_by_group",
                            ),
                            models.Index(
                                condition=models.Q(("is_above_scale", True)),
                                fields=["city", "above_scale_on"],
                                name="enterprise_above_scale",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="enterprise_code_unique",
                                violation_error_message="企业编号已被使用",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    models.Q(("credit_code", ""), _negated=True), ("is_void", False)
                                ),
                                fields=("city", "credit_code"),
                                name="enterprise_credit_code_unique",
                                violation_error_message="该统一社会信用代码已登记",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("parent__isnull", True),
                                    models.Q(("parent", models.F("id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="enterprise_not_its_own_parent",
                                violation_error_message="企业不能是自己的母公司",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="姓名")),
                        ("title", models.CharField(blank=True, max_length=80, verbose_name="职务")),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="电话")),
                        ("email", models.EmailField(blank=True, max_length=120, verbose_name="邮箱")),
                        ("is_main", models.BooleanField(default=False, verbose_name="主要联系人")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                        ("left_on", models.DateField(null=True, verbose_name="离任日期")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contacts",
                                to="enterprises.enterprise",
                                verbose_name="企业",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
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
                        "verbose_name": "企业联系人",
                        "verbose_name_plural": "企业联系人",
                        "ordering": ["-is_main", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_main", True)),
                                fields=("enterprise",),
                                name="contact_main_once",
                                violation_error_message="主要联系人只能有一位",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DueCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "item",
                            models.CharField(
                                choices=[
                                    ("REGISTRATION", "工商登记"),
                                    ("SHAREHOLDERS", "股权与实际控制人"),
                                    ("CREDIT", "信用与失信记录"),
                                    ("LITIGATION", "诉讼与被执行"),
                                    ("PENALTIES", "行政处罚与经营异常"),
                                    ("FINANCE", "财务与纳税"),
                                    ("FUNDS", "资金来源"),
                                    ("TECHNOLOGY", "技术与知识产权"),
                                    ("ENVIRONMENT", "环保与能耗"),
                                    ("SAFETY", "安全生产"),
                                    ("POLICY", "产业政策"),
                                    ("SITE", "实地考察"),
                                ],
                                max_length=16,
                                verbose_name="事项",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("CLEAR", "未见异常"),
                                    ("NOTED", "需要关注"),
                                    ("RISK", "存在风险"),
                                    ("UNKNOWN", "未能查实"),
                                ],
                                max_length=12,
                                verbose_name="结论",
                            ),
                        ),
                        ("finding", models.TextField(verbose_name="查到的情况")),
                        ("source", models.CharField(max_length=200, verbose_name="查询来源")),
                        ("checked_on", models.DateField(verbose_name="查询日期")),
                        ("withdrawn", models.CharField(blank=True, max_length=200, verbose_name="撤销原因")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("once", models.CharField(max_length=64, null=True, verbose_name="一次性编号")),
                        (
                            "checked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="查询人",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="due_checks",
                                to="enterprises.enterprise",
                                verbose_name="企业",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "尽职调查事项",
                        "verbose_name_plural": "尽职调查事项",
                        "ordering": ["-checked_on", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("checked_by", "once"),
                                name="due_check_once",
                                violation_error_message="已经登记",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DueCheckFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="文件名")),
                        (
                            "check_of",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="enterprises.duecheck",
                                verbose_name="尽职调查事项",
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
                        "verbose_name": "尽职调查附件",
                        "verbose_name_plural": "尽职调查附件",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("check_of", "file"), name="due_check_file_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormerName",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="曾用名")),
                        ("until", models.DateField(null=True, verbose_name="用至")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="former_names",
                                to="enterprises.enterprise",
                                verbose_name="企业",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "企业曾用名",
                        "verbose_name_plural": "企业曾用名",
                        "ordering": ["-until", "-id"],
                        "indexes": [models.Index(fields=["name"], name="former_name_by_name")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("enterprise", "name"),
                                name="former_name_once",
                                violation_error_message="这个曾用名已经登记",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mark",
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
                                    ("SERVICE_SCALE", "规上服务业"),
                                    ("TRADE_SCALE", "限上商贸业"),
                                    ("WORLD_500", "世界500强"),
                                    ("CHINA_500", "中国500强"),
                                    ("MAKER_500", "中国制造业500强"),
                                    ("PRIVATE_500", "中国民营企业500强"),
                                    ("INDUSTRY_LEADER", "行业龙头"),
                                    ("CENTRAL", "央企"),
                                    ("LISTED", "上市公司"),
                                    ("SPECIALISED", "专精特新中小企业"),
                                    ("LITTLE_GIANT", "专精特新“小巨人”"),
                                    ("CHAMPION", "制造业单项冠军"),
                                    ("HIGH_TECH", "高新技术企业"),
                                    ("UNICORN", "独角兽企业"),
                                    ("GAZELLE", "瞪羚企业"),
                                    ("FOREIGN", "外商投资企业"),
                                ],
                                max_length=16,
                                verbose_name="标识",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="自")),
                        ("until", models.DateField(null=True, verbose_name="至")),
                        ("detail", models.CharField(blank=True, max_length=120, verbose_name="说明")),
                        ("source", models.CharField(max_length=200, verbose_name="依据")),
                        ("is_void", models.BooleanField(default=False, verbose_name="已撤销")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="marks",
                                to="enterprises.enterprise",
                                verbose_name="企业",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "企业标识",
                        "verbose_name_plural": "企业标识",
                        "ordering": ["-since", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("is_void", False)),
                                fields=["kind", "enterprise"],
                                name="mark_by_kind",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="mark_term_in_order",
                                violation_error_message="结束日期不能早于开始日期",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AdvisingRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="施行日期")),
                        ("adviser_months", models.PositiveSmallIntegerField(verbose_name="顾问聘期（月）")),
                        ("envoy_months", models.PositiveSmallIntegerField(verbose_name="大使聘期（月）")),
                        ("leads_a_year", models.PositiveSmallIntegerField(verbose_name="大使每年线索")),
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
                        "verbose_name": "顾问聘任规则",
                        "verbose_name_plural": "顾问聘任规则",
                    },
                ),
                migrations.CreateModel(
                    name="AdviserTerm",
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
                                choices=[("APPOINTED", "聘任"), ("RENEWED", "续聘")],
                                max_length=12,
                                verbose_name="聘期类别",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="聘期开始")),
                        ("until", models.DateField(null=True, verbose_name="聘期结束")),
                        ("letter_no", models.CharField(blank=True, max_length=40, verbose_name="聘书编号")),
                        ("leads", models.PositiveIntegerField(null=True, verbose_name="上一聘期线索")),
                        ("review", models.CharField(blank=True, max_length=400, verbose_name="考察意见")),
                        ("at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "adviser",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="terms",
                                to="enterprises.adviser",
                                verbose_name="招商顾问",
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
                        "verbose_name": "顾问聘期",
                        "verbose_name_plural": "顾问聘期",
                        "ordering": ["since", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="adviser_letter_in_order",
                                violation_error_message="聘期结束日期不能早于开始日期",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Nomination",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="推荐编号")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("ADVISER", "招商顾问"), ("ENVOY", "招商大使")],
                                max_length=12,
                                verbose_name="聘任类别",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="姓名")),
                        ("title", models.CharField(blank=True, max_length=200, verbose_name="单位及职务")),
                        ("field", models.CharField(blank=True, max_length=100, verbose_name="熟悉领域")),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="联系电话")),
                        ("origin", models.CharField(blank=True, max_length=6, verbose_name="所在地")),
                        ("grounds", models.CharField(max_length=800, verbose_name="推荐理由")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("RECOMMENDED", "已推荐"),
                                    ("SCREENED", "已初审"),
                                    ("APPROVED", "已批准"),
                                    ("APPOINTED", "已发聘书"),
                                    ("DECLINED", "未通过"),
                                ],
                                max_length=12,
                                verbose_name="办理状态",
                            ),
                        ),
                        ("decided_on", models.DateField(null=True, verbose_name="办理日期")),
                        ("decision", models.CharField(blank=True, max_length=400, verbose_name="办理意见")),
                        ("once", models.CharField(max_length=64, null=True, verbose_name="一次性编号")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        ("created_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "adviser",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="nomination",
                                to="enterprises.adviser",
                                verbose_name="聘任的顾问",
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="推荐单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "顾问推荐",
                        "verbose_name_plural": "顾问推荐",
                        "indexes": [models.Index(fields=["city", "state"], name="nomination_by_state")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="nomination_code_unique",
                                violation_error_message="推荐编号已被使用",
                            ),
                            models.UniqueConstraint(fields=("city", "once"), name="nomination_once_unique"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("adviser__isnull", True), ("state", "APPOINTED"), _connector="OR"
                                ),
                                name="nomination_adviser_has_a_letter",
                                violation_error_message="发聘书之后才有顾问",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Profile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("business", models.CharField(blank=True, max_length=400, verbose_name="主营业务")),
                        ("address", models.CharField(blank=True, max_length=200, verbose_name="地址")),
                        ("capital_fen", models.BigIntegerField(null=True, verbose_name="注册资本（分）")),
                        ("founded_on", models.DateField(null=True, verbose_name="成立日期")),
                        ("website", models.URLField(blank=True, verbose_name="网址")),
                        ("remark", models.CharField(blank=True, max_length=400, verbose_name="备注")),
                        ("once", models.CharField(max_length=64, null=True, verbose_name="一次性编号")),
                        (
                            "enterprise",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="profile",
                                to="enterprises.enterprise",
                                verbose_name="企业",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "企业简介",
                        "verbose_name_plural": "企业简介",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("recorded_by", "once"),
                                name="profile_once",
                                violation_error_message="已经登记",
                            )
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(create, drop),
    ]
