"""What the bank of projects says of each: content, scale, conditions and benefits, some of it in English too."""

from collections.abc import Mapping

from luodi.demo.trades import Trade
from luodi.demo.units import County
from luodi.opportunities.choices import Language, PartnerMode
from luodi.opportunities.services import Text

_MODES = (PartnerMode.ANY, PartnerMode.SOLE, PartnerMode.JOINT, PartnerMode.COOPERATION)
_IN_ENGLISH = 5
"""One of so many is described in English as well."""


def mode_of(nth: int) -> PartnerMode:
    return _MODES[nth % len(_MODES)]


def content_of(trade: Trade) -> str:
    return f"建设{trade.projects[0]}，配套研发、仓储和公用工程。演示用的合成数据。"


def texts_of(name: str, county: County, trade: Trade, wan: int, nth: int) -> Mapping[Language, Text]:
    """Return the texts of one opportunity; every figure in them is made up."""
    told = {
        Language.ZH: Text(
            name=name,
            place=f"{county.name}产业园区（演示用的合成数据）",
            scale=f"总投资约 {wan / 10_000:.1f} 亿元，用地约 {wan // 400} 亩，分两期建设。",
            conditions="水、电、天然气、蒸汽和污水管网到边；距高速出入口不足十公里；有职业院校定向培养技工。",
            benefits="预计投资回收期六至八年，年税收按达产产值测算。",
            partnering="可供地自建，也可租购标准厂房；政府基金可参股。",
            contact=f"{county.name}招商部门",
        )
    }
    if nth % _IN_ENGLISH == 0:
        told[Language.EN] = Text(
            name=f"Manufacturing project No. {nth + 1} (demo)",
            place="Huainan, Anhui (synthetic data for demonstration)",
            content="New production lines with research, storage and utilities.",
            scale=f"Total investment about RMB {wan / 100:.0f} million, built in two phases.",
            conditions="Water, power, gas, steam and sewage at the border of the site; ten kilometres to the motorway.",
            benefits="Payback in six to eight years.",
            partnering="Own site, or standard workshops to rent or to buy; a public fund may take a share.",
            contact="Investment promotion office of the county",
        )
    return told
