"""What the city knows of firms and chains: whom to call, what marks a firm, what was checked, which links it has."""

from datetime import date, datetime
from functools import partial

from luodi.chains import services as chains
from luodi.chains.choices import Tier
from luodi.demo import chance, plan
from luodi.demo.journal import Journal
from luodi.demo.keeping import Keeping
from luodi.demo.names import LOCAL, Firms, PlannedFirm
from luodi.demo.organisation import Cast
from luodi.demo.people import name_of
from luodi.demo.planned import PlannedContact
from luodi.demo.schedule import moment
from luodi.enterprises import services as enterprises
from luodi.enterprises.choices import CheckItem, MarkKind, Outcome

_N_CONTACTS, _N_MARKS, _N_CHECKED, _N_SUPPLIES = 90, 24, 6, 14
_MARKS = (
    (MarkKind.HIGH_TECH, date(2018, 11, 20), "高新技术企业认定名单（示例）"),
    (MarkKind.SPECIALISED, date(2019, 12, 5), "省专精特新企业名单（示例）"),
    (MarkKind.LISTED, date(2017, 6, 8), "证券交易所公告（示例）"),
    (MarkKind.PRIVATE_500, date(2019, 8, 22), "中国民营企业500强榜单（示例）"),
)
_CHECKS = (
    (CheckItem.REGISTRATION, Outcome.CLEAR, "存续，注册资本已实缴，经营范围含拟投产品。", "国家企业信用信息公示系统"),
    (CheckItem.CREDIT, Outcome.CLEAR, "未列入失信被执行人名单。", "信用中国"),
    (CheckItem.LITIGATION, Outcome.NOTED, "有两起买卖合同纠纷在审，标的较小。", "中国裁判文书网"),
    (CheckItem.SITE, Outcome.CLEAR, "看过总部和生产基地，产线开工正常。", "实地走访"),
)  # fmt: skip
_CHAINS = (
    ("新能源汽车产业链", (
        ("电池材料", Tier.UPSTREAM, ("C26",), "正负极材料、电解液、隔膜"),
        ("动力电池", Tier.MIDSTREAM, ("C38",), "电芯、模组、电池包"),
        ("车用电子", Tier.MIDSTREAM, ("C39",), "控制器、传感器、车载终端"),
        ("汽车零部件与整车", Tier.DOWNSTREAM, ("C36",), "车身、底盘、专用车"),
        ("回收与梯次利用", Tier.DOWNSTREAM, ("C42",), "电池回收、再生利用"),
        ("检测认证", Tier.SERVICE, ("M74",), "整车和电池检测"),
    )),
    ("新型显示与智能终端产业链", (
        ("玻璃基板与化学材料", Tier.UPSTREAM, ("C30", "C26"), "基板、光刻胶、偏光片"),
        ("面板与模组", Tier.MIDSTREAM, ("C39",), "液晶模组、背光"),
        ("软件与系统", Tier.SERVICE, ("I65",), "嵌入式软件、系统集成"),
    )),
    ("绿色食品产业链", (
        ("种植养殖", Tier.UPSTREAM, ("A01", "A03"), "优质粮油、豆类、畜禽"),
        ("农副食品加工", Tier.MIDSTREAM, ("C13",), "豆制品、粮油加工"),
        ("食品制造", Tier.MIDSTREAM, ("C14", "C15"), "休闲食品、饮料"),
        ("冷链物流", Tier.SERVICE, ("G59",), "冷库、配送"),
    )),
)  # fmt: skip
_GOODS = ("注塑件", "包装材料", "机加工件", "电子元件", "表面处理")


class Base:
    def __init__(self, seed: int, cast: Cast, firms: Firms) -> None:
        self.rng = chance.source("base", seed)
        self.cast, self.firms = cast, firms

    def write_into(self, journal: Journal, keeping: Keeping) -> None:
        met = self._met(keeping)
        for nth, (keeper, day, contact) in enumerate(met[:_N_CONTACTS]):
            act = partial(self.enter_contact, keeper, contact, nth)
            journal.add(keeping.sittings[keeper].at(day, 8), act)
        journal.add(moment(date(2020, 9, 8), 9, 40), self.mark_firms)
        for nth, (keeper, _, contact) in enumerate(met[:_N_CHECKED]):
            journal.add(moment(date(2020, 9, 10), 10, 5 * nth), partial(self.check, keeper, contact.firms[0]))
        journal.add(moment(date(2020, 6, 22), 15, 50), self.make_chains)
        journal.add(moment(date(2020, 7, 24), 15, 50), self.note_supplies)

    def _met(self, keeping: Keeping) -> list[tuple[str, date, PlannedContact]]:
        """The contacts of the year by which a firm came to be known, each firm once."""
        found: dict[PlannedFirm, tuple[str, date, PlannedContact]] = {}
        for contact, (keeper, day) in keeping.recorded.items():
            if contact.firms and contact.day.year == plan.RELEASE.year:
                found.setdefault(contact.firms[0], (keeper, day, contact))
        return self.rng.sample(list(found.values()), _N_CONTACTS)

    def enter_contact(self, keeper: str, contact: PlannedContact, nth: int, at: datetime) -> None:
        new = enterprises.NewContact(
            name=name_of(nth + 900),
            unit=self.cast.units[contact.unit],
            title=("总经理", "投资总监", "董事长助理")[nth % 3],
            phone=f"1300000{nth + 900:04d}",
            is_main=True,
        )
        actor = self.cast.keepers[keeper]
        enterprises.add_contact(enterprise=contact.firms[0].entered, new=new, actor=actor, at=at)

    def mark_firms(self, at: datetime) -> None:
        known = [one for one in self.firms.made if one.row is not None]
        for nth, firm in enumerate(self.rng.sample(known, _N_MARKS)):
            kind, since, source = _MARKS[nth % len(_MARKS)]
            new = enterprises.NewMark(kind=kind, since=since, source=source)
            enterprises.add_mark(enterprise=firm.entered, new=new, actor=self.cast.centre, at=at)

    def check(self, keeper: str, firm: PlannedFirm, at: datetime) -> None:
        for item, outcome, finding, source in _CHECKS:
            new = enterprises.NewCheck(
                item=item, outcome=outcome, finding=finding, source=source, checked_on=at.date()
            )
            enterprises.add_check(enterprise=firm.entered, new=new, actor=self.cast.keepers[keeper], at=at)

    def make_chains(self, at: datetime) -> None:
        for name, links in _CHAINS:
            told = [
                chains.NewLink(name=link, tier=tier, classes=classes, products=products)
                for link, tier, classes, products in links
            ]
            new = chains.NewChain(name=name, remark="演示用的合成数据", links=told)
            chains.create_chain(new, actor=self.cast.centre, at=at)

    def note_supplies(self, at: datetime) -> None:
        """Firms elsewhere that supply firms that are here."""
        known = [one for one in self.firms.made if one.row is not None]
        local = [one for one in known if one.origin == LOCAL]
        elsewhere = [one for one in known if one.origin != LOCAL]
        pairs = zip(self.rng.sample(elsewhere, _N_SUPPLIES), self.rng.sample(local, _N_SUPPLIES), strict=True)
        for nth, (supplier, customer) in enumerate(pairs):
            new = chains.NewSupply(
                supplier=supplier.entered, customer=customer.entered, goods=_GOODS[nth % len(_GOODS)],
                source="走访本地企业时了解（示例）",
            )  # fmt: skip
            chains.note_supply(new, actor=self.cast.centre, at=at)
