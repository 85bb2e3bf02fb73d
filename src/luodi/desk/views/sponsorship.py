"""Sponsored projects: the centre's list, my crews, one with its crew and plan, hand-over; and the leader's own page."""

from collections.abc import Callable

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, exports
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import sponsorship as forms
from luodi.desk.frame import reads_business, writes
from luodi.desk.selectors import follow_through
from luodi.desk.selectors import project as project_selectors
from luodi.desk.selectors import sponsorship as selectors
from luodi.organisation.policies import Reach, get_person, require
from luodi.projects import policies as projects
from luodi.sponsorship import policies, services
from luodi.sponsorship.choices import Colour
from luodi.sponsorship.models import Sponsorship
from luodi.ui.addresses import url_with

SECTION = "sponsorships"
ACTS: dict[str, type[forms.SponsorshipForm]] = {
    "lead": forms.LeadUnitForm,
    "crew": forms.CrewForm,
    "node": forms.NodeForm,
}
NODE_ACTS: dict[str, type[forms.OneNodeForm]] = {
    "move": forms.MoveNodeForm,
    "done": forms.FinishNodeForm,
    "strike": forms.StrikeNodeForm,
}
LIGHTS = [("", "全部亮灯"), *Colour.choices]
Judge = Callable[[Reach], bool]


@require_safe
@door(reads_business, section=SECTION)
def sponsorships(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    asked = selectors.Asked.of(frame)
    board = selectors.board(frame, asked)
    if exports.is_wanted(request):
        return exports.send(request, selectors.sheet(frame, board.lines, asked, "领导包保项目"))
    context = {
        "board": board,
        "told": follow_through.sponsored(frame, asked.leader),
        "asked": asked,
        "lights": LIGHTS,
        "terms": services.terms_on(frame.city.pk, frame.today),
        "may_lead": policies.may_lead(frame.reach) and not frame.is_past,
    }
    return show(request, "desk/sponsorships.html", context)


@require_safe
@door(reads_business, section="sponsorships-mine")
def crewed(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    asked = selectors.Asked.of(frame)
    lines, counts = selectors.crewed(frame, asked)
    if exports.is_wanted(request):
        return exports.send(request, selectors.sheet(frame, lines, asked, "我参加专班的项目"))
    context = {"lines": lines, "counts": counts, "asked": asked, "lights": LIGHTS}
    return show(request, "desk/sponsorships_mine.html", context)


@require_safe
@door(reads_business, section="leader")
def leader(request: DeskRequest) -> HttpResponse:
    page = selectors.leader_page(request.frame)
    may_give = policies.may_give(request.frame.reach) and page.is_own and not request.frame.is_past
    return show(request, "desk/leader.html", {"page": page, "may_give": may_give})


@require_http_methods(FORM)
@door(policies.may_lead, section=SECTION)
def hand_over(request: DeskRequest, code: str) -> HttpResponse:
    frame = request.frame
    leaver = get_person(code, actor=request.user)
    held = services.left_with(leaver)
    form = forms.HandOverForm(sent(request), leaver=leaver, projects=held, on=frame.today)
    context = {"about": f"{leaver.name}的包保项目"}
    back = url_with("sponsorships")
    return acting.answer(request, form, back=back, context=context, template="desk/act_wide.html")


@require_http_methods(FORM)
@door(policies.may_lead, section=SECTION)
def adopt(request: DeskRequest) -> HttpResponse:
    lacking, surplus = services.apart(request.frame.city.pk)
    form = forms.AdoptForm(sent(request), n_lacking=len(lacking), n_surplus=len(surplus))
    return acting.answer(request, form, back=url_with("sponsorships"))


@require_http_methods(FORM)
@door(policies.may_lead, section=SECTION)
def light_rules(request: DeskRequest) -> HttpResponse:
    form = forms.LightTermsForm(sent(request), city=request.frame.city, on=request.frame.today)
    return acting.answer(request, form, back=url_with("sponsorships"))


@require_safe
@door(reads_business, section=SECTION)
def sponsorship(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_sponsorship(code, actor=request.user)
    return show(request, "desk/sponsorship.html", {"panel": selectors.panel(found, request.frame)})


@require_safe
@door(reads_business, section="projects")
def project_sponsorship(request: DeskRequest, code: str) -> HttpResponse:
    found = projects.get_project(code, request.user)
    page = project_selectors.front(found, request.frame, "project-sponsorship")
    context = {"page": page, "panel": selectors.panel_of(found, request.frame)}
    return show(request, "desk/project_sponsorship.html", context)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def sponsorship_act(request: DeskRequest, code: str, act: str) -> HttpResponse:
    found = policies.get_sponsorship(code, actor=request.user)
    form = ACTS[act](sent(request), sponsorship=found, on=request.frame.today)
    return _answer(request, form, found)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def crew_end(request: DeskRequest, number: int) -> HttpResponse:
    member, found = policies.get_crew_member(number, actor=request.user)
    form = forms.CrewEndForm(sent(request), member=member, sponsorship=found, on=request.frame.today)
    return _answer(request, form, found)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def node_act(request: DeskRequest, number: int, act: str) -> HttpResponse:
    node, found = policies.get_node(number, actor=request.user)
    form = NODE_ACTS[act](sent(request), node=node, sponsorship=found, on=request.frame.today)
    return _answer(request, form, found, f"{found.project.name}：{node.title}")


def _answer(request: DeskRequest, form: acting.ActForm, found: Sponsorship, about: str = "") -> HttpResponse:
    may = policies.may_keep(found, actor=request.user, reach=request.frame.reach)
    require(may, "只有责任单位、牵头单位和专班成员可以维护专班和节点")
    back, context = url_with("sponsorship", found.code), {"about": about or found.project.name}
    return acting.answer(request, form, back=back, context=context)
