"""Make groups, and say who is assessed in them since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from luodi.assessment import policies, rules
from luodi.assessment.choices import GroupKind
from luodi.assessment.models import Group, Membership
from luodi.assessment.rules import AssessmentRefused
from luodi.assessment.services import trail
from luodi.enterprises import numbering
from luodi.organisation.models import Account, Person, Unit

PREFIX = "KH"


@dataclass(frozen=True, kw_only=True)
class Joining:
    """A unit or a leader that comes into a group; ``since`` None is the first day of the group's year."""

    holder: Unit | Person
    since: date | None = None
    reviewed_only: bool = False
    excluded: str = ""


def make_group(
    *,
    year: int,
    name: str,
    kind: GroupKind,
    remark: str = "",
    members: Sequence[Joining] = (),
    actor: Account,
    at: datetime,
) -> Group:
    """Make a group of a year with its members.

    Raises: AssessmentRefused for a name that the year has already, or a member that stands elsewhere; NotAllowed.
    """
    policies.require_keeping(actor)
    said = rules.check_text(name, "考核组的名称", "name", most=40)
    with transaction.atomic():
        (code,) = numbering.take(city_id=actor.city_id, prefix=PREFIX, year=year, n=1)
        if Group.objects.filter(city=actor.city, year=year, name=said).exists():
            raise AssessmentRefused(f"{year}年度已有“{said}”，请换一个名称", field="name")
        row = Group.objects.create(
            city=actor.city,
            code=code,
            year=year,
            name=said,
            kind=kind,
            remark=remark.strip(),
            created_at=at,
            created_by=actor,
        )
        _join(row, members)
        trail.note_group("设立考核组", row, {"成员": [0, len(members)]}, actor=actor, at=at)
    return row


def add_members(*, group: Group, members: Sequence[Joining], actor: Account, at: datetime) -> Group:
    """Bring units or leaders into the group.    Raises: AssessmentRefused; NotAllowed."""
    policies.require_keeping(actor)
    with transaction.atomic():
        row = trail.lock_group(group)
        _join(row, members)
        _touch(row)
        names = "、".join(str(one.holder) for one in members)
        trail.note_group("编入成员", row, {"成员": [None, names]}, actor=actor, at=at)
    return row


def take_out(*, membership: Membership, until: date, actor: Account, at: datetime) -> Membership:
    """Let a member stand in its group until the day before ``until``; what it did there stays on record.

    Raises: AssessmentRefused when it does not stand there then; NotAllowed.
    """
    policies.require_keeping(actor)
    with transaction.atomic():
        group = trail.lock_group(membership.group)
        row = Membership.objects.with_all().get(pk=membership.pk)
        if row.until is not None or until <= row.since:
            raise AssessmentRefused(f"调出日期须在编入（{row.since.isoformat()}）之后", field="until")
        row.until = until
        row.save(update_fields=["until"])
        _touch(group)
        trail.note_group("调出成员", group, {row.name: [None, until.isoformat()]}, actor=actor, at=at)
    return row


def move_member(*, membership: Membership, to: Group, on: date, actor: Account, at: datetime) -> Membership:
    """Move a member to another group of the year from a day on; at the cut-off it is assessed where it stands.

    Raises: AssessmentRefused; NotAllowed.
    """
    with transaction.atomic():
        row = take_out(membership=membership, until=on, actor=actor, at=at)
        holder = row.unit or row.person
        assert holder is not None
        add_members(group=to, members=[Joining(holder=holder, since=on)], actor=actor, at=at)
        return Membership.objects.with_all().filter(group=to, unit=row.unit, person=row.person).latest("id")


def rate_member(
    *, membership: Membership, reviewed_only: bool, excluded: str, actor: Account, at: datetime
) -> Membership:
    """Say whether a member is ranked, or why it is not assessed at all.    Raises: NotAllowed."""
    policies.require_keeping(actor)
    with transaction.atomic():
        group = trail.lock_group(membership.group)
        row = Membership.objects.with_all().get(pk=membership.pk)
        changes = {row.name: [[row.reviewed_only, row.excluded], [reviewed_only, excluded.strip()]]}
        row.reviewed_only, row.excluded = reviewed_only, excluded.strip()
        row.save(update_fields=["reviewed_only", "excluded"])
        _touch(group)
        trail.note_group("调整考核方式", group, changes, actor=actor, at=at)
    return row


def _touch(row: Group) -> None:
    row.version += 1
    row.save(update_fields=["version"])


def _join(group: Group, members: Sequence[Joining]) -> None:
    last = Membership.objects.filter(group=group).aggregate(last=Max("position"))["last"] or 0
    rows = [
        Membership(
            group=group,
            unit=one.holder if isinstance(one.holder, Unit) else None,
            person=None if isinstance(one.holder, Unit) else one.holder,
            since=one.since or date(group.year, 1, 1),
            reviewed_only=one.reviewed_only,
            excluded=one.excluded.strip(),
            position=last + place,
        )
        for place, one in enumerate(members, start=1)
    ]
    _check(group, rows)
    Membership.objects.bulk_create(rows)


def _check(group: Group, rows: Sequence[Membership]) -> None:
    """Raises: AssessmentRefused for others than this city's, and for who stands in two groups of a kind at once."""
    about = Membership.objects.filter(
        group__city_id=group.city_id, group__year=group.year, group__kind=group.kind
    ).with_all()
    known: dict[str, list[Membership]] = {}
    for other in about:
        known.setdefault(other.key, []).append(other)
    for row in rows:
        holder = row.unit or row.person
        assert holder is not None
        if holder.city_id != group.city_id:
            raise AssessmentRefused("考核对象须是本市的单位或领导", field="members")
        if (row.person is not None) != (group.kind == GroupKind.LEADER):
            raise AssessmentRefused(f"{group.get_kind_display()}里不能有{row.name}", field="members")
        for other in known.setdefault(row.key, []):
            if rules.overlaps((row.since, row.until), (other.since, other.until)):
                raise AssessmentRefused(
                    f"{row.name}已在“{other.group.name}”（{other.since.isoformat()} 起），请先从那里调出",
                    field="members",
                )
        known[row.key].append(row)
