"""Who may: results that were published are read by all, the centre is the assessment office, and whoever wrote a
scheme does not put it into force."""

from django.http import Http404

from luodi.assessment.models import Group, Run, RunScore, SchemeVersion
from luodi.organisation.choices import Role
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach, reach_of, require


def may_keep(reach: Reach) -> bool:
    """Whether groups, schemes and runs are kept by this account: it writes for the whole city."""
    return reach.keeps_city


def may_adopt(reach: Reach) -> bool:
    """Whether schemes are put into force by this account: a leader, or the centre."""
    return reach.keeps_city or Role.LEADER in reach.roles


def sees_city(reach: Reach) -> bool:
    """Whether results that nobody has published may be shown to this account."""
    return bool(reach.roles) and reach.unit_ids is None


def require_keeping(actor: Account) -> Reach:
    """Raises: NotAllowed for anybody but the centre."""
    reach = reach_of(actor)
    require(may_keep(reach), "考核工作由招商服务中心办理，当前账号没有权限")
    return reach


def require_adopting(actor: Account) -> Reach:
    """Raises: NotAllowed for anybody but leaders and the centre."""
    reach = reach_of(actor)
    require(may_adopt(reach), "考核办法由市领导或招商服务中心批准施行，当前账号没有权限")
    return reach


def get_group(code: str, *, actor: Account) -> Group:
    """Raises: Http404 when there is none that the actor sees."""
    rows = Group.objects.visible_to(_business(actor)).select_related("city")
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_scheme(group_code: str, number: int, *, actor: Account) -> SchemeVersion:
    """Raises: Http404 when there is none that the actor sees."""
    rows = SchemeVersion.objects.visible_to(_business(actor)).select_related(
        "group__city", "written_by__person", "edited_by__person", "adopted_by__person"
    )
    found = rows.filter(group__code=group_code, number=number).first()
    if found is None:
        raise Http404
    return found


def get_run(group_code: str, number: int, *, actor: Account) -> Run:
    """Raises: Http404 when there is none that the actor sees."""
    found = (
        Run.objects.visible_to(_business(actor))
        .with_all()
        .filter(group__code=group_code, number=number)
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_score(run: Run, key: str) -> RunScore:
    """Raises: Http404 when the run has no such member."""
    found = RunScore.objects.filter(run=run, key=key).select_related("unit", "person").first()
    if found is None:
        raise Http404
    found.run = run
    return found


def _business(actor: Account) -> Reach:
    reach = reach_of(actor)
    if not reach.roles or reach.is_administrator:
        raise Http404
    return reach
