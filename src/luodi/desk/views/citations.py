"""Red and black lists, certificates, circulars of praise and criticism."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.assessment import policies as assessment
from luodi.assessment import record_policies as policies
from luodi.assessment.record_choices import CitationState
from luodi.assessment.selectors.records import members_on
from luodi.desk import acting, exports, files
from luodi.desk.acting import sent
from luodi.desk.citation_papers import citation_paper
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import citations as forms
from luodi.desk.frame import reads_business
from luodi.desk.selectors import assessment_records as records
from luodi.desk.selectors import citations as selectors
from luodi.papers import word
from luodi.ui.addresses import url_with

LISTS, CITATIONS = "lists", "citations"
ACTS: dict[str, type[forms.ChangeCitationForm | forms.IssueCitationForm | forms.CancelCitationForm]] = {
    "change": forms.ChangeCitationForm,
    "issue": forms.IssueCitationForm,
    "cancel": forms.CancelCitationForm,
}


@require_safe
@door(reads_business, section=LISTS)
def lists(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    found = records.where(frame)
    context = {
        "where": found,
        "lists": selectors.lists(frame, found),
        "removed": selectors.removed(found),
        "may_keep": records.may_keep(frame),
    }
    return show(request, "desk/lists.html", context)


@require_http_methods(FORM)
@door(assessment.may_keep, section=LISTS)
def lists_draw(request: DeskRequest) -> HttpResponse:
    form = forms.DrawListsForm(sent(request), runs=selectors.runs_to_draw(request.frame))
    return acting.answer(request, form, back=url_with("lists"))


@require_http_methods(FORM)
@door(assessment.may_keep, section=LISTS)
def lists_new(request: DeskRequest) -> HttpResponse:
    group = records.group_for_act(request.frame)
    members = members_on(group, records.day_in(group, request.frame.today))
    form = forms.ListForm(sent(request), members=members)
    back, context = (
        url_with("lists", group=group.code),
        {"about": str(group), "where": records.where(request.frame)},
    )
    return acting.answer(request, form, back=back, context=context, template="desk/act_of_group.html")


@require_http_methods(FORM)
@door(assessment.may_keep, section=LISTS)
def listed_remove(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_listed(number, actor=request.user)
    form = forms.RemoveListedForm(sent(request), listed=found)
    back = url_with("lists", group=found.group.code)
    return acting.answer(request, form, back=back, context={"about": f"{found.name}　{found.title}"})


@require_safe
@door(reads_business, section=CITATIONS)
def citations(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    context = {"lines": selectors.citations(frame), "may_keep": records.may_keep(frame)}
    return show(request, "desk/citations.html", context)


@require_http_methods(FORM)
@door(assessment.may_keep, section=CITATIONS)
def citations_new(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    group = records.group_for_act(frame)
    runs = [run for run in selectors.runs_to_draw(frame) if run.group_id == group.pk]
    form = forms.NewCitationForm(
        sent(request),
        group=group,
        members=members_on(group, records.day_in(group, frame.today)),
        run=runs[0] if runs else None,
        held=selectors.first_words(frame, group),
    )
    context = {"about": str(group), "where": records.where(frame)}
    return acting.answer(
        request, form, back=url_with("citations"), context=context, template="desk/act_of_group.html"
    )


@require_safe
@door(reads_business, section=CITATIONS)
def citation(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_citation(code, actor=request.user)
    return show(request, "desk/citation.html", {"page": selectors.citation_page(found, request.frame)})


@require_http_methods(FORM)
@door(assessment.may_keep, section=CITATIONS)
def citation_act(request: DeskRequest, code: str, act: str) -> HttpResponse:
    found = policies.get_citation(code, actor=request.user)
    form = ACTS[act](sent(request), citation=found, on=request.frame.today)
    return acting.answer(request, form, back=url_with("citation", found.code), context={"about": found.title})


@require_safe
@door(reads_business, section=CITATIONS)
def citation_paper_file(request: DeskRequest, code: str) -> HttpResponse:
    """Send the certificate or circular as a Word file."""
    found = policies.get_citation(code, actor=request.user)
    if found.state == CitationState.CANCELLED:
        raise Http404
    names = selectors.names_of(found)
    exports.note_file(request, found.title, len(names))
    return files.made(citation_paper(found, names), word.TYPE, f"{found.title}.docx")
