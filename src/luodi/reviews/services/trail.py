"""What acts on a review meeting have in common: the locked row, its next version, the trail, and whom to tell."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from luodi.audit import services as audit
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account
from luodi.outbox import selectors as outbox
from luodi.outbox.services import enclose
from luodi.reviews import invitations, policies
from luodi.reviews.models import Review, Seat

TARGET = "review"


class Dated(StrEnum):
    """What calendars shall do with what is told: nothing, hold the meeting as it is now, or strike it."""

    NOT = ""
    ON = "on"
    OFF = "off"


def address_of(review: Review) -> str:
    return f"/reviews/{review.code}/"


def lock(review: Review, *, actor: Account, expected_version: int | None = None) -> Review:
    """Return the meeting afresh, locked.    Raises: NotAllowed for others than its keepers; EditedMeanwhile."""
    rows = Review.objects.select_for_update(of=("self",)).select_related("city", "unit", "chair", "keeper")
    row = rows.get(pk=review.pk)
    policies.require_keeping(actor, row.unit)
    check_version(
        city_id=row.city_id,
        target_kind=TARGET,
        target_code=row.code,
        expected=expected_version,
        version=row.version,
    )
    return row


def note(row: Review, act: str, changes: Mapping[str, Any], *, actor: Account, at: datetime) -> None:
    """Put the act on the trail, with the version that it made."""
    told = {**changes, "version": [max(row.version - 1, 0), row.version]}
    audit.record(audit.Note(act, TARGET, row.code, row.full_title, told), actor=actor, at=at)


def touch(row: Review, *fields: str, at: datetime) -> None:
    """Save the fields of the locked row as its next version."""
    row.version, row.changed_at = row.version + 1, at
    row.save(update_fields=["version", "changed_at", *fields])


def tell_invited(
    row: Review, title: str, *, reason: str = "", dated: Dated = Dated.NOT, actor: Account, at: datetime
) -> None:
    """Tell everybody who is asked to come, who chairs and who keeps the minutes."""
    seats = Seat.objects.filter(review=row).select_related("unit")
    also = [one for one in (row.chair_id, row.keeper_id) if one]
    tell_seats(list(seats), row, title, reason=reason, also=also, dated=dated, actor=actor, at=at)


def tell_seats(
    seats: Sequence[Seat],
    row: Review,
    title: str,
    *,
    reason: str = "",
    also: Sequence[int] = (),
    dated: Dated = Dated.NOT,
    actor: Account,
    at: datetime,
) -> None:
    """Tell the people on the seats and ``also`` others, and the clerks of units that may send whom they like.

    What is ``dated`` carries the meeting for calendars along, each version of it once to everybody.
    """
    people = [seat.person_id for seat in seats if seat.person_id] + list(also)
    accounts = Account.objects.filter(person_id__in=people, city_id=row.city_id, is_active=True)
    others = [one for one in accounts if one.pk != actor.pk]
    path, key = address_of(row), _enclose(row, dated, at) if dated is not Dated.NOT else None
    kind = NoticeKind.ASKED if dated is Dated.ON else NoticeKind.INFO
    notices.tell(others, kind=kind, title=title, reason=reason, path=path, at=at, key=key)
    for seat in seats:
        if seat.person_id is None:
            notices.tell_unit(seat.unit, kind=kind, title=title, reason=reason, path=path, at=at, key=key)


def _enclose(row: Review, dated: Dated, at: datetime) -> str:
    """Let the version of the invitation go with its notices, and return the key of both."""
    site = outbox.site_of(row.city_id)
    page = f"{site}{address_of(row)}" if site else ""
    key = f"review:{row.pk}:{row.sequence}:{dated.value}"
    content = invitations.write(row, at=at, page=page, is_off=dated is Dated.OFF).decode()
    enclose(city=row.city, key=key, name=f"{row.code}.ics", content=content)
    return key
