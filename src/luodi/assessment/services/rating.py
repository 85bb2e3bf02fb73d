"""Rating rounds: opened with the raters that the scheme names, marked by each rater alone, closed by the centre."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from luodi import bulk
from luodi.assessment import record_rules as rules
from luodi.assessment.models import Group, Membership, RatingMark, RatingRound, RatingSeat
from luodi.assessment.policies import require_keeping
from luodi.assessment.record_choices import RoundState
from luodi.assessment.record_rules import RatingRefused
from luodi.assessment.selectors.records import members_on
from luodi.assessment.selectors.scheme_inputs import raters_of, rules_in_force
from luodi.assessment.services.record_trail import note
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, City, Unit
from luodi.organisation.policies import require
from luodi.organisation.services.cities import Program

TARGET = "rating-round"
_MOST_RATERS = 2000
_SHUFFLE = random.SystemRandom().shuffle


@dataclass(frozen=True, kw_only=True)
class NewRound:
    """``raters`` are accounts with the kind as which each rates."""

    group: Group
    input: str
    title: str
    opens_on: date
    closes_on: date
    raters: Sequence[tuple[Account, str]]


@dataclass(frozen=True)
class Mark:
    points: Decimal | None
    remark: str = ""


def address_of(row: RatingRound) -> str:
    return f"/assessment/ratings/{row.pk}/"


def open_round(new: NewRound, *, actor: Account, at: datetime) -> RatingRound:
    """Open a round: each rater is to rate every member of the group but his own unit and those above and below it.

    Raises: RatingRefused when the scheme in force has no such ratings, for a rater of a kind that it does not name or
    who has nobody to rate, for one that is named twice; NotAllowed for anybody but the centre.
    """
    require_keeping(actor)
    group = new.group
    require(group.city_id == actor.city_id, "不是本市的考核组")
    asked = raters_of(rules_in_force(group, new.opens_on), new.input)
    kinds = {one["kind"]: one["title"] for one in asked.kinds}
    days = {"opens_on": new.opens_on, "closes_on": new.closes_on, "today": day_of(at)}
    rules.check_round(title=new.title, kinds=kinds, **days)
    if RatingRound.objects.filter(group=group, title=new.title.strip(), state=RoundState.OPEN).exists():
        raise RatingRefused("本组已有同名的评议正在进行", field="title")
    _check_raters(new, kinds, actor)
    with transaction.atomic():
        row = RatingRound.objects.create(
            group=group,
            input=new.input,
            title=new.title.strip(),
            scale=asked.scale,
            kinds=[dict(one) for one in asked.kinds],
            opens_on=new.opens_on,
            closes_on=new.closes_on,
            opened_at=at,
            opened_by=actor,
        )
        _seat(row, new.raters, members_on(group, new.opens_on))
        changes = {"评议人": [None, len(new.raters)], "截止日期": [None, new.closes_on.isoformat()]}
        note("发起评议", TARGET, row.pk, row.title, changes, actor=actor, at=at)
        title = f"请在 {row.closes_on.isoformat()} 前完成评议：{row.title}"
        told = [account for account, _ in new.raters]
        notices.tell(told, kind=NoticeKind.ASKED, title=title, path=address_of(row), at=at)
    return row


def submit_marks(
    *, seat: RatingSeat, marks: Mapping[str, Mark], actor: Account, at: datetime
) -> tuple[int, int]:
    """Keep a rater's marks, by the key of whom they rate; None takes one back. Return how many are given, of how many.

    Raises: RatingRefused outside of the round's days, for points beyond the scale, for whom the rater does not rate;
    NotAllowed for anybody but the rater.
    """
    require(seat.account_id == actor.pk and actor.is_active, "只能用本人的账号评议")
    with transaction.atomic():
        locked = RatingSeat.objects.select_for_update(of=("self",)).select_related("round").get(pk=seat.pk)
        round_ = locked.round
        rules.check_open(
            is_open=round_.state == RoundState.OPEN,
            opens_on=round_.opens_on,
            closes_on=round_.closes_on,
            today=day_of(at),
        )
        rows = {
            row.key: row for row in RatingMark.objects.filter(seat=locked).select_related("unit", "person")
        }
        changed = []
        for key, mark in marks.items():
            row = rows.get(key)
            if row is None:
                raise RatingRefused("评议名单里没有这个对象，或是您所在的单位")
            if mark.points is not None:
                rules.check_mark(mark.points, round_.scale, name=row.name, field=key)
            if (row.points, row.remark) != (mark.points, mark.remark.strip()):
                row.points, row.remark = mark.points, mark.remark.strip()[:200]
                row.at = at if mark.points is not None else None
                changed.append(row)
        RatingMark.objects.bulk_update(changed, ["points", "remark", "at"], batch_size=200)
        given = sum(row.points is not None for row in rows.values())
        locked.submitted_at = at if given == len(rows) else None
        locked.save(update_fields=["submitted_at"])
        note("提交评议", TARGET, round_.pk, round_.title, {"已评": [None, given]}, actor=actor, at=at)
    return given, len(rows)


def close_round(*, round_: RatingRound, actor: Account, at: datetime) -> RatingRound:
    """Close a round before its day, or after it; who has not rated is missing.

    Raises: RatingRefused for one that is closed; NotAllowed for anybody but the centre.
    """
    require_keeping(actor)
    with transaction.atomic():
        row = RatingRound.objects.select_for_update(of=("self",)).get(
            pk=round_.pk, group__city_id=actor.city_id
        )
        if row.state != RoundState.OPEN:
            raise RatingRefused("这次评议已经结束，请刷新")
        _close(row, actor, at)
    return row


def close_due(*, city: City, at: datetime) -> list[str]:
    """Close the rounds whose last day is over, and bring the others to the mind of those who have not rated.

    Shape: the titles of what was closed; who was reminded of a round before is not reminded again.
    """
    today = day_of(at)
    rows = RatingRound.objects.filter(group__city=city, state=RoundState.OPEN)
    with transaction.atomic():
        near = rows.filter(opens_on__lte=today, closes_on__range=(today, today + rules.REMIND_AHEAD))
        for row in near:
            title = f"评议将于 {row.closes_on.isoformat()} 截止，您还没有评完：{row.title}"
            waiting = Account.objects.filter(
                pk__in=row.seats.filter(submitted_at=None).values("account_id"), is_active=True
            )
            key = f"rating:{row.pk}:due"
            notices.tell(waiting, kind=NoticeKind.REMINDER, title=title, path=address_of(row), at=at, key=key)
        over = list(rows.select_for_update(of=("self",)).filter(closes_on__lt=today).order_by("id"))
        for row in over:
            _close(row, Program(city.pk, display_name="系统"), at)
    return [row.title for row in over]


def _close(row: RatingRound, actor: Account | Program, at: datetime) -> None:
    row.state, row.closed_at = RoundState.CLOSED, at
    row.closed_by = actor if isinstance(actor, Account) else None
    row.save(update_fields=["state", "closed_at", "closed_by"])
    missing = RatingMark.objects.filter(seat__round=row, points=None).count()
    note("结束评议", TARGET, row.pk, row.title, {"未评": [None, missing]}, actor=actor, at=at)


def _check_raters(new: NewRound, kinds: Mapping[str, str], actor: Account) -> None:
    if not new.raters:
        raise RatingRefused("请选择评议人", field="raters")
    if len(new.raters) > _MOST_RATERS:
        raise RatingRefused(f"一次评议最多 {_MOST_RATERS} 名评议人", field="raters")
    seen: set[int] = set()
    for account, kind in new.raters:
        if account.city_id != actor.city_id or not account.is_active:
            raise RatingRefused(f"账号“{account.login}”不能评议", field="raters")
        if kind not in kinds:
            known = "、".join(kinds.values())
            raise RatingRefused(f"考核办法里没有“{kind}”这类评议人，有：{known}", field="raters")
        if account.pk in seen:
            raise RatingRefused(f"{account.display_name}写了两次，一人只有一票", field="raters")
        seen.add(account.pk)


def _seat(row: RatingRound, raters: Sequence[tuple[Account, str]], members: Sequence[Membership]) -> None:
    """Give each rater a number that tells nothing of who it is, and the members that he rates."""
    numbers = list(range(1, len(raters) + 1))
    _SHUFFLE(numbers)
    parents = dict(Unit.objects.of(row.group.city_id).values_list("pk", "parent_id"))
    seats, wanted = [], []
    for number, (account, kind) in zip(numbers, raters, strict=True):
        own = rules.related_units(account.unit_id, parents)
        rated = [
            one
            for one in members
            if not one.excluded and one.unit_id not in own and one.person_id != account.person_id
        ]
        if not rated:
            raise RatingRefused(f"{account.display_name}没有可评议的对象（不评本单位）", field="raters")
        seats.append(RatingSeat(round=row, number=number, account=account, kind=kind))
        wanted.append(rated)
    RatingSeat.objects.bulk_create(seats)
    columns = ("seat_id", "unit_id", "person_id")
    lines = (
        (seat.pk, one.unit_id, one.person_id)
        for seat, rated in zip(seats, wanted, strict=True)
        for one in rated
    )
    bulk.insert(RatingMark, columns, lines, same={"points": None, "remark": "", "at": None})
