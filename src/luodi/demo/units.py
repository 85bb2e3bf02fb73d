"""The units of the demo city: counties and parks, departments, teams, and how they are called in scopes."""

from dataclasses import dataclass
from datetime import date

from luodi.organisation.choices import UnitKind

CENTRE = "CENTRE"
LONG_AGO = date(2010, 1, 1)
TEAMS_FOUNDED = date(2020, 5, 6)


@dataclass(frozen=True)
class PlannedUnit:
    code: str
    name: str
    short_name: str
    kind: UnitKind
    parent: str
    founded_on: date
    area: str = ""


@dataclass(frozen=True)
class County:
    """``weight`` is its share of what happens; ``trades`` are the industries that come there first."""

    code: str
    name: str
    area: str
    weight: int
    trades: str
    n_resident: int
    n_squads: int


COUNTIES = (
    County("DATONG", "大通区", "340402", 8, "C30 C34 G59 C31 C42", 1, 4),
    County("TIANJIAAN", "田家庵区", "340403", 10, "K70 F52 L72 C18 I65", 1, 4),
    County("XIEJIAJI", "谢家集区", "340404", 7, "C13 C34 F51 C30 Q84", 1, 4),
    County("BAGONGSHAN", "八公山区", "340405", 5, "C13 C15 H61 C14 N78", 1, 3),
    County("PANJI", "潘集区", "340406", 9, "C26 C30 A01 C42 D44", 1, 4),
    County("FENGTAI", "凤台县", "340421", 14, "C13 C36 C35 C18 A01", 1, 4),
    County("SHOU", "寿县", "340422", 16, "C39 C19 C13 A01 C38", 2, 4),
    County("MAOJI", "毛集实验区", "340400-K1", 5, "C13 C21 H61 A01 C19", 1, 4),
    County("JINGKAI", "淮南经开区", "340400-K2", 12, "C27 C35 C39 C36 C14", 2, 4),
    County("GAOXIN", "淮南高新区", "340400-K3", 10, "C39 I65 I64 C38 M73", 1, 4),
    County("MEIHUA", "现代煤化工园区", "340400-K4", 6, "C26 C42 C29 C26 C26", 1, 4),
)

_DEPARTMENTS = [
    "市委办公室",
    "市政府办公室",
    "市人大常委会办公室",
    "市政协办公室",
    "市纪委监委机关",
    "市委组织部",
    "市委宣传部",
    "市委统战部",
    "市委政法委",
    "市委网信办",
    "市委编办",
    "市委直属机关工委",
    "市委党校",
    "市委党史和地方志研究室",
    "市发展和改革委员会",
    "市教育体育局",
    "市科学技术局",
    "市经济和信息化局",
    "市民族宗教事务局",
    "市公安局",
    "市民政局",
    "市司法局",
    "市财政局",
    "市人力资源和社会保障局",
    "市自然资源和规划局",
    "市生态环境局",
    "市住房和城乡建设局",
    "市交通运输局",
    "市水利局",
    "市农业农村局",
    "市商务局",
    "市文化和旅游局",
    "市卫生健康委员会",
    "市退役军人事务局",
    "市应急管理局",
    "市审计局",
    "市国有资产监督管理委员会",
    "市市场监督管理局",
    "市统计局",
    "市医疗保障局",
    "市地方金融监督管理局",
    "市城市管理行政执法局",
    "市人民防空办公室",
    "市信访局",
    "市数据资源管理局",
    "市机关事务管理局",
    "市林业局",
    "市扶贫开发局",
    "市总工会",
    "共青团市委",
    "市妇女联合会",
    "市科学技术协会",
    "市工商业联合会",
    "市归国华侨联合会",
    "市残疾人联合会",
    "市红十字会",
    "市供销合作社",
    "市住房公积金管理中心",
    "市公共资源交易中心",
    "市重点工程建设管理局",
    "市投资促进协会",
    "市产业发展集团",
]

INDUSTRY_TEAMS = (
    ("BIGDATA", "大数据", "I64 I65"),
    ("STEEL", "特钢及配套", "C31 C33"),
    ("COALCHEM", "煤化工", "C26 C29"),
    ("EQUIPMENT", "现代装备制造", "C34 C35"),
    ("NEV", "新能源汽车", "C36 C38"),
    ("SOLIDWASTE", "煤系固废物利用", "C42 C30"),
    ("ELECTRONICS", "电子信息", "C39 C40"),
    ("FARMING", "现代农业", "A01 C13"),
    ("PHARMA", "生物医药", "C27 M73"),
    ("TOURISM", "文旅康养", "N78 Q84"),
    ("LOGISTICS", "现代商贸物流", "F51 G59"),
)

TEAM_TRADES = {f"TEAM-{code}": frozenset(trades.split()) for code, _, trades in INDUSTRY_TEAMS}
"""What each industry team looks for, as divisions of GB/T 4754-2017."""

RESIDENT_GROUPS = (
    ("SHANGHAI", "驻上海招商组", "310000", date(2018, 3, 12)),
    ("NANJING", "驻南京招商组", "320100", date(2018, 3, 12)),
    ("HANGZHOU", "驻杭州招商组", "330100", date(2018, 3, 12)),
    ("SHENZHEN", "驻深圳招商组", "440300", date(2018, 3, 12)),
    ("DONGGUAN", "驻东莞招商组", "441900", date(2020, 4, 20)),
    ("BEIJING", "驻北京招商组", "110000", date(2018, 3, 12)),
)
_POSTS = ("长三角", "珠三角")


def departments() -> list[PlannedUnit]:
    return [
        PlannedUnit(f"DEPT{number:02d}", name, name, UnitKind.DEPARTMENT, "CITY", LONG_AGO)
        for number, name in enumerate(_DEPARTMENTS, start=1)
    ]


def counties() -> list[PlannedUnit]:
    return [
        PlannedUnit(one.code, one.name, one.name, UnitKind.COUNTY, "CITY", LONG_AGO, one.area)
        for one in COUNTIES
    ]


def city_teams() -> list[PlannedUnit]:
    """Industry teams and resident groups, which hang from the centre."""
    teams = [
        PlannedUnit(
            f"TEAM-{code}",
            f"市{name}产业招商工作队",
            f"{name}招商队",
            UnitKind.INDUSTRY_TEAM,
            CENTRE,
            TEAMS_FOUNDED,
        )
        for code, name, _ in INDUSTRY_TEAMS
    ]
    groups = [
        PlannedUnit(f"GROUP-{code}", f"市{name}", name, UnitKind.RESIDENT_GROUP, CENTRE, founded_on)
        for code, name, _, founded_on in RESIDENT_GROUPS
    ]
    return teams + groups


def county_teams() -> list[PlannedUnit]:
    """Each county's resident teams and squads, half of them older than the ledger."""
    found = []
    for nth, county in enumerate(COUNTIES):
        for number, post in enumerate(_POSTS[: county.n_resident], start=1):
            name = f"{county.name}驻{post}招商队"
            founded_on = date(2018, 4, 1 + nth) if nth % 2 else date(2019, 3, 4 + nth)
            kind = UnitKind.COUNTY_RESIDENT_TEAM
            found.append(
                PlannedUnit(
                    f"{county.code}-R{number}", name, name, kind, county.code, founded_on, county.area
                )
            )
        for number in range(1, county.n_squads + 1):
            name = f"{county.name}招商小分队{'一二三四'[number - 1]}队"
            founded_on = date(2018, 5, 7) if number < 3 else date(2020, 4, 8 + nth)
            found.append(
                PlannedUnit(
                    f"{county.code}-S{number}",
                    name,
                    name,
                    UnitKind.SQUAD,
                    county.code,
                    founded_on,
                    county.area,
                )
            )
    return found
