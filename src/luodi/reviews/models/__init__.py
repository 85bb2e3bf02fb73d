from luodi.reviews.models.decision import Decision
from luodi.reviews.models.minutes import Minutes
from luodi.reviews.models.parts import AgendaLine, Seat
from luodi.reviews.models.review import Review, ReviewQuerySet

__all__ = ["AgendaLine", "Decision", "Minutes", "Review", "ReviewQuerySet", "Seat"]
