"""What a unit has this year, verified beside claimed, and what the last spot check said of it."""

from dataclasses import dataclass, replace

from luodi.desk.asking import Asking
from luodi.desk.frame import Frame
from luodi.figures.questions import Figure
from luodi.figures.scopes import Scope
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Standing
from luodi.organisation.models import Unit
from luodi.organisation.policies import may_see
from luodi.recognition.selectors.samples import SampleLine, latest_ratio

_SHOWN = ("signed.count", "signed.amount", "started.count", "producing.count")


@dataclass(frozen=True)
class UnitFigures:
    """``lines`` are pairs of verified and claimed; ``sample`` is there for who sees the unit's rows."""

    period: Period
    lines: tuple[tuple[Figure, Figure], ...]
    sample: SampleLine | None


def unit_figures(unit: Unit, frame: Frame) -> UnitFigures | None:
    """Return None for the top of the tree, whose figures are the home page, and for who reads no business."""
    if unit.parent_id is None or not frame.reads_business:
        return None
    scope = Scope.parse(f"unit:{unit.code}", city=frame.city, on=frame.today)
    year = Asking(frame.city, Period.year_to_date(frame.today), scope, frame.known)
    verified, claimed = year.many(_SHOWN), replace(year, standing=Standing.CLAIMED).many(_SHOWN)
    sample = latest_ratio(unit, frame.reach) if may_see(frame.reach, unit.pk) else None
    return UnitFigures(year.period, tuple((verified[code], claimed[code]) for code in _SHOWN), sample)
