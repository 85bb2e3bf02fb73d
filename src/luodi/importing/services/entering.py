"""Enter the rows of a plan into the ledger through the same services as the forms: new ones, then what has changed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from luodi.enterprises.models import Enterprise
from luodi.importing.choices import ChangeMode
from luodi.importing.decisions import Decisions
from luodi.importing.planning import commanding, comparing
from luodi.importing.planning.drafts import Draft
from luodi.importing.rules import Commitment
from luodi.ledger.models import Batch
from luodi.organisation.models import Account, City
from luodi.projects import rules as project_rules
from luodi.projects import services as projects
from luodi.projects.choices import DATE_OF, Field, Stage
from luodi.projects.models import Project

_CHUNK = 500
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Entering:
    """One commit under way: who, when, in which batch, and how it was decided."""

    actor: Account
    at: datetime
    batch: Batch
    said: Commitment
    decisions: Decisions
    tell: Tell

    @property
    def city(self) -> City:
        return self.actor.city


def enter_new(drafts: Sequence[Draft], act: Entering, *, once: str) -> Sequence[Project]:
    """Record the projects of new rows, with every stage that they have a date of."""
    if not drafts:
        return []
    firms = _enterprises(drafts, act.city)
    commands = [_with_firm(draft, act, firms) for draft in drafts]
    return projects.take_in(
        commands, actor=act.actor, at=act.at, batch=act.batch, once=once, progress=act.tell
    )


def hold(drafts: Sequence[Draft]) -> None:
    """Lock the projects of changed rows before anything is entered: whoever writes locks projects before the head."""
    ids = [draft.project.pk for draft in drafts if draft.project is not None]
    for start in range(0, len(ids), _CHUNK):
        some = sorted(ids)[start : start + _CHUNK]
        list(Project.objects.select_for_update(of=("self",)).filter(pk__in=some).order_by("pk"))


def enter_changes(drafts: Sequence[Draft], act: Entering) -> None:
    """Record what rows say otherwise: as changes from a day on or as corrections, then the stages they have reached.

    A date of a stage never changes, so that another one is a correction in either case.
    """
    if act.said.changes == ChangeMode.CHANGE:
        _enter_changes(drafts, act)
    for draft in drafts:
        means = {comparing.CORRECT}
        if act.said.changes == ChangeMode.CORRECT:
            means.add(comparing.CHANGE)
        _correct(draft, _values(draft, means), act)
    _enter_stages(drafts, act)


def _with_firm(draft: Draft, act: Entering, firms: dict[str, Enterprise]) -> projects.RecordedProject:
    command = commanding.command_of(draft, act.decisions)
    firm = firms.get(draft.investor.strip())
    return command if firm is None else replace(command, enterprise=firm)


def _enterprises(drafts: Iterable[Draft], city: City) -> dict[str, Enterprise]:
    """Return the enterprise of each investor's exact name, where there is one and no other."""
    names = sorted({draft.investor.strip() for draft in drafts} - {""})
    found: dict[str, list[Enterprise]] = {}
    for start in range(0, len(names), _CHUNK):
        for firm in Enterprise.objects.of(city.pk).filter(name__in=names[start : start + _CHUNK]):
            found.setdefault(firm.name, []).append(firm)
    return {name: firms[0] for name, firms in found.items() if len(firms) == 1}


def _enter_stages(drafts: Sequence[Draft], act: Entering) -> None:
    """Record new stages, one stage after the other, for a project may have reached several."""
    for stage in project_rules.ORDER:
        records = [
            projects.StageRecord(
                project=draft.project,
                stage=stage,
                occurred_on=draft.dates[stage],
                channel=draft.given.get(Field.CHANNEL.value, "") if stage == Stage.SIGNED else "",
                skipped_reason=act.decisions.skipped_reason,
            )
            for draft in drafts
            if draft.project is not None and _reaches(draft, stage)
        ]
        if records:
            projects.record_stages(records, actor=act.actor, at=act.at, batch=act.batch)


def _reaches(draft: Draft, stage: Stage) -> bool:
    return any(one.field == DATE_OF[stage] and one.means == comparing.STAGE for one in draft.differences)


def _enter_changes(drafts: Sequence[Draft], act: Entering) -> None:
    effective_on = act.said.effective_on
    assert effective_on is not None
    changes = [
        projects.Change(
            project=draft.project,
            changes=values,
            effective_on=_effective(draft, effective_on),
            reason=act.said.reason,
        )
        for draft in drafts
        if draft.project is not None and (values := _values(draft, {comparing.CHANGE}))
    ]
    if changes:
        projects.change_projects(changes, actor=act.actor, at=act.at, batch=act.batch)


def _effective(draft: Draft, effective_on: date) -> date:
    """Return the day of the change, but no later than a new stage in the same row: the stage needs what it brings."""
    new = [draft.dates[stage].last for stage in draft.dates if _reaches(draft, stage)]
    return min([effective_on, *new])


def _correct(draft: Draft, values: dict[Field, object], act: Entering) -> None:
    if values and draft.project is not None:
        projects.correct_project(
            project=draft.project,
            corrections=values,
            reason=act.said.reason,
            actor=act.actor,
            at=act.at,
            batch=act.batch,
        )


def _values(draft: Draft, means: set[str]) -> dict[Field, object]:
    """Return what the row says of the fields in which it differs in one of these ways."""
    fields = [one.field for one in draft.differences if one.means in means]
    return {field: _given(draft, field) for field in fields}


def _given(draft: Draft, field: Field) -> object:
    if field == Field.STATUS:
        return draft.status
    stage = next((stage for stage, of in DATE_OF.items() if of == field), None)
    return draft.dates[stage] if stage is not None else draft.given[field.value]
