import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("enterprises", "0001_squashed_0007_former_names_by_name"),
        ("ledger", "0001_squashed_0005_firms"),
        ("organisation", "0001_squashed_0002_hand_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Chain",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="编号")),
                        ("name", models.CharField(max_length=60, verbose_name="名称")),
                        ("remark", models.TextField(blank=True, verbose_name="说明")),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "产业链",
                        "verbose_name_plural": "产业链",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="chain_code_unique",
                                violation_error_message="产业链编号已被使用",
                            ),
                            models.UniqueConstraint(
                                fields=("city", "name"),
                                name="chain_name_unique",
                                violation_error_message="已有同名的产业链",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("once", ""), _negated=True),
                                fields=("city", "once"),
                                name="chain_once",
                                violation_error_message="这一份已经提交过",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChainLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="环节名称")),
                        (
                            "tier",
                            models.CharField(
                                choices=[
                                    ("UPSTREAM", "上游"),
                                    ("MIDSTREAM", "中游"),
                                    ("DOWNSTREAM", "下游"),
                                    ("SERVICE", "配套服务"),
                                ],
                                max_length=12,
                                verbose_name="位置",
                            ),
                        ),
                        ("position", models.PositiveIntegerField(verbose_name="次序")),
                        ("products", models.CharField(blank=True, max_length=200, verbose_name="主要产品")),
                        ("is_off", models.BooleanField(default=False, verbose_name="已撤下")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        (
                            "chain",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="links",
                                to="chains.chain",
                                verbose_name="产业链",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "产业链环节",
                        "verbose_name_plural": "产业链环节",
                        "ordering": ["position", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_off", False)),
                                fields=("chain", "name"),
                                name="chain_link_name_unique",
                                violation_error_message="这条链上已有同名的环节",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LinkClass",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("industry", models.CharField(max_length=6, verbose_name="行业大类")),
                        (
                            "link",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="classes",
                                to="chains.chainlink",
                                verbose_name="环节",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "环节对应行业",
                        "verbose_name_plural": "环节对应行业",
                        "ordering": ["industry"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("link", "industry"),
                                name="link_class_once",
                                violation_error_message="这个环节已对应该行业",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Placement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=200, verbose_name="依据")),
                        ("placed_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "chain",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="placements",
                                to="chains.chain",
                                verbose_name="产业链",
                            ),
                        ),
                        (
                            "link",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="placements",
                                to="chains.chainlink",
                                verbose_name="环节",
                            ),
                        ),
                        (
                            "placed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        (
                            "subject",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="chain_placements",
                                to="ledger.subject",
                                verbose_name="统计对象",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "产业链归位",
                        "verbose_name_plural": "产业链归位",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("chain", "subject"),
                                name="placement_once_per_chain",
                                violation_error_message="它在这条链上已有位置",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Supply",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("goods", models.CharField(max_length=120, verbose_name="供应什么")),
                        ("source", models.CharField(max_length=200, verbose_name="依据")),
                        ("ended_on", models.DateField(null=True, verbose_name="终止日期")),
                        ("ended_why", models.CharField(blank=True, max_length=200, verbose_name="终止原因")),
                        ("once", models.CharField(blank=True, max_length=32, verbose_name="提交标识")),
                        ("noted_at", models.DateTimeField(verbose_name="登记时间")),
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
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supplied_by",
                                to="enterprises.enterprise",
                                verbose_name="客户",
                            ),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supplies",
                                to="enterprises.enterprise",
                                verbose_name="供应商",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "供应关系",
                        "verbose_name_plural": "供应关系",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on", None)),
                                fields=("supplier", "customer", "goods"),
                                name="supply_once",
                                violation_error_message="这一供应关系已登记",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("supplier", models.F("customer")), _negated=True),
                                name="supply_of_another",
                                violation_error_message="企业不能是自己的供应商",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
