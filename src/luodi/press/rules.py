"""What a draft, a ruling and a word of the city must be."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from luodi.kernel.findings import Refusal
from luodi.press.choices import TermKind

MOST = 400_000
"""Characters: a report of 300 pages."""
TITLE = 120
_BLANK = re.compile(r"[\s　\u200b\ufeff]+")


class DraftRefused(Refusal):
    """A text that cannot be checked, or a correction that no longer fits."""


class RulingRefused(Refusal):
    """A ruling without a reason, or on what is ruled already."""


class TermRefused(Refusal):
    """A word without a meaning."""


def check_text(text: str) -> str:
    """Return the text with the line ends of every machine alike.    Raises: DraftRefused for none and for too much."""
    said = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if not _BLANK.sub("", said):
        raise DraftRefused("稿件没有正文。请粘贴正文，或选一个文件", field="text")
    if len(said) > MOST:
        raise DraftRefused(f"稿件有 {len(said):,} 个字，一次最多 {MOST:,} 个字，请分开核对", field="text")
    return said


def title_of(text: str, said: str = "") -> str:
    """Return the title as it was said, else the text's first line."""
    lines = (_BLANK.sub(" ", line).strip() for line in (said, *text.split("\n")))
    first = next((line for line in lines if line), "")
    return first if len(first) <= TITLE else f"{first[: TITLE - 1]}…"


def corrected(text: str, finding: Mapping[str, Any]) -> str:
    """Return the text with a finding's words replaced by its correction.

    Raises: DraftRefused when it has none, or the words no longer stand there.
    """
    if not finding["correction"]:
        raise DraftRefused("这一处没有可以直接替换的写法，请人工修改")
    return f"{text[: finding['start']]}{finding['correction']}{text[finding['end'] :]}"


def moved(places: Sequence[Sequence[Any]], finding: Mapping[str, Any]) -> list[list[Any]]:
    """Return the places after a finding's correction was put into the text: what follows it moves along."""
    by = len(finding["correction"]) - (finding["end"] - finding["start"])
    return [[start + by if start >= finding["end"] else start, place] for start, place in places]


def check_reason(reason: str, act: str) -> str:
    """Raises: RulingRefused without one."""
    said = reason.strip()
    if not said:
        raise RulingRefused(f"{act}须写明理由", field="reason")
    return said


def check_term(*, words: str, kind: TermKind, first: date | None, last: date | None, scope: str) -> str:
    """Return the words.    Raises: TermRefused when they are too short, or lack what their kind needs."""
    said = _BLANK.sub("", words)
    if len(said) < 2:
        raise TermRefused("词语至少两个字", field="words")
    if kind == TermKind.SPAN:
        if first is None or last is None:
            raise TermRefused("一段时间要写明开始和结束日期", field="first")
        if last < first:
            raise TermRefused("结束日期早于开始日期", field="last")
    if kind == TermKind.SCOPE and not scope.strip():
        raise TermRefused("要写明所指的范围，例如 unit:SHOU、event:WMC-2020", field="scope")
    return said
