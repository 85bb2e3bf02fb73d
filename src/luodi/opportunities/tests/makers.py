"""Make opportunities as a test needs them, by the services alone."""

from datetime import date
from typing import Any

from luodi.kernel.money import Yuan
from luodi.opportunities import services
from luodi.opportunities.choices import Language
from luodi.opportunities.models import Opportunity
from luodi.opportunities.services import Revision, Text
from luodi.organisation import clock
from luodi.organisation.models import Account

ENGLISH = Text(
    name="Display Materials Plant in Yunxi",
    place="Yunxi County Industrial Park",
    content="A plant for optical films and display materials.",
    scale="200 mu of land, 100,000 square metres of workshops.",
    contact="Yunxi Investment Promotion Office",
)
CHINESE = Text(
    place="云溪县工业园",
    scale="用地 200 亩，厂房 10 万平方米",
    conditions="水、电、气、污水处理到地块",
    benefits="达产后年产值 15 亿元",
    partnering="欢迎带技术合作",
    contact="云溪县招商办 刘",
)


def make_opportunity(*, by: Account, **said: Any) -> Opportunity:
    values: dict[str, Any] = {
        "name": "云溪县显示材料招商项目",
        "unit": by.unit,
        "industry": "C39",
        "amount": Yuan.from_yi(12),
        "since": date(2020, 3, 31),
    }
    command = services.NewOpportunity(**{**values, **said})
    return services.add_opportunities([command], actor=by, at=clock.now(by.city))[0]


def make_described(*, by: Account, **said: Any) -> Opportunity:
    """One with everything that a profile shows, in both languages."""
    values = {
        "area": "349921",
        "summary": "建设光学膜和显示材料生产线",
        "phone": "0554-2345678",
        "texts": {Language.ZH: CHINESE, Language.EN: ENGLISH},
    }
    return make_opportunity(by=by, **{**values, **said})


def revision_of(opportunity: Opportunity, **said: Any) -> Revision:
    """What a form sends when nothing but ``said`` was changed."""
    values: dict[str, Any] = {
        "name": opportunity.name,
        "industry": opportunity.industry,
        "amount": Yuan(opportunity.amount_fen),
        "area": opportunity.area,
        "summary": opportunity.summary,
        "year": opportunity.edition,
        "on": clock.now(opportunity.city).date(),
    }
    return Revision(**{**values, **said})
