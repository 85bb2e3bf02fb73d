"""Which days are worked: a year of them, the city's own orders, and the acts on these."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.calendars import policies, selectors
from luodi.desk import acting
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import calendar_days as forms
from luodi.desk.frame import has_role
from luodi.refdata.workdays import NATIONAL
from luodi.ui.addresses import url_with

FIRST, LAST = 2000, 2100


@require_safe
@door(has_role, section="calendar-days")
def calendar_days(request: DeskRequest) -> HttpResponse:
    frame, said = request.frame, request.GET.get("year", "")
    asked = int(said) if said.isascii() and said.isdecimal() and len(said) == 4 else 0
    year = asked if FIRST <= asked <= LAST else frame.today.year
    months = selectors.year_of(frame.city.pk, year)
    context = {
        "year": year,
        "months": months,
        "is_known": NATIONAL.is_known(year),
        "n_workdays": sum(day.is_work for month in months for day in month.days),
        "special": [day for month in months for day in month.days if day.is_special],
        "may_set": policies.may_set_days(frame.reach) and not frame.is_past,
    }
    return show(request, "desk/calendar_days.html", context)


@require_http_methods(FORM)
@door(policies.may_set_days, section="calendar-days")
def days_set(request: DeskRequest) -> HttpResponse:
    return acting.answer(request, forms.SetDaysForm(sent(request)), back=url_with("calendar-days"))


@require_http_methods(FORM)
@door(policies.may_set_days, section="calendar-days")
def days_clear(request: DeskRequest) -> HttpResponse:
    return acting.answer(request, forms.ClearDaysForm(sent(request)), back=url_with("calendar-days"))
