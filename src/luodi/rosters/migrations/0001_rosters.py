import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_squashed_0002_hand_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("outreach", "0001_squashed_0011_activities_in_full"),
        ("projects", "0001_squashed_0003_details"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Roster",
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
                                    ("KEY_PROJECT", "重点项目"),
                                    ("CEREMONY", "集中签约名单"),
                                    ("OTHER", "其他名单"),
                                ],
                                max_length=16,
                                verbose_name="类别",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(null=True, verbose_name="年度")),
                        ("document", models.CharField(blank=True, max_length=120, verbose_name="文号或依据")),
                        ("remark", models.CharField(blank=True, max_length=400, verbose_name="说明")),
                        ("created_at", models.DateTimeField(verbose_name="建立时间")),
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
                                verbose_name="建立人",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rosters",
                                to="outreach.promotionevent",
                                verbose_name="活动",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "项目名单",
                        "verbose_name_plural": "项目名单",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="roster_code_unique",
                                violation_error_message="编号已被使用",
                            ),
                            models.UniqueConstraint(
                                fields=("city", "name"),
                                name="roster_name_unique",
                                violation_error_message="已有同名的名单",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RosterEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seat", models.PositiveIntegerField(verbose_name="序号")),
                        ("entered_on", models.DateField(verbose_name="列入日期")),
                        ("reason", models.CharField(blank=True, max_length=400, verbose_name="列入原因")),
                        ("entered_at", models.DateTimeField(verbose_name="列入登记时间")),
                        ("left_on", models.DateField(null=True, verbose_name="移出日期")),
                        (
                            "left_reason",
                            models.CharField(blank=True, max_length=400, verbose_name="移出原因"),
                        ),
                        ("left_at", models.DateTimeField(null=True, verbose_name="移出登记时间")),
                        (
                            "entered_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="列入登记人",
                            ),
                        ),
                        (
                            "left_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="移出登记人",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roster_entries",
                                to="projects.project",
                                verbose_name="项目",
                            ),
                        ),
                        (
                            "roster",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="rosters.roster",
                                verbose_name="名单",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "名单项目",
                        "verbose_name_plural": "名单项目",
                        "ordering": ["seat", "id"],
                        "indexes": [models.Index(fields=["roster", "seat"], name="roster_entry_in_order")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("left_on__isnull", True)),
                                fields=("roster", "project"),
                                name="roster_entry_once_at_a_time",
                                violation_error_message="该项目已在这份名单中",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("left_on__isnull", True),
                                    ("left_on__gt", models.F("entered_on")),
                                    _connector="OR",
                                ),
                                name="roster_entry_leaves_after_entering",
                                violation_error_message="移出日期须晚于列入日期",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
