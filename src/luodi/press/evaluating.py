"""How well texts with annotations are read and checked: a folder of pairs, text by text and in all."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from luodi.kernel.findings import Refusal
from luodi.press.checked import CheckedDraft
from luodi.press.grammar.evaluation import Scores, evaluate

Check = Callable[[str], CheckedDraft]
_NUMBERS = (
    "claims",
    "found",
    "read",
    "nonclaims",
    "nonclaims_read",
    "verdicts",
    "verdicts_right",
    "errors",
    "errors_found",
    "errors_reported",
)


class FolderRefused(Refusal):
    """A folder without texts that are annotated, or with one that cannot be read."""


@dataclass(frozen=True)
class Evaluated:
    name: str
    scores: Scores


def evaluated(folder: Path, check: Check) -> tuple[Evaluated, ...]:
    """Check every text of a folder that has annotations, and hold the outcome against them.

    Shape: annotations are a .json with ``claims``; their text is the .txt of the same name, or what ``source`` names.
    Raises: FolderRefused.
    """
    found = []
    for path, annotations in _annotated(folder):
        checked = check(path.read_text("utf-8"))
        findings = [*checked.findings, *(one.finding for one in checked.ruled)]
        found.append(Evaluated(path.name, evaluate(annotations, checked.draft, findings)))
    if not found:
        raise FolderRefused(f"{folder} 里没有带标注的文本：每篇一个 .txt，旁边放同名的 .json（含 claims）")
    return tuple(found)


def as_lines(rows: tuple[Evaluated, ...]) -> str:
    """Return recall and precision, text by text and in all, with every miss."""
    lines = []
    for one in rows:
        lines.append(f"{one.name}　{_line(one.scores)}")
        lines += [f"　　{miss.why}：{' '.join(miss.words.split())}" for miss in one.scores.misses]
    total = sum((one.scores for one in rows), Scores())
    return "\n".join([*lines, "", f"合计 {len(rows)} 篇　{_line(total)}"])


def as_plain(rows: tuple[Evaluated, ...]) -> dict[str, Any]:
    """Return the same as plain data."""
    total = sum((one.scores for one in rows), Scores())
    return {"total": _plain(total), "texts": [{"name": one.name, **_plain(one.scores)} for one in rows]}


def _annotated(folder: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    if not folder.is_dir():
        raise FolderRefused(f"没有文件夹 {folder}")
    for path in sorted(folder.glob("*.json")):
        try:
            annotations = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as problem:
            raise FolderRefused(f"{path.name} 不是 JSON") from problem
        if not isinstance(annotations, dict) or "claims" not in annotations:
            continue
        beside = path.with_suffix(".txt")
        text = beside if beside.exists() else folder / Path(str(annotations.get("source", ""))).name
        if text.is_file():
            yield text, annotations


def _line(scores: Scores) -> str:
    return "　".join((
        f"识别率 {_rate(scores.recall, scores.found, scores.claims)}",
        f"准确率 {_rate(scores.precision, scores.found, scores.read)}",
        f"非统计数误认 {scores.nonclaims_read}/{scores.nonclaims}",
        f"查错率 {_rate(scores.verdict_recall, scores.errors_found, scores.errors)}",
        f"报错准确率 {_rate(scores.verdict_precision, scores.errors_found, scores.errors_reported)}",
        f"结论相符 {scores.verdicts_right}/{scores.verdicts}",
    ))  # fmt: skip


def _rate(rate: Decimal | None, part: int, whole: int) -> str:
    return "—" if rate is None else f"{rate}%（{part}/{whole}）"


def _plain(scores: Scores) -> dict[str, Any]:
    rates = {
        "claim_recall": scores.recall,
        "claim_precision": scores.precision,
        "verdict_recall": scores.verdict_recall,
        "verdict_precision": scores.verdict_precision,
    }
    said: dict[str, Any] = {name: None if rate is None else float(rate) for name, rate in rates.items()}
    said |= {name: getattr(scores, name) for name in _NUMBERS}
    said["misses"] = [
        {"start": one.start, "end": one.end, "words": one.words, "why": one.why} for one in scores.misses
    ]
    return said
