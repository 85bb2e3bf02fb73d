"""Full width and Chinese numerals."""

import pytest

from luodi.kernel.numerals import arabic, half_width


def test_full_width_signs_and_white_space_disappear():
    assert half_width(" ３．５　亿元\n") == "3.5亿元"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("二〇二〇年", "2020年"),
        ("十月", "10月"),
        ("十一月", "11月"),
        ("二十日", "20日"),
        ("三十一日", "31日"),
        ("近两年", "近2年"),
        ("前三季度", "前3季度"),
        ("8月", "8月"),
    ],
)
def test_chinese_numerals_become_digits(said, expected):
    assert arabic(said) == expected
