"""Who may with credit and first reports: one door per object, the same 404 for what is absent and what is forbidden."""

from django.http import Http404

from luodi.crediting.models import Agreement, FirstReport, FirstReportProof
from luodi.organisation.choices import Role
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import Reach, may_write, reach_of, require


def get_agreement(code: str, *, actor: Account) -> Agreement:
    """Raises: Http404 when there is none, or it names none of the actor's units."""
    rows = Agreement.objects.visible_to(reach_of(actor))
    found = (
        rows.select_related(
            "city", "project__unit", "from_unit", "to_unit", "proposed_by__person", "proposed_by__unit",
            "decided_by__person", "correction",
        )
        .filter(code=code)
        .first()
    )  # fmt: skip
    if found is None:
        raise Http404
    return found


def get_first_report(code: str, *, actor: Account) -> FirstReport:
    """Raises: Http404 when there is none, or it is none of the actor's units'."""
    rows = FirstReport.objects.visible_to(reach_of(actor))
    found = (
        rows.select_related("city", "unit", "project", "reported_by__person", "reported_by__unit")
        .filter(code=code)
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_proof(pk: int, *, actor: Account) -> FirstReportProof:
    """Raises: Http404 when there is none, or its report is none of the actor's units'."""
    seen = FirstReport.objects.visible_to(reach_of(actor))
    rows = FirstReportProof.objects.filter(report__in=seen).select_related("file", "report")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def may_rule(reach: Reach) -> bool:
    """Whether the account decides for the centre: rulings, admissions, the rules themselves."""
    return Role.CENTRE in reach.roles


def may_answer_for(reach: Reach, unit_id: int) -> bool:
    """Whether the account speaks for the unit: its own clerks do; the centre rules instead of answering for others."""
    return reach.writes_in is not None and unit_id in reach.writes_in


def require_ruling(actor: Account, city_id: int) -> None:
    """Raises: NotAllowed unless the actor decides for the centre of the city."""
    require(actor.city_id == city_id and may_rule(reach_of(actor)), "这由招商服务中心裁定，当前账号没有权限")


def require_writing(actor: Account, unit: Unit) -> None:
    """Raises: NotAllowed unless the actor writes for the unit."""
    allowed = unit.city_id == actor.city_id and may_write(reach_of(actor), unit.pk)
    require(allowed, f"没有为“{unit.short_name}”登记的权限")
