from luodi.enterprises.models.adviser import Adviser, AdviserQuerySet
from luodi.enterprises.models.advising import AdviserTerm, AdvisingRules, Nomination, NominationQuerySet
from luodi.enterprises.models.enterprise import Enterprise, EnterpriseQuerySet
from luodi.enterprises.models.firm import (
    Contact,
    DueCheck,
    DueCheckFile,
    FormerName,
    Mark,
    MarkQuerySet,
    Profile,
)
from luodi.enterprises.models.series import CodeSeries

__all__ = [
    "Adviser",
    "AdviserQuerySet",
    "AdviserTerm",
    "AdvisingRules",
    "CodeSeries",
    "Contact",
    "DueCheck",
    "DueCheckFile",
    "Enterprise",
    "EnterpriseQuerySet",
    "FormerName",
    "Mark",
    "MarkQuerySet",
    "Nomination",
    "NominationQuerySet",
    "Profile",
]
