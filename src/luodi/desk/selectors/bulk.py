"""Bulk corrections as their pages show them: what was chosen, and what would move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from luodi.desk.door import DeskRequest
from luodi.desk.forms.ledger import LedgerForm
from luodi.desk.frame import Frame
from luodi.desk.paging import Page
from luodi.desk.selectors import ledger
from luodi.filing import selectors as filings
from luodi.kernel.findings import Refusal
from luodi.kernel.periods import Period
from luodi.organisation.policies import may_write
from luodi.projects import words
from luodi.projects.choices import Field
from luodi.projects.models import Project
from luodi.projects.services.values import restore
from luodi.revising import policies, rules, services
from luodi.revising.choices import BulkState
from luodi.revising.models import BulkCorrection, BulkRow
from luodi.revising.services import Effects, Move, same_of

SIZE = 50
_SHOWN = 100
_MOVES = 200


@dataclass(frozen=True)
class Chosen:
    """The projects to be changed; ``n_left_out`` are shown in the ledger, but not the account's to write."""

    projects: Sequence[Project]
    n_left_out: int
    says: str
    kept: Sequence[tuple[str, str]]

    @property
    def shown(self) -> Sequence[Project]:
        return self.projects[:_SHOWN]


def chosen(request: DeskRequest) -> Chosen:
    """Return what the address names: rows by their codes, or everything that the ledger's filter leaves.

    Raises: BulkRefused for more than can be changed at once.
    """
    frame, query = request.frame, request.GET
    codes = query.getlist("code")
    says = "勾选的项目" if codes else "筛选出的全部项目"
    if not codes:
        codes, says = _filtered(frame, query)
    if len(codes) > rules.MOST:
        raise rules.BulkRefused(f"一次最多修改 {rules.MOST} 个项目，请先缩小筛选范围", field="code")
    rows = Project.objects.visible_to(frame.reach).filter(code__in=codes)
    found = list(rows.select_related("unit", "city", "sponsor", "enterprise").order_by("code"))
    own = [one for one in found if may_write(frame.reach, one.unit_id)]
    kept = [(name, value) for name in query if name != "field" for value in query.getlist(name)]
    return Chosen(own, len(found) - len(own), says, kept)


def _filtered(frame: Frame, query: QueryDict) -> tuple[list[str], str]:
    form = LedgerForm(query, frame=frame)
    if not form.is_valid():
        raise rules.BulkRefused("筛选条件有误，请回到项目台账重新筛选", field="code")
    found = ledger.listing(frame, form.filters(), ledger.DEFAULT_SORT, 1, rules.MOST + 1)
    return [row.code for row in found.rows], f"筛选出的全部项目（{form.says()}）"


def bulks(frame: Frame, number: int) -> tuple[Sequence[BulkCorrection], Page]:
    """Return one page of the bulk corrections that the account sees, latest first."""
    rows = BulkCorrection.objects.visible_to(frame.reach)
    page = Page(number, SIZE, rows.count())
    known = rows.select_related("requested_by__person", "decided_by__person")
    return list(known.order_by("-requested_at", "-id")[page.first - 1 : page.last]), page


@dataclass(frozen=True)
class BulkPage:
    """``effects`` is None once it is carried out or decided; ``refusal`` says why it could not be now.

    ``closed`` are the first days of the closed months that it touches.
    """

    bulk: BulkCorrection
    rows: Sequence[BulkRow]
    n_rows: int
    value: str
    effects: Effects | None
    closed: Sequence[date]
    refusal: str
    needs_approval: bool
    may_submit: bool
    may_approve: bool
    may_undo: bool

    @property
    def moves(self) -> Sequence[Move]:
        """The moves that the page shows: the whole city's first, then as many of the parts' as fit."""
        return self.effects.moves[:_MOVES] if self.effects else ()

    def is_closed(self, period: Period) -> bool:
        """Whether the period is a closed month."""
        first = period.first
        return first is not None and first in self.closed and first.month == period.last.month

    @property
    def n_verified(self) -> int:
        return sum(row.n_verified for row in self.rows)


def bulk_page(found: BulkCorrection, frame: Frame) -> BulkPage:
    rows = list(found.rows.select_related("project__unit").order_by("project__code"))
    is_open = found.state in (BulkState.PREVIEWED, BulkState.WAITING) and not frame.is_past
    effects, refusal = _effects(found, frame) if is_open else (None, "")
    field = Field(found.field)
    asked: dict[str, Any] = {
        "n_rows": len(rows),
        "approval_above": services.approval_above(found.city_id),
        "needs_verifier": found.needs_verifier,
    }
    is_asker = frame.account.pk == found.requested_by_id
    waits = found.state == BulkState.WAITING
    return BulkPage(
        bulk=found,
        rows=rows,
        n_rows=len(rows),
        value=words.say(field, restore(field, found.value)) or "（空）",
        effects=effects,
        closed=filings.closed_months(found.city, effects.touched) if effects else [],
        refusal=refusal,
        needs_approval=rules.needs_approval(**asked),
        may_submit=is_open and is_asker and not waits,
        may_approve=is_open and waits and policies.may_approve(frame.reach, found, frame.account),
        may_undo=not frame.is_past
        and found.state == BulkState.DONE
        and policies.may_undo(frame.reach, found, frame.account),
    )


def _effects(found: BulkCorrection, frame: Frame) -> tuple[Effects | None, str]:
    try:
        same = same_of(found)
        told = services.effects_of(same, actor=found.requested_by, at=frame.now, today=frame.today)
    except Refusal as refusal:
        return None, str(refusal)
    return told, ""
