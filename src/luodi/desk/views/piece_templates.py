"""Templates of pieces: the list, one read, changed, tried on the ledger, put to use."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import piece_templates as forms
from luodi.desk.selectors import piece_templates as selectors
from luodi.publishing import policies
from luodi.publishing.choices import TemplateState
from luodi.publishing.models import Template, TemplateVersion
from luodi.ui.addresses import url_with

SECTION = "pieces"


@require_safe
@door(policies.reads_drafts, section=SECTION)
def templates(request: DeskRequest) -> HttpResponse:
    rows = Template.objects.visible_to(request.frame.reach).prefetch_related("versions")
    lines = [(one, *_present(list(one.versions.all()))) for one in rows]
    return show(request, "desk/piece_templates.html", {"lines": lines, "may_write": _may_write(request)})


@require_safe
@door(policies.reads_drafts, section=SECTION)
def template(request: DeskRequest, code: str) -> HttpResponse:
    version = _version(request, code, request.GET.get("number", ""))
    context = {
        "version": version,
        "template": version.template,
        "versions": version.template.versions.select_related("written_by__person"),
        "checked": selectors.checked(version.text, city=request.frame.city, on=request.frame.today),
        "may_write": _may_write(request),
    }
    return show(request, "desk/piece_template.html", context)


@require_http_methods(FORM)
@door(policies.writes_pieces, section=SECTION)
def new(request: DeskRequest) -> HttpResponse:
    return _editor(request, forms.TextForm(sent(request)), "模板", url_with("templates"))


@require_http_methods(FORM)
@door(policies.writes_pieces, section=SECTION)
def edit(request: DeskRequest, code: str) -> HttpResponse:
    version = _version(request, code, request.GET.get("number", ""))
    form = forms.TextForm(sent(request), version=version)
    return _editor(request, form, str(version.template), url_with("template", code))


@require_safe
@door(policies.reads_drafts, section=SECTION)
def trial(request: DeskRequest, code: str) -> HttpResponse:
    """What the template would write, without any record."""
    version = _version(request, code, request.GET.get("number", ""))
    frame = request.frame
    period = request.GET.get("period", "")
    found = selectors.tried(version.text, period, city=frame.city, as_of=frame.known, on=frame.today)
    context = {"version": version, "template": version.template, "tried": found}
    return show(request, "desk/piece_template_trial.html", context, status=422 if found.refused else 200)


@require_http_methods(FORM)
@door(policies.writes_pieces, section=SECTION)
def adopt(request: DeskRequest, code: str) -> HttpResponse:
    version = _version(request, code, request.GET.get("number", ""))
    form = forms.AdoptForm(sent(request), version=version)
    context = {"about": f"{version.template}（第 {version.number} 版）"}
    return acting.answer(request, form, back=url_with("template", code), context=context)


@require_http_methods(FORM)
@door(policies.writes_pieces, section=SECTION)
def retire(request: DeskRequest, code: str) -> HttpResponse:
    version = _version(request, code, "")
    form = forms.RetireForm(sent(request), template=version.template)
    back = url_with("template", code)
    return acting.answer(request, form, back=back, context={"about": str(version.template)})


@require_http_methods(FORM)
@door(policies.writes_pieces, section=SECTION)
def install(request: DeskRequest) -> HttpResponse:
    return acting.answer(request, forms.InstallForm(sent(request)), back=url_with("templates"))


def _editor(request: DeskRequest, form: forms.TextForm, about: str, back: str) -> HttpResponse:
    frame = request.frame
    context = {
        "checked": selectors.checked(form.text, city=frame.city, on=frame.today),
        "looked": form.is_bound and not form.is_confirmed,
        "language": selectors.Language(),
        "about": about,
    }
    return acting.answer(request, form, back=back, context=context, template="desk/piece_template_edit.html")


def _version(request: DeskRequest, code: str, number: str) -> TemplateVersion:
    """Return the version that is asked for, else the one in use, else the latest."""
    found = Template.objects.visible_to(request.frame.reach).filter(code=code).first()
    if found is None:
        raise Http404
    rows = list(found.versions.select_related("template", "written_by__person", "adopted_by__person"))
    if number:
        rows = [one for one in rows if str(one.number) == number]
    present = _present(rows)
    version = present[0] or present[1] or next(iter(rows), None)
    if version is None:
        raise Http404
    return version


def _present(versions: list[TemplateVersion]) -> tuple[TemplateVersion | None, TemplateVersion | None]:
    """Return the version in use and the draft."""
    used = next((one for one in versions if one.state == TemplateState.ADOPTED), None)
    return used, next((one for one in versions if one.state == TemplateState.DRAFT), None)


def _may_write(request: DeskRequest) -> bool:
    return policies.writes_pieces(request.frame.reach) and not request.frame.is_past
