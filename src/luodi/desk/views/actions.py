"""Action items: mine, my unit's, what is overdue; one with what was done with it, and the acts on it."""

from collections.abc import Callable

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.actions import policies
from luodi.actions.models import ActionItem
from luodi.desk import acting, exports, paging
from luodi.desk.acting import sent
from luodi.desk.door import DeskRequest, door, show
from luodi.desk.forms import actions as forms
from luodi.desk.frame import reads_business
from luodi.desk.selectors import actions as selectors
from luodi.desk.selectors import lead_sheets
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


def _either(request: DeskRequest, item: ActionItem) -> bool:
    return _closes(request, item) or _cancels(request, item)


ACTS: dict[str, tuple[type[forms.ItemForm], Judge]] = {
    "finish": (forms.FinishForm, _closes),
    "hand": (forms.HandForm, _either),
    "move": (forms.MoveForm, _cancels),
    "cancel": (forms.CancelForm, _cancels),
}


@require_safe
@door(reads_business, section=SECTION)
def actions(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    tab = selectors.tab_of(frame)
    if exports.is_wanted(request):
        return exports.send(request, lead_sheets.actions_sheet(frame, tab))
    items, page = selectors.listed(frame, tab, paging.number_in(request))
    context = {
        "lines": [(one, selectors.href_of(one), one.is_overdue(frame.today)) for one in items],
        "page": page.linked(request),
        "tab": tab,
        "tabs": selectors.TABS,
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
    form = make(sent(request), item=found, on=request.frame.today)
    back, context = url_with("action", found.code), {"about": f"{found.code} {found.title}"}
    return acting.answer(request, form, back=back, context=context)
