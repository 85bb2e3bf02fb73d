"""What the figures say of action items, of leaders' projects and of pace, for the head of their pages."""

from luodi.desk.asking import Asking
from luodi.desk.frame import Frame
from luodi.figures.questions import Figure
from luodi.figures.scopes import Dimension, Scope
from luodi.kernel.periods import Period
from luodi.organisation.models import Person

_OF_ITEMS = (
    "items.open",
    "items.overdue",
    "items.opened",
    "items.closed",
    "items.on_time.rate",
    "items.days_to_close",
    "items.extended",
)
_OF_PACE = ("pace.started.mean", "pace.producing.mean")
_OF_SPONSORED = (
    "sponsored.count",
    "sponsored.amount",
    "sponsored.started.count",
    "sponsored.preparing.count",
    "sponsored.negotiating.count",
    "sponsored.producing.count",
    "sponsored.stuck.count",
)


def items(frame: Frame) -> list[Figure]:
    """Return the whole city's items: how many there are today, and what became of them this year."""
    asking = Asking(frame.city, Period.year_to_date(frame.today), Scope.CITY, frame.known)
    return list(asking.many(_OF_ITEMS).values())


def pace(frame: Frame) -> list[Figure]:
    """Return how many days it took on average what started, or began to produce, this year."""
    asking = Asking(frame.city, Period.year_to_date(frame.today), Scope.CITY, frame.known)
    return list(asking.many(_OF_PACE).values())


def sponsored(frame: Frame, leader: str) -> list[Figure]:
    """Return the sponsored projects of today by how they stand, of the city or of one leader by code."""
    person = Person.objects.filter(city=frame.city, code=leader).first() if leader else None
    scope = Scope.CITY if person is None else Scope.CITY.narrowed(Dimension.LEADER, leader, person.name)
    asking = Asking(frame.city, Period.on(frame.today), scope, frame.known)
    return list(asking.many(_OF_SPONSORED).values())
