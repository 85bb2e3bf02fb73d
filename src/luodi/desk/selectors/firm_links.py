"""What hangs on a firm beside its row: where it stands in chains, whom it supplies, leads, and people met."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luodi.chains import policies as chains
from luodi.chains.models import Chain, Supply
from luodi.chains.selectors import Stand, stands_of
from luodi.desk.frame import Frame
from luodi.enterprises.models import Contact, Enterprise
from luodi.kernel.phones import masked_phone
from luodi.leads.models import Lead
from luodi.organisation.models import Unit
from luodi.outreach.choices import Side
from luodi.outreach.models import Meeting, MeetingPerson
from luodi.ui.addresses import url_with

MOST = 50


@dataclass(frozen=True)
class FirmLinks:
    """``lead_href`` opens the form of a new lead of the firm; it is empty where none may be entered.

    ``others`` are the chains that the firm does not stand in.
    """

    stands: Sequence[Stand]
    others: Sequence[Chain]
    supplies: Sequence[Supply]
    supplied_by: Sequence[Supply]
    leads: Sequence[Lead]
    lead_href: str
    may_note: bool


def links_of(firm: Enterprise, frame: Frame) -> FirmLinks:
    """Return what hangs on the firm, as far as the account sees it.    Shape: six queries."""
    supplies = Supply.objects.visible_to(frame.reach).standing().order_by("-id")
    leads = Lead.objects.visible_to(frame.reach).filter(brief__enterprise=firm)
    is_open = frame.may_write and not firm.is_void
    stands = stands_of(firm.subject_id, firm.industry, firm.city)
    others = Chain.objects.visible_to(frame.reach).exclude(pk__in=[one.chain.pk for one in stands])
    return FirmLinks(
        stands=stands,
        others=list(others.order_by("name")[:MOST]),
        supplies=list(supplies.filter(supplier=firm).select_related("customer")[:MOST]),
        supplied_by=list(supplies.filter(customer=firm).select_related("supplier")[:MOST]),
        leads=list(leads.select_related("unit").order_by("-received_on", "-id")[:MOST]),
        lead_href=new_lead(firm) if is_open else "",
        may_note=is_open and chains.may_note(frame.reach),
    )


def new_lead(firm: Enterprise, note: str = "") -> str:
    """Return the address of a new lead's form that says what is known of the firm; ``note`` is how it was found."""
    known = {
        "investor_name": firm.name,
        "investor_code": firm.credit_code,
        "origin": firm.origin,
        "industry": firm.industry,
        "source_note": note,
    }
    return url_with("leads-new", **{name: text for name, text in known.items() if text})


@dataclass(frozen=True)
class MetPerson:
    """Somebody of the firm who sat at a table with us, and is none of its contacts."""

    person: MeetingPerson
    phone: str
    met_on: date
    unit: Unit
    href: str


def met_people(firm: Enterprise, frame: Frame) -> list[MetPerson]:
    """Return the firm's people whom units that the account writes for have met, each once, as last met.

    Who is a contact already is left out, and so is who left after that.    Shape: two queries.
    """
    if not frame.may_write or firm.is_void:
        return []
    meetings = Meeting.objects.standing().filter(enterprise=firm)
    if frame.reach.writes_in is not None:
        meetings = meetings.filter(unit_id__in=frame.reach.writes_in)
    rows = MeetingPerson.objects.filter(meeting__in=meetings, side=Side.THEIRS).select_related(
        "meeting__unit"
    )
    known = _known_until(firm)
    told: dict[str, MetPerson] = {}
    for row in rows.order_by("-meeting__held_on", "-id"):
        name, met_on = _plain(row.name), row.meeting.held_on
        if name and name not in told and known.get(name, date.min) < met_on:
            href = url_with("meeting", row.meeting.code)
            told[name] = MetPerson(row, masked_phone(row.phone), met_on, row.meeting.unit, href)
    return list(told.values())[:MOST]


def _known_until(firm: Enterprise) -> dict[str, date]:
    """Return until when each contact is known to be one, by name."""
    told: dict[str, date] = {}
    for row in Contact.objects.filter(enterprise=firm):
        name = _plain(row.name)
        told[name] = max(told.get(name, date.min), row.left_on or date.max)
    return told


def _plain(name: str) -> str:
    return "".join(name.split())
