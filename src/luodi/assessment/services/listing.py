"""Red and black lists: by the scheme's rule from a run, or by hand with a reason; never silently taken off."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from luodi.assessment import record_rules as rules
from luodi.assessment.choices import PUBLISHED
from luodi.assessment.models import Listed, Membership, Run, RunScore
from luodi.assessment.policies import require_keeping
from luodi.assessment.record_choices import Colour
from luodi.assessment.record_rules import RecordRefused
from luodi.assessment.selectors.records import same_holder
from luodi.assessment.services.record_trail import note, tell_holder
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account
from luodi.organisation.policies import require

TARGET = "listed"
ADDRESS = "/assessment/lists/"


def draw_lists(*, run: Run, actor: Account, at: datetime) -> list[Listed]:
    """Put the members on the lists that the scheme's rules put them on, and return who came on now.

    A member that an earlier run had put there by rule, and this one does not, is taken off with that reason.
    Raises: RecordRefused for a run that is not published; NotAllowed for anybody but the centre.
    """
    require_keeping(actor)
    require(run.group.city_id == actor.city_id, "不是本市的考核")
    if run.state not in PUBLISHED:
        raise RecordRefused("公示以后才能出红黑榜")
    with transaction.atomic():
        held = list(Listed.objects.standing().filter(group=run.group, by_rule=True).with_all())
        drawn = {(one.unit_id, one.person_id, title) for one, title in _drawn(run)}
        for row in held:
            if (row.unit_id, row.person_id, row.title) not in drawn:
                _remove(row, f"{run.title}不再符合条件", actor, at)
        present = {(row.unit_id, row.person_id, row.title) for row in held}
        return [
            _put(run, score, title, actor, at)
            for score, title in _drawn(run)
            if (score.unit_id, score.person_id, title) not in present
        ]


def list_by_hand(
    *,
    member: Membership,
    colour: Colour,
    title: str,
    reason: str,
    run: Run | None = None,
    actor: Account,
    at: datetime,
) -> Listed:
    """Put a member on a list with a reason.

    Raises: RecordRefused without title or reason, or when it stands there; NotAllowed for anybody but the centre.
    """
    require_keeping(actor)
    require(member.group.city_id == actor.city_id, "不是本市的考核对象")
    said = rules.check_reason(reason, refusal=RecordRefused, act="上榜")
    name = title.strip() or colour.label
    with transaction.atomic():
        same = Listed.objects.standing().filter(group=member.group, title=name)
        if same.filter(same_holder(member)).exists():
            raise RecordRefused(f"“{member.name}”已在“{name}”", field="member")
        row = Listed.objects.create(
            group=member.group,
            run=run,
            unit=member.unit,
            person=member.person,
            colour=colour,
            title=name,
            reason=said,
            listed_at=at,
            listed_by=actor,
        )
        _tell(row, f"{member.group}：{member.name}列入“{name}”", said, actor, at)
    return row


def remove_listed(*, listed: Listed, reason: str, actor: Account, at: datetime) -> Listed:
    """Take a member off a list; the row stays on record.

    Raises: RecordRefused without a reason, or when it is off; NotAllowed for anybody but the centre.
    """
    require_keeping(actor)
    said = rules.check_reason(reason, refusal=RecordRefused, act="移出")
    with transaction.atomic():
        locked = Listed.objects.select_for_update(of=("self",)).with_all()
        row = locked.get(pk=listed.pk, group__city_id=actor.city_id)
        if row.removed_at is not None:
            raise RecordRefused("已经移出，请刷新")
        _remove(row, said, actor, at)
    return row


def colour_of(title: str) -> Colour:
    """Return what the name of a list says of its colour."""
    if "红" in title or "表扬" in title:
        return Colour.RED
    return Colour.BLACK if "黑" in title or "批评" in title else Colour.OTHER


def _drawn(run: Run) -> Sequence[tuple[RunScore, str]]:
    scores = RunScore.objects.filter(run=run).select_related("unit", "person")
    scores = scores.order_by(F("rank").asc(nulls_last=True), "position")
    return [(score, title) for score in scores for title in score.told.get("lists", ())]


def _put(run: Run, score: RunScore, title: str, actor: Account, at: datetime) -> Listed:
    place = f"，{score.place}" if score.place else ""
    reason = f"{run.title}得 {score.total:.2f} 分{place}" if score.total is not None else run.title
    row = Listed.objects.create(
        group=run.group,
        run=run,
        unit=score.unit,
        person=score.person,
        colour=colour_of(title),
        title=title[:40],
        reason=reason[:400],
        by_rule=True,
        listed_at=at,
        listed_by=actor,
    )
    _tell(row, f"{run.group}：{row.name}列入“{row.title}”", row.reason, actor, at)
    return row


def _remove(row: Listed, reason: str, actor: Account, at: datetime) -> None:
    row.removed_at, row.removed_by, row.removed_reason = at, actor, reason
    row.save(update_fields=["removed_at", "removed_by", "removed_reason"])
    _tell(row, f"{row.group}：{row.name}移出“{row.title}”", reason, actor, at)


def _tell(row: Listed, title: str, reason: str, actor: Account, at: datetime) -> None:
    act = "移出名单" if row.removed_at else "列入名单"
    changes = {"名单": [None, row.title], "理由": [None, reason]}
    note(act, TARGET, row.pk, f"{row.group} {row.name}", changes, actor=actor, at=at)
    tell_holder(row, NoticeKind.DECIDED, title, path=ADDRESS, at=at, reason=reason)
