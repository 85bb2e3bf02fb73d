import django.db.models.deletion
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("figures", "0001_initial"), ("figures", "0002_activities"), ("figures", "0003_above_scale")]

    initial = True

    dependencies = [
        ("organisation", "0001_squashed_0002_hand_over"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="RolledUp",
                    fields=[
                        (
                            "city",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                serialize=False,
                                to="organisation.city",
                                verbose_name="城市",
                            ),
                        ),
                        ("through", models.CharField(max_length=7, verbose_name="已汇总至")),
                    ],
                    options={
                        "verbose_name": "汇总进度",
                        "verbose_name_plural": "汇总进度",
                    },
                ),
                migrations.CreateModel(
                    name="RollUp",
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
                        ("valid_month", models.CharField(max_length=7, verbose_name="发生月")),
                        ("recorded_month", models.CharField(max_length=7, verbose_name="登记月")),
                        ("industrial", models.BooleanField(verbose_name="工业")),
                        (
                            "standing",
                            models.CharField(
                                choices=[("CLAIMED", "申报"), ("VERIFIED", "认定"), ("REJECTED", "退回")],
                                max_length=12,
                                verbose_name="认定状态",
                            ),
                        ),
                        ("is_shared", models.BooleanField(verbose_name="多单位共享")),
                        ("quantity", models.BigIntegerField(verbose_name="数量增减")),
                        ("amount", models.BigIntegerField(verbose_name="金额增减（分）")),
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
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="责任单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "月度汇总",
                        "verbose_name_plural": "月度汇总",
                        "indexes": [
                            models.Index(
                                fields=[
                                    "city",
                                    "kind",
                                    "valid_month",
                                    "recorded_month",
                                    "standing",
                                    "unit",
                                    "industrial",
                                    "is_shared",
                                    "quantity",
                                    "amount",
                                ],
                                name="roll_up_of_city",
                            ),
                            models.Index(
                                fields=[
                                    "kind",
                                    "valid_month",
                                    "recorded_month",
                                    "standing",
                                    "unit",
                                    "industrial",
                                    "is_shared",
                                    "quantity",
                                    "amount",
                                ],
                                name="roll_up_of_all",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
