"""Who may with records, ratings, self-assessments, objections and lists: one door per object."""

from typing import TypeVar

from django.http import Http404

from luodi.assessment.models import (
    Citation,
    ConfirmedInput,
    Listed,
    MarkEvent,
    Objection,
    RatingRound,
    RatingSeat,
    RunScore,
    SelfSheet,
)
from luodi.assessment.models.records import OfHolder
from luodi.assessment.policies import may_keep
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach, may_write, reach_of, require

Row = TypeVar("Row")


def may_judge(reach: Reach) -> bool:
    """Whether the account confirms events: the centre, and the reviewers of the city."""
    return reach.keeps_city or reach.verifies


def is_of(actor: Account, reach: Reach, unit_id: int) -> bool:
    """Whether the account itself belongs to the unit and writes there: the centre's reach makes it no other's."""
    if not reach.writes:
        return False
    return actor.unit_id == unit_id if reach.writes_in is None else unit_id in reach.writes_in


def speaks_for(actor: Account, reach: Reach, row: OfHolder) -> bool:
    """Whether the account speaks for the row's unit, as its clerk, or is the leader whom it is about."""
    if row.unit_id is not None:
        return reach.writes_in is not None and row.unit_id in reach.writes_in
    return actor.person_id == row.person_id and bool(reach.roles)


def require_speaking(actor: Account, row: OfHolder, act: str) -> None:
    """Raises: NotAllowed unless the actor speaks for whom the row is about."""
    require(speaks_for(actor, reach_of(actor), row), f"只有“{row.name}”自己可以{act}")


def may_object(actor: Account, reach: Reach, score: RunScore) -> bool:
    """Whether the account objects for the member: its unit's clerk, or the leader."""
    return speaks_for(actor, reach, Objection(unit_id=score.unit_id, person_id=score.person_id))


def may_confirm(actor: Account, reach: Reach, row: ConfirmedInput) -> bool:
    """Whether the account is of the source unit, and somebody else than who entered the number."""
    return is_of(actor, reach, row.source_id) and actor.person_id != row.entered_by.person_id


def may_confirm_event(actor: Account, reach: Reach, row: MarkEvent) -> bool:
    """Whether the account confirms events, is nobody's of the unit that it is about, and did not enter it."""
    return may_judge(reach) and actor.unit_id != row.unit_id and actor.person_id != row.entered_by.person_id


def may_withdraw(actor: Account, reach: Reach, row: ConfirmedInput | MarkEvent) -> bool:
    """Whether the account takes the record back: the centre, and whoever entered it as long as it is not confirmed."""
    own = reach.writes and actor.unit_id == row.entered_by.unit_id
    source = isinstance(row, ConfirmedInput) and is_of(actor, reach, row.source_id)
    return may_keep(reach) or source or (own and not row.is_confirmed)


def may_record(reach: Reach, unit_id: int | None) -> bool:
    """Whether the account records events about the unit; those about leaders the centre records."""
    return may_keep(reach) or (unit_id is not None and may_write(reach, unit_id))


def may_rule(actor: Account, reach: Reach, row: Objection) -> bool:
    """Whether the account rules on the objection: of the centre or a city's reviewer, of another unit and person."""
    return (
        may_judge(reach)
        and actor.unit_id != row.unit_id
        and actor.person_id not in (row.person_id, row.raised_by.person_id)
    )


def get_input(pk: int, *, actor: Account) -> ConfirmedInput:
    """Raises: Http404 when there is none that the actor sees."""
    rows = ConfirmedInput.objects.visible_to(_business(actor)).with_all()
    return _one(rows.filter(pk=pk).first())


def get_event(pk: int, *, actor: Account) -> MarkEvent:
    """Raises: Http404 when there is none that the actor sees."""
    return _one(MarkEvent.objects.visible_to(_business(actor)).with_all().filter(pk=pk).first())


def get_round(pk: int, *, actor: Account) -> RatingRound:
    """Raises: Http404 when there is none, or the actor neither keeps it nor rates in it."""
    rows = RatingRound.objects.visible_to(actor, _business(actor)).select_related("group__city")
    return _one(rows.filter(pk=pk).first())


def get_seat(round_: RatingRound, *, actor: Account) -> RatingSeat:
    """Raises: Http404 when the actor does not rate in the round."""
    rows = RatingSeat.objects.select_related("round__group__city", "account")
    return _one(rows.filter(round=round_, account=actor).first())


def get_sheet(pk: int, *, actor: Account) -> SelfSheet:
    """Raises: Http404 when there is none, or it is neither the actor's own nor of the actor's units."""
    seen = SelfSheet.objects.visible_to(_business(actor)).filter(pk=pk)
    own = SelfSheet.objects.filter(pk=pk, person_id=actor.person_id, call__group__city_id=actor.city_id)
    return _one((seen | own).with_all().first())


def get_objection(pk: int, *, actor: Account) -> Objection:
    """Raises: Http404 when there is none, or it is neither the actor's own nor of the actor's units."""
    seen = Objection.objects.visible_to(_business(actor)).filter(pk=pk)
    own = Objection.objects.filter(pk=pk, person_id=actor.person_id, run__group__city_id=actor.city_id)
    return _one((seen | own).with_all().first())


def get_listed(pk: int, *, actor: Account) -> Listed:
    """Raises: Http404 when there is none in the actor's city."""
    rows = Listed.objects.with_all().filter(group__city_id=_business(actor).city_id)
    return _one(rows.filter(pk=pk).first())


def get_citation(code: str, *, actor: Account) -> Citation:
    """Raises: Http404 when there is none that the actor sees."""
    return _one(Citation.objects.visible_to(_business(actor)).with_all().filter(code=code).first())


def _one(found: Row | None) -> Row:
    if found is None:
        raise Http404
    return found


def _business(actor: Account) -> Reach:
    reach = reach_of(actor)
    if not reach.roles or reach.is_administrator:
        raise Http404
    return reach
