"""The one door of duplicates for writes, and for asking whether something is there already."""

from luodi.duplicates.rules import Match, Side
from luodi.duplicates.services.cases import (
    Pair,
    open_cases,
    open_cases_of,
    reopen,
    rule,
    scan_city,
)
from luodi.duplicates.services.finding import Found, find_matches
from luodi.duplicates.services.merging import merge, merged_into, unmerge
from luodi.duplicates.services.pairing import pairs_among
from luodi.duplicates.services.previewing import FigureChange, MergePreview, preview_merge
from luodi.duplicates.services.suggesting import suggest_same_firm
from luodi.duplicates.services.twins import known_twins

__all__ = [
    "FigureChange",
    "Found",
    "Match",
    "MergePreview",
    "Pair",
    "Side",
    "find_matches",
    "known_twins",
    "merge",
    "merged_into",
    "open_cases",
    "open_cases_of",
    "pairs_among",
    "preview_merge",
    "reopen",
    "rule",
    "scan_city",
    "suggest_same_firm",
    "unmerge",
]
