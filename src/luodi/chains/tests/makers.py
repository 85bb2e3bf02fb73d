"""Make chains and what is known of their firms by the services alone."""

from datetime import date
from typing import Any

from luodi.chains import services
from luodi.chains.choices import Tier
from luodi.chains.models import Chain, ChainLink, Supply
from luodi.chains.services import NewChain, NewLink, NewSupply
from luodi.enterprises import services as enterprises
from luodi.enterprises.models import Enterprise
from luodi.enterprises.tests.makers import make_enterprise
from luodi.kernel.dates import VagueDate
from luodi.organisation import clock
from luodi.organisation.models import Account

LINKS = (
    NewLink(name="基础材料", tier=Tier.UPSTREAM, classes=["C26", "C30"], products="光学膜、玻璃基板"),
    NewLink(name="显示面板", tier=Tier.MIDSTREAM, classes=["C39"], products="液晶面板"),
    NewLink(name="整机", tier=Tier.DOWNSTREAM, classes=["C38"], products="电视、车载屏"),
)


def make_chain(*, by: Account, name: str = "新型显示产业链") -> Chain:
    return services.create_chain(NewChain(name=name, links=LINKS), actor=by, at=clock.now(by.city))


def link_of(chain: Chain, name: str) -> ChainLink:
    return chain.links.get(name=name)


def make_supply(supplier: Enterprise, customer: Enterprise, *, by: Account, goods: str = "偏光片") -> Supply:
    new = NewSupply(supplier=supplier, customer=customer, goods=goods, source="走访了解")
    return services.note_supply(new, actor=by, at=clock.now(by.city))


def make_local(*, by: Account, **particulars: Any) -> Enterprise:
    """A firm that is here: it is in the statistics above scale."""
    firm = make_enterprise(by=by, **{"name": "云溪面板有限公司", **particulars})
    entry = enterprises.AboveScale(
        enterprise=firm, unit=by.unit, occurred_on=VagueDate.day(date(2020, 1, 15))
    )
    enterprises.enter_above_scale([entry], actor=by, at=clock.now(by.city))
    return firm
