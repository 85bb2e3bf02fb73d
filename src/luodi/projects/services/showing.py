"""Show what is otherwise masked; that it was seen, and by whom, is on record."""

from datetime import datetime

from luodi.audit import services as audit
from luodi.organisation import policies as rights
from luodi.organisation.models import Account
from luodi.projects import details
from luodi.projects.choices import Field
from luodi.projects.models import Project
from luodi.projects.services.writing import TARGET

_ACT = "查看联系电话"


def show_phone(*, project: Project, actor: Account, at: datetime) -> str:
    """Return the telephone number in full, or nothing; each view is in the trail.

    Raises: NotAllowed for an account that does not see the project.
    """
    seen = Project.objects.all().seen_by(rights.reach_of(actor)).filter(pk=project.pk).exists()
    rights.require(seen, "您不能查看这个项目")
    number = str(details.value_of(project, Field.PHONE) or "")
    if number:
        audit.record(audit.Note(_ACT, TARGET, project.code, project.name), actor=actor, at=at)
    return number
