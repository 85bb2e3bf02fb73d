"""Rows that the city may have already, under another unit or another name.

What the clerk may see of the other one is named; of the rest only that somebody reported it first.
"""

from collections.abc import Sequence
from datetime import datetime

from luodi.duplicates import services as duplicates
from luodi.duplicates.choices import Kind, Level
from luodi.duplicates.models import DuplicateCase
from luodi.duplicates.rules import Side
from luodi.duplicates.services import Found, Pair
from luodi.importing.choices import RowClass
from luodi.importing.planning.drafts import Draft
from luodi.importing.planning.keys import Keys
from luodi.importing.planning.resolving import Setting
from luodi.importing.reading import CellFinding, Severity
from luodi.kernel.money import ForeignMoney, Yuan
from luodi.organisation.models import Account
from luodi.organisation.policies import may_see
from luodi.projects.choices import Field
from luodi.projects.models import Project

_LOCAL_CODE = Field.LOCAL_CODE.value
_ELSEWHERE = "已有首报，由其他单位登记"


def mark(drafts: Sequence[Draft], setting: Setting, keys: Keys) -> None:
    """Let new rows that are in the ledger already be duplicates; weaker likenesses only warn."""
    doubtful = [draft for draft in drafts if _may_meet(draft, keys)]
    found = duplicates.known_twins(setting.city.pk, Kind.PROJECT, [side_of(draft) for draft in doubtful])
    for draft, matches in zip(doubtful, found, strict=True):
        if not matches:
            continue
        best = matches[0]
        if Level(best.match.level).stops:
            draft.kind = RowClass.DUPLICATE
            draft.note = _said(best, setting)
        else:
            draft.problems.append(_warning(draft, _said(best, setting)))


def open_cases(
    pairs: Sequence[tuple[Draft, Project]], *, reason: str, actor: Account, at: datetime
) -> list[DuplicateCase]:
    """Put projects that were recorded beside their twins before the centre, with the clerk's reason."""
    city = actor.city
    found = duplicates.known_twins(city.pk, Kind.PROJECT, [_own_side(draft, row) for draft, row in pairs])
    wanted = [
        Pair(Kind.PROJECT, row.pk, one.known.pk, one.match, reason.strip())
        for (_, row), matches in zip(pairs, found, strict=True)
        for one in matches
        if Level(one.match.level).stops
    ]
    return duplicates.open_cases(wanted, city=city, actor=actor, at=at)


def side_of(draft: Draft, pk: int | None = None) -> Side:
    """Return the row as the duplicate test compares it."""
    given = draft.given
    return Side(
        name=draft.name,
        pk=pk,
        investor=draft.investor,
        investor_code=given.get(Field.INVESTOR_CODE.value, ""),
        local_code=given.get(Field.LOCAL_CODE.value, ""),
        area=given.get(Field.AREA.value, draft.unit.area),
        industry=given.get(Field.INDUSTRY.value, ""),
        total_fen=_fen(given.get(Field.TOTAL.value)),
        phone=str(given.get(Field.PHONE.value, "")),
        address=given.get(Field.ADDRESS.value, ""),
    )


def _may_meet(draft: Draft, keys: Keys) -> bool:
    """Whether the city has anything under the row's name, investor or local company."""
    return keys.has_name(draft.name) or keys.has_investor(draft.investor) or _LOCAL_CODE in draft.given


def _own_side(draft: Draft, row: Project) -> Side:
    return side_of(draft, pk=row.pk)


def _said(found: Found, setting: Setting) -> str:
    known = found.known
    if known.unit_id is None or not may_see(setting.reach, known.unit_id):
        return _ELSEWHERE
    return f"与 {known.code}“{known.side.name}”疑似重复：{'、'.join(found.match.equal[:3])}"


def _warning(draft: Draft, message: str) -> CellFinding:
    return CellFinding(
        sheet=draft.sheet,
        address=draft.at(Field.NAME.value),
        severity=Severity.WARNING,
        message=message,
        expected="",
    )


def _fen(total: object) -> int | None:
    match total:
        case Yuan():
            return total.fen
        case ForeignMoney():
            return total.to_yuan().fen
        case _:
            return None
