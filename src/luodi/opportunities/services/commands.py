"""What the services are told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from luodi.enterprises.models import Enterprise
from luodi.kernel.money import Yuan
from luodi.opportunities.choices import Language, OpportunityState, PartnerMode
from luodi.organisation.models import Unit
from luodi.projects.models import Project


@dataclass(frozen=True, kw_only=True)
class Text:
    """An opportunity in one language."""

    name: str = ""
    place: str = ""
    content: str = ""
    scale: str = ""
    conditions: str = ""
    benefits: str = ""
    partnering: str = ""
    contact: str = ""


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """``name`` and ``summary`` are the Chinese name and content, whatever a Chinese text says of them."""

    name: str
    industry: str
    amount: Yuan
    area: str = ""
    summary: str = ""
    mode: PartnerMode = PartnerMode.ANY
    phone: str = ""
    texts: Mapping[Language, Text] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class NewOpportunity(Particulars):
    unit: Unit
    since: date


@dataclass(frozen=True, kw_only=True)
class Revision(Particulars):
    """The content of ``year``; what counts of it (amount, industry, place) counts from ``on``."""

    year: int
    on: date
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Move:
    state: OpportunityState
    since: date
    reason: str = ""
    investor_name: str = ""
    enterprise: Enterprise | None = None
    project: Project | None = None
