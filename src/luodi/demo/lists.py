"""Rosters of projects, corrections that wait, and corrections of many projects at once."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

from luodi.demo import plan
from luodi.demo.ceremonies import Ceremonies
from luodi.demo.journal import Journal
from luodi.demo.named import NAMED
from luodi.demo.organisation import Cast
from luodi.demo.planned import PlannedProject
from luodi.demo.portfolio import Portfolio
from luodi.demo.schedule import moment
from luodi.importing import services as exporting
from luodi.kernel.money import Yuan
from luodi.notices import services as notices
from luodi.projects import services as projects
from luodi.projects.choices import Field, Stage, Status
from luodi.projects.models import Project
from luodi.revising import services as revising
from luodi.revising.choices import BulkKind
from luodi.rosters import services as rosters
from luodi.rosters.choices import RosterKind
from luodi.rosters.models import Roster

_KEY, _PROVINCE, _TO_START = (
    "2020年市重点招商项目",
    "世界制造业大会省集中签约项目",
    "2020年第四季度拟开工项目",
)
_KEY_ON, _LEFT_ON, _LISTED_ON, _TO_START_ON = (
    date(2020, 3, 20),
    date(2020, 8, 28),
    date(2020, 9, 17),
    date(2020, 9, 21),
)
_ASKED_ON, _LAST_DAY = date(2020, 9, 21), plan.RELEASE
_N_KEY, _N_TO_START, _N_TALKS, _N_INDUSTRY = 24, 15, 6, 3


class Lists:
    def __init__(self, cast: Cast, portfolio: Portfolio, ceremonies: Ceremonies) -> None:
        self.cast, self.portfolio, self.ceremonies = cast, portfolio, ceremonies
        self._rosters: dict[str, Roster] = {}

    def write_into(self, journal: Journal) -> None:
        key = [one for one in self.portfolio.sponsored if one.latest_on < _KEY_ON][:_N_KEY]
        journal.add(moment(_KEY_ON, 17), partial(self.enlist, _KEY, RosterKind.KEY_PROJECT, key))
        journal.add(moment(_LEFT_ON, 17), partial(self.strike, _KEY, key[-1:]))
        listed = self.portfolio.listed[plan.PROVINCE.event]
        journal.add(moment(_LISTED_ON, 9), partial(self.enlist, _PROVINCE, RosterKind.CEREMONY, listed))
        waiting = [one for one in self.portfolio.signings.waiting if one.sponsor is None][-_N_TO_START:]
        journal.add(moment(_TO_START_ON, 9), partial(self.enlist, _TO_START, RosterKind.OTHER, waiting))
        journal.add(moment(date(2020, 9, 1), 8), self.read_notices)
        journal.add(moment(_ASKED_ON, 16, 50), self.ask_for_corrections)
        journal.add(moment(_LAST_DAY, 17, 13), self.delay_many)
        journal.add(moment(_LAST_DAY, 17, 14), self.ask_for_many)
        journal.add(moment(_ASKED_ON, 17, 10), self.ask_for_export)

    def enlist(self, name: str, kind: RosterKind, planned: Sequence[PlannedProject], at: datetime) -> None:
        is_ceremony = kind == RosterKind.CEREMONY
        new = rosters.NewRoster(
            name=name,
            kind=kind,
            year=_LAST_DAY.year,
            document="" if kind == RosterKind.OTHER else "淮招〔2020〕演示文号",
            event=self.ceremonies.held[plan.PROVINCE.event] if is_ceremony else None,
        )
        roster = rosters.create_roster(new, actor=self.cast.centre, at=at)
        self._rosters[name] = roster
        rosters.add_to_roster(
            roster=roster,
            projects=[one.entered for one in planned],
            on=at.date() - timedelta(days=1),
            reason="省集中签约清单" if is_ceremony else "按推进计划列入",
            actor=self.cast.centre,
            at=at,
        )

    def strike(self, name: str, planned: Sequence[PlannedProject], at: datetime) -> None:
        rosters.remove_from_roster(
            roster=self._rosters[name],
            projects=[one.entered for one in planned],
            on=at.date(),
            reason="已转入常态化调度，不再列为重点",
            actor=self.cast.centre,
            at=at,
        )

    def read_notices(self, at: datetime) -> None:
        """Everybody who can sign in has read what was told before September."""
        people = [
            self.cast.centre,
            self.cast.keepers["SHOU"],
            *self.cast.reviewers,
            self.cast.county_reviewer,
        ]
        for account in people:
            notices.mark_all_read(actor=account, at=at)

    def ask_for_corrections(self, at: datetime) -> None:
        """Two counties say that an amount which has been verified was wrong; a verifier has not decided yet."""
        for county, percent in (("SHOU", 104), ("JINGKAI", 110)):
            project = next(one for one in self._settled() if one.county == county)
            projects.correct_project(
                project=project.entered,
                corrections={Field.TOTAL: Yuan.from_wan(project.total_wan * percent // 100)},
                reason="与备案证载明的总投资不一致，申请按备案证更正",
                actor=self.cast.keepers[county],
                at=at,
            )

    def delay_many(self, at: datetime) -> None:
        """Change several talks at once: nothing of it needs a second person."""
        listed = {one for ones in self.portfolio.listed.values() for one in ones}
        talks = [
            one
            for one in self.portfolio.negotiating
            if one.county == "FENGTAI" and one not in listed and one.latest_on < date(2020, 5, 1)
        ]
        new = revising.NewBulk(
            kind=BulkKind.CHANGE,
            field=Field.STATUS,
            value=Status.DELAYED,
            effective_on=_ASKED_ON,
            reason="投资方受疫情影响推迟决策，统一调整推进状态",
            projects=_as_they_are(talks[:_N_TALKS]),
        )
        self._submit(new, "FENGTAI", at)

    def ask_for_many(self, at: datetime) -> None:
        """Correct the industry of several verified projects: waits for a verifier."""
        ones = [one for one in self._settled() if one.county == "SHOU"][1 : 1 + _N_INDUSTRY]
        new = revising.NewBulk(
            kind=BulkKind.CORRECTION,
            field=Field.INDUSTRY,
            value="C41",
            reason="按统计部门核定的行业代码更正",
            projects=_as_they_are(ones),
        )
        self._submit(new, "SHOU", at)

    def ask_for_export(self, at: datetime) -> None:
        """Ask for the whole ledger, for the yearly report; the centre has not answered."""
        exporting.ask(
            title="项目台账",
            address="/projects/",
            n_rows=Project.objects.of(self.cast.city.pk).count(),
            reason="编印年度招商引资工作汇编",
            actor=self.cast.keepers["SHOU"],
            at=at,
        )

    def _submit(self, new: revising.NewBulk, county: str, at: datetime) -> None:
        keeper = self.cast.keepers[county]
        revising.submit_bulk(bulk=revising.ask_bulk(new, actor=keeper, at=at), actor=keeper, at=at)

    def _settled(self) -> list[PlannedProject]:
        """Signed and verified long ago, not started, without a name that the release gives."""
        return [
            one
            for one in self.portfolio.signings.waiting
            if one.sponsor is None
            and one.name not in NAMED
            and one.dates[Stage.SIGNED].last < date(2019, 11, 1)
            and one.closed is None
        ]


def _as_they_are(planned: Sequence[PlannedProject]) -> list[Project]:
    """Return the rows as they stand now, which is what a preview compares with."""
    ids = [one.entered.pk for one in planned]
    rows = Project.objects.filter(pk__in=ids).select_related(
        "unit", "city", "sponsor", "enterprise", "subject"
    )
    return list(rows.order_by("pk"))
