"""Put opportunities on offer, and take them off again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from luodi.audit import services as audit
from luodi.enterprises import numbering
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, SubjectKind
from luodi.ledger.models import Entry, Subject
from luodi.opportunities import rules
from luodi.opportunities.choices import OpportunityState
from luodi.opportunities.models import Opportunity
from luodi.opportunities.rules import OpportunityRefused
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import reach_of, require_writing
from luodi.refdata import industries


@dataclass(frozen=True, kw_only=True)
class NewOpportunity:
    name: str
    unit: Unit
    industry: str
    amount: Yuan
    since: date
    area: str = ""
    summary: str = ""


@transaction.atomic
def add_opportunities(
    commands: Sequence[NewOpportunity], *, actor: Account, at: datetime
) -> list[Opportunity]:
    """Put opportunities on offer, as claims of their units.

    Shape: in the order of the commands.
    Raises: NotAllowed outside the actor's units; OpportunityRefused for one without a name or an amount.
    """
    reach = reach_of(actor)
    for new in commands:
        require_writing(reach, new.unit)
        rules.check_name(new.name)
        if new.amount <= Yuan.ZERO:
            raise OpportunityRefused("投资规模须大于 0", field="amount")
    year = timezone.localtime(at).year
    kind = SubjectKind.OPPORTUNITY
    codes = numbering.take(city_id=actor.city_id, prefix="O", year=year, n=len(commands))
    specs = [ledger.SubjectSpec(kind, code, new.name) for code, new in zip(codes, commands, strict=True)]
    subjects = ledger.add_subjects(specs, city_id=actor.city_id)
    rows = Opportunity.objects.bulk_create(
        [_row(new, subject, actor, at) for new, subject in zip(commands, subjects, strict=True)],
        batch_size=200,
    )
    facts = [_state(row, row.state_since) for row in rows]
    notes = [audit.Note("谋划项目入库", kind, row.code, row.name) for row in rows]
    ledger.post(city=actor.city, act="谋划项目入库", actor=actor, at=at, facts=facts, notes=notes)
    return rows


@transaction.atomic
def close_opportunity(
    opportunity: Opportunity, state: OpportunityState, since: date, *, actor: Account, at: datetime
) -> Entry:
    """Take an opportunity off offer: it has found its investor (MATCHED), or is given up (CLOSED).

    Raises: NotAllowed outside the actor's units; OpportunityRefused when it is not open, or before it was.
    """
    require_writing(reach_of(actor), opportunity.unit)
    row = Opportunity.objects.select_for_update().select_related("subject", "unit").get(pk=opportunity.pk)
    if row.state != OpportunityState.OPEN or state == OpportunityState.OPEN:
        raise OpportunityRefused("只有在库的项目可以出库", field="state")
    if since < row.state_since:
        raise OpportunityRefused("出库日期不能早于入库日期", field="since")
    before, row.state, row.state_since = row.state, state, since
    Opportunity.objects.filter(pk=row.pk).update(
        state=state, state_since=since, version=row.version + 1, updated_at=at
    )
    note = audit.Note("谋划项目出库", SubjectKind.OPPORTUNITY, row.code, row.name, {"state": [before, state]})
    fact = _state(row, since)
    return ledger.post(city=actor.city, act="谋划项目出库", actor=actor, at=at, facts=[fact], notes=[note])


def _row(new: NewOpportunity, subject: Subject, actor: Account, at: datetime) -> Opportunity:
    return Opportunity(
        city=actor.city,
        code=subject.code,
        subject=subject,
        name=new.name,
        unit=new.unit,
        area=new.area,
        industry=new.industry,
        industrial=industries.industry(new.industry).is_industrial,
        amount_fen=new.amount.fen,
        summary=new.summary,
        state_since=new.since,
        created_at=at,
        created_by=actor,
        updated_at=at,
    )


def _state(row: Opportunity, on: date) -> ledger.NewFact:
    return ledger.NewFact(
        kind=FactKind.OPPORTUNITY_STATE,
        subject=row.subject,
        occurred=VagueDate.day(on),
        state=row.state,
        state_since=on,
        amount=Yuan(row.amount_fen),
        unit=row.unit,
        area=row.area,
        industry=row.industry,
        industrial=row.industrial,
    )
