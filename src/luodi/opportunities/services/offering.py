"""Put opportunities on offer."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.enterprises import numbering
from luodi.ledger import services as ledger
from luodi.ledger.kinds import SubjectKind
from luodi.ledger.models import Subject
from luodi.opportunities import rules
from luodi.opportunities.models import Opportunity
from luodi.opportunities.services.commands import NewOpportunity
from luodi.opportunities.services.writing import (
    check_particulars,
    state_fact,
    texts_of,
    version_of,
    write_versions,
)
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of, require_writing
from luodi.refdata import industries

_ACT = "谋划项目入库"


def add_opportunity(new: NewOpportunity, *, actor: Account, at: datetime, once: str = "") -> Opportunity:
    """Put one on offer; what is sent twice under one ``once`` is there once.    Raises: as ``add_opportunities``."""
    known = once and Opportunity.objects.filter(city_id=actor.city_id, once=once).first()
    return known or add_opportunities([new], actor=actor, at=at, once=once)[0]


@transaction.atomic
def add_opportunities(
    commands: Sequence[NewOpportunity], *, actor: Account, at: datetime, once: str = ""
) -> list[Opportunity]:
    """Put opportunities on offer, as claims of their units, each with its first version.

    Shape: in the order of the commands.
    Raises: NotAllowed outside the actor's units; OpportunityRefused for one without a name or an amount, or dated in
    the future; UnknownIndustry.
    """
    reach, today = reach_of(actor), day_of(at)
    for new in commands:
        require_writing(reach, new.unit)
        check_particulars(new)
        rules.check_day(new.since, not_before=new.since, today=today, field="since")
    texts = [texts_of(new) for new in commands]
    kind = SubjectKind.OPPORTUNITY
    codes = numbering.take(city_id=actor.city_id, prefix="O", year=today.year, n=len(commands))
    if once and (known := Opportunity.objects.filter(city_id=actor.city_id, once=once).first()):
        return [known]
    specs = [ledger.SubjectSpec(kind, code, new.name) for code, new in zip(codes, commands, strict=True)]
    subjects = ledger.add_subjects(specs, city_id=actor.city_id)
    rows = Opportunity.objects.bulk_create(
        [_row(new, subject, actor, at, once) for new, subject in zip(commands, subjects, strict=True)],
        batch_size=200,
    )
    versions = [
        (version_of(row, new, 1, new.since, "", actor=actor, at=at), told)
        for row, new, told in zip(rows, commands, texts, strict=True)
    ]
    write_versions(versions)
    facts = [state_fact(row, row.state_since) for row in rows]
    notes = [audit.Note(_ACT, kind, row.code, row.name) for row in rows]
    ledger.post(city=actor.city, act=_ACT, actor=actor, at=at, facts=facts, notes=notes)
    return rows


def _row(new: NewOpportunity, subject: Subject, actor: Account, at: datetime, once: str) -> Opportunity:
    return Opportunity(
        city=actor.city,
        code=subject.code,
        subject=subject,
        name=new.name.strip(),
        unit=new.unit,
        area=new.area,
        industry=new.industry,
        industrial=industries.industry(new.industry).is_industrial,
        amount_fen=new.amount.fen,
        summary=new.summary.strip(),
        state_since=new.since,
        edition=new.since.year,
        once=once,
        created_at=at,
        created_by=actor,
        updated_at=at,
    )
