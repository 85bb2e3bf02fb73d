"""What the public may see, and what the press officer says when asked."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from luodi.answers import services as book
from luodi.answers.answering import ask
from luodi.answers.models import BookEntry
from luodi.answers.selectors.tracing import of_mark
from luodi.answers.services import NewEntry
from luodi.demo import plan
from luodi.demo.journal import Journal
from luodi.demo.organisation import Cast
from luodi.demo.publicity import leader_of
from luodi.demo.schedule import moment
from luodi.disclosure import selectors as disclosure
from luodi.disclosure import services as opening
from luodi.disclosure.choices import Cadence
from luodi.disclosure.models import OpenFigure
from luodi.disclosure.services import NewOpenFigure, SiteParticulars

_SITE = SiteParticulars(
    is_open=True,
    title="淮南市招商引资信息公开（演示）",
    keeper="淮南市招商服务中心（演示）",
    contact="0554-0000000（演示号码）",
    address="示例路1号",
    site_mark="演示0000000000",
    icp="演示ICP备00000000号",
    police="演示公网安备00000000000000号",
    report_at="发现错误，请致电 0554-0000000（演示号码）或写信告知，五个工作日内答复。",
)
_YEAR = date(2020, 1, 1)
_FIGURES = (
    (
        "signed.count",
        Cadence.YEAR_TO_DATE,
        "新签约招商项目",
        "今年以来签订正式合同的招商项目个数，一个项目只计一次；意向协议、集中签约仪式名单不计。",
    ),
    (
        "signed.amount",
        Cadence.YEAR_TO_DATE,
        "新签约招商项目总投资",
        "今年以来签订正式合同的招商项目协议总投资之和。",
    ),
    (
        "signed.industrial.count_share",
        Cadence.YEAR_TO_DATE,
        "新签约项目中工业项目占比",
        "今年以来新签约招商项目中，工业（采矿业、制造业、电力热力燃气及水生产和供应业）项目个数的比重。",
    ),
    ("started.count", Cadence.YEAR_TO_DATE, "新开工招商项目", "今年以来经认定开工的招商项目个数。"),
    ("producing.count", Cadence.YEAR_TO_DATE, "新投产招商项目", "今年以来经确认投产的招商项目个数。"),
    ("funds.amount", Cadence.MONTHLY, "到位资金", "当月经认定的招商项目实际到位资金。"),
)
_WAITING = (
    "trips.count",
    Cadence.YEAR_TO_DATE,
    "外出招商活动",
    "今年以来各单位外出招商的次数，同一次活动只计一次。",
)
_QUESTIONS = (
    (date(2020, 8, 12), "今年1—7月新签约工业项目有多少个，占比多少？", "签约、工业"),
    (date(2020, 8, 20), "今年1—7月新开工项目有多少个，总投资多少？", "开工"),
    (date(2020, 9, 16), "今年1—8月外出招商多少次，对接多少家企业？", "外出招商"),
    (date(2020, 9, 16), "今年1—8月新签约项目总投资多少，同比增长多少？", "签约、投资"),
    (date(2020, 9, 18), "截至9月18日市领导包保项目有多少个，在建多少个？", "包保"),
    (date(2020, 9, 21), "今年1—8月从长三角新签约项目多少个？", "签约、来源地"),
)
"""The first was asked before twins were found, the second in August: both have aged since."""
_LAST = (date(2020, 9, 22), "今年1—8月新投产项目有多少个？", "投产")


@dataclass(frozen=True)
class Openness:
    cast: Cast

    def write_into(self, journal: Journal) -> None:
        journal.add(moment(date(2020, 7, 30), 11), self.open_site)
        journal.add(moment(date(2020, 7, 30), 15), self.propose)
        journal.add(moment(date(2020, 8, 3), 9), self.approve)
        journal.add(moment(date(2020, 8, 3), 10), self.issue)
        journal.add(moment(date(2020, 8, 18), 10), self.revise)
        journal.add(moment(date(2020, 8, 21), 9), self.issue)
        journal.add(moment(date(2020, 9, 21), 9), self.issue)
        journal.add(moment(plan.RELEASE, 11), self.propose_another)
        for on, question, tags in (*_QUESTIONS, _LAST):
            journal.add(moment(on, 16), partial(self.answer, question, tags))
            if (on, question, tags) != _LAST:
                journal.add(moment(on, 17), partial(self.adopt, question))

    def open_site(self, at: datetime) -> None:
        opening.keep_site(_SITE, actor=self.cast.centre, at=at)

    def propose(self, at: datetime) -> None:
        for said in _FIGURES:
            self._propose(said, "社会关注，已在历次新闻发布会公布", at)

    def propose_another(self, at: datetime) -> None:
        self._propose(_WAITING, "媒体多次问到外出招商次数", at)

    def _propose(self, said: tuple[str, Cadence, str, str], reason: str, at: datetime) -> None:
        code, cadence, title, definition = said
        new = NewOpenFigure(
            indicator=code,
            scope="city",
            cadence=cadence,
            since=_YEAR,
            title=title,
            definition=definition,
            reason=reason,
        )
        opening.propose_figure(new, actor=self.cast.press, at=at)

    def approve(self, at: datetime) -> None:
        for figure in OpenFigure.objects.filter(city=self.cast.city):
            opening.decide_wording(
                wording=figure.wordings.get(),
                approve=True,
                decision="同意",
                actor=leader_of(self.cast),
                at=at,
            )

    def issue(self, at: datetime) -> None:
        """Let out what is due, where the month before has been closed by then."""
        if disclosure.due(self.cast.city, through=disclosure.closed_through(self.cast.city, at)):
            opening.issue_values(actor=self.cast.press, at=at)

    def revise(self, at: datetime) -> None:
        moved = disclosure.moved(self.cast.city)
        for figure in {one.figure.pk: one.figure for one in moved}.values():
            reason = "核对合同后，更正了3个项目登记的总投资"
            opening.revise_values(figure=figure, reason=reason, actor=self.cast.press, at=at)

    def answer(self, question: str, tags: str, at: datetime) -> None:
        told = ask(question, account=self.cast.press, at=at).told
        traces = [of_mark(mark, told.text) for mark in told.marks]
        new = NewEntry(question=question, text=told.text, tags=tags, traces=traces)
        book.write_entry(new, actor=self.cast.press, at=at)

    def adopt(self, question: str, at: datetime) -> None:
        entry = BookEntry.objects.get(city=self.cast.city, question=question)
        book.adopt_answer(entry=entry, actor=self.cast.centre, at=at)
