"""How well drafts are read and checked: a draft and its findings against annotations made by people."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from luodi.press.grammar.claims import Claim, Draft, Finding, Weight

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SILENT = frozenset({"ok", "incomplete", "trap"})


@dataclass(frozen=True)
class Miss:
    """What was annotated and not found, found and not annotated, or judged otherwise: its words and why."""

    start: int
    end: int
    words: str
    why: str


@dataclass(frozen=True)
class Scores:
    """Counts that can be added up over several texts."""

    claims: int = 0
    found: int = 0
    read: int = 0
    nonclaims: int = 0
    nonclaims_read: int = 0
    verdicts: int = 0
    verdicts_right: int = 0
    errors: int = 0
    errors_found: int = 0
    errors_reported: int = 0
    misses: tuple[Miss, ...] = field(default=())

    @property
    def recall(self) -> Decimal | None:
        """Annotated claims that were found, in %."""
        return _share(self.found, self.claims)

    @property
    def precision(self) -> Decimal | None:
        """Claims read that are annotated, in %."""
        return _share(self.found, self.read)

    @property
    def verdict_recall(self) -> Decimal | None:
        """Errors annotated that were reported, in %."""
        return _share(self.errors_found, self.errors)

    @property
    def verdict_precision(self) -> Decimal | None:
        """Errors reported that are annotated, in %."""
        return _share(self.errors_found, self.errors_reported)

    def __add__(self, other: "Scores") -> "Scores":
        numbers = {
            name: getattr(self, name) + getattr(other, name)
            for name in self.__dataclass_fields__
            if name != "misses"
        }
        return Scores(**numbers, misses=(*self.misses, *other.misses))


def evaluate(annotations: Mapping[str, Any], draft: Draft, findings: Iterable[Finding] = ()) -> Scores:
    """Compare a draft that was read, and its findings, with annotations.

    A claim is found when value and unit agree and its number lies in the annotated span. A verdict is right when an
    error is reported as an error, a suspect as a question, an approximate one at most as a hint, and all others not
    as an error. Chinese numerals may be annotated apart.
    """
    annotated = [*annotations.get("claims", ()), *annotations.get("claims_chinese_numerals", ())]
    wanted = [one for one in annotated if not one.get("nonclaim")]
    others = [one for one in annotated if one.get("nonclaim")]
    left = list(draft.claims)
    misses = []
    for one in wanted:
        match = next((claim for claim in left if _agrees(claim, one)), None)
        if match is None:
            misses.append(Miss(one["start"], one["end"], one["span"], "没有找到"))
        else:
            left.remove(match)
    misses += [Miss(one.start, one.end, draft.text[one.start : one.end], "没有标注") for one in left]
    wrongly = [one for one in others if any(_agrees(claim, one, unit=False) for claim in left)]
    found = len(draft.claims) - len(left)
    return Scores(
        claims=len(wanted), found=found, read=len(draft.claims), nonclaims=len(others), nonclaims_read=len(wrongly),
        misses=tuple(misses),
    ) + _verdicts(annotations, draft, tuple(findings))  # fmt: skip


def _agrees(claim: Claim, one: Mapping[str, Any], *, unit: bool = True) -> bool:
    if not one["start"] <= claim.at < one["end"]:
        return False
    if unit and claim.unit != one["unit"]:
        return False
    return claim.value == _decimal(one["value"])


def _decimal(value: object) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _verdicts(annotations: Mapping[str, Any], draft: Draft, findings: tuple[Finding, ...]) -> Scores:
    checks = annotations.get("checks", ())
    errors = [one for one in findings if one.weight is Weight.ERROR]
    wrong = [check for check in checks if check.get("verdict") == "error"]
    hit = {i for i, one in enumerate(errors) for check in wrong if _is_about(one, check, draft)}
    right = 0
    misses = []
    for check in checks:
        told = [one for one in findings if _is_about(one, check, draft)]
        if _judged_right(check.get("verdict", ""), told):
            right += 1
        else:
            misses.append(Miss(0, 0, str(check.get("expr", "")), f"标注为 {check.get('verdict')}"))
    unfounded = [one for i, one in enumerate(errors) if i not in hit]
    misses += [Miss(one.start, one.end, draft.text[one.start : one.end], one.message) for one in unfounded]
    found = sum(any(_is_about(one, check, draft) for one in errors) for check in wrong)
    return Scores(
        verdicts=len(checks), verdicts_right=right, errors=len(wrong), errors_found=found,
        errors_reported=found + len(unfounded), misses=tuple(misses),
    )  # fmt: skip


def _judged_right(verdict: str, told: list[Finding]) -> bool:
    weights = {one.weight for one in told}
    if verdict == "error":
        return Weight.ERROR in weights
    if verdict == "suspect":
        return Weight.QUESTION in weights and Weight.ERROR not in weights
    if verdict == "approximate":
        return not weights & {Weight.ERROR, Weight.QUESTION}
    return Weight.ERROR not in weights


def _is_about(finding: Finding, check: Mapping[str, Any], draft: Draft) -> bool:
    """Whether a finding speaks of a check: it stands on the number that the check states, or on one of its terms."""
    about = [one for one in draft.claims if finding.start <= one.at < finding.end]
    stated = _decimal(check.get("stated"))
    if check.get("verdict") in {"error", "suspect", "approximate"} and stated is not None:
        numbers = {one.number: one for one in draft.claims}
        about += [numbers[one] for one in finding.claims if one in numbers]
        return any(one.value == stated for one in about) or _said(finding.stated) == stated
    terms = {Decimal(one) for one in _NUMBER.findall(str(check.get("expr", "")))}
    values = {one.value for one in about}
    return len(values & terms) > 1 or bool(stated is not None and stated in values and values & terms)


def _said(text: str) -> Decimal | None:
    found = _NUMBER.search(text.replace(",", ""))
    return Decimal(found.group()) if found else None


def _share(part: int, whole: int) -> Decimal | None:
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1")) if whole else None
