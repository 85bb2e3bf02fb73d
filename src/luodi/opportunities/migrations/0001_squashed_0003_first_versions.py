import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("opportunities", "0001_initial"),
        ("opportunities", "0002_content"),
        ("opportunities", "0003_first_versions"),
    ]

    initial = True

    dependencies = [
        ("documents", "0001_initial"),
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
                    name="Opportunity",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="编号")),
                        ("name", models.CharField(max_length=120, verbose_name="名称")),
                        (
                            "area",
                            models.CharField(blank=True, max_length=16, verbose_name="拟落地县区（园区）"),
                        ),
                        ("industry", models.CharField(max_length=6, verbose_name="行业")),
                        ("industrial", models.BooleanField(default=False, verbose_name="工业")),
                        ("amount_fen", models.BigIntegerField(verbose_name="投资规模（分）")),
                        ("summary", models.TextField(blank=True, verbose_name="建设内容")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("OPEN", "在库"),
                                    ("TALKS", "对接洽谈"),
                                    ("MATCHED", "已对接落地"),
                                    ("CLOSED", "已出库"),
                                ],
                                default="OPEN",
                                max_length=20,
                                verbose_name="状态",
                            ),
                        ),
                        ("state_since", models.DateField(verbose_name="状态始于")),
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
                                related_name="opportunity",
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
                                verbose_name="责任单位",
                            ),
                        ),
                        ("edition", models.PositiveIntegerField(default=0, verbose_name="更新年度")),
                        ("once", models.CharField(blank=True, max_length=32, verbose_name="提交标识")),
                    ],
                    options={
                        "verbose_name": "谋划项目",
                        "verbose_name_plural": "谋划项目",
                        "indexes": [
                            models.Index(fields=["city", "state", "id"], name="opportunity_by_state"),
                            models.Index(
                                fields=["city", "industry", "state"], name="opportunity_by_industry"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="opportunity_code_unique",
                                violation_error_message="谋划项目编号已被使用",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount_fen__gte", 0)),
                                name="opportunity_amount_not_negative",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("once", ""), _negated=True),
                                fields=("city", "once"),
                                name="opportunity_once",
                                violation_error_message="这一份已经提交过",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OpportunityMove",
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
                                    ("OPEN", "在库"),
                                    ("TALKS", "对接洽谈"),
                                    ("MATCHED", "已对接落地"),
                                    ("CLOSED", "已出库"),
                                ],
                                max_length=20,
                                verbose_name="状态",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="状态始于")),
                        ("reason", models.CharField(blank=True, max_length=400, verbose_name="说明")),
                        (
                            "investor_name",
                            models.CharField(blank=True, max_length=200, verbose_name="对接企业"),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "enterprise",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="enterprises.enterprise",
                                verbose_name="对接企业",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        (
                            "opportunity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="moves",
                                to="opportunities.opportunity",
                                verbose_name="谋划项目",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opportunity_moves",
                                to="projects.project",
                                verbose_name="落地项目",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "谋划项目状态变化",
                        "verbose_name_plural": "谋划项目状态变化",
                        "ordering": ["-id"],
                    },
                ),
                migrations.CreateModel(
                    name="OpportunityPhoto",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="文件名")),
                        ("caption", models.CharField(blank=True, max_length=120, verbose_name="图片说明")),
                        ("is_off", models.BooleanField(default=False, verbose_name="已撤下")),
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
                            "opportunity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="photos",
                                to="opportunities.opportunity",
                                verbose_name="谋划项目",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "谋划项目图片",
                        "verbose_name_plural": "谋划项目图片",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_off", False)),
                                fields=("opportunity", "file"),
                                name="opportunity_photo_once",
                                violation_error_message="这张图片已经上传过",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OpportunityVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="第几版")),
                        ("year", models.PositiveIntegerField(verbose_name="年度")),
                        ("valid_from", models.DateField(verbose_name="更新日期")),
                        ("amount_fen", models.BigIntegerField(verbose_name="投资规模（分）")),
                        ("industry", models.CharField(max_length=6, verbose_name="行业")),
                        (
                            "area",
                            models.CharField(blank=True, max_length=16, verbose_name="拟落地县区（园区）"),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("ANY", "独资、合资、合作均可"),
                                    ("SOLE", "独资"),
                                    ("JOINT", "合资"),
                                    ("COOPERATION", "合作"),
                                    ("FRANCHISE", "特许经营"),
                                    ("TO_DISCUSS", "面议"),
                                ],
                                default="ANY",
                                max_length=16,
                                verbose_name="合作方式",
                            ),
                        ),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="联系电话")),
                        ("reason", models.CharField(blank=True, max_length=400, verbose_name="更新说明")),
                        ("made_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        (
                            "opportunity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="opportunities.opportunity",
                                verbose_name="谋划项目",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "谋划项目版本",
                        "verbose_name_plural": "谋划项目版本",
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("opportunity", "number"),
                                name="opportunity_version_unique",
                                violation_error_message="这一版已经登记",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OpportunityText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh", "中文"), ("en", "英文")], max_length=2, verbose_name="语言"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="名称")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="建设地点")),
                        ("content", models.TextField(blank=True, verbose_name="建设内容")),
                        ("scale", models.TextField(blank=True, verbose_name="建设规模")),
                        ("conditions", models.TextField(blank=True, verbose_name="建设条件")),
                        ("benefits", models.TextField(blank=True, verbose_name="效益分析")),
                        ("partnering", models.TextField(blank=True, verbose_name="合作说明")),
                        (
                            "contact",
                            models.CharField(blank=True, max_length=120, verbose_name="联系单位和联系人"),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="texts",
                                to="opportunities.opportunityversion",
                                verbose_name="版本",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "谋划项目文本",
                        "verbose_name_plural": "谋划项目文本",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "language"), name="opportunity_text_once_per_language"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
