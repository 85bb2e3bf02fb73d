"""The register: what went out, each of its numbers beside the ledger's, notices, alerts, and who owns which data."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, files, listing
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import register as forms
from luodi.desk.frame import keeps_lists, reads_business
from luodi.desk.selectors import register as selectors
from luodi.organisation.policies import require
from luodi.publishing import policies
from luodi.publishing.selectors.naming import scope_of, what_of, when_of
from luodi.ui.addresses import url_with

SECTION = "register"
ACTS: dict[str, type[forms.PublicationForm]] = {
    "look": forms.LookForm,
    "revise": forms.ReviseForm,
    "accept": forms.AcceptForm,
    "outlet": forms.OutletForm,
    "public": forms.PublicForm,
    "withdraw": forms.WithdrawForm,
}
_MAKES = {"word": "docx", "pdf": "pdf"}


@require_safe
@door(reads_business, section=SECTION)
def register(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    tab = selectors.tab_of(frame)
    context = {
        "tab": tab,
        "tabs": selectors.TABS,
        "q": selectors.asked_for(frame),
        "state_of": selectors.state_of,
        "reads_drafts": policies.reads_drafts(frame.reach),
    }
    return listing.answer(request, selectors.register(frame, tab), "desk/register.html", context)


@require_safe
@door(reads_business, section=SECTION)
def register_figures(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    context = {
        "q": selectors.asked_for(frame),
        "moved": frame.request.GET.get("moved") == "1",
        "what_of": what_of,
        "when_of": when_of,
        "scope_of": scope_of,
    }
    return listing.answer(request, selectors.register_figures(frame), "desk/register_figures.html", context)


@require_safe
@door(reads_business, section=SECTION)
def publication(request: DeskRequest, code: str) -> HttpResponse:
    row = policies.get_publication(code, actor=request.user)
    return show(request, "desk/publication.html", {"page": selectors.publication_page(request.frame, row)})


@require_safe
@door(policies.reads_drafts, section=SECTION)
def published_figure(request: DeskRequest, code: str, place: int) -> HttpResponse:
    """One number with the rows that were frozen with it."""
    row = policies.get_publication(code, actor=request.user)
    page = selectors.figure_page(request.frame, row, place)
    if page is None:
        raise Http404
    return show(request, "desk/published_figure.html", {"page": page, "publication": row})


@require_http_methods(FORM)
@door(reads_business, section=SECTION)
def publication_act(request: DeskRequest, code: str, act: str) -> HttpResponse:
    may = policies.takes_down if act == "withdraw" else policies.publishes
    require(may(request.frame.reach), "登记簿由新闻发布员和招商服务中心维护，当前账号没有权限")
    row = policies.get_publication(code, actor=request.user)
    form = ACTS[act](sent(request), publication=row, on=request.frame.today)
    context = {"about": f"{row.code} {row.title}"}
    return acting.answer(request, form, back=url_with("publication", code), context=context)


@require_safe
@door(reads_business, section=SECTION)
def publication_file(request: DeskRequest, code: str, make: str) -> HttpResponse:
    """Send a file as it went out."""
    row = policies.get_publication(code, actor=request.user)
    file = row.word if make == "word" else row.pdf
    if file is None:
        raise Http404
    return files.stored(file, f"{row.title}.{_MAKES[make]}", saves=True)


@require_safe
@door(policies.reads_drafts, section=SECTION)
def moved(request: DeskRequest) -> HttpResponse:
    tab = selectors.move_tab(request.frame)
    context = {
        "tab": tab,
        "tabs": selectors.MOVE_TABS,
        "keeps": policies.publishes(request.frame.reach) and not request.frame.is_past,
        "what_of": what_of,
        "when_of": when_of,
        "scope_of": scope_of,
    }
    return listing.answer(request, selectors.moves(request.frame, tab), "desk/moved.html", context)


@require_http_methods(FORM)
@door(policies.publishes, section=SECTION)
def move_accept(request: DeskRequest, number: int) -> HttpResponse:
    row = policies.get_move(number, actor=request.user)
    form = forms.AcceptMoveForm(sent(request), move=row)
    context = {"about": f"{row.figure.publication.title}：{row.figure.name} {row.was} → {row.now}"}
    return acting.answer(request, form, back=url_with("moved"), context=context)


@require_safe
@door(policies.reads_drafts, section=SECTION)
def owners(request: DeskRequest) -> HttpResponse:
    context = {
        "owners": selectors.owners(request.frame),
        "keeps": keeps_lists(request.frame.reach) and not request.frame.is_past,
    }
    return show(request, "desk/owners.html", context)


@require_http_methods(FORM)
@door(keeps_lists, section=SECTION)
def owners_set(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    group = request.GET.get("group", "")
    form = forms.OwnerForm(sent(request), city=frame.city, on=frame.today, group=group)
    return acting.answer(request, form, back=url_with("owners"))
