from luodi.outreach.models.event import CeremonyListing, PromotionEvent
from luodi.outreach.models.trip import Trip, TripFirm, TripPart, TripProject
from luodi.outreach.models.visit import Visit, VisitFirm, VisitPart, VisitProject

__all__ = [
    "CeremonyListing",
    "PromotionEvent",
    "Trip",
    "TripFirm",
    "TripPart",
    "TripProject",
    "Visit",
    "VisitFirm",
    "VisitPart",
    "VisitProject",
]
