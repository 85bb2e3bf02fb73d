"""Units and people."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import organisation as forms
from luodi.desk.frame import has_role
from luodi.desk.selectors import organisation as selectors
from luodi.desk.selectors.unit_figures import unit_figures
from luodi.organisation import policies
from luodi.organisation.models import Post
from luodi.ui.addresses import url_with


@require_safe
@door(has_role, section="units")
def units(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    context = {"lines": selectors.unit_lines(frame.city, frame.today), "may_arrange": _may_arrange(request)}
    return show(request, "desk/units.html", context)


@require_safe
@door(has_role, section="units")
def unit(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_unit(code, actor=request.user)
    context = {
        "page": selectors.unit_page(found, request.frame.today),
        "figures": unit_figures(found, request.frame),
        "may_arrange": _may_arrange(request),
    }
    return show(request, "desk/unit.html", context)


@require_http_methods(FORM)
@door(policies.may_arrange, section="units")
def unit_new(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    form = forms.NewUnit(sent(request), city=frame.city, on=frame.today)
    return acting.answer(request, form, back=url_with("units"))


@require_http_methods(FORM)
@door(policies.may_arrange, section="units")
def unit_change(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_unit(code, actor=request.user)
    form = forms.ChangeUnit(sent(request), unit=found, on=request.frame.today)
    return acting.answer(request, form, back=url_with("unit", code), context={"about": found.name})


@require_http_methods(FORM)
@door(policies.may_arrange, section="units")
def unit_close(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_unit(code, actor=request.user)
    form = forms.CloseUnit(sent(request), unit=found, on=request.frame.today)
    return acting.answer(request, form, back=url_with("unit", code), context={"about": found.name})


@require_safe
@door(has_role, section="people")
def people(request: DeskRequest) -> HttpResponse:
    frame, text = request.frame, request.GET.get("q", "").strip()[:40]
    lines = selectors.people(frame.city, frame.today, unit_code=request.GET.get("unit", ""), text=text)
    context = {"lines": lines, "text": text, "may_arrange": _may_arrange(request)}
    return show(request, "desk/people.html", context)


@require_http_methods(FORM)
@door(policies.may_arrange, section="people")
def person_new(request: DeskRequest) -> HttpResponse:
    form = forms.NewPerson(sent(request), city=request.frame.city)
    return acting.answer(request, form, back=url_with("people"))


@require_http_methods(FORM)
@door(policies.may_arrange, section="people")
def person_appoint(request: DeskRequest, code: str) -> HttpResponse:
    person = policies.get_person(code, actor=request.user)
    form = forms.Appoint(sent(request), person=person, on=request.frame.today)
    return acting.answer(request, form, back=url_with("people"), context={"about": person.name})


@require_http_methods(FORM)
@door(policies.may_arrange, section="people")
def post_end(request: DeskRequest, code: str) -> HttpResponse:
    post = (
        Post.objects.select_related("person")
        .filter(person__city=request.frame.city, pk=_number(code))
        .first()
    )
    if post is None:
        raise Http404
    form = forms.EndPost(sent(request), post=post, on=request.frame.today)
    about = f"{post.person.name} · {post.title}"
    return acting.answer(request, form, back=url_with("people"), context={"about": about})


def _may_arrange(request: DeskRequest) -> bool:
    return policies.may_arrange(request.frame.reach) and not request.frame.is_past


def _number(code: str) -> int:
    return int(code) if code.isascii() and code.isdigit() and len(code) < 19 else 0
