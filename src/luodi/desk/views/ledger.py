"""The ledger grid, verifying from it, and searching."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from luodi.desk import exports, paging
from luodi.desk.door import DeskRequest, door, show
from luodi.desk.forms.ledger import TABS, LedgerForm
from luodi.desk.frame import reads_business
from luodi.desk.selectors import ledger as selectors
from luodi.desk.selectors import search as search_selectors
from luodi.kernel.findings import Refusal
from luodi.ledger.kinds import Standing
from luodi.organisation.policies import Reach
from luodi.projects import selectors as projects_selectors
from luodi.projects import services as projects_services
from luodi.projects.models import Project
from luodi.ui import addresses

COOKIE = "ledger_columns"
A_YEAR = 365 * 24 * 3600
MOST_AT_ONCE = 500


class TooManyAtOnce(Refusal):
    """More projects in one request than one transaction should hold."""


def verifies(reach: Reach) -> bool:
    return reach.verifies


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
    context |= {"listing": found, "page": found.page.linked(request), "sort": sort}
    response = show(request, "desk/projects.html", context, block="rows")
    if "columns" in request.GET:
        chosen = ".".join(column.key for column in columns)
        response.set_cookie(
            COOKIE, chosen, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return response


@require_POST
@door(verifies, section="projects")
def verify_many(request: DeskRequest) -> HttpResponse:
    frame, codes = request.frame, request.POST.getlist("code")
    if len(codes) > MOST_AT_ONCE:
        raise TooManyAtOnce(f"一次最多认定 {MOST_AT_ONCE} 个项目，请分批办理")
    chosen = list(Project.objects.visible_to(frame.reach).filter(code__in=codes))
    done = projects_services.verify_all(chosen, actor=request.user, at=frame.now)
    passed = len(chosen) - len(done)
    rest = f"；{passed} 个没有待认定的申报" if passed else ""
    messages.success(request, f"已认定 {len(done)} 个项目{rest}。")
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else addresses.url_with("projects"))


@require_safe
@door(verifies, section="waiting")
def waiting(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    claimed = projects_selectors.ProjectFilter(standings=frozenset({Standing.CLAIMED}))
    found = selectors.listing(frame, claimed, "updated_at", paging.number_in(request))
    context = {
        "corrections": projects_selectors.pending_corrections(frame.reach),
        "listing": found,
        "page": found.page.linked(request),
        "columns": selectors.columns_of(list(selectors.WAITING), ""),
        "sort": "updated_at",
    }
    return show(request, "desk/waiting.html", context, block="rows")


@require_safe
@door(reads_business, section="projects")
def search(request: DeskRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:60]
    found = search_selectors.found(request.frame.reach, text)
    return show(request, "desk/search.html", {"text": text, "found": found}, block="found")


def _exported(
    request: DeskRequest, form: LedgerForm, columns: tuple[selectors.Column, ...], sort: str
) -> exports.Export:
    heads, rows = selectors.sheet(columns, selectors.every_row(request.frame, form.filters(), sort))
    return exports.Export(f"项目台账（{TABS[form.tab][0]}）", heads, rows, [form.says()])
