"""Monthly filing: the year, a month, one unit's month, and the centre's acts on them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk import acting, exports
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import filing as forms
from luodi.desk.frame import reads_business
from luodi.desk.selectors import filing as selectors
from luodi.desk.selectors import filing_sheets
from luodi.filing import policies, rules, services
from luodi.filing import selectors as filings
from luodi.filing.choices import FilingState
from luodi.kernel.dates import FIRST_YEAR, LAST_YEAR
from luodi.kernel.months import month_of
from luodi.organisation.models import Unit
from luodi.organisation.policies import NotAllowed
from luodi.ui.addresses import url_with

SECTION = "filing"


@require_safe
@door(reads_business, section=SECTION)
def filing(request: DeskRequest) -> HttpResponse:
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        year = request.frame.today.year
    page = selectors.year_page(request.frame, year)
    if exports.is_wanted(request):
        return exports.send(request, filing_sheets.year_sheet(page))
    return show(request, "desk/filing.html", {"page": page})


@require_safe
@door(reads_business, section=SECTION)
def month(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_month(code)
    return show(request, "desk/filing_month.html", {"page": selectors.month_page(request.frame, found)})


@require_POST
@door(policies.is_centre, section=SECTION)
def month_accept(request: DeskRequest, code: str) -> HttpResponse:
    """Accept those of the chosen that wait; the others are named, and nothing happens to them."""
    found, units, frame = policies.get_month(code), _chosen(request), request.frame
    cells = filings.cells_of(frame.city, found, frame.today)
    waiting = {cell.unit.pk for cell in cells if cell.state == FilingState.DECLARED}
    ready = [unit for unit in units if unit.pk in waiting]
    done = services.accept_filings(units=ready, month=found, actor=request.user, at=frame.now)
    left = "、".join(unit.short_name for unit in units if unit.pk not in waiting)
    rest = f"；{left}没有待受理的申报" if left else ""
    messages.success(request, f"已受理 {len(done)} 个单位{rules.month_label(found)}的填报{rest}。")
    return redirect(url_with("month", code))


@require_POST
@door(policies.is_centre, section=SECTION)
def month_remind(request: DeskRequest, code: str) -> HttpResponse:
    found, units, frame = policies.get_month(code), _chosen(request), request.frame
    told = services.remind_units(city=frame.city, month=found, units=units, actor=request.user, at=frame.now)
    messages.success(request, f"已催报 {len(told)} 个单位；已报的和今天催过的不重复。")
    return redirect(url_with("month", code))


@require_http_methods(FORM)
@door(policies.is_centre, section=SECTION)
def month_close(request: DeskRequest, code: str) -> HttpResponse:
    found, frame = policies.get_month(code), request.frame
    cells = filings.cells_of(frame.city, found, frame.today)
    form = forms.CloseForm(sent(request), city=frame.city, month=found, cells=cells)
    about = rules.month_label(found)
    return acting.answer(request, form, back=url_with("month", code), context={"about": about})


@require_http_methods(FORM)
@door(reads_business, section=SECTION)
def declaration(request: DeskRequest, code: str, unit: str) -> HttpResponse:
    found, whose = policies.get_month(code), policies.get_unit(unit, request.user)
    page = selectors.unit_page(request.frame, whose, found)
    if not page.may_declare:
        if request.method == "POST":
            raise NotAllowed(f"您没有为{whose.short_name}填报的权限")
        return show(request, "desk/declaration.html", {"page": page, "form": None})
    form = forms.DeclareForm(sent(request), unit=whose, month=found, cell=page.cell, actor=request.user)
    back = url_with("declaration", code, unit)
    return acting.answer(request, form, back=back, context={"page": page}, template="desk/declaration.html")


@require_http_methods(FORM)
@door(policies.is_centre, section=SECTION)
def declaration_accept(request: DeskRequest, code: str, unit: str) -> HttpResponse:
    return _decide(request, code, unit, forms.AcceptForm)


@require_http_methods(FORM)
@door(policies.is_centre, section=SECTION)
def declaration_return(request: DeskRequest, code: str, unit: str) -> HttpResponse:
    return _decide(request, code, unit, forms.ReturnForm)


@require_safe
@door(policies.is_centre, section=SECTION)
def filing_rules(request: DeskRequest) -> HttpResponse:
    return show(request, "desk/filing_rules.html", {"page": selectors.rules_page(request.frame)})


@require_http_methods(FORM)
@door(policies.is_centre, section=SECTION)
def filing_deadline(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    present = rules.deadline_in_force(filings.deadlines(frame.city), month_of(frame.today))
    form = forms.DeadlineForm(sent(request), city=frame.city, on=frame.today, present=present)
    return acting.answer(request, form, back=url_with("filing-rules"))


@require_http_methods(FORM)
@door(policies.is_centre, section=SECTION)
def filing_duty(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    form = forms.DutyForm(
        sent(request), city=frame.city, on=frame.today, unit_code=request.GET.get("unit", "")
    )
    return acting.answer(request, form, back=url_with("filing-rules"))


def _decide(
    request: DeskRequest, code: str, unit: str, make: type[forms.AcceptForm] | type[forms.ReturnForm]
) -> HttpResponse:
    found, whose = policies.get_month(code), policies.get_unit(unit, request.user)
    cell = filings.cell_of(whose, found, request.frame.today)
    form = make(sent(request), unit=whose, month=found, cell=cell)
    about = f"{whose.short_name}　{rules.month_label(found)}"
    back = url_with("declaration", code, unit)
    return acting.answer(request, form, back=back, context={"about": about})


def _chosen(request: DeskRequest) -> list[Unit]:
    codes = request.POST.getlist("unit")
    return list(Unit.objects.of(request.frame.city.pk).select_related("city").filter(code__in=codes))
