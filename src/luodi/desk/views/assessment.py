"""Assessment groups and their members, and schemes: read, written in the browser, tried, put into force."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.assessment import policies
from luodi.assessment.models import Membership
from luodi.assessment.selectors import trials
from luodi.desk import acting
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import assessment as forms
from luodi.desk.forms.runs import TrialForm
from luodi.desk.frame import reads_business
from luodi.desk.selectors import assessment as selectors
from luodi.desk.selectors import schemes
from luodi.kernel.findings import Refusal
from luodi.ledger import services as ledger
from luodi.ui.addresses import url_with

SECTION = "assessment"
MEMBER_ACTS: dict[str, type[forms.MemberForm]] = {"leave": forms.LeaveForm, "status": forms.StatusForm}


@require_safe
@door(reads_business, section=SECTION)
def assessment(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    years = selectors.years_of(frame)
    year = selectors.year_of(frame, years)
    context = {
        "groups": selectors.groups(frame, year),
        "years": years,
        "year": year,
        "may_keep": policies.may_keep(frame.reach) and not frame.is_past,
    }
    return show(request, "desk/assessment.html", context)


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def assessment_new(request: DeskRequest) -> HttpResponse:
    form = forms.NewGroupForm(sent(request), year=request.frame.today.year)
    return acting.answer(request, form, back=url_with("assessment"))


@require_safe
@door(reads_business, section=SECTION)
def group(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_group(code, actor=request.user)
    return show(request, "desk/assessment_group.html", {"page": selectors.group_page(request.frame, found)})


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def members(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_group(code, actor=request.user)
    form = forms.MembersForm(sent(request), group=found, on=request.frame.today)
    back = url_with("group", code)
    return acting.answer(request, form, back=back, context={"about": str(found)})


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def member_act(request: DeskRequest, number: int, act: str) -> HttpResponse:
    rows = Membership.objects.with_all().select_related("group__city")
    found = rows.filter(pk=number, group__city=request.frame.city).first()
    if found is None:
        raise Http404
    form = MEMBER_ACTS[act](sent(request), membership=found, on=request.frame.today)
    back = url_with("group", found.group.code)
    return acting.answer(request, form, back=back, context={"about": found.name})


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def scheme_new(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_group(code, actor=request.user)
    form = forms.NewSchemeForm(sent(request), group=found)
    back = url_with("group", code)
    return acting.answer(request, form, back=back, context={"about": str(found)})


@require_safe
@door(reads_business, section=SECTION)
def scheme(request: DeskRequest, code: str, number: int) -> HttpResponse:
    found = policies.get_scheme(code, number, actor=request.user)
    return show(request, "desk/assessment_scheme.html", {"page": schemes.page(request.frame, found)})


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def scheme_edit(request: DeskRequest, code: str, number: int) -> HttpResponse:
    found = policies.get_scheme(code, number, actor=request.user)
    form = forms.TextForm(sent(request), scheme=found)
    back = url_with("scheme", code, number)
    context = {"editor": schemes.editor(form.text), "about": found, "looked": not form.is_confirmed}
    return acting.answer(request, form, back=back, context=context, template="desk/assessment_edit.html")


@require_http_methods(FORM)
@door(policies.may_adopt, section=SECTION)
def scheme_adopt(request: DeskRequest, code: str, number: int) -> HttpResponse:
    found = policies.get_scheme(code, number, actor=request.user)
    form = forms.AdoptForm(sent(request), scheme=found)
    return acting.answer(request, form, back=url_with("scheme", code, number), context={"about": str(found)})


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def scheme_discard(request: DeskRequest, code: str, number: int) -> HttpResponse:
    found = policies.get_scheme(code, number, actor=request.user)
    form = forms.DiscardForm(sent(request), scheme=found)
    return acting.answer(request, form, back=url_with("scheme", code, number), context={"about": str(found)})


@require_safe
@door(policies.sees_city, section=SECTION)
def scheme_trial(request: DeskRequest, code: str, number: int) -> HttpResponse:
    """A scheme on the data of a day, without any record."""
    found = policies.get_scheme(code, number, actor=request.user)
    form = TrialForm(request.GET or None, on=request.frame.today)
    result, refused = None, ""
    notes: tuple[str, ...] = ()
    if form.is_valid():
        known = request.frame.as_of or ledger.resolve(request.frame.city)
        try:
            result, notes = trials.on_data(found, found.group, form.cleaned_data["last"], known)
        except Refusal as refusal:
            refused = str(refusal)
    context = {
        "form": form,
        "scheme": found,
        "result": result,
        "notes": notes,
        "refused": refused,
        "points": selectors.shown,
    }
    return show(request, "desk/assessment_trial.html", context, status=422 if form.errors or refused else 200)
