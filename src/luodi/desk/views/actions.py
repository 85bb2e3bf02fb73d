"""Action items: mine, my unit's, what waits for my word; one with what was done with it, and the acts on it."""

from collections.abc import Callable

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.actions import policies, services
from luodi.actions.models import ActionItem
from luodi.desk import acting, exports, files, paging
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import actions as forms
from luodi.desk.forms.pressing import PressingForm
from luodi.desk.frame import keeps_lists, reads_business, writes
from luodi.desk.selectors import actions as selectors
from luodi.desk.selectors import follow_through, lead_sheets
from luodi.desk.supervision import sheet_name, supervision_sheet
from luodi.organisation.policies import require
from luodi.papers import word
from luodi.ui.addresses import url_with

SECTION = "actions"
Judge = Callable[[DeskRequest, ActionItem], bool]


def _closes(request: DeskRequest, item: ActionItem) -> bool:
    return policies.may_close(item, actor=request.user, reach=request.frame.reach)


def _cancels(request: DeskRequest, item: ActionItem) -> bool:
    return policies.may_cancel(item, actor=request.user, reach=request.frame.reach)


def _judges(request: DeskRequest, item: ActionItem) -> bool:
    return policies.may_judge(item, actor=request.user, reach=request.frame.reach)


def _extends(request: DeskRequest, item: ActionItem) -> bool:
    return policies.may_extend(item, actor=request.user, reach=request.frame.reach)


def _either(request: DeskRequest, item: ActionItem) -> bool:
    return _closes(request, item) or _cancels(request, item)


ACTS: dict[str, tuple[type[forms.ItemForm], Judge]] = {
    "finish": (forms.FinishForm, _closes),
    "extend": (forms.ExtendForm, _closes),
    "close": (forms.CloseForm, _judges),
    "back": (forms.SendBackForm, _judges),
    "decide": (forms.DecideForm, _extends),
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
        "told": follow_through.items(frame) if tab in selectors.TOLD else [],
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
    brought = request.FILES if request.method == "POST" else None
    form = make(sent(request), item=found, on=request.frame.today, files=brought)
    back, context = url_with("action", found.code), {"about": f"{found.code} {found.title}"}
    return acting.answer(request, form, back=back, context=context)


@require_safe
@door(reads_business, section=SECTION)
def action_sheet(request: DeskRequest, code: str) -> HttpResponse:
    """Give the item's sheet as a Word file, for what goes out on paper."""
    found = policies.get_action(code, actor=request.user)
    return files.made(supervision_sheet(found), word.TYPE, f"{sheet_name(found)}_{found.code}.docx")


@require_safe
@door(reads_business, section=SECTION)
def action_proof(request: DeskRequest, number: int) -> HttpResponse:
    """Send a proof: shown within a page when it is a PDF or a picture and nobody asked to save it."""
    found = policies.get_proof(number, actor=request.user)
    return files.stored(found.file, found.name, saves="save" in request.GET)


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
