"""What is said of a status beside the word: the kind of reason, when it is to go on, where the investor went."""

from luodi.kernel.dates import VagueDate
from luodi.projects import rules
from luodi.projects.choices import Status, StatusReason
from luodi.projects.models import Project, StatusDetail
from luodi.projects.services.commands import StatusNote


def check(status: Status, said: StatusNote | None) -> None:
    """Raises: ChangeRefused for a kind of reason that there is not, or a destination of what has not ended."""
    if said is None:
        return
    if said.reason_kind and said.reason_kind not in StatusReason.values:
        raise rules.ChangeRefused(f"没有“{said.reason_kind}”这类原因", field="reason_kind")
    if status != Status.WITHDRAWN and (said.went_to or said.went_because):
        raise rules.ChangeRefused("只有终止的项目才填投资去向", field="went_to")
    if status == Status.WITHDRAWN and said.resume_on is not None:
        raise rules.ChangeRefused("终止的项目没有预计恢复日期；还会恢复的请用暂缓", field="resume_on")


def explain(row: Project, status: Status, said: StatusNote | None) -> None:
    """Keep what is said of the status that the project now has; a project that goes on needs no explanation."""
    StatusDetail.objects.filter(project=row).delete()
    if said is not None and status != Status.PROCEEDING and differences(said):
        StatusDetail.objects.create(
            project=row,
            reason_kind=said.reason_kind,
            resume_on=said.resume_on.last if said.resume_on else None,
            resume_precision=said.resume_on.precision if said.resume_on else "",
            went_to=said.went_to.strip(),
            went_because=said.went_because.strip(),
        )


def differences(said: StatusNote | None) -> dict[str, list[str | None]]:
    """Return what is said, by Chinese label, as the trail keeps it."""
    if said is None:
        return {}
    told: dict[str, str | VagueDate | None] = {
        "原因类别": StatusReason(said.reason_kind).label if said.reason_kind else None,
        "预计恢复日期": said.resume_on,
        "投资去向": said.went_to.strip(),
        "去向说明": said.went_because.strip(),
    }
    return {
        label: [None, value.show() if isinstance(value, VagueDate) else value]
        for label, value in told.items()
        if value
    }
