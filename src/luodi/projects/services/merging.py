"""Make one project of two that are the same: which facts go over, which no longer count, and what the row becomes.

The caller posts what is returned as one entry of the batch; withdrawing the batch brings everything back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from luodi import search
from luodi.audit import services as audit
from luodi.enterprises.models import Enterprise
from luodi.ledger.kinds import Cause, FactKind, Standing
from luodi.ledger.models import Fact
from luodi.ledger.services import NewFact, Supersede
from luodi.organisation.models import Unit
from luodi.projects import rules, words
from luodi.projects.choices import DATE_OF, DETAILS, STAGE_OF, Field, Stage
from luodi.projects.models import Funds, PendingCorrection, Project
from luodi.projects.models.project import SEARCH_INDEX
from luodi.projects.services import books
from luodi.projects.services.books import Book
from luodi.projects.services.writing import (
    Act,
    document,
    note,
    require_writer,
    standing_now,
)

ACT = "合并项目"
_BY_ENTRY = frozenset({FactKind.PROJECT_FUNDS, FactKind.PROJECT_INCREASE})
"""Kinds of which a project has many: two are one only when day, amount and kind of proof agree."""
_MOVING = (
    Field.TOTAL, Field.AREA, Field.ORIGIN, Field.INDUSTRY, Field.INVESTOR_NAME, Field.ENTERPRISE, Field.SUMMARY,
    *DATE_OF.values(), Field.CHANNEL, *DETAILS,
)  # fmt: skip
"""What may be taken over from the project that is given up."""
_OF_STAGES = frozenset({*DATE_OF.values(), Field.CHANNEL})
"""What comes with a stage and is not taken over without it."""


@dataclass
class Merging:
    """What making ``drop`` part of ``keep`` does to facts.

    ``moved`` are facts that ``keep`` lacks, with the version on it; ``ended`` those that it has already; ``added``
    states that have to be told again because a stage came in before them.
    """

    keep: Project
    drop: Project
    moved: list[tuple[Fact, NewFact]] = field(default_factory=list)
    ended: list[Fact] = field(default_factory=list)
    added: list[NewFact] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    latest: NewFact | None = None

    @property
    def supersede(self) -> list[Supersede]:
        moved = [Supersede(fact, Cause.CORRECTED, after) for fact, after in self.moved]
        return [*moved, *(Supersede(fact, Cause.CORRECTED) for fact in self.ended)]


@dataclass(frozen=True)
class Difference:
    """A particular in which the two differ, as both say it; ``is_blank`` where the one that stays says nothing."""

    field: Field
    kept: str
    dropped: str

    @property
    def is_blank(self) -> bool:
        return not self.kept


@dataclass(frozen=True)
class Credit:
    """Who answers for a project, and who shares in it to how many basis points."""

    project: Project
    parts: list[tuple[Unit, int]]

    @property
    def says(self) -> str:
        told = "，".join(f"{unit.short_name} {points / 100:.2f}%" for unit, points in self.parts)
        return (
            f"{self.project.unit.short_name}（{told}）"
            if len(self.parts) > 1
            else self.project.unit.short_name
        )


def credit_of(project: Project) -> Credit:
    """Return the present credit; the shares of the project that is given up end with it."""
    shares = project.shares.select_related("unit").order_by("-basis_points", "id")
    return Credit(project, [(one.unit, one.basis_points) for one in shares] or [(project.unit, 10_000)])


@dataclass(frozen=True)
class Merged:
    """What the caller posts and keeps: facts, notes for the trail, and the rows that now point to the other project."""

    merging: Merging
    notes: list[audit.Note]
    funds: list[int]


def plan_merge(keep: Project, drop: Project) -> Merging:
    """Return what the merge would do to facts, and change nothing."""
    found = books.load([keep, drop])
    mine, theirs = found[keep.pk], found[drop.pk]
    plan = Merging(keep, drop)
    brought = _stages(plan, mine, theirs)
    has = {_key(fact): fact for fact in mine.facts if fact.kind != FactKind.PROJECT_STATE}
    for fact in theirs.facts:
        if fact.standing == Standing.REJECTED or fact.pk in brought:
            continue
        own = has.get(_key(fact))
        if fact.kind == FactKind.PROJECT_STATE or (own is not None and own.standing != Standing.REJECTED):
            plan.ended.append(fact)
            continue
        if own is not None:
            plan.ended.append(own)
        plan.moved.append((fact, _on(keep, theirs.values[fact.pk], plan.latest)))
    return plan


def differences(keep: Project, drop: Project) -> list[Difference]:
    """Return the particulars in which the two differ, and where the one that is given up has something to say."""
    mine, theirs = standing_now(keep, DETAILS), standing_now(drop, DETAILS)
    return [
        Difference(one, words.say(one, mine.get(one)) or "", words.say(one, theirs[one]) or "")
        for one in _MOVING
        if theirs.get(one) and mine.get(one) != theirs[one] and (mine.get(one) or one not in _OF_STAGES)
    ]


def merge(*, keep: int, drop: int, act: Act, reason: str) -> Merged:
    """Let ``drop`` be part of ``keep``: it becomes void, and what hangs on its facts goes over with them.

    Raises: ProjectRefused for one and the same project or while a correction waits; ProjectClosed; NotAllowed.
    """
    rows = act.lock([keep, drop])
    if len(rows) != 2:
        raise rules.ProjectRefused("不能把项目与它自己合并")
    require_writer(act.actor, rows.values())
    if PendingCorrection.objects.waiting().filter(project_id__in=[keep, drop]).exists():
        raise rules.ProjectRefused("其中一个项目有更正等待认定，请待其办结后再合并")
    stays, goes = rows[keep], rows[drop]
    plan = plan_merge(stays, goes)
    notes = [
        note(ACT, stays, {"并入的项目": [None, f"{goes.code} {goes.name}"], "原因": [None, reason]}),
        note(ACT, goes, {"并入": [None, f"{stays.code} {stays.name}"], "原因": [None, reason]}),
    ]
    _move_on(stays, goes, plan)
    goes.is_void = True
    search.take_out(SEARCH_INDEX, [document(goes)])
    act.write([stays, goes])
    funds = Funds.objects.filter(project=goes, ordinal__in=[fact.ordinal for fact, _ in plan.moved])
    ids = list(funds.values_list("pk", flat=True))
    funds.update(project=stays)
    return Merged(plan, notes, ids)


def show_again(project: Project) -> None:
    """Let a project that became part of another be found again, before its batch is withdrawn."""
    Project.objects.filter(pk=project.pk).update(is_void=False)
    search.put(SEARCH_INDEX, [document(project)])


def take_enterprise(*, old: Enterprise, new: Enterprise, act: Act) -> list[audit.Note]:
    """Let every project of a firm be one of another firm.    Shape: what the trail is to say of it."""
    ids = list(Project.objects.of(old.city_id).filter(enterprise=old).values_list("pk", flat=True))
    rows = list(act.lock(ids).values()) if ids else []
    require_writer(act.actor, rows)
    changes = {"投资企业": [old.name, new.name]}
    notes = [note(ACT, row, changes) for row in rows]
    for row in rows:
        row.enterprise = new
    if rows:
        act.write(rows)
    return notes


def values_of(drop: Project, fields: Iterable[Field]) -> dict[Field, object]:
    """Return what the project that is given up says, as the correction of the one that stays is told it."""
    said = standing_now(drop, DETAILS)
    return {one: said[one] for one in fields if one in _MOVING}


def _key(fact: Fact) -> tuple[Any, ...]:
    """Return what makes two facts of one subject the same fact."""
    key = (fact.kind, fact.occasion_id, fact.category)
    return (*key, fact.occurred_on, fact.amount, fact.capital) if fact.kind in _BY_ENTRY else key


def _stages(plan: Merging, mine: Book, theirs: Book) -> set[int]:
    """Let stages that only the other has reached go over with the state that they brought.    Shape: those states."""
    last = mine.held[-1].values if mine.held else books.state_of(plan.keep)
    plan.latest = last
    brought: set[int] = set()
    for stage in rules.ORDER:
        event = theirs.event(stage)
        if event is None or event.standing == Standing.REJECTED or not _lacks(plan.keep, mine, stage):
            continue
        plan.stages.append(stage)
        if rules.ORDER.index(stage) <= rules.ORDER.index(Stage(last.state)):
            continue
        states = [one for one in theirs.states_of(event) if one.standing != Standing.REJECTED]
        _take_state(plan, mine, stage, event, states)
        brought |= {one.pk for one in states[:1]}
    if mine.held:
        plan.latest = mine.held[-1].values
    return brought


def _take_state(plan: Merging, mine: Book, stage: Stage, event: Fact, states: Sequence[Fact]) -> None:
    held = mine.on(event.occurred_on)
    base = held.values if held is not None else books.state_of(plan.keep)
    state = replace(
        base,
        occurred=event.occurred,
        standing=Standing(states[0].standing if states else event.standing),
        state=stage,
        state_since=event.occurred_on,
    )
    changes: Mapping[str, object] = {"state": str(stage), "state_since": event.occurred_on}
    first, *later = books.states_after(mine, first=state, day=event.occurred_on, changes=changes, wins=True)
    if states:
        plan.moved.append((states[0], first))
    else:
        plan.added.append(first)
    plan.added += later


def _lacks(keep: Project, mine: Book, stage: Stage) -> bool:
    own = mine.event(stage)
    if own is not None:
        return own.standing == Standing.REJECTED
    reached = rules.ORDER.index(stage) <= rules.ORDER.index(Stage(keep.stage))
    return not (keep.is_opening and reached)


def _on(keep: Project, carried: NewFact, latest: NewFact | None) -> NewFact:
    """Return the fact as one of the project that stays; a stage carries what that project's state says."""
    if carried.kind not in STAGE_OF or latest is None:
        return replace(carried, subject=keep.subject)
    return replace(
        books.event_like(latest, kind=carried.kind, channel=carried.channel),
        subject=keep.subject,
        occurred=carried.occurred,
        standing=carried.standing,
    )


def _move_on(stays: Project, goes: Project, plan: Merging) -> None:
    """Let the row say what its facts say from now on."""
    for stage in plan.stages:
        name = stage.value.lower()
        setattr(stays, f"{name}_on", getattr(goes, f"{name}_on"))
        setattr(stays, f"{name}_precision", getattr(goes, f"{name}_precision"))
        stays.skips.filter(stage=stage).delete()
        if stage == Stage.SIGNED:
            stays.channel_of_signing = goes.channel_of_signing
    if plan.latest is not None and plan.stages:
        books.mirror(stays, plan.latest)
    if any(after.standing == Standing.CLAIMED for _, after in plan.moved) or plan.added:
        stays.standing = Standing.CLAIMED
