"""The one door of what the public may see, for writes."""

from luodi.disclosure.rules import DisclosureRefused
from luodi.disclosure.services.issuing import issue_values, revise_values
from luodi.disclosure.services.proposing import (
    NewOpenFigure,
    decide_wording,
    end_figure,
    propose_figure,
    propose_wording,
)
from luodi.disclosure.services.site import SiteParticulars, keep_site

__all__ = [
    "DisclosureRefused",
    "NewOpenFigure",
    "SiteParticulars",
    "decide_wording",
    "end_figure",
    "issue_values",
    "keep_site",
    "propose_figure",
    "propose_wording",
    "revise_values",
]
