"""Messages that leave the program: own channels and preferences, what went out, and the servers of the city."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, paging
from luodi.desk.acting import sent
from luodi.desk.door import DeskRequest, door, show
from luodi.desk.forms import messages as forms
from luodi.desk.frame import has_role
from luodi.desk.selectors import messages as selectors
from luodi.outbox import policies
from luodi.outbox.models import AllowedHost, Channel, Delivery, MailServer
from luodi.ui.addresses import url_with

FORM = ["GET", "HEAD", "POST"]
SIZE = 50


@require_safe
@door(has_role, section="notices")
def settings(request: DeskRequest) -> HttpResponse:
    hours, paces = selectors.chosen(request.user)
    context = {
        "channels": selectors.channels(request.user),
        "hours": hours,
        "day": "一二三四五六日"[hours.digest_day],
        "paces": paces,
    }
    return show(request, "desk/message_settings.html", context)


@require_http_methods(FORM)
@door(has_role, section="notices")
def channel_new(request: DeskRequest) -> HttpResponse:
    return acting.answer(request, forms.ChannelForm(sent(request)), back=url_with("message-settings"))


@require_http_methods(FORM)
@door(has_role, section="notices")
def channel_stop(request: DeskRequest, number: str) -> HttpResponse:
    found = _channel(request, number)
    form = forms.ChannelStopForm(sent(request), channel=found)
    return acting.answer(request, form, back=url_with("message-settings"), context={"about": found.name})


@require_http_methods(FORM)
@door(has_role, section="notices")
def channel_test(request: DeskRequest, number: str) -> HttpResponse:
    found = _channel(request, number)
    form = forms.ChannelTestForm(sent(request), channel=found)
    return acting.answer(request, form, back=url_with("message-settings"), context={"about": found.name})


@require_http_methods(FORM)
@door(has_role, section="notices")
def channel_confirm(request: DeskRequest, number: str) -> HttpResponse:
    found = _channel(request, number)
    form = forms.ConfirmForm(sent(request), channel=found)
    return acting.answer(request, form, back=url_with("message-settings"), context={"about": found.shown})


@require_http_methods(FORM)
@door(has_role, section="notices")
def channel_code(request: DeskRequest, number: str) -> HttpResponse:
    found = _channel(request, number)
    form = forms.CodeForm(sent(request), channel=found)
    return acting.answer(request, form, back=url_with("message-settings"), context={"about": found.shown})


@require_http_methods(FORM)
@door(has_role, section="notices")
def preferences(request: DeskRequest) -> HttpResponse:
    form = forms.PreferenceForm(sent(request), account=request.user)
    return acting.answer(request, form, back=url_with("message-settings"))


@require_safe
@door(has_role, section="notices")
def log(request: DeskRequest) -> HttpResponse:
    asked = request.GET
    tab = asked.get("tab", "") if asked.get("tab", "") in selectors.TABS else ""
    may_see_all = policies.may_set_servers(request.frame.reach)
    everybody = may_see_all and asked.get("whose") == "all"
    found = selectors.deliveries(request.frame, all_of_city=everybody, tab=tab)
    page = paging.Page(paging.number_in(request), SIZE, found.count())
    context = {
        "tab": tab,
        "tabs": [(key, title) for key, (title, _) in selectors.TABS.items()],
        "rows": found[page.first - 1 : page.last],
        "page": page.linked(request),
        "may_see_all": may_see_all,
        "everybody": everybody,
    }
    return show(request, "desk/message_log.html", context)


@require_http_methods(FORM)
@door(has_role, section="notices")
def again(request: DeskRequest, number: str) -> HttpResponse:
    found = get_object_or_404(Delivery.objects.of(request.user), pk=_number(number))
    form = forms.AgainForm(sent(request), delivery=found)
    return acting.answer(request, form, back=url_with("message-log"), context={"about": "发送记录"})


@require_safe
@door(policies.may_set_servers, section="message-servers")
def servers(request: DeskRequest) -> HttpResponse:
    city = request.frame.city
    context = {
        "server": MailServer.objects.filter(city=city).select_related("set_by__person").first(),
        "hosts": AllowedHost.objects.filter(city=city).select_related("set_by__person").order_by("host"),
    }
    return show(request, "desk/message_servers.html", context)


@require_http_methods(FORM)
@door(policies.may_set_servers, section="message-servers")
def server_mail(request: DeskRequest) -> HttpResponse:
    held = MailServer.objects.filter(city=request.frame.city).first()
    form = forms.MailServerForm(sent(request), server=held)
    return acting.answer(request, form, back=url_with("message-servers"))


@require_http_methods(FORM)
@door(policies.may_set_servers, section="message-servers")
def host_new(request: DeskRequest) -> HttpResponse:
    return acting.answer(request, forms.HostForm(sent(request)), back=url_with("message-servers"))


@require_http_methods(FORM)
@door(policies.may_set_servers, section="message-servers")
def host_remove(request: DeskRequest, number: str) -> HttpResponse:
    own = AllowedHost.objects.filter(city=request.frame.city)
    found = get_object_or_404(own, pk=_number(number))
    form = forms.HostRemoveForm(sent(request), allowed=found)
    return acting.answer(request, form, back=url_with("message-servers"), context={"about": str(found)})


def _channel(request: DeskRequest, number: str) -> Channel:
    return get_object_or_404(Channel.objects.of(request.user).live(), pk=_number(number))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
