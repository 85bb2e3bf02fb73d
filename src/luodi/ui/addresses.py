"""Addresses with their query: every view of a list or a figure is one that a colleague can open.

What a request carries (the as-of and the scope it was asked with) goes on into every link of its page.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, quote_plus

from django.http import HttpRequest
from django.urls import reverse

_carried: ContextVar[Mapping[str, str]] = ContextVar("carried", default=MappingProxyType({}))
_SAFE = ":/,"
"""Characters that stay readable in our queries (scope=unit:SHOU)."""
_PLACE = "90000000000000000{}"
"""Where a code goes: digits, so that the address of a row by its number has room for it too."""


@contextmanager
def carrying(query: Mapping[str, str]) -> Iterator[None]:
    """Let every link that is made within the block carry ``query``."""
    token = _carried.set(query)
    try:
        yield
    finally:
        _carried.reset(token)


def url_with(view: str, /, *codes: object, **query: Any) -> str:
    """Return the address of a view of the desk (and of one thing), with what the request carries.

    A part of the query that is None or empty is left out, and so takes a carried one away.
    """
    named = [code for code in codes if code is not None]
    path = _path(view, len(named))
    for place, code in enumerate(named):
        path = path.replace(_PLACE.format(place), quote(str(code), safe=""))
    return with_query(path, {**_carried.get(), **query})


def here_with(request: HttpRequest, **changes: Any) -> str:
    """Return the present address with its query changed; None takes a part away, and the page number goes."""
    query: dict[str, Any] = {name: request.GET.getlist(name) for name in request.GET if name != "page"}
    return with_query(request.path, {**query, **changes})


def with_query(path: str, query: Mapping[str, Any]) -> str:
    """Return ``path`` with the query in its order; a list stands for several values of one name."""
    kept: list[str] = []
    for name, value in query.items():
        values = value if isinstance(value, list) else [value]
        kept += [f"{_quoted(name)}={_quoted(str(one))}" for one in values if one is not None and one != ""]
    return f"{path}?{'&'.join(kept)}" if kept else path


@lru_cache(4096)
def _quoted(text: str) -> str:
    return quote_plus(text, safe=_SAFE)


@cache
def _path(view: str, n_codes: int) -> str:
    return reverse(f"desk:{view}", args=[_PLACE.format(place) for place in range(n_codes)])
