"""What the services are told: one command per row, whether a form sends one or an import thousands."""

from dataclasses import dataclass
from datetime import date

from luodi.enterprises.choices import AdviserKind
from luodi.enterprises.models import Enterprise
from luodi.kernel.dates import VagueDate
from luodi.organisation.models import Unit


@dataclass(frozen=True, kw_only=True)
class NewEnterprise:
    name: str
    credit_code: str = ""
    origin: str = ""
    industry: str = ""
    group: str = ""
    parent: Enterprise | None = None


@dataclass(frozen=True, kw_only=True)
class AboveScale:
    """An enterprise was taken into the statistics above scale (进规); ``unit`` reports it."""

    enterprise: Enterprise
    unit: Unit
    occurred_on: VagueDate


@dataclass(frozen=True, kw_only=True)
class PoolMove:
    """An enterprise came into, or left, the pool of those that are to grow above scale."""

    enterprise: Enterprise
    unit: Unit
    on: date


@dataclass(frozen=True, kw_only=True)
class NewAdviser:
    """An entrepreneur is appointed for a term; ``unit`` keeps in touch."""

    name: str
    unit: Unit
    since: date
    until: date | None = None
    title: str = ""
    origin: str = ""
    kind: AdviserKind = AdviserKind.ADVISER
    field: str = ""
    phone: str = ""
    letter_no: str = ""
