"""The text of a PDF, page by page, its lines joined into the paragraphs that they are of.

The file is opened in a process of its own, with a limit of time and memory: what other people send may be made to harm
whoever reads it.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from luodi.papers.intake.text import Intake, IntakeRefused, Piece, PieceKind, joined
from luodi.papers.measures import breadth

MOST_PAGES = 300
_SECONDS = 60
_READER = Path(__file__).with_name("pdf_process.py")
_NUMBER = re.compile(r"^[—–\-－·\s]*(第\s*)?\d{1,4}(\s*页)?(\s*[/／共]\s*\d{1,4}\s*页?)?[—–\-－·\s]*$")
_DASHED = re.compile(r"^[—–-]\s*\d{1,4}\s*[—–-]$|^[—–-]$")
_GAP = re.compile(r"(?<=[^\x00-\xff]) +(?=[\x21-\x7e])|(?<=[\x21-\x7e]) +(?=[^\x00-\xff])")
"""The gap that word processors set between Chinese and figures: no character that anybody typed."""
_WORD = re.compile(r"[“‘（《〔【]*(?:[\x21-\x7e]+|.)[，。、；：！？”’）》〕】…—％]*")
"""What is not torn apart at the end of a line: a number or a character, with the marks that cling to it."""
_STOPS = "。；：！？”）"
_HANGING = "，。、；：！？"
_HANZI = re.compile("[\u4e00-\u9fff]")
_FAULTS = {
    "password": "PDF 设有打开密码，请取消密码后再上传",
    "pages": f"PDF 超过 {MOST_PAGES} 页，请拆分后再上传",
    "broken": "PDF 已损坏，读不出文字，请重新导出后再上传",
}


@dataclass(frozen=True)
class _Line:
    """A line of a page; where it lies in points, ``size`` is the breadth of a character."""

    text: str
    left: float
    right: float
    low: float
    size: float
    page: int


_Told = Sequence[_Line]


def from_pdf(content: bytes) -> Intake:
    """Return the draft.    Raises: IntakeRefused, for a scan too."""
    pages = _pages(content)
    lines = _without_running([_lines(told) for told in pages])
    empty = [at for at, told in enumerate(pages, start=1) if not told]
    if not lines:
        raise IntakeRefused(
            "扫描件没有文字：这份 PDF 的每一页都是图片，请上传文稿的 .docx，或能选中文字的 PDF", field="file"
        )
    told = _paragraphs(lines)
    notes = ["PDF 里的表格按行读取，空着的格读不出来"] if any(map(_is_row, lines)) else []
    if empty:
        notes.append(f"第{_listed(empty)}页没有文字（可能是扫描页），没有核对")
    return joined(told, notes)


def _pages(content: bytes) -> list[list[_Line]]:
    command = [sys.executable, "-I", str(_READER), str(MOST_PAGES)]
    try:
        run = subprocess.run(  # noqa: S603
            command, input=content, capture_output=True, check=False, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise IntakeRefused(f"PDF 用了 {_SECONDS} 秒还没有读完，请拆分后再上传", field="file") from error
    try:
        told = json.loads(run.stdout)
    except ValueError:
        told = {"fault": "broken"}
    if "fault" in told:
        raise IntakeRefused(_FAULTS[told["fault"]], field="file")
    pages: list[list[tuple[str, float, float, float, float]]] = told["pages"]
    return [[_Line(*one, page=at) for one in page] for at, page in enumerate(pages, start=1)]


def _lines(told: _Told) -> list[_Line]:
    """Return the lines of a page without its number at the head or the foot."""
    lines = list(told)
    ends = {0, len(lines) - 1}
    return [
        replace(one, text=_GAP.sub("", one.text.rstrip()))
        for at, one in enumerate(lines)
        if not _DASHED.match(one.text.strip()) and not (at in ends and _NUMBER.match(one.text.strip()))
    ]


def _without_running(pages: Sequence[_Told]) -> list[_Line]:
    """Return the lines without the heads and feet: short lines apart from the text, alike on most of the pages."""
    counted = Counter((one.text, round(one.low)) for told in pages for one in _outer(told))
    running = {what for what, count in counted.items() if count > 2 and count * 2 > len(pages)}
    return [
        one
        for told in pages
        for one in told
        if not ((one.text, round(one.low)) in running and one in _outer(told))
    ]


def _outer(told: _Told) -> list[_Line]:
    """Return the first and the last line of the page where a gap or their size sets them apart."""
    if len(told) < 4:
        return []
    pitch = sorted(abs(one.low - after.low) for one, after in pairwise(told))[len(told) // 2]
    ends = ((told[0], told[1]), (told[-1], told[-2]))
    return [
        one
        for one, inner in ends
        if abs(one.low - inner.low) > 1.3 * max(pitch, inner.size) or one.size < 0.85 * inner.size
    ]


def _paragraphs(lines: _Told) -> Iterator[tuple[str, Piece]]:
    """Yield paragraphs: a line goes on when it reaches the right edge and the next one begins at the left one."""
    edges = _edges(lines)
    is_line_each = sum(one.text.endswith("。") for one in lines) * 10 > len(lines) * 6
    kept, page = "", 0
    for at, one in enumerate(lines):
        page = page or one.page
        kept += one.text.strip() if _is_chinese(kept, one.text) else f" {one.text.strip()}"
        following = lines[at + 1] if at + 1 < len(lines) else None
        is_end = is_line_each and one.text.endswith("。")
        if following is None or is_end or not _goes_on(one, following, edges):
            kind = PieceKind.TABLE if _is_row(one) else PieceKind.TEXT
            yield kept, Piece(0, 0, kind, f"第{page}页", page)
            kept, page = "", 0


def _edges(lines: _Told) -> dict[int, tuple[float, float]]:
    """Return for each page where its lines begin and end; pages with few lines have those of the others."""
    by_page: dict[int, list[_Line]] = {}
    for one in lines:
        by_page.setdefault(one.page, []).append(one)
    common = _edge(lines)
    return {page: _edge(told) if len(told) > 5 else common for page, told in by_page.items()}


def _edge(lines: _Told) -> tuple[float, float]:
    """Return where most lines begin and end; a mark may hang over the end, so that it does not count."""
    wide = [one for one in lines if len(one.text) > 12] or list(lines)
    lefts = sorted(one.left for one in wide)
    rights = sorted(one.right - (one.size if one.text[-1] in _HANGING else 0) for one in wide)
    return lefts[len(lefts) // 10], rights[len(rights) * 9 // 10]


def _goes_on(one: _Line, following: _Line, edges: dict[int, tuple[float, float]]) -> bool:
    """Return whether the next line is of the same paragraph: its first word would not have had room on this one."""
    left, right = edges[following.page][0], edges[one.page][1]
    first = _WORD.match(following.text.lstrip())
    needed = breadth(first.group()) if first else 1.0
    # A sentence that is not at its end goes on after a line that was broken a little early, too.
    slack = 0.9 if one.text[-1] in _STOPS else 3.0
    is_full = one.right + (needed + slack) * one.size > right
    is_flush = following.left < left + 1.2 * following.size
    is_told = bool(_HANZI.search(one.text) and _HANZI.search(following.text))
    is_alike = not is_told or abs(one.size - following.size) < 0.15 * one.size
    is_row = _is_row(one) or _is_row(following)
    return is_full and is_flush and is_alike and not is_row


def _is_row(one: _Line) -> bool:
    return one.text.strip().count("\t") > 1


def _is_chinese(before: str, after: str) -> bool:
    """Return whether no gap belongs between the two: only two words of letters have one."""
    if not before or not after:
        return True
    return not (before[-1].isascii() and before[-1].isalpha() and after[0].isascii() and after[0].isalpha())


def _listed(numbers: Sequence[int]) -> str:
    said = "、".join(map(str, numbers[:10]))
    return f"{said} 等 {len(numbers)} " if len(numbers) > 10 else said
