"""Take in projects by the thousand, as a sheet tells them: one entry, written set by set."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import overload

from django.db import transaction

from luodi.enterprises import numbering
from luodi.kernel.collector import uncollected
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, SubjectKind
from luodi.ledger.models import Batch
from luodi.ledger.services import History
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.projects.models import Project
from luodi.projects.services import taken_rows
from luodi.projects.services.commands import RecordedProject
from luodi.projects.services.histories import Look, Looked
from luodi.projects.services.taken_rows import Sayings
from luodi.projects.services.writing import TABLE

Progress = Callable[[int, int], None]
_ACT = "导入项目"
_FETCHED = 1_000


class Taken(Sequence[Project]):
    """Projects that have been written, in the order of their commands; each is read when it is asked for."""

    def __init__(self, ids: Sequence[int], codes: Sequence[str]) -> None:
        self.ids, self.codes = ids, codes

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, key: int) -> Project: ...
    @overload
    def __getitem__(self, key: slice) -> list[Project]: ...
    def __getitem__(self, key: int | slice) -> Project | list[Project]:
        if isinstance(key, slice):
            return _fetch(self.ids[key])
        return _fetch([self.ids[key]])[0]

    def __iter__(self) -> Iterator[Project]:
        ids = iter(self.ids)
        while some := list(islice(ids, _FETCHED)):
            yield from _fetch(some)


def take_in(
    commands: Sequence[RecordedProject],
    *,
    actor: Account,
    at: datetime,
    batch: Batch | None = None,
    once: str = "",
    progress: Progress | None = None,
) -> Taken:
    """Record projects with the stages that they have reached, each claimed by whoever records it, as one entry.

    What creating them and recording their stages one by one would leave is there afterwards, with one note in the
    trail for each; ``find_refusals`` says beforehand what would be refused. ``progress`` is told how many rows of how
    many are done, always within the transaction. ``once`` names the submission.
    Raises: RecordedBefore; what creating a project and recording a stage raise; nothing is written then.
    """
    if not commands:
        return Taken([], [])
    with uncollected():
        return _take_in(commands, actor, at, batch, once, progress)


def _take_in(
    commands: Sequence[RecordedProject],
    actor: Account,
    at: datetime,
    batch: Batch | None,
    once: str,
    progress: Progress | None,
) -> Taken:
    told = _Told(len(commands), progress)
    looked = Look(actor, at).all(commands)
    with transaction.atomic(), ledger.appending(len(commands)):
        ledger.check_new(city=actor.city, once=once)
        taken, subjects = _write(looked, actor, at, told)
        if batch is not None:
            ledger.keep_pre_images(batch=batch, table=TABLE, rows=[(pk, None, 0) for pk in taken.ids])
        histories = [_history(one, subject) for one, subject in zip(looked, subjects, strict=True)]
        ledger.post_histories(
            histories,
            city=actor.city,
            act=_ACT,
            actor=actor,
            at=at,
            of=SubjectKind.PROJECT,
            state_kind=FactKind.PROJECT_STATE,
            notes=Sayings(_ACT).notes(looked, taken.codes),
            batch=batch,
            once=once,
            progress=told.of(sum(2 * len(one.steps) for one in looked)),
        )
    told.end()
    return taken


class _Told:
    """Turns rows and facts into one count: half of the work is the rows, half the facts."""

    def __init__(self, n: int, progress: Progress | None) -> None:
        self._n, self._progress = n, progress

    def rows(self, done: int) -> None:
        if self._progress:
            self._progress(done // 2, self._n)

    def of(self, n_facts: int) -> Callable[[int], None] | None:
        if self._progress is None:
            return None
        tell, n = self._progress, self._n
        return lambda done: tell(n // 2 + n * done // (2 * n_facts + 1), n)

    def end(self) -> None:
        if self._progress:
            self._progress(self._n, self._n)


def _write(
    looked: Sequence[Looked], actor: Account, at: datetime, told: _Told
) -> tuple[Taken, Sequence[int]]:
    """Write the rows of the projects and of what hangs on them; return them with the ids of their subjects."""
    city_id, n = actor.city_id, len(looked)
    codes = numbering.take(city_id=city_id, prefix="P", year=day_of(at).year, n=n)
    ids = taken_rows.reserve(n)
    labels = [(code, one.command.name.strip()) for code, one in zip(codes, looked, strict=True)]
    subjects = ledger.add_subjects_of(SubjectKind.PROJECT, labels, city_id=city_id)
    given = taken_rows.Given(ids, codes, subjects)
    taken_rows.write(looked, given, actor=actor, at=at, progress=told.rows)
    return Taken(ids, codes), subjects


def _history(one: Looked, subject_id: int) -> History:
    command = one.command
    return History(
        subject_id,
        command.unit,
        one.fen,
        one.foreign,
        command.shares,
        one.area,
        command.origin,
        command.industry,
        one.industrial,
        None if command.sponsor is None else command.sponsor.pk,
        one.steps,
    )


def _fetch(ids: Sequence[int]) -> list[Project]:
    found = Project.objects.select_related("unit", "city", "subject").in_bulk(ids)
    return [found[pk] for pk in ids]
