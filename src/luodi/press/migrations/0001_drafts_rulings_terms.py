import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from luodi.bulk.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_squashed_0002_hand_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Draft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="稿件编号")),
                        ("title", models.CharField(max_length=120, verbose_name="标题")),
                        ("text", models.TextField(verbose_name="正文")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="来源文件")),
                        ("remark", models.CharField(blank=True, max_length=400, verbose_name="读取说明")),
                        ("places", models.JSONField(blank=True, default=list, verbose_name="在文件中的位置")),
                        ("published_on", models.DateField(null=True, verbose_name="发布日期")),
                        ("once", models.CharField(max_length=64, null=True, verbose_name="一次性编号")),
                        ("version", models.BigIntegerField(default=0, verbose_name="版本号")),
                        ("created_at", models.DateTimeField(verbose_name="登记时间")),
                        ("edited_at", models.DateTimeField(verbose_name="修改时间")),
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
                                verbose_name="送核人",
                            ),
                        ),
                        (
                            "edited_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="修改人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "对数稿件",
                        "verbose_name_plural": "对数稿件",
                        "indexes": [
                            models.Index(fields=["city", "-edited_at", "-id"], name="press_latest_first")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("city", "number"),
                                name="press_draft_number_unique",
                                violation_error_message="稿件编号已被使用",
                            ),
                            models.UniqueConstraint(
                                fields=("city", "once"),
                                name="press_draft_once_unique",
                                violation_error_message="这份稿件已经送核",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="press_draft_has_text",
                                violation_error_message="稿件没有正文",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Check",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="次序")),
                        ("text", models.TextField(verbose_name="当时的正文")),
                        ("text_sha256", models.CharField(max_length=64, verbose_name="正文校验值")),
                        ("as_of", models.DateTimeField(verbose_name="统计时点")),
                        ("entry", models.BigIntegerField(null=True, verbose_name="流水号")),
                        ("report", models.JSONField(verbose_name="对数结果")),
                        ("n_errors", models.PositiveIntegerField(verbose_name="错误")),
                        ("n_questions", models.PositiveIntegerField(verbose_name="疑问")),
                        ("n_hints", models.PositiveIntegerField(verbose_name="提示")),
                        ("n_agreed", models.PositiveIntegerField(verbose_name="与台账一致的数")),
                        ("checked_at", models.DateTimeField(verbose_name="对数时间")),
                        (
                            "checked_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="对数人",
                            ),
                        ),
                        (
                            "draft",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checks",
                                to="press.draft",
                                verbose_name="稿件",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "对数记录",
                        "verbose_name_plural": "对数记录",
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("draft", "number"),
                                name="press_check_number_unique",
                                violation_error_message="对数次序已被使用",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ruling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("fingerprint", models.CharField(max_length=64, verbose_name="指纹")),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("RIGHT", "文中无误"),
                                    ("ACCEPTED", "可以保留"),
                                    ("FIXED", "已改正"),
                                ],
                                max_length=10,
                                verbose_name="裁定",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=400, verbose_name="理由")),
                        ("kind", models.CharField(max_length=20, verbose_name="问题类别")),
                        ("words", models.CharField(max_length=400, verbose_name="文中的话")),
                        ("message", models.TextField(verbose_name="问题")),
                        ("stated", models.CharField(blank=True, max_length=80, verbose_name="文中的数")),
                        ("expected", models.CharField(blank=True, max_length=80, verbose_name="应为")),
                        ("ruled_at", models.DateTimeField(verbose_name="裁定时间")),
                        ("revoked_at", models.DateTimeField(null=True, verbose_name="撤销时间")),
                        (
                            "revoked_reason",
                            models.CharField(blank=True, max_length=400, verbose_name="撤销理由"),
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
                            "draft",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rulings",
                                to="press.draft",
                                verbose_name="稿件",
                            ),
                        ),
                        (
                            "revoked_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="撤销人",
                            ),
                        ),
                        (
                            "ruled_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="裁定人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "对数裁定",
                        "verbose_name_plural": "对数裁定",
                        "ordering": ["-ruled_at", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("revoked_at__isnull", True),
                                    models.Q(("verdict", "FIXED"), _negated=True),
                                ),
                                fields=("city", "fingerprint"),
                                name="press_ruled_once",
                                violation_error_message="这一处已经裁定",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verdict", "FIXED"),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="press_ruled_with_reason",
                                violation_error_message="裁定须写明理由",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("revoked_at__isnull", True),
                                    models.Q(("revoked_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="press_revoked_with_reason",
                                violation_error_message="撤销须写明理由",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Term",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("words", models.CharField(max_length=60, verbose_name="词语")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("SPAN", "一段时间"),
                                    ("SCOPE", "单位、地区或活动"),
                                    ("NAME", "含数字的名称"),
                                ],
                                max_length=10,
                                verbose_name="所指",
                            ),
                        ),
                        ("first_on", models.DateField(null=True, verbose_name="开始日期")),
                        ("last_on", models.DateField(null=True, verbose_name="结束日期")),
                        ("scope", models.CharField(blank=True, max_length=120, verbose_name="范围")),
                        ("basis", models.CharField(blank=True, max_length=400, verbose_name="依据")),
                        ("added_at", models.DateTimeField(verbose_name="登记时间")),
                        ("removed_at", models.DateTimeField(null=True, verbose_name="停用时间")),
                        (
                            "added_by",
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
                            "removed_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="停用人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "本市词语",
                        "verbose_name_plural": "本市词语",
                        "ordering": ["kind", "words", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("removed_at__isnull", True)),
                                fields=("city", "words"),
                                name="press_term_once",
                                violation_error_message="这个词语已经登记",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "SPAN"), _negated=True),
                                    models.Q(
                                        ("first_on__isnull", False), ("last_on__gte", models.F("first_on"))
                                    ),
                                    _connector="OR",
                                ),
                                name="press_term_span_has_days",
                                violation_error_message="一段时间要有开始和结束日期，结束不早于开始",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "SCOPE"), _negated=True),
                                    models.Q(("scope", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="press_term_scope_is_said",
                                violation_error_message="要写明所指的范围",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
