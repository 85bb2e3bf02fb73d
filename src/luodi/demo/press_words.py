"""The city's own words for the press check, and a draft with two slips that waits on its desk."""

from datetime import date, datetime

from luodi.demo import plan
from luodi.demo.journal import Journal
from luodi.demo.organisation import Cast
from luodi.demo.schedule import moment
from luodi.press import services as press
from luodi.press.choices import TermKind

_WORDS_ON = date(2020, 8, 31)
_WORDS = press.NewTerm(
    words="疫情防控期间",
    kind=TermKind.SPAN,
    first=date(2020, 1, 24),
    last=date(2020, 4, 30),
    basis="自启动一级响应之日起，到签约恢复正常的月底止（示例口径）",
)
_DRAFT = """淮南市招商工作情况（征求意见稿）
一、项目推进情况。1—7月，全市新签约项目137个、总投资305.94亿元，其中工业项目110个，占项目数的80.29%；\
新开工项目79个、总投资116.6亿元，其中工业项目67个，占项目数的84.18%。
二、外出和接待情况。1—8月，全市外出招商496次，对接企业786家；接待客商916批次，对接企业921家。
三、线上签约情况。疫情防控期间，全市不见面签约项目41个、总投资87.47亿元。
"""
"""Two slips: a share with its digits changed about (84.81), and the firms that were met (768)."""


class PressWords:
    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def write_into(self, journal: Journal) -> None:
        journal.add(moment(_WORDS_ON, 16), self.keep_words)
        journal.add(moment(plan.RELEASE, 17, 55), self.bring_draft)

    def keep_words(self, at: datetime) -> None:
        press.add_term(_WORDS, actor=self.cast.press, at=at)

    def bring_draft(self, at: datetime) -> None:
        press.bring(press.NewDraft(text=_DRAFT), actor=self.cast.press, at=at)
