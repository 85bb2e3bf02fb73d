"""What waits for a reviewer: the queue, one claim beside its evidence, and what the city asks of both."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk import acting, exports, paging
from luodi.desk.acting import ActForm, sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import claims as forms
from luodi.desk.frame import reads_business, verifies
from luodi.desk.selectors import claims as selectors
from luodi.desk.selectors import list_sheets
from luodi.desk.selectors import waiting as waiting_selectors
from luodi.desk.selectors.claims import ClaimPage
from luodi.kernel.findings import Refusal
from luodi.projects import policies as projects_policies
from luodi.projects import selectors as projects_selectors
from luodi.projects.models import Project
from luodi.recognition import demands, policies, services
from luodi.recognition.demands import CLAIMED_KINDS
from luodi.recognition.models import ReviewPolicy
from luodi.recognition.selectors.queue import TABS, queue
from luodi.ui.addresses import url_with

SIZE = 50
MOST_AT_ONCE = 500
CORRECTIONS = "correction"
N_TOLD = 10


class TooManyAtOnce(Refusal):
    """More projects in one request than one transaction should hold."""


@require_safe
@door(policies.judges, section="waiting")
def waiting(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    queues = waiting_selectors.of_projects(frame)
    beside = waiting_selectors.beside_projects(frame)
    if not request.GET and any(one.n for one in beside) and not any(one.n for one in queues):
        return redirect(url_with("activity-claims"))
    corrections = projects_selectors.pending_corrections(frame.reach) if frame.reach.verifies else None
    asked = request.GET.get("tab", "")
    first = next((queue.key for queue in queues if queue.n), "signed")
    tab = asked if asked in TABS or (asked == CORRECTIONS and corrections is not None) else first
    form = forms.QueueForm(request.GET, frame=frame)
    if exports.is_wanted(request) and not frame.is_past:
        return exports.send(request, _sheet(request, form, tab))
    context: dict[str, object] = {
        "tab": tab,
        "of_projects": queues,
        "beside": beside,
        "corrections": corrections,
        "policy": ReviewPolicy.objects.all().of(frame.city),
        "form": form,
    }
    if tab in TABS:
        context |= _page_of_queue(request, form, tab)
    return show(request, "desk/waiting.html", context, block="rows")


def _sheet(request: DeskRequest, form: forms.QueueForm, tab: str) -> exports.Export:
    if tab == CORRECTIONS:
        return list_sheets.corrections_sheet(projects_selectors.pending_corrections(request.frame.reach))
    return list_sheets.waiting_sheet(request.frame, form, tab)


def _page_of_queue(request: DeskRequest, form: forms.QueueForm, tab: str) -> dict[str, object]:
    frame, number = request.frame, paging.number_in(request)
    kinds = TABS[tab][1]
    found = queue(frame.city, frame.reach, kinds, form.wanted(), at=frame.now, number=number, size=SIZE)
    page = paging.Page(number, SIZE, found.total)
    return {"rows": found.rows, "page": page.linked(request), "seen": frame.known.entry}


@require_http_methods(FORM)
@door(policies.judges, section="waiting")
def claim(request: DeskRequest, code: str) -> HttpResponse:
    found = projects_policies.get_project(code, request.user)
    kind = request.GET.get("kind", "")
    page = selectors.claim_page(found, request.frame, kind, request.GET.get("file", ""))
    if page is None or not (page.may_verify or page.may_review or request.frame.is_past):
        messages.info(request, f"{found.name}没有等您办理的申报。")
        return redirect(url_with("project", found.code))
    asked = request.POST.get("act", "")
    offered = _forms(request, page, asked)
    context = {"page": page, "forms": offered, "about": found.name}
    form = offered.get(asked) or next(iter(offered.values()))
    return acting.answer(request, form, back=url_with("waiting"), context=context, template="desk/claim.html")


def _forms(request: DeskRequest, page: ClaimPage, asked: str) -> Mapping[str, ActForm]:
    """Return the acts that are open to this account; the one that was sent is filled in."""
    kinds: list[type[forms.ClaimForm]] = []
    kinds += [forms.VerifyClaimForm, forms.RejectClaimForm] if page.may_verify else []
    kinds += [forms.PassClaimForm, forms.ReturnClaimForm] if page.may_review else []
    seen, lacks = request.frame.known.entry or 0, bool(page.lacking)
    names = [kind.name for kind in kinds]
    chosen = asked if asked in names else names[0]
    return {
        kind.name: kind(
            sent(request) if kind.name == chosen else None, claim=page.claim, seen=seen, lacks=lacks
        )
        for kind in kinds
    }


@require_POST
@door(verifies, section="projects")
def verify_many(request: DeskRequest) -> HttpResponse:
    frame, codes = request.frame, request.POST.getlist("code")
    if len(codes) > MOST_AT_ONCE:
        raise TooManyAtOnce(f"一次最多认定 {MOST_AT_ONCE} 个项目，请分批办理")
    chosen = Project.objects.visible_to(frame.reach).filter(code__in=codes).select_related("city", "unit")
    tab, seen = request.POST.get("tab", ""), request.POST.get("seen", "")
    told = services.verify_complete(
        list(chosen),
        kinds=TABS[tab][1] if tab in TABS else None,
        seen=int(seen) if seen.isdecimal() and len(seen) < 19 else None,
        actor=request.user,
        at=frame.now,
    )
    messages.success(request, f"已认定 {len(told.done)} 个项目。")
    if told.passed_over:
        said = "；".join(list(told.passed_over.values())[:5])
        messages.warning(request, f"有 {len(told.passed_over)} 个没有认定：{said}。")
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else url_with("projects"))


@require_http_methods(FORM)
@door(reads_business, section="waiting")
def evidence_rules(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    policy = ReviewPolicy.objects.all().of(frame.city)
    context = {
        "may_set": policies.can_set_policy(frame.reach) and not frame.is_past,
        "policy": policy,
        "told": ReviewPolicy.objects.all().told(frame.city)[:N_TOLD],
        "versions": demands.versions(frame.city.code)[::-1],
        "kinds": CLAIMED_KINDS,
    }
    form = forms.PolicyForm(sent(request), policy=policy)
    back = url_with("evidence-rules")
    return acting.answer(request, form, back=back, context=context, template="desk/evidence_rules.html")
