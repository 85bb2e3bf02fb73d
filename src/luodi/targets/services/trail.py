"""How targets stand in the trail, in the ledger, and in the notices of who carries them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from luodi.audit import services as audit
from luodi.figures.indicators import indicator
from luodi.kernel.dates import VagueDate
from luodi.kernel.numbers import plain
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, Standing, SubjectKind
from luodi.ledger.models import Entry, Subject
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.choices import Role
from luodi.organisation.models import Account, City, Grant, Unit
from luodi.organisation.selectors import root
from luodi.targets.choices import TargetAct, TargetState
from luodi.targets.models import Plan, Target, TargetVersion
from luodi.targets.services.commands import Body

PLAN, TARGET, RULES = "target-plan", "target", "progress-rules"


def note_of(act: str, plan: Plan, changes: dict[str, object]) -> audit.Note:
    return audit.Note(act, PLAN, plan.code, plan.title, changes)


def note_on(act: str, target: Target, changes: dict[str, object]) -> audit.Note:
    """Targets have no codes: the trail knows them by their number."""
    title = f"{target.holder_name} {target.year}年度{indicator(target.indicator).name}"
    return audit.Note(act, TARGET, str(target.pk), title, changes)


def facts(holders: Iterable[Body], state: TargetState, on: date, city: City) -> list[ledger.NewFact]:
    """Return what the ledger keeps of the holders. People stand in it by code alone, without their names."""
    some = list(holders)
    specs = [
        ledger.SubjectSpec(SubjectKind.UNIT, holder.code, holder.short_name)
        if isinstance(holder, Unit)
        else ledger.SubjectSpec(SubjectKind.LEADER, holder.code)
        for holder in some
    ]
    city_unit = root(city)

    def fact(holder: Body, subject: Subject) -> ledger.NewFact:
        unit = holder if isinstance(holder, Unit) else city_unit
        return ledger.NewFact(
            kind=FactKind.TARGET_STATE,
            subject=subject,
            occurred=VagueDate.day(on),
            standing=Standing.VERIFIED,
            unit=unit,
            area=unit.area,
            state=state,
            state_since=on,
        )

    subjects = ledger.ensure_subjects(specs, city_id=city.pk) if specs else []
    return [fact(holder, subject) for holder, subject in zip(some, subjects, strict=True)]


def keep_versions(
    targets: Sequence[Target],
    act: TargetAct,
    *,
    entry: Entry,
    decided_on: date,
    document: str,
    reason: str = "",
) -> None:
    """Append what the targets say from the entry on. It stands in the entry's own transaction, after the entry."""
    TargetVersion.objects.bulk_create(
        [
            TargetVersion(
                target=one,
                entry=entry,
                act=act,
                value=one.value,
                relation=one.relation,
                parent_id=one.parent_id,
                joint=one.joint,
                phasing=one.phasing,
                phases=one.phases,
                decided_on=decided_on,
                document=document,
                reason=reason,
                said_at=entry.said_at,
                said_by=entry.actor,
            )
            for one in targets
        ],
        batch_size=200,
    )


def tell_holders(targets: Sequence[Target], title: str, *, reason: str, actor: Account, at: datetime) -> None:
    """Tell the clerks of the units and the leaders themselves; whoever acts is not told.    Shape: a few queries."""
    units = {one.unit_id for one in targets if one.unit_id}
    people = {one.person_id for one in targets if one.person_id}
    clerks = Grant.objects.held().filter(role=Role.CLERK, unit__in=units).values("account_id")
    mine = Account.objects.filter(city_id=actor.city_id, is_active=True).exclude(pk=actor.pk)
    told = mine.filter(pk__in=clerks) | mine.filter(person__in=people)
    accounts = told.distinct()
    notices.tell(accounts, kind=NoticeKind.INFO, title=title, reason=reason, path="/targets/", at=at)


def said(target: Target) -> str:
    return plain(target.value, trim=True)
