"""What the services are told: one command per row, whether a form sends one or an import thousands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from luodi.enterprises.models import Enterprise
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import ForeignMoney, Yuan
from luodi.ledger.kinds import Capital, Channel, Proof
from luodi.ledger.services import Share
from luodi.organisation.models import Person, Unit
from luodi.projects.choices import Field, Stage, Status, StatusReason
from luodi.projects.models import Project


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """What a project is made of. ``area`` None is the unit's own, ``industrial`` None follows from the industry.

    ``shares`` name every unit that takes part, with the responsible one, and add up to 10,000 basis points.
    """

    name: str
    unit: Unit
    total: Yuan | ForeignMoney | None = None
    investor_name: str = ""
    enterprise: Enterprise | None = None
    origin: str = ""
    industry: str = ""
    industrial: bool | None = None
    area: str | None = None
    sponsor: Person | None = None
    summary: str = ""
    shares: tuple[Share, ...] = ()
    details: Mapping[Field, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class NewProject(Particulars):
    """A project that the city has begun to negotiate, on ``occurred_on``."""

    occurred_on: VagueDate


@dataclass(frozen=True, kw_only=True)
class OpeningProject(Particulars):
    """A project that is older than the ledger, as it stood on ``opening_on``.

    ``dates`` says when it reached its stage and, where known, the stages before.
    """

    opening_on: date
    stage: Stage
    dates: Mapping[Stage, VagueDate]
    status: Status = Status.PROCEEDING
    status_since: date | None = None
    channel: Channel | str = ""


@dataclass(frozen=True, kw_only=True)
class RecordedProject(Particulars):
    """A project as a sheet tells it: the stages that it has reached, each on its day, and how it stands since.

    ``skipped_reason`` explains the stages before the latest one that have no date. A project that proceeds has done so
    from its first day on; any other status holds from ``status_since``, or from the latest stage's day.
    """

    dates: Mapping[Stage, VagueDate]
    channel: Channel | str = ""
    status: Status = Status.PROCEEDING
    status_since: date | None = None
    status_reason: str = ""
    skipped_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class StageRecord:
    """A project has reached a stage. ``skipped_reason`` explains the stages in between that there never were."""

    project: Project
    stage: Stage
    occurred_on: VagueDate
    channel: Channel | str = ""
    skipped_reason: str = ""
    shares: tuple[Share, ...] | None = None
    expected_version: int | None = None


@dataclass(frozen=True, kw_only=True)
class StatusNote:
    """What is to be said of a delay, a suspension or an end, beside its reason in words."""

    reason_kind: StatusReason | str = ""
    resume_on: VagueDate | None = None
    went_to: str = ""
    went_because: str = ""


@dataclass(frozen=True, kw_only=True)
class Change:
    """From ``effective_on`` on, something about the project is otherwise (变更).

    ``agreed`` says that every unit that has a say has given its consent, or the centre has ruled; that is on record.
    """

    project: Project
    changes: Mapping[Field, object]
    effective_on: date
    reason: str = ""
    about: StatusNote | None = None
    expected_version: int | None = None
    agreed: bool = False


@dataclass(frozen=True, kw_only=True)
class FundsEntry:
    """Money has come in, on a day, as something proves."""

    project: Project
    occurred_on: VagueDate
    amount: Yuan | ForeignMoney
    proof: Proof
    capital: Capital
    note: str = ""
    expected_version: int | None = None


@dataclass(frozen=True, kw_only=True)
class Increase:
    """The investment has been raised by ``amount``; from that day on the total is ``new_total``, or the sum of both."""

    project: Project
    occurred_on: VagueDate
    amount: Yuan | ForeignMoney
    new_total: Yuan | None = None
    capital: Capital | str = ""
    note: str = ""
    expected_version: int | None = None


@dataclass(frozen=True, kw_only=True)
class MilestoneRecord:
    """What is known of one step of the checklist: done on a day, planned for one, or not applicable and why."""

    project: Project
    code: str
    occurred_on: VagueDate | None = None
    planned: VagueDate | None = None
    not_applicable: str = ""
    note: str = ""
    expected_version: int | None = None


@dataclass(frozen=True, kw_only=True)
class Correction:
    """Something about the project had never been true (更正).

    ``wrong`` is the value that is to be replaced wherever a fact carries it; what it does not name is the present one.
    ``agreed`` is as for a change.
    """

    project: Project
    corrections: Mapping[Field, object]
    reason: str
    wrong: Mapping[Field, object] = field(default_factory=dict)
    expected_version: int | None = None
    agreed: bool = False
