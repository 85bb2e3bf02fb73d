"""Chains: the boards, one link with who is here and who could fill it, and supplies."""

from functools import partial

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.chains import policies
from luodi.chains.choices import Reason
from luodi.chains.models import ChainLink
from luodi.desk import acting, exports, listing, naming, paging
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import chains as forms
from luodi.desk.frame import reads_business
from luodi.desk.selectors import chains as selectors
from luodi.desk.selectors.firm_links import new_lead
from luodi.ui.addresses import url_with

SECTION = "chains"


@require_safe
@door(reads_business, section=SECTION)
def chains(request: DeskRequest) -> HttpResponse:
    context = {
        "boards": selectors.boards(request.frame),
        "may_keep": policies.may_keep(request.frame.reach) and not request.frame.is_past,
    }
    return show(request, "desk/chains.html", context)


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def chain_new(request: DeskRequest) -> HttpResponse:
    return acting.answer(request, forms.NewChainForm(sent(request)), back=url_with("chains"))


@require_safe
@door(reads_business, section=SECTION)
def chain(request: DeskRequest, code: str) -> HttpResponse:
    found, frame = policies.get_chain(code, actor=request.user), request.frame
    if exports.is_wanted(request):
        return exports.send(request, selectors.board_sheet(found, frame))
    context = {
        "board": selectors.board(found, frame),
        "may_keep": policies.may_keep(frame.reach) and not frame.is_past,
        "may_note": policies.may_note(frame.reach) and not frame.is_past,
        "naming": naming,
    }
    return show(request, "desk/chain.html", context)


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def chain_change(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_chain(code, actor=request.user)
    form = forms.ChangeChainForm(sent(request), chain=found)
    return acting.answer(request, form, back=url_with("chain", found.code), context={"about": found.name})


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def chain_link(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_chain(code, actor=request.user)
    form = forms.LinkForm(sent(request), chain=found)
    return acting.answer(request, form, back=url_with("chain", found.code), context={"about": found.name})


@require_http_methods(FORM)
@door(policies.may_note, section=SECTION)
def chain_place(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_chain(code, actor=request.user)
    links = list(found.links.filter(is_off=False))
    asked = request.GET.get("code", "")[:200]
    form = forms.PlaceForm(sent(request), chain=found, links=links, reach=request.frame.reach, code=asked)
    return acting.answer(request, form, back=url_with("chain", found.code), context={"about": found.name})


@require_safe
@door(reads_business, section=SECTION)
def link(request: DeskRequest, number: int) -> HttpResponse:
    found, frame, query = _link(request, number), request.frame, request.GET
    asked = query.get("tab", "firms")
    tab = asked if asked in selectors.TABS else "firms"
    why = frozenset(one for one in query.getlist("why") if one in selectors.REASONS)
    if exports.is_wanted(request):
        return exports.send(request, selectors.link_sheet(found, frame, tab, why))
    page = selectors.link_page(found, frame, tab, why, paging.number_in(request))
    context = {
        "page": page,
        "pages": page.page.linked(request),
        "tab": tab,
        "tabs": selectors.TABS,
        "reasons": [reason for reason in Reason if reason in selectors.REASONS],
        "naming": naming,
        "lead_of": partial(new_lead, note=f"{found.chain.name}“{found.name}”环节的可对接企业"),
    }
    return show(request, "desk/chain_link.html", context)


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def link_change(request: DeskRequest, number: int) -> HttpResponse:
    found = _link(request, number)
    form = forms.LinkForm(sent(request), chain=found.chain, link=found)
    context = {"about": f"{found.chain.name} {found.name}"}
    return acting.answer(request, form, back=url_with("link", found.pk), context=context)


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def link_off(request: DeskRequest, number: int) -> HttpResponse:
    found = _link(request, number)
    form = forms.TakeOffLinkForm(sent(request), link=found)
    back = url_with("chain", found.chain.code)
    return acting.answer(request, form, back=back, context={"about": found.chain.name})


@require_safe
@door(reads_business, section=SECTION)
def supplies(request: DeskRequest) -> HttpResponse:
    frame, text = request.frame, request.GET.get("q", "").strip()[:60]
    context = {"text": text, "may_note": policies.may_note(frame.reach) and not frame.is_past}
    return listing.answer(request, selectors.supplies(frame, text), "desk/supplies.html", context)


@require_http_methods(FORM)
@door(policies.may_note, section=SECTION)
def supply_new(request: DeskRequest) -> HttpResponse:
    query = request.GET
    form = forms.SupplyForm(
        sent(request),
        city_id=request.user.city_id,
        supplier=query.get("supplier", "")[:200],
        customer=query.get("customer", "")[:200],
    )
    return acting.answer(request, form, back=url_with("supplies"))


@require_http_methods(FORM)
@door(policies.may_note, section=SECTION)
def supply_end(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_supply(number, actor=request.user)
    form = forms.EndSupplyForm(sent(request), supply=found, on=request.frame.today)
    context = {"about": f"{found.supplier.name} → {found.customer.name}：{found.goods}"}
    return acting.answer(request, form, back=url_with("supplies"), context=context)


def _link(request: DeskRequest, number: int) -> ChainLink:
    return policies.get_link(number, actor=request.user)
