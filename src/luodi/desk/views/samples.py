"""Spot checks: the samples of each unit, drawing one, and what was found."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, exports
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms.samples import DrawForm, FindingForm
from luodi.desk.frame import reads_business
from luodi.desk.selectors import list_sheets
from luodi.recognition import policies
from luodi.recognition.selectors import samples as selectors
from luodi.ui.addresses import url_with


@require_safe
@door(reads_business, section="samples")
def samples(request: DeskRequest) -> HttpResponse:
    frame, lines = request.frame, selectors.samples(request.frame.reach)
    if exports.is_wanted(request):
        return exports.send(request, list_sheets.samples_sheet(lines))
    context = {
        "lines": lines,
        "may_draw": policies.can_sample(frame.reach) and not frame.is_past,
    }
    return show(request, "desk/samples.html", context)


@require_http_methods(FORM)
@door(policies.can_sample, section="samples")
def sample_new(request: DeskRequest) -> HttpResponse:
    form = DrawForm(sent(request), account=request.user, on=request.frame.today)
    return acting.answer(request, form, back=url_with("samples"))


@require_safe
@door(reads_business, section="samples")
def sample(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_sample(number, request.user)
    line, items = selectors.sample(found)
    if exports.is_wanted(request):
        return exports.send(request, list_sheets.sample_sheet(line, items))
    reach = request.frame.reach
    context = {
        "line": line,
        "items": items,
        "may_record": policies.can_sample(reach) and not request.frame.is_past,
        "may_correct": reach.writes and not request.frame.is_past,
    }
    return show(request, "desk/sample.html", context)


@require_http_methods(FORM)
@door(policies.can_sample, section="samples")
def sample_finding(request: DeskRequest, number: int) -> HttpResponse:
    item = policies.get_sample_item(number, request.user)
    form = FindingForm(sent(request), item=item)
    return acting.answer(
        request, form, back=url_with("sample", item.run_id), context={"about": item.project.name}
    )
