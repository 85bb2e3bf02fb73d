"""Pieces: the list, one begun from a template or by hand, read as a page, edited, sent as a file."""

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk import acting, files, paging
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import publishing as forms
from luodi.desk.paging import Page
from luodi.desk.selectors import pieces, press
from luodi.kernel.asof import AsOf
from luodi.organisation.policies import require
from luodi.papers import pdf, word
from luodi.press.reporting import report
from luodi.press.services.memory import check_typed
from luodi.publishing import policies
from luodi.publishing.choices import FigureState, PieceKind, TemplateState
from luodi.publishing.models import Piece, PieceFigure, PieceVersion, TemplateVersion
from luodi.publishing.rules import LONGEST_TEXT
from luodi.publishing.selectors.composed import read_template
from luodi.publishing.selectors.obstacles import current
from luodi.publishing.selectors.paper import paper_of
from luodi.publishing.selectors.trusting import anchors_in, weighed
from luodi.ui.addresses import url_with

SECTION = "pieces"
_SIZE = 30
FILES = {"word": (word.written, word.TYPE, "docx"), "pdf": (pdf.written, "application/pdf", "pdf")}
FIGURE_ACTS = {"restore": forms.RestoreForm, "release": forms.ReleaseForm}


@require_safe
@door(policies.reads_drafts, section=SECTION)
def listed(request: DeskRequest) -> HttpResponse:
    """Every piece, the last begun first."""
    rows = Piece.objects.visible_to(request.frame.reach).select_related("author__person")
    kind = request.GET.get("kind", "")
    rows = rows.filter(kind=kind) if kind in PieceKind.values else rows
    page = Page(paging.number_in(request), _SIZE, rows.count()).linked(request)
    context = {
        "lines": rows[page.first - 1 : page.last],
        "page": page,
        "kind": kind,
        "kinds": PieceKind.choices,
        "may_write": _may_write(request),
    }
    return show(request, "desk/pieces.html", context, block="rows")


@require_safe
@door(policies.writes_pieces, section=SECTION)
def new(request: DeskRequest) -> HttpResponse:
    """Which template it is to be."""
    rows = TemplateVersion.objects.filter(
        template__city=request.frame.city, state=TemplateState.ADOPTED
    ).select_related("template")
    return show(request, "desk/piece_new.html", {"versions": rows.order_by("template__kind", "template_id")})


@require_http_methods(FORM)
@door(policies.writes_pieces, section=SECTION)
def compose(request: DeskRequest, code: str) -> HttpResponse:
    rows = TemplateVersion.objects.filter(template__city=request.frame.city, template__code=code)
    version = rows.filter(state=TemplateState.ADOPTED).select_related("template").first()
    if version is None:
        raise Http404
    on = request.frame.today
    script = read_template(version.text, city=request.frame.city, on=on)
    form = forms.ComposeForm(sent(request), template=version, script=script, account=request.user, on=on)
    return acting.answer(request, form, back=url_with("pieces-new"), template="desk/act_wide.html")


@require_http_methods(FORM)
@door(policies.writes_pieces, section=SECTION)
def write(request: DeskRequest) -> HttpResponse:
    form = forms.WriteForm(sent(request), on=request.frame.today)
    return acting.answer(request, form, back=url_with("pieces"), template="desk/act_wide.html")


@require_safe
@door(policies.reads_drafts, section=SECTION)
def piece(request: DeskRequest, code: str) -> HttpResponse:
    """The piece as a page, its numbers leading to their figures, and where it stands beside it."""
    found = policies.get_piece(code, actor=request.user)
    version = current(found)
    context = {
        "page": pieces.page_of(found, version, present=request.frame.known.entry == found.entry),
        "may_edit": _may_write(request) and found.is_editable,
        "may_write": _may_write(request),
    }
    return show(request, "desk/piece.html", context)


@require_safe
@door(policies.reads_drafts, section=SECTION)
def piece_version(request: DeskRequest, code: str, number: int) -> HttpResponse:
    """An earlier version as it was."""
    found = policies.get_piece(code, actor=request.user)
    version = _version(found, number)
    page = pieces.page_of(found, version, present=request.frame.known.entry == found.entry)
    return show(request, "desk/piece_version.html", {"page": page})


@require_http_methods(FORM)
@door(policies.writes_pieces, section=SECTION)
def edit(request: DeskRequest, code: str) -> HttpResponse:
    """The editor; what the press check says stands beside it, and follows the text."""
    found = policies.get_piece(code, actor=request.user)
    version = current(found)
    form = forms.EditForm(sent(request), piece=found, version=version)
    context = {
        "about": f"{found.code} {found.title}",
        "piece": found,
        "page": pieces.page_of(found, version, present=True),
        **_beside(request, found, form.text),
    }
    back = url_with("piece", code)
    return acting.answer(request, form, back=back, context=context, template="desk/piece_edit.html")


@require_POST
@door(policies.writes_pieces, section=SECTION)
def live(request: DeskRequest, code: str) -> HttpResponse:
    """What is said about the piece while it is being typed; nothing is kept."""
    found = policies.get_piece(code, actor=request.user)
    text = request.POST.get("text", "").replace("\r\n", "\n")[:LONGEST_TEXT]
    return show(request, "desk/_piece_beside.html", _beside(request, found, text))


@require_http_methods(FORM)
@door(policies.writes_pieces, section=SECTION)
def refresh(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_piece(code, actor=request.user)
    form = forms.RefreshForm(sent(request), piece=found)
    return acting.answer(request, form, back=url_with("piece", code), context={"about": str(found)})


@require_http_methods(FORM)
@door(policies.writes_pieces, section=SECTION)
def figure_act(request: DeskRequest, code: str, place: int, act: str) -> HttpResponse:
    found = policies.get_piece(code, actor=request.user)
    form = FIGURE_ACTS[act](sent(request), piece=found, figure=_figure(current(found), place))
    return acting.answer(request, form, back=url_with("piece", code), context={"about": str(found)})


@require_safe
@door(policies.reads_drafts, section=SECTION)
def made(request: DeskRequest, code: str, kind: str) -> HttpResponse:
    """The present version as a file, to be looked at before it goes."""
    found = policies.get_piece(code, actor=request.user)
    write_file, media_type, ending = FILES[kind]
    content = write_file(paper_of(found, current(found)))
    return files.made(content, media_type, f"{found.title}.{ending}")


def _beside(request: DeskRequest, found: Piece, text: str) -> dict[str, Any]:
    """Return what stands beside the editor: references that were changed, and what the press check says."""
    key = f"{request.user.pk}-piece-{found.pk}"
    known = AsOf(found.as_of, found.entry)
    checked = check_typed(found.city, text, key=key, published=found.issued_on, as_of=known)
    touched = pieces.touched(current(found), text)
    said = weighed(checked, anchors_in(found, text, touched))
    return {
        "changed": [one for one in touched if one.state == FigureState.CHANGED],
        "sheet": press.Sheet(text, report(said)),
    }


def _may_write(request: DeskRequest) -> bool:
    return policies.writes_pieces(request.frame.reach) and not request.frame.is_past


def _version(found: Piece, number: int) -> PieceVersion:
    version = found.versions.filter(number=number).first()
    if version is None:
        raise Http404
    return version


def _figure(version: PieceVersion, place: int) -> PieceFigure:
    figure = version.figures.filter(place=place).first()
    if figure is None:
        raise Http404
    require(figure.state != "LOST", "这个数已从文中删去")
    return figure
