import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("actions", "0002_follow_through"),
        ("documents", "0001_initial"),
        ("organisation", "0001_squashed_0002_hand_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("projects", "0001_squashed_0003_details"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Instruction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="编号")),
                        ("given_on", models.DateField(verbose_name="批示日期")),
                        ("text", models.CharField(max_length=1000, verbose_name="批示内容")),
                        ("file_name", models.CharField(blank=True, max_length=200, verbose_name="文件名")),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        ("answer", models.CharField(blank=True, max_length=1000, verbose_name="办理反馈")),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="反馈时间")),
                        ("once", models.CharField(max_length=64, null=True, verbose_name="一次性编号")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="反馈人",
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
                            "file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                                verbose_name="扫描件",
                            ),
                        ),
                        (
                            "leader",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instructions",
                                to="organisation.person",
                                verbose_name="批示领导",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instructions",
                                to="projects.project",
                                verbose_name="有关项目",
                            ),
                        ),
                        (
                            "recorded_by",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="有关单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "领导批示",
                        "verbose_name_plural": "领导批示",
                        "indexes": [
                            models.Index(
                                fields=["city", "leader", "answered_at"], name="instruction_by_leader"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="instruction_code_unique",
                                violation_error_message="编号已被使用",
                            ),
                            models.UniqueConstraint(
                                fields=("city", "once"),
                                name="instruction_once",
                                violation_error_message="这件批示已经登记",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("project__isnull", False), ("unit__isnull", False), _connector="OR"
                                ),
                                name="instruction_about_something",
                                violation_error_message="批示须关于一个项目或一个单位",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("answered_at__isnull", True)),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        models.Q(("answer", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="instruction_answered_in_words",
                                violation_error_message="反馈须写明办理情况",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InstructionItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "instruction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="sponsorship.instruction",
                                verbose_name="领导批示",
                            ),
                        ),
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instruction",
                                to="actions.actionitem",
                                verbose_name="待办事项",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "批示办理事项",
                        "verbose_name_plural": "批示办理事项",
                    },
                ),
                migrations.CreateModel(
                    name="LightRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="施行日期")),
                        ("red_after", models.PositiveSmallIntegerField(verbose_name="超期超过多少天亮红灯")),
                        (
                            "yellow_within",
                            models.PositiveSmallIntegerField(verbose_name="到期前多少天内亮黄灯"),
                        ),
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="设定人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "包保亮灯规则",
                        "verbose_name_plural": "包保亮灯规则",
                        "indexes": [
                            models.Index(fields=["city", "-valid_from", "-id"], name="light_rules_latest")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Node",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=80, verbose_name="节点")),
                        (
                            "stage",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("NEGOTIATING", "在谈"),
                                    ("SIGNED", "签约"),
                                    ("STARTED", "开工"),
                                    ("PRODUCING", "投产"),
                                ],
                                max_length=16,
                                verbose_name="对应阶段",
                            ),
                        ),
                        ("milestone", models.CharField(blank=True, max_length=24, verbose_name="对应里程碑")),
                        ("planned_on", models.DateField(verbose_name="计划完成日期")),
                        ("done_on", models.DateField(null=True, verbose_name="完成日期")),
                        ("done_note", models.CharField(blank=True, max_length=400, verbose_name="完成情况")),
                        ("struck_at", models.DateTimeField(null=True, verbose_name="取消时间")),
                        (
                            "strike_reason",
                            models.CharField(blank=True, max_length=400, verbose_name="取消的原因"),
                        ),
                        ("set_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "done_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="完成登记人",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="nodes",
                                to="projects.project",
                                verbose_name="项目",
                            ),
                        ),
                        (
                            "set_by",
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
                        "verbose_name": "包保节点",
                        "verbose_name_plural": "包保节点",
                        "ordering": ["planned_on", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("struck_at__isnull", True)),
                                fields=("project", "title"),
                                name="node_title_once",
                                violation_error_message="已有同名的节点",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("stage", ""), ("milestone", ""), _connector="OR"),
                                name="node_stands_for_one",
                                violation_error_message="一个节点只对应一个阶段或一个里程碑",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done_on__isnull", True),
                                    models.Q(("milestone", ""), ("stage", "")),
                                    _connector="OR",
                                ),
                                name="node_done_by_facts",
                                violation_error_message="对应阶段或里程碑的节点由台账认定完成",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NodeChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("was", models.DateField(verbose_name="原计划日期")),
                        ("becomes", models.DateField(verbose_name="新计划日期")),
                        ("reason", models.CharField(max_length=400, verbose_name="调整的原因")),
                        ("changed_at", models.DateTimeField(verbose_name="调整时间")),
                        (
                            "changed_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="调整人",
                            ),
                        ),
                        (
                            "node",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="sponsorship.node",
                                verbose_name="节点",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "节点调整",
                        "verbose_name_plural": "节点调整",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Sponsorship",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, verbose_name="编号")),
                        ("since", models.DateField(verbose_name="包保始于")),
                        ("until", models.DateField(null=True, verbose_name="包保止于")),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=400, verbose_name="移交或结束的原因"),
                        ),
                        ("begun_at", models.DateTimeField(verbose_name="登记时间")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="结束登记时间")),
                        (
                            "begun_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
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
                            "lead_unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="牵头单位",
                            ),
                        ),
                        (
                            "leader",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sponsorships",
                                to="organisation.person",
                                verbose_name="包保领导",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sponsorships",
                                to="projects.project",
                                verbose_name="项目",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "领导包保",
                        "verbose_name_plural": "领导包保",
                        "indexes": [
                            models.Index(fields=["city", "until", "leader"], name="sponsorship_by_leader")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="sponsorship_code_unique",
                                violation_error_message="编号已被使用",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)),
                                fields=("project",),
                                name="sponsorship_one_open",
                                violation_error_message="这个项目已有包保领导",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="sponsorship_ends_after_start",
                                violation_error_message="包保不能在开始之前结束",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CrewMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("LEAD", "牵头单位联系人"),
                                    ("DEPARTMENT", "责任部门联系人"),
                                    ("COMMISSIONER", "服务专员"),
                                ],
                                max_length=16,
                                verbose_name="专班角色",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="任期始于")),
                        ("until", models.DateField(null=True, verbose_name="任期止于")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="crews",
                                to="organisation.person",
                                verbose_name="人员",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="crew",
                                to="projects.project",
                                verbose_name="项目",
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
                        "verbose_name": "包保专班成员",
                        "verbose_name_plural": "包保专班成员",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)),
                                fields=("project", "role", "person"),
                                name="crew_member_once",
                                violation_error_message="已在专班担任这一角色",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="crew_member_ends_after_start",
                                violation_error_message="任期不能在开始之前结束",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
