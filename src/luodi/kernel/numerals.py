"""Text as people type it in one form: half width, and Chinese numerals up to 99 or digit by digit."""

import re
import unicodedata

DIGITS = {"〇": "0", "○": "0", "零": "0", "一": "1", "二": "2", "两": "2", "三": "3", "四": "4"} | {
    "五": "5",
    "六": "6",
    "七": "7",
    "八": "8",
    "九": "9",
}
RUN = re.compile("[〇○零一二两三四五六七八九十]+")


def half_width(text: str) -> str:
    """Return the text in half width (NFKC) and without any white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def arabic(text: str) -> str:
    """Replace each run of Chinese numerals: 二〇二〇年十一月 → 2020年11月, 三季度 → 3季度, 近两年 → 近2年."""
    return RUN.sub(lambda run: _number(run.group()), text)


def _number(run: str) -> str:
    tens, ten, ones = run.partition("十")
    if not ten:
        return _spelled(run)
    return (_spelled(tens) or "1") + (_spelled(ones) or "0")


def _spelled(run: str) -> str:
    return "".join(DIGITS.get(character, character) for character in run)
