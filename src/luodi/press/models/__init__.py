from luodi.press.models.drafts import Check, CheckQuerySet, Draft, DraftQuerySet
from luodi.press.models.rulings import Ruling, RulingQuerySet
from luodi.press.models.terms import Term, TermQuerySet

__all__ = [
    "Check",
    "CheckQuerySet",
    "Draft",
    "DraftQuerySet",
    "Ruling",
    "RulingQuerySet",
    "Term",
    "TermQuerySet",
]
