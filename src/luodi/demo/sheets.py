"""Sheets that counties bring: one that was committed, and one that somebody is still looking at."""

import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import xlsxwriter

from luodi.demo import chance, plan
from luodi.demo.journal import Journal
from luodi.demo.names import Firms, PlannedFirm, pick_trade
from luodi.demo.organisation import Cast
from luodi.demo.planned import PlannedProject
from luodi.demo.portfolio import Portfolio
from luodi.demo.schedule import moment
from luodi.importing import services
from luodi.importing.choices import TwinMode
from luodi.importing.models import Import
from luodi.importing.rules import Commitment
from luodi.projects.choices import Stage
from luodi.refdata import divisions

_HEADS = (
    "序号", "项目名称", "投资方", "建设内容", "总投资（万元）", "来源地", "行业", "签约方式", "开始洽谈日期",
    "签约日期",
)  # fmt: skip
_PLACES = (
    ("310000", "上海市"),
    ("320500", "江苏省苏州市"),
    ("330100", "浙江省杭州市"),
    ("340100", "安徽省合肥市"),
)
_MADE_UP = "演示用的合成数据"
_TALKED, _ON_SITE = "2020-08-20", "现场签约"
_TWIN_REASON = "投资方已与我区签约，请裁定归属"
_Row = tuple[object, ...]


class Sheets:
    def __init__(self, seed: int, cast: Cast, portfolio: Portfolio, firms: Firms) -> None:
        self.rng = chance.source("sheets", seed)
        self.cast, self.portfolio, self.firms = cast, portfolio, firms

    def write_into(self, journal: Journal) -> None:
        journal.add(moment(plan.RELEASE, 17, 24), self.commit)
        journal.add(moment(plan.RELEASE, 17, 34), self.bring_only)

    def commit(self, at: datetime) -> None:
        """Enter a sheet of which one row is a neighbour's project: the centre is to say whose it is."""
        rows = [*self._rows(6), self._twin(7, "FENGTAI")]
        brought = self._bring("PANJI", "潘集区", rows, at)
        said = Commitment(only_good=True, twins=TwinMode.CREATE, twin_reason=_TWIN_REASON)
        services.commit(imported=brought, said=said, actor=self.cast.keepers["PANJI"], at=at)

    def bring_only(self, at: datetime) -> None:
        """Bring a sheet with what sheets have: a row that is there already, and rows that cannot be entered."""
        rows = [*self._rows(8), self._twin(9, "SHOU")]
        rows.append((10, "名称待定项目", "", _MADE_UP, "面议", "上海市", "C39", _ON_SITE, "", "2020-09-19"))
        rows.append((*self._fresh(11, date(2020, 9, 19))[:-1], "2020-13-40"))
        self._bring("SHOU", "寿县", rows, at)

    def _bring(self, county: str, name: str, rows: Sequence[_Row], at: datetime) -> Import:
        title = f"{name}2020年9月新签约项目"
        return services.receive(
            content=_workbook(title, rows),
            name=f"{title}.xlsx",
            unit=self.cast.units[county],
            actor=self.cast.keepers[county],
            at=at,
        )

    def _rows(self, count: int) -> list[_Row]:
        first = date(2020, 9, 7)
        return [self._fresh(nth, first + timedelta(days=nth)) for nth in range(1, count + 1)]

    def _fresh(self, nth: int, signed: date) -> _Row:
        trade = pick_trade(self.rng, "C39 C38 C35 C13 C30", only=True)
        place, named = self.rng.choice(_PLACES)
        firm = self.firms.make(trade, place)
        name = f"{firm.brand}{self.rng.choice(trade.projects)}项目"
        wan = self.rng.randrange(50, 400) * 100
        return _row(nth, name, firm, wan, named, trade.industry, signed)

    def _twin(self, nth: int, county: str) -> _Row:
        """A row that tells of a project that the county has in talks since spring."""
        listed = {one for ones in self.portfolio.listed.values() for one in ones}
        talks = (one for one in self.portfolio.negotiating if one.county == county and one not in listed)
        known = next(
            one
            for one in talks
            if one.firm is not None and one.origin.isdigit() and _on(one) < date(2020, 6, 1)
        )
        assert known.firm is not None
        place = divisions.division(known.origin).name
        return _row(nth, known.name, known.firm, known.total_wan, place, known.industry, date(2020, 9, 17))


def _row(nth: int, name: str, firm: PlannedFirm, wan: int, place: str, industry: str, signed: date) -> _Row:
    return (nth, name, firm.name, _MADE_UP, wan, place, industry, _ON_SITE, _TALKED, signed.isoformat())


def _workbook(title: str, rows: Sequence[_Row]) -> bytes:
    """Return a workbook as clerks make them: a title over the table, the heads in the second row."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2020, 9, 22)})  # noqa: DTZ001 (a workbook has no zones)
        page = book.add_worksheet("签约项目")
        page.merge_range(0, 0, 0, len(_HEADS) - 1, title)
        for at, line in enumerate([_HEADS, *rows], start=1):
            page.write_row(at, 0, line)
    return out.getvalue()


def _on(project: PlannedProject) -> date:
    return project.dates[Stage.NEGOTIATING].first
