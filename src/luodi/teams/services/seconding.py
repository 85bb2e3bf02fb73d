"""Second people to a team for a term, prolong their terms and call them back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account, Person, Unit
from luodi.teams import rules
from luodi.teams.choices import TEAM_KINDS, MemberRole
from luodi.teams.models import Secondment
from luodi.teams.policies import require_staffing
from luodi.teams.rules import SecondmentRefused, TeamRefused, Term

TARGET = "secondment"


@dataclass(frozen=True, kw_only=True)
class NewSecondment:
    """``home`` is the unit that sends the person; ``until`` is the last day of the term."""

    person: Person
    role: MemberRole
    since: date
    until: date
    home: Unit | None = None
    document: str = ""


@transaction.atomic
def second_people(
    team: Unit, commands: Sequence[NewSecondment], *, actor: Account, at: datetime
) -> list[Secondment]:
    """Second people to the team; all of them or none.

    Shape: in the order of the commands.
    Raises: NotAllowed unless the actor staffs the team; TeamRefused for a unit that is no team; SecondmentRefused
    for a term that cannot be, or somebody who is in a team at that time.
    """
    require_staffing(actor, team)
    _check_team(team)
    _lock([new.person for new in commands])
    held = _terms([new.person.pk for new in commands])
    for new in commands:
        if new.person.city_id != team.city_id:
            raise SecondmentRefused("队员须是本市的人员", field="person")
        rules.check_term(new.since, new.until, founded_on=team.founded_on, closed_on=team.closed_on)
        rules.check_alone(
            new.since, new.until, (term for _, term in held[new.person.pk]), name=new.person.name
        )
        held[new.person.pk].append((0, Term(team.short_name, new.since, new.until)))
    rows = Secondment.objects.bulk_create(
        [
            Secondment(
                city_id=team.city_id,
                unit=team,
                person=new.person,
                home=new.home,
                role=new.role,
                since=new.since,
                until=new.until,
                document=new.document.strip(),
                created_at=at,
                created_by=actor,
            )
            for new in commands
        ],
        batch_size=200,
    )
    audit.record_all([_note("选派队员", team, row, {}) for row in rows], actor=actor, at=at)
    return rows


@transaction.atomic
def change_secondment(
    *,
    secondment: Secondment,
    role: MemberRole,
    until: date,
    document: str,
    reason: str,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Secondment:
    """Give a member another role or another last day: later prolongs the term, earlier calls the member back.

    Raises: NotAllowed; SecondmentRefused for a term that cannot be, for an earlier end without a reason, or where
    days after it have been marked; EditedMeanwhile.
    """
    require_staffing(actor, secondment.unit)
    _lock([secondment.person])
    row = Secondment.objects.select_related("unit", "person").get(pk=secondment.pk)
    check_version(
        city_id=row.city_id,
        target_kind=TARGET,
        target_code=str(row.pk),
        expected=expected_version,
        version=row.version,
    )
    rules.check_term(row.since, until, founded_on=row.unit.founded_on, closed_on=None)
    others = [term for pk, term in _terms([row.person_id])[row.person_id] if pk != row.pk]
    rules.check_alone(row.since, until, others, name=row.person.name)
    if until < row.until and not reason.strip():
        raise SecondmentRefused("提前结束选派须写明原因", field="reason")
    if until < row.until and row.days.filter(day__gt=until).exists():
        raise SecondmentRefused(f"{until.isoformat()} 之后已登记出勤，期满日期不能更早", field="until")
    changes = _apply(row, role=role, until=until, document=document.strip(), reason=reason.strip())
    if changes:
        row.version += 1
        changes["version"] = [row.version - 1, row.version]
        row.save(update_fields=["role", "until", "document", "ended_reason", "version"])
        audit.record(_note("变更选派", row.unit, row, changes), actor=actor, at=at)
    return row


def _apply(
    row: Secondment, *, role: MemberRole, until: date, document: str, reason: str
) -> dict[str, list[object]]:
    changes: dict[str, list[object]] = {}
    if role != row.role:
        changes["职务"] = [MemberRole(row.role).label, role.label]
    if until != row.until:
        changes["期满日期"] = [row.until.isoformat(), until.isoformat()]
    if document != row.document:
        changes["选派文号"] = [row.document, document]
    ended = reason if until < row.until else "" if until > row.until else row.ended_reason
    if ended != row.ended_reason:
        changes["提前结束原因"] = [row.ended_reason, ended]
    row.role, row.until, row.document, row.ended_reason = role, until, document, ended
    return changes


def _check_team(team: Unit) -> None:
    if team.kind not in TEAM_KINDS:
        raise TeamRefused(f"“{team.short_name}”不是招商队伍", field="unit")


def _lock(people: Iterable[Person]) -> None:
    """Let nobody else second the same people at the same time."""
    ids = sorted({person.pk for person in people})
    list(Person.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))


def _terms(person_ids: Sequence[int]) -> dict[int, list[tuple[int, Term]]]:
    found: dict[int, list[tuple[int, Term]]] = defaultdict(list)
    rows = Secondment.objects.filter(person_id__in=person_ids).select_related("unit")
    for row in rows:
        found[row.person_id].append((row.pk, Term(row.unit.short_name, row.since, row.until)))
    return found


def _note(act: str, team: Unit, row: Secondment, changes: dict[str, list[object]]) -> audit.Note:
    said = changes or {
        "队伍": [None, team.short_name],
        "职务": [None, MemberRole(row.role).label],
        "期限": [None, f"{row.since.isoformat()} 至 {row.until.isoformat()}"],
    }
    return audit.Note(act, TARGET, str(row.pk), f"{team.short_name} {row.person.name}", said)
