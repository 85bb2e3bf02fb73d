"""What texts and templates must be, before anything is asked of the database."""

import hashlib
from datetime import date

from luodi.kernel.findings import Refusal
from luodi.kernel.periods import Period

LONGEST_TEXT = 400_000
LONGEST_TITLE = 120


class PublishingRefused(Refusal):
    """A text or template that cannot be kept as it is."""


def checked_text(text: str) -> str:
    """Return the text with the line ends of this house.    Raises: PublishingRefused for an empty or endless one."""
    said = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    said = said.strip("\n")
    if not said.strip():
        raise PublishingRefused("正文是空的", field="text")
    if len(said) > LONGEST_TEXT:
        raise PublishingRefused(f"正文最多 {LONGEST_TEXT:,} 个字，现在是 {len(said):,} 个字", field="text")
    if "\x00" in said:
        raise PublishingRefused("正文里有不能保存的控制字符", field="text")
    return f"{said}\n"


def checked_title(title: str) -> str:
    """Raises: PublishingRefused for an empty or long one."""
    said = " ".join(title.split())
    if not said:
        raise PublishingRefused("请写标题", field="title")
    if len(said) > LONGEST_TITLE:
        raise PublishingRefused(f"标题最多 {LONGEST_TITLE} 个字", field="title")
    return said


def check_period(period: Period, *, today: date) -> None:
    """Raises: PublishingRefused for a period without a beginning, or one that has not begun."""
    if period.first is None:
        raise PublishingRefused("请写明起止日期，如 2020年1—8月", field="period")
    if period.first > today:
        raise PublishingRefused(f"{period.label()}还没有开始", field="period")


def text_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
