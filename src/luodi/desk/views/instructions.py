"""Instructions of leaders: the list, a new one, one with its items, and the acts on it."""

from typing import cast

from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, exports, paging
from luodi.desk.acting import sent
from luodi.desk.door import DeskRequest, door, show
from luodi.desk.forms import instructions as forms
from luodi.desk.frame import reads_business
from luodi.desk.selectors import instructions as selectors
from luodi.desk.views.evidence import FILE_POLICY
from luodi.documents import services as documents
from luodi.documents.kinds import SHOWN_TYPES
from luodi.organisation.policies import Reach, require
from luodi.sponsorship import policies
from luodi.ui.addresses import url_with

FORM = ["GET", "HEAD", "POST"]
SECTION = "instructions"
ACTS: dict[str, type[forms.InstructionItemForm | forms.AnswerInstructionForm]] = {
    "item": forms.InstructionItemForm,
    "answer": forms.AnswerInstructionForm,
}


def writes(reach: Reach) -> bool:
    return reach.writes


@require_safe
@door(reads_business, section=SECTION)
def instructions(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    tab = selectors.tab_of(frame)
    if exports.is_wanted(request):
        return exports.send(request, selectors.sheet(frame, tab))
    rows, page = selectors.listed(frame, tab, paging.number_in(request))
    context = {
        "rows": rows,
        "page": page.linked(request),
        "tab": tab,
        "tabs": selectors.TABS,
        "may_give": policies.may_instruct(frame.reach) and not frame.is_past,
    }
    return show(request, "desk/instructions.html", context)


@require_http_methods(FORM)
@door(policies.may_instruct, section=SECTION)
def instruction_new(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    files = request.FILES if request.method == "POST" else None
    known = request.GET.get("project", "")[:20]
    form = forms.NewInstructionForm(
        sent(request), files, account=request.user, reach=frame.reach, on=frame.today, project=known
    )
    context = {"about": "领导批示"}
    back = url_with("instructions")
    return acting.answer(request, form, back=back, context=context, template="desk/upload_act.html")


@require_safe
@door(reads_business, section=SECTION)
def instruction(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_instruction(code, actor=request.user)
    return show(request, "desk/instruction.html", {"page": selectors.page_of(found, request.frame)})


@require_http_methods(FORM)
@door(writes, section=SECTION)
def instruction_act(request: DeskRequest, code: str, act: str) -> HttpResponse:
    found = policies.get_instruction(code, actor=request.user)
    require(policies.may_handle(found, reach=request.frame.reach), "这件批示由有关单位或中心办理")
    form = ACTS[act](sent(request), instruction=found, on=request.frame.today)
    back = url_with("instruction", found.code)
    return acting.answer(request, form, back=back, context={"about": f"{found.code} {found.text[:40]}"})


@require_safe
@door(reads_business, section=SECTION)
def instruction_file(request: DeskRequest, code: str) -> HttpResponse:
    """Send the scan."""
    found = policies.get_instruction(code, actor=request.user)
    if found.file is None:
        raise Http404
    saves = found.file.media_type not in SHOWN_TYPES
    media_type = "application/octet-stream" if saves else found.file.media_type
    answer = FileResponse(documents.open_file(found.file), content_type=media_type)
    answer.headers["Content-Disposition"] = content_disposition_header(saves, found.file_name) or "attachment"
    answer.headers["Content-Length"] = str(found.file.size)
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, answer)
