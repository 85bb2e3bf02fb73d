from luodi.projects.models.correction import PendingCorrection
from luodi.projects.models.detail import ProjectDetail, ProjectPlan, StatusDetail
from luodi.projects.models.parts import ProjectShare, StageSkip
from luodi.projects.models.project import Project, ProjectQuerySet
from luodi.projects.models.record import Funds, Milestone, MilestoneKind

__all__ = [
    "Funds",
    "Milestone",
    "MilestoneKind",
    "PendingCorrection",
    "Project",
    "ProjectDetail",
    "ProjectPlan",
    "ProjectQuerySet",
    "ProjectShare",
    "StageSkip",
    "StatusDetail",
]
