"""Teams: their five measures, members and attendance."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, exports
from luodi.desk.acting import sent
from luodi.desk.day import day_asked
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import teams as forms
from luodi.desk.frame import reads_business, writes
from luodi.desk.selectors import teams as selectors
from luodi.desk.selectors.calendar import href_of
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import Unit
from luodi.organisation.policies import may_write
from luodi.teams import policies
from luodi.teams.choices import TEAM_KINDS
from luodi.teams.models import Attendance, Secondment
from luodi.ui.addresses import url_with

SECTION = "teams"


@require_safe
@door(reads_business, section=SECTION)
def teams(request: DeskRequest) -> HttpResponse:
    page = selectors.teams_page(
        request.frame, month=request.GET.get("month", ""), kind=request.GET.get("kind", "")
    )
    if exports.is_wanted(request):
        return exports.send(request, selectors.teams_sheet(page))
    context = {"page": page, "heads": selectors.HEADS, "kinds": _kinds()}
    return show(request, "desk/teams.html", context)


@require_http_methods(FORM)
@door(policies.may_confirm, section=SECTION)
def teams_new(request: DeskRequest) -> HttpResponse:
    form = forms.TeamForm(sent(request), city=request.frame.city, on=request.frame.today)
    return acting.answer(request, form, back=url_with("teams"))


@require_safe
@door(reads_business, section=SECTION)
def team(request: DeskRequest, code: str) -> HttpResponse:
    page = selectors.team_page(policies.get_team(code, actor=request.user), request.frame)
    context = {"page": page, "heads": selectors.HEADS, "href_of": href_of}
    return show(request, "desk/team.html", context)


@require_http_methods(FORM)
@door(policies.may_confirm, section=SECTION)
def team_disband(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_team(code, actor=request.user)
    form = forms.DisbandForm(sent(request), team=found, on=request.frame.today)
    return _answer(request, form, found, url_with("team", code))


@require_http_methods(FORM)
@door(writes, section=SECTION)
def team_second(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_team(code, actor=request.user)
    policies.require_staffing(request.user, found)
    form = forms.SecondForm(sent(request), team=found, on=request.frame.today)
    return _answer(request, form, found, url_with("team", code))


@require_http_methods(FORM)
@door(writes, section=SECTION)
def secondment(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_secondment(number, actor=request.user)
    policies.require_staffing(request.user, found.unit)
    form = forms.SecondmentForm(sent(request), secondment=found)
    about = f"{found.unit.short_name}　{found.person.name}"
    return acting.answer(request, form, back=url_with("team", found.unit.code), context={"about": about})


@require_safe
@door(reads_business, section=SECTION)
def team_attendance(request: DeskRequest, code: str) -> HttpResponse:
    found = _seen_team(request, code)
    page = selectors.month_page(found, request.frame, request.GET.get("month", ""))
    if exports.is_wanted(request):
        return exports.send(request, selectors.month_sheet(page))
    reach, is_past = request.frame.reach, request.frame.is_past
    context = {
        "page": page,
        "short": selectors.SHORT,
        "may_mark": may_write(reach, found.pk) and not is_past,
        "may_confirm": policies.may_confirm(reach) and not is_past,
    }
    return show(request, "desk/team_attendance.html", context)


@require_http_methods(FORM)
@door(reads_business, section=SECTION)
def team_day(request: DeskRequest, code: str) -> HttpResponse:
    """Mark a day: who writes for the team marks all, a member himself."""
    found = policies.get_team(code, actor=request.user)
    day = day_asked(request.GET.get("day", ""), request.frame.today, field="day")
    rows = Secondment.objects.filter(unit=found).on(day).select_related("person", "unit").in_order()
    mine = [one for one in rows if policies.may_mark(request.frame.reach, found, one, request.user)]
    if not mine and not may_write(request.frame.reach, found.pk):
        raise Http404
    known = {row.secondment_id: row for row in Attendance.objects.filter(secondment__in=mine, day=day)}
    form = forms.DayForm(sent(request), team=found, day=day, members=mine, known=known)
    before, after = (day + timedelta(days=n) for n in (-1, 1))
    context = {"team": found, "day": day, "before": before.isoformat(), "after": after.isoformat()}
    back = url_with("team-day", code, day=day.isoformat())
    return acting.answer(request, form, back=back, context=context, template="desk/team_day.html")


@require_http_methods(FORM)
@door(writes, section=SECTION)
def team_submit(request: DeskRequest, code: str) -> HttpResponse:
    found = _seen_team(request, code)
    form = forms.SubmitForm(sent(request), team=found, month=request.GET.get("month", ""))
    back = url_with("team-attendance", code, month=request.GET.get("month", ""))
    return _answer(request, form, found, back)


@require_http_methods(FORM)
@door(policies.may_confirm, section=SECTION)
def sheet_act(request: DeskRequest, number: int, act: str) -> HttpResponse:
    """Confirm a month, send it back, or take its confirmation back."""
    sheet = policies.get_sheet(number, actor=request.user)
    form = ACTS[act](sent(request), sheet=sheet)
    back = url_with("team-attendance", sheet.unit.code, month=sheet.month)
    about = f"{sheet.unit.short_name} {sheet.month}"
    return acting.answer(request, form, back=back, context={"about": about})


ACTS = {"confirm": forms.ConfirmForm, "return": forms.ReturnForm, "reopen": forms.ReopenForm}


def _seen_team(request: DeskRequest, code: str) -> Unit:
    found = policies.get_team(code, actor=request.user)
    if not policies.may_see_members(request.frame.reach, found):
        raise Http404
    return found


def _answer(request: DeskRequest, form: acting.ActForm, found: Unit, back: str) -> HttpResponse:
    about = " ".join(part for part in (found.short_name, request.GET.get("month", "")) if part)
    return acting.answer(request, form, back=back, context={"about": about})


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, kind.label) for kind in UnitKind if kind in TEAM_KINDS]
