"""Who may with teams: all see which there are; the unit above staffs one, the team marks, the centre confirms."""

from django.http import Http404

from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import Reach, may_see, may_write, reach_of, require
from luodi.teams.choices import TEAM_KINDS
from luodi.teams.models import AttendanceSheet, Secondment


def get_team(code: str, *, actor: Account) -> Unit:
    """Return the team; which teams there are is no secret to those who work in the city.

    Raises: Http404 when there is none, or the actor has no business there.
    """
    reach = reach_of(actor)
    rows = Unit.objects.of(actor.city_id).filter(kind__in=TEAM_KINDS).select_related("parent", "city")
    found = None if reach.unit_ids == frozenset() else rows.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_secondment(number: int, *, actor: Account) -> Secondment:
    """Raises: Http404 when there is none, or neither its team nor its home unit is the actor's."""
    rows = Secondment.objects.visible_to(reach_of(actor)).select_related("unit", "person", "home")
    found = rows.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def get_sheet(number: int, *, actor: Account) -> AttendanceSheet:
    """Raises: Http404 when there is none, or its team is not the actor's."""
    rows = AttendanceSheet.objects.visible_to(reach_of(actor)).select_related("unit")
    found = rows.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def may_see_members(reach: Reach, team: Unit) -> bool:
    """Whether who was there on which day is shown."""
    return may_see(reach, team.pk)


def may_staff(reach: Reach, team: Unit) -> bool:
    """Whether members may be seconded and recalled: by who writes for the unit above the team."""
    return may_write(reach, team.parent_id or team.pk)


def may_confirm(reach: Reach) -> bool:
    """Whether months may be confirmed and returned: by who writes for the whole city, as the centre does."""
    return reach.keeps_city


def may_mark(reach: Reach, team: Unit, secondment: Secondment | None, actor: Account) -> bool:
    """Whether somebody's day may be marked: by who writes for the team, and by the member."""
    own = secondment is not None and secondment.person_id == actor.person_id and bool(reach.roles)
    return may_write(reach, team.pk) or (own and not reach.is_administrator)


def require_staffing(actor: Account, team: Unit) -> None:
    """Raises: NotAllowed unless the actor staffs the team."""
    allowed = actor.city_id == team.city_id and may_staff(reach_of(actor), team)
    require(allowed, f"“{team.short_name}”的队员由上级单位选派，当前账号没有权限")


def require_confirming(actor: Account, team: Unit) -> None:
    """Raises: NotAllowed for anybody but the centre."""
    allowed = actor.city_id == team.city_id and may_confirm(reach_of(actor))
    require(allowed, "出勤由招商服务中心确认，当前账号没有权限")
