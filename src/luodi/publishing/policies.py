"""Who may with texts: the press officer and the centre write, the centre passes, leaders approve, and nobody decides on
a draft of one's own. Drafts are read by who reads the whole city, what was published by all who work in it."""

from django.http import Http404

from luodi.organisation import selectors as organisation
from luodi.organisation.choices import Role
from luodi.organisation.models import Account, Grant, Unit
from luodi.organisation.policies import Reach, may_write, reach_of, require
from luodi.publishing.models import Countersign, Move, Piece, Publication


def reads_drafts(reach: Reach) -> bool:
    """Whether drafts and templates are shown to this account: it reads the whole city."""
    return bool(reach.roles) and not reach.is_administrator and reach.unit_ids is None


def writes_pieces(reach: Reach) -> bool:
    """Whether the account writes texts and templates: as a press officer, or at the centre."""
    return Role.PRESS in reach.roles or reach.keeps_city


def passes_pieces(reach: Reach) -> bool:
    """Whether texts are looked through by this account before a leader approves them."""
    return reach.keeps_city


def approves_pieces(reach: Reach) -> bool:
    return Role.LEADER in reach.roles


def returns_pieces(reach: Reach) -> bool:
    return passes_pieces(reach) or approves_pieces(reach)


def publishes(reach: Reach) -> bool:
    """Whether the account sends out what was approved, keeps the register and sets who owns which data."""
    return writes_pieces(reach)


def takes_down(reach: Reach) -> bool:
    return writes_pieces(reach) or approves_pieces(reach)


def is_drafter(account: Account, piece: Piece) -> bool:
    """Whether the account's person began the piece or wrote one of its versions."""
    if piece.author.person_id == account.person_id:
        return True
    return piece.versions.filter(written_by__person=account.person_id).exists()


def signs_for(account: Account, reach: Reach, unit: Unit) -> bool:
    """Whether the account answers for the unit's figures: as its clerk, or as the centre's for the centre itself."""
    if reach.keeps_city or reach.verifies:
        return account.unit_id == unit.pk
    return may_write(reach, unit.pk)


def signers_of(unit: Unit) -> list[Account]:
    """Return the active accounts that are asked to countersign for the unit."""
    held = Grant.objects.held().filter(role__in=(Role.CENTRE, Role.REVIEWER), account__unit=unit)
    own = Account.objects.filter(pk__in=held.values("account_id"), is_active=True)
    return list(own.order_by("id")) or organisation.clerks_of(unit)


def holders_of(role: Role, city_id: int) -> list[Account]:
    """Return the active accounts that hold the role."""
    held = Grant.objects.held().filter(role=role, account__is_active=True, account__city_id=city_id)
    return list(Account.objects.filter(pk__in=held.values("account_id")).order_by("id"))


def require_writing(actor: Account) -> Reach:
    """Raises: NotAllowed for who writes no texts."""
    reach = reach_of(actor)
    require(writes_pieces(reach), "文稿由新闻发布员和招商服务中心起草，当前账号没有权限")
    return reach


def require_publishing(actor: Account) -> Reach:
    """Raises: NotAllowed for who publishes nothing."""
    reach = reach_of(actor)
    require(publishes(reach), "发布由新闻发布员和招商服务中心办理，当前账号没有权限")
    return reach


def require_signing(actor: Account, countersign: Countersign) -> None:
    """Raises: NotAllowed unless the actor answers for the unit's figures, and wrote none of the text."""
    own = signs_for(actor, reach_of(actor), countersign.unit)
    require(own, f"由{countersign.unit.short_name}会签，当前账号没有权限")
    require_other(actor, countersign.piece, "会签")


def require_other(actor: Account, piece: Piece, act: str) -> None:
    """Raises: NotAllowed for whoever wrote the piece or a version of it."""
    require(not is_drafter(actor, piece), f"起草人（执笔人）不能{act}自己的文稿，请由别人办理")


def get_piece(code: str, *, actor: Account) -> Piece:
    """Raises: Http404 when there is none that the actor sees."""
    rows = Piece.objects.visible_to(_business(actor)).select_related(
        "city", "template__template", "author__person", "author__unit", "review"
    )
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_publication(code: str, *, actor: Account) -> Publication:
    """Raises: Http404 when there is none that the actor sees."""
    found = Publication.objects.visible_to(_business(actor)).with_all().filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_countersign(number: int, *, actor: Account) -> Countersign:
    """Return one that is asked of the actor's unit, or any for who reads the whole city.    Raises: Http404."""
    found = Countersign.objects.visible_to(_business(actor)).with_all().filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def get_move(number: int, *, actor: Account) -> Move:
    """Raises: Http404 when there is none that the actor sees."""
    found = Move.objects.visible_to(_business(actor)).with_all().filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _business(actor: Account) -> Reach:
    reach = reach_of(actor)
    if not reach.roles or reach.is_administrator:
        raise Http404
    return reach
