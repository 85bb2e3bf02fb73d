"""The press check: drafts, what is said about them beside their words, rulings, and the city's own words."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk import acting, paging
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import press as forms
from luodi.desk.paging import Page
from luodi.desk.selectors.press import Sheet, with_last_checks
from luodi.press import policies, services
from luodi.press.models import Draft, Ruling, Term
from luodi.press.reporting import report
from luodi.press.services.checking import check_draft
from luodi.press.services.memory import check_typed
from luodi.ui.addresses import url_with

SECTION = "press"
_SIZE = 20


@require_safe
@door(policies.may_check, section=SECTION)
def press(request: DeskRequest) -> HttpResponse:
    """The drafts, the last edited first."""
    rows = Draft.objects.visible_to(request.frame.reach, request.user).select_related("edited_by__person")
    number = paging.number_in(request)
    page = Page(number, _SIZE, rows.count()).linked(request)
    drafts = list(rows.defer("text").order_by("-edited_at", "-id")[page.first - 1 : page.last])
    context = {"lines": with_last_checks(drafts), "page": page}
    context |= {"form": forms.BringForm(), "may_rule": policies.may_rule(request.frame.reach)}
    return show(request, "desk/press.html", context, block="rows")


@require_http_methods(FORM)
@door(policies.may_check, section=SECTION)
def press_new(request: DeskRequest) -> HttpResponse:
    form = forms.BringForm(sent(request), request.FILES or None)
    return acting.answer(request, form, back=url_with("press"))


@require_safe
@door(policies.may_check, section=SECTION)
def draft(request: DeskRequest, number: int) -> HttpResponse:
    """A draft beside what is said about it, as of the page's moment."""
    found = policies.get_draft(number, actor=request.user)
    known, key = request.frame.as_of, f"draft-{found.number}"
    if known is None:
        checked = check_typed(found.city, found.text, key=key, published=services.said_on(found))
    else:
        checked = check_draft(found.city, found.text, as_of=known, published=services.said_on(found))
    reach = request.frame.reach
    open_ = not request.frame.is_past
    context = {
        "draft": found,
        "sheet": Sheet(found.text, report(checked), found.places),
        "checks": found.checks.select_related("checked_by__person")[:10],
        "may_edit": open_ and policies.may_edit(reach, request.user, found),
        "may_rule": open_ and policies.may_rule(reach),
    }
    return show(request, "desk/press_draft.html", context)


@require_http_methods(FORM)
@door(policies.may_check, section=SECTION)
def draft_edit(request: DeskRequest, number: int) -> HttpResponse:
    """The editor; what is said about the text stands beside it, and follows it."""
    found = policies.get_draft(number, actor=request.user)
    policies.require_editing(request.user, found)
    form = forms.EditForm(sent(request), draft=found)
    text = form.data.get("text", "") if form.is_bound else found.text
    checked = check_typed(found.city, text, key=f"draft-{found.number}", published=services.said_on(found))
    context = {"about": str(found), "draft": found, "sheet": Sheet(text, report(checked))}
    back = url_with("draft", found.number)
    return acting.answer(request, form, back=back, context=context, template="desk/press_edit.html")


@require_POST
@door(policies.may_check, section=SECTION)
def live(request: DeskRequest) -> HttpResponse:
    """What is said about a text that somebody is typing; nothing is kept."""
    form = forms.LiveForm(request.POST)
    form.is_valid()
    text = form.cleaned_data.get("text", "").replace("\r\n", "\n")
    key = request.POST.get("key", "")[:40]
    checked = check_typed(request.frame.city, text, key=key, published=form.cleaned_data.get("published"))
    return show(
        request,
        "desk/_press_beside.html",
        {
            "sheet": Sheet(text, report(checked)),
            "n_read": len(checked.within.read_again) if checked.within else 0,
        },
    )


@require_POST
@door(policies.may_check, section=SECTION)
def draft_again(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_draft(number, actor=request.user)
    kept = services.check_again(draft=found, as_of=None, actor=request.user, at=request.frame.now)
    return redirect(url_with("kept-check", found.number, kept.number))


@require_POST
@door(policies.may_check, section=SECTION)
def draft_correct(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_draft(number, actor=request.user)
    policies.require_editing(request.user, found)
    form = forms.CorrectForm(request.POST, draft=found)
    back = url_with("draft", found.number)
    return acting.answer(request, form, back=back, context={"about": str(found)})


@require_http_methods(FORM)
@door(policies.may_rule, section=SECTION)
def draft_rule(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_draft(number, actor=request.user)
    said = services.finding_of(found, (request.POST or request.GET).get("fingerprint", ""))
    form = forms.RuleForm(sent(request), draft=found, finding=said)
    back = url_with("draft", found.number)
    context = {"about": str(found), "finding": said}
    return acting.answer(request, form, back=back, context=context, template="desk/press_rule.html")


@require_safe
@door(policies.may_check, section=SECTION)
def check(request: DeskRequest, number: int, nth: int) -> HttpResponse:
    """A check as it was kept."""
    found = policies.get_draft(number, actor=request.user)
    kept = policies.get_check(found, nth)
    context = {"draft": found, "check": kept, "sheet": Sheet(kept.text, kept.report)}
    context |= {"may_edit": False, "may_rule": False}
    return show(request, "desk/press_check.html", context)


@require_safe
@door(policies.may_check, section=SECTION)
def rulings(request: DeskRequest) -> HttpResponse:
    rows = Ruling.objects.visible_to(request.frame.reach).with_all()
    page = Page(paging.number_in(request), _SIZE, rows.count()).linked(request)
    context = {"rulings": rows[page.first - 1 : page.last], "page": page}
    context["may_rule"] = policies.may_rule(request.frame.reach) and not request.frame.is_past
    return show(request, "desk/press_rulings.html", context, block="rows")


@require_http_methods(FORM)
@door(policies.may_rule, section=SECTION)
def ruling_revoke(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_ruling(number, actor=request.user)
    form = forms.RevokeForm(sent(request), ruling=found)
    return acting.answer(request, form, back=url_with("rulings"), context={"about": str(found)})


@require_safe
@door(policies.may_check, section=SECTION)
def terms(request: DeskRequest) -> HttpResponse:
    rows = Term.objects.visible_to(request.frame.reach).with_all()
    context = {
        "lines": [(one, services.meaning(one)) for one in rows],
        "may_rule": policies.may_rule(request.frame.reach) and not request.frame.is_past,
    }
    return show(request, "desk/press_terms.html", context)


@require_http_methods(FORM)
@door(policies.may_rule, section=SECTION)
def term_new(request: DeskRequest) -> HttpResponse:
    form = forms.TermForm(sent(request))
    return acting.answer(request, form, back=url_with("terms"))


@require_http_methods(FORM)
@door(policies.may_rule, section=SECTION)
def term_remove(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_term(number, actor=request.user)
    form = forms.RemoveTermForm(sent(request), term=found)
    return acting.answer(request, form, back=url_with("terms"), context={"about": str(found)})
