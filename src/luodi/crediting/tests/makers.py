"""Make agreements and first reports as a test needs them, by the services alone."""

from datetime import date
from typing import Any

from luodi.crediting import services
from luodi.crediting.models import Agreement, FirstReport
from luodi.crediting.services import NewFirstReport, Split, Transfer
from luodi.kernel.money import Yuan
from luodi.ledger.services import Share
from luodi.organisation import clock
from luodi.organisation.models import Account, Unit
from luodi.projects.models import Project

LEAD: dict[str, Any] = {
    "investor_name": "示例光学有限公司",
    "project_name": "精密镜片生产基地",
    "amount": Yuan.from_yi("2.5"),
    "area": "349921",
    "talked_on": date(2020, 7, 30),
    "talks": "7月30日在深圳与董事长面谈，达成初步意向，有会谈纪要",
}


def parts(*pairs: tuple[Unit, int]) -> tuple[Share, ...]:
    return tuple(Share(unit, points) for unit, points in pairs)


def make_report(*, by: Account, **values: Any) -> FirstReport:
    new = NewFirstReport(**{"unit": by.unit, **LEAD, **values})
    return services.file_first_report(new, actor=by, at=clock.now(by.city))


def split(project: Project, *pairs: tuple[Unit, int], by: Account, **values: Any) -> Agreement:
    given: dict[str, Any] = {"reason": "联合引进", "effective_on": date(2020, 8, 1), **values}
    return services.propose_split(
        Split(project=project, parts=parts(*pairs), **given), actor=by, at=clock.now(by.city)
    )


def transfer(project: Project, to: Unit, *pairs: tuple[Unit, int], by: Account, **values: Any) -> Agreement:
    given: dict[str, Any] = {"reason": "选址调整", "effective_on": date(2020, 8, 1), **values}
    new = Transfer(project=project, to_unit=to, parts=parts(*pairs), **given)
    return services.propose_transfer(new, actor=by, at=clock.now(by.city))
