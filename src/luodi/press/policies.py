"""Who may: everybody who works with the ledger may have a text checked; the centre and the press officer rule."""

from django.http import Http404

from luodi.organisation.choices import Role
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach, reach_of, require
from luodi.press.models import Check, Draft, Ruling, Term


def may_check(reach: Reach) -> bool:
    """Whether texts may be checked: whoever reads the city's business."""
    return bool(reach.roles) and not reach.is_administrator


def may_rule(reach: Reach) -> bool:
    """Whether a finding may be ruled on and the city's words be kept: for everybody's next draft."""
    return reach.keeps_city or Role.PRESS in reach.roles


def require_checking(actor: Account) -> Reach:
    """Raises: NotAllowed for who reads no business."""
    reach = reach_of(actor)
    require(may_check(reach), "当前账号不能对数")
    return reach


def require_ruling(actor: Account) -> Reach:
    """Raises: NotAllowed for anybody but the centre and the press officer."""
    reach = reach_of(actor)
    require(may_rule(reach), "裁定和词语由招商服务中心、新闻发布员办理，当前账号没有权限")
    return reach


def get_draft(number: int, *, actor: Account) -> Draft:
    """Raises: Http404 when there is none that the actor sees."""
    rows = Draft.objects.visible_to(reach_of(actor), actor)
    rows = rows.select_related("city", "created_by__person", "edited_by__person")
    found = rows.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def get_check(draft: Draft, number: int) -> Check:
    """Raises: Http404 when the draft has no such check."""
    found = Check.objects.with_all().filter(draft=draft, number=number).first()
    if found is None:
        raise Http404
    return found


def get_ruling(pk: int, *, actor: Account) -> Ruling:
    """Raises: Http404 when there is none that the actor sees."""
    found = Ruling.objects.visible_to(reach_of(actor)).with_all().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_term(pk: int, *, actor: Account) -> Term:
    """Raises: Http404 when there is none that the actor sees."""
    found = Term.objects.visible_to(reach_of(actor)).with_all().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def may_edit(reach: Reach, account: Account, draft: Draft) -> bool:
    """Whether the draft may be changed: by who brought it, and by whoever rules."""
    return draft.city_id == reach.city_id and (draft.created_by_id == account.pk or may_rule(reach))


def require_editing(actor: Account, draft: Draft) -> Reach:
    """Raises: NotAllowed unless the draft is the actor's own, or the actor rules."""
    reach = require_checking(actor)
    require(may_edit(reach, actor, draft), "稿件由送核人、招商服务中心或新闻发布员修改")
    return reach
