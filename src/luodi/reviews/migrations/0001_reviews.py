import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("actions", "0001_action_items"),
        ("organisation", "0001_squashed_0002_hand_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("projects", "0001_squashed_0003_details"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Review",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="会议编号")),
                        (
                            "level",
                            models.CharField(
                                choices=[("CITY", "市级"), ("COUNTY", "县区级")],
                                max_length=8,
                                verbose_name="层级",
                            ),
                        ),
                        ("title", models.CharField(max_length=100, verbose_name="会议名称")),
                        ("number", models.PositiveIntegerField(verbose_name="第几次")),
                        ("held_at", models.DateTimeField(verbose_name="会议时间")),
                        ("place", models.CharField(max_length=100, verbose_name="地点")),
                        ("quorum", models.PositiveIntegerField(default=0, verbose_name="法定到会人数")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PLANNED", "筹备中"),
                                    ("INVITED", "已通知"),
                                    ("HELD", "已召开"),
                                    ("MINUTES_DRAFT", "纪要起草"),
                                    ("PUBLISHED", "纪要已印发"),
                                    ("CANCELLED", "已取消"),
                                ],
                                default="PLANNED",
                                max_length=16,
                                verbose_name="状态",
                            ),
                        ),
                        ("sequence", models.PositiveIntegerField(default=0, verbose_name="通知版次")),
                        ("changed_at", models.DateTimeField(verbose_name="更新时间")),
                        ("reason", models.CharField(blank=True, max_length=400, verbose_name="取消原因")),
                        (
                            "quorum_reason",
                            models.CharField(blank=True, max_length=400, verbose_name="人数不足仍印发的理由"),
                        ),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        ("once", models.CharField(max_length=64, null=True, verbose_name="一次性编号")),
                        (
                            "chair",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.person",
                                verbose_name="主持人",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        (
                            "keeper",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.person",
                                verbose_name="记录人",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="召集单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "调度会",
                        "verbose_name_plural": "调度会",
                        "indexes": [
                            models.Index(fields=["city", "-held_at", "-id"], name="review_latest_first"),
                            models.Index(fields=["unit", "-held_at"], name="review_by_unit"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="review_code_unique",
                                violation_error_message="会议编号已被使用",
                            ),
                            models.UniqueConstraint(
                                fields=("city", "once"),
                                name="review_once_unique",
                                violation_error_message="这次会议已经登记",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "CANCELLED"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="review_cancelled_with_reason",
                                violation_error_message="取消会议须写明原因",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["PLANNED", "CANCELLED"]),
                                    ("chair__isnull", False),
                                    _connector="OR",
                                ),
                                name="review_invited_with_chair",
                                violation_error_message="通知之前须确定主持人",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Minutes",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("edition", models.PositiveIntegerField(verbose_name="版次")),
                        ("content", models.JSONField(verbose_name="纪要内容")),
                        ("issued_on", models.DateField(verbose_name="印发日期")),
                        ("reason", models.CharField(blank=True, max_length=400, verbose_name="更正理由")),
                        ("published_at", models.DateTimeField(verbose_name="印发时间")),
                        (
                            "published_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="印发人",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="editions",
                                to="reviews.review",
                                verbose_name="调度会",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "会议纪要",
                        "verbose_name_plural": "会议纪要",
                        "ordering": ("edition",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "edition"),
                                name="review_minutes_unique",
                                violation_error_message="这一版纪要已经印发",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("edition", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="review_minutes_corrected_with_reason",
                                violation_error_message="更正纪要须写明理由",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField(verbose_name="序号")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("UNFINISHED", "上次议定未完成"),
                                    ("ITEM", "超期事项"),
                                    ("NODE", "超期节点"),
                                    ("WORKLIST", "清单红灯"),
                                    ("HAND", "手工列入"),
                                ],
                                max_length=12,
                                verbose_name="来源",
                            ),
                        ),
                        ("key", models.CharField(max_length=80, verbose_name="来源标识")),
                        ("title", models.CharField(max_length=200, verbose_name="议题")),
                        ("why", models.CharField(blank=True, max_length=400, verbose_name="列入理由")),
                        ("said", models.TextField(blank=True, verbose_name="会议情况")),
                        ("is_dropped", models.BooleanField(default=False, verbose_name="已撤下")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        (
                            "item",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actions.actionitem",
                                verbose_name="待办事项",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="projects.project",
                                verbose_name="项目",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="reviews.review",
                                verbose_name="调度会",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "调度会议题",
                        "verbose_name_plural": "调度会议题",
                        "ordering": ("position", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "key"),
                                name="review_line_unique",
                                violation_error_message="这个议题已经列入",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seat",
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
                                choices=[("MEMBER", "参会"), ("OBSERVER", "列席")],
                                default="MEMBER",
                                max_length=12,
                                verbose_name="身份",
                            ),
                        ),
                        (
                            "attendance",
                            models.CharField(
                                choices=[
                                    ("EXPECTED", "待登记"),
                                    ("PRESENT", "到会"),
                                    ("LEAVE", "请假"),
                                    ("ABSENT", "缺席"),
                                ],
                                default="EXPECTED",
                                max_length=12,
                                verbose_name="到会情况",
                            ),
                        ),
                        ("came", models.CharField(blank=True, max_length=60, verbose_name="实到人员")),
                        ("remark", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="回复时间")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="回复人",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.person",
                                verbose_name="人员",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="reviews.review",
                                verbose_name="调度会",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "参会名单",
                        "verbose_name_plural": "参会名单",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "person"),
                                name="review_seat_person_unique",
                                violation_error_message="这个人已在名单上",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", True)),
                                fields=("review", "unit"),
                                name="review_seat_unit_unique",
                                violation_error_message="这个单位已在名单上",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.CharField(max_length=200, verbose_name="议定事项")),
                        ("deadline", models.DateField(verbose_name="完成时限")),
                        ("once", models.CharField(max_length=64, null=True, verbose_name="一次性编号")),
                        (
                            "item",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decision",
                                to="actions.actionitem",
                                verbose_name="待办事项",
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="reviews.agendaline",
                                verbose_name="调度会议题",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="责任人",
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
                    ],
                    options={
                        "verbose_name": "议定事项",
                        "verbose_name_plural": "议定事项",
                        "ordering": ("id",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("line", "once"),
                                name="review_decision_once_unique",
                                violation_error_message="这条议定事项已经登记",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
