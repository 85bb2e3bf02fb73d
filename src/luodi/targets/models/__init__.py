from luodi.targets.models.plan import Plan, PlanQuerySet, PlanSheet
from luodi.targets.models.target import Target, TargetQuerySet, TargetVersion
from luodi.targets.models.terms import ProgressRules

__all__ = ["Plan", "PlanQuerySet", "PlanSheet", "ProgressRules", "Target", "TargetQuerySet", "TargetVersion"]
