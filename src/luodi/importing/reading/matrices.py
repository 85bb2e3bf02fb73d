"""Why a table holds no projects: summaries by county or class, parameters, records of trips."""

from collections.abc import Sequence

from luodi.importing.reading.books import Sheet
from luodi.importing.reading.cells import is_blank, is_empty, squeezed
from luodi.importing.reading.columns import Column, Matched
from luodi.importing.reading.fields import FieldKind, ImportField
from luodi.importing.reading.forms import field_named
from luodi.importing.reading.headings import Vocabulary, normal_heading
from luodi.importing.reading.layouts import Layout
from luodi.importing.reading.lines import TOTAL, identity_of
from luodi.importing.reading.profiles import Profile

SURE = 0.6
_DETAILS = (
    ImportField.SUMMARY,
    ImportField.TOTAL,
    ImportField.INVESTOR_NAME,
    ImportField.SIGNED_ON,
    ImportField.STARTED_ON,
    ImportField.PRODUCING_ON,
    ImportField.PLANNED_START,
    ImportField.ADDRESS,
    ImportField.PROGRESS,
    ImportField.LOCAL_COMPANY,
    ImportField.CONTACT,
)


def why_no_projects(
    sheet: Sheet, layout: Layout, matched: Matched, profiles: Sequence[Profile], vocabulary: Vocabulary
) -> str | None:
    """Return the reason in Chinese, or None when the table may hold projects."""
    if any(column.is_given and column.field for column in matched.columns):
        return None
    name = identity_of(matched)
    if name is None:
        return _without_identity(sheet, layout, profiles, vocabulary)
    seen = profiles[name.index - layout.left]
    heads = [normal_heading(part) for path in layout.headings for part in path]
    is_name = name.field is ImportField.NAME
    has_total = matched.of(ImportField.TOTAL) is not None
    if not is_name and not has_total and sum(bool(vocabulary.trips.search(head)) for head in heads) >= 1:
        return "这是外出、接待、拜访或活动的记录，不是项目台账，没有可以导入的项目"
    if is_name and name.confidence < SURE and _is_summary(name, layout, matched, seen, vocabulary):
        return f"这是汇总表：“{name.heading}”列写的是类别或指标，不是项目名称，没有可以导入的项目"
    cells = [
        cell for cell in sheet.columns[name.index][layout.bottom + 1 : layout.last + 1] if not is_empty(cell)
    ]
    asked = sum(isinstance(cell, str) and field_named(cell, vocabulary) is not None for cell in cells[:50])
    if cells and asked * 2 >= len(cells[:50]):
        return "这是竖排的单个项目表（左边是栏目，右边是内容），请改成一行一个项目的表再导入"
    if is_name and name.confidence >= SURE and (has_total or seen.places < SURE):
        return None
    if _is_counting(name, layout, profiles, vocabulary, matched):
        return f"这是汇总表：按“{name.heading}”列出个数、比率等指标，没有可以导入的项目"
    return None


def _without_identity(
    sheet: Sheet, layout: Layout, profiles: Sequence[Profile], vocabulary: Vocabulary
) -> str:
    heads = [path[-1] for path in layout.headings if path]
    numeric = [
        path[-1]
        for path, seen in zip(layout.headings, profiles, strict=True)
        if path and seen.n and max(seen.numbers, seen.amounts) >= 0.5
    ]
    by = next((head for head in heads if normal_heading(head) in vocabulary.row_heads), "")
    if not any(seen.n for seen in profiles):
        return "表头下面没有内容"
    if not numeric and all(seen.length <= 20 for seen in profiles):
        return "这是下拉选项或参数表，没有项目名称列，没有可以导入的项目"
    grouped = f"按“{by}”" if by else ""
    if (numeric and _sums(sheet, layout)) or by:
        return f"这是{grouped}汇总的统计表，没有项目名称列，没有可以导入的项目"
    return "没有认出项目名称或企业名称列，没有可以导入的项目；如果有，请指定哪一列是项目名称"


def _sums(sheet: Sheet, layout: Layout) -> bool:
    rows = sheet.rows[layout.bottom + 1 : layout.last + 1]
    return any(
        isinstance(cell, str) and not is_empty(cell) and TOTAL.match(squeezed(cell))
        for row in rows
        for cell in row[layout.left : layout.left + 3]
    )


def _is_summary(
    name: Column, layout: Layout, matched: Matched, seen: Profile, vocabulary: Vocabulary
) -> bool:
    """Whether a column that is called only 项目 or 名称 holds classes or indicators."""
    if max(seen.places, seen.industries) >= 0.5 and seen.projects < 0.5:
        return True
    others = [
        "".join(path)
        for place, path in enumerate(layout.headings)
        if path and place + layout.left != name.index
    ]
    details = sum(matched.of(field) is not None for field in _DETAILS)
    counting = sum(bool(vocabulary.matrix.search(normal_heading(head))) for head in others)
    is_worded = seen.projects >= 0.3 or seen.companies >= 0.3 or seen.length >= 8
    if is_worded and (details or not others):
        return False
    return counting > 0 or details == 0


def _is_counting(
    name: Column, layout: Layout, profiles: Sequence[Profile], vocabulary: Vocabulary, matched: Matched
) -> bool:
    """Whether everything beside a name is counts and rates, as in a summary by unit or class."""
    seen = profiles[name.index - layout.left]
    others = [
        (path, one)
        for place, (path, one) in enumerate(zip(layout.headings, profiles, strict=True))
        if path and place + layout.left != name.index and one.n and normal_heading(path[-1]) != "序号"
    ]
    counting = [path for path, one in others if _counts(path, vocabulary) and one.numbers >= 0.5]
    worded = [path for path, one in others if one.texts >= 0.5 and one.length > 3]
    dated = [column for column in matched.columns if column.field and column.field.kind is FieldKind.DATE]
    if not counting or worded or dated or (seen.projects >= 0.5 and name.field is ImportField.NAME):
        return False
    return len(counting) * 2 >= len(others)


def _counts(path: Sequence[str], vocabulary: Vocabulary) -> bool:
    return any(bool(vocabulary.matrix.search(normal_heading(part))) for part in path)


def why_no_table(sheet: Sheet) -> str:
    """Return why nothing in a sheet is a line of headings."""
    filled = [cell for row in sheet.rows[:200] for cell in row if not is_blank(cell)]
    if not filled:
        return "空工作表"
    if all(isinstance(cell, str) and len(cell) <= 16 for cell in filled) and sheet.width <= 30:
        return "没有找到表头；像是下拉选项或说明，没有可以导入的项目"
    return "没有找到表头（应有一行写着项目名称、总投资等）；如果有，请指定表头在第几行"
