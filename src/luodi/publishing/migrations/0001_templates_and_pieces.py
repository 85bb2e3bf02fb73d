import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_squashed_0002_hand_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("reviews", "0001_reviews"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Template",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("code", models.CharField(max_length=20, verbose_name="模板编号")),
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
                        ("title", models.CharField(max_length=60, verbose_name="名称")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        ("created_at", models.DateTimeField(verbose_name="登记时间")),
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
                    ],
                    options={
                        "verbose_name": "文稿模板",
                        "verbose_name_plural": "文稿模板",
                        "ordering": ["city_id", "kind", "code"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="publishing_template_code_unique",
                                violation_error_message="这个模板编号已经用过",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TemplateVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="publishing.template",
                                verbose_name="文稿模板",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="第几版")),
                        ("text", models.TextField(verbose_name="正文")),
                        ("sha256", models.CharField(max_length=64, verbose_name="正文校验值")),
                        (
                            "state",
                            models.CharField(
                                choices=[("DRAFT", "草稿"), ("ADOPTED", "在用"), ("RETIRED", "停用")],
                                default="DRAFT",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("remark", models.CharField(blank=True, max_length=200, verbose_name="修改说明")),
                        ("written_at", models.DateTimeField(verbose_name="起草时间")),
                        (
                            "written_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="起草人",
                            ),
                        ),
                        ("adopted_at", models.DateTimeField(null=True, verbose_name="启用时间")),
                        (
                            "adopted_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="启用人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "模板版本",
                        "verbose_name_plural": "模板版本",
                        "ordering": ["template_id", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("template", "number"),
                                name="publishing_template_version_unique",
                                violation_error_message="这一版已经有了",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "ADOPTED")),
                                fields=("template",),
                                name="publishing_template_one_adopted",
                                violation_error_message="一个模板只有一版在用",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "DRAFT"),
                                    models.Q(("adopted_at__isnull", False), ("adopted_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="publishing_template_adopted_by",
                                violation_error_message="启用须有启用人和时间",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Piece",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("code", models.CharField(max_length=20, verbose_name="文稿编号")),
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
                            "template",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pieces",
                                to="publishing.templateversion",
                                verbose_name="模板版本",
                            ),
                        ),
                        ("first", models.DateField(verbose_name="本期起")),
                        ("last", models.DateField(verbose_name="本期止")),
                        ("scope", models.CharField(default="city", max_length=120, verbose_name="范围")),
                        (
                            "review",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="reviews.review",
                                verbose_name="评审会",
                            ),
                        ),
                        ("as_of", models.DateTimeField(verbose_name="统计时点")),
                        ("entry", models.BigIntegerField(verbose_name="台账分录号")),
                        ("words", models.JSONField(default=dict, verbose_name="填写的内容")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "草稿"),
                                    ("CHECKED", "已对数"),
                                    ("IN_REVIEW", "送审"),
                                    ("APPROVED", "已签发"),
                                    ("PUBLISHED", "已发布"),
                                    ("WITHDRAWN", "已撤下"),
                                ],
                                default="DRAFT",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "document_number",
                            models.CharField(blank=True, max_length=60, verbose_name="发文字号"),
                        ),
                        ("issued_on", models.DateField(verbose_name="成文日期")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        ("once", models.CharField(max_length=64, null=True, verbose_name="一次性编号")),
                        (
                            "author",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="起草人",
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="起草时间")),
                    ],
                    options={
                        "verbose_name": "文稿",
                        "verbose_name_plural": "文稿",
                        "ordering": ["city_id", "-created_at", "-pk"],
                        "indexes": [
                            models.Index(
                                fields=["city", "state", "created_at"], name="publishing_piece_state"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="publishing_piece_code_unique",
                                violation_error_message="这个文稿编号已经用过",
                            ),
                            models.UniqueConstraint(
                                fields=("city", "once"),
                                name="publishing_piece_once_unique",
                                violation_error_message="这份文稿已经起草",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("first__lte", models.F("last"))),
                                name="publishing_piece_period_ordered",
                                violation_error_message="本期的结束日期早于开始日期",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PieceVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "piece",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="publishing.piece",
                                verbose_name="文稿",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="第几稿")),
                        ("text", models.TextField(verbose_name="正文")),
                        ("sha256", models.CharField(max_length=64, verbose_name="正文校验值")),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("COMPOSED", "按模板生成"),
                                    ("EDITED", "人工修改"),
                                    ("WRITTEN", "直接起草"),
                                    ("REFRESHED", "更新数字"),
                                    ("RESTORED", "改回或解除引用"),
                                ],
                                max_length=12,
                                verbose_name="来历",
                            ),
                        ),
                        ("remark", models.CharField(blank=True, max_length=200, verbose_name="修改说明")),
                        ("written_at", models.DateTimeField(verbose_name="写成时间")),
                        (
                            "written_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="执笔人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "文稿版本",
                        "verbose_name_plural": "文稿版本",
                        "ordering": ["piece_id", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("piece", "number"),
                                name="publishing_piece_version_unique",
                                violation_error_message="这一稿已经有了",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PieceFigure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="figures",
                                to="publishing.pieceversion",
                                verbose_name="文稿版本",
                            ),
                        ),
                        ("place", models.PositiveIntegerField(verbose_name="顺序")),
                        ("code", models.CharField(blank=True, max_length=60, verbose_name="指标")),
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
                                default="VALUE",
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
                                default="VERIFIED",
                                max_length=12,
                                verbose_name="认定状态",
                            ),
                        ),
                        ("entry", models.BigIntegerField(verbose_name="台账分录号")),
                        ("shown", models.CharField(max_length=60, verbose_name="应写")),
                        ("found", models.CharField(max_length=60, verbose_name="文中")),
                        ("exact", models.CharField(blank=True, max_length=60, verbose_name="精确值")),
                        ("unit", models.CharField(blank=True, max_length=12, verbose_name="计量单位")),
                        ("start", models.PositiveIntegerField(verbose_name="起")),
                        ("end", models.PositiveIntegerField(verbose_name="止")),
                        (
                            "state",
                            models.CharField(
                                choices=[("INTACT", "一致"), ("CHANGED", "改动"), ("LOST", "删去")],
                                default="INTACT",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "文稿中的数",
                        "verbose_name_plural": "文稿中的数",
                        "ordering": ["version_id", "place"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "place"),
                                name="publishing_figure_place_unique",
                                violation_error_message="文稿中的数顺序重复",
                            )
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]
