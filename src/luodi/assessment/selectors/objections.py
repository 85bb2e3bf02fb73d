"""Objections to a run and to those that it stands in for: which are open, and what upheld ones correct."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from luodi.assessment.choices import RunState
from luodi.assessment.engine import Input, InputType, Rules, Value
from luodi.assessment.engine.freezing import value_from
from luodi.assessment.engine.quantities import number_text
from luodi.assessment.models import (
    Objection,
    ObjectionCorrection,
    ObjectionQuerySet,
    ObjectionRules,
    Run,
    RunItem,
    RunScore,
)
from luodi.assessment.objection_rules import EXAMPLE_TERMS, Terms, deadline
from luodi.assessment.record_choices import ObjectionState
from luodi.assessment.selectors.records import same_holder, written
from luodi.assessment.selectors.scheme_inputs import rules_of
from luodi.calendars.selectors import calendar_of
from luodi.organisation.selectors import rules_in_force


@dataclass(frozen=True)
class Correctable:
    """An input of a member that a ruling can correct, with what was reckoned with."""

    code: str
    title: str
    unit: str
    was: str


def terms_on(city_id: int, day: date) -> Terms:
    """Return how long objections are taken: as the city has set it, else the example."""
    held = rules_in_force(ObjectionRules, city_id, day)
    return EXAMPLE_TERMS if held is None else Terms(held.workdays, held.source)


def deadline_for(city_id: int, published_on: date) -> date:
    """Return the last day for objections to what is published on the day, in the city's working days."""
    return deadline(published_on, terms_on(city_id, published_on), calendar_of(city_id))


def chain_of(run: Run) -> list[int]:
    """Return the ids of the run and of those that it stands in for, the latest first."""
    found, at = [run.pk], run.supersedes_id
    while at is not None and at not in found:
        found.append(at)
        at = Run.objects.filter(pk=at).values_list("supersedes_id", flat=True).first()
    return found


def objections_to(run: Run) -> ObjectionQuerySet:
    """Return every objection to the run, and to those that it stands in for."""
    return Objection.objects.filter(run__in=chain_of(run))


def n_open(run: Run) -> int:
    """Return how many objections wait for a ruling: while there are any, the result is not final."""
    return objections_to(run).open().count()


def corrections_of(run: Run) -> dict[str, dict[str, ObjectionCorrection]]:
    """Return what upheld objections correct, by the member's key and the input; the latest ruling holds.

    ``value_of`` reads the value; ``applied_in`` is the run that was computed with it, None while there is none.
    """
    rows = ObjectionCorrection.objects.filter(
        objection__run__in=chain_of(run), objection__state=ObjectionState.UPHELD
    ).select_related("objection__unit", "objection__person", "objection__run__group", "applied_in")
    found: dict[str, dict[str, ObjectionCorrection]] = defaultdict(dict)
    for row in rows.order_by("objection__ruled_at", "id"):
        found[row.objection.key][row.input] = row
    return dict(found)


def value_of(correction: ObjectionCorrection) -> Value:
    return value_from(correction.value)


def unapplied(run: Run) -> list[ObjectionCorrection]:
    """Return what was ruled and not reckoned with yet."""
    held = corrections_of(run).values()
    return [one for by_input in held for one in by_input.values() if one.applied_in_id is None]


def score_of(run: Run, objection: Objection) -> RunScore:
    return RunScore.objects.get(same_holder(objection), run=run)


def correctable(score: RunScore, rules: Rules, item: str = "") -> list[Correctable]:
    """Return the inputs that a ruling can correct, those of the item first."""
    frozen = RunItem.objects.filter(score=score, code=item).first()
    named = list(_inputs_of(frozen.way)) if frozen is not None else []
    first = {*named, *(one for code in named if code in rules.inputs for one in _behind(rules, code))}
    found = [
        Correctable(code, one.title, one.unit, shown(value_from(score.inputs.get(code)), one.unit))
        for code, one in rules.inputs.items()
        if is_correctable(one)
    ]
    return sorted(found, key=lambda one: one.code not in first)


def _behind(rules: Rules, code: str) -> Iterator[str]:
    """Yield the inputs that a derived input is reckoned from."""
    formula = rules.inputs[code].formula
    for name in formula.names() if formula is not None else ():
        if name in rules.inputs:
            yield name
            yield from _behind(rules, name)


def is_correctable(declared: Input) -> bool:
    return not declared.is_derived and declared.type not in (InputType.RATINGS, InputType.TEXT)


def shown(value: Value, unit: str = "") -> str:
    """Return a frozen value in words, to four places and without its unit; a list is counted."""
    if value is None:
        return "没有数"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return f"{len(value)} 条"
    if isinstance(value, Decimal | Fraction | int):
        return number_text(Fraction(written(value, unit)))
    return str(value)


def rules_of_run(run: Run) -> Rules:
    return rules_of(run.scheme, run.last_on)


def may_still_object(run: Run, today: date) -> bool:
    until = run.objections_until
    return run.state == RunState.PROVISIONAL and until is not None and today <= until


def _inputs_of(way: Mapping[str, Any]) -> Iterator[str]:
    """Yield the inputs that the steps of a frozen item name, those of its parts too."""
    for _, *inputs in way.get("steps", ()):
        yield from inputs
    for part in way.get("parts", ()):
        yield from _inputs_of(part)
