"""Tell whoever claimed, and the clerks of the responsible unit, what became of it; in the act's own transaction."""

from collections.abc import Sequence
from datetime import datetime

from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Entry, Fact
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account
from luodi.projects.choices import CorrectionState
from luodi.projects.models import PendingCorrection, Project


def path_of(project: Project) -> str:
    """Return the address of the project on the desk."""
    return f"/projects/{project.code}/"


def tell_rejected(project: Project, facts: Sequence[Fact], *, reason: str, at: datetime) -> None:
    """Say what was sent back and why."""
    what = "、".join(dict.fromkeys(FactKind(fact.kind).label for fact in facts))
    entries = Entry.objects.filter(pk__in={fact.entry_id for fact in facts})
    claimed = Account.objects.filter(pk__in=entries.values("actor_id")).order_by("id")
    notices.tell_unit(
        project.unit,
        kind=NoticeKind.RETURNED,
        title=f"{project.name}的{what}被退回",
        reason=reason.strip(),
        path=path_of(project),
        at=at,
        also=claimed,
    )


def tell_decided(asked: PendingCorrection, project: Project, *, at: datetime) -> None:
    """Say whether a correction that waited was accepted; a refused one comes back with its reason."""
    is_refused = asked.state == CorrectionState.REFUSED
    notices.tell_unit(
        project.unit,
        kind=NoticeKind.RETURNED if is_refused else NoticeKind.DECIDED,
        title=f"{project.name}的更正{'未被采纳' if is_refused else '已采纳'}",
        reason=asked.decision_reason,
        path=path_of(project),
        at=at,
        also=[asked.asked_by],
    )
