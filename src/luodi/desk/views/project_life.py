"""The life of one project: its details, money and milestones; and the city's checklist of milestones."""

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk import acting
from luodi.desk.acting import ActForm, sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms.checklist import StepForm
from luodi.desk.forms.details import DetailsForm
from luodi.desk.forms.money import FundsForm, IncreaseForm, MilestoneForm, RecordForm
from luodi.desk.frame import keeps_lists, reads_business
from luodi.desk.selectors import project as selectors
from luodi.desk.selectors import project_life as life
from luodi.organisation.policies import NotAllowed
from luodi.projects import milestones as checklists
from luodi.projects import policies, services
from luodi.projects.choices import MilestoneApplies
from luodi.projects.models import MilestoneKind, Project
from luodi.ui.addresses import url_with


@require_safe
@door(reads_business, section="projects")
def money(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_project(code, request.user)
    page = selectors.front(found, request.frame, "project-money")
    context = {"page": page, "money": life.money(found, page.head, request.frame), "word_of": life.word_of}
    return show(request, "desk/project_money.html", context)


@require_safe
@door(reads_business, section="projects")
def milestones(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_project(code, request.user)
    page = selectors.front(found, request.frame, "project-milestones")
    context = {"page": page, "items": life.milestones(found, request.frame)}
    return show(request, "desk/project_milestones.html", context)


@require_http_methods(FORM)
@door(reads_business, section="projects")
def details(request: DeskRequest, code: str) -> HttpResponse:
    found = _writable(request, code)
    form = DetailsForm(sent(request), **_known(request, found))
    return _answer(request, form, found, tab="project", template="desk/details.html")


@require_POST
@door(reads_business, section="projects")
def phone(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_project(code, request.user)
    number = services.show_phone(project=found, actor=request.user, at=request.frame.now)
    page = selectors.front(found, request.frame, "project")
    return show(request, "desk/phone.html", {"page": page, "number": number})


@require_http_methods(FORM)
@door(reads_business, section="projects")
def funds_new(request: DeskRequest, code: str) -> HttpResponse:
    found = _writable(request, code)
    form = FundsForm(sent(request), **_known(request, found))
    return _answer(request, form, found, tab="project-money", template="desk/act_wide.html")


@require_http_methods(FORM)
@door(reads_business, section="projects")
def increase_new(request: DeskRequest, code: str) -> HttpResponse:
    found = _writable(request, code)
    form = IncreaseForm(sent(request), **_known(request, found))
    return _answer(request, form, found, tab="project-money", template="desk/act_wide.html")


@require_http_methods(FORM)
@door(reads_business, section="projects")
def milestone(request: DeskRequest, code: str, step: str) -> HttpResponse:
    found = _writable(request, code)
    item = next((one for one in life.milestones(found, request.frame) if one.code == step), None)
    if item is None:
        raise Http404
    form = MilestoneForm(sent(request), item=item, **_known(request, found))
    return _answer(request, form, found, tab="project-milestones")


@require_http_methods(FORM)
@door(reads_business, section="projects")
def record(request: DeskRequest, code: str, number: int) -> HttpResponse:
    found = _writable(request, code)
    kind = policies.get_record_kind(found, number)
    form = RecordForm(sent(request), ordinal=number, **_known(request, found))
    tab = "project-milestones" if kind == "project.milestone" else "project-money"
    return _answer(request, form, found, tab=tab, template="desk/act_wide.html")


@require_safe
@door(keeps_lists, section="checklist")
def checklist(request: DeskRequest) -> HttpResponse:
    own = list(MilestoneKind.objects.filter(city=request.frame.city).order_by("position", "id"))
    kinds = own or checklists.initial(request.frame.city.pk)
    return show(request, "desk/checklist.html", {"kinds": kinds, "counted": checklists.COUNTED})


@require_http_methods(FORM)
@door(keeps_lists, section="checklist")
def checklist_new(request: DeskRequest) -> HttpResponse:
    last = max(kind.position for kind in checklists.checklist(request.frame.city.pk))
    blank = MilestoneKind(position=last + 10, applies=MilestoneApplies.ALL)
    return acting.answer(request, StepForm(sent(request), kind=blank), back=url_with("checklist"))


@require_http_methods(FORM)
@door(keeps_lists, section="checklist")
def checklist_step(request: DeskRequest, step: str) -> HttpResponse:
    own = list(MilestoneKind.objects.filter(city=request.frame.city))
    kinds = {kind.code: kind for kind in own or checklists.initial(request.frame.city.pk)}
    if step not in kinds:
        raise Http404
    return acting.answer(request, StepForm(sent(request), kind=kinds[step]), back=url_with("checklist"))


def _writable(request: DeskRequest, code: str) -> Project:
    found = policies.get_project(code, request.user)
    if not policies.can_write(request.frame.reach, found):
        raise NotAllowed("您不能在这个项目上进行这一操作")
    return found


def _known(request: DeskRequest, found: Project) -> dict[str, Any]:
    return {"project": found, "on": request.frame.today, "at": request.frame.now}


def _answer(
    request: DeskRequest, form: ActForm, found: Project, *, tab: str, template: str = "desk/act.html"
) -> HttpResponse:
    back = url_with(tab, found.code)
    return acting.answer(request, form, back=back, context={"about": found.name}, template=template)
