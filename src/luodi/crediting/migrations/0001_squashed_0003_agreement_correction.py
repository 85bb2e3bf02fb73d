import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("crediting", "0001_credit_and_first_reports"),
        ("crediting", "0002_first_report_proof"),
        ("crediting", "0003_agreement_correction"),
    ]

    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("organisation", "0001_squashed_0002_hand_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("projects", "0001_squashed_0003_details"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Agreement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="编号")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("SPLIT", "分成"), ("TRANSFER", "移交")],
                                max_length=12,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "area",
                            models.CharField(
                                blank=True, max_length=16, verbose_name="移交后落地县区（园区）"
                            ),
                        ),
                        ("effective_on", models.DateField(null=True, verbose_name="生效日期")),
                        ("reason", models.CharField(max_length=400, verbose_name="理由")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PROPOSED", "待各方同意"),
                                    ("DONE", "各方同意已生效"),
                                    ("REFUSED", "有单位不同意"),
                                    ("RULED", "中心裁定已生效"),
                                    ("DISMISSED", "中心裁定不予支持"),
                                    ("WITHDRAWN", "提出方已撤回"),
                                ],
                                default="PROPOSED",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="办结时间")),
                        (
                            "decision_reason",
                            models.CharField(blank=True, max_length=400, verbose_name="办结说明"),
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
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="办结人",
                            ),
                        ),
                        (
                            "from_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="原责任单位",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agreements",
                                to="projects.project",
                                verbose_name="项目",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提出人",
                            ),
                        ),
                        (
                            "to_unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="接收单位",
                            ),
                        ),
                        (
                            "correction",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="projects.pendingcorrection",
                                verbose_name="待认定的更正",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "分成移交约定",
                        "verbose_name_plural": "分成移交约定",
                        "indexes": [
                            models.Index(
                                fields=["city", "-proposed_at", "-id"], name="agreement_latest_first"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="agreement_code_unique",
                                violation_error_message="编号已被使用",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "PROPOSED")),
                                fields=("project",),
                                name="agreement_one_open_per_project",
                                violation_error_message="该项目已有一项分成或移交在等待答复",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "SPLIT"), ("to_unit__isnull", True)),
                                    models.Q(
                                        ("effective_on__isnull", False),
                                        ("kind", "TRANSFER"),
                                        ("to_unit__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="agreement_transfer_has_receiver",
                                violation_error_message="移交须写明接收单位和生效日期",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementParty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("basis_points", models.PositiveIntegerField(verbose_name="份额（万分之）")),
                        (
                            "consent",
                            models.CharField(
                                choices=[("PENDING", "待答复"), ("CONSENTED", "同意"), ("REFUSED", "不同意")],
                                default="PENDING",
                                max_length=12,
                                verbose_name="答复",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="答复时间")),
                        ("reason", models.CharField(blank=True, max_length=400, verbose_name="答复说明")),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parties",
                                to="crediting.agreement",
                                verbose_name="分成移交约定",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="答复人",
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
                        "verbose_name": "约定单位",
                        "verbose_name_plural": "约定单位",
                        "ordering": ["-basis_points", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agreement", "unit"), name="agreement_names_unit_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("basis_points__lte", 10000)),
                                name="agreement_part_within_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FirstReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="案号")),
                        ("reported_at", models.DateTimeField(verbose_name="登记时间")),
                        ("investor_name", models.CharField(max_length=200, verbose_name="投资方")),
                        (
                            "investor_code",
                            models.CharField(blank=True, max_length=18, verbose_name="投资方信用代码"),
                        ),
                        ("project_name", models.CharField(max_length=200, verbose_name="拟投项目")),
                        ("amount_fen", models.BigIntegerField(null=True, verbose_name="意向投资（分）")),
                        (
                            "area",
                            models.CharField(blank=True, max_length=16, verbose_name="意向落地县区（园区）"),
                        ),
                        ("talked_on", models.DateField(verbose_name="首谈日期")),
                        ("talks", models.TextField(verbose_name="首谈情况和依据")),
                        ("investor_key", models.CharField(max_length=64, verbose_name="投资方检索音")),
                        ("name_key", models.CharField(max_length=64, verbose_name="项目检索音")),
                        ("protected_until", models.DateField(verbose_name="保护至")),
                        ("report_by", models.DateField(verbose_name="须报告进展日")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PENDING", "待中心核定"),
                                    ("PROTECTED", "保护中"),
                                    ("LAPSED", "保护已失效"),
                                    ("CONVERTED", "已转为项目"),
                                    ("REFUSED", "未获首报"),
                                    ("DISPUTED", "争议待裁定"),
                                ],
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("once", models.CharField(max_length=64, null=True, verbose_name="一次性编号")),
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
                                related_name="first_reports",
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="首报单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "首报",
                        "verbose_name_plural": "首报",
                        "indexes": [
                            models.Index(fields=["city", "investor_key"], name="first_report_by_investor"),
                            models.Index(fields=["city", "name_key"], name="first_report_by_name"),
                            models.Index(
                                fields=["city", "state", "protected_until"], name="first_report_by_state"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="first_report_code_unique",
                                violation_error_message="案号已被使用",
                            ),
                            models.UniqueConstraint(fields=("city", "once"), name="first_report_once_unique"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount_fen__isnull", True), ("amount_fen__gte", 0), _connector="OR"
                                ),
                                name="first_report_amount_not_negative",
                                violation_error_message="意向投资不能是负数",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Dispute",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("grounds", models.CharField(max_length=800, verbose_name="争议理由")),
                        ("raised_at", models.DateTimeField(verbose_name="提出时间")),
                        (
                            "ruling",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("FIRST", "认定一方为首报单位"),
                                    ("SHARED", "双方共享首报"),
                                    ("SEPARATE", "不是同一项目，各自有效"),
                                ],
                                max_length=12,
                                verbose_name="裁定结果",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=800, verbose_name="裁定理由")),
                        ("ruled_at", models.DateTimeField(null=True, verbose_name="裁定时间")),
                        (
                            "raised_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提出人",
                            ),
                        ),
                        (
                            "ruled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="裁定人",
                            ),
                        ),
                        (
                            "against",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="disputed_by",
                                to="crediting.firstreport",
                                verbose_name="对方首报",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="disputes",
                                to="crediting.firstreport",
                                verbose_name="提出方首报",
                            ),
                        ),
                        (
                            "winner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="crediting.firstreport",
                                verbose_name="裁定的首报",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "首报争议",
                        "verbose_name_plural": "首报争议",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ruled_at__isnull", True)),
                                fields=("report",),
                                name="dispute_one_open_per_report",
                                violation_error_message="这项首报已有争议等待裁定",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("report", models.F("against")), _negated=True),
                                name="dispute_is_between_two",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FirstReportEvent",
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
                                    ("FILED", "登记首报"),
                                    ("ADMITTED", "核定受理"),
                                    ("REFUSED", "核定不予受理"),
                                    ("PROVED", "上传依据"),
                                    ("PROGRESSED", "报告进展"),
                                    ("EXTENDED", "延长保护"),
                                    ("LAPSED", "保护期满失效"),
                                    ("CONVERTED", "转为项目"),
                                    ("DISPUTED", "提出争议"),
                                    ("RULED", "裁定争议"),
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
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="crediting.firstreport",
                                verbose_name="首报",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "首报经过",
                        "verbose_name_plural": "首报经过",
                        "ordering": ["-at", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="FirstReportMatch",
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
                                to="crediting.firstreport",
                                verbose_name="已有首报",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="matches",
                                to="crediting.firstreport",
                                verbose_name="首报",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "首报查重结果",
                        "verbose_name_plural": "首报查重结果",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("earlier__isnull", False), ("project__isnull", True)),
                                    models.Q(("earlier__isnull", True), ("project__isnull", False)),
                                    _connector="OR",
                                ),
                                name="first_report_match_is_one_thing",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FirstReportRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="施行日期")),
                        ("protection_months", models.PositiveSmallIntegerField(verbose_name="保护期（月）")),
                        (
                            "report_every_days",
                            models.PositiveSmallIntegerField(verbose_name="进展报告间隔（天）"),
                        ),
                        (
                            "extension_months",
                            models.PositiveSmallIntegerField(verbose_name="每次延长上限（月）"),
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
                        "verbose_name": "首报规则",
                        "verbose_name_plural": "首报规则",
                        "indexes": [
                            models.Index(
                                fields=["city", "-valid_from", "-id"], name="first_report_rules_latest"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("extension_months__gte", 1),
                                    ("protection_months__gte", 1),
                                    ("report_every_days__gte", 1),
                                ),
                                name="first_report_rules_positive",
                                violation_error_message="期限须至少为 1",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RuledShare",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("basis_points", models.PositiveIntegerField(verbose_name="份额（万分之）")),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shares",
                                to="crediting.dispute",
                                verbose_name="首报争议",
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
                        "verbose_name": "裁定份额",
                        "verbose_name_plural": "裁定份额",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("dispute", "unit"), name="ruled_share_once_per_unit"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FirstReportProof",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="文件名")),
                        ("added_at", models.DateTimeField(verbose_name="上传时间")),
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
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proofs",
                                to="crediting.firstreport",
                                verbose_name="首报",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "首谈依据",
                        "verbose_name_plural": "首谈依据",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("report", "file"),
                                name="first_report_proof_once",
                                violation_error_message="这份文件已经上传过",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
