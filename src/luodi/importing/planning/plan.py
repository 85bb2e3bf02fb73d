"""What would become of a workbook: every row with its class, every fault with its cell, and the name of the content."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, BinaryIO

from luodi.importing.choices import RowClass
from luodi.importing.decisions import Decisions
from luodi.importing.planning import commanding, comparing, matching, twins
from luodi.importing.planning.drafts import Draft, Drafter
from luodi.importing.planning.keys import Keys
from luodi.importing.planning.reader import Memory, read_sheets
from luodi.importing.planning.resolving import Setting
from luodi.importing.reading import CellFinding, Severity, UnderstoodSheet
from luodi.kernel.dates import VagueDate
from luodi.kernel.findings import Refusal
from luodi.kernel.money import ForeignMoney, Yuan
from luodi.organisation.models import Account, Unit
from luodi.projects import rules

MOST_ROWS = 200_000
MOST_LISTED = 1_000
Progress = Callable[[str, int, int], None]


class TooManyRows(Refusal):
    """More rows than one import takes."""


@dataclass(frozen=True)
class Basis:
    """What a plan follows from; ``file`` is the hash of the workbook, ``entry`` where the ledger stands."""

    file: str
    setting: Setting
    decisions: Decisions
    memory: Memory
    entry: int


@dataclass
class Plan:
    """``unknown`` counts texts that stand for nothing, by field."""

    sheets: tuple[UnderstoodSheet, ...]
    used: frozenset[str]
    drafts: list[Draft]
    basis: Basis
    unknown: list[tuple[str, str, str, int]] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(draft.kind.value for draft in self.drafts)
        return {kind.value: found.get(kind.value, 0) for kind in RowClass}

    @cached_property
    def content(self) -> str:
        """Name what the readable rows say, whatever the file is called and whoever saved it last."""
        spelled = _Lines()
        lines = sorted(spelled.of(draft) for draft in self.drafts if draft.kind is not RowClass.REFUSED)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    @cached_property
    def digest(self) -> str:
        """Name what would become of each row: when it is another one at the commit, the preview is out of date."""
        lines = (f"{draft.sheet}!{draft.row}:{draft.kind}" for draft in self.drafts)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]

    def of(self, kind: RowClass) -> list[Draft]:
        return [draft for draft in self.drafts if draft.kind == kind]

    def findings(self) -> list[CellFinding]:
        """Return what is said of the sheets and of their rows, errors first, in the order of the workbook."""
        said = [one for sheet in self.sheets for one in sheet.findings if one.severity != Severity.ERROR]
        said += [one for draft in self.drafts for one in draft.problems]
        return sorted(said, key=lambda one: one.severity != Severity.ERROR)


def make(
    source: BinaryIO,
    name: str,
    *,
    basis: Basis,
    actor: Account,
    at: datetime,
    progress: Progress | None = None,
) -> Plan:
    """Read the workbook and say what would become of each row; nothing is written.

    Raises: WorkbookRefused for a file that is no table; TooManyRows.
    """
    tell = progress or (lambda *_: None)
    setting, decisions = basis.setting, basis.decisions
    tell("读取表格", 0, 0)
    sheets = read_sheets(source, name, decisions=decisions, memory=basis.memory)
    used = frozenset(sheet.name for sheet in sheets if _is_used(sheet, decisions))
    if (n_rows := sum(len(sheet) for sheet in sheets if sheet.name in used)) > MOST_ROWS:
        raise TooManyRows(f"表中有 {n_rows:,} 行，一次最多 {MOST_ROWS:,} 行，请分成几个文件", field="file")
    tell("核对内容", 0, n_rows)
    drafter = Drafter(setting, decisions)
    drafts = [draft for sheet in sheets if sheet.name in used for draft in drafter.drafts(sheet)]
    keys = Keys(setting.city.pk)
    matching.match(drafts, setting, keys)
    matching.repeated(drafts, keys)
    for draft in drafts:
        _classify(draft, drafter)
    commanding.check(_new(drafts), decisions, actor=actor, at=at)
    tell("查重", n_rows, n_rows)
    twins.mark(_new(drafts), setting, keys)
    return Plan(sheets, used, drafts, basis, _unknown(drafter, sheets))


def _new(drafts: Sequence[Draft]) -> list[Draft]:
    return [draft for draft in drafts if draft.kind is RowClass.NEW]


def _is_used(sheet: UnderstoodSheet, decisions: Decisions) -> bool:
    said = decisions.sheet(sheet.name).is_used
    return len(sheet) > 0 and (not sheet.hidden if said is None else said)


def _classify(draft: Draft, drafter: Drafter) -> None:
    if draft.project is not None and draft.kind == RowClass.NEW:
        comparing.compare(draft, drafter)
    elif draft.project is None and draft.kind is not RowClass.REFUSED:
        drafter.complete(draft)
        if draft.kind == RowClass.NEW:
            drafter.check_new(draft)


def _unknown(drafter: Drafter, sheets: Iterable[UnderstoodSheet]) -> list[tuple[str, str, str, int]]:
    """Return texts that stand for nothing, the most frequent first: field, text, why, in how many rows."""
    unknown = drafter.resolver.unknown()
    wanted = {field for field, _, _ in unknown}
    times: Counter[tuple[str, str]] = Counter()
    for sheet in sheets:
        for column, values in sheet.values.items():
            if column.value in wanted:
                times.update((column.value, value) for value in values if isinstance(value, str))
    told = [(field, text, why, times[field, text]) for field, text, why in unknown]
    return sorted(told, key=lambda one: -one[3])


class _Lines:
    """Rows as the name of the content spells them; the reader gives equal cells one value, which is spelled once."""

    def __init__(self) -> None:
        self._spelled: dict[int, str] = {}
        self._order: dict[tuple[str, ...], list[str]] = {}

    def of(self, draft: Draft) -> str:
        given, dates, spelled = draft.given, draft.dates, self._of
        names = tuple(given)
        order = self._order.get(names)
        if order is None:
            order = self._order[names] = sorted(names)
        said = [f"{name}={spelled(given[name])}" for name in order]
        said += [f"{stage}={spelled(dates[stage])}" for stage in rules.ORDER if stage in dates]
        return "|".join((str(draft.unit.id), draft.stage or "", draft.status or "", *said))

    def _of(self, value: Any) -> str:
        """Return the value spelled; a text as it is, another one by its identity: its row holds on to it."""
        if type(value) is str:
            return " ".join(value.split())
        found = self._spelled.get(id(value))
        if found is None:
            found = self._spelled[id(value)] = _spelled(value)
        return found


def _spelled(value: Any) -> str:
    match value:
        case str():
            return " ".join(value.split())
        case Yuan():
            return str(value.fen)
        case VagueDate():
            return value.show()
        case Unit():
            return str(value.pk)
        case ForeignMoney():
            return f"{value.currency}{value.cents}"
        case _:
            return f"{value:f}" if hasattr(value, "normalize") else str(value)


def by_class(drafts: Sequence[Draft]) -> Mapping[RowClass, list[Draft]]:
    found: dict[RowClass, list[Draft]] = {kind: [] for kind in RowClass}
    for draft in drafts:
        found[draft.kind].append(draft)
    return found
