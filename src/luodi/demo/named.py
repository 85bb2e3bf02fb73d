"""Projects that the release names. What it says of them is kept; everything else about them is made up."""

from dataclasses import dataclass

_MADE_UP = "除名称和以上所述外，金额、日期、地点等均为演示用的合成数据。"


@dataclass(frozen=True)
class Named:
    """``said`` is what the release says; ``wan`` is only the release's own where it is among what is said."""

    name: str
    industry: str
    origin: str
    county: str
    wan: int
    said: str

    @property
    def summary(self) -> str:
        return f"{self.said}。{_MADE_UP}"


_SIGNED = "2020年1—7月正式签约"
_BUILDING = "2020年开工建设"
_SPONSORED = "市领导包保推进的重点招商项目，正在加快建设"

_NAMED = (
    Named(
        "环保新材料产业园", "C30", "330100", "PANJI", 180_000, f"{_SIGNED}；市领导包保推进，正在进行开工准备"
    ),
    Named(
        "淮南睿欣创新科技产业园",
        "C39",
        "320500",
        "GAOXIN",
        86_000,
        f"{_SIGNED}；市领导包保推进，正在进行开工准备",
    ),
    Named("新型药用辅料系列生产基地", "C27", "310000", "JINGKAI", 32_000, _SIGNED),
    Named("陕汽零配件产业园", "C36", "610100", "JINGKAI", 52_000, "相关产业链项目，已正式签约"),
    Named("懿福新能源专用车", "C36", "320200", "FENGTAI", 61_000, "相关产业链项目，已正式签约"),
    Named("颐高新经济智慧城项目", "I65", "330100", "GAOXIN", 120_000, _SIGNED),
    Named("鲁商交投农产品批发市场及冷链物流项目", "F51", "370100", "SHOU", 98_000, _SIGNED),
    Named("聚苯乙烯项目", "C26", "310000", "MEIHUA", 48_000, f"{_BUILDING}；{_SPONSORED}"),
    Named("碳四碳五碳九综合利用及苯乙烯项目", "C26", "370200", "MEIHUA", 112_000, f"大项目，{_BUILDING}"),
    Named("煤电固废综合利用", "C42", "110000", "PANJI", 46_000, f"2020年1—7月{_BUILDING[5:]}"),
    Named("中车电机", "C38", "430100", "JINGKAI", 28_000, f"2020年1—7月{_BUILDING[5:]}"),
    Named("海大饲料生产基地", "C13", "440100", "FENGTAI", 12_000, f"2020年1—7月{_BUILDING[5:]}"),
    Named("益生啤酒产业园", "C15", "370600", "BAGONGSHAN", 16_000, f"2020年1—7月{_BUILDING[5:]}"),
    Named("电子智能制造产业园", "C39", "350200", "SHOU", 30_000, f"大项目，{_BUILDING}"),
    Named("绿色环保建材园", "C30", "320400", "DATONG", 24_000, f"大项目，{_BUILDING}"),
    Named("绿港现代农业科技示范园", "A01", "370700", "SHOU", 21_000, f"2020年1—7月{_BUILDING[5:]}"),
    Named("华云数据产业园", "I64", "320200", "GAOXIN", 42_000, f"大项目，{_BUILDING}"),
    Named("恒大新能源电池", "C38", "310000", "GAOXIN", 460_000, f"大项目，{_BUILDING}；{_SPONSORED}"),
    Named("博美奥齐石材设备产业园", "C35", "350500", "FENGTAI", 56_000, _SPONSORED),
    Named("达因汽车空调", "C36", "320100", "JINGKAI", 34_000, _SPONSORED),
    Named("淮南西商农商城", "F51", "330100", "XIEJIAJI", 90_000, _SPONSORED),
    Named("寿县商业综合体", "K70", "310000", "SHOU", 75_000, _SPONSORED),
    Named("5G通讯设备产业园", "C39", "440300", "GAOXIN", 200_000, "拟投资20亿元，正在积极对接"),
    Named("山南商业综合体", "K70", "310000", "GAOXIN", 600_000, "拟投资60亿元，正在积极对接"),
    Named("启迪冰雪世界", "R90", "110000", "GAOXIN", 500_000, "投资50亿元，正在积极对接"),
    Named("甲醇项目", "C26", "310000", "MEIHUA", 2_800_000, "拟投资280亿元，正在积极对接"),
)

NAMED = {one.name: one for one in _NAMED}
