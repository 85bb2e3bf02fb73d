import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_squashed_0002_hand_over"),
        ("projects", "0001_squashed_0003_details"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="ListEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("rule", models.CharField(max_length=24, verbose_name="清单")),
                        (
                            "light",
                            models.CharField(
                                choices=[
                                    ("GREEN", "绿灯"),
                                    ("BLUE", "蓝灯"),
                                    ("YELLOW", "黄灯"),
                                    ("RED", "红灯"),
                                ],
                                max_length=8,
                                verbose_name="灯号",
                            ),
                        ),
                        ("since", models.DateField(null=True, verbose_name="起算日期")),
                        ("entered_on", models.DateField(verbose_name="列入日期")),
                        ("from_on", models.DateField(verbose_name="本段始于")),
                        ("until_on", models.DateField(null=True, verbose_name="本段止于")),
                        ("left_on", models.DateField(null=True, verbose_name="移出日期")),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="projects.project",
                                verbose_name="项目",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "清单记录",
                        "verbose_name_plural": "清单记录",
                        "indexes": [
                            models.Index(
                                fields=["city", "rule", "from_on", "until_on"], name="list_entry_by_day"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until_on__isnull", True)),
                                fields=("city", "rule", "project"),
                                name="list_entry_open_once",
                                violation_error_message="同一项目在同一清单上只能有一条未结束的记录",
                            ),
                            models.UniqueConstraint(
                                fields=("city", "rule", "project", "from_on"), name="list_entry_once_a_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until_on__isnull", True),
                                    ("until_on__gt", models.F("from_on")),
                                    _connector="OR",
                                ),
                                name="list_entry_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("left_on__isnull", True),
                                    ("left_on", models.F("until_on")),
                                    _connector="OR",
                                ),
                                name="list_entry_left_at_its_end",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorklistRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="日期")),
                        ("made_at", models.DateTimeField(verbose_name="运行时间")),
                        ("n_listed", models.PositiveIntegerField(verbose_name="在单")),
                        ("n_entered", models.PositiveIntegerField(verbose_name="列入")),
                        ("n_left", models.PositiveIntegerField(verbose_name="移出")),
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
                    ],
                    options={
                        "verbose_name": "清单夜间运行",
                        "verbose_name_plural": "清单夜间运行",
                        "constraints": [
                            models.UniqueConstraint(fields=("city", "on"), name="worklist_run_once_a_day")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorklistTerms",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("rule", models.CharField(max_length=24, verbose_name="清单")),
                        ("valid_from", models.DateField(verbose_name="施行日期")),
                        ("values", models.JSONField(verbose_name="参数")),
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
                        "verbose_name": "清单参数",
                        "verbose_name_plural": "清单参数",
                        "indexes": [
                            models.Index(
                                fields=["city", "rule", "-valid_from", "-id"], name="worklist_terms_latest"
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
