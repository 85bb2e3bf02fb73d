"""The calendar, its private feeds, and the map."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, exports, feeds, paging
from luodi.desk.acting import sent
from luodi.desk.door import DeskRequest, door, show
from luodi.desk.forms.teams import FeedForm, RevokeForm
from luodi.desk.frame import reads_business
from luodi.desk.selectors import calendar as selectors
from luodi.desk.selectors import travel_map as maps
from luodi.organisation import clock
from luodi.teams import selectors as teams
from luodi.teams import services
from luodi.teams.models import CalendarFeed
from luodi.ui.addresses import url_with

FORM = ["GET", "HEAD", "POST"]


@require_safe
@door(reads_business, section="calendar")
def calendar(request: DeskRequest) -> HttpResponse:
    asked = request.GET
    view = asked.get("view", "month")
    page = selectors.calendar_page(
        request.frame,
        view=view if view in selectors.VIEWS else "month",
        day=asked.get("day", ""),
        unit=asked.get("unit", ""),
        page=paging.number_in(request),
    )
    if exports.is_wanted(request):
        return exports.send(request, selectors.day_sheet(page, request.frame))
    context = {
        "page": page,
        "views": selectors.VIEWS,
        "units": selectors.units(request.frame),
        "href_of": selectors.href_of,
        "pager": page.page.linked(request) if page.page else None,
    }
    return show(request, "desk/calendar.html", context)


@require_safe
@door(reads_business, section="calendar")
def feeds_page(request: DeskRequest) -> HttpResponse:
    rows = CalendarFeed.objects.of(request.user).live().select_related("unit").order_by("-pk")
    return show(request, "desk/feeds.html", {"feeds": rows})


@require_http_methods(FORM)
@door(reads_business, section="calendar")
def feeds_new(request: DeskRequest) -> HttpResponse:
    """Give the address out on this very page: it is kept nowhere, so nothing could show it later."""
    form = FeedForm(sent(request), city=request.frame.city, on=request.frame.today)
    answered = acting.answer(request, form, back=url_with("feeds"))
    if not form.secret:
        return answered
    address = request.build_absolute_uri(url_with("ics", form.secret, as_of=None, scope=None))
    return show(request, "desk/feed.html", {"address": address, "name": form.cleaned_data["name"]})


@require_http_methods(FORM)
@door(reads_business, section="calendar")
def feed_revoke(request: DeskRequest, number: str) -> HttpResponse:
    own = CalendarFeed.objects.of(request.user).live()
    found = own.filter(pk=int(number)).first() if number.isascii() and number.isdigit() else None
    if found is None:
        raise Http404
    form = RevokeForm(sent(request), feed=found)
    return acting.answer(request, form, back=url_with("feeds"), context={"about": found.name})


@require_safe
def ics(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer a calendar application: whoever knows the address is let in, as the owner is now."""
    feed = teams.feed_of(secret)
    if feed is None:
        raise Http404
    at = clock.now(feed.account.city)
    services.note_reading(feed, at=at)
    content = feeds.write(
        feed, at=at, address=lambda item: request.build_absolute_uri(selectors.href_of(item))
    )
    response = HttpResponse(content, content_type=feeds.CONTENT_TYPE)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@door(reads_business, section="map")
def travel_map(request: DeskRequest) -> HttpResponse:
    page = maps.map_page(
        request.frame, said=request.GET.get("period", ""), province=request.GET.get("province", "")
    )
    if exports.is_wanted(request):
        return exports.send(request, maps.map_sheet(page, request.frame))
    return show(request, "desk/map.html", {"page": page})
