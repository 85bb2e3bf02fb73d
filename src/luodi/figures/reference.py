"""The reference of indicators as Markdown: one page each and an index, from the catalogue and nothing else.

What an indicator counts is decided in ``indicators``; this module only says it in words.
"""

from collections.abc import Iterable
from datetime import timedelta

from luodi.figures.indicators import (
    Filter,
    Indicator,
    Measure,
    UnknownIndicator,
    applies,
    catalogue,
    indicator,
)
from luodi.figures.scopes import STATE_LABELS, Dimension
from luodi.kernel.money import Yuan

INDEX = "README.md"
_NOTE = "<!-- 由 ./luodi write_figure_docs 从指标目录生成，请勿手改。 -->"
_COUNTED = {
    Measure.SUBJECTS: "同一对象只计一次",
    Measure.QUANTITY: "各条事实的数量相加",
    Measure.AMOUNT: "金额相加，同一对象只计一次；以分保存，显示时换算",
    Measure.SUM: "每一笔的金额相加；以分保存，显示时换算",
    Measure.DAYS: "每一条从先前那件事到这件事的天数相加，按自然日，只精确到旬、月的日期取最晚可能日",
    Measure.RATIO: "分子除以分母，两者同一期间、范围、统计时点和口径；分母为 0 时没有占比",
    Measure.COHORT: "分母是期内签约的项目（收到的线索），分子是其中到统计时点为止已做到的；分母为 0 时没有占比",
    Measure.MEAN: "分子是合计、分母是个数，两者同一期间、范围、统计时点和口径；"
    "各单位、各月的分子、分母可以分别相加，均值不能相加；分母为 0 时没有均值",
}


def pages() -> dict[str, str]:
    """Return the text of every page by its file name.

    Shape: the index first, then one page per indicator in the order of the catalogue.
    """
    return {INDEX: _index(), **{_file(one): _page(one) for one in catalogue()}}


def _index() -> str:
    lines = [
        _NOTE,
        "# 指标目录",
        "",
        f"共 {len(catalogue())} 个指标。页面、导出、命令行和对数用的是同一份定义。每个数还须有期间、范围、"
        "统计时点和口径（缺省为认定数，即经认定员认定的；申报数含未认定的，不含退回的）才完整。",
    ]
    for group in dict.fromkeys(one.group for one in catalogue()):
        lines += ["", f"## {group}", "", "| 指标 | 编码 | 单位 | 统计什么 |", "|---|---|---|---|"]
        lines += [
            f"| [{one.name}]({_file(one)}) | `{one.code}` | {one.unit} | {one.definition} |"
            for one in catalogue()
            if one.group == group
        ]
    return "\n".join([*lines, ""])


def _page(one: Indicator) -> str:
    rows = [
        ("编码", f"`{one.code}`"),
        ("名称", one.name),
        ("别名", "、".join(one.aliases)),
        ("分组", one.group),
        ("数什么", _counts(one)),
        ("计量", f"{one.measure.label}：{_COUNTED[one.measure]}{_lumps(one)}"),
        ("单位", one.unit),
        ("取整", f"保留 {one.places} 位小数，四舍五入" if one.places else "整数"),
        ("筛选", "；".join(_conditions(one.where))),
        ("起算", _begins(one)),
        ("分子", _link(one.numerator)),
        ("分母", _link(one.denominator)),
        ("可按此拆分或限定范围", "、".join(_dimensions(one))),
        ("来源", one.source),
        ("版本", f"第 {one.version} 版"),
        ("生效日期", f"{one.valid_from.isoformat()} 起"),
    ]
    table = [f"| {head} | {said} |" for head, said in rows if said]
    lines = [
        _NOTE,
        f"# {one.name}",
        "",
        one.definition,
        "",
        "| 项 | 内容 |",
        "|---|---|",
        *table,
        *_former(one),
    ]
    return "\n".join([*lines, ""])


def _former(latest: Indicator) -> list[str]:
    """Return what was counted before: a period is answered by the definition in force on its last day."""
    lines = []
    for one in _versions_before(latest):
        lines.append(
            f"- 第 {one.version} 版，{one.valid_from.isoformat()} 起：{one.definition}（来源：{one.source}）"
        )
    return (
        ["", "## 以前的版本", "", "期间的最后一天落在哪一版内，就按哪一版计算。", "", *lines] if lines else []
    )


def _versions_before(latest: Indicator) -> Iterable[Indicator]:
    one = latest
    while True:
        try:
            one = indicator(latest.code, one.valid_from - timedelta(days=1))
        except UnknownIndicator:
            return
        yield one


def _counts(one: Indicator) -> str:
    if one.kind is None:
        return f"{indicator(one.numerator).name}与{indicator(one.denominator).name}之比"
    if one.is_stock:
        return f"期末那天“{one.kind.label}”（`{one.kind.value}`）的最新状态"
    return f"期内发生的{'、'.join(f'“{kind.label}”（`{kind.value}`）' for kind in one.kinds)}"


def _begins(one: Indicator) -> str:
    return "" if one.days_since is None else f"同一对象的“{one.days_since.label}”（`{one.days_since.value}`）"


def _lumps(one: Indicator) -> str:
    is_lumped = one.measure == Measure.SUBJECTS and not one.is_stock
    return "；只报了汇总数、没有明细的月份按数量相加" if is_lumped else ""


def _conditions(where: Filter) -> Iterable[str]:
    if where.industrial is not None:
        yield "只计工业" if where.industrial else "不计工业"
    if where.sponsored:
        yield "有包保领导"
    if where.channels:
        yield f"签约方式为{'、'.join(channel.label for channel in where.channels)}"
    if where.states:
        yield f"状态为{'、'.join(f'{STATE_LABELS[state]}（`{state}`）' for state in where.states)}"
    if where.statuses:
        yield f"推进状态为{'、'.join(f'{STATE_LABELS[status]}（`{status}`）' for status in where.statuses)}"
    if where.except_statuses:
        yield f"推进状态不是{'、'.join(f'{STATE_LABELS[status]}（`{status}`）' for status in where.except_statuses)}"
    yield from _newer_conditions(where)
    if where.unit_kinds:
        yield f"单位类别为{'、'.join(kind.label for kind in where.unit_kinds)}"


def _newer_conditions(where: Filter) -> Iterable[str]:
    if where.categories:
        yield f"细类为{'、'.join(f'`{code}`' for code in where.categories)}"
    if where.capital is not None:
        yield f"只计{where.capital.label}"
    if where.least_fen:
        yield f"金额不低于 {Yuan(where.least_fen).show_yi(trim=True)} 亿元"
    if where.outside_province:
        yield "来源地在本市所在省以外（含港澳台和境外），来源地不详的不计"
    yield from _dated_conditions(where)
    if where.followed_by:
        said = "、".join(
            f"{one.kind.label}{f'（`{one.category}`）' if one.category else ''}" for one in where.followed_by
        )
        yield f"到统计时点为止已有：{said}"


def _dated_conditions(where: Filter) -> Iterable[str]:
    if where.fresh:
        yield "进入这一阶段的日期在期内"
    if where.overdue:
        yield "所带期限在期末那天之前"
    if where.timely:
        yield "所带完成日期不晚于所带期限"
    if where.without:
        yield f"期末那天没有登记里程碑{'、'.join(f'`{code}`' for code in where.without)}"


def _dimensions(one: Indicator) -> Iterable[str]:
    split = (one for one in Dimension if one != Dimension.OWN)
    return (dimension.label for dimension in split if applies(one, [dimension.value]))


def _link(code: str) -> str:
    return f"[{indicator(code).name}]({_file(indicator(code))})" if code else ""


def _file(one: Indicator) -> str:
    return f"{one.code}.md"
