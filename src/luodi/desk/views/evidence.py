"""The evidence of a project: its tab, the files themselves, and taking one off again."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, files
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door
from luodi.desk.forms.evidence import EvidenceForm, WithdrawEvidenceForm
from luodi.desk.frame import reads_business, writes
from luodi.desk.selectors import evidence as selectors
from luodi.organisation.policies import NotAllowed
from luodi.projects import policies as projects
from luodi.recognition import policies
from luodi.recognition.models import Evidence
from luodi.ui.addresses import url_with


@require_http_methods(FORM)
@door(reads_business, section="projects")
def project_evidence(request: DeskRequest, code: str) -> HttpResponse:
    found, frame = projects.get_project(code, request.user), request.frame
    may_write = projects.can_write(frame.reach, found)
    if request.method == "POST" and not may_write:
        raise NotAllowed("您没有为这个项目上传佐证的权限")
    page = selectors.evidence_page(found, frame, may_write=may_write)
    sheets = request.FILES if request.method == "POST" else None
    form = EvidenceForm(sent(request), sheets, project=found, matters=page.matters)
    back = url_with("project-evidence", found.code)
    context = {"page": page.front, "evidence": page}
    return acting.answer(request, form, back=back, context=context, template="desk/project_evidence.html")


@require_safe
@door(reads_business, section="projects")
def evidence(request: DeskRequest, number: int) -> HttpResponse:
    """Send the file: shown within a page when it is a PDF or a picture and nobody asked to save it."""
    found = _found(request, number)
    return files.stored(found.file, found.name, saves="save" in request.GET)


@require_http_methods(FORM)
@door(writes, section="projects")
def evidence_withdraw(request: DeskRequest, number: int) -> HttpResponse:
    found = _found(request, number)
    if not projects.can_write(request.frame.reach, found.project):
        raise NotAllowed("您没有撤下这份佐证的权限")
    form = WithdrawEvidenceForm(sent(request), evidence=found)
    back = url_with("project-evidence", found.project.code)
    about = f"{found.project.name}：{found.name}"
    return acting.answer(request, form, back=back, context={"about": about})


def _found(request: DeskRequest, number: int) -> Evidence:
    return policies.get_evidence(number, request.user)
