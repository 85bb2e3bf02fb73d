"""Answers about targets: who holds which, how far they have come, and whether they add up."""

from luodi.targets.selectors.cascading import Node, cascade, without_one
from luodi.targets.selectors.holding import HeldTarget, Holder, holder_of, targets_of, terms_on, years_of
from luodi.targets.selectors.progressing import Progress, due_of, phased, progress_of, sparks

__all__ = [
    "HeldTarget",
    "Holder",
    "Node",
    "Progress",
    "cascade",
    "due_of",
    "holder_of",
    "phased",
    "progress_of",
    "sparks",
    "targets_of",
    "terms_on",
    "without_one",
    "years_of",
]
