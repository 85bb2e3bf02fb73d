"""The door of the public site: it is only read, and only while a city has opened it."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from luodi.disclosure.models import PublicSite
from luodi.portal import addresses, reading
from luodi.ui import pages


class PublicRequest(HttpRequest):
    """A request to a site that is open."""

    public_site: PublicSite
    link: Callable[..., str]


P = ParamSpec("P")
View = Callable[Concatenate[PublicRequest, P], HttpResponse]


def public(view: View[P]) -> Callable[..., HttpResponse]:
    """Let everybody read the page; where no site is open there is none."""

    @wraps(view)
    def entered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        site = reading.site()
        if site is None:
            raise Http404
        coming = cast(PublicRequest, request)
        coming.public_site, coming.link = site, addresses.linking(request)
        return view(coming, *args, **kwargs)

    return require_safe(entered)


def show(
    request: PublicRequest, template: str, section: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    frame = {
        "site": request.public_site,
        "link": request.link,
        "section": section,
        "is_big": addresses.is_big(request),
        "other_size": addresses.other_size(request),
    }
    return pages.render(request, template, {**frame, **context}, status=status)
