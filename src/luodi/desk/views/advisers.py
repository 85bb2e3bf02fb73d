"""Advisers and envoys: the list, recommendations, one adviser's terms and leads, and the acts on them."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk import acting, files, listing
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import advisers as forms
from luodi.desk.frame import keeps_lists, reads_business, writes
from luodi.desk.letters import appointment_letter
from luodi.desk.selectors import advisers as selectors
from luodi.enterprises import advising, services
from luodi.enterprises.choices import AdviserKind, NominationState
from luodi.enterprises.models import Adviser, Nomination
from luodi.organisation.policies import may_write, require
from luodi.papers import word
from luodi.ui.addresses import url_with

SECTION = "advisers"
ACTS: dict[str, type[forms.AdviserForm]] = {
    "change": forms.ChangeForm,
    "renew": forms.RenewForm,
    "end": forms.EndForm,
}
STEPS: dict[str, type[forms.NominationForm]] = {"decide": forms.DecideForm, "letter": forms.LetterForm}


@require_safe
@door(reads_business, section=SECTION)
def advisers(request: DeskRequest) -> HttpResponse:
    frame, wanted = request.frame, selectors.Wanted.read(request.GET)
    context = {
        "wanted": wanted,
        "tab": wanted.tab,
        "tabs": selectors.TABS,
        "kinds": AdviserKind.choices,
        "rules": services.terms_on(frame.city.pk, frame.today),
    }
    rows = selectors.advisers(frame, wanted)
    return listing.answer(request, rows, "desk/advisers.html", context, block="rows")


@require_http_methods(FORM)
@door(writes, section=SECTION)
def recommend(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    form = forms.RecommendForm(sent(request), account=request.user, reach=frame.reach, on=frame.today)
    return acting.answer(request, form, back=url_with("advisers"), template="desk/act_wide.html")


@require_http_methods(FORM)
@door(keeps_lists, section=SECTION)
def advisers_rules(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    form = forms.RulesForm(sent(request), now=services.terms_on(frame.city.pk, frame.today), on=frame.today)
    return acting.answer(request, form, back=url_with("advisers"))


@require_http_methods(FORM)
@door(keeps_lists, section=SECTION)
def advisers_run_out(request: DeskRequest) -> HttpResponse:
    form = forms.RunOutForm(sent(request), rows=selectors.run_out(request.frame))
    return acting.answer(request, form, back=url_with("advisers"))


@require_safe
@door(reads_business, section=SECTION)
def adviser(request: DeskRequest, code: str) -> HttpResponse:
    page = selectors.adviser_page(_adviser(request, code), request.frame)
    return show(request, "desk/adviser.html", {"page": page})


@require_http_methods(FORM)
@door(writes, section=SECTION)
def adviser_act(request: DeskRequest, code: str, act: str) -> HttpResponse:
    frame, found = request.frame, _adviser(request, code)
    require(may_write(frame.reach, found.unit_id), "只有联系单位可以办理")
    require(act != "renew" or keeps_lists(frame.reach), "续聘由招商服务中心办理")
    form = ACTS[act](
        sent(request),
        row=found,
        on=frame.today,
        terms=services.terms_on(frame.city.pk, frame.today),
        leads=selectors.brought_in_term(found),
    )
    return acting.answer(request, form, back=url_with("adviser", code), context={"about": found.name})


@require_safe
@door(reads_business, section=SECTION)
def letter(request: DeskRequest, code: str, number: str) -> HttpResponse:
    """Give the letter of one of the adviser's terms, counted from one, as a Word file."""
    terms = list(_adviser(request, code).terms.select_related("adviser__city", "by__unit"))
    if not number.isdecimal() or not 1 <= int(number[:4]) <= len(terms):
        raise Http404
    term = terms[int(number[:4]) - 1]
    name = f"聘书_{term.adviser.name}_{term.since.isoformat()}.docx"
    return files.made(appointment_letter(term), word.TYPE, name)


@require_POST
@door(reads_business, section=SECTION)
def adviser_phone(request: DeskRequest, code: str) -> HttpResponse:
    found = _adviser(request, code)
    number = services.show_adviser_phone(adviser=found, actor=request.user, at=request.frame.now)
    context = {"name": found.name, "number": number, "back": url_with("adviser", code)}
    return show(request, "desk/phone_shown.html", context)


@require_safe
@door(reads_business, section=SECTION)
def nomination(request: DeskRequest, code: str) -> HttpResponse:
    page = selectors.nomination_page(_nomination(request, code), request.frame)
    return show(request, "desk/nomination.html", {"page": page})


@require_POST
@door(reads_business, section=SECTION)
def nomination_phone(request: DeskRequest, code: str) -> HttpResponse:
    found = _nomination(request, code)
    number = services.show_nomination_phone(nomination=found, actor=request.user, at=request.frame.now)
    context = {"name": found.name, "number": number, "back": url_with("nomination", code)}
    return show(request, "desk/phone_shown.html", context)


@require_http_methods(FORM)
@door(keeps_lists, section=SECTION)
def nomination_step(request: DeskRequest, code: str, step: str) -> HttpResponse:
    frame, found = request.frame, _nomination(request, code)
    ahead = advising.NEXT[NominationState(found.state)]
    if not ahead or (step == "letter" and NominationState.APPOINTED not in ahead):
        raise Http404
    terms = services.terms_on(frame.city.pk, frame.today)
    form = STEPS[step](sent(request), row=found, on=frame.today, terms=terms)
    return acting.answer(request, form, back=url_with("nomination", code), context={"about": found.name})


def _adviser(request: DeskRequest, code: str) -> Adviser:
    rows = Adviser.objects.visible_to(request.frame.reach).select_related("unit", "city", "subject")
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _nomination(request: DeskRequest, code: str) -> Nomination:
    rows = Nomination.objects.visible_to(request.frame.reach).select_related("unit", "city", "adviser")
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404
    return found
