"""The numbers of the demo city as data: how many of what, in which months, worth how much in 万元.

Everything that the release counts is fixed here; what it does not count is only meant to look likely.
"""

from dataclasses import dataclass, field
from datetime import date

from luodi.projects.choices import Stage

SEED = 2020
CITY_CODE, CITY_NAME = "340400", "淮南市"
LEDGER_OPENED = date(2018, 12, 28)
OPENING_ON = date(2018, 12, 31)
RELEASE = date(2020, 9, 22)
OUTBREAK, REMOTE_UNTIL = date(2020, 1, 24), date(2020, 4, 30)

Months = dict[int, int]


@dataclass(frozen=True)
class Lot:
    """Projects of one sort that are signed in the months of ``year``: exactly ``total_wan`` together.

    The ``named`` ones are among them, with amounts of their own; no other has more than ``most_wan``.
    """

    year: int
    months: Months
    total_wan: int
    industrial: bool
    remote: bool = False
    most_wan: int = 100_000
    named: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return sum(self.months.values())


# 2020 年 1—7 月签约 137 个、305.94 亿元，其中工业 110 个、215.46 亿元；
# 1 月 24 日—4 月 30 日不见面签约 41 个、87.47 亿元，其中工业 35 个、55.3 亿元。
SIGNED_2020 = (
    Lot(2020, {2: 7, 3: 11, 4: 17}, 553_000, industrial=True, remote=True),
    Lot(2020, {2: 1, 3: 2, 4: 3}, 321_700, industrial=False, remote=True, most_wan=120_000),
    Lot(
        2020,
        {1: 12, 2: 1, 3: 2, 4: 2, 5: 18, 6: 21, 7: 19},
        1_601_600,
        industrial=True,
        most_wan=200_000,
        named=(
            "环保新材料产业园",
            "淮南睿欣创新科技产业园",
            "新型药用辅料系列生产基地",
            "陕汽零配件产业园",
            "懿福新能源专用车",
        ),
    ),
    Lot(
        2020,
        {1: 4, 3: 1, 5: 5, 6: 6, 7: 5},
        583_100,
        industrial=False,
        most_wan=150_000,
        named=("颐高新经济智慧城项目", "鲁商交投农产品批发市场及冷链物流项目"),
    ),
    Lot(2020, {8: 13}, 236_000, industrial=True),
    Lot(2020, {8: 4}, 61_000, industrial=False),
    Lot(2020, {9: 6}, 98_000, industrial=True),
)

# 2019 年签约：当年开工的、2020 年 1—7 月开工的、之后开工的、还没有开工的。
STARTED_SAME_YEAR = (
    Lot(
        2019,
        {1: 8, 2: 5, 3: 11, 4: 12, 5: 13, 6: 15, 7: 9, 8: 6, 9: 5},
        1_310_000,
        industrial=True,
        most_wan=150_000,
        named=("博美奥齐石材设备产业园", "达因汽车空调"),
    ),
    Lot(
        2019,
        {1: 1, 3: 2, 4: 3, 5: 3, 6: 4, 7: 2, 8: 1},
        420_000,
        industrial=False,
        most_wan=150_000,
        named=("淮南西商农商城", "寿县商业综合体"),
    ),
)
CARRIED_INDUSTRIAL = {5: 1, 6: 2, 7: 3, 8: 3, 9: 5, 10: 4, 11: 4, 12: 5}
CARRIED_OTHER = {7: 1, 9: 1, 10: 1, 11: 1, 12: 1}
CARRIED_NAMED = (
    "碳四碳五碳九综合利用及苯乙烯项目",
    "聚苯乙烯项目",
    "煤电固废综合利用",
    "中车电机",
    "海大饲料生产基地",
    "益生啤酒产业园",
    "电子智能制造产业园",
    "绿色环保建材园",
)
CARRIED_NAMED_OTHER = ("绿港现代农业科技示范园", "华云数据产业园")
STARTED_LATER = Lot(
    2019, {10: 3, 11: 2, 12: 3}, 760_000, industrial=True, most_wan=500_000, named=("恒大新能源电池",)
)
NOT_STARTED = (
    Lot(
        2019,
        {1: 2, 2: 1, 3: 3, 4: 2, 5: 3, 6: 3, 7: 4, 8: 4, 9: 4, 10: 5, 11: 5, 12: 4},
        590_000,
        industrial=True,
    ),
    Lot(2019, {4: 1, 6: 1, 7: 1, 9: 1, 10: 1, 11: 1, 12: 1}, 168_000, industrial=False),
)

# 2020 年 1—7 月开工 79 个、116.6 亿元，其中工业 67 个、90 亿元。
STARTED_MONTHS = {1: 4, 2: 1, 3: 11, 4: 14, 5: 15, 6: 18, 7: 16}
STARTED_INDUSTRIAL, STARTED_INDUSTRIAL_WAN = 67, 900_000
STARTED_OTHER, STARTED_OTHER_WAN = 12, 266_000
NEWLY_SIGNED_AND_STARTED = {True: (40, 360_000, 450_000), False: (7, 90_000, 150_000)}
"""Of those started, how many were signed in the same year, and between which sums they lie together."""

# 珠三角：1—8 月签约恰 33 个、60 亿元以上（1—7 月 29 个，8 月 4 个），新对接 80 个、200 亿元以上。
PEARL_SIGNED_TO_JULY, PEARL_SIGNED_AUGUST = 29, 4
PEARL_SIGNED_WAN = (530_000, 570_000)
PEARL_AUGUST_WAN = (75_000, 120_000)
PEARL_NEGOTIATING, PEARL_NEGOTIATING_WAN = 82, 2_068_000

# 包保 41 个、1207.87 亿元：在建 33，开工准备 8。
SPONSORED_WAN = 12_078_700
GREAT = (
    ("煤制烯烃产业基地", "C26"),
    ("煤制天然气项目", "C26"),
    ("清洁高效煤电一体化项目", "D44"),
    ("低热值煤综合利用电厂", "D44"),
    ("采煤沉陷区水面光伏基地", "D44"),
    ("现代装备制造产业园", "C35"),
    ("新能源汽车产业园", "C36"),
    ("大数据产业基地", "I64"),
    ("智慧物流港", "G59"),
    ("煤基可降解材料产业园", "C26"),
    ("特种钢材产业基地", "C31"),
    ("显示面板产业园", "C39"),
    ("生物医药产业园", "C27"),
    ("绿色食品产业园", "C14"),
    ("农产品物流中心", "F51"),
    ("古城文化旅游综合体", "N78"),
    ("动力电池产业园", "C38"),
    ("装配式建筑产业园", "C30"),
    ("医养健康产业园", "Q84"),
    ("煤层气综合利用项目", "C26"),
)
"""The great sponsored projects that were being built before the ledger was opened, with their industries."""
OPENING = {Stage.STARTED: 26, Stage.SIGNED: 46, Stage.NEGOTIATING: 18}
"""Other projects that are older than the ledger."""
OPENING_STARTED, PRODUCING_OPENING, PRODUCING_LAST_YEAR = 30, 24, 34
SPONSORED_PREPARING = (
    "环保新材料产业园",
    "淮南睿欣创新科技产业园",
    "颐高新经济智慧城项目",
    "鲁商交投农产品批发市场及冷链物流项目",
    "陕汽零配件产业园",
    "懿福新能源专用车",
)
SPONSORED_STARTED = (
    "聚苯乙烯项目",
    "淮南西商农商城",
    "恒大新能源电池",
    "博美奥齐石材设备产业园",
    "达因汽车空调",
    "寿县商业综合体",
    "碳四碳五碳九综合利用及苯乙烯项目",
    "煤电固废综合利用",
    "中车电机",
    "电子智能制造产业园",
    "绿色环保建材园",
    "华云数据产业园",
)
N_LEADERS = 24


@dataclass(frozen=True)
class Ceremony:
    """``signed`` of the listed projects were signed before; the others' amounts make up the exact total."""

    event: str
    count: int
    total_wan: int
    signed: int
    signed_wan: tuple[int, int]


SHANGHAI = Ceremony("SHANGHAI-2020", 6, 332_600, 0, (0, 0))
PROVINCE = Ceremony("WMC-2020-PROVINCE", 26, 1_748_400, 12, (250_000, 500_000))
CONFERENCE = Ceremony("WMC-2020", 40, 819_700, 20, (220_000, 450_000))
"""The conference's own list; with the province's it has 66 projects worth 256.81亿."""
SHANGHAI_GUESTS, CONFERENCE_GUESTS = 64, 180

# 在谈（截至发布未签约）：珠三角、活动清单、有名的之外的。
NEGOTIATING_2020, NEGOTIATING_SEPTEMBER = 488, 24
NEGOTIATING_NAMED = ("5G通讯设备产业园", "山南商业综合体", "启迪冰雪世界", "甲醇项目")


@dataclass(frozen=True)
class Contacts:
    """Trips or visits of January to August: how many in each month, meeting how many different firms and projects."""

    months: Months
    firms: int
    projects: int
    team_months: Months
    team_firms: int
    team_projects: int
    september: int
    before: Months = field(default_factory=dict)
    """2019, known to the city only as each county's monthly numbers."""


TRIPS = Contacts(
    {1: 44, 2: 6, 3: 38, 4: 62, 5: 78, 6: 88, 7: 92, 8: 88}, 768, 241,
    {5: 8, 6: 16, 7: 17, 8: 17}, 125, 44, 56,
    {1: 34, 2: 18, 3: 41, 4: 44, 5: 52, 6: 60, 7: 58, 8: 61, 9: 57, 10: 48, 11: 55, 12: 40},
)  # fmt: skip
VISITS = Contacts(
    {1: 86, 2: 12, 3: 84, 4: 120, 5: 142, 6: 158, 7: 160, 8: 154}, 921, 621,
    {5: 17, 6: 27, 7: 30, 8: 29}, 170, 59, 104,
    {1: 66, 2: 35, 3: 88, 4: 95, 5: 104, 6: 112, 7: 108, 8: 115, 9: 103, 10: 96, 11: 101, 12: 80},
)  # fmt: skip
DISCUSSED_ON_BOTH = 110

OPPORTUNITIES, OPPORTUNITIES_WAN = 150, 31_264_000
ABOVE_SCALE = {2018: 94, 2019: 79, 2020: 25}
POOL = 173
ADVISERS = 25
