"""One project: its page, and the acts on it. Each act is one form on one address."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, closing
from luodi.desk.acting import ActForm, sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import projects as forms
from luodi.desk.forms.corrections import CorrectForm, DecideForm
from luodi.desk.frame import reads_business, verifies, writes
from luodi.desk.selectors import project as selectors
from luodi.desk.selectors import project_life as life
from luodi.organisation.policies import NotAllowed, Reach
from luodi.projects import policies
from luodi.projects.models import Project
from luodi.ui.addresses import url_with

Judge = Callable[[Reach, Project], bool]
ACTS: dict[str, tuple[type[forms.ProjectForm], Judge]] = {
    "stage": (forms.StageForm, policies.can_write),
    "status": (forms.StatusForm, policies.can_write),
    "sponsor": (forms.SponsorForm, policies.can_write),
    "verify": (forms.VerifyForm, policies.can_verify),
    "reject": (forms.RejectForm, policies.can_verify),
}


@require_safe
@door(reads_business, section="projects")
def project(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_project(code, request.user)
    page = selectors.front(found, request.frame, "project")
    context = {"page": page, "life": life.overview(found, page.head, request.frame)}
    return show(request, "desk/project.html", context)


@require_safe
@door(reads_business, section="projects")
def project_history(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_project(code, request.user)
    page = selectors.front(found, request.frame, "project-history")
    context = {"page": page, "past": selectors.past(found, request.frame)}
    return show(request, "desk/project_history.html", context)


@require_http_methods(FORM)
@door(writes, section="projects")
def project_new(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    form = forms.NewProjectForm(sent(request), account=request.user, on=frame.today, reach=frame.reach)
    return acting.answer(request, form, back=url_with("projects"), template="desk/act_wide.html")


@require_http_methods(FORM)
@door(reads_business, section="projects")
def project_act(request: DeskRequest, code: str, act: str) -> HttpResponse:
    found = policies.get_project(code, request.user)
    if act not in ACTS:
        raise Http404
    make, may = ACTS[act]
    _require(may, request, found)
    form = make(sent(request), project=found, on=request.frame.today, at=request.frame.now)
    return _answer(request, form, found)


@require_http_methods(FORM)
@door(writes, section="projects")
def project_change(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_project(code, request.user)
    _require(policies.can_write, request, found)
    form = forms.ChangeForm(sent(request), project=found, on=request.frame.today, at=request.frame.now)
    return _answer(request, form, found, template="desk/act_wide.html")


@require_http_methods(FORM)
@door(writes, section="projects")
def project_correct(request: DeskRequest, code: str) -> HttpResponse:
    found, frame = policies.get_project(code, request.user), request.frame
    _require(policies.can_write, request, found)
    form = CorrectForm(sent(request), project=found, on=frame.today, at=frame.now)
    return _answer(request, form, found, template="desk/correct.html")


@require_http_methods(FORM)
@door(verifies, section="waiting")
def correction(request: DeskRequest, number: int) -> HttpResponse:
    pending = policies.get_pending_correction(number, request.user)
    form = DecideForm(sent(request), pending=pending)
    preview = selectors.preview_of(pending, request.frame.now)
    closed = closing.touched(request.frame.city, preview.facts, request.frame.today) if preview else ""
    context = {"pending": pending, "about": pending.project.name, "preview": preview, "closed": closed}
    return acting.answer(
        request, form, back=url_with("waiting"), context=context, template="desk/correction.html"
    )


def _answer(
    request: DeskRequest, form: ActForm, found: Project, template: str = "desk/act.html"
) -> HttpResponse:
    back = url_with("project", found.code)
    return acting.answer(request, form, back=back, context={"about": found.name}, template=template)


def _require(may: Judge, request: DeskRequest, found: Project) -> None:
    if not may(request.frame.reach, found):
        raise NotAllowed("您不能在这个项目上进行这一操作")
