from luodi.enterprises.models.adviser import Adviser, AdviserQuerySet
from luodi.enterprises.models.enterprise import Enterprise, EnterpriseQuerySet
from luodi.enterprises.models.series import CodeSeries

__all__ = ["Adviser", "AdviserQuerySet", "CodeSeries", "Enterprise", "EnterpriseQuerySet"]
