"""Meetings at the desk: the list, one of them, correcting, joining, and its pictures."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk import acting, files, listing
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import meetings as forms
from luodi.desk.forms.meetings_list import MeetingsForm
from luodi.desk.frame import reads_business, writes
from luodi.desk.selectors import meetings as selectors
from luodi.desk.selectors import road
from luodi.kernel.findings import Refusal
from luodi.organisation.policies import require
from luodi.outreach import meeting_policies as policies
from luodi.outreach import services
from luodi.ui.addresses import url_with

SECTION = "meetings"


@require_safe
@door(reads_business, section=SECTION)
def meetings(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    form = MeetingsForm(request.GET, city=frame.city, units=frame.reach.unit_ids)
    context = {"form": form, "path_of": selectors.path_of}
    rows = selectors.meetings(frame, form)
    return listing.answer(request, rows, "desk/meetings.html", context, block="rows")


@require_safe
@door(reads_business, section=SECTION)
def meeting(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_meeting(code, actor=request.user)
    context = {"page": selectors.meeting_page(found, request.frame), "path_of": selectors.path_of}
    return show(request, "desk/meeting.html", context)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def meeting_correct(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_meeting(code, actor=request.user)
    frame = request.frame
    require(policies.may_change(frame.reach, found), "您不能更正这次会谈")
    form = forms.CorrectMeetingForm(
        sent(request), meeting=found, account=request.user, on=frame.today, reach=frame.reach
    )
    context = {
        "about": f"{found.code} {found.title}",
        "choices": road.choices(frame, of=found.occasion),
        "chosen": form["occasion"].value() or "",
    }
    return acting.answer(
        request, form, back=url_with("meeting", code), context=context, template="desk/meeting_correct.html"
    )


@require_http_methods(FORM)
@door(writes, section=SECTION)
def meeting_withdraw(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_meeting(code, actor=request.user)
    require(policies.may_change(request.frame.reach, found), "您不能撤回这次会谈")
    form = forms.WithdrawMeetingForm(sent(request), meeting=found)
    context = {"about": f"{found.code} {found.title}"}
    return acting.answer(request, form, back=url_with("meeting", code), context=context)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def meeting_part(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_meeting(code, actor=request.user)
    form = forms.PartMeetingForm(sent(request), meeting=found)
    context = {"about": f"{found.code} {found.title}"}
    return acting.answer(request, form, back=url_with("meeting", code), context=context)


@require_POST
@door(writes, section=SECTION)
def meeting_join(request: DeskRequest, code: str) -> HttpResponse:
    """Join the record with the other one that is named, or say that the two are not the same meeting."""
    found = policies.get_meeting(code, actor=request.user)
    other = policies.get_meeting(request.POST.get("other", ""), actor=request.user)
    actor, at = request.user, request.frame.now
    if request.POST.get("answer") == "apart":
        services.keep_apart(found, other, actor=actor, at=at)
        return redirect(url_with("meeting", found.code))
    return redirect(url_with("meeting", services.join_meetings(found, other, actor=actor, at=at).code))


@require_POST
@door(writes, section=SECTION)
def meeting_photos(request: DeskRequest, code: str) -> HttpResponse:
    """Keep the files one by one; what is refused is told, and the rest is kept."""
    found = policies.get_meeting(code, actor=request.user)
    files = request.FILES.getlist("photos")
    refused = forms.add_photos(found, files, actor=request.user, at=request.frame.now)
    if request.headers.get("X-Draft") == "yes":
        return JsonResponse({"refused": refused}, status=422 if refused else 201)
    if refused:
        raise Refusal("；".join(refused))
    return redirect(url_with("meeting", code))


@require_POST
@door(reads_business, section=SECTION)
def meeting_phones(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_meeting(code, actor=request.user)
    people = services.show_phones(meeting=found, actor=request.user, at=request.frame.now)
    return show(request, "desk/meeting_phones.html", {"meeting": found, "people": people})


@require_safe
@door(reads_business, section=SECTION)
def photo(request: DeskRequest, number: int) -> HttpResponse:
    """Send the picture: within a page when it is one that browsers show, else to be saved."""
    found = policies.get_photo(number, actor=request.user)
    return files.stored(found.file, found.name)


@require_POST
@door(writes, section=SECTION)
def photo_remove(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_photo(number, actor=request.user)
    services.remove_photo(found, actor=request.user, at=request.frame.now)
    return redirect(url_with("meeting", found.meeting.code))
