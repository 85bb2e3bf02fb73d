"""What acts on an item have in common: the locked row, a line of the trail with its facts, a notice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from luodi.actions.choices import ActionState, ItemState
from luodi.actions.models import ActionItem
from luodi.actions.rules import ActionRefused
from luodi.audit import services as audit
from luodi.kernel.dates import VagueDate
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.services import NewFact, Supersede
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account, Unit

TARGET = "action"
Changes = Mapping[str, Sequence[str | None]]


def address_of(item: ActionItem) -> str:
    return f"/actions/{item.code}/"


def lock(item: ActionItem) -> ActionItem:
    """Return the item afresh, locked."""
    rows = ActionItem.objects.select_for_update(of=("self",)).select_related(
        "city", "subject", "owner__person", "unit", "asked_by__person", "asked_from", "basis"
    )
    return rows.get(pk=item.pk)


def doers(row: ActionItem) -> set[int]:
    """Return the persons who do it: its owner, those who help, and whoever said that it is done and is not refused."""
    helping = row.co_owners.values_list("account__person_id", flat=True)
    said = row.reports.exclude(state="SENT_BACK").values_list("by__person_id", flat=True)
    return {row.owner.person_id, *helping, *said}


def check_owner(owner: Account, unit: Unit, *, city_id: int, today: date) -> None:
    """Raises: ActionRefused unless owner and unit are of the city, and both are still there."""
    if owner.city_id != city_id or not owner.is_active:
        raise ActionRefused("办理人须是本市在用的账号", field="owner")
    if unit.city_id != city_id or (unit.closed_on is not None and unit.closed_on <= today):
        raise ActionRefused("办理单位须是本市现有的单位", field="unit")


def note_of(act: str, row: ActionItem, changes: Changes) -> audit.Note:
    return audit.Note(act, TARGET, row.code, row.title, {key: list(said) for key, said in changes.items()})


def fact(row: ActionItem, kind: FactKind, on: date, *, state: ItemState | str = "") -> NewFact:
    """Return a fact of the item as it is: its unit, what stands in the way, and where it was asked for."""
    return NewFact(
        kind=kind,
        subject=row.subject,
        occurred=VagueDate.day(on),
        unit=row.unit,
        standing=Standing.VERIFIED,
        category=row.reason,
        channel=row.source,
        state=state,
        state_since=on if state else None,
    )


def state_fact(row: ActionItem, today: date) -> NewFact:
    """Return how the item stands from the day on; while it is to be done the state carries its deadline."""
    is_open = row.state == ActionState.OPEN
    state = ItemState.DOING if is_open else ItemState(row.state)
    held = fact(row, FactKind.ITEM_STATE, today, state=state)
    return replace(held, status_since=row.deadline) if is_open else held


def closed_fact(row: ActionItem, today: date, *, reported_on: date) -> NewFact:
    """Return that it is closed, with the day on which it was said to be done and the deadline that held."""
    closed = fact(row, FactKind.ITEM_CLOSED, today)
    return replace(closed, state_since=reported_on, status_since=row.deadline)


def keep(
    act: str,
    row: ActionItem,
    changes: Changes,
    *,
    actor: Account,
    at: datetime,
    facts: Sequence[NewFact] = (),
    supersede: Sequence[Supersede] = (),
    reason: str = "",
) -> None:
    """Put the act on the trail, with its facts where figures are kept of the item: the last act of a transaction."""
    note = note_of(act, row, changes)
    if row.subject is None or not (facts or supersede):
        audit.record(note, actor=actor, at=at)
        return
    ledger.post(
        city=row.city,
        act=act,
        actor=actor,
        at=at,
        facts=facts,
        supersede=supersede,
        notes=[note],
        reason=reason,
    )


def tell(
    accounts: Iterable[Account], row: ActionItem, kind: NoticeKind, title: str, reason: str, at: datetime
) -> None:
    notices.tell(accounts, kind=kind, title=title, reason=reason, path=address_of(row), at=at)
