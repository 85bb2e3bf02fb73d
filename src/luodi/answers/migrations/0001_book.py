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
                    name="BookEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="编号")),
                        ("question", models.CharField(max_length=300, verbose_name="问题")),
                        ("tags", models.CharField(blank=True, max_length=120, verbose_name="标签")),
                        (
                            "state",
                            models.CharField(
                                choices=[("DRAFT", "待启用"), ("ADOPTED", "在用"), ("RETIRED", "停用")],
                                default="DRAFT",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("review_on", models.DateField(null=True, verbose_name="复核日期")),
                        ("once", models.CharField(blank=True, max_length=32, verbose_name="提交标识")),
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
                    ],
                    options={
                        "verbose_name": "答问",
                        "verbose_name_plural": "答问",
                        "ordering": ["city_id", "-created_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["city", "state", "created_at"], name="book_entry_state")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="book_entry_code_unique",
                                violation_error_message="答问编号已被使用",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("once", ""), _negated=True),
                                fields=("city", "once"),
                                name="book_entry_sent_once",
                                violation_error_message="这一份已经提交过",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BookAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="第几版")),
                        ("text", models.TextField(verbose_name="答复")),
                        ("as_of", models.DateTimeField(verbose_name="统计时点")),
                        ("known_entry", models.BigIntegerField(verbose_name="台账分录号")),
                        ("remark", models.CharField(blank=True, max_length=200, verbose_name="修改说明")),
                        ("written_at", models.DateTimeField(verbose_name="写成时间")),
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
                        (
                            "entry",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="answers.bookentry",
                                verbose_name="答问",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "答复",
                        "verbose_name_plural": "答复",
                        "ordering": ["entry_id", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("entry", "number"),
                                name="book_answer_number_unique",
                                violation_error_message="这一版答复已经有了",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("adopted_at", None), ("adopted_by", None)),
                                    models.Q(("adopted_at__isnull", False), ("adopted_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="book_answer_adopted_by",
                                violation_error_message="启用须有启用人和时间",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("adopted_by", None),
                                    models.Q(("adopted_by", models.F("written_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="book_answer_adopted_by_another",
                                violation_error_message="答复不能由执笔人自己启用",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BookFigure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("place", models.PositiveIntegerField(verbose_name="顺序")),
                        ("code", models.CharField(max_length=60, verbose_name="指标")),
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
                        ("definition", models.PositiveIntegerField(verbose_name="口径版本")),
                        ("shown", models.CharField(max_length=60, verbose_name="应写")),
                        ("found", models.CharField(max_length=60, verbose_name="文中")),
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
                        (
                            "answer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="figures",
                                to="answers.bookanswer",
                                verbose_name="答复",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "答复中的数",
                        "verbose_name_plural": "答复中的数",
                        "ordering": ["answer_id", "place"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("answer", "place"),
                                name="book_figure_place_unique",
                                violation_error_message="答复中的数顺序重复",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
