"""What makes a remark the same remark in another draft: the rule, the numbers and the words around them."""

import hashlib
import re

from luodi.kernel.numerals import half_width
from luodi.press.grammar.claims import Draft, Finding

_ENDS = "。；;！!？?\n"
_SPACE = re.compile(r"\s+")
_MOST = 400


def fingerprint(draft: Draft, finding: Finding) -> str:
    """Return the same for the same remark on the same sentence, wherever it stands; a changed number is another."""
    parts = (finding.rule, finding.stated, finding.expected, sentence(draft.text, finding.start, finding.end))
    return hashlib.sha256("\x1f".join(half_width(part) for part in parts).encode()).hexdigest()


def sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around the words, without its spaces."""
    first = max((text.rfind(mark, 0, start) for mark in _ENDS), default=-1) + 1
    last = min((found for mark in _ENDS if (found := text.find(mark, end)) >= 0), default=len(text))
    return _SPACE.sub("", text[first:last])[:_MOST]
