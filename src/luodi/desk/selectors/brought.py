"""Leads that somebody brought: an adviser, an agency, a chamber, an entrepreneur; and the way to enter one."""

from collections.abc import Sequence
from dataclasses import dataclass

from luodi.desk.frame import Frame
from luodi.leads.models import Lead
from luodi.ledger.kinds import LeadSource
from luodi.ledger.models import Subject
from luodi.ui.addresses import url_with

MOST = 200


@dataclass(frozen=True)
class Brought:
    """``href`` opens the form of a new lead that says where it came from; it is empty where none may be entered."""

    leads: Sequence[Lead]
    href: str = ""


def brought_by(subject: Subject, source: LeadSource, frame: Frame, *, is_open: bool = True) -> Brought:
    """Return the leads that the account sees, the latest first.    Shape: one query."""
    rows = Lead.objects.visible_to(frame.reach).filter(brought_by=subject).select_related("unit", "project")
    href = url_with("leads-new", source=source.value, brought_by=subject.code)
    return Brought(
        leads=list(rows.order_by("-received_on", "-id")[:MOST]),
        href=href if is_open and frame.may_write else "",
    )
