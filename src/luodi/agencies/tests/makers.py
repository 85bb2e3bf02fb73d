"""Make agencies, rules and introductions by the services alone."""

from datetime import date
from decimal import Decimal
from typing import Any

from luodi.agencies import services
from luodi.agencies.choices import AgencyKind, Base, Case, ClaimState, Method
from luodi.agencies.feerules import Band, Conditions, FeeTerms, Rate
from luodi.agencies.models import Agency, FeeClaim, FeeRule, Introduction, Mandate
from luodi.agencies.services import NewAgency, NewIntroduction, NewMandate
from luodi.kernel.money import Yuan
from luodi.organisation import clock
from luodi.organisation.models import Account


def per_mille(rate: str, *, start: str = "0", base: Base = Base.FUNDS, case: Case = Case.ANY) -> Band:
    """A band that pays so many per mille from ``start`` 万元 on."""
    return Band(base, case, Yuan.from_wan(start).fen, Rate(per_mille=Decimal(rate)))


def simple_terms(**said: Any) -> FeeTerms:
    """2‰ of all verified funds, on no condition unless told."""
    values = {
        "method": Method.FLAT,
        "bands": (per_mille("2"),),
        "conditions": Conditions(filed_first=False, no_public_staff=False),
        **said,
    }
    return FeeTerms(**values)


def make_agency(*, by: Account, **particulars: Any) -> Agency:
    values = {
        "kind": AgencyKind.FIRM,
        "name": "示例投资咨询",
        "unit": by.unit,
        "phone": "13700004321",
        **particulars,
    }
    return services.add_agency(NewAgency(**values), actor=by, at=clock.now(by.city))


def make_rule(*, by: Account, title: str = "示例引荐奖励办法", terms: FeeTerms | None = None) -> FeeRule:
    return services.make_rule(
        title=title,
        terms=terms or simple_terms(),
        valid_from=date(2020, 1, 1),
        source="示例文件",
        actor=by,
        at=clock.now(by.city),
    )


def make_mandate(agency: Agency, *, by: Account, rule: FeeRule | None = None, **particulars: Any) -> Mandate:
    values = {
        "signed_on": date(2020, 1, 1),
        "since": date(2020, 1, 1),
        "scope": "珠三角电子信息",
        "rule": rule or make_rule(by=by),
        **particulars,
    }
    return services.give_mandate(agency=agency, new=NewMandate(**values), actor=by, at=clock.now(by.city))


def make_introduction(*, by: Account, mandate: Mandate, **particulars: Any) -> Introduction:
    values = {
        "mandate": mandate,
        "unit": by.unit,
        "investor_name": "示例光学有限公司",
        "project_name": "云溪光学镜片生产线",
        "filed_on": date(2020, 5, 1),
        "grounds": "陪同投资方考察并促成洽谈",
        **particulars,
    }
    return services.file_introduction(NewIntroduction(**values), actor=by, at=clock.now(by.city))


def make_claim(introduction: Introduction, *, by: Account) -> FeeClaim:
    """An application that waits, for an introduction whose project has verified funds or not."""
    at = clock.now(by.city)
    return FeeClaim.objects.create(
        introduction=introduction,
        rule=introduction.mandate.rule.versions.get(),
        state=ClaimState.APPLIED,
        fen=Yuan.from_wan(1).fen,
        lines=[],
        entry_no=1,
        applied_at=at,
        applied_by=by,
    )
