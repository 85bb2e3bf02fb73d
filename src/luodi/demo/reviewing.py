"""Review meetings are called, held and written up; what they decided goes its way. The next ones are being prepared."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from luodi.actions.models import ActionItem
from luodi.demo import councils, units
from luodi.demo.councils import COUNCILS, Council, Decided
from luodi.demo.errands import (
    ENVIRONMENT_OFFICE,
    FINANCE_OFFICE,
    LABOUR_OFFICE,
    LAND_OFFICE,
    PLANNING,
)
from luodi.demo.journal import Journal
from luodi.demo.organisation import Cast, keeper_of
from luodi.demo.people import name_of
from luodi.demo.schedule import moment
from luodi.demo.steps import follow
from luodi.demo.units import CENTRE
from luodi.organisation import services as organisation
from luodi.organisation.choices import Rank, Role
from luodi.organisation.models import Account, Person, Unit
from luodi.organisation.policies import reach_of
from luodi.projects.choices import Stage, Status
from luodi.projects.models import Project
from luodi.reviews import services
from luodi.reviews.choices import Attendance, LineSource, SeatKind
from luodi.reviews.models import AgendaLine, Decision, Review, Seat
from luodi.sponsorship.selectors import overdue_nodes

_DEPARTMENTS = (PLANNING, LABOUR_OFFICE, LAND_OFFICE, ENVIRONMENT_OFFICE, FINANCE_OFFICE)
_LOOKING_ON = ("DEPT05", "DEPT39")
"""Discipline and statistics are present without taking part."""
_CHAIR, _CHAIR_POST, _APPOINTED = "岳西亭", "县委常委、副县长", date(2020, 8, 3)


@dataclass
class Reviewing:
    cast: Cast
    _reviews: dict[Council, Review] = field(default_factory=dict)
    _decisions: dict[tuple[Council, int], Decision] = field(default_factory=dict)
    _taken: set[int] = field(default_factory=set)
    _chairs: dict[str, Person] = field(default_factory=dict)

    def write_into(self, journal: Journal) -> None:
        journal.add(moment(_APPOINTED, 10, 5), self.appoint)
        for council in COUNCILS:
            journal.add(moment(council.planned_on, 16, 45), partial(self.plan, council))
            if council.unit != CENTRE or council.issued_on is not None:
                journal.add(moment(council.planned_on, 16, 50), partial(self.invite, council))
            if council.issued_on is not None:
                journal.add(moment(council.held_on, council.hour + 2, 40), partial(self.hold, council))
                journal.add(moment(council.issued_on, 10, 50), partial(self.publish, council))
                self._follow(journal, council)

    def _follow(self, journal: Journal, council: Council) -> None:
        for nth, decided in enumerate((council.point.decided, *council.ends)):
            result = (
                councils.RESULTS[(nth - 1) % len(councils.RESULTS)]
                if nth
                else "已办结，材料已报市招商服务中心。"
            )
            steps = councils.steps_of(decided, council, result)
            follow(journal, self.cast, steps, partial(self.item, council, nth))

    def item(self, council: Council, nth: int) -> ActionItem:
        """Return what the nth decision of the meeting became, as it is now."""
        rows = ActionItem.objects.select_related("owner__person", "asked_by__person", "unit")
        return rows.get(decision=self._decisions[council, nth])

    def appoint(self, at: datetime) -> None:
        """Let somebody chair the county's meetings."""
        system = Account.objects.get(city=self.cast.city, grants__role=Role.SYSTEM_ADMIN)
        person = organisation.add_person(city=self.cast.city, name=_CHAIR, actor=system, at=at)
        organisation.appoint(
            person=person, unit=self.cast.units["SHOU"], title=_CHAIR_POST, rank=Rank.DEPUTY, since=_APPOINTED,
            actor=system, at=at,
        )  # fmt: skip
        self._chairs["SHOU"] = person

    def plan(self, council: Council, at: datetime) -> None:
        """Call the meeting; its agenda is made of what the program proposes, and of one point by hand."""
        actor = self._keeper(council)
        chair = self._chairs[council.unit] if council.chair is None else self.cast.leaders[council.chair]
        new = services.NewReview(
            unit=self.cast.units[council.unit],
            title=council.title,
            held_at=moment(council.held_on, council.hour),
            place=council.place,
            chair=chair,
            keeper=actor.person,
            quorum=council.quorum,
        )
        review = self._reviews[council] = services.plan_review(new, actor=actor, at=at)
        services.add_line(
            review=review, title=council.point.title, why=council.point.why, project=None, actor=actor, at=at,
            once=f"{council.unit}-{council.held_on}",
        )  # fmt: skip
        if keys := self._chosen(council, at.date()):
            services.take_proposals(review=review, keys=keys, actor=actor, at=at)
        members, others = self._seated(council)
        for kind, some in ((SeatKind.MEMBER, members), (SeatKind.OBSERVER, others)):
            services.add_seats(review=review, units=some, person=None, kind=kind, actor=actor, at=at)

    def invite(self, council: Council, at: datetime) -> None:
        services.invite(review=self._reviews[council], actor=self._keeper(council), at=at)

    def hold(self, council: Council, at: datetime) -> None:
        """Say who came, and write up what was said and decided."""
        review, actor = self._reviews[council], self._keeper(council)
        seats = Seat.objects.filter(review=review).select_related("unit").order_by("pk")
        marks = {
            seat.pk: services.Mark(Attendance.LEAVE)
            if seat.unit.code in council.away
            else services.Mark(Attendance.PRESENT, name_of(300 + nth))
            for nth, seat in enumerate(seats)
        }
        services.record_attendance(review=review, marks=marks, actor=actor, at=at)
        services.hold(review=review, actor=actor, at=at)
        nth = 0
        for line in list(
            AgendaLine.objects.filter(review=review).select_related("project__unit", "item__unit")
        ):
            is_listed = line.source == LineSource.WORKLIST
            said = councils.SAID[nth % len(councils.SAID)] if is_listed else self._said(council, line)
            unit = line.project.unit if line.project else line.item.unit if line.item else review.unit
            services.write_line(line=line, said=said.format(unit=unit.short_name), actor=actor, at=at)
            if is_listed and line.project:
                nth += 1
                self._decide_on(council, line, line.project, nth, at)
            elif line.source == LineSource.HAND:
                point = council.point
                owner = self.cast.keepers[point.owner]
                self._decide(council, line, 0, point.decides, self.cast.units[point.unit], owner, at)

    def publish(self, council: Council, at: datetime) -> None:
        services.publish(
            review=self._reviews[council],
            issued_on=at.date(),
            quorum_reason=council.excuse,
            actor=self._keeper(council),
            at=at,
        )

    def _said(self, council: Council, line: AgendaLine) -> str:
        if line.source == LineSource.HAND:
            return council.point.said
        return councils.ON_UNFINISHED if line.source == LineSource.UNFINISHED else councils.ON_ITEM

    def _decide_on(
        self, council: Council, line: AgendaLine, project: Project, nth: int, at: datetime
    ) -> None:
        text = f"{project.name}：{councils.DECIDES[(nth - 1) % len(councils.DECIDES)]}"
        owner = self.cast.keepers[keeper_of(project.unit.code)]
        self._decide(council, line, nth, text, project.unit, owner, at)

    def _decide(
        self,
        council: Council,
        line: AgendaLine,
        nth: int,
        text: str,
        unit: Unit,
        owner: Account,
        at: datetime,
    ) -> None:
        decided: Decided = (council.point.decided, *council.ends)[nth]
        self._decisions[council, nth] = services.add_decision(
            line=line,
            text=text,
            unit=unit,
            owner=owner,
            deadline=council.held_on + timedelta(days=decided.n_days),
            actor=self._keeper(council),
            at=at,
        )

    def _chosen(self, council: Council, on: date) -> list[str]:
        """Return the keys of what is taken of the proposals: overdue items and steps, and what was signed longest ago.

        The city speaks of one project of a unit, and of none whose unit is away.
        """
        reach = reach_of(self._keeper(council))
        items = ActionItem.objects.visible_to(reach).overdue(on).order_by("deadline", "pk")[: council.n_items]
        signed = Project.objects.visible_to(reach).filter(stage=Stage.SIGNED, sponsor=None, is_void=False)
        present = signed.exclude(unit__code__in=council.away)
        going = present.exclude(status=Status.WITHDRAWN).exclude(pk__in=self._taken)
        of_unit: dict[int, int] = {}
        for pk, unit in going.order_by("signed_on", "pk").values_list("pk", "unit_id"):
            of_unit.setdefault(unit if council.unit == CENTRE else pk, pk)
        chosen = list(of_unit.values())[: len(council.ends)]
        self._taken.update(chosen)
        nodes = [f"node:{one.node.pk}" for one in overdue_nodes(self.cast.city, on, reach)]
        return [*(f"item:{one.pk}" for one in items), *nodes, *(f"project:{pk}" for pk in chosen)]

    def _seated(self, council: Council) -> tuple[Sequence[Unit], Sequence[Unit]]:
        if council.unit == CENTRE:
            codes = [*(one.code for one in units.COUNTIES), *_DEPARTMENTS]
            others: Sequence[str] = _LOOKING_ON
        else:
            teams = [one.code for one in units.county_teams() if one.parent == council.unit]
            codes, others = [council.unit, *teams], (CENTRE,)
        return [self.cast.units[one] for one in codes], [self.cast.units[one] for one in others]

    def _keeper(self, council: Council) -> Account:
        return self.cast.keepers["centre" if council.unit == CENTRE else council.unit]
