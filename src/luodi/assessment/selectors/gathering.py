"""Everything that a scheme asks for, of all members at once, as it was known at an as-of: the inputs of a run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from luodi.assessment.choices import SourceKind
from luodi.assessment.engine import Input, InputType, Member, Rules, Scheme, Value
from luodi.assessment.models import Group
from luodi.assessment.selectors.asking import Asked, Span, asked_by, converted
from luodi.assessment.selectors.listing import rows_of
from luodi.assessment.selectors.measured import measured
from luodi.assessment.selectors.members import Standing, standing
from luodi.assessment.selectors.records import recorded_inputs
from luodi.calendars.selectors import calendar_of
from luodi.figures.indicators import indicator
from luodi.kernel.asof import AsOf
from luodi.organisation.models import City
from luodi.targets.selectors import HeldTarget, due_of, targets_of, terms_on

RECORDED = (SourceKind.CONFIRMED, SourceKind.EVENTS, SourceKind.RATINGS)


@dataclass(frozen=True)
class Source:
    """Where one input's values come from, as a run keeps it."""

    input: Input
    kind: SourceKind
    asked: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Gathered:
    """The inputs of all members. ``basis`` tells by member and input what a value came from, where the source alone
    does not: a target's document, records, why there is none."""

    members: tuple[Standing, ...]
    sources: tuple[Source, ...]
    values: Mapping[str, Mapping[str, Value]]
    basis: Mapping[str, Mapping[str, Mapping[str, Any]]]
    notes: Mapping[str, tuple[str, ...]]

    def situation(self) -> dict[str, Member]:
        """Return the members as the engine takes them."""
        return {
            who.key: Member(
                name=who.name,
                inputs=self.values[who.key],
                reviewed_only=who.reviewed_only,
                excluded=who.excluded,
                notes=self.notes[who.key],
            )
            for who in self.members
        }


def gather(scheme: Scheme, group: Group, *, on: date, as_of: AsOf) -> Gathered:
    """Return the inputs of the scheme for the members that stand in the group on the day.

    Shape: figures once for each period, scope and standing, targets once, records in a handful of queries.
    Raises: SchemeNotInForce, UnknownIndicator, ScopeRefused, UnitRefused.
    """
    rules = scheme.on(on)
    first, last = rules.span(on)
    members = standing(group, first=first, on=on)
    gathering = _Gathering(rules, Span(first, last, on), members, group.city, as_of)
    gathering.figures()
    gathering.lists()
    gathering.targets()
    gathering.records(group)
    return gathering.closed()


class _Gathering:
    """The inputs as they come together."""

    def __init__(
        self, rules: Rules, span: Span, members: Sequence[Standing], city: City, as_of: AsOf
    ) -> None:
        self.span, self.members, self.city, self.as_of, self.rules = span, members, city, as_of, rules
        self.kinds = {
            code: kind for code, one in rules.inputs.items() if (kind := source_of(one)) is not None
        }
        self.asked: dict[str, Mapping[str, Any]] = {
            code: dict(rules.inputs[code].origin) for code in self.kinds
        }
        self.values: dict[str, dict[str, Value]] = {who.key: dict.fromkeys(self.kinds) for who in members}
        self.basis: dict[str, dict[str, dict[str, Any]]] = {who.key: {} for who in members}
        self.notes: dict[str, tuple[str, ...]] = {who.key: who.notes for who in members}

    def _of(self, kind: SourceKind) -> list[Input]:
        return [self.rules.inputs[code] for code, found in self.kinds.items() if found == kind]

    def figures(self) -> None:
        asked = [asked_by(one, self.span, self.city) for one in self._of(SourceKind.FIGURE)]
        self.asked |= {one.input.code: one.data() for one in asked}
        for (key, code), found in measured(asked, self.members, city=self.city, as_of=self.as_of).items():
            self.values[key][code] = found.value
            if found.why or found.parts:
                self.basis[key][code] = {"text": found.why, "parts": list(found.parts)}

    def lists(self) -> None:
        for declared in self._of(SourceKind.PROJECTS):
            one: Asked = asked_by(declared, self.span, self.city)
            self.asked[declared.code] = one.data()
            for key, rows in rows_of(one, self.members, city=self.city, as_of=self.as_of).items():
                self.values[key][declared.code] = rows

    def targets(self) -> None:
        inputs = self._of(SourceKind.TARGET)
        if not inputs:
            return
        held = targets_of(self.city, self.span.last.year, as_of=self.as_of)
        by_holder = {(one.holder.key, one.indicator.code): one for one in held}
        for declared in inputs:
            code = declared.origin["target_of"]
            name = indicator(code, self.span.last).name
            self.asked[declared.code] = {
                **declared.origin,
                "code": code,
                "name": name,
                "year": self.span.last.year,
            }
            for who in self.members:
                if target := by_holder.get((who.key, code)):
                    self.values[who.key][declared.code] = self._due(target, declared)
                    self.basis[who.key][declared.code] = {"text": target.document, "target": target.number}

    def _due(self, target: HeldTarget, declared: Input) -> Fraction | None:
        """Return the annual value; with ``period: to_date`` how much of it is due by its own table or curve."""
        value = Fraction(target.value)
        if declared.origin.get("period") == "to_date":
            terms = terms_on(self.city.pk, self.span.on)
            value *= due_of(target, self.span.on, terms, calendar_of(self.city.pk))
        return converted(value, target.indicator.unit, declared)

    def records(self, group: Group) -> None:
        codes = {code for code, kind in self.kinds.items() if kind in RECORDED}
        if not codes:
            return
        told = recorded_inputs(group, rules=self.rules, on=self.span.on, as_of=self.as_of)
        for who in self.members:
            if one := told.get(who.key):
                self.values[who.key] |= {code: one.values[code] for code in codes & one.values.keys()}
                for code, ids in one.records.items():
                    if ids:
                        self.basis[who.key][code] = {"records": list(ids)}
                self.notes[who.key] += one.notes

    def closed(self) -> Gathered:
        sources = tuple(
            Source(self.rules.inputs[code], kind, self.asked[code]) for code, kind in self.kinds.items()
        )
        return Gathered(tuple(self.members), sources, self.values, self.basis, self.notes)


def source_of(one: Input) -> SourceKind | None:
    """Return where an input's values come from; None for what the scheme derives by itself."""
    if one.is_derived:
        return None
    if "indicator" in one.origin:
        return SourceKind.PROJECTS if one.type is InputType.ROWS else SourceKind.FIGURE
    if "target_of" in one.origin:
        return SourceKind.TARGET
    if "events" in one.origin:
        return SourceKind.EVENTS
    return SourceKind.RATINGS if one.type is InputType.RATINGS else SourceKind.CONFIRMED
