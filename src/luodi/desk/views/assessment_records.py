"""Numbers that people confirm, and events that give or take points: the lists, and the acts on them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.assessment import record_policies as policies
from luodi.assessment import services
from luodi.assessment.models import ConfirmedInput, Group
from luodi.desk import acting, exports, files, listing
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import assessment_records as forms
from luodi.desk.frame import reads_business, writes
from luodi.desk.selectors import assessment_records as selectors
from luodi.organisation.policies import require
from luodi.ui.addresses import url_with

INPUTS, MARKS = "inputs", "points"
MARK_ACTS: dict[str, type[forms.EventForm]] = {
    "confirm": forms.ConfirmEventForm,
    "withdraw": forms.WithdrawEventForm,
}


@require_safe
@door(reads_business, section=INPUTS)
def inputs(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    found, tab = selectors.where(frame), selectors.tab_of(frame)
    context = {
        "where": found,
        "tab": tab,
        "tabs": selectors.INPUT_TABS,
        "titles": selectors.titles_of(frame, found),
        "may_enter": frame.may_write,
    }
    return listing.answer(request, selectors.inputs(frame, found, tab), "desk/inputs.html", context)


@require_http_methods(FORM)
@door(writes, section=INPUTS)
def inputs_enter(request: DeskRequest) -> HttpResponse:
    group = selectors.group_for_act(request.frame)
    manual = selectors.manual_of(group, request.frame.today)
    chosen = request.GET.get("input", "")
    form = forms.EnterInputsForm(
        sent(request),
        request.FILES or None,
        group=group,
        members=manual.members[: forms.MOST_BY_HAND],
        inputs=dict(manual.inputs),
        source=manual.sources.get(chosen) or next(iter(manual.sources.values()), None),
        on=request.frame.today,
        chosen=chosen,
    )
    return _answer_of_group(request, form, "inputs", group)


@require_http_methods(FORM)
@door(writes, section=INPUTS)
def inputs_sheet(request: DeskRequest) -> HttpResponse:
    """Send the table of a group's members by inputs, or take it back filled in."""
    frame = request.frame
    group = selectors.group_for_act(frame)
    manual = selectors.manual_of(group, frame.today)
    if exports.is_wanted(request):
        return exports.send(request, selectors.inputs_table(group, manual, frame.today))
    form = forms.BringInputsForm(
        sent(request),
        request.FILES or None,
        group=group,
        members=manual.members,
        inputs=dict(manual.inputs),
        sources=dict(manual.sources),
        on=frame.today,
    )
    back, context = url_with("inputs", group=group.code), {"about": str(group), "group": group}
    return acting.answer(request, form, back=back, context=context, template="desk/inputs_sheet.html")


@require_POST
@door(writes, section=INPUTS)
def inputs_confirm(request: DeskRequest) -> HttpResponse:
    """Confirm the numbers that were ticked."""
    frame = request.frame
    asked = [int(one) for one in request.POST.getlist("row") if one.isascii() and one.isdecimal()][:500]
    rows = ConfirmedInput.objects.visible_to(frame.reach).filter(pk__in=asked)
    n = services.confirm_inputs(list(rows), actor=request.user, at=frame.now)
    messages.success(request, f"已确认 {n} 个数。" if n else "没有选中任何数。")
    return redirect(url_with("inputs", group=request.GET.get("group")))


@require_http_methods(FORM)
@door(reads_business, section=INPUTS)
def input_withdraw(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_input(number, actor=request.user)
    require(policies.may_withdraw(request.user, request.frame.reach, found), "没有撤回这个数的权限")
    form = forms.WithdrawInputForm(sent(request), row=found)
    return acting.answer(
        request, form, back=url_with("inputs"), context={"about": f"{found.name} {found.input}"}
    )


@require_safe
@door(reads_business, section=INPUTS)
def input_file(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_input(number, actor=request.user)
    if found.file is None:
        raise Http404
    return files.stored(found.file, found.file_name)


@require_safe
@door(reads_business, section=MARKS)
def marks(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    found, tab = selectors.where(frame), selectors.tab_of(frame)
    context = {
        "where": found,
        "tab": tab,
        "tabs": selectors.EVENT_TABS,
        "kinds": selectors.kinds_of(frame),
        "may_record": frame.may_write,
    }
    return listing.answer(request, selectors.events(frame, found, tab), "desk/marks.html", context)


@require_http_methods(FORM)
@door(writes, section=MARKS)
def marks_new(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    group = selectors.group_for_act(frame)
    members = selectors.members_for_event(frame, group)
    kinds = dict(selectors.kinds_of(frame))
    form = forms.NewEventForm(
        sent(request), request.FILES or None, members=members, kinds=kinds, on=frame.today
    )
    return _answer_of_group(request, form, "points", group)


@require_safe
@door(reads_business, section=MARKS)
def mark(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_event(number, actor=request.user)
    return show(request, "desk/mark.html", {"page": selectors.event_page(found, request.frame)})


@require_http_methods(FORM)
@door(reads_business, section=MARKS)
def mark_act(request: DeskRequest, number: int, act: str) -> HttpResponse:
    found = policies.get_event(number, actor=request.user)
    may = {"confirm": policies.may_confirm_event, "withdraw": policies.may_withdraw}[act]
    require(may(request.user, request.frame.reach, found), "这个事项不由您办理")
    form = MARK_ACTS[act](sent(request), event=found)
    return acting.answer(request, form, back=url_with("point", found.pk), context={"about": found.title})


@require_safe
@door(reads_business, section=MARKS)
def mark_file(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_event(number, actor=request.user)
    if found.file is None:
        raise Http404
    return files.stored(found.file, found.file_name)


def _answer_of_group(request: DeskRequest, form: acting.ActForm, view: str, group: Group) -> HttpResponse:
    context = {"about": str(group), "where": selectors.where(request.frame)}
    back = url_with(view, group=group.code)
    return acting.answer(request, form, back=back, context=context, template="desk/act_of_group.html")
