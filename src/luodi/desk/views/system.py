"""Accounts, the trail and the health of the house: for the three administrators."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, paging
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import accounts as forms
from luodi.desk.frame import runs_system
from luodi.desk.selectors import jobs as job_selectors
from luodi.desk.selectors import messages as message_selectors
from luodi.desk.selectors import organisation as organisation_selectors
from luodi.desk.selectors import system as selectors
from luodi.organisation import policies
from luodi.organisation.models import Grant, HandOver
from luodi.ui.addresses import url_with


@require_safe
@door(policies.may_see_accounts, section="accounts")
def accounts(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    context = {
        "accounts": organisation_selectors.accounts(frame.city),
        "may_open": policies.may_open_accounts(frame.reach) and not frame.is_past,
    }
    return show(request, "desk/accounts.html", context)


@require_safe
@door(policies.may_see_accounts, section="accounts")
def account(request: DeskRequest, login: str) -> HttpResponse:
    found, frame = policies.get_account(login, actor=request.user), request.frame
    context = {
        "account": found,
        "handed": HandOver.objects.filter(leaving=found).select_related("successor__person").first(),
        "grants": found.grants.select_related("unit", "granted_by__person").order_by(
            "revoked_at", "-granted_at"
        ),
        "changes": organisation_selectors.changes_of(frame.city.pk, "account", found.login),
        "may_open": policies.may_open_accounts(frame.reach) and not frame.is_past,
        "may_grant": policies.may_grant(frame.reach) and not frame.is_past,
    }
    return show(request, "desk/account.html", context)


@require_http_methods(FORM)
@door(policies.may_open_accounts, section="accounts")
def account_new(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    form = forms.OpenAccount(sent(request), city=frame.city, on=frame.today)
    return acting.answer(request, form, back=url_with("accounts"))


@require_http_methods(FORM)
@door(policies.may_open_accounts, section="accounts")
def account_reset(request: DeskRequest, login: str) -> HttpResponse:
    found = policies.get_account(login, actor=request.user)
    form = forms.ResetPassword(sent(request), account=found)
    return acting.answer(request, form, back=url_with("account", login), context={"about": found.login})


@require_http_methods(FORM)
@door(policies.may_open_accounts, section="accounts")
def account_switch(request: DeskRequest, login: str) -> HttpResponse:
    found = policies.get_account(login, actor=request.user)
    form = forms.SwitchAccount(sent(request), account=found)
    return acting.answer(request, form, back=url_with("account", login), context={"about": found.login})


@require_http_methods(FORM)
@door(policies.may_grant, section="accounts")
def account_grant(request: DeskRequest, login: str) -> HttpResponse:
    found = policies.get_account(login, actor=request.user)
    form = forms.GiveRole(sent(request), account=found, on=request.frame.today)
    return acting.answer(request, form, back=url_with("account", login), context={"about": found.login})


@require_http_methods(FORM)
@door(policies.may_grant, section="accounts")
def grant_revoke(request: DeskRequest, number: int) -> HttpResponse:
    held = Grant.objects.select_related("account__city", "account__person", "unit")
    found = held.filter(account__city=request.frame.city, pk=number).first()
    if found is None:
        raise Http404
    form = forms.TakeRole(sent(request), grant=found)
    return acting.answer(request, form, back=url_with("account", found.account.login))


@require_safe
@door(policies.may_read_trail, section="trail")
def trail(request: DeskRequest) -> HttpResponse:
    frame, query = request.frame, request.GET
    asked = {name: query.get(name, "").strip()[:80] for name in ("act", "actor", "code")}
    found = selectors.trail(frame.city, **asked)
    page = paging.Page(paging.number_in(request), selectors.SIZE, found.count())
    context = {
        "records": found[page.first - 1 : page.last],
        "page": replace(page).linked(request),
        "acts": selectors.acts(frame.city),
        "asked": asked,
    }
    return show(request, "desk/trail.html", context, block="rows")


@require_safe
@door(runs_system, section="health")
def health(request: DeskRequest) -> HttpResponse:
    city = request.frame.city
    jobs = job_selectors.findings(city, timezone.now())
    found = [*selectors.health(city), *jobs, *message_selectors.findings(city, request.frame.now)]
    return show(request, "desk/health.html", {"findings": found})
