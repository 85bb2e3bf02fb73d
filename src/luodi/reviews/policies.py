"""Who may with review meetings: one door, the same 404 for what is absent and what is forbidden."""

from django.http import Http404

from luodi.organisation.choices import UnitKind
from luodi.organisation.models import Account, Unit
from luodi.organisation.models.unit import UnitQuerySet
from luodi.organisation.policies import Reach, may_write, reach_of, require
from luodi.reviews.choices import ReviewLevel
from luodi.reviews.models import Review, Seat

LEVELS = {
    UnitKind.CITY: ReviewLevel.CITY,
    UnitKind.CENTRE: ReviewLevel.CITY,
    UnitKind.COUNTY: ReviewLevel.COUNTY,
}
"""Which units hold review meetings, and of which level."""


def get_review(code: str, *, actor: Account) -> Review:
    """Raises: Http404 when there is none, or it is none of the business of the actor's units."""
    rows = Review.objects.visible_to(reach_of(actor)).select_related("city", "unit", "chair", "keeper")
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def may_keep_for(reach: Reach, unit: Unit) -> bool:
    """Whether the account calls the unit's meetings: the centre those of the city, a county's clerk its own."""
    return unit.kind in LEVELS and may_write(reach, unit.pk)


def may_keep(reach: Reach, review: Review) -> bool:
    """Whether the account prepares the meeting, keeps its minutes and issues them."""
    return may_write(reach, review.unit_id)


def may_answer(seat: Seat, *, actor: Account, reach: Reach) -> bool:
    """Whether the account says who comes: the invited person, or a clerk of the invited unit."""
    if seat.person_id is not None:
        return seat.person_id == actor.person_id and seat.person.city_id == actor.city_id  # type: ignore[union-attr]
    return reach.writes_in is not None and seat.unit_id in reach.writes_in


def units_for(reach: Reach) -> UnitQuerySet:
    """Return the units whose meetings the account may call."""
    rows = Unit.objects.of(reach.city_id).filter(kind__in=LEVELS)
    if not reach.writes:
        return rows.none()
    return rows if reach.writes_in is None else rows.filter(pk__in=reach.writes_in)


def may_hold(reach: Reach) -> bool:
    """Whether the account may call some unit's meeting."""
    return reach.writes and (reach.writes_in is None or units_for(reach).exists())


def require_keeping(actor: Account, unit: Unit) -> None:
    """Raises: NotAllowed unless the actor calls the unit's meetings."""
    allowed = actor.city_id == unit.city_id and may_keep_for(reach_of(actor), unit)
    require(allowed, "市级调度会由招商服务中心办理，县区调度会由本县区台账员办理")
