"""The months' numbers without rows."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, exports
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms.lumps import LumpsForm
from luodi.desk.frame import reads_business, writes
from luodi.desk.selectors import lumps as selectors
from luodi.desk.selectors.events import year_in
from luodi.ui.addresses import url_with


@require_safe
@door(reads_business, section="lumps")
def lumps(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    year = year_in(request.GET.get("year", ""), frame)
    if exports.is_wanted(request):
        return exports.send(request, selectors.lumps_sheet(frame, year))
    context = {
        "year": year,
        "lumps": selectors.lumps(frame, year),
        "kinds": selectors.LUMP_KINDS,
        "measures": selectors.LUMP_MEASURES,
    }
    return show(request, "desk/lumps.html", context)


@require_http_methods(FORM)
@door(writes, section="lumps")
def lumps_new(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    form = LumpsForm(sent(request), account=request.user, reach=frame.reach, on=frame.today)
    return acting.answer(request, form, back=url_with("lumps"), template="desk/act_wide.html")
