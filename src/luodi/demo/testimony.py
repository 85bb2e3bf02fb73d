"""What the assessment takes from people in 2020: numbers, events, ratings, and what counties say of themselves."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from luodi.assessment import services
from luodi.assessment.engine import Standing
from luodi.assessment.models import (
    ConfirmedInput,
    MarkEvent,
    RatingMark,
    RatingRound,
    RatingSeat,
    Run,
    RunItem,
    SelfSheet,
)
from luodi.assessment.services import Mark, NewEvent, NewInput, NewRound, Said
from luodi.demo import chance
from luodi.demo.errands import LIAISONS, PLANNING
from luodi.demo.journal import Journal
from luodi.demo.liaisons import admit
from luodi.demo.organisation import Cast
from luodi.demo.papers import paper
from luodi.demo.people import CLERKS
from luodi.demo.schedule import moment
from luodi.demo.schemes import COUNTY_GROUP, POST_GROUP, TEAM_GROUP, YEAR, group_of, members_of

HALF, AUGUST, AUTUMN = date(YEAR, 6, 30), date(YEAR, 8, 31), date(YEAR, 9, 30)
FIRMS = (
    ("qiye-1", "DEPT53", "乔木森"), ("qiye-2", "DEPT53", "施雨桐"), ("qiye-3", "DEPT53", "连城"),
    ("qiye-4", "DEPT53", "戚继安"),
)  # fmt: skip
"""Entrepreneurs who rate, invited through the federation of industry and commerce."""
_INVITED = date(YEAR, 6, 15)
_SILENT = "jinrong"
"""Who did not rate in the first round."""
_CONFIRMS = "fagai"
_UNCONFIRMED = ("GAOXIN", "DATONG")
_NO_RESEARCH = ("TEAM-COALCHEM",)
_NOT_SENT = ("PANJI",)
"""Its people were on the dykes when the half year's sheets were due."""


@dataclass(frozen=True)
class _Round:
    title: str
    opens_on: date
    closes_on: date
    ended_on: date
    silent: tuple[str, ...] = ()


_ROUNDS = (
    _Round(
        "上半年营商环境和服务评议", date(YEAR, 6, 22), date(YEAR, 7, 3), date(YEAR, 7, 6), silent=(_SILENT,)
    ),
    _Round("1—8月营商环境和服务评议", date(YEAR, 8, 24), date(YEAR, 9, 4), date(YEAR, 9, 7)),
)


@dataclass(frozen=True)
class _Event:
    """``confirmed`` is the day on which the verifier confirmed it; None: nobody has yet."""

    group: str
    code: str
    kind: str
    day: date
    title: str
    basis: str
    count: int = 1
    recorded: int = 2
    confirmed: int | None = 4


_EVENTS = (
    _Event(COUNTY_GROUP, "XIEJIAJI", "OVERDUE", date(YEAR, 6, 12), "两项督办事项逾期未办结", "督办通报第2期", 2),
    _Event(COUNTY_GROUP, "TIANJIAAN", "OVERDUE", date(YEAR, 6, 18), "开工堵点督办事项逾期未办结", "督办通报第3期"),
    _Event(COUNTY_GROUP, "BAGONGSHAN", "OVERDUE", date(YEAR, 8, 13), "三项督办事项逾期未办结", "督办通报第6期", 3),
    _Event(COUNTY_GROUP, "SHOU", "OVERDUE", date(YEAR, 8, 24), "标准厂房交付督办事项逾期未办结", "督办通报第7期"),
    _Event(
        COUNTY_GROUP, "MEIHUA", "OVERDUE", date(YEAR, 8, 27), "供地督办事项逾期未办结", "督办通报第7期",
        recorded=13, confirmed=None,
    ),
    _Event(TEAM_GROUP, "TEAM-SOLIDWASTE", "LATE_REPORT", date(YEAR, 7, 13), "7月第2周周报迟报", "周报台账"),
    _Event(POST_GROUP, "GROUP-NANJING", "LATE_REPORT", date(YEAR, 8, 17), "8月第2周周报迟报", "周报台账"),
)  # fmt: skip


@dataclass
class Testimony:
    seed: int
    cast: Cast

    def write_into(self, journal: Journal) -> None:
        journal.add(moment(_INVITED, 9, 10), self.invite_firms)
        for one in _ROUNDS:
            journal.add(moment(one.opens_on, 9, 15), partial(self.open, one))
            for nth, (login, _, _) in enumerate((*LIAISONS, *FIRMS)):
                if login not in one.silent:
                    day = chance.next_working(one.opens_on + timedelta(days=1 + nth))
                    journal.add(moment(day, 14, 30 + nth), partial(self.rate, one, login))
            journal.add(moment(one.ended_on, 9, 20), partial(self.close, one))
        self._numbers(journal)
        for nth, event in enumerate(_EVENTS):
            journal.add(_after(event.day, event.recorded, 11, nth), partial(self.record, event))
            if event.confirmed is not None:
                journal.add(_after(event.day, event.confirmed, 15, nth), partial(self.confirm, event))
        self._self_scores(journal)

    def _numbers(self, journal: Journal) -> None:
        """What the planning office has to confirm: entered by the centre, the last of it not confirmed yet."""
        half, later = self._climate(0), self._climate(1)
        late = {code: later.pop(code) for code in _UNCONFIRMED}
        for day, ends_on, told, confirmed in (
            (date(YEAR, 7, 14), HALF, half, date(YEAR, 7, 16)),
            (date(YEAR, 9, 8), AUGUST, later, date(YEAR, 9, 10)),
            (date(YEAR, 9, 15), AUGUST, late, None),
        ):
            enter = partial(self.enter, COUNTY_GROUP, "climate", "营商环境评价加分", ends_on, told)
            journal.add(moment(day, 10, 30), enter)
            if confirmed is not None:
                journal.add(moment(confirmed, 16), self.confirm_numbers)
        for nth, name in enumerate((TEAM_GROUP, POST_GROUP)):
            journal.add(moment(date(YEAR, 9, 11), 10, 40 + nth), partial(self.enter_research, name))
        journal.add(moment(date(YEAR, 9, 14), 16), self.confirm_numbers)

    def _self_scores(self, journal: Journal) -> None:
        """Called for three times; the last call is for the quarter that has not ended yet."""
        for called, ends_on, due, sent in (
            (date(YEAR, 7, 13), HALF, date(YEAR, 7, 24), date(YEAR, 7, 22)),
            (date(YEAR, 9, 3), AUGUST, date(YEAR, 9, 14), date(YEAR, 9, 10)),
            (date(YEAR, 9, 21), AUTUMN, date(YEAR, 10, 13), None),
        ):
            journal.add(moment(called, 16, 20), partial(self.call, ends_on, due))
            for nth, code in enumerate(CLERKS):
                if sent is not None and (ends_on, code) not in {(HALF, one) for one in _NOT_SENT}:
                    at = moment(sent + timedelta(days=nth % 2), 10, 2 * nth)
                    journal.add(at, partial(self.say, code, ends_on))

    def invite_firms(self, at: datetime) -> None:
        admit(self.cast, FIRMS, "企业代表", _INVITED, at)

    def open(self, one: _Round, at: datetime) -> None:
        kinds = [(LIAISONS, "DEPARTMENTS"), (FIRMS, "FIRMS")]
        new = NewRound(
            group=group_of(self.cast, COUNTY_GROUP),
            input="opinions",
            title=one.title,
            opens_on=one.opens_on,
            closes_on=one.closes_on,
            raters=[(self.cast.keepers[login], kind) for some, kind in kinds for login, _, _ in some],
        )
        services.open_round(new, actor=self.cast.keepers["centre-2"], at=at)

    def rate(self, one: _Round, login: str, at: datetime) -> None:
        rng = chance.source(f"ratings/{one.opens_on}/{login}", self.seed)
        account = self.cast.keepers[login]
        seat = RatingSeat.objects.select_related("round").get(account=account, round__title=one.title)
        rated = RatingMark.objects.filter(seat=seat).select_related("unit").order_by("unit__rank_order", "pk")
        marks = {row.key: Mark(Decimal(rng.randint(78, 97))) for row in rated}
        services.submit_marks(seat=seat, marks=marks, actor=account, at=at)

    def close(self, one: _Round, at: datetime) -> None:
        round_ = RatingRound.objects.get(group__city=self.cast.city, title=one.title)
        services.close_round(round_=round_, actor=self.cast.keepers["centre-2"], at=at)

    def enter(
        self, group: str, code: str, title: str, ends_on: date, told: Mapping[str, Decimal], at: datetime
    ) -> None:
        """Enter what was reported on paper."""
        found = members_of(group_of(self.cast, group))
        commands = [
            NewInput(
                member=found[unit],
                input=code,
                ends_on=ends_on,
                value=value,
                source=self.cast.units[PLANNING],
                title=title,
                measure="分",
            )
            for unit, value in told.items()
        ]
        lines = [f"{found[unit].name}：{value} 分" for unit, value in told.items()]
        evidence = paper(title, [f"截至 {ends_on.isoformat()}", *lines]), f"{title}.pdf"
        actor = self.cast.keepers["centre-3"]
        services.enter_inputs(commands, actor=actor, at=at, evidence=evidence)

    def enter_research(self, group: str, at: datetime) -> None:
        rng = chance.source(f"research/{group}", self.seed)
        codes = [one for one in members_of(group_of(self.cast, group)) if one not in _NO_RESEARCH]
        told = {code: Decimal(rng.randrange(18, 30)) / 2 for code in codes}
        self.enter(group, "research", "产业研究成果评分", AUGUST, told, at)

    def confirm_numbers(self, at: datetime) -> None:
        rows = list(ConfirmedInput.objects.filter(city=self.cast.city).pending().order_by("pk"))
        services.confirm_inputs(rows, actor=self.cast.keepers[_CONFIRMS], at=at)

    def record(self, event: _Event, at: datetime) -> None:
        new = NewEvent(
            member=members_of(group_of(self.cast, event.group))[event.code],
            kind=event.kind,
            day=event.day,
            title=event.title,
            basis=event.basis,
            count=Decimal(event.count),
        )
        services.record_event(new, actor=self.cast.keepers["centre-3"], at=at)

    def confirm(self, event: _Event, at: datetime) -> None:
        row = MarkEvent.objects.get(city=self.cast.city, day=event.day, title=event.title)
        services.confirm_event(event=row, actor=self.cast.reviewers[0], at=at)

    def call(self, ends_on: date, due_on: date, at: datetime) -> None:
        services.call_for_self_scores(
            group=group_of(self.cast, COUNTY_GROUP),
            ends_on=ends_on,
            due_on=due_on,
            note_text="对照考核办法逐项自评，与统计口径不一致的写明理由",
            actor=self.cast.keepers["centre-2"],
            at=at,
        )

    def say(self, code: str, ends_on: date, at: datetime) -> None:
        """A county thinks of itself as it was told last, and a little better."""
        rng = chance.source(f"self/{code}/{ends_on}", self.seed)
        sheet = SelfSheet.objects.with_all().get(unit=self.cast.units[code], call__ends_on=ends_on)
        said = {item.code: _said(rng, item) for item in self._told_last(code)}
        services.save_self_scores(sheet=sheet, said=said, submits=True, actor=self.cast.keepers[code], at=at)

    def _told_last(self, code: str) -> Sequence[RunItem]:
        group = group_of(self.cast, COUNTY_GROUP)
        run = Run.objects.filter(group=group).latest("number")
        return list(RunItem.objects.filter(score__run=run, score__key=code).order_by("position"))

    def _climate(self, nth: int) -> dict[str, Decimal]:
        rng = chance.source(f"climate/{nth}", self.seed)
        return {code: Decimal(rng.randrange(8, 20)) / 10 for code in CLERKS}


def _said(rng: random.Random, item: RunItem) -> Said:
    if item.weight is None or item.standing != Standing.SCORED:
        return Said(round(item.points, 2))
    half = round(item.points * 2 + rng.choice((0, 0, 1, 2, 3)))
    return Said(min(Decimal(half) / 2, max(item.weight, round(item.points, 2))))


def _after(day: date, n_days: int, hour: int, minute: int) -> datetime:
    return moment(chance.next_working(day + timedelta(days=n_days)), hour, minute)
