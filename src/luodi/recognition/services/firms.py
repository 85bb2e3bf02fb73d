"""Verify what is claimed of enterprises and advisers, once their county has looked where the city asks for it."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from luodi.enterprises import services as enterprises
from luodi.enterprises.models import Adviser, Enterprise
from luodi.enterprises.services.judging import ADVISER_KINDS, FIRM_KINDS
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.organisation.models import Account
from luodi.recognition.services.matters import Matter, check_ready, check_seen, tell_rejected

Row = TypeVar("Row", Enterprise, Adviser)


def firm_matters(firms: Sequence[Enterprise]) -> list[Matter]:
    """Return what the enterprises' growth claims; those without a claim are left out."""
    return _matters(firms, FIRM_KINDS, "enterprise", "/enterprises/")


def adviser_matters(advisers: Sequence[Adviser]) -> list[Matter]:
    """Return what is claimed of appointments; those without a claim are left out."""
    return _matters(advisers, ADVISER_KINDS, "adviser", "/advisers/")


def verify_firms(
    firms: Sequence[Enterprise], *, actor: Account, at: datetime, seen: int | None = None
) -> list[Enterprise]:
    """Verify what is claimed of the enterprises' growth.    Raises: as ``verify_matters``."""
    with transaction.atomic():
        check_ready(firm_matters(firms), actor=actor, seen=seen)
        return enterprises.verify_enterprises(firms, actor=actor, at=at)


def verify_advisers(
    advisers: Sequence[Adviser], *, actor: Account, at: datetime, seen: int | None = None
) -> list[Adviser]:
    """Verify appointments and their ends.    Raises: as ``verify_matters``."""
    with transaction.atomic():
        check_ready(adviser_matters(advisers), actor=actor, seen=seen)
        return enterprises.verify_advisers(advisers, actor=actor, at=at)


def reject_firms(
    firms: Sequence[Enterprise],
    *,
    reason: str,
    actor: Account,
    at: datetime,
    kinds: Collection[FactKind] = FIRM_KINDS,
    seen: int | None = None,
) -> None:
    """Send the enterprises' claims of the kinds back to their units, the latest first; the rows are as before.

    Raises: as ``reject_matters``.
    """
    with transaction.atomic():
        for matter, firm in _rejected(firm_matters(firms), firms, kinds, reason, actor, at, seen):
            for kind in _in_turn(matter, kinds):
                enterprises.reject_enterprise(enterprise=firm, kind=kind, reason=reason, actor=actor, at=at)


def reject_advisers(
    advisers: Sequence[Adviser], *, reason: str, actor: Account, at: datetime, seen: int | None = None
) -> None:
    """Send appointments and ends of appointments back, the latest first.    Raises: as ``reject_matters``."""
    with transaction.atomic():
        matters = adviser_matters(advisers)
        for matter, adviser in _rejected(matters, advisers, ADVISER_KINDS, reason, actor, at, seen):
            for _ in matter.claims:
                enterprises.reject_adviser(adviser=adviser, reason=reason, actor=actor, at=at)


def _rejected(
    matters: Sequence[Matter],
    things: Sequence[Row],
    kinds: Collection[FactKind],
    reason: str,
    actor: Account,
    at: datetime,
    seen: int | None,
) -> Iterator[tuple[Matter, Row]]:
    """Yield what is to be rejected beside its row, and tell the unit.    Raises: as ``reject_matters``."""
    ledger.require_verifier(actor, actor.city_id)
    chosen = [one for one in matters if any(fact.kind in kinds for fact in one.claims)]
    if not chosen:
        raise ledger.NothingToVerify("没有待认定的申报，可能刚由他人办理，请刷新")
    check_seen(chosen, seen)
    rows = {one.code: one for one in things}
    for one in chosen:
        tell_rejected(one.unit, title=one.title, reason=reason.strip(), path=one.path, at=at)
        yield one, rows[one.code]


def _in_turn(matter: Matter, kinds: Collection[FactKind]) -> list[FactKind]:
    """Return the kinds to reject, once for each claim; a first entry goes with the state that it brought."""
    told = [FactKind(fact.kind) for fact in matter.claims if fact.kind in kinds]
    return [kind for kind in told if kind != FactKind.ABOVE_SCALE_ENTERED]


def _matters(
    things: Sequence[Enterprise] | Sequence[Adviser], kinds: Collection[FactKind], target: str, place: str
) -> list[Matter]:
    rows = Fact.objects.live().filter(
        subject_id__in=[one.subject_id for one in things], kind__in=kinds, standing=Standing.CLAIMED
    )
    claims: dict[int, list[Fact]] = {}
    for fact in rows.select_related("subject", "occasion", "unit", "entry").order_by("ordinal"):
        claims.setdefault(fact.subject_id or 0, []).append(fact)
    return [
        Matter(target, one.code, one.name, f"{place}{one.code}/", tuple(claims[one.subject_id]))
        for one in things
        if one.subject_id in claims
    ]
