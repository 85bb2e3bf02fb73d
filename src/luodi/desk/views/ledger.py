"""The ledger grid, and searching."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from luodi.desk import exports, paging
from luodi.desk.door import DeskRequest, door, show
from luodi.desk.forms.ledger import TABS, LedgerForm
from luodi.desk.frame import reads_business
from luodi.desk.selectors import ledger as selectors
from luodi.desk.selectors import search as search_selectors

COOKIE = "ledger_columns"
A_YEAR = 365 * 24 * 3600


@require_safe
@door(reads_business, section="projects")
def projects(request: DeskRequest) -> HttpResponse:
    form = LedgerForm(request.GET, frame=request.frame)
    columns = selectors.columns_of(request.GET.getlist("columns"), request.COOKIES.get(COOKIE, ""))
    context = {"form": form, "tabs": TABS, "columns": columns, "every_column": selectors.COLUMNS}
    if not form.is_valid():
        return show(request, "desk/projects.html", {**context, "listing": None}, block="rows", status=422)
    sort = request.GET.get("sort") or selectors.DEFAULT_SORT
    if exports.is_wanted(request):
        return exports.send(request, _exported(request, form, columns, sort))
    found = selectors.listing(request.frame, form.filters(), sort, paging.number_in(request))
    found = selectors.beside_verified(found, request.frame)
    context |= {"listing": found, "page": found.page.linked(request), "sort": sort}
    response = show(request, "desk/projects.html", context, block="rows")
    if "columns" in request.GET:
        chosen = ".".join(column.key for column in columns)
        response.set_cookie(
            COOKIE, chosen, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return response


@require_safe
@door(reads_business, section="projects")
def search(request: DeskRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:60]
    found = search_selectors.found(request.frame.reach, text)
    return show(request, "desk/search.html", {"text": text, "found": found}, block="found")


def _exported(
    request: DeskRequest, form: LedgerForm, columns: tuple[selectors.Column, ...], sort: str
) -> exports.Export:
    filters = form.filters()
    heads, rows = selectors.sheet(columns, selectors.every_row(request.frame, filters, sort))
    total = selectors.listing(request.frame, filters, sort, 1, 1).page.total
    return exports.Export(f"项目台账（{TABS[form.tab][0]}）", heads, rows, [form.says()], total)
