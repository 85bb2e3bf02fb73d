"""Instructions of leaders: the list, a new one, one with its items, and the acts on it."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, files, listing
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import instructions as forms
from luodi.desk.frame import reads_business, writes
from luodi.desk.selectors import instructions as selectors
from luodi.organisation.policies import require
from luodi.sponsorship import policies
from luodi.ui.addresses import url_with

SECTION = "instructions"
ACTS: dict[str, type[forms.InstructionItemForm | forms.AnswerInstructionForm]] = {
    "item": forms.InstructionItemForm,
    "answer": forms.AnswerInstructionForm,
}


@require_safe
@door(reads_business, section=SECTION)
def instructions(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    tab = selectors.tab_of(frame)
    context = {
        "tab": tab,
        "tabs": selectors.TABS,
        "may_give": policies.may_instruct(frame.reach) and not frame.is_past,
    }
    return listing.answer(request, selectors.instructions(frame, tab), "desk/instructions.html", context)


@require_http_methods(FORM)
@door(policies.may_instruct, section=SECTION)
def instruction_new(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    scan = request.FILES if request.method == "POST" else None
    known = request.GET.get("project", "")[:20]
    form = forms.NewInstructionForm(
        sent(request), scan, account=request.user, reach=frame.reach, on=frame.today, project=known
    )
    context = {"about": "领导批示"}
    back = url_with("instructions")
    return acting.answer(request, form, back=back, context=context)


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
    return files.stored(found.file, found.file_name)
