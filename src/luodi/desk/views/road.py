"""On the road: today's programme, the record of a meeting in under a minute, and drafts that are sent exactly once."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting
from luodi.desk.acting import sent
from luodi.desk.door import DeskRequest, door, show
from luodi.desk.forms.meetings import RecordForm
from luodi.desk.selectors import road as selectors
from luodi.kernel.findings import Refusal
from luodi.organisation.policies import NotAllowed, Reach
from luodi.ui.addresses import url_with

FORM = ["GET", "HEAD", "POST"]
SECTION = "road"


def writes(reach: Reach) -> bool:
    return reach.writes


@require_http_methods(FORM)
@door(writes, section=SECTION)
def road(request: DeskRequest) -> HttpResponse:
    """Show the phone page, or record a meeting: for a plain form with a page, for a draft with a short answer."""
    form = _form(request)
    if request.method == "POST" and request.headers.get("X-Draft") == "yes":
        return _answered(request, form)
    found = selectors.choices(request.frame)
    chosen = selectors.default_of(found, request.frame.today)
    own = request.user.person.name
    context = {
        "today": selectors.today(request.frame),
        "choices": found,
        "chosen": form["occasion"].value() if form.is_bound else chosen.value if chosen else "",
        "way": form["form"].value() if form.is_bound else chosen.form if chosen else "",
        "ours": form["ours"].value() if form.is_bound else (chosen.people if chosen else "") or own,
        "own": own,
    }
    return acting.answer(request, form, back=url_with("road"), context=context, template="desk/road.html")


@require_safe
@never_cache
@door(writes, section=SECTION)
def road_token(request: DeskRequest) -> HttpResponse:
    """Say who is signed in, with a token for sending: a draft that lay for hours has none that still holds."""
    return JsonResponse({"token": get_token(request), "login": request.user.login})


@require_safe
@door(writes, section=SECTION)
def road_firms(request: DeskRequest) -> HttpResponse:
    found = selectors.firms(request.frame.reach, request.GET.get("q", "")[:60])
    return show(request, "desk/_suggestions.html", {"found": found})


@require_safe
@door(writes, section=SECTION)
def road_topics(request: DeskRequest) -> HttpResponse:
    found = selectors.topics(request.frame.reach, request.GET.get("q", "")[:60])
    return show(request, "desk/_suggestions.html", {"found": found})


@require_safe
def road_offline(request: HttpRequest) -> HttpResponse:
    """Return the page that a phone keeps for when there is no network; nothing on it is anybody's."""
    return HttpResponse(render_to_string("desk/road_offline.html", {}, request))


@require_safe
@never_cache
def road_worker(request: HttpRequest) -> HttpResponse:
    """Return the service worker; from this address it may serve /road/ and nothing else."""
    text = render_to_string("desk/road_worker.js", {}, request)
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


def _form(request: DeskRequest) -> RecordForm:
    frame = request.frame
    return RecordForm(
        sent(request), request.FILES or None, account=request.user, on=frame.today, reach=frame.reach
    )


def _answered(request: DeskRequest, form: RecordForm) -> HttpResponse:
    """Record a draft; what is wrong with it comes back field by field, and nothing of it is lost on the phone."""
    if not form.is_valid():
        errors = [f"{form[name].label}：{text}" if name in form.fields else text
                  for name, texts in form.errors.items() for text in texts]  # fmt: skip
        return JsonResponse({"errors": errors}, status=422)
    try:
        form.act(actor=request.user, at=request.frame.now)
    except Refusal as refusal:
        return JsonResponse(
            {"errors": [str(refusal)]}, status=403 if isinstance(refusal, NotAllowed) else 422
        )
    assert form.meeting is not None
    code = form.meeting.code
    told = {
        "code": code,
        "title": form.meeting.title,
        "path": url_with("meeting", code),
        "refused": form.refused,
    }
    return JsonResponse(told, status=201)
