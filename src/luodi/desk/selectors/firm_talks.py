"""Who spoke with a firm, and what came of it: what the ledger counts, and the meetings that were written down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from luodi.enterprises import selectors
from luodi.enterprises.models import Enterprise
from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Fact
from luodi.organisation.models import Unit
from luodi.organisation.policies import Reach, may_see
from luodi.outreach.models import Meeting
from luodi.ui.addresses import url_with

MOST = 200
_PAGES = {FactKind.TRIP_FIRM_MET: "trip", FactKind.VISIT_FIRM_MET: "visit"}


@dataclass(frozen=True)
class Talk:
    """Somebody spoke with the firm. What was said is told only to who sees it: else ``title`` is empty."""

    on: date
    unit: Unit
    kind: str
    title: str = ""
    href: str = ""
    outcome: str = ""
    result: str = ""


def last_talks(firms: Iterable[Enterprise]) -> dict[int, tuple[date, Unit]]:
    """Return when anybody spoke with each firm last, and who, by the firm's id.    Shape: two queries."""
    shown = list(firms)
    told = {pk: (one.on, one.unit) for pk, one in selectors.last_met(shown).items()}
    rows = Meeting.objects.standing().filter(enterprise__in=[one.pk for one in shown])
    for row in rows.select_related("unit").order_by("held_on", "pk"):
        at = row.enterprise_id or 0
        if at not in told or told[at][0] <= row.held_on:
            told[at] = (row.held_on, row.unit)
    return told


def talks(firm: Enterprise, reach: Reach) -> Sequence[Talk]:
    """Return who spoke with the firm, the last one first; a meeting says what its trip says, and more.

    Shape: three queries.
    """
    rows = Meeting.objects.standing().filter(enterprise=firm).select_related("unit")
    meetings = list(rows.order_by("-held_on", "-pk")[:MOST])
    seen = Meeting.objects.visible_to(reach).filter(pk__in=[one.pk for one in meetings])
    visible = set(seen.values_list("pk", flat=True))
    said = {(one.held_on, one.occasion_id) for one in meetings} | {
        (one.held_on, one.subject_id) for one in meetings
    }
    facts = [
        fact
        for fact in selectors.meetings_of(firm)[:MOST]
        if (fact.occurred_on, fact.occasion_id) not in said
        and not (fact.kind == FactKind.MEETING_FIRM_MET and meetings)
    ]
    told = [_of_meeting(one, is_seen=one.pk in visible) for one in meetings]
    told += [_of_fact(fact, reach) for fact in facts]
    return sorted(told, key=lambda one: one.on, reverse=True)


def _of_meeting(row: Meeting, *, is_seen: bool) -> Talk:
    if not is_seen:
        return Talk(row.held_on, row.unit, "会谈")
    return Talk(
        on=row.held_on,
        unit=row.unit,
        kind="会谈",
        title=f"{row.get_form_display()}　{row.place}",
        href=url_with("meeting", row.code),
        outcome=row.get_outcome_display(),
        result=row.result,
    )


def _of_fact(fact: Fact, reach: Reach) -> Talk:
    kind = FactKind(fact.kind)
    if fact.occasion is None or not may_see(reach, fact.unit_id):
        return Talk(fact.occurred_on, fact.unit, str(kind.label))
    href = url_with(_PAGES[kind], fact.occasion.code) if kind in _PAGES else ""
    return Talk(fact.occurred_on, fact.unit, str(kind.label), fact.occasion.label, href)
