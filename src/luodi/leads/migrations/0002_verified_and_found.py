from typing import Any

from django.db import migrations, models

from luodi import search

INDEX = search.Index("leads_search")


def make_index(apps: Any, editor: Any) -> None:
    """Make the index of bigrams beside the ORM's tables, and fill it with what is there."""
    search.create(INDEX, editor.connection)
    rows = apps.get_model("leads", "LeadBrief").objects.select_related("lead")
    if rows.exists():
        search.rebuild(INDEX, rows, text_of=_text_of, document=_document)


def drop_index(apps: Any, editor: Any) -> None:
    search.drop(INDEX, editor.connection)


def _text_of(row: Any) -> str:
    return search.search_text(row.lead.project_name, row.lead.investor_name, codes=[row.lead.code])


def _document(row: Any) -> search.Document:
    return search.Document(row.pk, row.city_id, row.search_text)


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0001_leads"),
    ]

    operations = [
        migrations.AlterField(
            model_name="leadevent",
            name="act",
            field=models.CharField(
                choices=[
                    ("RECEIVED", "登记线索"),
                    ("REPLIED", "答复来源"),
                    ("JUDGED", "研判有效"),
                    ("ANSWERED", "反馈来源"),
                    ("PROGRESSED", "报告跟进"),
                    ("ASSIGNED", "落实跟进人"),
                    ("DISPATCHED", "中心交办"),
                    ("REFERRED", "提出转交"),
                    ("TAKEN", "同意承接"),
                    ("DECLINED", "不予承接"),
                    ("RECALLED", "撤回转交"),
                    ("CHANGED", "修改内容"),
                    ("REPORTED", "登记首报"),
                    ("CONVERTED", "转为项目"),
                    ("DROPPED", "不再跟进"),
                    ("MERGED", "并入已有线索"),
                    ("REOPENED", "恢复跟进"),
                    ("VERIFIED", "认定"),
                    ("REJECTED", "退回申报"),
                    ("RESUBMITTED", "重新申报"),
                ],
                max_length=12,
                verbose_name="事项",
            ),
        ),
        migrations.AddField(
            model_name="leadbrief",
            name="search_text",
            field=models.CharField(db_default="", default="", max_length=500, verbose_name="检索文本"),
        ),
        migrations.RunPython(make_index, drop_index),
    ]
