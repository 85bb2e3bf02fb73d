"""What the ledger holds of projects at this moment, and what a fact that is put among them brings about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Channel, FactKind, Standing
from luodi.ledger.models import Fact
from luodi.ledger.rules import SEAT_BITS
from luodi.ledger.services import NewFact
from luodi.projects.choices import EVENT_OF, PROJECT_KINDS, RECORD_KINDS, STAGE_OF, Stage
from luodi.projects.models import Project

_CHUNK = 400


@dataclass
class Held:
    """One state that counts, in force from ``on``; ``fact`` is None while it is only about to be posted."""

    on: date
    ordinal: int
    values: NewFact
    fact: Fact | None = None


@dataclass
class Book:
    """The live facts of one project's subject, with their values.

    ``facts`` holds every kind, in the order of recording; ``held`` the states that are claimed or verified, in the
    order in which they hold.
    """

    facts: list[Fact] = field(default_factory=list)
    values: dict[int, NewFact] = field(default_factory=dict)
    held: list[Held] = field(default_factory=list)

    @property
    def own(self) -> list[Fact]:
        """The facts that this app keeps."""
        return [fact for fact in self.facts if fact.kind in PROJECT_KINDS]

    def event(self, stage: Stage) -> Fact | None:
        return next((fact for fact in self.facts if fact.kind == EVENT_OF[stage]), None)

    def states_of(self, event: Fact) -> list[Fact]:
        """Return the states that were recorded together with the event, and brought its stage or its increase."""
        if event.kind in RECORD_KINDS:
            return []
        stage = STAGE_OF.get(FactKind(event.kind))
        return [
            fact
            for fact in self.facts
            if fact.kind == FactKind.PROJECT_STATE
            and (stage is None or fact.state == stage)
            and act_of(fact) == act_of(event)
        ]

    def claims(self) -> list[Fact]:
        return [fact for fact in self.own if fact.standing == Standing.CLAIMED]

    def on(self, day: date) -> Held | None:
        """Return the state in force on the day, or the first one when none was yet."""
        before = [one for one in self.held if one.on <= day]
        return before[-1] if before else (self.held[0] if self.held else None)

    def put(self, values: NewFact, day: date) -> None:
        """Take a state that is about to be posted among those in force, behind others of its day."""
        last = self.held[-1].ordinal if self.held else 0
        at = sum(1 for one in self.held if one.on <= day)
        self.held.insert(at, Held(day, last + 1, values))


def act_of(fact: Fact) -> int:
    """Return the number of the entry in which the fact was first recorded; its later versions keep it."""
    return fact.ordinal >> SEAT_BITS


def load(projects: Iterable[Project]) -> dict[int, Book]:
    """Return the book of each project by the project's id.    Shape: three queries at most for 400 projects."""
    by_subject = {project.subject_id: project.pk for project in projects}
    ids = list(by_subject)
    found: dict[int, Book] = defaultdict(Book)
    for start in range(0, len(ids), _CHUNK):
        rows = (
            Fact.objects.live()
            .filter(subject_id__in=ids[start : start + _CHUNK])
            .select_related("subject", "occasion", "unit")
            .order_by("ordinal")
        )
        facts = list(rows)
        values = ledger.versions_of(facts)
        for fact in facts:
            book = found[by_subject[fact.subject_id or 0]]
            book.facts.append(fact)
            book.values[fact.pk] = values[fact.pk]
    for book in found.values():
        book.held = _held(book)
    return {project.pk: found[project.pk] for project in projects}


def states_after(
    book: Book, *, first: NewFact, day: date, changes: Mapping[str, Any], wins: bool
) -> list[NewFact]:
    """Put ``first`` among the states in force from ``day`` on, and return it with the later ones that it alters.

    States that begin later are said again with the changes, and what was said of them so far stays as it was: a
    verified stock reads on from it until this act is verified. A later state that had moved on by itself in a
    column keeps it from there, unless the change ``wins``.
    """
    base = book.on(day)
    told = [(day, first)]
    same = dict.fromkeys(changes, True)
    latest = {one.on: one for one in book.held if one.on > day}
    for one in latest.values():
        for name in changes:
            moved_on = base is not None and getattr(one.values, name) != getattr(base.values, name)
            same[name] = wins or (same[name] and not moved_on)
        restated = {name: value for name, value in changes.items() if same[name]}
        if restated:
            again = replace(one.values, standing=Standing.CLAIMED, **restated)
            told.append((one.on, replace(again, occurred=VagueDate.day(one.on))))
    for on, values in told:
        book.put(values, on)
    return [values for _, values in told]


def event_like(state: NewFact, *, kind: FactKind, channel: Channel | str = "") -> NewFact:
    """Return the event that a state of a project goes with, frozen with the same dimensions."""
    return replace(
        state, kind=kind, state="", status="", state_since=None, status_since=None, channel=channel
    )


def fen(values: NewFact) -> int | None:
    amount = values.amount
    if amount is None:
        return None
    return amount.fen if isinstance(amount, Yuan) else amount.to_yuan().fen


def mirror(project: Project, values: NewFact) -> None:
    """Let the working row say what the state says, except dates and texts."""
    project.unit = values.unit
    project.total_fen = fen(values)
    project.area, project.origin, project.industry = values.area, values.origin, values.industry
    project.industrial = values.industrial
    project.sponsor_id = values.sponsor_id
    project.status, project.status_since = values.status, values.status_since or project.status_since
    project.stage = values.state


def shares_of(held: Sequence[Held]) -> tuple[ledger.Share, ...]:
    return held[-1].values.shares if held else ()


def _held(book: Book) -> list[Held]:
    states = [
        Held(fact.occurred_on, fact.ordinal, book.values[fact.pk], fact)
        for fact in book.facts
        if fact.kind == FactKind.PROJECT_STATE and fact.standing != Standing.REJECTED
    ]
    return sorted(states, key=lambda one: (one.on, one.ordinal))


def state_of(project: Project) -> NewFact:
    """Return the state that the working row tells: for a project whose every state was rejected."""
    return NewFact(
        kind=FactKind.PROJECT_STATE,
        subject=project.subject,
        occurred=VagueDate.day(project.status_since),
        unit=project.unit,
        amount=project.total,
        area=project.area,
        origin=project.origin,
        industry=project.industry,
        industrial=project.industrial,
        sponsor_id=project.sponsor_id,
        state=project.stage,
        status=project.status,
        status_since=project.status_since,
    )
