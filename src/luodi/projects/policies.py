"""Who may with projects: the doors to a project and to a correction that waits."""

from django.http import Http404

from luodi.ledger.models import Fact
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach, may_write, reach_of
from luodi.projects.choices import DATED_KINDS
from luodi.projects.models import PendingCorrection, Project


def get_project(code: str, account: Account) -> Project:
    """Return the project with what its page shows, also when its recording was withdrawn (``is_void``).

    Raises: Http404 when there is none, or the account does not see it.
    """
    rows = Project.objects.all().seen_by(reach_of(account))
    found = rows.select_related("city", "unit", "subject", "enterprise", "sponsor").filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_record_kind(project: Project, ordinal: int) -> str:
    """Return the kind of one dated record of the project.    Raises: Http404 when there is no such live record."""
    found = Fact.objects.live().filter(
        city_id=project.city_id, subject_id=project.subject_id, ordinal=ordinal, kind__in=DATED_KINDS
    )
    kind = found.values_list("kind", flat=True).first()
    if kind is None:
        raise Http404
    return kind


def get_pending_correction(pk: int, account: Account) -> PendingCorrection:
    """Raises: Http404 when there is none, or the account does not see its project."""
    rows = PendingCorrection.objects.visible_to(reach_of(account))
    found = rows.select_related("project__unit", "project__city", "asked_by__person").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def can_write(reach: Reach, project: Project) -> bool:
    """Whether the project's own unit may be written for; who only shares in it, or has it on its ground, reads."""
    return project.city_id == reach.city_id and may_write(reach, project.unit_id)


def can_verify(reach: Reach, project: Project) -> bool:
    """Whether claims of the project may be judged, the account's own ones apart."""
    return project.city_id == reach.city_id and reach.verifies
