"""统一社会信用代码: read as people paste it, and refused with the place and kind of the mistake."""

import re
from operator import mul

from luodi.kernel.findings import Finding, Refusal, Severity
from luodi.kernel.numerals import half_width

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
VALUES = {character: value for value, character in enumerate(ALPHABET)}
LENGTH = 18
REGISTRATION_NUMBER = re.compile("[0-9]{15}")
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
LOOK_ALIKES = {"I": "1", "O": "0", "S": "5", "Z": "2", "V": "U"}


class CreditCodeRefused(Refusal):
    """The text is no unified social credit code."""


def parse_credit_code(text: str) -> str:
    """Return the code in its normal form: NFKC, without white space, in capitals.

    Raises: CreditCodeRefused for a wrong length, a character outside the alphabet (which, where) and a wrong
    check digit (what was expected); an old registration number of 15 digits gets its own message.
    Source: GB 32100-2015.
    """
    code = (text if text.isascii() and text.isalnum() else half_width(text)).upper()
    if REGISTRATION_NUMBER.fullmatch(code):
        raise CreditCodeRefused("这是 15 位的旧注册号，请填写“三证合一”后的 18 位统一社会信用代码")
    if len(code) != LENGTH:
        raise CreditCodeRefused(f"统一社会信用代码应为 18 位，现为 {len(code)} 位")
    if not VALUES.keys() >= set(code):
        position = next(place for place, character in enumerate(code) if character not in VALUES)
        raise CreditCodeRefused(_bad_character(position + 1, code[position]))
    expected = credit_code_check_digit(code[:-1])
    if code[-1] != expected:
        raise CreditCodeRefused(
            f"统一社会信用代码校验位不对：第 18 位应为“{expected}”，现为“{code[-1]}”，请核对前 17 位"
        )
    return code


def credit_code_check_digit(first17: str) -> str:
    """Return the eighteenth character for seventeen characters of the alphabet.

    Raises: ValueError for anything else.
    Source: GB 32100-2015: W_i = 3^(i−1) mod 31, C18 = (31 − ΣC_i·W_i mod 31) mod 31.
    """
    if len(first17) != len(WEIGHTS) or not VALUES.keys() >= set(first17):
        raise ValueError(first17)
    return ALPHABET[-sum(map(mul, map(VALUES.__getitem__, first17), WEIGHTS)) % 31]


def organisation_code_warning(code: str) -> Finding | None:
    """Return a warning when the organisation code inside a valid code (positions 9–17) fails its own check.

    Shape: None when it agrees. It is a warning, for registers hold old organisation codes that never agreed.
    Source: GB 11714-1997: 11 − ΣC_i·W_i mod 11, where 10 is X and 11 is 0.
    """
    total = sum(
        int(character, 36) * weight
        for character, weight in zip(code[8:16], ORGANISATION_WEIGHTS, strict=True)
    )
    expected = "0123456789X"[-total % 11]
    if code[16] == expected:
        return None
    digits = f"第 17 位按 GB 11714 应为“{expected}”，现为“{code[16]}”"
    message = f"主体标识码（第 9—17 位）的校验位不对：{digits}，请核对"
    return Finding("", "credit_code.organisation_check", message, Severity.WARNING)


def _bad_character(position: int, character: str) -> str:
    meant = LOOK_ALIKES.get(character)
    hint = f"（不使用字母 I、O、S、V、Z，是否为“{meant}”？）" if meant else "（只能是数字和大写字母）"
    return f"统一社会信用代码第 {position} 位“{character}”不是可用字符{hint}"
