"""The words of ``data/linking.yaml`` as patterns."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parent.parent / "data" / "linking.yaml"
_BEGIN = re.compile("^[共达为有约近超逾是占已各]+")
_END = re.compile("(?:[共达为有近超逾是占已]|(?<![签履协])约)+$")
_PUNCTUATION = re.compile(r"[\s,;:()、“”‘’\"'《》〈〉【】\[\]·•.\-—~]+")


@cache
def linking() -> dict[str, Any]:
    """Return the file."""
    found: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the list ``name`` (``amounts.paid``) as one pattern, longest words first."""
    found: Any = linking()
    for step in name.split("."):
        found = found[step]
    return re.compile("|".join(sorted(found, key=len, reverse=True)))


@cache
def core(words: str) -> str:
    """Return what words say of the subject: without fillers and marks."""
    plain = pattern("fillers").sub("", _PUNCTUATION.sub("", words))
    return _END.sub("", _BEGIN.sub("", plain))


def says(name: str, words: str) -> bool:
    """Say whether one of the words of a list stands in ``words``."""
    return pattern(name).search(words) is not None


@cache
def stages_in(words: str) -> frozenset[str]:
    """Return the stages that words name."""
    return frozenset(stage for stage in linking()["stages"] if stage in words)


@cache
def class_of(words: str) -> str:
    """Return to which class of excluding things an item belongs, empty when to none or to several ways of counting."""
    if says("overlapping", words):
        return ""
    return next((name for name in linking()["classes"] if pattern(f"classes.{name}").search(words)), "")


def currency_of(unit: str) -> str:
    """Return the foreign currency of a unit, empty for yuan."""
    return next((name for name in ("美元", "欧元", "港元", "港币", "日元") if unit.endswith(name)), "")


@cache
def amount_kind(head: str, tail: str, unit: str) -> str:
    """Return what kind of money an amount is, with its currency."""
    currency = currency_of(unit)
    for words in (head, tail):
        for kind in linking()["amounts"]:
            if pattern(f"amounts.{kind}").search(words):
                return f"{kind}{currency}"
    return f"other{currency}"
