"""Hand-over of a leaving clerk's work."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import handing_over as forms
from luodi.desk.frame import reads_business
from luodi.desk.selectors import handing_over as selectors
from luodi.organisation import policies
from luodi.organisation.models import HandOver
from luodi.ui.addresses import url_with


@require_safe
@door(reads_business, section="notices")
def handed(request: DeskRequest) -> HttpResponse:
    return show(request, "desk/handed.html", {"handed": selectors.handed(request.frame)})


@require_http_methods(FORM)
@door(policies.may_open_accounts, section="accounts")
def account_hand_over(request: DeskRequest, login: str) -> HttpResponse:
    found = policies.get_account(login, actor=request.user)
    form = forms.HandOverForm(sent(request), leaving=found, on=request.frame.today)
    return acting.answer(request, form, back=url_with("account", login), context={"about": found.login})


@require_http_methods(FORM)
@door(policies.may_grant, section="accounts")
def hand_confirm(request: DeskRequest, number: int) -> HttpResponse:
    rows = HandOver.objects.filter(city=request.frame.city).select_related("leaving", "successor", "city")
    found = rows.filter(pk=number).first()
    if found is None:
        raise Http404
    form = forms.ConfirmHandOver(sent(request), hand_over=found)
    back = url_with("account", found.leaving.login)
    return acting.answer(request, form, back=back, context={"about": found.leaving.login})
