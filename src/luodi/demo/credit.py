"""First reports and what becomes of them; shares and transfers that are agreed, refused or still open."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from luodi.crediting import services
from luodi.crediting.choices import Ruling
from luodi.crediting.models import Agreement, Dispute, FirstReport
from luodi.crediting.services import Decision, NewFirstReport, Split, Transfer
from luodi.demo import chance, papers, plan
from luodi.demo.journal import Journal
from luodi.demo.keeping import Keeping
from luodi.demo.names import ELSEWHERE, Firms, PlannedFirm, pick_origin, pick_trade
from luodi.demo.organisation import Cast
from luodi.demo.planned import PlannedProject
from luodi.demo.portfolio import Portfolio
from luodi.demo.schedule import moment
from luodi.demo.units import COUNTIES
from luodi.kernel.money import Yuan
from luodi.ledger.services import Share
from luodi.projects.choices import Stage

_TALKS = "在投资方总部与董事长面谈，就选址、用地和厂房条件交换意见，有会谈纪要和现场照片。"
_PROGRESS = "投资方来实地考察，提出用电和用工需求，约定下月再议。"
_GROUNDS = "我单位首谈在前，有会谈纪要和来访登记为证。"
_SHARED = "双方均有首谈依据，时间相距不到两周，且后续由双方共同推进。"
_AREAS = {one.code: one.area for one in COUNTIES}


@dataclass
class _Lead:
    """A lead, and the reports of it by the unit that filed each."""

    firm: PlannedFirm
    name: str
    wan: int
    reports: dict[str, FirstReport] = field(default_factory=dict)


class Credit:
    def __init__(self, seed: int, cast: Cast, portfolio: Portfolio, firms: Firms) -> None:
        self.rng = chance.source("credit", seed)
        self.cast, self.firms = cast, firms
        self._free = iter(self._unclaimed(portfolio))
        self._disputes: dict[str, Dispute] = {}
        self._agreements: dict[str, Agreement] = {}

    def write_into(self, journal: Journal, keeping: Keeping) -> None:
        self._reports(journal, keeping)
        self._split(journal)

    def _reports(self, journal: Journal, keeping: Keeping) -> None:
        kept, followed, lapsed, shared, disputed, doubtful = (self._lead() for _ in range(6))
        plans: tuple[tuple[date, Callable[[datetime], object]], ...] = (
            (date(2020, 9, 3), partial(self.file, kept, "SHOU")),
            (date(2020, 9, 18), partial(self.progress, kept, "SHOU")),
            (date(2020, 7, 2), partial(self.file, followed, "FENGTAI")),
            (date(2020, 7, 29), partial(self.progress, followed, "FENGTAI")),
            (date(2020, 8, 25), partial(self.progress, followed, "FENGTAI")),
            (date(2020, 9, 16), partial(self.progress, followed, "FENGTAI")),
            (date(2020, 5, 13), partial(self.file, lapsed, "DATONG")),
            (date(2020, 7, 1), self.lapse),
            (date(2020, 7, 6), partial(self.file, shared, "JINGKAI")),
            (date(2020, 7, 15), partial(self.file, shared, "GAOXIN")),
            (date(2020, 7, 17), partial(self.dispute, shared, "GAOXIN", "JINGKAI")),
            (date(2020, 8, 6), partial(self.rule, shared, "GAOXIN", "JINGKAI")),
            (date(2020, 8, 27), partial(self.progress, shared, "JINGKAI")),
            (date(2020, 8, 28), partial(self.progress, shared, "GAOXIN")),
            (date(2020, 9, 7), partial(self.file, disputed, "XIEJIAJI")),
            (date(2020, 9, 14), partial(self.file, disputed, "SHOU")),
            (date(2020, 9, 16), partial(self.dispute, disputed, "SHOU", "XIEJIAJI")),
            (date(2020, 9, 8), partial(self.file, doubtful, "PANJI")),
            (date(2020, 9, 21), partial(self.file, doubtful, "MAOJI")),
        )
        for nth, (day, act) in enumerate(plans):
            journal.add(moment(day, 16, 20 + nth), act)
        project = next(self._free)
        lead = _Lead(project.firm, project.name, project.total_wan) if project.firm else self._lead()
        talked = project.dates[Stage.NEGOTIATING].last
        entered = keeping.sittings[project.county].after(talked)
        journal.add(moment(talked, 16, 50), partial(self.file, lead, project.county))
        journal.add(moment(entered, 16, 50), partial(self.convert, lead, project))

    def file(self, lead: _Lead, county: str, at: datetime) -> None:
        keeper = self.cast.keepers[county]
        row = services.file_first_report(
            NewFirstReport(
                unit=self.cast.units[county],
                investor_name=lead.firm.name,
                investor_code=lead.firm.credit_code,
                project_name=lead.name,
                talked_on=at.date(),
                talks=_TALKS,
                amount=Yuan.from_wan(lead.wan),
                area=_AREAS[county],
            ),
            actor=keeper,
            at=at,
        )
        lead.reports[county] = row
        lines = (f"线索：{lead.name}", f"投资方：{lead.firm.name}", f"洽谈日期：{at.date()}", "双方签到：略")
        content = papers.paper(f"{self.cast.units[county].short_name}会谈纪要", lines)
        services.add_proof(report=row, content=content, name="会谈纪要.pdf", actor=keeper, at=at)

    def progress(self, lead: _Lead, county: str, at: datetime) -> None:
        services.report_progress(
            report=lead.reports[county],
            on=at.date() - timedelta(days=1),
            text=_PROGRESS,
            actor=self.cast.keepers[county],
            at=at,
        )

    def lapse(self, at: datetime) -> None:
        services.lapse_first_reports(city_id=self.cast.city.pk, actor=self.cast.centre, at=at)

    def dispute(self, lead: _Lead, county: str, against: str, at: datetime) -> None:
        self._disputes[lead.name] = services.raise_dispute(
            report=lead.reports[county],
            against=lead.reports[against].code,
            grounds=_GROUNDS,
            actor=self.cast.keepers[county],
            at=at,
        )

    def rule(self, lead: _Lead, one: str, other: str, at: datetime) -> None:
        parts = {self.cast.units[other].pk: 6_000, self.cast.units[one].pk: 4_000}
        decision = Decision(ruling=Ruling.SHARED, reason=_SHARED, parts=parts)
        services.rule_dispute(
            dispute=self._disputes[lead.name], decision=decision, actor=self.cast.centre, at=at
        )

    def convert(self, lead: _Lead, project: PlannedProject, at: datetime) -> None:
        services.convert_first_report(
            report=lead.reports[project.county],
            project=project.entered,
            actor=self.cast.keepers[project.county],
            at=at,
        )

    def _split(self, journal: Journal) -> None:
        """One split and one transfer were agreed, one transfer was refused, one split waits for an answer."""
        agreed, moved, refused, asked = (next(self._free) for _ in range(4))
        partner = {one.name: _other(one.county) for one in (agreed, moved, refused)}
        journal.add(moment(date(2020, 8, 20), 10, 40), partial(self.share, agreed, partner[agreed.name]))
        journal.add(moment(date(2020, 8, 24), 10, 40), partial(self.agree, agreed, partner[agreed.name]))
        journal.add(moment(date(2020, 8, 27), 10, 40), partial(self.transfer, moved, partner[moved.name]))
        journal.add(moment(date(2020, 9, 1), 10, 40), partial(self.agree, moved, partner[moved.name]))
        journal.add(moment(date(2020, 9, 10), 10, 40), partial(self.transfer, refused, partner[refused.name]))
        journal.add(moment(date(2020, 9, 15), 10, 40), partial(self.decline, refused, partner[refused.name]))
        journal.add(moment(date(2020, 9, 22), 17, 12), partial(self.share, asked, "SHOU"))

    def share(self, project: PlannedProject, partner: str, at: datetime) -> None:
        units = self.cast.units
        split = Split(
            project=project.entered,
            parts=(Share(units[project.county], 7_000), Share(units[partner], 3_000)),
            reason="线索由对方提供，我方承接落地",
            effective_on=at.date(),
        )
        actor = self.cast.keepers[project.county]
        self._agreements[project.name] = services.propose_split(split, actor=actor, at=at)

    def transfer(self, project: PlannedProject, to: str, at: datetime) -> None:
        units = self.cast.units
        transfer = Transfer(
            project=project.entered,
            to_unit=units[to],
            parts=(Share(units[to], 8_000), Share(units[project.county], 2_000)),
            reason="用地条件更适合在对方园区落地",
            effective_on=at.date(),
            area=_AREAS[to],
        )
        actor = self.cast.keepers[project.county]
        self._agreements[project.name] = services.propose_transfer(transfer, actor=actor, at=at)

    def agree(self, project: PlannedProject, partner: str, at: datetime) -> None:
        services.consent(
            agreement=self._agreements[project.name],
            unit=self.cast.units[partner],
            actor=self.cast.keepers[partner],
            at=at,
        )

    def decline(self, project: PlannedProject, partner: str, at: datetime) -> None:
        services.refuse(
            agreement=self._agreements[project.name],
            unit=self.cast.units[partner],
            reason="园区标准厂房已满，暂不具备承接条件",
            actor=self.cast.keepers[partner],
            at=at,
        )

    def _lead(self) -> _Lead:
        trade = pick_trade(self.rng, "C39 C38 C35 C27", only=True)
        firm = self.firms.make(trade, pick_origin(self.rng, ELSEWHERE[:14]))
        name = f"{firm.brand}{self.rng.choice(trade.projects)}项目"
        return _Lead(firm, name, self.rng.randrange(80, 600) * 100)

    def _unclaimed(self, portfolio: Portfolio) -> list[PlannedProject]:
        """Talks of the summer that are nobody's business but their county's."""
        listed = {one for ones in portfolio.listed.values() for one in ones}
        first, last = date(2020, 6, 1), date(2020, 7, 31)
        free = [
            one
            for one in portfolio.negotiating
            if one not in listed
            and one.firm is not None
            and not one.shares
            and one.county != "SHOU"
            and chance.is_working(one.dates[Stage.NEGOTIATING].last)
            and first <= one.dates[Stage.NEGOTIATING].first <= last
            and one.closed is None
            and one.latest_on < plan.RELEASE
        ]
        return self.rng.sample(free, 12)


def _other(county: str) -> str:
    """Return the county behind this one on the list, which is never 寿县."""
    codes = [one.code for one in COUNTIES if one.code != "SHOU"]
    return codes[(codes.index(county) + 1) % len(codes)]
