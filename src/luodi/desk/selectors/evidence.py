"""The evidence of a project as its tab shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from luodi.desk.frame import Frame
from luodi.desk.selectors import project as project_selectors
from luodi.projects.models import Project
from luodi.recognition.models import Evidence, Verification
from luodi.recognition.selectors import records
from luodi.recognition.selectors.records import Matter


@dataclass(frozen=True)
class EvidencePage:
    """``matters`` are what evidence may be about, with what is demanded and what is there."""

    front: project_selectors.Front
    matters: Sequence[Matter]
    verifications: Sequence[Verification]
    withdrawn: Sequence[Evidence]
    may_write: bool


def evidence_page(project: Project, frame: Frame, *, may_write: bool) -> EvidencePage:
    until = frame.as_of.moment if frame.as_of else None
    return EvidencePage(
        front=project_selectors.front(project, frame, "project-evidence"),
        matters=records.matters(project, frame.today, until),
        verifications=records.verifications_of(project, until),
        withdrawn=records.withdrawn(project, until),
        may_write=may_write and not frame.is_past and not project.is_void,
    )
