"""Review meetings of 2020: what each spoke of, who came, what was decided, and what became of that."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from luodi.demo import chance
from luodi.demo.steps import Move, Step
from luodi.demo.units import CENTRE


class End(Enum):
    """What becomes of something that was decided."""

    DONE = auto()
    LATE = auto()
    BACK = auto()
    EXTENDED = auto()
    REPORTED = auto()
    OPEN = auto()


@dataclass(frozen=True)
class Decided:
    """``n_days`` after the meeting it is due."""

    end: End
    n_days: int


@dataclass(frozen=True)
class Point:
    """A point that somebody put on the agenda by hand: what was said on it and decided, for whom."""

    title: str
    why: str
    said: str
    decides: str
    unit: str
    owner: str
    decided: Decided


@dataclass(frozen=True)
class Council:
    """``n_items`` overdue items and as many projects of the lists as there are ``ends`` are put on the agenda.

    ``away`` units asked for leave; ``excuse`` is why minutes are issued although too few came.
    """

    unit: str
    title: str
    planned_on: date
    held_on: date
    hour: int
    place: str
    chair: int | None
    quorum: int
    n_items: int
    point: Point
    ends: tuple[Decided, ...] = ()
    away: tuple[str, ...] = ()
    excuse: str = ""
    issued_on: date | None = None


_YEAR = 2020
_CITY, _COUNTY = "全市招商引资项目调度会", "寿县招商引资项目调度会"
_HALL, _COUNTY_HALL = "市政务中心十一楼第二会议室", "寿县政务中心三楼会议室"
_MAYOR, _DEPUTY = 1, 5
_ON_THE_DYKES = ("DATONG", "XIEJIAJI", "BAGONGSHAN", "PANJI", "FENGTAI", "SHOU", "MAOJI")
COUNCILS = (
    Council(
        CENTRE, _CITY, date(_YEAR, 6, 2), date(_YEAR, 6, 5), 15, _HALL, _DEPUTY, 11, 2,
        Point(
            "上半年签约、开工任务完成情况", "离半年末还有不到一个月，部分县区开工进度低于时序。",
            "市招商服务中心通报了 1—5 月签约和开工进度。会议要求各县区、园区对照年度任务倒排工期，"
            "签约满三个月未开工的逐项说明原因。",
            "逐项列出签约满三个月未开工项目的原因清单", CENTRE, "centre-2", Decided(End.DONE, 12),
        ),
        (Decided(End.DONE, 14), Decided(End.LATE, 18), Decided(End.BACK, 26)),
        issued_on=date(_YEAR, 6, 8),
    ),
    Council(
        CENTRE, _CITY, date(_YEAR, 7, 17), date(_YEAR, 7, 21), 16, _HALL, _DEPUTY, 11, 1,
        Point(
            "防汛期间在建项目安全和复工", "王家坝开闸蓄洪，沿淮县区部分在建项目停工。",
            "会议听取了沿淮县区在建项目停工和受灾情况。会议要求先保安全，退水一处、复工一处，"
            "停工损失按政策核减。",
            "汇总停工项目和复工时间，逐周更新", CENTRE, "centre-3", Decided(End.DONE, 10),
        ),
        (Decided(End.EXTENDED, 17), Decided(End.DONE, 21)),
        away=_ON_THE_DYKES,
        excuse="防汛应急响应期间，沿淮七个县区负责同志在一线值守，议定事项已书面征求其意见",
        issued_on=date(_YEAR, 7, 24),
    ),
    Council(
        "SHOU", _COUNTY, date(_YEAR, 8, 11), date(_YEAR, 8, 14), 9, _COUNTY_HALL, None, 4, 1,
        Point(
            "新桥产业园标准厂房交付", "两家企业等待厂房交付。",
            "新桥产业园招商小分队汇报，标准厂房二期主体已完工，消防验收尚未通过。会议要求九月上旬交付使用。",
            "完成标准厂房二期消防验收并交付", "SHOU", "SHOU", Decided(End.REPORTED, 35),
        ),
        (Decided(End.DONE, 20), Decided(End.OPEN, 31)),
        issued_on=date(_YEAR, 8, 17),
    ),
    Council(
        CENTRE, _CITY, date(_YEAR, 8, 17), date(_YEAR, 8, 20), 15, _HALL, _MAYOR, 11, 2,
        Point(
            "世界制造业大会签约项目准备", "大会九月十二日开幕，签约项目名单需提前核定。",
            "市招商服务中心汇报了拟签约项目。会议要求协议文本提前完成法律审核，凑数的项目一律不上台。",
            "核定大会签约项目名单和签约双方", CENTRE, "centre-2", Decided(End.DONE, 14),
        ),
        (
            Decided(End.DONE, 15),
            Decided(End.OPEN, 22),
            Decided(End.OPEN, 40),
            Decided(End.REPORTED, 28),
        ),
        away=("DEPT26",),
        issued_on=date(_YEAR, 8, 24),
    ),
    Council(
        "SHOU", _COUNTY, date(_YEAR, 9, 17), date(_YEAR, 9, 25), 9, _COUNTY_HALL, None, 4, 1,
        Point(
            "四季度开工项目准备", "年度开工任务还差 6 个。", "", "", "SHOU", "SHOU", Decided(End.OPEN, 30),
        ),
        (Decided(End.OPEN, 30),),
    ),
    Council(
        CENTRE, _CITY, date(_YEAR, 9, 18), date(_YEAR, 9, 28), 15, _HALL, _MAYOR, 11, 3,
        Point(
            "大会签约项目落地时间表", "九月签约的项目要有注册、供地、开工的时间。", "", "", CENTRE, "centre-2",
            Decided(End.OPEN, 30),
        ),
        (Decided(End.OPEN, 30),) * 3,
    ),
)  # fmt: skip
"""The last two are still to come when the demo city's present begins."""

SAID = (
    "{unit}汇报：投资方已注册公司，用地预审和规划条件尚未办结。会议要求容缺受理、同步推进，不再等待全部手续。",
    "{unit}汇报：投资方设备订货一再推迟，约定的开工时间已过。会议要求与投资方重新约定时间，写入补充协议。",
    "{unit}汇报：投资方资金安排有变化，首期资金没有到位。会议要求核实资金能力，不能履约的依约终止。",
    "{unit}汇报：地块外的道路和供水管网未通，施工单位无法进场。会议要求先通临时道路和施工用水。",
)
DECIDES = (
    "办结用地预审和规划条件，明确开工日期",
    "与投资方签订补充协议，重新约定开工时间",
    "核实投资方资金能力，提出继续、调整或终止的意见",
    "接通地块外的临时道路和施工用水",
)
"""What was said on a project of the lists and decided, one after the other."""
RESULTS = (
    "预审和规划条件已办结，开工日期已报备。",
    "补充协议已签，开工时间重新约定。",
    "已核实，投资方补充了银行资信证明，同意继续推进。",
    "临时道路和施工用水已接通。",
)
ON_ITEM = "{unit}说明了超期原因。会议要求一周内办结，仍有困难的书面说明理由。"
ON_UNFINISHED = "{unit}报告了进展。会议要求继续办理，按期销号，不再延期。"


def steps_of(decided: Decided, council: Council, result: str) -> tuple[Step, ...]:
    """Return what becomes of the decision, on working days around the one on which it is due."""
    due = council.held_on + timedelta(days=decided.n_days)

    def at(move: Move, days: int, said: str, until: date | None = None) -> Step:
        return Step(move, chance.next_working(due + timedelta(days=days)), said, until)

    match decided.end:
        case End.DONE:
            return at(Move.REPORT, -1, result), at(Move.CLOSE, 0, "同意销号。")
        case End.LATE:
            return at(Move.REPORT, 5, result), at(Move.CLOSE, 6, "同意销号，超期办结。")
        case End.BACK:
            first, second = "正在办理，预计按期完成。", "还没有办结，办结后再报。"
            back = at(Move.REPORT, -4, first), at(Move.BACK, -3, second)
            return *back, at(Move.REPORT, 0, result), at(Move.CLOSE, 3, "同意销号。")
        case End.EXTENDED:
            until = chance.next_working(due + timedelta(days=14))
            asked = at(Move.ASK, -3, "受灾停工，退水后方能继续办理。", until)
            return (
                asked,
                at(Move.GRANT, -2, "同意。"),
                at(Move.REPORT, 12, result),
                at(Move.CLOSE, 14, "同意销号。"),
            )
        case End.REPORTED:
            return (at(Move.REPORT, -1, result),)
        case End.OPEN:
            return ()
