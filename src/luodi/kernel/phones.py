"""Telephone numbers as pages and trails show them."""


def masked_phone(number: str) -> str:
    """Return a telephone number as lists and trails show it: 138****1234."""
    return number if len(number) < 5 else f"{number[:3]}****{number[-4:]}"
