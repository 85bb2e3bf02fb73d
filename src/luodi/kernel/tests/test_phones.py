"""Telephone numbers as they are kept and shown."""

import pytest

from luodi.kernel.phones import PhoneRefused, masked_phone, normal_phone


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("１３８ 0000 1234", "13800001234"),
        ("0551-62345678", "0551-62345678"),
        ("+86-13800001234", "+86-13800001234"),
        ("（0551）62345678 转 801", "0551-62345678-801"),
        (" ", ""),
    ],
)
def test_a_number_is_kept_as_it_is_dialled(typed: str, kept: str) -> None:
    assert normal_phone(typed) == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [("138000012345", "应为 11 位，现为 12 位"), ("找王总", "电话只能写数字"), ("123", "应为 7 至 20 位")],
)
def test_a_number_that_is_none_is_refused(typed: str, said: str) -> None:
    with pytest.raises(PhoneRefused, match=said):
        normal_phone(typed)


@pytest.mark.parametrize(
    ("number", "shown"), [("13800001234", "138****1234"), ("6641234", "66****34"), ("801", "801")]
)
def test_a_masked_number_does_not_tell_it_all(number: str, shown: str) -> None:
    assert masked_phone(number) == shown
