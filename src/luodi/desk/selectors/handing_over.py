"""What a leaving clerk left open, for whoever takes over and for the centre."""

from collections.abc import Sequence
from dataclasses import dataclass

from luodi.crediting.models import FirstReport
from luodi.desk.frame import Frame
from luodi.filing import policies, selectors
from luodi.filing.selectors import Cell
from luodi.kernel.months import month_before, month_of
from luodi.ledger.kinds import Standing
from luodi.organisation.choices import Role
from luodi.organisation.models import HandOver, Unit
from luodi.organisation.selectors import subtree_ids
from luodi.projects.models import PendingCorrection, Project

N_SHOWN = 50


@dataclass(frozen=True)
class Handed:
    """One hand-over with the work of its units that this account sees; nothing of it before the roles have passed."""

    hand_over: HandOver
    units: Sequence[Unit]
    rejected: Sequence[Project]
    n_rejected: int
    claimed: Sequence[Project]
    n_claimed: int
    corrections: Sequence[PendingCorrection]
    filings: Sequence[Cell]
    reports: Sequence[FirstReport]

    @property
    def is_empty(self) -> bool:
        return not (self.n_rejected or self.n_claimed or self.corrections or self.filings or self.reports)


def handed(frame: Frame) -> list[Handed]:
    """Return the hand-overs to this account, for the centre all of them, latest first."""
    rows = HandOver.objects.filter(city=frame.city).select_related(
        "leaving__person", "leaving__unit", "successor__person", "successor__unit", "confirmed_by__person"
    )
    if not policies.is_centre(frame.reach):
        rows = rows.filter(successor=frame.account)
    return [_handed(row, frame) for row in rows.order_by("-id")[:N_SHOWN]]


def _handed(row: HandOver, frame: Frame) -> Handed:
    granted = row.leaving.grants.filter(role=Role.CLERK).select_related("unit")
    units = list({one.unit_id: one.unit for one in granted}.values())
    ids = {pk for unit in units for pk in subtree_ids(unit, frame.today)}
    if frame.reach.unit_ids is not None:
        ids &= frame.reach.unit_ids
    projects = Project.objects.visible_to(frame.reach).filter(unit_id__in=ids).order_by("-updated_at", "-id")
    rejected, claimed = (projects.filter(standing=one) for one in (Standing.REJECTED, Standing.CLAIMED))
    corrections = PendingCorrection.objects.visible_to(frame.reach).waiting()
    reports = FirstReport.objects.visible_to(frame.reach).holding(frame.today)
    return Handed(
        hand_over=row,
        units=units,
        rejected=list(rejected[:N_SHOWN]),
        n_rejected=rejected.count(),
        claimed=list(claimed[:N_SHOWN]),
        n_claimed=claimed.count(),
        corrections=list(corrections.filter(project__unit_id__in=ids).select_related("project")[:N_SHOWN]),
        filings=_filings(frame, ids),
        reports=list(reports.filter(unit_id__in=ids).order_by("-id")[:N_SHOWN]),
    )


def _filings(frame: Frame, unit_ids: set[int]) -> list[Cell]:
    present = month_of(frame.today)
    found = selectors.cells_by_month(frame.city, [month_before(present), present], frame.today)
    return [
        cell for cells in found.values() for cell in cells if cell.unit.pk in unit_ids and cell.waits_for_unit
    ]
