"""Answers about rosters and about the signings of an event, shaped for pages."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from luodi.kernel.asof import AsOf
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import REMOTE_CHANNELS, FactKind
from luodi.ledger.models import Fact
from luodi.ledger.models.fact import FactQuerySet
from luodi.organisation.policies import Reach
from luodi.outreach.models import PromotionEvent
from luodi.projects.models import Project
from luodi.rosters import rules
from luodi.rosters.choices import Signing
from luodi.rosters.models import Roster, RosterEntry, RosterEntryQuerySet


def entries_of(roster: Roster, reach: Reach, *, on: date, as_of: AsOf | None = None) -> RosterEntryQuerySet:
    """Return the roster's entries of the day that the reach shows, in their order, as was known then."""
    rows = roster.entries.known_at(as_of).visible_to(reach).select_related("project__unit")
    if as_of is not None:
        known_left = rows.filter(left_at__lte=as_of.moment, left_on__lte=on)
        return rows.filter(entered_on__lte=on).exclude(pk__in=known_left.values("pk"))
    return rows.on(on)


def rosters_of(project: Project, *, as_of: AsOf | None = None) -> list[RosterEntry]:
    """Return the project's stays on rosters, latest first."""
    rows = RosterEntry.objects.filter(project=project).known_at(as_of).select_related("roster")
    return list(rows.order_by("-entered_on", "-id"))


@dataclass(frozen=True)
class Signed:
    """A project on an event's list; ``amount`` is what counts there: of an increase, the increase alone."""

    project: Project
    kind: Signing
    amount: Yuan
    listed_on: date
    listed_at: str
    signed_on: date | None
    earlier: str
    is_remote: bool


@dataclass(frozen=True)
class Signings:
    """The list of one event with all of its parts: each project once."""

    event: PromotionEvent
    rows: tuple[Signed, ...]

    def of(self, kind: Signing) -> tuple[Signed, ...]:
        return tuple(row for row in self.rows if row.kind == kind)

    @property
    def remote(self) -> tuple[Signed, ...]:
        """What was signed for the first time without meeting."""
        return tuple(row for row in self.rows if row.is_remote and row.kind == Signing.FIRST)


def total(rows: Iterable[Signed]) -> Yuan:
    """Return what the rows add up to."""
    return Yuan(sum(row.amount.fen for row in rows))


def parts_of(event: PromotionEvent) -> Sequence[PromotionEvent]:
    """Return the event's own parts: a joint signing within a conference."""
    return list(PromotionEvent.objects.filter(parent=event).order_by("held_from", "id"))


def signings(event: PromotionEvent, reach: Reach, as_of: AsOf | None = None) -> Signings:
    """Return what stands on the lists of the event and of its parts, and what each project is to the event.

    Shape: five queries; a project on several lists within the event stands once, by its first listing there. Only
    projects that the reach shows.
    """
    within = _tree(event)
    here: dict[int, Fact] = {}
    before: dict[int, Fact] = {}
    for fact in _listed(as_of, occasion_id__in=within):
        here.setdefault(fact.subject_id or 0, fact)
    for fact in _listed(as_of, subject_id__in=list(here)):
        if fact.occasion_id not in within and fact.occurred_on < here[fact.subject_id or 0].occurred_on:
            before.setdefault(fact.subject_id or 0, fact)
    facts = _facts_of(list(here), (FactKind.PROJECT_SIGNED, FactKind.PROJECT_INCREASE), as_of)
    projects = Project.objects.visible_to(reach).filter(subject_id__in=list(here)).select_related("unit")
    rank = {kind: at for at, kind in enumerate(Signing)}
    rows = [
        _signed(event, project, here[project.subject_id], before.get(project.subject_id), facts)
        for project in projects
    ]
    return Signings(
        event, tuple(sorted(rows, key=lambda row: (rank[row.kind], row.listed_on, row.project.code)))
    )


def _signed(
    event: PromotionEvent,
    project: Project,
    fact: Fact,
    earlier: Fact | None,
    facts: dict[tuple[int, str], list[Fact]],
) -> Signed:
    signing = next(iter(facts[project.subject_id, FactKind.PROJECT_SIGNED]), None)
    signed_on = signing.occurred_on if signing else None
    grown = [
        one
        for one in facts[project.subject_id, FactKind.PROJECT_INCREASE]
        if event.held_from <= one.occurred_on <= event.held_to
    ]
    kind = rules.signing(
        begins=event.held_from, signed_on=signed_on, listed_before=earlier is not None, increased=bool(grown)
    )
    fen = sum(one.amount or 0 for one in grown) if kind == Signing.INCREASE else fact.amount or 0
    return Signed(
        project=project,
        kind=kind,
        amount=Yuan(fen),
        listed_on=fact.occurred_on,
        listed_at=str(fact.occasion),
        signed_on=signed_on,
        earlier=str(earlier.occasion) if earlier is not None else "",
        is_remote=signing is not None and signing.channel in REMOTE_CHANNELS,
    )


def _tree(event: PromotionEvent) -> set[int]:
    """Return the subjects of the event and of everything that is part of it."""
    pairs = PromotionEvent.objects.filter(city_id=event.city_id).values_list("pk", "parent_id", "subject_id")
    below: dict[int | None, list[tuple[int, int]]] = defaultdict(list)
    for pk, parent, subject in pairs:
        below[parent].append((pk, subject))
    found, waiting = {event.subject_id}, [event.pk]
    while waiting:
        for pk, subject in below[waiting.pop()]:
            found.add(subject)
            waiting.append(pk)
    return found


def _listed(as_of: AsOf | None, **which: object) -> list[Fact]:
    rows = Fact.objects.filter(kind=FactKind.CEREMONY_LISTED, **which).counted()
    known = _known(rows, as_of.moment if as_of else None)
    return list(known.select_related("occasion").order_by("occurred_on", "ordinal"))


def _facts_of(
    subjects: Sequence[int], kinds: Sequence[FactKind], as_of: AsOf | None
) -> dict[tuple[int, str], list[Fact]]:
    rows = Fact.objects.filter(subject_id__in=subjects, kind__in=kinds).counted()
    found: dict[tuple[int, str], list[Fact]] = defaultdict(list)
    for fact in _known(rows, as_of.moment if as_of else None).order_by("occurred_on", "ordinal"):
        found[fact.subject_id or 0, fact.kind].append(fact)
    return found


def _known(rows: FactQuerySet, moment: datetime | None) -> FactQuerySet:
    return rows.live() if moment is None else rows.known_at(moment)
