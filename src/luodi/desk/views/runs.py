"""Runs: computed, shown as a board and as each member's sheet, published, settled, and tried with other numbers."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.assessment import policies
from luodi.assessment.models import Run
from luodi.assessment.selectors import thawing, trials
from luodi.desk import acting, exports
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import runs as forms
from luodi.desk.frame import reads_business
from luodi.desk.selectors import assessment as selectors
from luodi.desk.selectors import objections, schemes, score_sheet
from luodi.kernel.findings import Refusal
from luodi.ui.addresses import here_with, url_with

SECTION = "assessment"
ACTS: dict[str, type[forms.RunForm]] = {
    "publish": forms.PublishRunForm,
    "final": forms.FinalForm,
    "archive": forms.ArchiveForm,
    "again": forms.AgainForm,
}


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def run_new(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_group(code, actor=request.user)
    form = forms.NewRunForm(sent(request), group=found, on=request.frame.today)
    back = url_with("group", code)
    return acting.answer(request, form, back=back, context={"about": str(found)})


@require_safe
@door(reads_business, section=SECTION)
def run(request: DeskRequest, code: str, number: int) -> HttpResponse:
    found = policies.get_run(code, number, actor=request.user)
    board = selectors.board(request.frame, found)
    if exports.is_wanted(request):
        return exports.send(request, selectors.board_sheet(board))
    return show(
        request,
        "desk/assessment_run.html",
        {
            "board": board,
            "run": found,
            "export_href": here_with(request, format=exports.FORMAT),
            "beside": objections.beside(request.frame, found),
        },
    )


@require_safe
@door(reads_business, section=SECTION)
def sheet(request: DeskRequest, code: str, number: int, key: str) -> HttpResponse:
    found = policies.get_run(code, number, actor=request.user)
    score = policies.get_score(found, key)
    page = score_sheet.sheet(found, score, opens=score_sheet.opens(request.frame, score))
    if exports.is_wanted(request):
        return exports.send(request, score_sheet.sheet_export(page))
    context = {
        "sheet": page,
        "run": found,
        "score": score,
        "export_href": here_with(request, format=exports.FORMAT),
        "beside": objections.beside(request.frame, found, score),
    }
    return show(request, "desk/assessment_sheet.html", context)


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def run_act(request: DeskRequest, code: str, number: int, act: str) -> HttpResponse:
    found = policies.get_run(code, number, actor=request.user)
    form = ACTS[act](sent(request), run=found, on=request.frame.today)
    back = url_with("run", code, number)
    return acting.answer(request, form, back=back, context={"about": str(found)})


@require_safe
@door(reads_business, section=SECTION)
def suppose(request: DeskRequest, code: str, number: int) -> HttpResponse:
    """What a further project or another weight would bring; nothing is kept."""
    found = policies.get_run(code, number, actor=request.user)
    weights = schemes.weights_of(thawing.scheme_of(found).on(found.last_on))
    form = forms.SupposeForm(request.GET if "key" in request.GET else None, run=found, weights=weights)
    trial = _supposed(found, form) if form.is_valid() else None
    hidden: tuple[str, ...] = ()
    if trial is not None:
        score = policies.get_score(found, form.cleaned_data["key"])
        hidden = () if score_sheet.opens(request.frame, score) else score_sheet.names_in(score)
    context = {"form": form, "run": found, "trial": trial, "hidden": hidden}
    context |= {"points": selectors.shown, "veiled": score_sheet.veiled}
    return show(request, "desk/assessment_suppose.html", context, status=422 if form.errors else 200)


@require_safe
@door(reads_business, section=SECTION)
def compare(request: DeskRequest, code: str, number: int) -> HttpResponse:
    """A run beside what another scheme makes of the same data; nothing is kept."""
    found = policies.get_run(code, number, actor=request.user)
    others = selectors.others(request.frame, found)
    asked = request.GET.get("with", "")
    other = next((one for one in others if f"{one.group.code}-{one.number}" == asked), None)
    trial, refused = None, ""
    if other is not None:
        try:
            trial = trials.compare(found, other)
        except Refusal as refusal:
            refused = str(refusal)
    context = {
        "run": found,
        "others": others,
        "other": other,
        "trial": trial,
        "refused": refused,
        "points": selectors.shown,
    }
    return show(request, "desk/assessment_compare.html", context, status=422 if refused else 200)


def _supposed(found: Run, form: forms.SupposeForm) -> trials.Trial:
    said = form.cleaned_data
    return trials.suppose(
        found, key=said["key"], project=form.project, n=said["n"] or 1, weights=form.weights
    )
