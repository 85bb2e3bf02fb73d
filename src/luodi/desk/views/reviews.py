"""Review meetings: the list, one with its agenda and guests, its papers, and the acts on it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, files, paging, review_papers
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import review_minutes as minutes_forms
from luodi.desk.forms import reviews as forms
from luodi.desk.frame import reads_business, writes
from luodi.desk.selectors import reviews as selectors
from luodi.organisation.policies import require
from luodi.papers import pdf, word
from luodi.papers.paper import Paper
from luodi.reviews import invitations, packs, policies
from luodi.reviews.choices import ReviewState
from luodi.reviews.models import AgendaLine, Decision, Minutes, Review, Seat
from luodi.ui.addresses import url_with

SECTION = "reviews"
PACKS: dict[str, tuple[Callable[[Paper], bytes], str]] = {
    "docx": (word.written, word.TYPE),
    "pdf": (pdf.written, pdf.TYPE),
}
ACTS: dict[str, tuple[type[forms.ReviewForm], str]] = {
    "invite": (forms.InviteForm, "desk/act.html"),
    "hold": (forms.HoldForm, "desk/act.html"),
    "cancel": (forms.CancelReviewForm, "desk/act.html"),
    "seat": (forms.SeatForm, "desk/act.html"),
    "attendance": (forms.AttendanceForm, "desk/review_attendance.html"),
    "propose": (minutes_forms.ProposeForm, "desk/review_propose.html"),
    "publish": (minutes_forms.PublishForm, "desk/act.html"),
    "correct": (minutes_forms.CorrectForm, "desk/act.html"),
}
LINE_ACTS: dict[str, type[minutes_forms.LineForm]] = {
    "said": minutes_forms.SaidForm,
    "move": minutes_forms.MoveLineForm,
    "drop": minutes_forms.DropLineForm,
    "restore": minutes_forms.RestoreLineForm,
}


@require_safe
@door(reads_business, section=SECTION)
def reviews(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    tab = selectors.tab_of(frame)
    rows, page = selectors.listed(frame, tab, paging.number_in(request))
    context = {
        "rows": rows,
        "page": page.linked(request),
        "tab": tab,
        "tabs": selectors.TABS,
        "counts": selectors.counts(frame),
        "may_hold": policies.may_hold(frame.reach) and not frame.is_past,
    }
    return show(request, "desk/reviews.html", context)


@require_http_methods(FORM)
@door(policies.may_hold, section=SECTION)
def reviews_new(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    form = forms.NewReviewForm(sent(request), account=request.user, on=frame.today, reach=frame.reach)
    return acting.answer(request, form, back=url_with("reviews"), template="desk/act_wide.html")


@require_safe
@door(reads_business, section=SECTION)
def review(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_review(code, actor=request.user)
    return show(request, "desk/review.html", {"page": selectors.review_page(found, request.frame)})


@require_http_methods(FORM)
@door(writes, section=SECTION)
def review_change(request: DeskRequest, code: str) -> HttpResponse:
    found = _kept(request, code)
    form = forms.ChangeReviewForm(sent(request), account=request.user, on=request.frame.today, review=found)
    return _answer(request, form, found, "desk/act_wide.html")


@require_http_methods(FORM)
@door(writes, section=SECTION)
def review_act(request: DeskRequest, code: str, act: str) -> HttpResponse:
    found = _kept(request, code)
    make, template = ACTS[act]
    form = make(sent(request), review=found, account=request.user, on=request.frame.today)
    return _answer(request, form, found, template)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def review_line(request: DeskRequest, code: str) -> HttpResponse:
    found = _kept(request, code)
    form = minutes_forms.NewLineForm(sent(request), review=found, reach=request.frame.reach)
    return _answer(request, form, found)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def agenda_act(request: DeskRequest, code: str, number: int, act: str) -> HttpResponse:
    found = _kept(request, code)
    line = _part(AgendaLine.objects.filter(review=found).select_related("review__city"), number)
    form = LINE_ACTS[act](sent(request), line=line, on=request.frame.today)
    return _answer(request, form, found, about=line.title)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def agenda_decide(request: DeskRequest, code: str, number: int) -> HttpResponse:
    found = _kept(request, code)
    line = _part(AgendaLine.objects.filter(review=found).select_related("review__city"), number)
    form = minutes_forms.DecideForm(sent(request), line=line, on=request.frame.today)
    return _answer(request, form, found, about=line.title)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def decision_drop(request: DeskRequest, code: str, number: int) -> HttpResponse:
    found = _kept(request, code)
    row = _part(Decision.objects.filter(line__review=found).select_related("line__review"), number)
    form = minutes_forms.DropDecisionForm(sent(request), decision=row)
    return _answer(request, form, found, about=row.text)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def seat_drop(request: DeskRequest, code: str, number: int) -> HttpResponse:
    found = _kept(request, code)
    row = _part(Seat.objects.filter(review=found).select_related("review", "unit", "person"), number)
    return _answer(request, forms.DropSeatForm(sent(request), seat=row), found, about=row.name)


@require_http_methods(FORM)
@door(reads_business, section=SECTION)
def seat_answer(request: DeskRequest, code: str, number: int) -> HttpResponse:
    found = policies.get_review(code, actor=request.user)
    row = _part(Seat.objects.filter(review=found).select_related("unit", "person"), number)
    may = policies.may_answer(row, actor=request.user, reach=request.frame.reach)
    require(may, "会议通知由被通知的单位或本人回复")
    return _answer(request, forms.AnswerForm(sent(request), seat=row), found, about=row.name)


@require_safe
@door(reads_business, section=SECTION)
def review_pack(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_review(code, actor=request.user)
    ending, make, media_type = _file_kind(request)
    content = make(review_papers.pack_paper(packs.pack_of(found, on=request.frame.today)))
    return files.made(content, media_type, f"{found.full_title}会议材料.{ending}")


@require_safe
@door(reads_business, section=SECTION)
def review_minutes(request: DeskRequest, code: str) -> HttpResponse:
    """Show an edition of the minutes, the latest unless another is asked for."""
    found = policies.get_review(code, actor=request.user)
    chosen, editions = _edition(request, found)
    return show(
        request, "desk/review_minutes.html", {"review": found, "minutes": chosen, "editions": editions}
    )


@require_safe
@door(reads_business, section=SECTION)
def review_paper(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_review(code, actor=request.user)
    chosen, _ = _edition(request, found)
    note = "演示数据（合成）" if found.city.is_demo else ""
    ending, make, media_type = _file_kind(request)
    content = make(review_papers.minutes_paper(chosen.content, note=note))
    corrected = f"（更正第{chosen.edition}版）" if chosen.edition > 1 else ""
    name = f"{chosen.content['head']}（{chosen.content['number']}）{corrected}.{ending}"
    return files.made(content, media_type, name)


def _file_kind(request: DeskRequest) -> tuple[str, Callable[[Paper], bytes], str]:
    """Return the ending, who writes it and its type: Word unless PDF is asked for."""
    ending = "pdf" if request.GET.get("kind") == "pdf" else "docx"
    return ending, *PACKS[ending]


@require_safe
@door(reads_business, section=SECTION)
def review_invitation(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_review(code, actor=request.user)
    if found.state == ReviewState.PLANNED:
        raise Http404
    page = request.build_absolute_uri(url_with("review", found.code, as_of=None, scope=None))
    content = invitations.write(found, at=request.frame.now, page=page)
    return files.made(content, invitations.CONTENT_TYPE, f"{found.code}.ics")


def _kept(request: DeskRequest, code: str) -> Review:
    found = policies.get_review(code, actor=request.user)
    require(policies.may_keep(request.frame.reach, found), "只有召集单位可以办理这次会议")
    return found


def _part(rows: Any, number: int) -> Any:
    """Return the row with the number in the address.    Raises: Http404 when there is none of this meeting."""
    found = rows.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _edition(request: DeskRequest, found: Review) -> tuple[Minutes, list[Minutes]]:
    editions = list(Minutes.objects.filter(review=found).select_related("published_by__person"))
    asked = request.GET.get("edition", "")
    wanted = [one for one in editions if str(one.edition) == asked] if asked else editions[-1:]
    if not wanted:
        raise Http404
    return wanted[0], editions


def _answer(
    request: DeskRequest,
    form: acting.ActForm,
    found: Review,
    template: str = "desk/act.html",
    *,
    about: str = "",
) -> HttpResponse:
    context = {"about": f"{found.full_title}　{about}".strip(), "review": found}
    back = url_with("review", found.code)
    return acting.answer(request, form, back=back, context=context, template=template)
