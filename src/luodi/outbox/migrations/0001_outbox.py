import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import luodi.bulk.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("notices", "0001_notices"),
        ("organisation", "0001_squashed_0002_hand_over"),
        ("organisation", "__first__"),
    ]

    operations = [
        luodi.bulk.tables.CreateTables(
            models=[
                migrations.CreateModel(
                    name="Channel",
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
                                    ("EMAIL", "电子邮件"),
                                    ("WECOM", "企业微信群机器人"),
                                    ("DINGTALK", "钉钉群机器人"),
                                    ("FEISHU", "飞书群机器人"),
                                ],
                                max_length=12,
                                verbose_name="渠道类别",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="渠道名称")),
                        ("shown", models.CharField(max_length=254, verbose_name="发往")),
                        ("secret", models.TextField(blank=True, verbose_name="密钥（加密）")),
                        ("since", models.DateTimeField(verbose_name="开通时间")),
                        ("fed_at", models.DateTimeField(verbose_name="已检查到")),
                        ("confirmed_at", models.DateTimeField(null=True, verbose_name="确认时间")),
                        ("code_until", models.DateTimeField(null=True, verbose_name="验证码有效至")),
                        (
                            "code_tries",
                            models.PositiveSmallIntegerField(default=0, verbose_name="验证码填错次数"),
                        ),
                        ("stopped_at", models.DateTimeField(null=True, verbose_name="停用时间")),
                        (
                            "n_failures",
                            models.PositiveSmallIntegerField(default=0, verbose_name="连续失败次数"),
                        ),
                        ("resume_at", models.DateTimeField(null=True, verbose_name="暂停发送至")),
                        (
                            "account",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="收件账号",
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
                    ],
                    options={
                        "verbose_name": "消息渠道",
                        "verbose_name_plural": "消息渠道",
                        "indexes": [models.Index(fields=["city", "account"], name="channel_of_account")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("stopped_at__isnull", True)),
                                fields=("city", "account", "name"),
                                name="channel_name_once",
                                violation_error_message="已有同名的消息渠道",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "EMAIL"),
                                    models.Q(("secret", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="channel_robot_has_secret",
                                violation_error_message="群机器人要有 Webhook 地址",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "EMAIL"),
                                    ("confirmed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="channel_robot_confirmed",
                                violation_error_message="群机器人不用验证码",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
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
                                    ("SINGLE", "单条消息"),
                                    ("DIGEST", "汇总消息"),
                                    ("TEST", "测试消息"),
                                    ("CODE", "验证码"),
                                ],
                                max_length=12,
                                verbose_name="消息类别",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PENDING", "待发送"),
                                    ("SENDING", "正在发送"),
                                    ("SENT", "已送达对方服务器"),
                                    ("FAILED", "发送失败"),
                                    ("UNKNOWN", "不能确认是否送达"),
                                    ("DROPPED", "不再发送"),
                                ],
                                default="PENDING",
                                max_length=12,
                                verbose_name="发送状态",
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="生成时间")),
                        ("due_at", models.DateTimeField(verbose_name="不早于")),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="发送次数")),
                        ("sending_since", models.DateTimeField(null=True, verbose_name="开始发送")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="结束时间")),
                        ("said", models.CharField(blank=True, max_length=300, verbose_name="发送说明")),
                        (
                            "channel",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="outbox.channel",
                                verbose_name="消息渠道",
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
                    ],
                    options={
                        "verbose_name": "外发消息",
                        "verbose_name_plural": "外发消息",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["PENDING", "SENDING"])),
                                fields=["city", "due_at", "id"],
                                name="delivery_waiting",
                            ),
                            models.Index(fields=["channel", "made_at"], name="delivery_of_channel"),
                            models.Index(fields=["city", "id"], name="delivery_of_city"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "SENDING"), _negated=True),
                                    ("sending_since__isnull", False),
                                    _connector="OR",
                                ),
                                name="delivery_sending_since",
                                violation_error_message="正在发送的消息应有开始时间",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at__isnull", True),
                                    ("state__in", ["SENT", "FAILED", "UNKNOWN", "DROPPED"]),
                                    _connector="OR",
                                ),
                                name="delivery_ended_in_the_end",
                                violation_error_message="没有发完的消息不应有结束时间",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Item",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "pace",
                            models.CharField(
                                choices=[
                                    ("AT_ONCE", "随时发"),
                                    ("DAILY", "每日汇总"),
                                    ("WEEKLY", "每周汇总"),
                                    ("NEVER", "不发"),
                                ],
                                max_length=12,
                                verbose_name="发送方式",
                            ),
                        ),
                        ("due_at", models.DateTimeField(null=True, verbose_name="不早于")),
                        (
                            "channel",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="outbox.channel",
                                verbose_name="消息渠道",
                            ),
                        ),
                        (
                            "delivery",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="outbox.delivery",
                                verbose_name="外发消息",
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="notices.notice",
                                verbose_name="提醒",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "待发提醒",
                        "verbose_name_plural": "待发提醒",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("delivery__isnull", True), ("due_at__isnull", False)),
                                fields=["due_at"],
                                name="item_waiting",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("channel", "notice"),
                                name="item_once_per_channel",
                                violation_error_message="同一提醒通过同一渠道只发一次",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KindPace",
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
                                    ("RETURNED", "退回"),
                                    ("ASKED", "待办"),
                                    ("DECIDED", "结果"),
                                    ("REMINDER", "催报"),
                                    ("INFO", "提示"),
                                ],
                                max_length=12,
                                verbose_name="提醒类别",
                            ),
                        ),
                        (
                            "pace",
                            models.CharField(
                                choices=[
                                    ("AT_ONCE", "随时发"),
                                    ("DAILY", "每日汇总"),
                                    ("WEEKLY", "每周汇总"),
                                    ("NEVER", "不发"),
                                ],
                                max_length=12,
                                verbose_name="发送方式",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="收件账号",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "按类别的发送方式",
                        "verbose_name_plural": "按类别的发送方式",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("account", "kind"),
                                name="pace_once_per_kind",
                                violation_error_message="这一类别已有发送方式",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Enclosure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=80, verbose_name="提醒编号")),
                        ("name", models.CharField(max_length=80, verbose_name="文件名")),
                        ("content", models.TextField(verbose_name="日历内容")),
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
                        "verbose_name": "消息附件",
                        "verbose_name_plural": "消息附件",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "key"),
                                name="enclosure_once",
                                violation_error_message="这条提醒已有附件",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MailServer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("host", models.CharField(max_length=120, verbose_name="邮件服务器")),
                        ("port", models.PositiveIntegerField(default=465, verbose_name="端口")),
                        (
                            "security",
                            models.CharField(
                                choices=[
                                    ("TLS", "SSL/TLS（一般 465 端口）"),
                                    ("STARTTLS", "STARTTLS（一般 587 端口）"),
                                    ("NONE", "不加密（仅限内网）"),
                                ],
                                default="TLS",
                                max_length=12,
                                verbose_name="加密方式",
                            ),
                        ),
                        ("sender", models.CharField(max_length=254, verbose_name="发件地址")),
                        ("sender_name", models.CharField(max_length=40, verbose_name="发件人名称")),
                        ("username", models.CharField(blank=True, max_length=120, verbose_name="发件账号")),
                        ("password", models.TextField(blank=True, verbose_name="发件密码（加密）")),
                        ("site", models.CharField(blank=True, max_length=200, verbose_name="系统网址")),
                        (
                            "n_failures",
                            models.PositiveSmallIntegerField(default=0, verbose_name="连续失败次数"),
                        ),
                        ("resume_at", models.DateTimeField(null=True, verbose_name="暂停发送至")),
                        ("said", models.CharField(blank=True, max_length=300, verbose_name="最近一次失败")),
                        ("sent_at", models.DateTimeField(null=True, verbose_name="最近一次成功")),
                        ("set_at", models.DateTimeField(verbose_name="设定时间")),
                        (
                            "city",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.city",
                                verbose_name="城市",
                            ),
                        ),
                        (
                            "set_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="设定人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "邮件服务器",
                        "verbose_name_plural": "邮件服务器",
                    },
                ),
                migrations.CreateModel(
                    name="Preference",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "quiet_from",
                            models.TimeField(default=datetime.time(21, 0), verbose_name="免打扰开始"),
                        ),
                        (
                            "quiet_until",
                            models.TimeField(default=datetime.time(7, 30), verbose_name="免打扰结束"),
                        ),
                        ("digest_at", models.TimeField(default=datetime.time(8, 0), verbose_name="汇总时间")),
                        (
                            "digest_day",
                            models.PositiveSmallIntegerField(default=0, verbose_name="每周汇总日"),
                        ),
                        (
                            "account",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="收件账号",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "消息偏好",
                        "verbose_name_plural": "消息偏好",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("digest_day__lt", 7)),
                                name="preference_day_of_week",
                                violation_error_message="每周汇总日应为周一至周日",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AllowedHost",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("host", models.CharField(max_length=120, verbose_name="主机名")),
                        ("port", models.PositiveIntegerField(default=443, verbose_name="端口")),
                        ("is_inside", models.BooleanField(default=False, verbose_name="在内网")),
                        ("reason", models.CharField(max_length=200, verbose_name="放行原因")),
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="设定人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "放行的主机",
                        "verbose_name_plural": "放行的主机",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "host", "port"),
                                name="host_allowed_once",
                                violation_error_message="这个主机已经放行",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
