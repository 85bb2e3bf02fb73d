from luodi.projects.models.correction import PendingCorrection
from luodi.projects.models.parts import ProjectShare, StageSkip
from luodi.projects.models.project import Project, ProjectQuerySet

__all__ = ["PendingCorrection", "Project", "ProjectQuerySet", "ProjectShare", "StageSkip"]
