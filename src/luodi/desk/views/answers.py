"""Questions in Chinese answered with figures, and the book of answers."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.answers import policies
from luodi.answers.answering import LONGEST, ask
from luodi.answers.choices import EntryState
from luodi.desk import acting, exports
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import answers as forms
from luodi.desk.frame import reads_business
from luodi.desk.selectors import answers as selectors
from luodi.kernel.findings import Refusal
from luodi.ui.addresses import url_with

BOOK = "book"


@require_safe
@door(reads_business, section="ask")
def ask_page(request: DeskRequest) -> HttpResponse:
    said, frame = request.GET.get("q", "").strip(), request.frame
    answer, refused = None, ""
    if said:
        try:
            answer = ask(said, account=request.user, at=frame.now, as_of=frame.as_of)
        except Refusal as refusal:
            refused = str(refusal)
    context = {
        "said": said[: LONGEST * 2],
        "shown": selectors.shown(answer) if answer else None,
        "refused": refused,
        "examples": selectors.EXAMPLES,
        "may_keep": policies.may_keep(frame.reach) and not frame.is_past,
    }
    return show(request, "desk/ask.html", context, block="answer", status=422 if refused else 200)


@require_safe
@door(reads_business, section=BOOK)
def book(request: DeskRequest) -> HttpResponse:
    frame, query = request.frame, request.GET
    narrowed = selectors.Narrowed(
        text=query.get("q", "").strip()[:60], tag=query.get("tag", "")[:60], aged=query.get("aged") == "1"
    )
    found = selectors.book(frame, narrowed)
    if exports.is_wanted(request):
        return exports.send(request, selectors.book_sheet(found, narrowed))
    context = {
        "book": found,
        "narrowed": narrowed,
        "may_keep": policies.may_keep(frame.reach) and not frame.is_past,
    }
    return show(request, "desk/book.html", context, block="rows")


@require_http_methods(FORM)
@door(policies.may_keep, section=BOOK)
def book_new(request: DeskRequest) -> HttpResponse:
    asked = request.GET.get("q", "").strip()[:LONGEST]
    form = forms.NewEntryForm(sent(request), actor=request.user, at=request.frame.now, asked=asked)
    return acting.answer(request, form, back=url_with("book"))


@require_safe
@door(reads_business, section=BOOK)
def entry(request: DeskRequest, code: str) -> HttpResponse:
    found, frame = policies.get_entry(code, actor=request.user), request.frame
    context = {
        "page": selectors.entry_page(found, frame),
        "may_keep": policies.may_keep(frame.reach) and not frame.is_past,
        "may_adopt": policies.may_adopt(frame.reach) and not frame.is_past,
        "retired": EntryState.RETIRED,
    }
    return show(request, "desk/book_entry.html", context)


@require_http_methods(FORM)
@door(policies.may_keep, section=BOOK)
def entry_rewrite(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_entry(code, actor=request.user)
    form = forms.RewriteForm(sent(request), entry=found, frame=request.frame)
    return acting.answer(request, form, back=url_with("entry", code), context={"about": found.question})


@require_http_methods(FORM)
@door(policies.may_keep, section=BOOK)
def entry_change(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_entry(code, actor=request.user)
    form = forms.ChangeEntryForm(sent(request), entry=found)
    return acting.answer(request, form, back=url_with("entry", code), context={"about": found.question})


@require_http_methods(FORM)
@door(policies.may_adopt, section=BOOK)
def entry_adopt(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_entry(code, actor=request.user)
    form = forms.AdoptForm(sent(request), entry=found)
    return acting.answer(request, form, back=url_with("entry", code), context={"about": found.question})


@require_http_methods(FORM)
@door(policies.may_keep, section=BOOK)
def entry_retire(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_entry(code, actor=request.user)
    form = forms.RetireForm(sent(request), entry=found)
    return acting.answer(request, form, back=url_with("entry", code), context={"about": found.question})
