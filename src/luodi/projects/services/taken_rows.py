"""The rows of projects that are taken in by the thousand, and what the trail says of them."""

import json.encoder
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from luodi import bulk, search
from luodi.audit import services as audit
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.kernel.names import sound_key
from luodi.ledger.kinds import Standing
from luodi.organisation.models import Account
from luodi.projects import details, words
from luodi.projects.choices import DATE_OF, DETAILS, Field, Stage
from luodi.projects.models import Project, ProjectShare, StageSkip
from luodi.projects.models.project import SEARCH_INDEX
from luodi.projects.services.histories import Looked
from luodi.projects.services.writing import TARGET

_COLUMNS = (
    "id", "code", "name", "subject_id", "enterprise_id", "investor_name", "unit_id", "area", "origin", "industry",
    "industrial", "total_fen", "sponsor_id", "summary", "stage", "status", "status_since", "status_reason",
    "channel_of_signing", "negotiating_on", "negotiating_precision", "signed_on", "signed_precision", "started_on",
    "started_precision", "producing_on", "producing_precision", "search_text", "name_key", "investor_key",
)  # fmt: skip
_SKIP = ("project_id", "stage", "reason")
_SHARE = ("project_id", "unit_id", "basis_points")
_MANY_KEYS = 1 << 17
_TOLD_EVERY = 5_000
_dump: Callable[[str], str] = json.encoder.encode_basestring


class Given(NamedTuple):
    """What was given to the projects, in their order."""

    ids: Sequence[int]
    codes: Sequence[str]
    subjects: Sequence[int]


class Keys(dict[str, str]):
    """How names sound, each looked up once: investors come again and again."""

    def __missing__(self, name: str) -> str:
        if len(self) >= _MANY_KEYS:
            self.clear()
        found = self[name] = sound_key(name) if name else ""
        return found


def reserve(n: int) -> Sequence[int]:
    """Take the ids of ``n`` projects."""
    return bulk.reserve_ids(Project, n)


def write(
    looked: Sequence[Looked], given: Given, *, actor: Account, at: datetime, progress: Callable[[int], None]
) -> None:
    """Write the rows of the projects, of their shares, skipped stages and details, and their places in the search.

    ``progress`` is told now and then how many projects are written.
    """
    same = {
        "city_id": actor.city_id,
        "standing": Standing.CLAIMED.value,
        "is_opening": False,
        "is_void": False,
        "version": 0,
        "created_at": at,
        "created_by_id": actor.pk,
        "updated_at": at,
    }
    documents: list[search.Document] = []
    bulk.insert(Project, _COLUMNS, _rows(looked, given, actor.city_id, documents, progress), same=same)
    _write_parts(looked, given.ids, actor, at)
    search.put(SEARCH_INDEX, documents)


def _rows(
    looked: Sequence[Looked],
    given: Given,
    city_id: int,
    documents: list[search.Document],
    progress: Callable[[int], None],
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the projects, and add to ``documents`` what each is found by."""
    keys, text = Keys(), _COLUMNS.index("search_text")
    for done, one in enumerate(zip(looked, *given, strict=True), start=1):
        row = _row(*one, keys)
        documents.append(search.Document(row[0], city_id, row[text]))
        yield row
        if not done % _TOLD_EVERY:
            progress(done)


def _row(one: Looked, pk: int, code: str, subject_id: int, keys: Keys) -> tuple[Any, ...]:
    command, days = one.command, one.days
    name = command.name.strip()
    channel = str(command.channel) if Stage.SIGNED in days else ""
    dates: list[Any] = []
    for stage in DATE_OF:
        on = days.get(stage)
        dates += (None, "") if on is None else (on, str(command.dates[stage].precision))
    return (
        pk, code, name, subject_id, command.enterprise and command.enterprise.id, one.investor, command.unit.id,
        one.area, command.origin, command.industry, one.industrial, one.fen, command.sponsor and command.sponsor.id,
        command.summary.strip(), str(one.stage), str(command.status), one.status_since,
        command.status_reason.strip(), channel, *dates, search.search_text(name, codes=[code]), keys[name],
        keys[one.investor],
    )  # fmt: skip


def _write_parts(looked: Sequence[Looked], ids: Sequence[int], actor: Account, at: datetime) -> None:
    skips = [
        (pk, stage.value, one.command.skipped_reason.strip())
        for one, pk in zip(looked, ids, strict=True)
        for stage in one.skipped
    ]
    bulk.insert(StageSkip, _SKIP, skips, same={"recorded_at": at, "recorded_by_id": actor.pk})
    shares = [
        (pk, share.unit.id, share.basis_points)
        for one, pk in zip(looked, ids, strict=True)
        if len(one.command.shares) > 1
        for share in one.command.shares
    ]
    bulk.insert(ProjectShare, _SHARE, shares)
    _write_details(looked, ids)


def _write_details(looked: Sequence[Looked], ids: Sequence[int]) -> None:
    """Write the details of projects that have any; columns of which none is told take what stands for "not known"."""
    told = [(pk, one.details) for one, pk in zip(looked, ids, strict=True) if one.details]
    used = {field for _, noted in told for field in details.given(noted)}
    for row, model in details.MODELS.items():
        fields = [field for field in used if details.shape(field).row == row]
        if not fields:
            continue
        keepers = {column: keep for field in fields for column, keep in _keepers(field).items()}
        keeps = tuple(keepers.values())
        rest = {column: keep({}) for column, keep in _every_keeper(row).items() if column not in keepers}
        noted = (
            (pk, *[keep(values) for keep in keeps])
            for pk, values in told
            if any(values.get(field) not in ("", None) for field in fields)
        )
        bulk.insert(model, ("project_id", *keepers), noted, same=rest)


@cache
def _every_keeper(row: str) -> dict[str, Callable[[Any], Any]]:
    """Return what takes each column of a kind of row out of the details."""
    fields = [field for field in Field if field in DETAILS and details.shape(field).row == row]
    return {column: keep for field in fields for column, keep in _keepers(field).items()}


def _keepers(field: Field) -> dict[str, Callable[[Any], Any]]:
    kept = details.shape(field)
    if kept.takes is VagueDate:
        return {
            kept.column: lambda noted: (day := noted.get(field)) and day.last,
            f"{field.value}_precision": lambda noted: (
                ((day := noted.get(field)) and day.precision.value) or ""
            ),
        }
    if kept.takes is Yuan:
        return {kept.column: lambda noted: (yuan := noted.get(field)) and yuan.fen}
    return {kept.column: lambda noted: noted.get(field, "" if kept.takes is str else None)}


class Sayings:
    """What the trail says of projects; what is said of a value that comes again is put together once."""

    def __init__(self, act: str) -> None:
        self._act = act
        self._said: dict[tuple[Field, object], str] = {}
        self._common: dict[tuple[object, ...], str] = {}

    def notes(self, looked: Sequence[Looked], codes: Sequence[str]) -> Iterator[audit.Note]:
        for one, code in zip(looked, codes, strict=True):
            yield audit.Note(self._act, TARGET, code, one.command.name.strip(), said=self._text(one))

    def _text(self, one: Looked) -> str:
        command = one.command
        parts = [_said(Field.NAME, command.name.strip()), self._usual(one)]
        if one.fen is not None:
            parts.append(self._again(Field.TOTAL, one.fen, Yuan(one.fen)))
        if one.investor:
            parts.append(_said(Field.INVESTOR_NAME, one.investor))
        if command.summary:
            parts.append(_said(Field.SUMMARY, command.summary.strip()))
        for stage, occurred in command.dates.items():
            parts.append(self._again(DATE_OF[stage], (occurred.last, str(occurred.precision)), occurred))
        parts += self._noted(one.details)
        parts += self._seldom(one)
        return f"{{{', '.join(parts)}}}"

    def _usual(self, one: Looked) -> str:
        """Return what many projects have in common."""
        command = one.command
        key = (
            command.unit.id, one.area, command.origin, command.industry, one.industrial, command.status,
            tuple(one.skipped), command.skipped_reason,
        )  # fmt: skip
        known = self._common.get(key)
        if known is None:
            told = {
                Field.UNIT: command.unit,
                Field.AREA: one.area,
                Field.ORIGIN: command.origin,
                Field.INDUSTRY: command.industry,
                Field.INDUSTRIAL: one.industrial,
                Field.STATUS: command.status,
            }
            said = {field: words.say(field, value) for field, value in told.items()}
            parts = [_said(field, text) for field, text in said.items() if text is not None]
            if one.skipped:
                names = "、".join(stage.label for stage in one.skipped)
                parts.append(_fragment("跳过", f"{names}：{command.skipped_reason.strip()}"))
            known = self._common[key] = ", ".join(parts)
        return known

    def _noted(self, noted: Mapping[Field, object]) -> Iterator[str]:
        for field, value in noted.items():
            if isinstance(value, str) and words.is_said_as_it_is(field):
                if value:
                    yield _said(field, value)
            elif value is not None and value != "":
                yield self._again(field, value.fen if isinstance(value, Yuan) else value, value)

    def _seldom(self, one: Looked) -> Iterator[str]:
        command = one.command
        told: dict[Field, object] = {}
        if command.channel and Stage.SIGNED in one.days:
            told[Field.CHANNEL] = command.channel
        if command.enterprise is not None:
            told[Field.ENTERPRISE] = command.enterprise
        if command.sponsor is not None:
            told[Field.SPONSOR] = command.sponsor
        if command.shares:
            told[Field.SHARES] = command.shares
        for field, value in told.items():
            if said := words.say(field, value):
                yield _said(field, said)
        if command.status_reason.strip():
            yield _fragment("原因", command.status_reason.strip())

    def _again(self, field: Field, key: object, value: object) -> str:
        known = self._said.get((field, key))
        if known is None:
            known = self._said[field, key] = _said(field, words.say(field, value) or "")
        return known


def _said(field: Field, text: str) -> str:
    return _leads(field) + _dump(text) + "]"


def _fragment(label: str, text: str) -> str:
    return f"{_dump(label)}: [null, {_dump(text)}]"


@cache
def _leads(field: Field) -> str:
    return f"{_dump(field.label)}: [null, "
