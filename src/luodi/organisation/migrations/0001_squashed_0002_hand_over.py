import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import luodi.organisation.models.account
from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("organisation", "0001_initial"), ("organisation", "0002_hand_over")]

    initial = True

    dependencies = []

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="City",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=6, unique=True, verbose_name="行政区划代码")),
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        ("is_demo", models.BooleanField(default=False, verbose_name="演示城市")),
                        (
                            "clock_behind_seconds",
                            models.BigIntegerField(default=0, verbose_name="日历滞后秒数"),
                        ),
                    ],
                    options={
                        "verbose_name": "城市",
                        "verbose_name_plural": "城市",
                    },
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="人员编码")),
                        ("name", models.CharField(max_length=40, verbose_name="姓名")),
                        ("mobile", models.CharField(blank=True, max_length=20, verbose_name="手机")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        (
                            "city",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="people",
                                to="organisation.city",
                                verbose_name="城市",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "人员",
                        "verbose_name_plural": "人员",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="person_code_unique",
                                violation_error_message="人员编码已被使用",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Unit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="单位编码")),
                        ("name", models.CharField(max_length=80, verbose_name="单位名称")),
                        ("short_name", models.CharField(max_length=40, verbose_name="简称")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("CITY", "市"),
                                    ("CENTRE", "招商服务中心"),
                                    ("COUNTY", "县区（园区）"),
                                    ("DEPARTMENT", "市直部门"),
                                    ("INDUSTRY_TEAM", "市产业招商工作队"),
                                    ("RESIDENT_GROUP", "市驻点招商组"),
                                    ("COUNTY_RESIDENT_TEAM", "县区（园区）驻点招商队"),
                                    ("SQUAD", "县区（园区）招商小分队"),
                                ],
                                max_length=24,
                                verbose_name="单位类别",
                            ),
                        ),
                        (
                            "area",
                            models.CharField(blank=True, max_length=16, verbose_name="所在县区（园区）代码"),
                        ),
                        ("founded_on", models.DateField(verbose_name="设立日期")),
                        ("closed_on", models.DateField(null=True, verbose_name="撤销日期")),
                        ("rank_order", models.PositiveIntegerField(default=0, verbose_name="排序")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        (
                            "city",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="units",
                                to="organisation.city",
                                verbose_name="城市",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="organisation.unit",
                                verbose_name="上级单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "单位",
                        "verbose_name_plural": "单位",
                        "ordering": ["rank_order", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "code"),
                                name="unit_code_unique",
                                violation_error_message="单位编码已被使用",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_on__isnull", True),
                                    ("closed_on__gte", models.F("founded_on")),
                                    _connector="OR",
                                ),
                                name="unit_closes_after_founding",
                                violation_error_message="撤销日期不能早于设立日期",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Account",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        ("login", models.CharField(max_length=40, verbose_name="登录名")),
                        (
                            "login_key",
                            luodi.organisation.models.account.LoginKey(
                                editable=False, max_length=40, unique=True, verbose_name="登录名"
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="启用")),
                        (
                            "must_change_password",
                            models.BooleanField(default=False, verbose_name="须先改密码"),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="开通时间")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        (
                            "city",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accounts",
                                to="organisation.city",
                                verbose_name="城市",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accounts",
                                to="organisation.person",
                                verbose_name="使用人",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accounts",
                                to="organisation.unit",
                                verbose_name="所在单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "账号",
                        "verbose_name_plural": "账号",
                        "ordering": ["login_key"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("login_key", ""), _negated=True),
                                name="account_has_login",
                                violation_error_message="登录名不能为空",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Post",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=60, verbose_name="职务")),
                        (
                            "rank",
                            models.CharField(
                                choices=[
                                    ("CITY_LEADER", "市领导"),
                                    ("HEAD", "主要负责人"),
                                    ("DEPUTY", "分管负责人"),
                                    ("MEMBER", "工作人员"),
                                ],
                                max_length=16,
                                verbose_name="级别",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="任职日期")),
                        ("until", models.DateField(null=True, verbose_name="免职日期")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posts",
                                to="organisation.person",
                                verbose_name="人员",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posts",
                                to="organisation.unit",
                                verbose_name="单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "任职",
                        "verbose_name_plural": "任职",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="post_ends_after_start",
                                violation_error_message="免职日期不能早于任职日期",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Grant",
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
                                    ("CENTRE", "中心业务员"),
                                    ("REVIEWER", "认定员"),
                                    ("CLERK", "单位台账员"),
                                    ("LEADER", "领导"),
                                    ("SYSTEM_ADMIN", "系统管理员"),
                                    ("SECURITY_ADMIN", "安全管理员"),
                                    ("AUDIT_ADMIN", "审计管理员"),
                                ],
                                max_length=16,
                                verbose_name="角色",
                            ),
                        ),
                        ("granted_at", models.DateTimeField(verbose_name="授权时间")),
                        ("revoked_at", models.DateTimeField(null=True, verbose_name="收回时间")),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="账号",
                            ),
                        ),
                        (
                            "granted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants_given",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="授权人",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to="organisation.unit",
                                verbose_name="授权单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "授权",
                        "verbose_name_plural": "授权",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=("account", "role", "unit"),
                                name="grant_once_at_a_time",
                                violation_error_message="该账号已有这一角色",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("revoked_at__isnull", True),
                                    ("role__in", ["AUDIT_ADMIN", "SECURITY_ADMIN", "SYSTEM_ADMIN"]),
                                ),
                                fields=("account",),
                                name="grant_one_administrator_role",
                                violation_error_message="系统管理员、安全管理员、审计管理员互斥",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("revoked_at__isnull", True),
                                    ("revoked_at__gte", models.F("granted_at")),
                                    _connector="OR",
                                ),
                                name="grant_revoked_after_granting",
                                violation_error_message="收回时间不能早于授权时间",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="生效日期")),
                        ("name", models.CharField(max_length=80, verbose_name="单位名称")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("CITY", "市"),
                                    ("CENTRE", "招商服务中心"),
                                    ("COUNTY", "县区（园区）"),
                                    ("DEPARTMENT", "市直部门"),
                                    ("INDUSTRY_TEAM", "市产业招商工作队"),
                                    ("RESIDENT_GROUP", "市驻点招商组"),
                                    ("COUNTY_RESIDENT_TEAM", "县区（园区）驻点招商队"),
                                    ("SQUAD", "县区（园区）招商小分队"),
                                ],
                                max_length=24,
                                verbose_name="单位类别",
                            ),
                        ),
                        (
                            "area",
                            models.CharField(blank=True, max_length=16, verbose_name="所在县区（园区）代码"),
                        ),
                        ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="上级单位",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="organisation.unit",
                                verbose_name="单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "单位沿革",
                        "verbose_name_plural": "单位沿革",
                        "ordering": ["unit_id", "valid_from", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="HandOver",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(db_column="handed_on", verbose_name="交接日期")),
                        ("reason", models.CharField(max_length=400, verbose_name="交接原因")),
                        ("asked_at", models.DateTimeField(verbose_name="登记时间")),
                        ("confirmed_at", models.DateTimeField(null=True, verbose_name="授权移交时间")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        (
                            "city",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.city",
                                verbose_name="城市",
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="授权移交人",
                            ),
                        ),
                        (
                            "leaving",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handed_over",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="移交账号",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="taken_over",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="接手账号",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "工作交接",
                        "verbose_name_plural": "工作交接",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("leaving", models.F("successor")), _negated=True),
                                name="hand_over_to_somebody_else",
                                violation_error_message="不能移交给同一账号",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
