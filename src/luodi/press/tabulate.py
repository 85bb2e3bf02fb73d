"""A report as lines of text, for the command line."""

from typing import Any

_MARKS = {"error": "错误", "question": "疑问", "hint": "提示"}
_STATES = {"agrees": "一致", "differs": "不符", "doubtful": "待核", "unchecked": "未核"}


def as_text(text: str, report: dict[str, Any]) -> str:
    """Return the findings with the place of their words, then every number and what the ledger says to it."""
    lines = [_head(report), *(f"　{note}" for note in report["notes"])]
    for one in report["findings"]:
        lines += [
            "",
            f"【{_MARKS[one['severity']]}】{_place(text, one['start'])}　“{text[one['start'] : one['end']]}”",
        ]
        lines += [f"　　{part}" for part in (one["message"], one["arithmetic"]) if part]
        if ledger := one["details"].get("ledger"):
            lines.append(f"　　{ledger}")
        if one["correction"]:
            lines.append(f"　　建议改为：{one['correction']}")
    for one in report["ruled"]:
        lines += ["", f"【已裁定】{_place(text, one['start'])}　{one['message']}"]
        lines.append(f"　　{one['ruling']['by']}：{one['ruling']['reason']}")
    lines += ["", f"文中的数（{len(report['claims'])}个）："]
    lines += [_claim(text, one) for one in report["claims"]]
    return "\n".join(lines)


def _head(report: dict[str, Any]) -> str:
    counts = report["counts"]
    said = (
        f"错误 {counts['error']}　疑问 {counts['question']}　提示 {counts['hint']}"
        f"　数 {counts['claims']}　与台账一致 {counts['agrees']}"
    )
    if report["as_of"]:
        said += f"　统计时点 {report['as_of'][:16]}（流水号 {report['entry']}）"
    return said


def _place(text: str, start: int) -> str:
    line = text.count("\n", 0, start) + 1
    column = start - (text.rfind("\n", 0, start) + 1) + 1
    return f"第{line}行第{column}字"


def _claim(text: str, one: dict[str, Any]) -> str:
    words = " ".join(text[one["start"] : one["end"]].split())
    said = f"　{_STATES[one['state']]}　{words}"
    if figure := one["figure"]:
        said += (
            f"　→　{one['indicator']}　{figure['when']}　{figure['scope']}　台账{one['ledger']}{one['unit']}"
        )
        said += f"（{one['assumed']}）" if one["assumed"] else ""
    elif one["why"]:
        said += f"　（{one['why']}）"
    return said
