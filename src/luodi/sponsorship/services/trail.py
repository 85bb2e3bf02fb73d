"""How the acts of sponsorship stand in the trail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from luodi.audit import services as audit
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account, Person
from luodi.sponsorship.models import Instruction, Sponsorship

TARGET, INSTRUCTION, RULES = "sponsorship", "instruction", "light-rules"


def note_of(act: str, row: Sponsorship, changes: Mapping[str, Any]) -> audit.Note:
    return audit.Note(act, TARGET, row.code, row.project.name, changes)


def note_on(act: str, row: Instruction, changes: Mapping[str, Any]) -> audit.Note:
    return audit.Note(act, INSTRUCTION, row.code, row.text[:200], changes)


def tell_people(
    people: list[Person],
    *,
    kind: NoticeKind,
    title: str,
    path: str,
    actor: Account,
    at: datetime,
    reason: str = "",
) -> int:
    """Tell the people who have an account; whoever acts is not told."""
    ids = {person.pk for person in people} - {actor.person_id}
    accounts = Account.objects.filter(city_id=actor.city_id, person_id__in=ids, is_active=True)
    return notices.tell(accounts, kind=kind, title=title, reason=reason, path=path, at=at)


def path_of(row: Sponsorship) -> str:
    return f"/sponsorships/{row.code}/"


def path_on(row: Instruction) -> str:
    return f"/instructions/{row.code}/"
