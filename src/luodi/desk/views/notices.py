"""What waits for an account, and what it has been told: its own notices, and marking them as read."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from luodi.desk import paging
from luodi.desk.door import DeskRequest, door, show
from luodi.desk.frame import has_role, reads_business
from luodi.desk.selectors import inbox
from luodi.notices import services
from luodi.notices.choices import NoticeKind
from luodi.notices.models import Notice
from luodi.ui.addresses import url_with

SIZE, ALL = 50, "ALL"
TABS = [("", "等我办的"), (ALL, "全部提醒"), *NoticeKind.choices]


@require_safe
@door(has_role, section="notices")
def notices(request: DeskRequest) -> HttpResponse:
    """Show what waits for the account, or with a kind what it was told; administrators have only the latter."""
    asked = request.GET
    kind, frame = asked.get("kind", ""), request.frame
    if not kind and not asked.get("unread") and frame.reads_business:
        found, page = inbox.page_of(frame.who, paging.number_in(request))
        context = {"inbox": found, "page": page.linked(request), "tab": "", "tabs": TABS}
        return show(request, "desk/inbox.html", context)
    told = Notice.objects.visible_to(request.user).unread_first()
    if kind in NoticeKind.values:
        told = told.filter(kind=kind)
    if asked.get("unread"):
        told = told.unread()
    page = paging.Page(paging.number_in(request), SIZE, told.count())
    context = {
        "notices": told[page.first - 1 : page.last],
        "page": page.linked(request),
        "kind": kind if kind in NoticeKind.values else "",
        "tab": kind if kind in NoticeKind.values else ALL,
        "tabs": TABS if frame.reads_business else TABS[1:],
    }
    return show(request, "desk/notices.html", context)


@require_safe
@door(reads_business, section="notices")
def notices_count(request: DeskRequest) -> HttpResponse:
    """Answer with the number beside the link in the top bar: pages fetch it when they stand, and keep it a moment."""
    answer = show(request, "ui/waiting.html", {"n_waiting": request.frame.n_waiting})
    answer.headers["Cache-Control"] = "private, max-age=30"
    return answer


@require_POST
@door(has_role, section="notices")
def notices_read(request: DeskRequest) -> HttpResponse:
    kind = request.POST.get("kind", "")
    chosen = NoticeKind(kind) if kind in NoticeKind.values else None
    done = services.mark_all_read(actor=request.user, at=request.frame.now, kind=chosen)
    messages.success(request, f"已将 {done} 条标为已读。")
    return redirect(url_with("notices", kind=kind or ALL))


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
    return redirect(found.path if request.POST.get("open") and is_ours else url_with("notices", kind=ALL))
