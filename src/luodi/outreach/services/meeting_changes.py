"""Correct and withdraw meetings, join two records of one and the same meeting, and part them again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from luodi.audit import services as audit
from luodi.ledger import services as ledger
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account
from luodi.organisation.policies import may_write, reach_of, require, require_writing
from luodi.outreach import meeting_rules as rules
from luodi.outreach.choices import MeetingForm, MeetingOutcome, MeetingState
from luodi.outreach.models import Meeting, MeetingApart, MeetingPart, MeetingTopic
from luodi.outreach.services import meeting_claims as claims
from luodi.outreach.services import meetings
from luodi.outreach.services.meetings import TARGET, NewMeeting
from luodi.outreach.services.monthly import superseded_by_rows

_CHANGING = (
    "unit", "occasion", "enterprise", "title", "held_on", "held_at", "form", "place", "outcome", "result",
)  # fmt: skip


def correct_meeting(
    meeting: Meeting,
    new: NewMeeting,
    *,
    reason: str,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Meeting:
    """Say of a meeting what should have been said; the figures follow. A next step is not asked for again.

    Raises: NotAllowed outside the actor's units; EditedMeanwhile; MeetingRefused without a reason, for a record that
    does not stand or is verified, and for what no meeting can be.
    """
    said = rules.check_reason(reason, act="更正")
    reach = reach_of(actor)
    with transaction.atomic():
        row = _lock([meeting])[0]
        _check_mine(row, actor, act="更正", expected=expected_version)
        require_writing(reach, new.unit)
        meetings.check(new, reach=reach, at=at)
        new = meetings.with_firm(new, actor=actor, at=at)
        meetings.check_occasions([new], claims.activities_of([new.occasion.pk if new.occasion else None]))
        before = _claims([row])
        if row.joined.exists():
            pairs = [*row.joined.values_list("held_on", "enterprise_id", "title")]
            _check_still_one(pairs, new)
        changes = _change(row, new, at=at)
        _follow([row], before, act="更正会谈", reason=said, changes={row.pk: changes}, actor=actor, at=at)
    return row


def withdraw_meeting(
    meeting: Meeting, *, reason: str, actor: Account, at: datetime, expected_version: int | None = None
) -> Meeting:
    """Take back a record of a meeting that was not; it stays on record, and in no figure.

    Raises: NotAllowed outside the actor's units; EditedMeanwhile; MeetingRefused without a reason, for a record that
    does not stand, is verified, or has others joined to it.
    """
    said = rules.check_reason(reason, act="撤回")
    with transaction.atomic():
        row = _lock([meeting])[0]
        _check_mine(row, actor, act="撤回", expected=expected_version)
        if row.joined.exists():
            raise rules.MeetingRefused("这条会谈合并了别人的登记，请先拆开再撤回")
        before = _claims([row])
        changes = _set(row, state=MeetingState.WITHDRAWN)
        _follow([row], before, act="撤回会谈", reason=said, changes={row.pk: changes}, actor=actor, at=at)
    return row


def join_meetings(one: Meeting, other: Meeting, *, actor: Account, at: datetime) -> Meeting:
    """Join two records of one meeting: the one with an occasion stays, else the earlier; both keep their authors.

    When their units differ, each has an equal share. The author of the record that was joined is told.
    Raises: NotAllowed unless the actor writes for one of the units; MeetingRefused for records that cannot be of one
    meeting, do not stand, or are verified.
    """
    reach = reach_of(actor)
    with transaction.atomic():
        rows = _lock([one, other])
        for row in rows:
            rules.check_standing(row.state, act="合并")
        require(any(may_write(reach, row.unit_id) for row in rows), "没有为这两条会谈的单位登记的权限")
        _check_pair(rows)
        kept, joined = sorted(rows, key=lambda row: (row.occasion_id is None, row.pk))
        before = _claims(rows)
        changes = {joined.pk: _set(joined, state=MeetingState.JOINED, joined_into=kept)}
        Meeting.objects.filter(joined_into=joined).update(joined_into=kept)
        changes[kept.pk] = _set(kept, joined_code=joined.code)
        _share_out(kept)
        _follow(rows, before, act="合并会谈", reason="同一次会谈", changes=changes, actor=actor, at=at)
        _tell(joined, actor, f"您登记的会谈 {joined.code} 已合并到 {kept.code}", kept, at)
    return kept


def part_meeting(meeting: Meeting, *, reason: str, actor: Account, at: datetime) -> Meeting:
    """Let a record that was joined to another one stand by itself again.

    Raises: NotAllowed unless the actor writes for one of the units; MeetingRefused without a reason, for a record
    that is not joined, or when the one that it was joined to is verified.
    """
    said = rules.check_reason(reason, act="拆开")
    reach = reach_of(actor)
    with transaction.atomic():
        (row,) = _lock([meeting])
        kept = row.joined_into
        if kept is None:
            raise rules.MeetingRefused("这条会谈没有合并到别的会谈，不需要拆开")
        rows = _lock([row, kept])
        require(any(may_write(reach, each.unit_id) for each in rows), "没有为这两条会谈的单位登记的权限")
        row, kept = (next(each for each in rows if each.pk == pk) for pk in (row.pk, kept.pk))
        before = _claims([kept])
        changes = {row.pk: _set(row, state=MeetingState.RECORDED, joined_into=None)}
        changes[kept.pk] = _set(kept, parted_code=row.code)
        _share_out(kept)
        _keep_apart(row, kept, actor=actor, at=at)
        _follow([kept, row], before, act="拆开会谈", reason=said, changes=changes, actor=actor, at=at)
        _tell(row, actor, f"会谈 {row.code} 已从 {kept.code} 拆开", row, at)
    return row


@transaction.atomic
def keep_apart(one: Meeting, other: Meeting, *, actor: Account, at: datetime) -> None:
    """Say that two records are of two meetings, so that joining them is not offered again.

    Raises: NotAllowed unless the actor writes for one of the units.
    """
    reach = reach_of(actor)
    require(any(may_write(reach, row.unit_id) for row in (one, other)), "没有为这两条会谈的单位登记的权限")
    if _keep_apart(one, other, actor=actor, at=at):
        note = audit.Note("确认非同一会谈", TARGET, one.code, one.title, {"另一条": [None, other.code]})
        audit.record(note, actor=actor, at=at)


def _keep_apart(one: Meeting, other: Meeting, *, actor: Account, at: datetime) -> bool:
    earlier, later = sorted((one, other), key=lambda row: row.pk)
    said = {"said_at": at, "said_by": actor}
    _, is_new = MeetingApart.objects.get_or_create(earlier=earlier, later=later, defaults=said)
    return is_new


def _lock(rows: Iterable[Meeting]) -> list[Meeting]:
    """Return the rows afresh, locked, in the order of their ids."""
    found = Meeting.objects.select_for_update(of=("self",)).select_related(
        "subject", "unit", "occasion", "enterprise__subject", "created_by__person", "joined_into"
    )
    return list(found.filter(pk__in=[row.pk for row in rows]).order_by("pk"))


def _check_mine(row: Meeting, actor: Account, *, act: str, expected: int | None) -> None:
    require_writing(reach_of(actor), row.unit)
    check_version(
        city_id=row.city_id,
        target_kind=TARGET,
        target_code=row.code,
        expected=expected,
        version=row.version,
    )
    rules.check_standing(row.state, act=act)


def _check_pair(rows: Sequence[Meeting]) -> None:
    rules.check_one_meeting(
        days=[row.held_on for row in rows],
        counterparts=[rules.counterpart(row.enterprise_id, row.title) for row in rows],
        occasions=[row.occasion_id for row in rows],
    )


def _check_still_one(joined: Iterable[tuple[Any, int | None, str]], new: NewMeeting) -> None:
    own = rules.counterpart(new.enterprise.pk if new.enterprise else None, new.counterpart)
    for held_on, firm, title in joined:
        if (held_on, rules.counterpart(firm, title)) != (new.held_on, own):
            raise rules.MeetingRefused("这条会谈合并了别人的登记，改日期或对象前请先拆开")


def _claims(rows: Iterable[Meeting]) -> set[claims.Key]:
    held = [claims.held_as(row) for row in rows]
    return {key for one in held if one is not None for key in claims.claims_of(one)}


def _change(row: Meeting, new: NewMeeting, *, at: datetime) -> dict[str, list[str]]:
    """Write what differs, with people and topics in full; return it for the trail."""
    values = {
        "unit": new.unit,
        "occasion": new.occasion,
        "enterprise": new.enterprise,
        "title": new.counterpart,
        "held_on": new.held_on,
        "held_at": new.held_at,
        "form": MeetingForm(new.form),
        "place": new.place.strip(),
        "outcome": MeetingOutcome(new.outcome),
        "result": new.result.strip(),
    }
    changes = _set(row, **{name: values[name] for name in _CHANGING if getattr(row, name) != values[name]})
    before = [one.name for one in row.people.all()]
    row.people.all().delete()
    MeetingTopic.objects.filter(meeting=row).delete()
    meetings.write_people([row], [new])
    meetings.write_topics([row], [new])
    if before != (now := [one.name for one in new.people]):
        changes["会谈人员"] = ["、".join(before), "、".join(now)]
    ledger.relabel(subject=row.subject, label=row.title)
    return changes


def _set(row: Meeting, **values: Any) -> dict[str, list[Any]]:
    """Write the values under the row's next version; return for the trail what they were and are.

    A value that is no column of the row is told and not written.
    """
    changes: dict[str, list[Any]] = {"version": [row.version, row.version + 1]}
    columns = {column.name: str(column.verbose_name) for column in Meeting._meta.concrete_fields}
    for name, value in values.items():
        label = columns.get(name, "另一条")
        changes[label] = [_shown(getattr(row, name, None), name), _shown(value, name)]
        if name in columns:
            setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*(name for name in values if name in columns), "version"])
    return changes


def _shown(value: Any, name: str) -> str:
    if value is None:
        return ""
    labels: Mapping[str, Any] = {"form": MeetingForm, "outcome": MeetingOutcome, "state": MeetingState}
    return str(labels[name](value).label) if name in labels else str(value)


def _share_out(kept: Meeting) -> None:
    """Give each unit that recorded the meeting an equal share; one alone needs none."""
    units = list(dict.fromkeys([kept.unit_id, *kept.joined.order_by("pk").values_list("unit_id", flat=True)]))
    kept.parts.all().delete()
    if len(units) > 1:
        shares = rules.equal_shares(units)
        MeetingPart.objects.bulk_create(
            MeetingPart(activity=kept, unit_id=pk, basis_points=points) for pk, points in shares.items()
        )


def _follow(
    rows: Sequence[Meeting],
    before: Iterable[claims.Key],
    *,
    act: str,
    reason: str,
    changes: Mapping[int, Mapping[str, Any]],
    actor: Account,
    at: datetime,
) -> None:
    """Let the ledger follow what the rows say now, and the trail tell what has changed."""
    after: dict[claims.Key, ledger.NewFact] = {}
    about: list[int] = []
    for row in rows:
        about += [row.pk, *row.joined.values_list("pk", flat=True)]
        held = claims.held_as(row)
        after |= claims.claims_of(held) if held is not None else {}
    told = claims.move(before, after, about=about)
    notes = [audit.Note(act, TARGET, row.code, row.title, changes.get(row.pk, {})) for row in rows]
    if told.is_empty:
        audit.record_all(notes, actor=actor, at=at)
        return
    lumps = superseded_by_rows(told.added, city=actor.city, today=day_of(at))
    ledger.post(
        city=actor.city,
        act=act,
        actor=actor,
        at=at,
        facts=told.facts,
        supersede=[*told.supersede, *lumps],
        notes=notes,
        reason=reason,
    )


def _tell(row: Meeting, actor: Account, title: str, leads_to: Meeting, at: datetime) -> None:
    if row.created_by_id != actor.pk:
        notices.tell(
            [row.created_by],
            kind=NoticeKind.INFO,
            title=title,
            reason=f"{actor.display_name} 操作",
            path=f"/meetings/{leads_to.code}/",
            at=at,
        )
