"""What looks like one thing twice: found by a scan, ruled on by the centre, and one pair made one."""

from datetime import date, datetime
from functools import partial
from typing import Literal

from luodi.demo.incidents import Incidents
from luodi.demo.journal import Journal
from luodi.demo.organisation import Cast
from luodi.demo.planned import PlannedProject
from luodi.demo.schedule import moment
from luodi.duplicates import services
from luodi.duplicates.choices import CaseState
from luodi.duplicates.models import DuplicateCase

_SCANNED_ON, _RULED_ON, _MERGED_ON = date(2020, 8, 12), date(2020, 8, 14), date(2020, 8, 17)
_RULINGS = (
    (0, CaseState.SAME, "名称、投资方和投资额都相同，为同一项目被两个县区分别申报，以先登记的为准"),
    (2, CaseState.RELATED, "两县共同引进，后登记的一方已退回，业绩另按分成办理"),
)
"""By the number of the double; the one between waits for what the counties say."""


class Twins:
    def __init__(self, cast: Cast, incidents: Incidents) -> None:
        self.cast, self.doubles = cast, incidents.doubles

    def write_into(self, journal: Journal) -> None:
        journal.add(moment(_SCANNED_ON, 9), self.scan)
        for nth, ruling, reason in _RULINGS:
            journal.add(moment(_RULED_ON, 9, nth), partial(self.rule, self.doubles[nth], ruling, reason))
        journal.add(moment(_MERGED_ON, 9), self.merge)

    def scan(self, at: datetime) -> None:
        services.scan_city(self.cast.city, actor=self.cast.centre, at=at)

    def rule(self, double: PlannedProject, ruling: CaseState, reason: str, at: datetime) -> None:
        services.rule(case=_case(double), ruling=ruling, reason=reason, actor=self.cast.centre, at=at)

    def merge(self, at: datetime) -> None:
        """Let the first double, which was sent back, be part of the project that it doubles."""
        case = _case(self.doubles[0])
        keep: Literal["left", "right"] = "left"
        if case.left_project_id == self.doubles[0].entered.pk:
            keep = "right"
        services.merge(case=case, keep=keep, actor=self.cast.centre, at=at)


def _case(double: PlannedProject) -> DuplicateCase:
    pk = double.entered.pk
    rows = DuplicateCase.objects.filter(left_project=pk) | DuplicateCase.objects.filter(right_project=pk)
    return rows.get()
