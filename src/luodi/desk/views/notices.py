"""What an account has been told: its own notices, and marking them as read."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from luodi.desk import paging
from luodi.desk.door import DeskRequest, door, show
from luodi.desk.frame import has_role
from luodi.notices import services
from luodi.notices.choices import NoticeKind
from luodi.notices.models import Notice
from luodi.ui.addresses import url_with

SIZE = 50


@require_safe
@door(has_role, section="notices")
def notices(request: DeskRequest) -> HttpResponse:
    kind = request.GET.get("kind", "")
    found = Notice.objects.visible_to(request.user).unread_first()
    if kind in NoticeKind.values:
        found = found.filter(kind=kind)
    if request.GET.get("unread"):
        found = found.unread()
    page = paging.Page(paging.number_in(request), SIZE, found.count())
    context = {
        "notices": found[page.first - 1 : page.last],
        "page": page.linked(request),
        "kind": kind,
        "kinds": [("", "全部"), *NoticeKind.choices],
    }
    return show(request, "desk/notices.html", context)


@require_POST
@door(has_role, section="notices")
def notices_read(request: DeskRequest) -> HttpResponse:
    kind = request.POST.get("kind", "")
    chosen = NoticeKind(kind) if kind in NoticeKind.values else None
    done = services.mark_all_read(actor=request.user, at=request.frame.now, kind=chosen)
    messages.success(request, f"已将 {done} 条标为已读。")
    return redirect(url_with("notices", kind=kind))


@require_POST
@door(has_role, section="notices")
def notice_read(request: DeskRequest, number: str) -> HttpResponse:
    """Mark one as read, and lead on to what it is about when that was asked."""
    own = Notice.objects.visible_to(request.user)
    found = own.filter(pk=int(number) if number.isdecimal() and len(number) < 19 else 0).first()
    if found is None:
        raise Http404
    services.mark_read(notice=found, actor=request.user, at=request.frame.now)
    is_ours = found.path.startswith("/") and url_has_allowed_host_and_scheme(found.path, allowed_hosts=None)
    return redirect(found.path if request.POST.get("open") and is_ours else url_with("notices"))
