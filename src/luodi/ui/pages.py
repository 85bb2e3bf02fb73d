"""A whole page, or one block of it for htmx, from the same template and the same values."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.backends.jinja2 import Template
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.template.loader import get_template


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    block: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the page; with ``block``, that block alone when htmx asks for a part of the page."""
    found = get_template(template)
    wants_part = block is not None and request.headers.get("HX-Request") == "true"
    if not wants_part or request.headers.get("HX-History-Restore-Request") == "true":
        html = found.render(dict(context), request)
    else:
        assert isinstance(found, Template)
        assert block is not None
        values = {**context, "request": request, **_csrf(request)}
        page = found.template
        html = "".join(page.blocks[block](page.new_context(values)))
    response = HttpResponse(html, status=status)
    if block is not None:
        response.headers["Vary"] = "HX-Request"
    return response


def _csrf(request: HttpRequest) -> dict[str, Any]:
    return {"csrf_input": csrf_input_lazy(request), "csrf_token": csrf_token_lazy(request)}
