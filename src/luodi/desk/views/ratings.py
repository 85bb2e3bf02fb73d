"""Rating rounds, marked on a phone, and self-assessments."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.assessment import policies as assessment
from luodi.assessment import record_policies as policies
from luodi.assessment.models import RatingRound
from luodi.desk import acting
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import ratings as forms
from luodi.desk.frame import reads_business
from luodi.desk.selectors import assessment_records as records
from luodi.desk.selectors import ratings as selectors
from luodi.kernel.findings import Refusal
from luodi.ui.addresses import url_with

RATINGS, APPRAISALS = "ratings", "appraisals"


@require_safe
@door(reads_business, section=RATINGS)
def ratings(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    context = {"lines": selectors.rounds(frame), "may_keep": records.may_keep(frame)}
    return show(request, "desk/ratings.html", context)


@require_http_methods(FORM)
@door(assessment.may_keep, section=RATINGS)
def ratings_new(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    group = records.group_for_act(frame)
    offered = selectors.rateable(group, frame.today)
    if not offered:
        raise Refusal(f"“{group}”的考核办法里没有评议")
    asked = request.GET.get("input", "")
    chosen = next((one for one in offered if one.code == asked), offered[0])
    form = forms.NewRoundForm(
        sent(request), group=group, code=chosen.code, name=chosen.name, asked=chosen.asked, on=frame.today
    )
    context = {"about": str(group), "offered": offered, "chosen": chosen, "where": records.where(frame)}
    return acting.answer(
        request, form, back=url_with("ratings"), context=context, template="desk/ratings_new.html"
    )


@require_http_methods(FORM)
@door(reads_business, section=RATINGS)
def rating(request: DeskRequest, number: int) -> HttpResponse:
    """Show a round to the centre, and to a rater the sheet that he fills in."""
    found, frame = policies.get_round(number, actor=request.user), request.frame
    if not found.seats.filter(account=request.user).exists():
        return _progress(request, found)
    seat = policies.get_seat(found, actor=request.user)
    if request.GET.get("view") == "all" and assessment.may_keep(frame.reach):
        return _progress(request, found)
    form = forms.MarksForm(sent(request), seat=seat, marks=selectors.marks_for(seat))
    context = {
        "about": "评议",
        "round": found,
        "kind": found.kind_title(seat.kind),
        "is_open": found.is_open_on(frame.today) and not frame.is_past,
        "may_keep": assessment.may_keep(frame.reach),
    }
    return acting.answer(
        request, form, back=url_with("ratings"), context=context, template="desk/rating_marks.html"
    )


@require_http_methods(FORM)
@door(assessment.may_keep, section=RATINGS)
def rating_close(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_round(number, actor=request.user)
    page = selectors.round_page(found, request.frame)
    form = forms.CloseRoundForm(sent(request), round_=found, n_missing=page.n_missing)
    back = url_with("rating", found.pk, view="all")
    return acting.answer(request, form, back=back, context={"about": found.title})


@require_safe
@door(reads_business, section=APPRAISALS)
def appraisals(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    context = {"lines": selectors.sheets_seen(frame), "may_keep": records.may_keep(frame)}
    return show(request, "desk/appraisals.html", context)


@require_http_methods(FORM)
@door(assessment.may_keep, section=APPRAISALS)
def appraisals_new(request: DeskRequest) -> HttpResponse:
    group = records.group_for_act(request.frame)
    form = forms.CallForm(sent(request), group=group, on=request.frame.today)
    context = {"about": str(group), "where": records.where(request.frame), "group": group}
    return acting.answer(
        request, form, back=url_with("appraisals"), context=context, template="desk/act_of_group.html"
    )


@require_http_methods(FORM)
@door(reads_business, section=APPRAISALS)
def appraisal(request: DeskRequest, number: int) -> HttpResponse:
    """Show a member's sheet, and let the member fill it in."""
    found = policies.get_sheet(number, actor=request.user)
    page = selectors.sheet_page(found, request.frame)
    if not page.may_say:
        if request.method == "POST":
            raise Refusal("自评由被考核单位在期限内填写")
        return show(request, "desk/appraisal.html", {"page": page})
    held = {one.item: one for _, one in page.items if one}
    form = forms.SelfScoreForm(sent(request), sheet=found, items=[one for one, _ in page.items], held=held)
    context = {"about": "自评", "page": page}
    return acting.answer(
        request, form, back=url_with("appraisals"), context=context, template="desk/appraisal_form.html"
    )


def _progress(request: DeskRequest, found: RatingRound) -> HttpResponse:
    if not assessment.may_keep(request.frame.reach):
        raise Http404
    if request.method == "POST":
        raise Refusal("只有评议人可以打分")
    page = selectors.round_page(found, request.frame)
    context = {"page": page, "may_close": records.may_keep(request.frame) and found.state == "OPEN"}
    return show(request, "desk/rating.html", context)
