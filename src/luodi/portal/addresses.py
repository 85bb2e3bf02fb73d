"""Addresses of the public site; a reader who asked for large letters keeps them from page to page."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse

BIG = "big"


def is_big(request: HttpRequest) -> bool:
    return request.GET.get(BIG) == "1"


def linking(request: HttpRequest) -> Callable[..., str]:
    """Return what makes addresses for the page that was asked for."""
    kept = f"{BIG}=1" if is_big(request) else ""

    def link(view: str, *codes: object, query: str = "") -> str:
        said = "&".join(part for part in (query, kept) if part)
        return reverse(f"portal:{view}", args=codes) + (f"?{said}" if said else "")

    return link


def other_size(request: HttpRequest) -> str:
    """Return this page's address in the other size of letters."""
    return request.path if is_big(request) else f"{request.path}?{BIG}=1"
