import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import luodi.bulk.tables


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        ("organisation", "0003_press_role"),
        ("organisation", "__first__"),
        ("publishing", "0001_templates_and_pieces"),
    ]

    operations = [
        luodi.bulk.tables.CreateTables(
            models=[
                migrations.CreateModel(
                    name="Publication",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="发布编号")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("MONTHLY", "月报"),
                                    ("BULLETIN", "通报"),
                                    ("SPECIAL", "专报"),
                                    ("MINUTES", "会议纪要"),
                                    ("SUPERVISION", "督办单"),
                                    ("RELEASE", "新闻发布稿"),
                                    ("CORRECTION", "更正说明"),
                                ],
                                max_length=12,
                                verbose_name="文稿种类",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="标题")),
                        (
                            "document_number",
                            models.CharField(blank=True, max_length=60, verbose_name="发文字号"),
                        ),
                        ("as_of", models.DateTimeField(verbose_name="统计时点")),
                        ("entry", models.BigIntegerField(verbose_name="流水号")),
                        ("text", models.TextField(verbose_name="正文")),
                        ("sha256", models.CharField(max_length=64, verbose_name="正文校验值")),
                        ("is_public", models.BooleanField(default=False, verbose_name="向社会公开")),
                        ("published_at", models.DateTimeField(verbose_name="发布时间")),
                        ("looked_at", models.DateTimeField(null=True, verbose_name="最近核对时间")),
                        ("n_moved", models.PositiveIntegerField(default=0, verbose_name="变动的数")),
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
                            "pdf",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                                verbose_name="PDF 文件",
                            ),
                        ),
                        (
                            "piece",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publication",
                                to="publishing.piece",
                                verbose_name="文稿",
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="发布人",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="publishing.pieceversion",
                                verbose_name="文稿版本",
                            ),
                        ),
                        (
                            "word",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                                verbose_name="Word 文件",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "发布",
                        "verbose_name_plural": "发布",
                        "ordering": ["-published_at", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["city", "-published_at", "-id"], name="publishing_latest_first"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="publishing_publication_code",
                                violation_error_message="发布编号已被使用",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Outlet",
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
                                    ("CONFERENCE", "新闻发布会"),
                                    ("WEBSITE", "政府网站"),
                                    ("NEW_MEDIA", "政务新媒体"),
                                    ("NEWSPAPER", "报刊"),
                                    ("BROADCAST", "广播电视"),
                                    ("DOCUMENT", "正式印发"),
                                    ("OTHER", "其他渠道"),
                                ],
                                max_length=12,
                                verbose_name="渠道类别",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="渠道名称")),
                        ("on", models.DateField(db_column="out_on", verbose_name="刊发日期")),
                        ("link", models.CharField(blank=True, max_length=300, verbose_name="网址或版面")),
                        ("noted_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "noted_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outlets",
                                to="publishing.publication",
                                verbose_name="发布",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "发布渠道",
                        "verbose_name_plural": "发布渠道",
                        "ordering": ["on", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("publication", "kind", "name", "on"),
                                name="publishing_outlet_once",
                                violation_error_message="这个渠道已经登记过",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FrozenRows",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=60, verbose_name="指标")),
                        ("first", models.DateField(null=True, verbose_name="期间起")),
                        ("last", models.DateField(verbose_name="期间止")),
                        ("scope", models.CharField(max_length=200, verbose_name="范围")),
                        (
                            "standing",
                            models.CharField(
                                choices=[("CLAIMED", "申报"), ("VERIFIED", "认定"), ("REJECTED", "退回")],
                                max_length=12,
                                verbose_name="认定状态",
                            ),
                        ),
                        ("raw", models.BigIntegerField(verbose_name="精确整数")),
                        ("n_rows", models.PositiveIntegerField(verbose_name="明细数")),
                        ("sha256", models.CharField(max_length=64, verbose_name="明细校验值")),
                        ("rows", models.JSONField(default=list, verbose_name="明细")),
                        (
                            "publication",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="frozen_rows",
                                to="publishing.publication",
                                verbose_name="发布",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "发布明细",
                        "verbose_name_plural": "发布明细",
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["publication", "code"], name="publishing_rows_of")],
                    },
                ),
                migrations.CreateModel(
                    name="PublishedFigure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("place", models.PositiveIntegerField(verbose_name="顺序")),
                        ("code", models.CharField(blank=True, max_length=60, verbose_name="指标")),
                        ("name", models.CharField(max_length=80, verbose_name="指标名称")),
                        ("definition", models.PositiveIntegerField(default=1, verbose_name="口径版本")),
                        (
                            "nature",
                            models.CharField(
                                choices=[
                                    ("VALUE", "数值"),
                                    ("YEAR_GROWTH", "同比"),
                                    ("PERIOD_GROWTH", "环比"),
                                    ("TARGET", "目标值"),
                                    ("COMPLETION", "完成率"),
                                    ("TIME_GAP", "与序时进度之差"),
                                    ("RANK", "位次"),
                                    ("NUMBER", "条数"),
                                ],
                                max_length=16,
                                verbose_name="数的性质",
                            ),
                        ),
                        ("first", models.DateField(null=True, verbose_name="期间起")),
                        ("last", models.DateField(verbose_name="期间止")),
                        ("scope", models.CharField(max_length=200, verbose_name="范围")),
                        (
                            "standing",
                            models.CharField(
                                choices=[("CLAIMED", "申报"), ("VERIFIED", "认定"), ("REJECTED", "退回")],
                                max_length=12,
                                verbose_name="认定状态",
                            ),
                        ),
                        ("entry", models.BigIntegerField(verbose_name="流水号")),
                        ("shown", models.CharField(max_length=60, verbose_name="发布数")),
                        ("found", models.CharField(max_length=60, verbose_name="文中")),
                        ("exact", models.CharField(blank=True, max_length=60, verbose_name="精确值")),
                        ("unit", models.CharField(blank=True, max_length=12, verbose_name="计量单位")),
                        ("start", models.PositiveIntegerField(verbose_name="起")),
                        ("end", models.PositiveIntegerField(verbose_name="止")),
                        ("now_shown", models.CharField(blank=True, max_length=60, verbose_name="现数")),
                        ("moved_at", models.DateTimeField(null=True, verbose_name="发现变动时间")),
                        (
                            "publication",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="figures",
                                to="publishing.publication",
                                verbose_name="发布",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "发布的数",
                        "verbose_name_plural": "发布的数",
                        "ordering": ["publication_id", "place"],
                        "indexes": [
                            models.Index(fields=["code", "publication"], name="publishing_published_code")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("publication", "place"),
                                name="publishing_published_place",
                                violation_error_message="发布的数顺序重复",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FigureBasis",
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
                                    ("VALUE", "本期数"),
                                    ("NUMERATOR", "本期分子"),
                                    ("DENOMINATOR", "本期分母"),
                                    ("BASE_VALUE", "基期数"),
                                    ("BASE_NUMERATOR", "基期分子"),
                                    ("BASE_DENOMINATOR", "基期分母"),
                                ],
                                max_length=16,
                                verbose_name="作用",
                            ),
                        ),
                        (
                            "rows",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="figures",
                                to="publishing.frozenrows",
                                verbose_name="发布明细",
                            ),
                        ),
                        (
                            "figure",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bases",
                                to="publishing.publishedfigure",
                                verbose_name="发布的数",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "发布数的依据",
                        "verbose_name_plural": "发布数的依据",
                        "ordering": ["figure_id", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("figure", "role"),
                                name="publishing_basis_once",
                                violation_error_message="发布数的依据重复",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Revision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("remark", models.CharField(blank=True, max_length=400, verbose_name="说明")),
                        ("lines", models.JSONField(default=list, verbose_name="更正对照表")),
                        ("reasons", models.JSONField(default=list, verbose_name="更正原因")),
                        ("made_at", models.DateTimeField(verbose_name="起草时间")),
                        (
                            "made_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="起草人",
                            ),
                        ),
                        (
                            "notice",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revises",
                                to="publishing.piece",
                                verbose_name="更正说明",
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisions",
                                to="publishing.publication",
                                verbose_name="发布",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "更正",
                        "verbose_name_plural": "更正",
                        "ordering": ["-made_at", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Move",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seen_at", models.DateTimeField(verbose_name="发现时间")),
                        ("entry", models.BigIntegerField(verbose_name="发现时的流水号")),
                        ("was", models.CharField(max_length=60, verbose_name="原数")),
                        ("now", models.CharField(db_column="now_shown", max_length=60, verbose_name="现数")),
                        ("rows", models.JSONField(default=list, verbose_name="明细变动")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("OPEN", "待处理"),
                                    ("NOTICE", "更正说明起草中"),
                                    ("REVISED", "已发更正说明"),
                                    ("ACCEPTED", "不须更正"),
                                    ("RESTORED", "已恢复原数"),
                                ],
                                default="OPEN",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("remark", models.CharField(blank=True, max_length=400, verbose_name="处理意见")),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="处理时间")),
                        (
                            "settled_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="处理人",
                            ),
                        ),
                        (
                            "figure",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="moves",
                                to="publishing.publishedfigure",
                                verbose_name="发布的数",
                            ),
                        ),
                        (
                            "revision",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="moves",
                                to="publishing.revision",
                                verbose_name="更正",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "发布数变动",
                        "verbose_name_plural": "发布数变动",
                        "ordering": ["-seen_at", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["OPEN", "NOTICE"])),
                                fields=("figure",),
                                name="publishing_move_one_open",
                                violation_error_message="这个数的变动已在处理",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "ACCEPTED"), _negated=True),
                                    models.Q(
                                        ("settled_at__isnull", False),
                                        ("settled_by__isnull", False),
                                        models.Q(("remark", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="publishing_move_accepted_with_reason",
                                violation_error_message="不须更正的，须写明理由",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Withdrawal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=400, verbose_name="撤下原因")),
                        ("at", models.DateTimeField(verbose_name="撤下时间")),
                        (
                            "by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="撤下人",
                            ),
                        ),
                        (
                            "publication",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withdrawal",
                                to="publishing.publication",
                                verbose_name="发布",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "撤下",
                        "verbose_name_plural": "撤下",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="publishing_withdrawal_with_reason",
                                violation_error_message="撤下须写明原因",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Countersign",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("groups", models.CharField(max_length=200, verbose_name="涉及数据")),
                        ("places", models.JSONField(default=list, verbose_name="涉及的数")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("ASKED", "待会签"),
                                    ("CONFIRMED", "同意"),
                                    ("OBJECTED", "不同意"),
                                    ("VOID", "不再需要"),
                                ],
                                default="ASKED",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="送会签时间")),
                        ("remark", models.CharField(blank=True, max_length=400, verbose_name="会签意见")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="会签时间")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="会签人",
                            ),
                        ),
                        (
                            "piece",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="countersigns",
                                to="publishing.piece",
                                verbose_name="文稿",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="会签单位",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="publishing.pieceversion",
                                verbose_name="文稿版本",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "文稿会签",
                        "verbose_name_plural": "文稿会签",
                        "ordering": ["piece_id", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "VOID"), _negated=True),
                                fields=("piece", "unit"),
                                name="publishing_countersign_once",
                                violation_error_message="这个单位已在会签",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["ASKED", "VOID"]),
                                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="publishing_countersign_decided_by",
                                violation_error_message="会签须有会签人和时间",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "OBJECTED"), _negated=True),
                                    models.Q(("remark", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="publishing_countersign_reason",
                                violation_error_message="不同意须写明哪个数、为什么",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DataOwner",
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
                        ("group", models.CharField(max_length=40, verbose_name="指标类别")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("UNIT", "归口单位"),
                                    ("ABOUT", "数据所属单位"),
                                    ("NOBODY", "不须会签"),
                                ],
                                max_length=12,
                                verbose_name="会签方式",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="归口单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "数据归口",
                        "verbose_name_plural": "数据归口",
                        "indexes": [
                            models.Index(
                                fields=["city", "group", "-valid_from", "-id"],
                                name="publishing_owner_in_force",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "UNIT"), ("unit__isnull", False)),
                                    models.Q(
                                        models.Q(("kind", "UNIT"), _negated=True), ("unit__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="publishing_owner_has_unit",
                                violation_error_message="由归口单位会签的须选单位，其余不选",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PieceStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="序号")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("CHECKED", "对数"),
                                    ("SUBMITTED", "送审"),
                                    ("PASSED", "审核通过"),
                                    ("RETURNED", "退回修改"),
                                    ("RECALLED", "收回修改"),
                                    ("CONFIRMED", "会签同意"),
                                    ("OBJECTED", "会签不同意"),
                                    ("APPROVED", "签发"),
                                    ("PUBLISHED", "发布"),
                                    ("WITHDRAWN", "撤下"),
                                ],
                                max_length=12,
                                verbose_name="步骤",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="办理时间")),
                        ("remark", models.CharField(blank=True, max_length=400, verbose_name="意见")),
                        (
                            "by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="办理人",
                            ),
                        ),
                        (
                            "drafter",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="起草人",
                            ),
                        ),
                        (
                            "piece",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="publishing.piece",
                                verbose_name="文稿",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="publishing.pieceversion",
                                verbose_name="文稿版本",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "文稿流转",
                        "verbose_name_plural": "文稿流转",
                        "ordering": ["piece_id", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("piece", "number"),
                                name="publishing_step_number",
                                violation_error_message="这一步已经办过",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind__in", ["PASSED", "CONFIRMED", "OBJECTED", "APPROVED"]),
                                        _negated=True,
                                    ),
                                    models.Q(("by", models.F("drafter")), _negated=True),
                                    _connector="OR",
                                ),
                                name="publishing_step_by_another",
                                violation_error_message="起草人不能审核、会签或签发自己的文稿",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind__in", ["RETURNED", "OBJECTED", "WITHDRAWN"]), _negated=True
                                    ),
                                    models.Q(("remark", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="publishing_step_with_reason",
                                violation_error_message="退回、不同意和撤下须写明原因",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
