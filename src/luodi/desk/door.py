"""The door that every page of the desk has: signed in, with the right role, as of a readable moment."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from luodi.desk.frame import Frame
from luodi.kernel.findings import Refusal
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed, Reach
from luodi.ui import addresses, pages


class DeskRequest(HttpRequest):
    """A request that has come through the door."""

    user: Account
    frame: Frame


P = ParamSpec("P")
View = Callable[Concatenate[DeskRequest, P], HttpResponse]
FORM = ["GET", "HEAD", "POST"]
"""How a page is asked for that is also sent."""
_NO_ROLE = "您的角色不能打开这一页。如确有需要，请联系安全管理员授权。"
_CLOSED = "统计时点在过去时不能录入或修改。请先回到现在。"


def door(may: Callable[[Reach], bool], *, section: str) -> Callable[[View[P]], Callable[..., HttpResponse]]:
    """Let in whoever ``may``; ``section`` is the line of the menu that the page belongs to.

    A refusal that the view does not answer itself becomes a page that says it: 403 for a lacking right, else 400.
    """

    def fit(view: View[P]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def entered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if request.user.must_change_password and section != "password":
                return redirect("desk:password")
            coming = cast(DeskRequest, request)
            try:
                coming.frame = Frame.of(request, section)
            except Refusal as refusal:
                return _refused(coming, refusal, _without_query(request, section))
            if not may(coming.frame.reach):
                raise PermissionDenied(_NO_ROLE)
            with addresses.carrying(coming.frame.carried):
                return _answer(coming, view, *args, **kwargs)

        return entered

    return fit


def show(
    request: DeskRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    block: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the page in its frame, or with ``block`` that block alone when htmx asks."""
    return pages.render(request, template, {"frame": request.frame, **context}, block=block, status=status)


def _answer(request: DeskRequest, view: View[P], *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
    if request.method not in ("GET", "HEAD") and request.frame.is_past:
        return _refused(request, Refusal(_CLOSED), request.frame, status=409)
    try:
        return view(request, *args, **kwargs)
    except NotAllowed as refusal:
        return _refused(request, refusal, request.frame, status=403)
    except Refusal as refusal:
        return _refused(request, refusal, request.frame)


def _refused(request: DeskRequest, refusal: Refusal, frame: Frame, status: int = 400) -> HttpResponse:
    return pages.render(
        request, "desk/refused.html", {"frame": frame, "message": str(refusal)}, status=status
    )


def _without_query(request: HttpRequest, section: str) -> Frame:
    """Return the frame of the present and the whole city, for an address whose own cannot be read."""
    plain = HttpRequest()
    plain.user, plain.path = request.user, request.path
    return Frame.of(plain, section)
