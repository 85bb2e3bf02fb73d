"""A row as the command that records it, and what the services would say against it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from luodi.importing.decisions import Decisions
from luodi.importing.planning.drafts import Draft
from luodi.organisation.models import Account
from luodi.projects import services as projects
from luodi.projects.choices import Field, Status

_PARTICULARS = frozenset(
    (
        Field.NAME, Field.INVESTOR_NAME, Field.TOTAL, Field.ORIGIN, Field.INDUSTRY, Field.INDUSTRIAL, Field.AREA,
        Field.SUMMARY, Field.SPONSOR,
    )
)  # fmt: skip
_APART = _PARTICULARS | {Field.UNIT, Field.CHANNEL}
_OF_NAME = {field.value: field for field in Field}


def command_of(draft: Draft, decisions: Decisions) -> projects.RecordedProject:
    """Return what records a new row, with every stage that it has a date of."""
    given: dict[str, Any] = {}
    details: dict[Field, object] = {}
    for name, value in draft.given.items():
        field = _OF_NAME.get(name)
        if field in _PARTICULARS:
            given[name] = value
        elif field is not None and field not in _APART:
            details[field] = value
    status = draft.status or Status.PROCEEDING
    return projects.RecordedProject(
        **given,
        unit=draft.unit,
        details=details,
        dates=draft.dates,
        channel=draft.given.get(Field.CHANNEL.value, ""),
        status=status,
        status_reason="" if status == Status.PROCEEDING else decisions.skipped_reason,
        skipped_reason=decisions.skipped_reason,
    )


def check(drafts: Sequence[Draft], decisions: Decisions, *, actor: Account, at: datetime) -> None:
    """Refuse new rows that the services would refuse for what only they look at: a status beside the stages.

    Names, codes, dates and what each stage requires have been looked at cell by cell.
    """
    doubtful = [draft for draft in drafts if draft.status not in (None, Status.PROCEEDING)]
    commands = [command_of(draft, decisions) for draft in doubtful]
    for position, refusal in projects.find_refusals(commands, actor=actor, at=at).items():
        doubtful[position].refuse(refusal.field, refusal.message)
