"""What every act on agencies leaves behind, and the day on which it happens."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from luodi.agencies.models import Agency, Introduction
from luodi.audit import services as audit
from luodi.organisation import policies as rights
from luodi.organisation.models import Account, Unit

AGENCY, INTRODUCTION = "agency", "introduction"


def require_writer(actor: Account, *units: Unit) -> None:
    """Raises: NotAllowed unless the actor writes for every unit."""
    reach = rights.reach_of(actor)
    for unit in units:
        rights.require_writing(reach, unit)


def require_centre(actor: Account) -> None:
    """Raises: NotAllowed for anybody but the centre."""
    rights.require_all_of_city(rights.reach_of(actor))


def record(
    act: str, row: Agency | Introduction, changes: Mapping[str, Any], *, actor: Account, at: datetime
) -> None:
    kind, label = (AGENCY, row.name) if isinstance(row, Agency) else (INTRODUCTION, row.project_name)
    audit.record(audit.Note(act, kind, row.code, label, changes), actor=actor, at=at)
