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
                    name="OpenFigure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="公开编号")),
                        ("indicator", models.CharField(max_length=60, verbose_name="指标")),
                        ("scope", models.CharField(max_length=120, verbose_name="范围")),
                        (
                            "cadence",
                            models.CharField(
                                choices=[
                                    ("MONTHLY", "每月（当月数）"),
                                    ("YEAR_TO_DATE", "每月（1月起累计数）"),
                                    ("QUARTERLY", "每季（当季数）"),
                                    ("YEARLY", "每年（全年数）"),
                                    ("MONTH_END", "每月（月末数）"),
                                ],
                                max_length=14,
                                verbose_name="公开频次",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="首期起")),
                        ("position", models.PositiveIntegerField(verbose_name="次序")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="停止时间")),
                        ("ended_why", models.CharField(blank=True, max_length=200, verbose_name="停止原因")),
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
                        "verbose_name": "公开指标",
                        "verbose_name_plural": "公开指标",
                        "ordering": ["city_id", "position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="open_figure_code_unique",
                                violation_error_message="公开编号已被使用",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("city", "indicator", "scope", "cadence"),
                                name="open_figure_once",
                                violation_error_message="同一指标、范围和频次已在公开或待批准",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("once", ""), _negated=True),
                                fields=("city", "once"),
                                name="open_figure_sent_once",
                                violation_error_message="这一份已经提交过",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OpenValue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("first", models.DateField(null=True, verbose_name="期间起")),
                        ("last", models.DateField(verbose_name="期间止")),
                        ("number", models.PositiveIntegerField(verbose_name="第几次发布")),
                        ("shown", models.CharField(blank=True, max_length=40, verbose_name="公开的数")),
                        ("exact", models.CharField(blank=True, max_length=60, verbose_name="精确值")),
                        ("unit", models.CharField(max_length=12, verbose_name="计量单位")),
                        ("note", models.CharField(blank=True, max_length=120, verbose_name="附注")),
                        ("entry", models.BigIntegerField(verbose_name="台账分录号")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="修订原因")),
                        ("issued_at", models.DateTimeField(verbose_name="发布时间")),
                        (
                            "figure",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="values",
                                to="disclosure.openfigure",
                                verbose_name="公开指标",
                            ),
                        ),
                        (
                            "issued_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="发布人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "公开数据",
                        "verbose_name_plural": "公开数据",
                        "ordering": ["figure_id", "last", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("figure", "last", "number"),
                                name="open_value_number_unique",
                                violation_error_message="这一期的数据已经发布",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="open_value_revised_with_reason",
                                violation_error_message="修订须写明原因",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OpenWording",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="第几版")),
                        ("title", models.CharField(max_length=60, verbose_name="公开名称")),
                        ("definition", models.TextField(verbose_name="公开说明")),
                        ("reason", models.CharField(max_length=200, verbose_name="理由")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PROPOSED", "待批准"),
                                    ("APPROVED", "已批准"),
                                    ("DECLINED", "未批准"),
                                ],
                                default="PROPOSED",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="批准时间")),
                        ("decision", models.CharField(blank=True, max_length=200, verbose_name="批准意见")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="批准人",
                            ),
                        ),
                        (
                            "figure",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wordings",
                                to="disclosure.openfigure",
                                verbose_name="公开指标",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提出人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "公开说明",
                        "verbose_name_plural": "公开说明",
                        "ordering": ["figure_id", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("figure", "number"),
                                name="open_wording_number_unique",
                                violation_error_message="这一版说明已经有了",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "PROPOSED")),
                                fields=("figure",),
                                name="open_wording_one_proposed",
                                violation_error_message="这个公开指标已有一版说明在等批准",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="open_wording_decided_by_another",
                                violation_error_message="公开说明不能由提出人自己批准",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at", None), ("decided_by", None), ("state", "PROPOSED")
                                    ),
                                    models.Q(
                                        models.Q(("state", "PROPOSED"), _negated=True),
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="open_wording_decided",
                                violation_error_message="批准与否须有批准人和时间",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublicSite",
                    fields=[
                        (
                            "city",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="organisation.city",
                                verbose_name="城市",
                            ),
                        ),
                        ("is_open", models.BooleanField(default=False, verbose_name="已开放")),
                        ("title", models.CharField(max_length=60, verbose_name="网站名称")),
                        ("keeper", models.CharField(max_length=60, verbose_name="主办单位")),
                        ("contact", models.CharField(max_length=120, verbose_name="联系方式")),
                        ("address", models.CharField(blank=True, max_length=120, verbose_name="地址")),
                        ("site_mark", models.CharField(blank=True, max_length=20, verbose_name="网站标识码")),
                        ("icp", models.CharField(blank=True, max_length=60, verbose_name="ICP备案号")),
                        ("police", models.CharField(blank=True, max_length=60, verbose_name="公安备案号")),
                        ("report_at", models.CharField(blank=True, max_length=200, verbose_name="找错")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        ("changed_at", models.DateTimeField(verbose_name="修改时间")),
                        (
                            "changed_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="修改人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "公开网站",
                        "verbose_name_plural": "公开网站",
                    },
                ),
            ],
        ),
    ]
