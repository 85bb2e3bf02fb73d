"""Who keeps the book of answers, and who lets an answer be used."""

from django.http import Http404

from luodi.answers.models import BookEntry
from luodi.organisation.choices import Role
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach, reach_of, require


def may_keep(reach: Reach) -> bool:
    """Whether the account writes answers."""
    return reach.keeps_city or Role.PRESS in reach.roles


def may_adopt(reach: Reach) -> bool:
    """Whether the account lets answers that others wrote be used."""
    return reach.keeps_city or bool(reach.roles & {Role.PRESS, Role.LEADER})


def require_keeper(actor: Account) -> None:
    """Raises: NotAllowed."""
    require(may_keep(reach_of(actor)), "答问库由新闻发布员和招商服务中心维护，当前账号没有权限")


def require_adopter(actor: Account) -> None:
    """Raises: NotAllowed."""
    require(may_adopt(reach_of(actor)), "答复由新闻发布员、招商服务中心或领导启用，当前账号没有权限")


def get_entry(code: str, *, actor: Account) -> BookEntry:
    """Raises: Http404."""
    found = BookEntry.objects.visible_to(reach_of(actor)).filter(code=code).first()
    if found is None:
        raise Http404
    return found
