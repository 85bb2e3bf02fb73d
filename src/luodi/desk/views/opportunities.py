"""The bank of opportunities: the list, one item with its versions, its profile for investors, and brochures."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk import acting, exports, files, listing, naming
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import opportunities as forms
from luodi.desk.forms.organisation import area_choices, unit_choices
from luodi.desk.forms.particulars import industry_choices
from luodi.desk.frame import reads_business, verifies, writes
from luodi.desk.selectors import opportunities as selectors
from luodi.kernel.findings import Refusal
from luodi.opportunities import brochures, policies, services
from luodi.opportunities.brochures import Brochure
from luodi.opportunities.choices import Language
from luodi.opportunities.models import Opportunity
from luodi.opportunities.profiles import LABELS, profiles_of
from luodi.opportunities.services.showing import note_phones
from luodi.organisation.models import Unit
from luodi.organisation.policies import require
from luodi.outreach.selectors import open_claims
from luodi.ui.addresses import url_with

SECTION = "opportunities"
_DEMO = {Language.ZH: "演示数据（合成）", Language.EN: "Synthetic demonstration data"}
MAKERS = {
    "pdf": (brochures.as_pdf, brochures.PDF_TYPE),
    "docx": (brochures.as_word, brochures.WORD_TYPE),
}


@require_safe
@door(reads_business, section=SECTION)
def opportunities(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    asked = selectors.asked_of(frame)
    context = {
        "asked": asked,
        "tab": asked.tab,
        "tabs": selectors.TABS,
        "counts": selectors.counts(frame, asked),
        "figures": {} if frame.is_past else selectors.figures(frame),
        "areas": area_choices(frame.city, frame.today)[1:],
        "units": unit_choices(Unit.objects.of(frame.city.pk).active_on(frame.today)),
        "industries": industry_choices()[1:],
        "naming": naming,
    }
    rows = selectors.opportunities(frame, asked)
    return listing.answer(request, rows, "desk/opportunities.html", context)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def opportunity_new(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    form = forms.NewOpportunityForm(sent(request), account=request.user, reach=frame.reach, on=frame.today)
    return acting.answer(request, form, back=url_with("opportunities"), template="desk/opportunity_form.html")


@require_safe
@door(reads_business, section=SECTION)
def opportunity(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_opportunity(code, actor=request.user)
    asked = request.GET.get("version", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else None
    page = selectors.opportunity_page(found, request.frame, number)
    return show(request, "desk/opportunity.html", {"page": page, "number": None, "naming": naming})


@require_POST
@door(reads_business, section=SECTION)
def opportunity_phone(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_opportunity(code, actor=request.user)
    number = services.show_phone(opportunity=found, actor=request.user, at=request.frame.now)
    page = selectors.opportunity_page(found, request.frame)
    return show(request, "desk/opportunity.html", {"page": page, "number": number, "naming": naming})


@require_http_methods(FORM)
@door(reads_business, section=SECTION)
def opportunity_revise(request: DeskRequest, code: str) -> HttpResponse:
    found = _changeable(request, code)
    shown = policies.may_see_phone(request.frame.reach, found)
    form = forms.ReviseForm(sent(request), opportunity=found, on=request.frame.today, shows_phone=shown)
    return _answer(request, form, found, "desk/opportunity_form.html")


@require_http_methods(FORM)
@door(reads_business, section=SECTION)
def opportunity_move(request: DeskRequest, code: str) -> HttpResponse:
    found = _changeable(request, code)
    form = forms.MoveForm(sent(request), opportunity=found, on=request.frame.today)
    return _answer(request, form, found, "desk/act.html")


@require_http_methods(FORM)
@door(reads_business, section=SECTION)
def opportunity_photo(request: DeskRequest, code: str) -> HttpResponse:
    found = _changeable(request, code)
    form = forms.PhotoForm(sent(request), request.FILES or None, opportunity=found)
    return _answer(request, form, found, "desk/act.html")


@require_POST
@door(verifies, section=SECTION)
def opportunity_verify(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_opportunity(code, actor=request.user)
    form = forms.VerifyForm(request.POST, claims=open_claims(city=found.city, about=[found.subject]))
    return _answer(request, form, found, "desk/act.html")


@require_safe
@door(reads_business, section=SECTION)
def photo(request: DeskRequest, number: int) -> HttpResponse:
    """Show the picture; its answer is sandboxed: nothing in it runs."""
    found = policies.get_photo(number, actor=request.user)
    return files.stored(found.file, found.name, seconds=3600)


@require_http_methods(FORM)
@door(reads_business, section=SECTION)
def photo_off(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_photo(number, actor=request.user)
    _require(request, found.opportunity)
    form = forms.TakeOffForm(sent(request), photo=found)
    return _answer(request, form, found.opportunity, "desk/act.html")


@require_safe
@door(reads_business, section=SECTION)
def profile(request: DeskRequest, code: str) -> HttpResponse:
    """One page for an investor, on screen and on paper."""
    found = policies.get_opportunity(code, actor=request.user)
    asked = request.GET.get("language", Language.ZH)
    language = Language(asked) if asked in Language.values else Language.ZH
    told = profiles_of([found], language)
    context = {
        "opportunity": found,
        "profile": told[0] if told else None,
        "language": language,
        "words": LABELS[language],
    }
    return show(request, "desk/opportunity_profile.html", context)


@require_http_methods(FORM)
@door(reads_business, section=SECTION)
def brochure(request: DeskRequest) -> HttpResponse:
    """Ask for the language and the file; a POST sends it, and leaves a line in the trail."""
    chosen = _chosen(request)
    form = forms.BrochureForm(sent(request))
    if request.method == "POST" and chosen and form.is_valid():
        try:
            return _brochure(request, chosen, form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    status = 422 if request.method == "POST" else 200
    return show(request, "desk/brochure.html", {"form": form, "chosen": chosen}, status=status)


def _brochure(request: DeskRequest, chosen: list[Opportunity], said: dict[str, str]) -> HttpResponse:
    frame, language = request.frame, Language(said["language"])
    full = [one for one in chosen if said["phones"] and policies.may_see_phone(frame.reach, one)]
    told = profiles_of(chosen, language, numbers_in_full=frozenset(one.pk for one in full))
    note = _DEMO[language] if frame.city.is_demo else ""
    made = Brochure(told, language, frame.city.name, frame.today, note)
    make, media_type = MAKERS[said["kind"]]
    content = make(made)
    note_phones(full, act="印出联系电话", actor=request.user, at=frame.now)
    exports.note_file(request, made.title, len(told))
    return files.made(content, media_type, f"{made.title}_{frame.today.isoformat()}.{said['kind']}")


def _chosen(request: DeskRequest) -> list[Opportunity]:
    """Return what is named in the address or the form, in the order of its codes."""
    told = request.POST if request.method == "POST" else request.GET
    codes = told.getlist("code")[: brochures.MOST + 1]
    rows = Opportunity.objects.visible_to(request.frame.reach).filter(code__in=codes)
    return list(rows.select_related("unit", "city").order_by("code"))


def _changeable(request: DeskRequest, code: str) -> Opportunity:
    found = policies.get_opportunity(code, actor=request.user)
    _require(request, found)
    return found


def _require(request: DeskRequest, found: Opportunity) -> None:
    require(policies.may_change(request.frame.reach, found), "您不能修改这个招商项目")


def _answer(request: DeskRequest, form: acting.ActForm, found: Opportunity, template: str) -> HttpResponse:
    back = url_with("opportunity", found.code)
    return acting.answer(request, form, back=back, context={"about": found.name}, template=template)
