"""Invented names of firms and projects, built of pieces whose pinyin initials are worked out once."""

from dataclasses import dataclass
from functools import cache
from random import Random

from luodi.search.text import initials, normal

_FIRST = "湜珩翊沅岑澍骁瑾砚垚羲昶笙绥棠桓溯昀铄霁"
_SECOND = "柘蓥暄岫鄞溱珏衍翀旸禧栎沣甯谌祎瑄郃垲淦"
_FORMS = ("有限公司", "有限公司", "有限公司", "科技有限公司", "股份有限公司", "集团有限公司", "实业有限公司")
_WORKS = ("生产项目", "生产线项目", "产业园项目", "制造基地项目", "扩建项目", "技术改造项目", "研发中心项目")
_SIZES = ("", "", "年产一万套", "年产五万吨", "年产十万件", "一期", "二期", "新建")


@dataclass(frozen=True)
class Trade:
    """What a firm makes: the word in its name, its industry, and its share among a thousand firms."""

    word: str
    industry: str
    share: int


TRADES = (
    Trade("锂电池", "C38", 8), Trade("钙钛矿", "C38", 1), Trade("氢能", "C38", 5), Trade("光伏组件", "C38", 25),
    Trade("动力电池", "C38", 20), Trade("新能源汽车", "C36", 25), Trade("汽车零部件", "C36", 45),
    Trade("电子材料", "C39", 40), Trade("集成电路", "C39", 25), Trade("显示模组", "C39", 25),
    Trade("智能终端", "C39", 30), Trade("精密机械", "C34", 50), Trade("工业机器人", "C34", 25),
    Trade("矿山装备", "C35", 30), Trade("医疗器械", "C35", 30), Trade("生物医药", "C27", 35),
    Trade("化工新材料", "C26", 35), Trade("煤化工", "C25", 15), Trade("新型建材", "C30", 35),
    Trade("装配式建筑", "C30", 20), Trade("食品加工", "C14", 35), Trade("豆制品", "C13", 20),
    Trade("纺织服装", "C18", 30), Trade("家居制品", "C21", 25), Trade("金属制品", "C33", 35),
    Trade("风力发电", "D44", 15), Trade("燃气供应", "D45", 8), Trade("现代农业", "A01", 35),
    Trade("生态养殖", "A03", 20), Trade("冷链物流", "G59", 40), Trade("电子商务", "F52", 40),
    Trade("文化旅游", "N78", 40), Trade("数据服务", "I65", 40), Trade("软件开发", "I65", 30),
    Trade("康养服务", "Q84", 28), Trade("职业教育", "P83", 15), Trade("城市综合体", "K70", 40),
)  # fmt: skip
SHARES = tuple(trade.share for trade in TRADES)


@dataclass(frozen=True)
class Name:
    """A name with its pinyin initials, both as they are searched."""

    text: str
    initials: str

    @property
    def lines(self) -> str:
        return f"{normal(self.text)}\n{self.initials}"


def firm(chance: Random, place: str, trade: Trade) -> tuple[Name, str]:
    """Return a firm's name and its brand."""
    brand = _FIRST[chance.randrange(20)] + _SECOND[chance.randrange(20)]
    return _joined(place, brand, trade.word, _FORMS[chance.randrange(len(_FORMS))]), brand


def project(chance: Random, brand: str, trade: Trade) -> Name:
    return _joined(
        brand, _SIZES[chance.randrange(len(_SIZES))], trade.word, _WORKS[chance.randrange(len(_WORKS))]
    )


def _joined(*pieces: str) -> Name:
    return Name("".join(pieces), "".join(map(_initials, pieces)))


@cache
def _initials(piece: str) -> str:
    return initials(normal(piece))
