"""A project's history on both clocks: what was recorded of it, when, by whom, and what took its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from luodi.kernel.asof import AsOf
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, FactKind, Standing
from luodi.ledger.models import Fact
from luodi.ledger.services import NewFact
from luodi.organisation.models import Person
from luodi.projects import words
from luodi.projects.choices import Field, Stage, Status
from luodi.projects.models import Project


@dataclass(frozen=True, kw_only=True)
class HistoryItem:
    """One version of one fact.

    ``changes`` maps a Chinese label to the value before and after: against the version that it replaced, or, for a
    new state, against the state before it. ``superseded_at`` is None while the version is live (at the as-of).
    ``on_behalf_of`` names the responsible unit where somebody of another unit recorded the version for it (代报).
    """

    fact_id: int
    entry: int
    kind: FactKind
    what: str
    occurred: str
    occurred_on: date
    recorded_at: datetime
    superseded_at: datetime | None
    cause: Cause
    standing: Standing
    who: str
    who_unit: str
    on_behalf_of: str
    act: str
    reason: str
    amount: Yuan | None
    changes: Mapping[str, Sequence[str | None]]

    @property
    def is_live(self) -> bool:
        return self.superseded_at is None


def history(project: Project, as_of: AsOf | None = None) -> list[HistoryItem]:
    """Return every version of every fact of the project that was recorded by the as-of, latest first.

    Shape: four queries at most.
    """
    facts = list(_recorded(project, as_of))
    values = ledger.versions_of(facts)
    people = _people(facts)
    told: list[HistoryItem] = []
    for i, fact in enumerate(facts):
        changes = _changes(fact, facts[:i], values, people)
        told.append(_item(fact, values[fact.pk], changes, as_of))
    return told[::-1]


def _recorded(project: Project, as_of: AsOf | None) -> "Sequence[Fact]":
    rows = Fact.objects.filter(subject_id=project.subject_id)
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of.moment)
    related = ("subject", "occasion", "unit", "entry__actor__person", "entry__actor__unit")
    return list(rows.select_related(*related).order_by("id"))


def _people(facts: Sequence[Fact]) -> dict[int, str]:
    ids = {fact.sponsor_id for fact in facts if fact.sponsor_id is not None}
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def _changes(
    fact: Fact, earlier: Sequence[Fact], values: Mapping[int, NewFact], people: Mapping[int, str]
) -> dict[str, list[str | None]]:
    former = next((one for one in reversed(earlier) if one.ordinal == fact.ordinal), None)
    if former is None and fact.kind == FactKind.PROJECT_STATE:
        former = _state_before(fact, earlier)
    if former is None:
        return {}
    told = words.on_fact(values[former.pk], values[fact.pk])
    if former.ordinal != fact.ordinal:
        told.pop("发生日期", None)
    if former.sponsor_id != fact.sponsor_id:
        told[Field.SPONSOR.label] = [people.get(former.sponsor_id or 0), people.get(fact.sponsor_id or 0)]
    return told


def _state_before(fact: Fact, earlier: Sequence[Fact]) -> Fact | None:
    """Return the state in force before this one, as it was known when this one was recorded."""
    latest = {one.ordinal: one for one in earlier if one.kind == FactKind.PROJECT_STATE}
    before = [
        one
        for one in latest.values()
        if one.standing != Standing.REJECTED
        and (one.superseded_at is None or one.superseded_at > fact.recorded_at)
        and (one.occurred_on, one.ordinal) < (fact.occurred_on, fact.ordinal)
    ]
    return max(before, key=lambda one: (one.occurred_on, one.ordinal), default=None)


def _item(
    fact: Fact, values: NewFact, changes: dict[str, list[str | None]], as_of: AsOf | None
) -> HistoryItem:
    ended = fact.superseded_at
    if as_of is not None and ended is not None and ended > as_of.moment:
        ended = None
    actor = fact.entry.actor
    return HistoryItem(
        fact_id=fact.pk,
        entry=fact.entry.number,
        kind=FactKind(fact.kind),
        what=_what(fact),
        occurred=values.occurred.show(),
        occurred_on=fact.occurred_on,
        recorded_at=fact.recorded_at,
        superseded_at=ended,
        cause=Cause(fact.cause),
        standing=Standing(fact.standing),
        who=actor.display_name,
        who_unit=actor.unit_name,
        on_behalf_of=fact.unit.short_name if is_on_behalf(fact) else "",
        act=fact.entry.act,
        reason=fact.entry.reason,
        amount=None if fact.amount is None else Yuan(fact.amount),
        changes=changes,
    )


def is_on_behalf(fact: Fact) -> bool:
    """Whether somebody of another unit than the responsible one recorded or corrected this version (代报)."""
    is_entered = fact.cause in (Cause.RECORDED, Cause.OPENING, Cause.CORRECTED)
    return is_entered and fact.entry.actor.unit_id != fact.unit_id


def _what(fact: Fact) -> str:
    kind = FactKind(fact.kind)
    if kind != FactKind.PROJECT_STATE:
        return kind.label
    return f"{kind.label}：{Stage(fact.state).label}、{Status(fact.status).label}"
