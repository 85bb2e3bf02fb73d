import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("recognition", "0001_initial"),
        ("recognition", "0002_activities"),
        ("recognition", "0003_above_scale"),
    ]

    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("ledger", "0001_squashed_0005_firms"),
        ("organisation", "0001_squashed_0002_hand_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("projects", "0001_squashed_0003_details"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="CountyReview",
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
                                choices=[("PASSED", "初审通过"), ("RETURNED", "初审退回")],
                                max_length=12,
                                verbose_name="初审结果",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=400, verbose_name="初审意见")),
                        ("reviewed_at", models.DateTimeField(verbose_name="初审时间")),
                        (
                            "fact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.fact",
                                verbose_name="事实",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="county_reviews",
                                to="projects.project",
                                verbose_name="项目",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="初审人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "县区初审",
                        "verbose_name_plural": "县区初审",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "fact_kind",
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
                        ("ordinal", models.BigIntegerField(default=0, verbose_name="次序")),
                        ("kind", models.CharField(max_length=24, verbose_name="佐证类别")),
                        ("name", models.CharField(max_length=200, verbose_name="文件名")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
                        ("withdrawn_at", models.DateTimeField(null=True, verbose_name="撤下时间")),
                        (
                            "withdrawn_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="撤下原因"),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="documents.storedfile",
                                verbose_name="文件",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="projects.project",
                                verbose_name="项目",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="上传人",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="撤下人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "佐证材料",
                        "verbose_name_plural": "佐证材料",
                        "ordering": ["id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=["project", "fact_kind", "ordinal", "kind"],
                                name="evidence_held",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("project", "fact_kind", "ordinal", "kind", "file"),
                                name="evidence_once",
                                violation_error_message="这份文件已经在这一类佐证里了",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_at__isnull", True),
                                    ("withdrawn_at__gte", models.F("uploaded_at")),
                                    _connector="OR",
                                ),
                                name="evidence_withdrawn_after_uploading",
                                violation_error_message="撤下时间不能早于上传时间",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewPolicy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "county_first",
                            models.BooleanField(default=False, verbose_name="认定前须经县区初审"),
                        ),
                        (
                            "may_lack",
                            models.BooleanField(default=True, verbose_name="写明理由后可以缺佐证认定"),
                        ),
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
                        "verbose_name": "认定办法",
                        "verbose_name_plural": "认定办法",
                    },
                ),
                migrations.CreateModel(
                    name="SampleRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("period_from", models.DateField(verbose_name="期间始于")),
                        ("period_to", models.DateField(verbose_name="期间止于")),
                        (
                            "standing",
                            models.CharField(
                                choices=[("CLAIMED", "申报"), ("VERIFIED", "认定"), ("REJECTED", "退回")],
                                max_length=12,
                                verbose_name="口径",
                            ),
                        ),
                        ("entry_number", models.BigIntegerField(verbose_name="流水号")),
                        ("seed", models.CharField(max_length=40, verbose_name="抽样种子")),
                        ("size", models.PositiveIntegerField(verbose_name="抽取数")),
                        ("population", models.PositiveIntegerField(verbose_name="总体数")),
                        ("drawn_at", models.DateTimeField(verbose_name="抽取时间")),
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
                            "drawn_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="抽取人",
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
                        "verbose_name": "抽查",
                        "verbose_name_plural": "抽查",
                        "ordering": ["-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("size__gt", 0)),
                                name="sample_not_empty",
                                violation_error_message="抽取数应大于 0",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SampleItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField(verbose_name="顺序")),
                        (
                            "finding",
                            models.CharField(
                                choices=[
                                    ("PENDING", "未核"),
                                    ("OK", "属实"),
                                    ("WRONG", "有出入"),
                                    ("UNSUPPORTED", "佐证不足"),
                                    ("ABSENT", "查无此事"),
                                ],
                                default="PENDING",
                                max_length=12,
                                verbose_name="核查结论",
                            ),
                        ),
                        ("found_fen", models.BigIntegerField(null=True, verbose_name="核实金额（分）")),
                        ("note", models.CharField(blank=True, max_length=400, verbose_name="核查说明")),
                        ("found_at", models.DateTimeField(null=True, verbose_name="核查时间")),
                        (
                            "fact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.fact",
                                verbose_name="事实",
                            ),
                        ),
                        (
                            "found_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="核查人",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sampled",
                                to="projects.project",
                                verbose_name="项目",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="recognition.samplerun",
                                verbose_name="抽查",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "抽查项",
                        "verbose_name_plural": "抽查项",
                        "ordering": ["run_id", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("run", "fact"), name="sample_item_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("found_fen__isnull", True), ("found_fen__gte", 0), _connector="OR"
                                ),
                                name="sample_amount_not_negative",
                                violation_error_message="核实金额不能是负数",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Verification",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kinds", models.JSONField(verbose_name="认定内容")),
                        ("verified_at", models.DateTimeField(verbose_name="认定时间")),
                        ("remark", models.CharField(blank=True, max_length=400, verbose_name="认定意见")),
                        ("lacked", models.CharField(blank=True, max_length=400, verbose_name="缺少的佐证")),
                        (
                            "lacked_reason",
                            models.CharField(blank=True, max_length=400, verbose_name="缺少佐证仍认定的理由"),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.entry",
                                verbose_name="流水",
                            ),
                        ),
                        (
                            "evidence",
                            models.ManyToManyField(
                                related_name="verifications",
                                to="recognition.evidence",
                                verbose_name="佐证材料",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="verifications",
                                to="projects.project",
                                verbose_name="项目",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="认定人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "认定记录",
                        "verbose_name_plural": "认定记录",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("project", "entry"),
                                name="verification_once",
                                violation_error_message="这次认定已经有记录",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
