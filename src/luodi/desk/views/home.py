"""The first page after signing in, for whoever it is."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from luodi.desk.door import DeskRequest, door, show
from luodi.desk.frame import reads_business
from luodi.desk.selectors import home as selectors
from luodi.desk.selectors import inbox, target_holders
from luodi.desk.selectors import scopes as scope_selectors
from luodi.notices.selectors import returned_to

N_RETURNED = 5


@require_safe
@door(lambda _: True, section="home")
def home(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    if not frame.reads_business:
        first = next((entry for group in frame.menu for entry in group.entries), None)
        return redirect(f"desk:{first.view}") if first else show(request, "desk/no_role.html", {})
    returned = returned_to(request.user)
    context = {
        "minute": selectors.minute(frame),
        "aims": target_holders.aims(frame),
        "inbox": None if frame.is_past else inbox.first_of(frame.who),
        "returned": returned[:N_RETURNED],
        "n_returned": 0 if frame.is_past else returned.count(),
    }
    return show(request, "desk/home.html", context)


@require_safe
@door(reads_business, section="explorer")
def scopes(request: DeskRequest) -> HttpResponse:
    back = request.GET.get("back", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    chapters = scope_selectors.chapters(request.frame, back if is_ours else "/")
    return show(request, "desk/scopes.html", {"chapters": chapters})
