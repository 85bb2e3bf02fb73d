"""Who may: everybody reads the lists of the projects in reach, the centre sets their numbers."""

from luodi.organisation.choices import Role
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach, reach_of, require


def may_set(reach: Reach) -> bool:
    return Role.CENTRE in reach.roles


def require_setting(actor: Account) -> None:
    """Raises: NotAllowed for anybody but the centre."""
    require(may_set(reach_of(actor)), "这由招商服务中心办理，当前账号没有权限")
