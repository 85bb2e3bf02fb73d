"""The evidence of a project: its tab, the files themselves, and taking one off again."""

from typing import cast

from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting
from luodi.desk.acting import sent
from luodi.desk.door import DeskRequest, door
from luodi.desk.forms.evidence import EvidenceForm, WithdrawEvidenceForm
from luodi.desk.frame import reads_business
from luodi.desk.selectors import evidence as selectors
from luodi.desk.selectors.claims import is_shown
from luodi.documents import services as documents
from luodi.organisation.policies import NotAllowed, Reach
from luodi.projects import policies as projects
from luodi.recognition import policies
from luodi.recognition.models import Evidence
from luodi.ui.addresses import url_with

FORM = ["GET", "HEAD", "POST"]
FILE_POLICY = "; ".join(
    ("sandbox", "default-src 'none'", "style-src 'unsafe-inline'", "img-src 'self'", "frame-ancestors 'self'")
)
"""What is sent as a file runs nothing, asks for nothing and belongs to no page; only our own pages show it."""


def writes(reach: Reach) -> bool:
    return reach.writes


@require_http_methods(FORM)
@door(reads_business, section="projects")
def project_evidence(request: DeskRequest, code: str) -> HttpResponse:
    found, frame = projects.get_project(code, request.user), request.frame
    may_write = projects.can_write(frame.reach, found)
    if request.method == "POST" and not may_write:
        raise NotAllowed("您没有为这个项目上传佐证的权限")
    page = selectors.evidence_page(found, frame, may_write=may_write)
    files = request.FILES if request.method == "POST" else None
    form = EvidenceForm(sent(request), files, project=found, matters=page.matters)
    back = url_with("project-evidence", found.code)
    context = {"page": page.front, "evidence": page}
    return acting.answer(request, form, back=back, context=context, template="desk/project_evidence.html")


@require_safe
@door(reads_business, section="projects")
def evidence(request: DeskRequest, number: str) -> HttpResponse:
    """Send the file: shown within a page when it is a PDF or a picture and nobody asked to save it."""
    found = _found(request, number)
    saves = "save" in request.GET or not is_shown(found)
    media_type = found.file.media_type if not saves else "application/octet-stream"
    answer = FileResponse(documents.open_file(found.file), content_type=media_type)
    answer.headers["Content-Disposition"] = content_disposition_header(saves, found.name) or "attachment"
    answer.headers["Content-Length"] = str(found.file.size)
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, answer)


@require_http_methods(FORM)
@door(writes, section="projects")
def evidence_withdraw(request: DeskRequest, number: str) -> HttpResponse:
    found = _found(request, number)
    if not projects.can_write(request.frame.reach, found.project):
        raise NotAllowed("您没有撤下这份佐证的权限")
    form = WithdrawEvidenceForm(sent(request), evidence=found)
    back = url_with("project-evidence", found.project.code)
    about = f"{found.project.name}：{found.name}"
    return acting.answer(request, form, back=back, context={"about": about})


def _found(request: DeskRequest, number: str) -> Evidence:
    if not (number.isdecimal() and len(number) < 19):
        raise Http404
    return policies.get_evidence(int(number), request.user)
