"""Where a row and its project differ, cell by cell, and in which way each difference could enter the ledger."""

from collections.abc import Iterator
from typing import Any

from luodi.importing.choices import ChangeMode, RowClass
from luodi.importing.planning.drafts import Difference, Draft, Drafter, rank
from luodi.importing.reading import CellFinding, Severity
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import ForeignMoney, Yuan
from luodi.kernel.names import normal_name
from luodi.organisation.models import Unit
from luodi.projects import details, words
from luodi.projects.choices import DATE_OF, DETAILS, Field, Stage, Status
from luodi.projects.models import Project

STAGE, CHANGE, CORRECT = "STAGE", ChangeMode.CHANGE.value, ChangeMode.CORRECT.value
_STAGE_OF = {field: stage for stage, field in DATE_OF.items()}
_DETAILS = frozenset(DETAILS)
_FIELDS = {field.value: field for field in Field}
_LOOSE = frozenset({Field.NAME, Field.INVESTOR_NAME, Field.SIGNING_ENTITY, Field.LOCAL_COMPANY})


def compare(draft: Draft, drafter: Drafter) -> None:
    """Say of a row that has its project whether anything in it is otherwise, and what."""
    project = draft.project
    assert project is not None
    found = [*_particulars(draft, project), *_stages(draft, project, drafter)]
    if draft.kind == RowClass.REFUSED:
        return
    draft.differences = tuple(found)
    draft.kind = RowClass.CHANGED if found else RowClass.SAME


def present(project: Project, field: Field) -> Any:
    """Return what the project has now, as a sheet would give it; None where it has nothing."""
    match field:
        case Field.TOTAL:
            return project.total
        case Field.STATUS:
            return Status(project.status)
        case Field.CHANNEL:
            return project.channel_of_signing
        case _ if field in _STAGE_OF:
            return project.date_of(_STAGE_OF[field])
        case _ if field in _DETAILS:
            return details.value_of(project, field)
        case _:
            return getattr(project, field.value)


def _particulars(draft: Draft, project: Project) -> Iterator[Difference]:
    given = dict(draft.given)
    if draft.status is not None:
        given[Field.STATUS.value] = draft.status
    for name, value in given.items():
        field = _FIELDS.get(name)
        if field is None:
            continue
        held = present(project, field)
        if not _is_same(field, value, held):
            yield _difference(draft, field, held, value, CORRECT if field == Field.CHANNEL else CHANGE)


def _stages(draft: Draft, project: Project, drafter: Drafter) -> Iterator[Difference]:
    reached = project.stage_reached
    if draft.stage is not None and (reached is None or rank(draft.stage) > rank(reached)):
        drafter.date_stage(draft)
        if draft.stage not in draft.dates:
            label = draft.stage.label
            draft.refuse(
                DATE_OF[draft.stage].value, f"表里写着已{label}，但没有{label}日期", f"填写{label}日期"
            )
    elif draft.stage is not None and reached is not None and rank(draft.stage) < rank(reached):
        _warn_behind(draft, draft.stage, reached)
    for stage, on in draft.dates.items():
        held = project.date_of(stage)
        field = DATE_OF[stage]
        if held is None and (reached is None or rank(stage) > rank(reached)):
            yield _difference(draft, field, None, on, STAGE)
        elif held is not None and not _lies_within(held, on):
            yield _difference(draft, field, held, on, CORRECT)


def _warn_behind(draft: Draft, said: Stage, reached: Stage) -> None:
    draft.problems.append(
        CellFinding(
            sheet=draft.sheet,
            address=draft.at("stage"),
            severity=Severity.WARNING,
            message=f"表里写着{said.label}，台账已到{reached.label}，阶段不退回",
            expected="",
        )
    )


def _lies_within(held: VagueDate, given: VagueDate) -> bool:
    """Whether the ledger's date is one that the sheet's, be it only roughly known, allows."""
    return given.first <= held.first and held.last <= given.last


def _is_same(field: Field, given: Any, held: Any) -> bool:
    if held is None or held == "":
        return False
    if field in _LOOSE:
        return normal_name(str(given)) == normal_name(str(held))
    if isinstance(given, VagueDate) and isinstance(held, VagueDate):
        return _lies_within(held, given)
    if isinstance(given, ForeignMoney) and isinstance(held, Yuan):
        return given.to_yuan() == held
    if isinstance(given, str):
        return given.strip() == str(held).strip()
    return bool(given == held)


def _difference(draft: Draft, field: Field, held: Any, given: Any, means: str) -> Difference:
    return Difference(field, draft.at(field.value), said(field, held), said(field, given), means)


def said(field: Field, value: Any) -> str:
    """Return the value as a person reads it; empty where there is none."""
    if isinstance(value, Unit):
        return value.short_name
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Yuan):
        return f"{value.show_wan(trim=True)} 万元"
    return words.say(field, value) or ""
