"""The directory: chambers and associations per city, and entrepreneurs from here who work elsewhere."""

from collections.abc import Callable

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk import acting, listing
from luodi.desk.acting import ActForm, sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import directory as forms
from luodi.desk.frame import reads_business, writes
from luodi.desk.selectors import directory as selectors
from luodi.directory import policies, services
from luodi.directory.choices import AssociationKind
from luodi.directory.models import Association, Hometowner
from luodi.organisation.policies import may_write, require
from luodi.refdata import divisions
from luodi.ui.addresses import url_with

SECTION = "directory"
KINDS = {"association": forms.AssociationForm, "hometowner": forms.HometownerForm}
ACTS: dict[str, type[ActForm]] = {
    "talk": forms.TalkForm,
    "close": forms.CloseForm,
    "reopen": forms.ReopenForm,
}


@require_safe
@door(reads_business, section=SECTION)
def directory(request: DeskRequest) -> HttpResponse:
    wanted = selectors.Wanted.read(request.GET)
    context = {
        "wanted": wanted,
        "tab": wanted.tab,
        "tabs": selectors.TABS,
        "kinds": AssociationKind.choices,
        "provinces": provinces(request),
    }
    rows = selectors.directory(request.frame, wanted)
    return listing.answer(request, rows, "desk/directory.html", context, block="rows")


@require_http_methods(FORM)
@door(writes, section=SECTION)
def entry_new(request: DeskRequest, kind: str) -> HttpResponse:
    frame = request.frame
    form = KINDS[kind](sent(request), account=request.user, reach=frame.reach, on=frame.today)
    tab = "associations" if kind == "association" else "people"
    return acting.answer(request, form, back=url_with("directory", tab=tab), template="desk/act_wide.html")


@require_safe
@door(reads_business, section=SECTION)
def entry(request: DeskRequest, kind: str, code: str) -> HttpResponse:
    found = _found(request, kind, code)
    page = selectors.entry_page(found, request.frame)
    return show(request, f"desk/{kind}.html", {"page": page, "kind": kind})


@require_http_methods(FORM)
@door(writes, section=SECTION)
def entry_change(request: DeskRequest, kind: str, code: str) -> HttpResponse:
    frame, found = request.frame, _found(request, kind, code)
    require(may_write(frame.reach, found.unit_id), "只有联系单位可以修改这条名录")
    form = KINDS[kind](sent(request), account=request.user, reach=frame.reach, on=frame.today, held=found)
    context = {"about": found.name}
    return acting.answer(
        request, form, back=url_with(kind, code), context=context, template="desk/act_wide.html"
    )


@require_http_methods(FORM)
@door(writes, section=SECTION)
def entry_act(request: DeskRequest, kind: str, code: str, act: str) -> HttpResponse:
    frame, found = request.frame, _found(request, kind, code)
    require(act == "talk" or may_write(frame.reach, found.unit_id), "只有联系单位可以修改这条名录")
    form = ACTS[act](sent(request), row=found, on=frame.today)  # type: ignore[call-arg]
    return acting.answer(request, form, back=url_with(kind, code), context={"about": found.name})


@require_POST
@door(reads_business, section=SECTION)
def entry_phone(request: DeskRequest, kind: str, code: str) -> HttpResponse:
    found = _found(request, kind, code)
    number = services.show_phone(row=found, actor=request.user, at=request.frame.now)
    context = {"name": found.name, "number": number, "back": url_with(kind, code)}
    return show(request, "desk/phone_shown.html", context)


def provinces(request: DeskRequest) -> list[tuple[str, str]]:
    """Return the provinces of today as the first digits of their codes."""
    found = divisions.divisions(divisions.Level.PROVINCE, request.frame.today)
    return [(one.code[:2], one.name) for one in found]


def _found(request: DeskRequest, kind: str, code: str) -> Association | Hometowner:
    get = policies.get_association if kind == "association" else policies.get_hometowner
    return get(code, actor=request.user)


ROUTES: tuple[tuple[str, Callable[..., HttpResponse], dict[str, str], str], ...] = (
    ("new/", entry_new, {}, "s-new"),
    ("<str:code>/", entry, {}, ""),
    ("<str:code>/change/", entry_change, {}, "-change"),
    ("<str:code>/phone/", entry_phone, {}, "-phone"),
    *((f"<str:code>/{act}/", entry_act, {"act": act}, f"-{act}") for act in ACTS),
)
"""What both kinds of entries have: address, view, what it is told, the end of its name."""
