"""Evidence since August 2020: papers and pictures with what was claimed, a county's first look, and spot checks."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from luodi.demo import papers
from luodi.demo.incidents import Incidents
from luodi.demo.journal import Journal
from luodi.demo.judging import Judging
from luodi.demo.keeping import Keeping
from luodi.demo.organisation import Cast
from luodi.demo.planned import PlannedProject
from luodi.demo.portfolio import Portfolio
from luodi.demo.schedule import moment
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Capital, FactKind, Proof, Standing
from luodi.projects import services as projects
from luodi.projects.choices import Stage
from luodi.projects.models import Project
from luodi.recognition import services
from luodi.recognition.choices import ReviewState, SampleFinding
from luodi.recognition.models import SampleItem
from luodi.recognition.selectors.claims import open_claims

_SINCE, _STARTS_SINCE, _LAST_DAY = date(2020, 8, 1), date(2020, 9, 1), date(2020, 9, 22)
_PAPERS = {
    "CONTRACT": "投资合同",
    "INVESTOR_LICENCE": "营业执照",
    "CONSTRUCTION_PERMIT": "建筑工程施工许可证",
    "BANK_SLIP": "银行回单",
}
_WANTED = {
    Stage.SIGNED: (FactKind.PROJECT_SIGNED, ("CONTRACT", "INVESTOR_LICENCE")),
    Stage.STARTED: (FactKind.PROJECT_STARTED, ("CONSTRUCTION_PERMIT", "START_PHOTO")),
}
_PAID = ("SHOU", "FENGTAI", "JINGKAI")
_N_PAID = 2
_RETURNED = "佐证模糊，看不清签章和日期，请换清晰的扫描件"
_FINDINGS = (
    (SampleFinding.OK, ""),
    (SampleFinding.OK, ""),
    (SampleFinding.WRONG, "合同载明的总投资少一成，系汇总时误将流动资金计入"),
    (SampleFinding.UNSUPPORTED, "只有框架协议复印件，未见正式投资合同"),
)


class Evidence:
    """Chooses whose claims need evidence; the last ones that were claimed wait, some of them incomplete."""

    def __init__(self, cast: Cast, portfolio: Portfolio, incidents: Incidents) -> None:
        self.cast = cast
        self.signed = [one for one in portfolio.signings.this_year if _on(one, Stage.SIGNED) >= _SINCE]
        self.started = [one for one in portfolio.signed if _on(one, Stage.STARTED) >= _STARTS_SINCE]
        self.unproved = incidents.unproved
        building = [one for one in portfolio.older if Stage.STARTED in one.dates] + portfolio.great
        self.paid = {code: [one for one in building if one.county == code][:_N_PAID] for code in _PAID}

    @property
    def asked(self) -> list[PlannedProject]:
        """The projects of which something waits for evidence: nobody else tells of their money."""
        return [*self.signed, *self.started, *(one for ones in self.paid.values() for one in ones)]

    def write_into(self, journal: Journal, keeping: Keeping, judging: Judging) -> None:
        for stage, ones in ((Stage.SIGNED, self.signed), (Stage.STARTED, self.started)):
            for nth, project in enumerate(ones):
                if project.sponsor is None:
                    judging.ask_for_evidence(project, since=project.dates[stage].first)
                sittings = keeping.sittings[project.county]
                day = sittings.after(project.dates[stage].last)
                journal.add(moment(day, 14, nth), partial(self.prove, project, stage, _WANTED[stage][1]))
        for nth, project in enumerate(self.unproved):
            journal.add(
                moment(date(2020, 9, 3), 11, nth), partial(self.prove, project, Stage.SIGNED, ("CONTRACT",))
            )
        for nth, county in enumerate(_PAID):
            journal.add(moment(_LAST_DAY, 17, 8 + nth), partial(self.pay, county))
        journal.add(moment(_LAST_DAY, 17, 30), self.look_through)
        spot = partial(self.check, "SHOU", Period.month(2020, 7), 5, 4)
        journal.add(moment(date(2020, 8, 18), 15), spot)
        spot = partial(self.check, "JINGKAI", Period.month(2020, 8), 4, 2)
        journal.add(moment(date(2020, 9, 17), 15), spot)

    def prove(self, project: PlannedProject, stage: Stage, kinds: Iterable[str], at: datetime) -> None:
        """Bring the papers of a stage that has been recorded."""
        fact_kind = _WANTED[stage][0]
        for kind in kinds:
            self._add(project, fact_kind, kind, project.dates[stage].show(), at)

    def pay(self, county: str, at: datetime) -> None:
        """Money that came in lately, each entry with its bank slip: nobody has looked at it yet."""
        ones, keeper = self.paid[county], self.cast.keepers[county]
        day = VagueDate.day(_LAST_DAY - timedelta(days=4))
        entries = [
            projects.FundsEntry(
                project=one.entered,
                occurred_on=day,
                amount=Yuan.from_wan(max(one.total_wan // 50, 100)),
                proof=Proof.BANK,
                capital=Capital.DOMESTIC,
                note="第三季度工程进度款",
            )
            for one in ones
        ]
        told = projects.record_funds(entries, actor=keeper, at=at)
        for one, row in zip(ones, told, strict=True):
            self._add(one, FactKind.PROJECT_FUNDS, "BANK_SLIP", day.show(), at, row.ordinal)
        permit = projects.MilestoneRecord(project=ones[0].entered, code="IN_STATISTICS", occurred_on=day)
        projects.record_milestones([permit], actor=keeper, at=at)

    def look_through(self, at: datetime) -> None:
        """Let the county's reviewer pass two claims on to the city and return one."""
        rows = Project.objects.filter(unit=self.cast.units["SHOU"], standing=Standing.CLAIMED).order_by("pk")
        found = [claims[0] for claims in open_claims(list(rows)).values() if claims]
        for nth, claim in enumerate(found[:3]):
            state = ReviewState.RETURNED if nth == 1 else ReviewState.PASSED
            services.county_review(
                project=claim.project,
                kind=claim.kind,
                state=state,
                reason=_RETURNED if state == ReviewState.RETURNED else "",
                actor=self.cast.county_reviewer,
                at=at,
            )

    def check(self, county: str, period: Period, size: int, n_done: int, at: datetime) -> None:
        """Draw a spot check, and find what is found in the first of its items."""
        reviewer = self.cast.reviewers[1]
        run = services.draw_sample(
            unit=self.cast.units[county],
            period=period,
            size=size,
            seed=f"{period.label()}抽查",
            actor=reviewer,
            at=at,
        )
        items = (
            SampleItem.objects.filter(run=run).select_related("run", "project", "fact").order_by("position")
        )
        for item, (finding, note) in zip(items[:n_done], _FINDINGS, strict=False):
            found = None
            if finding == SampleFinding.WRONG and item.fact.amount is not None:
                found = Yuan(item.fact.amount // 10 * 9)
            services.record_finding(item=item, finding=finding, actor=reviewer, at=at, found=found, note=note)

    def _add(
        self,
        project: PlannedProject,
        fact_kind: FactKind,
        kind: str,
        day: str,
        at: datetime,
        ordinal: int = 0,
    ) -> None:
        title = _PAPERS.get(kind)
        content = papers.picture(project.name) if title is None else papers.paper(title, _lines(project, day))
        services.add_evidence(
            project=project.entered,
            fact_kind=fact_kind,
            kind=kind,
            content=content,
            name=f"{project.name[:24]}{title or '现场照片'}.{'png' if title is None else 'pdf'}",
            ordinal=ordinal,
            actor=self.cast.keepers[project.county],
            at=at,
        )


def _lines(project: PlannedProject, day: str) -> Sequence[str]:
    return (
        f"项目：{project.name}",
        f"投资方：{project.firm.name if project.firm else '发布稿未载明'}",
        f"总投资：{project.total_wan} 万元",
        f"日期：{day}",
    )


def _on(project: PlannedProject, stage: Stage) -> date:
    return project.dates[stage].first if stage in project.dates else date.min
