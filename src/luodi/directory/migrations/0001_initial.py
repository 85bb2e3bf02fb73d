import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("enterprises", "0001_squashed_0007_former_names_by_name"),
        ("organisation", "0001_squashed_0002_hand_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Association",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="编号")),
                        ("name", models.CharField(max_length=120, verbose_name="名称")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("CHAMBER", "异地商会"),
                                    ("ASSOCIATION", "行业协会"),
                                    ("ALUMNI", "校友会"),
                                    ("HOMETOWN", "同乡会"),
                                    ("OTHER", "其他组织"),
                                ],
                                max_length=12,
                                verbose_name="组织类别",
                            ),
                        ),
                        ("place", models.CharField(max_length=6, verbose_name="所在地")),
                        ("industry", models.CharField(blank=True, max_length=6, verbose_name="行业")),
                        ("leader", models.CharField(blank=True, max_length=60, verbose_name="负责人")),
                        ("contact", models.CharField(blank=True, max_length=60, verbose_name="联系人")),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="联系电话")),
                        ("members", models.PositiveIntegerField(null=True, verbose_name="会员企业数")),
                        ("station_since", models.DateField(null=True, verbose_name="挂牌联络站")),
                        ("remark", models.CharField(blank=True, max_length=800, verbose_name="说明")),
                        ("closed_on", models.DateField(null=True, verbose_name="停用日期")),
                        ("search_text", models.CharField(max_length=400, verbose_name="检索文本")),
                        ("once", models.CharField(max_length=64, null=True, verbose_name="一次性编号")),
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
                        "verbose_name": "商会协会",
                        "verbose_name_plural": "商会协会",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="association_code_unique",
                                violation_error_message="编号已被使用",
                            ),
                            models.UniqueConstraint(
                                fields=("city", "place", "name"),
                                name="association_name_unique",
                                violation_error_message="这个城市已登记同名的商会协会",
                            ),
                            models.UniqueConstraint(fields=("city", "once"), name="association_once_unique"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Hometowner",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="编号")),
                        ("name", models.CharField(max_length=40, verbose_name="姓名")),
                        ("home", models.CharField(blank=True, max_length=16, verbose_name="籍贯县区")),
                        ("place", models.CharField(max_length=6, verbose_name="所在地")),
                        ("company", models.CharField(blank=True, max_length=200, verbose_name="单位")),
                        ("title", models.CharField(blank=True, max_length=100, verbose_name="职务")),
                        ("industry", models.CharField(blank=True, max_length=6, verbose_name="行业")),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="联系电话")),
                        ("remark", models.CharField(blank=True, max_length=800, verbose_name="说明")),
                        ("closed_on", models.DateField(null=True, verbose_name="停用日期")),
                        ("search_text", models.CharField(max_length=400, verbose_name="检索文本")),
                        ("once", models.CharField(max_length=64, null=True, verbose_name="一次性编号")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        ("created_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "association",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="people",
                                to="directory.association",
                                verbose_name="所在商会",
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
                            "enterprise",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hometowners",
                                to="enterprises.enterprise",
                                verbose_name="企业",
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
                        "verbose_name": "在外企业家",
                        "verbose_name_plural": "在外企业家",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="hometowner_code_unique",
                                violation_error_message="编号已被使用",
                            ),
                            models.UniqueConstraint(
                                fields=("city", "name", "company"),
                                name="hometowner_unique",
                                violation_error_message="这位企业家已登记",
                            ),
                            models.UniqueConstraint(fields=("city", "once"), name="hometowner_once_unique"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Liaison",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="联系日期")),
                        ("who", models.CharField(max_length=100, verbose_name="联系人员")),
                        ("text", models.CharField(max_length=800, verbose_name="联系情况")),
                        ("at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "association",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="liaisons",
                                to="directory.association",
                                verbose_name="商会协会",
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
                        (
                            "hometowner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="liaisons",
                                to="directory.hometowner",
                                verbose_name="在外企业家",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "联络记录",
                        "verbose_name_plural": "联络记录",
                        "ordering": ["-on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("association__isnull", False), ("hometowner__isnull", True)),
                                    models.Q(("association__isnull", True), ("hometowner__isnull", False)),
                                    _connector="OR",
                                ),
                                name="liaison_is_about_one",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
