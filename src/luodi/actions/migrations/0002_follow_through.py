import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0001_action_items"),
        ("documents", "0001_initial"),
        ("ledger", "0006_bringers"),
        ("organisation", "0001_squashed_0002_hand_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="actionitem",
            name="action_closed_with_result",
        ),
        migrations.AddField(
            model_name="actionitem",
            name="kind",
            field=models.CharField(
                choices=[("PROBLEM", "问题"), ("TASK", "任务")],
                db_default="TASK",
                default="TASK",
                max_length=12,
                verbose_name="类别",
            ),
        ),
        migrations.AddField(
            model_name="actionitem",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("FUNDS", "资金"),
                    ("LAND", "土地"),
                    ("POLICY", "政策"),
                    ("APPROVAL", "审批"),
                    ("LABOUR", "用工"),
                    ("OTHER", "其他"),
                ],
                db_default="",
                default="",
                max_length=12,
                verbose_name="原因",
            ),
        ),
        migrations.AddField(
            model_name="actionitem",
            name="source",
            field=models.CharField(
                blank=True,
                choices=[
                    ("REVIEW", "调度会"),
                    ("INSTRUCTION", "领导批示"),
                    ("LIST", "工作清单"),
                    ("VISIT", "走访接待"),
                    ("TRIP", "外出招商"),
                    ("MEETING", "会谈"),
                    ("EVENT", "招商活动"),
                    ("LEAD", "线索"),
                    ("OTHER", "自行登记"),
                ],
                db_default="",
                default="",
                max_length=12,
                verbose_name="来源",
            ),
        ),
        migrations.AddField(
            model_name="actionitem",
            name="subject",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="action",
                to="ledger.subject",
                verbose_name="统计对象",
            ),
        ),
        migrations.AlterField(
            model_name="actionitem",
            name="state",
            field=models.CharField(
                choices=[
                    ("OPEN", "待办"),
                    ("REPORTED", "待销号"),
                    ("DONE", "已办结"),
                    ("CANCELLED", "已取消"),
                ],
                default="OPEN",
                max_length=12,
                verbose_name="状态",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("state__in", ("OPEN", "REPORTED"))),
                    models.Q(
                        models.Q(("state__in", ("OPEN", "REPORTED")), _negated=True),
                        ("closed_at__isnull", False),
                        models.Q(("result", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="action_closed_with_result",
                violation_error_message="办结或取消须写明结果或理由",
            ),
        ),
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="ItemBasis",
                    fields=[
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="basis",
                                serialize=False,
                                to="actions.actionitem",
                                verbose_name="事项",
                            ),
                        ),
                        ("begins_on", models.DateField(verbose_name="起算日期")),
                        (
                            "workdays",
                            models.PositiveSmallIntegerField(null=True, verbose_name="办理时限（工作日）"),
                        ),
                        ("asked_day", models.DateField(null=True, verbose_name="要求日期")),
                        (
                            "source_subject",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.subject",
                                verbose_name="来源对象",
                            ),
                        ),
                        (
                            "source_note",
                            models.CharField(blank=True, max_length=200, verbose_name="来源说明"),
                        ),
                        (
                            "source_path",
                            models.CharField(blank=True, max_length=200, verbose_name="来源地址"),
                        ),
                        (
                            "approver",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.person",
                                verbose_name="批复领导",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "交办依据",
                        "verbose_name_plural": "交办依据",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("asked_day__isnull", False), ("workdays__isnull", True)),
                                    models.Q(("asked_day__isnull", True), ("workdays__isnull", False)),
                                    _connector="OR",
                                ),
                                name="item_basis_days_or_day",
                                violation_error_message="期限按工作日数或按日期，须且只须定一种",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CoOwner",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="co_owners",
                                to="actions.actionitem",
                                verbose_name="事项",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="协办人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "协办人",
                        "verbose_name_plural": "协办人",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("item", "account"),
                                name="co_owner_once",
                                violation_error_message="已是协办人",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ItemReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="actions.actionitem",
                                verbose_name="事项",
                            ),
                        ),
                        ("text", models.CharField(max_length=400, verbose_name="办理结果")),
                        ("at", models.DateTimeField(verbose_name="报告时间")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="报告人",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("WAITING", "待销号"),
                                    ("ACCEPTED", "同意销号"),
                                    ("SENT_BACK", "退回重办"),
                                ],
                                default="WAITING",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("judged_at", models.DateTimeField(null=True, verbose_name="销号时间")),
                        (
                            "judged_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="销号人",
                            ),
                        ),
                        ("remark", models.CharField(blank=True, max_length=400, verbose_name="意见")),
                    ],
                    options={
                        "verbose_name": "办理报告",
                        "verbose_name_plural": "办理报告",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "WAITING")),
                                fields=("item",),
                                name="item_report_one_waits",
                                violation_error_message="已报办结，等待销号",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ItemProof",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proofs",
                                to="actions.itemreport",
                                verbose_name="办理报告",
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
                        ("name", models.CharField(max_length=200, verbose_name="文件名")),
                    ],
                    options={
                        "verbose_name": "办理佐证",
                        "verbose_name_plural": "办理佐证",
                    },
                ),
                migrations.CreateModel(
                    name="ItemExtension",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extensions",
                                to="actions.actionitem",
                                verbose_name="事项",
                            ),
                        ),
                        ("before", models.DateField(verbose_name="原期限")),
                        ("until", models.DateField(verbose_name="延至")),
                        ("reason", models.CharField(max_length=400, verbose_name="理由")),
                        ("asked_at", models.DateTimeField(verbose_name="申请时间")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="申请人",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("ASKED", "待批"),
                                    ("GRANTED", "同意延期"),
                                    ("REFUSED", "不同意延期"),
                                    ("MOVED", "交办方改期"),
                                ],
                                default="ASKED",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="批复时间")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="批复人",
                            ),
                        ),
                        ("remark", models.CharField(blank=True, max_length=400, verbose_name="意见")),
                    ],
                    options={
                        "verbose_name": "延期",
                        "verbose_name_plural": "延期",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "ASKED")),
                                fields=("item",),
                                name="item_extension_one_waits",
                                violation_error_message="已有一项延期申请待批",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="item_extension_has_reason",
                                violation_error_message="请写明延期的理由",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Escalation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="escalations",
                                to="actions.actionitem",
                                verbose_name="事项",
                            ),
                        ),
                        ("deadline", models.DateField(verbose_name="期限")),
                        (
                            "level",
                            models.CharField(
                                choices=[("REMIND", "提醒"), ("URGE", "催办"), ("SUPERVISE", "督办")],
                                max_length=12,
                                verbose_name="督办级别",
                            ),
                        ),
                        (
                            "colour",
                            models.CharField(
                                choices=[("BLUE", "蓝"), ("YELLOW", "黄"), ("RED", "红")],
                                max_length=8,
                                verbose_name="颜色",
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=20, verbose_name="督办单号")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("n_told", models.PositiveSmallIntegerField(default=0, verbose_name="告知人数")),
                    ],
                    options={
                        "verbose_name": "逐级督办",
                        "verbose_name_plural": "逐级督办",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("item", "deadline", "level"),
                                name="escalation_once",
                                violation_error_message="这一级督办已经发出",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ItemRules",
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
                        ("valid_from", models.DateField(verbose_name="施行日期")),
                        (
                            "closes_own",
                            models.BooleanField(default=True, verbose_name="自行登记的任务办完即销号"),
                        ),
                        ("source", models.CharField(max_length=200, verbose_name="依据")),
                        (
                            "set_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="设定人",
                            ),
                        ),
                        ("set_at", models.DateTimeField(verbose_name="设定时间")),
                    ],
                    options={
                        "verbose_name": "督办规则",
                        "verbose_name_plural": "督办规则",
                        "indexes": [
                            models.Index(fields=["city", "-valid_from", "-id"], name="item_rules_latest")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EscalationLevel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rules",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="levels",
                                to="actions.itemrules",
                                verbose_name="督办规则",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[("REMIND", "提醒"), ("URGE", "催办"), ("SUPERVISE", "督办")],
                                max_length=12,
                                verbose_name="督办级别",
                            ),
                        ),
                        ("days", models.SmallIntegerField(verbose_name="距期限（工作日）")),
                        (
                            "colour",
                            models.CharField(
                                choices=[("BLUE", "蓝"), ("YELLOW", "黄"), ("RED", "红")],
                                max_length=8,
                                verbose_name="颜色",
                            ),
                        ),
                        ("tells", models.JSONField(verbose_name="告知对象")),
                    ],
                    options={
                        "verbose_name": "督办级别",
                        "verbose_name_plural": "督办级别",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rules", "level"),
                                name="escalation_level_once",
                                violation_error_message="每一级只能有一条规则",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
