"""Changing or correcting many projects alike: chosen in the ledger, previewed, approved, undone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk import acting, paging
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import bulk as forms
from luodi.desk.frame import writes
from luodi.desk.selectors import bulk as selectors
from luodi.organisation.policies import Reach, require
from luodi.projects.choices import Field
from luodi.revising import policies, services
from luodi.revising.models import BulkCorrection
from luodi.ui.addresses import url_with

SECTION = "bulks"
CHOSEN_FOR = {"bulk": "bulks-new", "roster": "rosters-enter"}


def takes_part(reach: Reach) -> bool:
    return reach.writes or reach.verifies


@require_POST
@door(writes, section="projects")
def selected(request: DeskRequest) -> HttpResponse:
    """Lead on with what was chosen in the ledger, so that the next page has an address of its own."""
    view = CHOSEN_FOR.get(request.POST.get("for", ""), "bulks-new")
    return redirect(url_with(view, code=request.POST.getlist("code")))


@require_safe
@door(takes_part, section=SECTION)
def bulks(request: DeskRequest) -> HttpResponse:
    rows, page = selectors.bulks(request.frame, paging.number_in(request))
    context = {
        "bulks": rows,
        "page": page.linked(request),
        "approval_above": services.approval_above(request.frame.city.pk),
        "may_set_rules": policies.may_set_rules(request.frame.reach) and not request.frame.is_past,
    }
    return show(request, "desk/bulks.html", context)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def bulks_new(request: DeskRequest) -> HttpResponse:
    frame, asked = request.frame, request.GET.get("field", "")
    chosen = selectors.chosen(request)
    context = {"chosen": chosen, "fields": forms.offered(frame.reach), "asked": asked}
    if asked not in Field.values or not chosen.projects:
        status = 422 if request.method == "POST" else 200
        return show(request, "desk/bulk_new.html", {**context, "form": None}, status=status)
    form = forms.BulkForm(
        sent(request),
        city=frame.city,
        on=frame.today,
        reach=frame.reach,
        projects=chosen.projects,
        field=Field(asked),
    )
    return acting.answer(
        request, form, back=url_with("projects"), context=context, template="desk/bulk_new.html"
    )


@require_http_methods(FORM)
@door(policies.may_set_rules, section=SECTION)
def bulks_rules(request: DeskRequest) -> HttpResponse:
    form = forms.BulkRulesForm(sent(request))
    form.fields["approval_above"].initial = services.approval_above(request.frame.city.pk)
    return acting.answer(request, form, back=url_with("bulks"))


@require_safe
@door(takes_part, section=SECTION)
def bulk(request: DeskRequest, code: str) -> HttpResponse:
    page = selectors.bulk_page(_found(request, code), request.frame)
    return show(request, "desk/bulk.html", {"page": page})


@require_POST
@door(writes, section=SECTION)
def bulk_submit(request: DeskRequest, code: str) -> HttpResponse:
    row = services.submit_bulk(bulk=_found(request, code), actor=request.user, at=request.frame.now)
    messages.success(request, f"{row.code}：{row.get_state_display()}。")
    return redirect(url_with("bulk", code))


@require_http_methods(FORM)
@door(takes_part, section=SECTION)
def bulk_decide(request: DeskRequest, code: str) -> HttpResponse:
    found = _found(request, code)
    policies.require_approver(found, request.user)
    form = forms.DecideBulkForm(sent(request), bulk=found)
    return acting.answer(request, form, back=url_with("bulk", code), context={"about": code})


@require_http_methods(FORM)
@door(writes, section=SECTION)
def bulk_undo(request: DeskRequest, code: str) -> HttpResponse:
    found = _found(request, code)
    require(policies.may_undo(request.frame.reach, found, request.user), "您不能撤回这项成批修改")
    form = forms.UndoBulkForm(sent(request), bulk=found)
    return acting.answer(request, form, back=url_with("bulk", code), context={"about": code})


def _found(request: DeskRequest, code: str) -> BulkCorrection:
    return policies.get_bulk(code, actor=request.user)
