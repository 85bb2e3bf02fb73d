"""Action items: mine, my unit's, what waits for my word; one with what was done with it, and the acts on it."""

from collections.abc import Callable
from typing import cast

from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from luodi.actions import policies, services
from luodi.actions.models import ActionItem
from luodi.desk import acting, exports, paging
from luodi.desk.acting import sent
from luodi.desk.door import DeskRequest, door, show
from luodi.desk.forms import actions as forms
from luodi.desk.forms.pressing import PressingForm
from luodi.desk.frame import keeps_lists, reads_business
from luodi.desk.selectors import actions as selectors
from luodi.desk.selectors import lead_sheets
from luodi.desk.supervision import sheet_name, supervision_sheet
from luodi.desk.views.evidence import FILE_POLICY
from luodi.desk.word_files import WORD
from luodi.documents.kinds import SHOWN_TYPES
from luodi.documents.services import open_file
from luodi.organisation.policies import Reach, require
from luodi.ui.addresses import url_with

FORM = ["GET", "HEAD", "POST"]
SECTION = "actions"
Judge = Callable[[DeskRequest, ActionItem], bool]


def writes(reach: Reach) -> bool:
    return reach.writes


def _closes(request: DeskRequest, item: ActionItem) -> bool:
    return policies.may_close(item, actor=request.user, reach=request.frame.reach)


def _cancels(request: DeskRequest, item: ActionItem) -> bool:
    return policies.may_cancel(item, actor=request.user, reach=request.frame.reach)


def _judges(request: DeskRequest, item: ActionItem) -> bool:
    return policies.may_judge(item, actor=request.user, reach=request.frame.reach)


def _either(request: DeskRequest, item: ActionItem) -> bool:
    return _closes(request, item) or _cancels(request, item)


ACTS: dict[str, tuple[type[forms.ItemForm], Judge]] = {
    "finish": (forms.FinishForm, _closes),
    "extend": (forms.ExtendForm, _closes),
    "close": (forms.CloseForm, _judges),
    "back": (forms.SendBackForm, _judges),
    "decide": (forms.DecideForm, _judges),
    "reopen": (forms.ReopenForm, _judges),
    "hand": (forms.HandForm, _either),
    "move": (forms.MoveForm, _cancels),
    "cancel": (forms.CancelForm, _cancels),
}


@require_safe
@door(reads_business, section=SECTION)
def actions(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    tab, narrowed = selectors.tab_of(frame), selectors.narrowed_of(frame)
    if exports.is_wanted(request):
        return exports.send(request, lead_sheets.actions_sheet(frame, tab, narrowed))
    items, page = selectors.listed(frame, tab, narrowed, paging.number_in(request))
    context = {
        "lines": [selectors.line_of(one, frame) for one in items],
        "page": page.linked(request),
        "tab": tab,
        "tabs": selectors.TABS,
        "narrowed": narrowed,
        "choices": selectors.CHOICES,
        "counts": selectors.counts(frame),
    }
    return show(request, "desk/actions.html", context)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def action_new(request: DeskRequest) -> HttpResponse:
    form = forms.NewItemForm(sent(request), account=request.user, on=request.frame.today)
    return acting.answer(request, form, back=url_with("actions"))


@require_safe
@door(reads_business, section=SECTION)
def action(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_action(code, actor=request.user)
    return show(request, "desk/action.html", {"page": selectors.item_page(found, request.frame)})


@require_http_methods(FORM)
@door(reads_business, section=SECTION)
def action_act(request: DeskRequest, code: str, act: str) -> HttpResponse:
    found = policies.get_action(code, actor=request.user)
    make, may = ACTS[act]
    require(may(request, found), "您不能对这项待办进行这一操作")
    files = request.FILES if request.method == "POST" else None
    form = make(sent(request), item=found, on=request.frame.today, files=files)
    back, context = url_with("action", found.code), {"about": f"{found.code} {found.title}"}
    return acting.answer(request, form, back=back, context=context)


@require_safe
@door(reads_business, section=SECTION)
def action_sheet(request: DeskRequest, code: str) -> HttpResponse:
    """Give the item's sheet as a Word file, for what goes out on paper."""
    found = policies.get_action(code, actor=request.user)
    answer = HttpResponse(supervision_sheet(found), content_type=WORD)
    name = f"{sheet_name(found)}_{found.code}.docx"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"  # noqa: FBT003
    return answer


@require_safe
@door(reads_business, section=SECTION)
def action_proof(request: DeskRequest, number: str) -> HttpResponse:
    """Send a proof: shown within a page when it is a PDF or a picture and nobody asked to save it."""
    if not (number.isdecimal() and len(number) < 19):
        raise Http404
    found = policies.get_proof(int(number), actor=request.user)
    saves = "save" in request.GET or found.file.media_type not in SHOWN_TYPES
    media_type = found.file.media_type if not saves else "application/octet-stream"
    answer = FileResponse(open_file(found.file), content_type=media_type)
    answer.headers["Content-Disposition"] = content_disposition_header(saves, found.name) or "attachment"
    answer.headers["Content-Length"] = str(found.file.size)
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, answer)


@require_safe
@door(reads_business, section=SECTION)
def action_rules(request: DeskRequest) -> HttpResponse:
    return show(request, "desk/action_rules.html", {"page": selectors.rules_page(request.frame)})


@require_http_methods(FORM)
@door(keeps_lists, section=SECTION)
def action_rules_set(request: DeskRequest) -> HttpResponse:
    on = request.frame.today
    held = services.pressing_on(request.frame.city.pk, on)
    form = PressingForm(sent(request), held=held, on=on)
    return acting.answer(request, form, back=url_with("actions-rules"))
