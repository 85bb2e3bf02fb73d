"""The way of a piece: where it stands, each step, countersigns, two versions side by side."""

from collections.abc import Callable

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, listing
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import piece_flow as forms
from luodi.desk.frame import reads_business
from luodi.desk.selectors import piece_flow as selectors
from luodi.desk.selectors import register
from luodi.organisation.policies import Reach, require
from luodi.publishing import policies
from luodi.ui.addresses import url_with

SECTION, COUNTERSIGNS = "pieces", "countersigns"
FORMS: dict[str, type[forms.StepForm]] = {
    "check": forms.CheckForm,
    "submit": forms.SubmitForm,
    "pass": forms.PassForm,
    "return": forms.ReturnForm,
    "recall": forms.RecallForm,
    "approve": forms.ApproveForm,
    "publish": forms.PublishForm,
}
_WRITERS, _CENTRE, _LEADERS = "新闻发布员或招商服务中心", "招商服务中心", "市领导"
MAY: dict[str, tuple[Callable[[Reach], bool], str]] = {
    "check": (policies.writes_pieces, _WRITERS),
    "submit": (policies.writes_pieces, _WRITERS),
    "recall": (policies.writes_pieces, _WRITERS),
    "pass": (policies.passes_pieces, _CENTRE),
    "return": (policies.returns_pieces, f"{_CENTRE}或{_LEADERS}"),
    "approve": (policies.approves_pieces, _LEADERS),
    "publish": (policies.publishes, _WRITERS),
}
"""Who may take which step, and what they are called."""
DECISIONS: dict[str, type[forms.ConfirmForm] | type[forms.ObjectForm]] = {
    "confirm": forms.ConfirmForm,
    "object": forms.ObjectForm,
}


@require_safe
@door(policies.reads_drafts, section=SECTION)
def flow(request: DeskRequest, code: str) -> HttpResponse:
    """Where the piece stands; its own page asks for the block alone."""
    piece = policies.get_piece(code, actor=request.user)
    page = selectors.flow_page(request.frame, piece)
    return show(request, "desk/piece_flow.html", {"page": page}, block="flow")


@require_http_methods(FORM)
@door(policies.reads_drafts, section=SECTION)
def piece_act(request: DeskRequest, code: str, act: str) -> HttpResponse:
    may, who = MAY[act]
    require(may(request.frame.reach), f"这一步由{who}办理，当前账号没有权限")
    piece = policies.get_piece(code, actor=request.user)
    form = FORMS[act](sent(request), piece=piece, on=request.frame.today)
    context = {"about": f"{piece.code} {piece.title}"}
    return acting.answer(request, form, back=url_with("piece", code), context=context)


@require_safe
@door(policies.reads_drafts, section=SECTION)
def compare(request: DeskRequest, code: str) -> HttpResponse:
    piece = policies.get_piece(code, actor=request.user)
    asked = request.GET
    found = selectors.compared(
        piece, asked.get("old", ""), asked.get("new", ""), whole=asked.get("whole") == "1"
    )
    return show(request, "desk/piece_compare.html", {"piece": piece, "page": found})


@require_safe
@door(reads_business, section=COUNTERSIGNS)
def countersigns(request: DeskRequest) -> HttpResponse:
    tab = register.countersign_tab(request.frame)
    found = register.countersigns(request.frame, tab)
    context = {"tab": tab, "tabs": register.COUNTERSIGN_TABS}
    return listing.answer(request, found, "desk/countersigns.html", context)


@require_safe
@door(reads_business, section=COUNTERSIGNS)
def countersign(request: DeskRequest, number: int) -> HttpResponse:
    row = policies.get_countersign(number, actor=request.user)
    page = selectors.countersign_page(request.frame, row)
    return show(request, "desk/countersign.html", {"page": page, "one": row})


@require_http_methods(FORM)
@door(reads_business, section=COUNTERSIGNS)
def countersign_act(request: DeskRequest, number: int, act: str) -> HttpResponse:
    row = policies.get_countersign(number, actor=request.user)
    policies.require_signing(request.user, row)
    form = DECISIONS[act](sent(request), countersign=row)
    context = {"about": str(row.piece.title)}
    return acting.answer(request, form, back=url_with("countersign", row.pk), context=context)
