"""Telephone numbers: as they are kept, and as pages and trails show them."""

import re

from luodi.kernel.findings import Refusal
from luodi.kernel.numerals import half_width

_PHONE = re.compile(r"\+?[0-9][0-9-]*")
_MOBILE_LIKE = re.compile(r"1[3-9][0-9]{8,12}")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LOCAL = 9
"""A number shorter than this is a local one: three and four digits of it would tell it all."""


class PhoneRefused(Refusal):
    """What was typed is no telephone number."""


def normal_phone(text: str) -> str:
    """Return a telephone number as it is kept: half width, without blanks and brackets; nothing for nothing.

    Raises: PhoneRefused for letters, and for numbers of a length that none has.
    """
    said = re.sub(r"\s+", "", half_width(text)).replace("—", "-").replace("–", "-")
    said = re.sub(r"(?:[()]|转|分机)+", "-", said).strip("-")
    if said and not _PHONE.fullmatch(said):
        raise PhoneRefused(
            "电话只能写数字、“+”和“-”，如 13800001234 或 0551-62345678，分机写作 -801", field="phone"
        )
    digits = re.sub(r"\D", "", said)
    if said and not 7 <= len(digits) <= 20:
        raise PhoneRefused(f"电话应为 7 至 20 位数字，现为 {len(digits)} 位", field="phone")
    if _MOBILE_LIKE.fullmatch(said) and not _MOBILE.fullmatch(said):
        raise PhoneRefused(f"手机号应为 11 位，现为 {len(said)} 位，请核对", field="phone")
    return said


def masked_phone(number: str) -> str:
    """Return a telephone number as lists and trails show it: 138****1234; of a local one less."""
    if len(number) < 5:
        return number
    return f"{number[:2]}****{number[-2:]}" if len(number) < _LOCAL else f"{number[:3]}****{number[-4:]}"
