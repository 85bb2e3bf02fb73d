import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("crediting", "0001_squashed_0003_agreement_correction"),
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
                    name="Lead",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="线索编号")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("TEAM", "招商队伍"),
                                    ("ADVISER", "招商顾问"),
                                    ("AGENCY", "招商代理机构"),
                                    ("CHAMBER", "商会协会"),
                                    ("EVENT", "招商活动"),
                                    ("TRIP", "外出招商"),
                                    ("VISIT", "来访接待"),
                                    ("LEADER", "领导交办"),
                                    ("FIRM", "企业自荐"),
                                    ("HOMETOWNER", "在外乡贤"),
                                    ("PUBLIC", "社会公众"),
                                    ("OTHER", "其他"),
                                ],
                                max_length=24,
                                verbose_name="线索来源",
                            ),
                        ),
                        ("reported_at", models.DateTimeField(verbose_name="登记时间")),
                        ("received_on", models.DateField(verbose_name="收到日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("NEW", "待答复"),
                                    ("JUDGING", "待研判"),
                                    ("ANSWERING", "待反馈"),
                                    ("FOLLOWING", "跟进中"),
                                    ("CONVERTED", "已转为项目"),
                                    ("DROPPED", "不再跟进"),
                                    ("DUPLICATE", "重复报来"),
                                ],
                                default="NEW",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("state_since", models.DateField(verbose_name="状态始于")),
                        ("due_on", models.DateField(null=True, verbose_name="下一步期限")),
                        ("investor_name", models.CharField(max_length=200, verbose_name="投资方")),
                        ("project_name", models.CharField(max_length=200, verbose_name="拟投项目")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        ("once", models.CharField(max_length=64, null=True, verbose_name="一次性编号")),
                        (
                            "assigned_to",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="跟进人",
                            ),
                        ),
                        (
                            "brought_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leads_brought",
                                to="ledger.subject",
                                verbose_name="来源对象",
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
                            "project",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leads",
                                to="projects.project",
                                verbose_name="转为的项目",
                            ),
                        ),
                        (
                            "reported_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        (
                            "reported_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="首报单位",
                            ),
                        ),
                        (
                            "subject",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lead",
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
                                verbose_name="承接单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "线索",
                        "verbose_name_plural": "线索",
                        "indexes": [
                            models.Index(fields=["city", "state", "due_on", "id"], name="lead_by_state"),
                            models.Index(fields=["unit", "state", "due_on"], name="lead_by_unit"),
                            models.Index(fields=["city", "-received_on", "-id"], name="lead_latest_first"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="lead_code_unique",
                                violation_error_message="线索编号已被使用",
                            ),
                            models.UniqueConstraint(
                                fields=("city", "once"),
                                name="lead_once_unique",
                                violation_error_message="这条线索已经登记",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("due_on__isnull", False),
                                        ("state__in", ("NEW", "JUDGING", "ANSWERING", "FOLLOWING")),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ("NEW", "JUDGING", "ANSWERING", "FOLLOWING")),
                                            _negated=True,
                                        ),
                                        ("due_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="lead_open_has_due_day",
                                violation_error_message="跟进中的线索须有下一步期限",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("project__isnull", False), ("state", "CONVERTED")),
                                    models.Q(
                                        models.Q(("state", "CONVERTED"), _negated=True),
                                        ("project__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="lead_converted_has_project",
                                violation_error_message="已转为项目的线索须有项目",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LeadEvent",
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
                                choices=[
                                    ("RECEIVED", "登记线索"),
                                    ("REPLIED", "答复来源"),
                                    ("JUDGED", "研判有效"),
                                    ("ANSWERED", "反馈来源"),
                                    ("PROGRESSED", "报告跟进"),
                                    ("ASSIGNED", "落实跟进人"),
                                    ("DISPATCHED", "中心交办"),
                                    ("REFERRED", "提出转交"),
                                    ("TAKEN", "同意承接"),
                                    ("DECLINED", "不予承接"),
                                    ("RECALLED", "撤回转交"),
                                    ("CHANGED", "修改内容"),
                                    ("REPORTED", "登记首报"),
                                    ("CONVERTED", "转为项目"),
                                    ("DROPPED", "不再跟进"),
                                    ("MERGED", "并入已有线索"),
                                    ("REOPENED", "恢复跟进"),
                                ],
                                max_length=12,
                                verbose_name="事项",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="有关日期")),
                        ("text", models.CharField(blank=True, max_length=800, verbose_name="内容")),
                        ("at", models.DateTimeField(verbose_name="登记时间")),
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
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="leads.lead",
                                verbose_name="线索",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "线索经过",
                        "verbose_name_plural": "线索经过",
                        "ordering": ["-at", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="LeadMatch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("why", models.CharField(max_length=400, verbose_name="相同之处")),
                        (
                            "earlier",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="matched_by",
                                to="leads.lead",
                                verbose_name="已有线索",
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="matches",
                                to="leads.lead",
                                verbose_name="线索",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="projects.project",
                                verbose_name="已有项目",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="crediting.firstreport",
                                verbose_name="已有首报",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "线索查重结果",
                        "verbose_name_plural": "线索查重结果",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("earlier__isnull", False),
                                        ("project__isnull", True),
                                        ("report__isnull", True),
                                    ),
                                    models.Q(
                                        ("earlier__isnull", True),
                                        ("project__isnull", True),
                                        ("report__isnull", False),
                                    ),
                                    models.Q(
                                        ("earlier__isnull", True),
                                        ("project__isnull", False),
                                        ("report__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="lead_match_is_one_thing",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LeadReferral",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=400, verbose_name="转交理由")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("ASKED", "待对方答复"),
                                    ("TAKEN", "对方已承接"),
                                    ("DECLINED", "对方不承接"),
                                    ("RECALLED", "已撤回"),
                                ],
                                default="ASKED",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="提出时间")),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="答复时间")),
                        ("answer", models.CharField(blank=True, max_length=400, verbose_name="答复说明")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="答复人",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提出人",
                            ),
                        ),
                        (
                            "from_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="转出单位",
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to="leads.lead",
                                verbose_name="线索",
                            ),
                        ),
                        (
                            "to_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="接收单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "线索转交",
                        "verbose_name_plural": "线索转交",
                        "ordering": ["-asked_at", "-id"],
                        "indexes": [
                            models.Index(fields=["to_unit", "state"], name="lead_referral_by_receiver")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "ASKED")),
                                fields=("lead",),
                                name="lead_referral_one_open",
                                violation_error_message="这条线索已有一项转交在等待答复",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("from_unit", models.F("to_unit")), _negated=True),
                                name="lead_referral_between_two",
                                violation_error_message="不能转交给承接单位自己",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LeadRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="施行日期")),
                        ("reply_days", models.PositiveSmallIntegerField(verbose_name="答复期限（工作日）")),
                        ("judge_days", models.PositiveSmallIntegerField(verbose_name="研判期限（工作日）")),
                        (
                            "feedback_days",
                            models.PositiveSmallIntegerField(verbose_name="反馈期限（工作日）"),
                        ),
                        (
                            "report_every_days",
                            models.PositiveSmallIntegerField(verbose_name="跟进报告间隔（天）"),
                        ),
                        ("source", models.CharField(max_length=200, verbose_name="依据")),
                        ("set_at", models.DateTimeField(verbose_name="设定时间")),
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
                        "verbose_name": "线索办理规则",
                        "verbose_name_plural": "线索办理规则",
                        "indexes": [
                            models.Index(fields=["city", "-valid_from", "-id"], name="lead_rules_latest")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("feedback_days__gte", models.F("judge_days")),
                                    ("judge_days__gte", models.F("reply_days")),
                                    ("reply_days__gte", 1),
                                    ("report_every_days__gte", 1),
                                ),
                                name="lead_rules_in_order",
                                violation_error_message="期限须至少为 1，且答复、研判、反馈依次不短于前一项",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LeadBrief",
                    fields=[
                        (
                            "lead",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="brief",
                                serialize=False,
                                to="leads.lead",
                                verbose_name="线索",
                            ),
                        ),
                        (
                            "investor_code",
                            models.CharField(blank=True, max_length=18, verbose_name="投资方信用代码"),
                        ),
                        ("amount_fen", models.BigIntegerField(null=True, verbose_name="意向投资（分）")),
                        ("industry", models.CharField(blank=True, max_length=6, verbose_name="行业")),
                        ("origin", models.CharField(blank=True, max_length=6, verbose_name="来源地")),
                        (
                            "area",
                            models.CharField(blank=True, max_length=16, verbose_name="意向落地县区（园区）"),
                        ),
                        ("content", models.TextField(blank=True, verbose_name="投资意向")),
                        ("needs", models.TextField(blank=True, verbose_name="用地、用能等需求")),
                        ("contact_name", models.CharField(blank=True, max_length=40, verbose_name="联系人")),
                        (
                            "contact_phone",
                            models.CharField(blank=True, max_length=40, verbose_name="联系电话"),
                        ),
                        (
                            "source_note",
                            models.CharField(blank=True, max_length=200, verbose_name="来源说明"),
                        ),
                        ("investor_key", models.CharField(max_length=64, verbose_name="投资方检索音")),
                        ("name_key", models.CharField(max_length=64, verbose_name="项目检索音")),
                        ("held_since", models.DateField(verbose_name="承接日期")),
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
                            "enterprise",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leads",
                                to="enterprises.enterprise",
                                verbose_name="企业",
                            ),
                        ),
                        (
                            "first_report",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leads",
                                to="crediting.firstreport",
                                verbose_name="首报",
                            ),
                        ),
                        (
                            "same_as",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="repeated_by",
                                to="leads.lead",
                                verbose_name="并入的线索",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "线索内容",
                        "verbose_name_plural": "线索内容",
                        "indexes": [
                            models.Index(fields=["city", "investor_key"], name="lead_by_investor"),
                            models.Index(fields=["city", "name_key"], name="lead_by_name"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount_fen__isnull", True), ("amount_fen__gte", 0), _connector="OR"
                                ),
                                name="lead_amount_not_negative",
                                violation_error_message="意向投资不能是负数",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
