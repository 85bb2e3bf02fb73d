"""On the road: today's programme, the record of a meeting in under a minute, and drafts that are sent exactly once."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms.meetings import RecordForm
from luodi.desk.frame import writes
from luodi.desk.selectors import road as selectors
from luodi.kernel.findings import Refusal
from luodi.organisation.policies import NotAllowed
from luodi.outreach.choices import MeetingForm
from luodi.ui.addresses import url_with

SECTION = "road"


@require_http_methods(FORM)
@door(writes, section=SECTION)
def road(request: DeskRequest) -> HttpResponse:
    """Show the phone page, or record a meeting: for a plain form with a page, for a draft with a short answer."""
    form = _form(request)
    if request.method == "POST" and request.headers.get("X-Draft") == "yes":
        return _answered(request, form)
    found = selectors.choices(request.frame)
    chosen = selectors.default_of(found, request.frame.today)
    context = {
        "today": selectors.today(request.frame),
        "choices": found,
        "must_choose": chosen is None and selectors.going_on(found, request.frame.today),
        **_beforehand(request, form, chosen),
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


def _beforehand(request: DeskRequest, form: RecordForm, chosen: selectors.Choice | None) -> dict[str, object]:
    """Return what the form says before anything is typed: the trip of today, how we met, and who of us was there."""
    own = request.user.person.name
    if form.is_bound:
        told = {name: form[name].value() for name in ("form", "ours", "occasion")}
        return {"chosen": told["occasion"], "way": told["form"], "ours": told["ours"], "own": own, "told": ""}
    way = chosen.form if chosen else MeetingForm.AWAY
    said = (request.frame.today.isoformat(), way.label, chosen.label if chosen else "")
    return {
        "chosen": chosen.value if chosen else "",
        "way": way,
        "ours": (chosen.people if chosen else "") or own,
        "own": own,
        "told": "　".join(one for one in said if one),
    }


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
        "twins": form.twins,
    }
    return JsonResponse(told, status=201)
