"""The names of what facts carry as codes; a code that is no longer in the books stands for itself."""

from collections.abc import Callable
from functools import cache

from luodi.kernel.findings import Refusal
from luodi.refdata import areas, industries, regions


@cache
def area(code: str) -> str:
    return _named(lambda: areas.area(code).name, code)


@cache
def short_area(code: str) -> str:
    return _named(lambda: areas.area(code).short_name, code)


@cache
def origin(code: str) -> str:
    return _named(lambda: regions.origin_name(code), code)


def place(code: str, said: str) -> str:
    """Return where it is in full: the place that was written down, behind its division where it does not name it."""
    name = origin(code)
    return said if not name or name in said else name if said in name else f"{name}{said}"


@cache
def industry(code: str) -> str:
    return _named(lambda: industries.industry(code).name, code)


def _named(find: Callable[[], str], code: str) -> str:
    if not code:
        return ""
    try:
        return find()
    except Refusal:
        return code
