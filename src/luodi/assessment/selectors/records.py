"""What records say of a group's members, in the shape in which a scheme takes it; and the lists of them for pages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from django.db.models import Q

from luodi.assessment.choices import SourceKind
from luodi.assessment.engine import Input, InputType, Row, Rules, Scalar, Value, Vote
from luodi.assessment.models import (
    ConfirmedInput,
    Group,
    MarkEvent,
    Membership,
    RatingMark,
    RatingRound,
)
from luodi.assessment.record_choices import RoundState
from luodi.assessment.record_rules import PLACES
from luodi.assessment.selectors.asking import Span, period_of
from luodi.kernel.asof import AsOf

PERCENT, HUNDRED = "%", 100


class AboutOne(Protocol):
    """A row about one unit or one leader."""

    unit_id: int | None
    person_id: int | None


@dataclass(frozen=True)
class Recorded:
    """What records say of one member: values by input, the records behind them, and what is left out, in sentences.

    ``values`` holds every input of these sources: None where there is no confirmed number.
    """

    values: Mapping[str, Value]
    records: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


Identity = tuple[int | None, int | None]


def identity(row: AboutOne) -> Identity:
    """Return what tells units and leaders apart without asking the database."""
    return row.unit_id, row.person_id


def same_holder(row: AboutOne) -> Q:
    """Return the condition that a row is about the same unit or leader."""
    return Q(unit_id=row.unit_id, person_id=row.person_id)


def source_kind(declared: Input) -> SourceKind | None:
    """Return which records an input comes from; None when it comes from elsewhere, or is text."""
    if declared.is_derived:
        return None
    if "events" in declared.origin:
        return SourceKind.EVENTS
    if declared.type is InputType.RATINGS:
        return SourceKind.RATINGS
    if declared.is_manual and declared.type in (InputType.NUMBER, InputType.FLAG):
        return SourceKind.CONFIRMED
    return None


def recorded_inputs(
    group: Group, *, rules: Rules, on: date, as_of: AsOf | datetime | None = None
) -> dict[str, Recorded]:
    """Return what is on record of every member that stood in the group on the day.

    Shape: by the member's key (``Membership.key``); a handful of queries, however many members. ``as_of`` None is
    everything on record. A number that its source has not confirmed is no number; events count once they are
    confirmed, and none of them is 0; of several numbers the one with the latest day holds; of several rating rounds
    the latest that had begun. A rater that has not rated is a vote without points.
    """
    moment = as_of.moment if isinstance(as_of, AsOf) else as_of
    members = members_on(group, on)
    of_kind: dict[SourceKind, dict[str, Input]] = {kind: {} for kind in SourceKind}
    for code, declared in rules.inputs.items():
        if kind := source_kind(declared):
            of_kind[kind][code] = declared
    told: dict[Identity, _Told] = defaultdict(_Told)
    span = rules.span(on)
    _confirmed(told, group, members, of_kind[SourceKind.CONFIRMED], span, on, moment)
    _events(told, group, members, of_kind[SourceKind.EVENTS], span, on, moment)
    _ratings(told, group, members, of_kind[SourceKind.RATINGS], span, on, moment)
    return {one.key: told[identity(one)].closed() for one in members}


def members_on(group: Group, day: date) -> list[Membership]:
    """Return the group's members on the day, in their order."""
    return list(Membership.objects.filter(group=group).standing_on(day).with_all())


@dataclass
class _Told:
    values: dict[str, Value] = field(default_factory=dict)
    records: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    notes: list[str] = field(default_factory=list)

    def closed(self) -> Recorded:
        return Recorded(
            dict(self.values), {code: tuple(ids) for code, ids in self.records.items()}, tuple(self.notes)
        )


def _confirmed(
    told: dict[Identity, _Told],
    group: Group,
    members: Sequence[Membership],
    inputs: Mapping[str, Input],
    span: tuple[date, date],
    on: date,
    moment: datetime | None,
) -> None:
    for member in members:
        told[identity(member)].values.update(dict.fromkeys(inputs))
    if not inputs:
        return
    rows = ConfirmedInput.objects.filter(city_id=group.city_id, year=group.year, input__in=inputs)
    rows = rows.filter(ends_on__range=(span[0], min(on, span[1]))).select_related("source")
    rows = rows.standing() if moment is None else rows.known_at(moment)
    latest: dict[tuple[Identity, str], ConfirmedInput] = {}
    for row in rows.order_by("ends_on", "id"):
        latest[identity(row), row.input] = row
    inside = {identity(member) for member in members}
    for (who, code), row in latest.items():
        if who not in inside:
            continue
        declared = inputs[code]
        if _holds(row, moment):
            told[who].values[code] = _value(row.value, declared)
            told[who].records[code].append(row.pk)
        else:
            told[who].notes.append(f"“{declared.title}”尚未经{row.source.short_name}确认，不计")


def _value(value: Decimal | None, declared: Input) -> Value:
    if value is None:
        return None
    return value != 0 if declared.type is InputType.FLAG else taken(value, declared.unit)


def taken(value: Decimal, unit: str) -> Decimal:
    """Return a number as a scheme takes it: what people write as 5.1 % is 0.051."""
    return trimmed(value / HUNDRED if unit == PERCENT else value)


def written(value: Decimal | Fraction | int, unit: str) -> Decimal:
    """Return a number of a scheme as people write it: 0.051 is 5.1 %.    Measure: at most eight places."""
    exact = Fraction(value) * (HUNDRED if unit == PERCENT else 1)
    return trimmed(round(Decimal(exact.numerator) / Decimal(exact.denominator), PLACES))


def trimmed(value: Decimal) -> Decimal:
    """Return the number without the zeros that a column fills up with: 50, not 50.00000000."""
    return Decimal(f"{value.normalize():f}")


def _events(
    told: dict[Identity, _Told],
    group: Group,
    members: Sequence[Membership],
    inputs: Mapping[str, Input],
    span: tuple[date, date],
    on: date,
    moment: datetime | None,
) -> None:
    if not inputs:
        return
    spans = {code: _window(one, Span(*span, on)) for code, one in inputs.items()}
    rows = MarkEvent.objects.filter(
        city_id=group.city_id, kind__in={one.origin["events"] for one in inputs.values()}
    ).within(min(first for first, _ in spans.values()), max(last for _, last in spans.values()))
    rows = rows.standing() if moment is None else rows.known_at(moment)
    found: dict[tuple[Identity, str], list[MarkEvent]] = defaultdict(list)
    for row in rows.order_by("day", "id"):
        found[identity(row), row.kind].append(row)
    for member in members:
        who = identity(member)
        for code, declared in inputs.items():
            first, last = spans[code]
            these = [one for one in found[who, declared.origin["events"]] if first <= one.day <= last]
            held = [one for one in these if _holds(one, moment)]
            told[who].values[code] = _counted(declared, held)
            told[who].records[code] += [one.pk for one in held]
            if len(held) < len(these):
                told[who].notes.append(f"“{declared.title}”有 {len(these) - len(held)} 项尚未确认，不计")


def _window(declared: Input, span: Span) -> tuple[date, date]:
    period = period_of(declared.origin.get("period", "to_date"), span)
    return period.first or span.first, period.last


def _counted(declared: Input, events: Sequence[MarkEvent]) -> Value:
    """Return the events as rows where the scheme asks for them, else how many they count for."""
    if declared.type is InputType.ROWS:
        return tuple(_row(one, declared) for one in events)
    return trimmed(sum((one.count for one in events), Decimal(0)))


def _row(event: MarkEvent, declared: Input) -> Row:
    values: dict[str, Scalar] = {"day": event.day, "count": trimmed(event.count), "category": event.category}
    kept = {code: value for code, value in values.items() if code in declared.columns or not declared.columns}
    return Row(event.title, kept, str(event.pk))


def _ratings(
    told: dict[Identity, _Told],
    group: Group,
    members: Sequence[Membership],
    inputs: Mapping[str, Input],
    span: tuple[date, date],
    on: date,
    moment: datetime | None,
) -> None:
    for member in members:
        told[identity(member)].values.update(dict.fromkeys(inputs, ()))
    inside = {identity(member) for member in members}
    for code, round_ in rounds_for(group, inputs, span[0], on, moment).items():
        votes: dict[Identity, list[Vote]] = defaultdict(list)
        for mark in marks_of(round_):
            given = mark.points if moment is None or (mark.at is not None and mark.at <= moment) else None
            votes[identity(mark)].append(Vote(mark.seat.kind, given, f"评议人{mark.seat.number}"))
        is_open = round_.state == RoundState.OPEN
        for who in inside:
            told[who].values[code] = tuple(votes[who])
            told[who].records[code].append(round_.pk)
            if is_open:
                told[who].notes.append(f"“{round_.title}”尚未结束，按已提交的评议计")


def rounds_for(
    group: Group, inputs: Iterable[str], first: date, on: date, moment: datetime | None = None
) -> dict[str, RatingRound]:
    """Return the round that holds for each input on the day: the latest that had begun within the period."""
    rows = RatingRound.objects.filter(group=group, input__in=list(inputs), opens_on__range=(first, on))
    if moment is not None:
        rows = rows.filter(opened_at__lte=moment)
    return {row.input: row for row in rows.order_by("opens_on", "id")}


def marks_of(round_: RatingRound) -> Iterable[RatingMark]:
    """Return the round's marks, given or not, by the raters' numbers."""
    rows = RatingMark.objects.filter(seat__round=round_).select_related("seat")
    return rows.order_by("seat__number", "id")


def _holds(row: ConfirmedInput | MarkEvent, moment: datetime | None) -> bool:
    return row.is_confirmed if moment is None else row.confirmed_by_then(moment)
