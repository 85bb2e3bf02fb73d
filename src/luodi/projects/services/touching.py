"""Which facts a correction touches, and what they will say instead."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from luodi.kernel.dates import VagueDate
from luodi.kernel.money import ForeignMoney, Yuan
from luodi.ledger import rules as ledger_rules
from luodi.ledger.kinds import RULES as KIND_RULES
from luodi.ledger.kinds import FactKind, Nature, Standing
from luodi.ledger.models import Fact
from luodi.ledger.services import NewFact
from luodi.organisation.models import Person, Unit
from luodi.projects import rules
from luodi.projects.choices import DATE_OF, EVENT_OF, MONEY_KINDS, PROJECT_KINDS, STAGE_OF, Field, Stage
from luodi.projects.models import Project
from luodi.projects.rules import Step
from luodi.projects.services import values
from luodi.projects.services.books import Book

_OF_THE_PROJECT = frozenset({Field.TOTAL, Field.AREA, Field.ORIGIN, Field.INDUSTRY, Field.INDUSTRIAL})
"""What other apps' facts on the project carry too; unit, shares and sponsor there are those of their own act."""
_TRACKS = frozenset({Field.STATUS, Field.SPONSOR})
"""What stands on states alone."""
_COUNTED = tuple(rules.VECTOR[field] for field in rules.COUNTED if field in rules.VECTOR)
_MOVED = (*_COUNTED, "occurred", "channel", "state", "state_since")

Plan = list[tuple[Fact, NewFact]]


def plan(
    row: Project, book: Book, wanted: Mapping[Field, object], wrong: Mapping[Field, object], today: date
) -> Plan:
    """Return each live fact that carries something wrong, with the version that is to replace it.

    Rejected facts are left as they were rejected.
    Raises: DateOutOfOrder, DateRefused, ProjectRefused for the date of a stage that was not reached.
    """
    facts = [fact for fact in book.facts if fact.standing != Standing.REJECTED]
    told = {fact.pk: _with_values(book.values[fact.pk], wanted, wrong) for fact in facts}
    dates = {stage: wanted[field] for stage, field in DATE_OF.items() if field in wanted}
    if dates:
        _check_dates(row, dates)
        _check_money(facts, dates)
        told |= _with_dates(row, book, told, dates, today)
    return [(fact, told[fact.pk]) for fact in facts if told[fact.pk] != book.values[fact.pk]]


def needs_verifier(touched: Plan, book: Book) -> bool:
    """Whether a verified fact would be counted otherwise."""
    return any(
        fact.standing == Standing.VERIFIED
        and any(getattr(after, name) != getattr(book.values[fact.pk], name) for name in _MOVED)
        for fact, after in touched
    )


def write_dates(row: Project, now: Mapping[Field, object], today: date) -> None:
    for stage, field in DATE_OF.items():
        occurred = now.get(field)
        if isinstance(occurred, VagueDate):
            name = stage.value.lower()
            setattr(row, f"{name}_on", ledger_rules.counted_on(occurred, today))
            setattr(row, f"{name}_precision", occurred.precision)


def write_vector(row: Project, now: Mapping[Field, object]) -> None:
    """Write what stands on facts too; a corrected status keeps its day."""
    total, unit, sponsor = now.get(Field.TOTAL), now.get(Field.UNIT), now.get(Field.SPONSOR)
    if Field.TOTAL in now:
        yuan = total.to_yuan() if isinstance(total, ForeignMoney) else total
        row.total_fen = yuan.fen if isinstance(yuan, Yuan) else None
    if isinstance(unit, Unit):
        row.unit = unit
    if Field.SPONSOR in now:
        row.sponsor = sponsor if isinstance(sponsor, Person) else None
    for field in (Field.AREA, Field.ORIGIN, Field.INDUSTRY, Field.INDUSTRIAL, Field.STATUS):
        if field in now:
            setattr(row, field.value, now[field])


def _with_values(carried: NewFact, wanted: Mapping[Field, object], wrong: Mapping[Field, object]) -> NewFact:
    changes: dict[str, Any] = {
        rules.VECTOR[field]: values.on_fact(field, value)
        for field, value in wanted.items()
        if field in rules.VECTOR and _carries(carried, field, wanted, wrong)
    }
    if Field.CHANNEL in wanted and carried.kind == FactKind.PROJECT_SIGNED:
        changes["channel"] = wanted[Field.CHANNEL]
    return replace(carried, **changes) if changes else carried


def _carries(
    carried: NewFact, field: Field, wanted: Mapping[Field, object], wrong: Mapping[Field, object]
) -> bool:
    """Whether the fact says of this field what is wrong; 工业 goes with the industry that it was read from."""
    if field not in _OF_THE_PROJECT and carried.kind not in PROJECT_KINDS:
        return False
    if field == Field.TOTAL and carried.kind in MONEY_KINDS:
        return False
    if field in _TRACKS and KIND_RULES[carried.kind].nature != Nature.STATE:
        return False
    if field == Field.INDUSTRIAL and Field.INDUSTRY in wanted and carried.industry != wrong[Field.INDUSTRY]:
        return False
    return _same(getattr(carried, rules.VECTOR[field]), values.on_fact(field, wrong[field]))


def _same(carried: object, wrong: object) -> bool:
    return _comparable(carried) == _comparable(wrong)


def _comparable(value: object) -> object:
    if isinstance(value, ForeignMoney):
        return value.to_yuan()
    return frozenset((s.unit.pk, s.basis_points) for s in value) if isinstance(value, tuple) else value


def _check_dates(row: Project, dates: Mapping[Stage, object]) -> None:
    known = {stage: day for stage in Stage if (day := row.date_of(stage)) is not None}
    for stage, occurred in dates.items():
        unknown_at_opening = row.is_opening and rules.ORDER.index(stage) < rules.ORDER.index(Stage(row.stage))
        if stage not in known and not unknown_at_opening:
            raise rules.ProjectRefused(
                f"项目没有登记{stage.label}，不能更正其日期", field=DATE_OF[stage].value
            )
        assert isinstance(occurred, VagueDate)
        known[stage] = occurred
    rules.check_dates(known)


def _check_money(facts: Sequence[Fact], dates: Mapping[Stage, object]) -> None:
    """Raises: DateOutOfOrder for a signing behind money that came in upon it."""
    signed = dates.get(Stage.SIGNED)
    if not isinstance(signed, VagueDate):
        return
    paid = [fact.occurred_on for fact in facts if fact.kind in MONEY_KINDS]
    if paid and min(paid) < signed.first:
        raise rules.DateOutOfOrder(
            f"签约日期（{signed.show()}）晚于已登记的到位资金或增资（{min(paid).isoformat()}），请先更正那一笔",
            field=DATE_OF[Stage.SIGNED].value,
        )


def _with_dates(
    row: Project, book: Book, told: Mapping[int, NewFact], dates: Mapping[Stage, object], today: date
) -> dict[int, NewFact]:
    """Move the events and the states that brought their stages, and tell every state's stage anew."""
    moved = dict(told)
    brought = _brought(book)
    for stage, occurred in dates.items():
        assert isinstance(occurred, VagueDate)
        day = ledger_rules.counted_on(occurred, today)
        event = book.event(stage)
        if event is not None and event.pk in moved:
            moved[event.pk] = replace(moved[event.pk], occurred=occurred)
        for pk, reached in brought.items():
            if reached == stage:
                moved[pk] = replace(moved[pk], occurred=occurred, state_since=day)
        _since_opening(row, book, moved, brought, stage, day)
    return moved | _replayed(book, moved, brought, today)


def _brought(book: Book) -> dict[int, Stage]:
    """Return the state that each event brought with it: the one of the same day."""
    told: dict[int, Stage] = {}
    for fact in book.own:
        if fact.kind in STAGE_OF and fact.standing != Standing.REJECTED:
            states = [one for one in book.states_of(fact) if one.standing != Standing.REJECTED]
            same_day = [one for one in states if one.occurred_on == fact.occurred_on] or states
            if same_day:
                told[same_day[0].pk] = STAGE_OF[FactKind(fact.kind)]
    return told


def _since_opening(
    row: Project, book: Book, moved: dict[int, NewFact], brought: Mapping[int, Stage], stage: Stage, day: date
) -> None:
    """Let states that go back to an opening say the corrected day since which their stage has held."""
    if EVENT_OF[stage] in {fact.kind for fact in book.own}:
        return
    for one in book.held:
        if one.fact is not None and one.fact.pk not in brought and one.values.state == stage:
            moved[one.fact.pk] = replace(moved[one.fact.pk], state_since=day)


def _replayed(
    book: Book, moved: Mapping[int, NewFact], brought: Mapping[int, Stage], today: date
) -> dict[int, NewFact]:
    steps = [
        Step(
            key=one.fact.pk,
            on=ledger_rules.counted_on(moved[one.fact.pk].occurred, today),
            ordinal=one.ordinal,
            state=Stage(moved[one.fact.pk].state),
            since=moved[one.fact.pk].state_since,
            reaches=brought.get(one.fact.pk),
        )
        for one in book.held
        if one.fact is not None
    ]
    return {
        step.key: replace(moved[step.key], state=str(step.state), state_since=step.since)
        for step in rules.replay(steps)
    }
