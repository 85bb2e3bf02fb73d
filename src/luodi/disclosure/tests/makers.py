"""Open figures and a site, by the services alone."""

from datetime import date
from typing import Any

from luodi.disclosure import services
from luodi.disclosure.choices import Cadence
from luodi.disclosure.models import OpenFigure, OpenValue, PublicSite
from luodi.disclosure.services import NewOpenFigure, SiteParticulars
from luodi.organisation import clock
from luodi.organisation.models import Account


def proposal(**said: Any) -> NewOpenFigure:
    usual: dict[str, Any] = {
        "indicator": "signed.count",
        "scope": "city",
        "cadence": Cadence.YEAR_TO_DATE,
        "since": date(2020, 6, 1),
        "title": "新签约招商项目",
        "definition": "今年以来签订正式合同的项目个数。",
        "reason": "社会关注",
    }
    return NewOpenFigure(**{**usual, **said})


def make_proposed(*, by: Account, **said: Any) -> OpenFigure:
    return services.propose_figure(proposal(**said), actor=by, at=clock.now(by.city))


def make_open(*, by: Account, decider: Account, **said: Any) -> OpenFigure:
    figure = make_proposed(by=by, **said)
    services.decide_wording(wording=figure.wordings.get(), approve=True, actor=decider, at=clock.now(by.city))
    return figure


def issue(*, by: Account) -> list[OpenValue]:
    return services.issue_values(actor=by, at=clock.now(by.city))


def make_site(*, by: Account, **said: Any) -> PublicSite:
    usual: dict[str, Any] = {
        "is_open": True,
        "title": "示例市招商引资公开网站",
        "keeper": "示例市招商服务中心",
        "contact": "0000-1234567",
        "site_mark": "3499000001",
        "icp": "示例ICP备00000000号",
        "police": "示例公网安备00000000000000号",
    }
    return services.keep_site(SiteParticulars(**{**usual, **said}), actor=by, at=clock.now(by.city))
