"""Give projects the evidence that the rules demand, and engage a reviewer for a county."""

from luodi.documents.tests import makers as files
from luodi.ledger.kinds import FactKind
from luodi.organisation import clock
from luodi.organisation.choices import Role
from luodi.organisation.models import Account, Unit
from luodi.organisation.tests.makers import Cast, make_account
from luodi.projects.models import Project
from luodi.recognition import demands, services
from luodi.recognition.models import Evidence


def add(
    project: Project,
    kind: str,
    *,
    by: Account,
    fact_kind: FactKind = FactKind.PROJECT_SIGNED,
    ordinal: int = 0,
    content: bytes | None = None,
    name: str = "",
) -> Evidence:
    """Add a file of one kind; unless ``content`` is given, no two are the same."""
    told = content or files.pdf(f"{project.code} {fact_kind} {kind} {ordinal}")
    return services.add_evidence(
        project=project,
        fact_kind=fact_kind,
        kind=kind,
        content=told,
        name=name or f"{demands.label_of(kind)}.pdf",
        ordinal=ordinal,
        actor=by,
        at=clock.now(by.city),
    ).evidence


def complete(
    project: Project, *, by: Account, fact_kind: FactKind = FactKind.PROJECT_SIGNED, ordinal: int = 0
) -> list[Evidence]:
    """Add one file for each demand that the rules of today make of such a claim."""
    wanted = demands.demands_of(by.city.code, fact_kind, clock.today(by.city))
    return [add(project, one.kinds[0], by=by, fact_kind=fact_kind, ordinal=ordinal) for one in wanted]


def county_reviewer(cast: Cast, unit: Unit, *, login: str = "yan", name: str = "严") -> Account:
    """Engage somebody who looks through the claims of a county first."""
    return make_account(
        login=login,
        name=name,
        unit=unit,
        roles=(Role.REVIEWER,),
        system_admin=cast.system_admin,
        security_admin=cast.security_admin,
        at=clock.now(cast.city),
    )
