"""The unit's own workbook: its projects with a key column and dropdowns, to be edited offline and taken back.

What stands in the key column says which project a row is and which version of it was taken along; a row without is
a new project. A cell that is left blank changes nothing.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from django.db.models import QuerySet

from luodi.importing.planning.comparing import present, said
from luodi.importing.planning.matching import key_of
from luodi.importing.rules import ImportRefused
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import Channel
from luodi.organisation.models import Unit
from luodi.organisation.policies import Reach, may_write
from luodi.organisation.selectors import subtree_ids
from luodi.projects import details, rules
from luodi.projects.choices import DETAILS, Field, Stage, Status
from luodi.projects.models import Project
from luodi.projects.requirements import table
from luodi.refdata import areas, industries

KEY_HEAD = "落地项目编号"
SHEET, NOTES, LISTS = "项目", "填写说明", "选项"
MOST_PROJECTS = 20_000
SPARE_ROWS = 500
_MONEY = "（万元）"
_AMOUNTS = frozenset({Field.TOTAL, Field.FIXED, Field.OUT_OF_PROVINCE, Field.OUTPUT, Field.TAX})


@dataclass(frozen=True)
class Head:
    """A column; ``field`` None is the key, the stage when ``is_stage``."""

    title: str
    field: Field | None
    width: int = 14
    is_stage: bool = False


HEADS: tuple[Head, ...] = (
    Head(KEY_HEAD, None, 18),
    Head("项目名称", Field.NAME, 36),
    Head("投资方", Field.INVESTOR_NAME, 30),
    Head("责任单位", Field.UNIT, 16),
    Head("阶段", None, 10, is_stage=True),
    Head("推进状态", Field.STATUS, 10),
    Head("总投资" + _MONEY, Field.TOTAL),
    Head("落地县区（园区）", Field.AREA, 16),
    Head("来源地", Field.ORIGIN, 16),
    Head("行业", Field.INDUSTRY, 28),
    Head("开始洽谈日期", Field.NEGOTIATING_ON),
    Head("签约日期", Field.SIGNED_ON),
    Head("签约方式", Field.CHANNEL, 10),
    Head("开工日期", Field.STARTED_ON),
    Head("投产日期", Field.PRODUCING_ON),
    Head("投资方信用代码", Field.INVESTOR_CODE, 22),
    Head("项目公司", Field.LOCAL_COMPANY, 28),
    Head("项目公司信用代码", Field.LOCAL_CODE, 22),
    Head("原台账编号", Field.LOCAL_LEDGER_CODE),
    Head("固定资产投资" + _MONEY, Field.FIXED),
    Head("省外投资" + _MONEY, Field.OUT_OF_PROVINCE),
    Head("内外资", Field.CAPITAL, 8),
    Head("投资形态", Field.FORM, 10),
    Head("协议类型", Field.AGREEMENT, 12),
    Head("建设地点", Field.ADDRESS, 24),
    Head("计划开工日期", Field.PLANNED_START),
    Head("计划投产日期", Field.PLANNED_FINISH),
    Head("带动就业（人）", Field.JOBS),
    Head("用地面积（亩）", Field.LAND),
    Head("最新进展", Field.PROGRESS, 30),
    Head("存在问题", Field.PROBLEM, 30),
    Head("备注", Field.REMARK, 24),
)
_EXAMPLE = {
    Field.NAME: "示例光学镜片生产线",
    Field.INVESTOR_NAME: "示例光学有限公司",
    Field.TOTAL: "12000",
    Field.ORIGIN: "广东省深圳市",
    Field.INDUSTRY: "C39 计算机、通信和其他电子设备制造业",
    Field.SIGNED_ON: "2020-07-06 或 2020年7月",
    Field.STATUS: "推进",
    Field.INVESTOR_CODE: "18 位统一社会信用代码",
    Field.LAND: "35.5",
}


def unit_template(*, unit: Unit, reach: Reach, on: date, filled: bool) -> tuple[bytes, int]:
    """Return the workbook and how many projects it takes along: those of the unit and of the units below it.

    Raises: ImportRefused for more projects than a sheet should hold.
    """
    rows = list(projects_of(unit, reach, on)[: MOST_PROJECTS + 1]) if filled else []
    if len(rows) > MOST_PROJECTS:
        raise ImportRefused(f"项目超过 {MOST_PROJECTS:,} 个，请按下级单位分别下载模板")
    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, {"in_memory": True, **plain}) as book:
        _write_projects(book, rows, unit, on)
        _write_notes(book, unit, on)
    return out.getvalue(), len(rows)


def projects_of(unit: Unit, reach: Reach, on: date) -> "QuerySet[Project]":
    """Return the projects that the unit and those below it answer for, as far as the reach writes for them."""
    ids = [pk for pk in subtree_ids(unit, on) if may_write(reach, pk)]
    rows = Project.objects.of(unit.city_id).filter(unit_id__in=ids)
    return rows.select_related("unit", "detail", "plan", "sponsor").order_by("pk")


def _write_projects(book: Any, rows: Sequence[Project], unit: Unit, on: date) -> None:
    sheet = book.add_worksheet(SHEET)
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E8EEF2", "border": 1}
    )
    key = book.add_format({"bg_color": "#EEEEEE", "font_color": "#666666"})
    text = book.add_format({"locked": False, "num_format": "@", "text_wrap": True, "valign": "top"})
    number = book.add_format({"locked": False, "num_format": "#,##0.######", "valign": "top"})
    for at, one in enumerate(HEADS):
        look = key if _is_key(one) else number if one.field in _AMOUNTS else text
        sheet.set_column(at, at, one.width, look)
        sheet.write_string(0, at, one.title, head)
    for line, project in enumerate(rows, start=1):
        for at, one in enumerate(HEADS):
            _write(sheet, line, at, _cell(project, one), key if _is_key(one) else None)
    _add_dropdowns(book, sheet, len(rows) + SPARE_ROWS, unit, on)
    sheet.freeze_panes(1, 2)
    sheet.protect("", {
        "format_columns": True, "format_rows": True, "sort": True, "autofilter": True, "insert_rows": True,
        "delete_rows": True, "select_locked_cells": True,
    })  # fmt: skip


def _is_key(head: Head) -> bool:
    return head.field is None and not head.is_stage


def _cell(project: Project, head: Head) -> Any:
    if head.is_stage:
        reached = project.stage_reached
        return None if reached is None else Stage(reached).label
    if head.field is None:
        return key_of(project)
    value = present(project, head.field)
    if isinstance(value, Yuan):
        return value.to_wan(6).normalize()
    if isinstance(value, VagueDate):
        return value.show()
    return value if isinstance(value, int) and not isinstance(value, bool) else said(head.field, value)


def _write(sheet: Any, row: int, at: int, value: Any, look: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, at, value, look)
    else:
        sheet.write_number(row, at, float(value), look)


def _add_dropdowns(book: Any, sheet: Any, rows: int, unit: Unit, on: date) -> None:
    """Offer what a cell may be; a list is a column of a hidden sheet, for a rule holds no more than 255 letters."""
    lists = book.add_worksheet(LISTS)
    lists.hide()
    for at, (title, options) in enumerate(_options(unit, on).items()):
        lists.write_string(0, at, f"可选：{title}")
        for line, option in enumerate(options, start=1):
            lists.write_string(line, at, option)
        column = next(i for i, one in enumerate(HEADS) if one.title == title)
        letter = xlsxwriter.utility.xl_col_to_name(at)
        source = f"={LISTS}!${letter}$2:${letter}${len(options) + 1}"
        rule = {"validate": "list", "source": source, "error_type": "warning", "error_title": "不在可选范围",
                "error_message": "请从下拉列表中选择，或按填写说明填写"}  # fmt: skip
        sheet.data_validation(1, column, rows, column, rule)


def _options(unit: Unit, on: date) -> dict[str, Sequence[str]]:
    city = unit.city
    below = Unit.objects.filter(pk__in=subtree_ids(unit, on)).active_on(on)
    named = {
        "责任单位": [one.short_name for one in below],
        "阶段": [stage.label for stage in rules.ORDER],
        "推进状态": [status.label for status in Status],
        "落地县区（园区）": [one.name for one in areas.areas_of(city.code, on)]
        or [one.short_name for one in Unit.objects.of(city.pk).active_on(on).exclude(area="")],
        "行业": [f"{one.code} {one.name}" for one in industries.industries()],
        "签约方式": [one.label for one in Channel],
    }
    for head in HEADS:
        if head.field in DETAILS and (choices := details.shape(head.field).choices):
            named[head.title] = [label for _, label in choices]
    return {title: options for title, options in named.items() if options}


def _write_notes(book: Any, unit: Unit, on: date) -> None:
    sheet = book.add_worksheet(NOTES)
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    lines = [
        f"{unit.short_name}项目模板",
        f"“{KEY_HEAD}”一列不要改：落地凭它认出是哪个项目、下载时是第几版；新项目这一列留空。",
        "已有项目：改哪格就变更哪格，留空的格不作改动；删掉一行不会删除项目。",
        "填好后在“导入”页上传，先看逐格差异，再决定按变更还是更正入账。",
    ]
    for at, line in enumerate(lines):
        sheet.write_string(at, 0, line, bold if at == 0 else None)
    for at, text in enumerate(("填写内容", "何时必填", "怎么填", "示例")):
        sheet.write_string(len(lines) + 1, at, text, bold)
    for at, row in enumerate(_explained(unit, on), start=len(lines) + 2):
        for column, text in enumerate(row):
            sheet.write_string(at, column, text, wrapped)
    for at, width in enumerate((22, 14, 50, 36)):
        sheet.set_column(at, at, width)


def _explained(unit: Unit, on: date) -> Iterable[tuple[str, str, str, str]]:
    required = table(on, unit.city.code)
    for head in HEADS:
        field = head.field
        if field is None:
            continue
        how = "金额，单位万元" if field in _AMOUNTS else _HOW.get(field, "")
        stage = required.stage_of(field)
        when = f"{stage.label}起必填" if stage else ""
        yield head.title, when, how, _EXAMPLE.get(field, "")


_HOW = {
    Field.UNIT: "单位简称；留空为上传时选择的填报单位",
    Field.ORIGIN: "省、市、县或国家",
    Field.INDUSTRY: "国民经济行业大类的代码或名称",
    **dict.fromkeys(
        (Field.NEGOTIATING_ON, Field.SIGNED_ON, Field.STARTED_ON, Field.PRODUCING_ON),
        "可以只到旬、月、季、年；有日期即表示到了这一阶段",
    ),
}
