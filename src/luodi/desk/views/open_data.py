"""What the public may see: open figures, their words and values, and the site."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting
from luodi.desk.acting import ActForm, sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import open_data as forms
from luodi.desk.frame import reads_business
from luodi.desk.selectors import open_data as selectors
from luodi.disclosure import policies
from luodi.disclosure.models import OpenFigure, OpenWording
from luodi.disclosure.selectors import closed_through, due
from luodi.ui.addresses import url_with

SECTION = "open-data"


@require_safe
@door(reads_business, section=SECTION)
def open_data(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    context = {
        "page": selectors.open_data(frame),
        "may_propose": policies.may_propose(frame.reach) and not frame.is_past,
        "may_decide": policies.may_decide(frame.reach) and not frame.is_past,
        "may_keep_site": policies.may_keep_site(frame.reach) and not frame.is_past,
    }
    return show(request, "desk/open_data.html", context)


@require_safe
@door(reads_business, section=SECTION)
def open_figure(request: DeskRequest, code: str) -> HttpResponse:
    found, frame = policies.get_open_figure(code, actor=request.user), request.frame
    context = {
        "page": selectors.figure_page(found, frame),
        "may_propose": policies.may_propose(frame.reach) and not frame.is_past,
        "may_decide": policies.may_decide(frame.reach) and not frame.is_past,
    }
    return show(request, "desk/open_figure.html", context)


@require_http_methods(FORM)
@door(policies.may_propose, section=SECTION)
def figure_new(request: DeskRequest) -> HttpResponse:
    return acting.answer(request, forms.ProposeForm(sent(request)), back=url_with("open-data"))


@require_http_methods(FORM)
@door(policies.may_propose, section=SECTION)
def issue(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    waiting = due(frame.city, through=closed_through(frame.city, frame.now))
    form = forms.IssueForm(sent(request), n_due=len(waiting))
    return acting.answer(request, form, back=url_with("open-data"))


@require_http_methods(FORM)
@door(policies.may_propose, section=SECTION)
def words(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_open_figure(code, actor=request.user)
    return _answer(request, forms.WordsForm(sent(request), figure=found), found)


@require_http_methods(FORM)
@door(policies.may_decide, section=SECTION)
def approve(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_open_figure(code, actor=request.user)
    return _answer(request, forms.ApproveForm(sent(request), wording=_proposed(found)), found)


@require_http_methods(FORM)
@door(policies.may_decide, section=SECTION)
def decline(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_open_figure(code, actor=request.user)
    return _answer(request, forms.DeclineForm(sent(request), wording=_proposed(found)), found)


@require_http_methods(FORM)
@door(policies.may_propose, section=SECTION)
def revise(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_open_figure(code, actor=request.user)
    return _answer(request, forms.ReviseForm(sent(request), figure=found), found)


@require_http_methods(FORM)
@door(policies.may_propose, section=SECTION)
def end(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_open_figure(code, actor=request.user)
    return _answer(request, forms.EndForm(sent(request), figure=found), found)


@require_http_methods(FORM)
@door(policies.may_keep_site, section=SECTION)
def site(request: DeskRequest) -> HttpResponse:
    form = forms.SiteForm(sent(request), city=request.frame.city)
    return acting.answer(request, form, back=url_with("open-data"))


def _proposed(figure: OpenFigure) -> OpenWording:
    found = figure.wordings.filter(state="PROPOSED").select_related("figure").first()
    if found is None:
        raise Http404
    return found


def _answer(request: DeskRequest, form: ActForm, figure: OpenFigure) -> HttpResponse:
    wording = figure.wordings.order_by("-number").first()
    about = wording.title if wording else figure.code
    return acting.answer(request, form, back=url_with("disclosed", figure.code), context={"about": about})
