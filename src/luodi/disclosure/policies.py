"""Who proposes, decides and issues what the public may see."""

from django.http import Http404

from luodi.disclosure.models import OpenFigure
from luodi.organisation.choices import Role
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach, reach_of, require


def may_propose(reach: Reach) -> bool:
    """Whether the account proposes what comes out, and issues the values of what was approved."""
    return reach.keeps_city or Role.PRESS in reach.roles


def may_decide(reach: Reach) -> bool:
    """Whether the account decides what others have proposed."""
    return reach.keeps_city or Role.LEADER in reach.roles


def may_keep_site(reach: Reach) -> bool:
    return reach.keeps_city


def require_proposer(actor: Account) -> Reach:
    """Raises: NotAllowed."""
    reach = reach_of(actor)
    require(may_propose(reach), "公开数据由新闻发布员或招商服务中心提出和发布，当前账号没有权限")
    return reach


def require_decider(actor: Account) -> Reach:
    """Raises: NotAllowed."""
    reach = reach_of(actor)
    require(may_decide(reach), "公开数据由领导或招商服务中心批准，当前账号没有权限")
    return reach


def get_open_figure(code: str, *, actor: Account) -> OpenFigure:
    """Raises: Http404."""
    found = OpenFigure.objects.visible_to(reach_of(actor)).filter(code=code).first()
    if found is None:
        raise Http404
    return found
