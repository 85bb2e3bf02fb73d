"""Firms: the list, one firm's tabs, what is noted of it, and the list above scale."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk import acting, exports, files, listing
from luodi.desk.acting import sent
from luodi.desk.day import day_asked
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import firm_records as records
from luodi.desk.forms import firms as forms
from luodi.desk.frame import reads_business, writes
from luodi.desk.selectors import duplicates as twins
from luodi.desk.selectors import firm_links
from luodi.desk.selectors import firms as selectors
from luodi.desk.selectors.firm_talks import talks
from luodi.duplicates import services as duplicates
from luodi.enterprises import policies, services
from luodi.enterprises import selectors as enterprises
from luodi.enterprises.choices import MarkKind
from luodi.enterprises.models import Contact, Enterprise, Mark
from luodi.enterprises.rules import EnterpriseRefused
from luodi.kernel.findings import Refusal
from luodi.organisation.policies import Reach, may_write, require
from luodi.refdata import divisions, industries
from luodi.ui.addresses import url_with

SECTION = "firms"
Judge = Callable[[Reach, Enterprise], bool]


def _writes(reach: Reach, _: Enterprise) -> bool:
    return reach.writes


def _verifies(reach: Reach, _: Enterprise) -> bool:
    return reach.verifies


ACTS: dict[str, tuple[type[forms.FirmForm], Judge, str]] = {
    "correct": (forms.CorrectFirmForm, policies.may_correct, "firm"),
    "rename": (forms.RenameForm, policies.may_correct, "firm"),
    "former": (forms.FormerNameForm, _writes, "firm"),
    "describe": (forms.DescribeForm, _writes, "firm"),
    "mark": (records.MarkForm, _writes, "firm"),
    "contact": (records.ContactForm, _writes, "firm-people"),
    "check": (records.CheckForm, _writes, "firm-due"),
    "scale": (records.ScaleForm, _writes, "firm"),
    "unscale": (records.UnscaleForm, _writes, "firm"),
    "pool": (records.PoolForm, _writes, "firm"),
    "unpool": (records.UnpoolForm, _writes, "firm"),
    "same": (forms.SameFirmForm, _writes, "firm-duplicates"),
    "verify": (records.VerifyFirmForm, _verifies, "firm"),
    "reject": (records.RejectFirmForm, _verifies, "firm"),
}


@require_safe
@door(reads_business, section=SECTION)
def firms(request: DeskRequest) -> HttpResponse:
    frame, wanted = request.frame, selectors.Wanted.read(request.GET)
    context = {
        "wanted": wanted,
        "states": selectors.STATES,
        "marks": MarkKind.choices,
        "industries": [(one.code, f"{one.code} {one.name}") for one in industries.sections()],
        "provinces": [
            (one.code[:2], one.name) for one in divisions.divisions(divisions.Level.PROVINCE, frame.today)
        ],
    }
    rows = selectors.firms(frame, wanted)
    return listing.answer(request, rows, "desk/firms.html", context, block="rows")


@require_http_methods(FORM)
@door(writes, section=SECTION)
def firms_new(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    form = forms.NewFirmForm(sent(request), account=request.user, reach=frame.reach, on=frame.today)
    return acting.answer(request, form, back=url_with("firms"), template="desk/act_wide.html")


@require_safe
@door(reads_business, section=SECTION)
def firm(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_enterprise(code, request.user)
    context = {
        "page": _front(request, found, "firm"),
        "view": selectors.overview(found, request.frame),
        "links": firm_links.links_of(found, request.frame),
    }
    return show(request, "desk/firm.html", context)


@require_safe
@door(reads_business, section=SECTION)
def firm_people(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_enterprise(code, request.user)
    context = {
        "page": _front(request, found, "firm-people"),
        "people": selectors.people(found, request.frame.reach),
        "met": firm_links.met_people(found, request.frame),
    }
    return show(request, "desk/firm_people.html", context)


@require_POST
@door(writes, section=SECTION)
def met_person(request: DeskRequest, code: str, number: int) -> HttpResponse:
    """Make somebody whom we met a contact of the firm; the unit that met them keeps in touch."""
    found, frame = policies.get_enterprise(code, request.user), request.frame
    one = next((one for one in firm_links.met_people(found, frame) if one.person.pk == number), None)
    try:
        if one is None:
            raise EnterpriseRefused("这个人已经是联系人，或不在本单位的会谈里；请刷新")
        row = one.person
        new = services.NewContact(name=row.name, title=row.post, phone=row.phone, unit=one.unit)
        services.add_contact(enterprise=found, new=new, actor=request.user, at=frame.now)
        messages.success(request, f"已把 {row.name} 登记为联系人。")
    except EnterpriseRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(url_with("firm-people", code))


@require_safe
@door(reads_business, section=SECTION)
def firm_met(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_enterprise(code, request.user)
    context = {
        "page": _front(request, found, "firm-met"),
        "talks": talks(found, request.frame.reach),
    }
    return show(request, "desk/firm_met.html", context)


@require_safe
@door(reads_business, section=SECTION)
def firm_due(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_enterprise(code, request.user)
    sheet = enterprises.due_sheet(found)
    if exports.is_wanted(request):
        return exports.send(request, selectors.due_sheet_export(found, sheet))
    reach, frame = request.frame.reach, request.frame
    context = {
        "page": _front(request, found, "firm-due"),
        "sheet": sheet,
        "may_withdraw": lambda one: frame.may_write and policies.may_withdraw(reach, request.user, one),
    }
    return show(request, "desk/firm_due.html", context)


@require_safe
@door(reads_business, section=SECTION)
def firm_duplicates(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_enterprise(code, request.user)
    context = {
        "page": _front(request, found, "firm-duplicates"),
        "cases": twins.firm_cases(request.frame, found),
    }
    return show(request, "desk/firm_duplicates.html", context)


@require_safe
@door(reads_business, section=SECTION)
def firm_history(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_enterprise(code, request.user)
    context = {"page": _front(request, found, "firm-history"), "records": selectors.trail(found)}
    return show(request, "desk/firm_history.html", context)


@require_http_methods(FORM)
@door(reads_business, section=SECTION)
def firm_act(request: DeskRequest, code: str, act: str) -> HttpResponse:
    found, frame = policies.get_enterprise(code, request.user), request.frame
    make, may, tab = ACTS[act]
    require(may(frame.reach, found) and not found.is_void, "您不能对这家企业进行这一操作")
    form = make(
        sent(request),
        request.FILES or None,
        firm=found,
        on=frame.today,
        account=request.user,
        reach=frame.reach,
    )
    context = {"about": f"{found.code} {found.name}"}
    back = url_with(tab, code)
    return acting.answer(request, form, back=back, context=context, template=form.template)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def mark_end(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_mark(number, request.user)
    return _of_mark(request, records.MarkEndForm(sent(request), mark=found, on=request.frame.today), found)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def mark_withdraw(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_mark(number, request.user)
    return _of_mark(
        request, records.MarkWithdrawForm(sent(request), mark=found, on=request.frame.today), found
    )


@require_http_methods(FORM)
@door(writes, section=SECTION)
def contact_change(request: DeskRequest, number: int) -> HttpResponse:
    return _of_contact(request, records.ContactChangeForm, _own_contact(request, number))


@require_http_methods(FORM)
@door(writes, section=SECTION)
def contact_left(request: DeskRequest, number: int) -> HttpResponse:
    return _of_contact(request, records.ContactLeftForm, _own_contact(request, number))


@require_POST
@door(reads_business, section=SECTION)
def contact_phone(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_contact(number, request.user)
    shown = services.show_contact_phone(contact=found, actor=request.user, at=request.frame.now)
    firm = policies.get_enterprise(found.enterprise.code, request.user)
    context = {"page": _front(request, firm, "firm-people"), "contact": found, "number": shown}
    return show(request, "desk/firm_phone.html", context)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def check_withdraw(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_check(number, request.user)
    policies.require_withdrawing(request.user, found)
    back = url_with("firm-due", found.enterprise.code)
    form = records.CheckWithdrawForm(sent(request), check=found)
    return acting.answer(request, form, back=back, context={"about": found.enterprise.name})


@require_safe
@door(reads_business, section=SECTION)
def checked_file(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_check_file(number, request.user)
    return files.stored(found.file, found.name, saves=True)


@require_safe
@door(reads_business, section="above-scale")
def above_scale(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    on = day_asked(request.GET.get("on", ""), frame.today, field="on")
    since = day_asked(request.GET.get("since", ""), selectors.year_before(on), field="since")
    if since > on:
        raise Refusal(f"起始日期（{since.isoformat()}）不能晚于截止日期（{on.isoformat()}）", field="since")
    page = selectors.growth_page(frame, request.GET.get("tab", "scale"), on, since)
    if exports.is_wanted(request):
        return exports.send(request, selectors.growth_sheet(page))
    return show(request, "desk/above_scale.html", {"page": page, "tabs": selectors.GROWTH_TABS})


def _front(request: DeskRequest, found: Enterprise, tab: str) -> selectors.Front:
    became = duplicates.merged_into(found) if found.is_void else None
    firm = became if isinstance(became, Enterprise) else None
    return selectors.front(found, request.frame, tab, firm)


def _own_contact(request: DeskRequest, number: int) -> Contact:
    found = policies.get_contact(number, request.user)
    require(may_write(request.frame.reach, found.unit_id), f"联系人由{found.unit.short_name}维护")
    return found


def _of_contact(
    request: DeskRequest,
    make: type[records.ContactChangeForm] | type[records.ContactLeftForm],
    found: Contact,
) -> HttpResponse:
    frame = request.frame
    form = make(sent(request), contact=found, on=frame.today, account=request.user, reach=frame.reach)
    back = url_with("firm-people", found.enterprise.code)
    return acting.answer(request, form, back=back, context={"about": found.enterprise.name})


def _of_mark(request: DeskRequest, form: acting.ActForm, found: Mark) -> HttpResponse:
    back = url_with("firm", found.enterprise.code)
    return acting.answer(request, form, back=back, context={"about": found.enterprise.name})
