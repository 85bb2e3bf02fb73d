"""Rating rounds and self-assessments as pages show them: to the raters, to the centre, to the members."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from luodi.assessment import policies, record_policies
from luodi.assessment.choices import SourceKind
from luodi.assessment.models import (
    Group,
    RatingMark,
    RatingRound,
    RatingSeat,
    SelfScore,
    SelfSheet,
)
from luodi.assessment.selectors.scheme_inputs import (
    Asked,
    ItemAsked,
    inputs_of,
    items_of,
    raters_of,
    rules_in_force,
)
from luodi.desk.frame import Frame
from luodi.desk.selectors.assessment_records import day_in
from luodi.kernel.numbers import half_up


@dataclass(frozen=True)
class RoundLine:
    row: RatingRound
    is_open: bool
    seat: RatingSeat | None
    n_given: int
    n_all: int


def rounds(frame: Frame) -> list[RoundLine]:
    """Return the rounds that the account sees, with how far they are; the raters see how far they are themselves."""
    rows = list(RatingRound.objects.visible_to(frame.account, frame.reach).select_related("group")[:200])
    seats = {one.round_id: one for one in RatingSeat.objects.filter(round__in=rows, account=frame.account)}
    marks = RatingMark.objects.filter(seat__round__in=rows)
    if not policies.may_keep(frame.reach):
        marks = marks.filter(seat__account=frame.account)
    counted = marks.values("seat__round").annotate(
        n=Count("id"), given=Count("id", filter=Q(points__isnull=False))
    )
    told = {one["seat__round"]: (one["given"], one["n"]) for one in counted}
    return [
        RoundLine(row, row.is_open_on(frame.today), seats.get(row.pk), *told.get(row.pk, (0, 0)))
        for row in rows
    ]


@dataclass(frozen=True)
class Given:
    """What was given to one member: how many of each kind of raters, and their mean."""

    name: str
    by_kind: Sequence[tuple[int, int, str]]


@dataclass(frozen=True)
class RoundPage:
    """``missing`` are the raters who have not rated all, with how many they lack."""

    row: RatingRound
    is_open: bool
    kinds: Sequence[Mapping[str, str]]
    members: Sequence[Given]
    missing: Sequence[tuple[str, str, str, int]]
    n_seats: int
    n_missing: int


def round_page(found: RatingRound, frame: Frame) -> RoundPage:
    """Return how far a round is and the means by kind; single marks stand nowhere with a name."""
    marks = list(
        RatingMark.objects.filter(seat__round=found).select_related(
            "seat__account__person", "seat__account__unit", "unit", "person"
        )
    )
    by_member: dict[str, dict[str, list[Decimal | None]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, str] = {}
    lacks: Counter[RatingSeat] = Counter()
    for one in marks:
        names.setdefault(one.key, one.name)
        by_member[one.key][one.seat.kind].append(one.points)
        if one.points is None:
            lacks[one.seat] += 1
    kinds = found.kinds
    members = [
        Given(names[key], [_mean(votes[kind["kind"]]) for kind in kinds]) for key, votes in by_member.items()
    ]
    missing = sorted(
        (found.kind_title(seat.kind), seat.account.unit_name, seat.account.display_name, n)
        for seat, n in lacks.items()
    )
    return RoundPage(
        found,
        found.is_open_on(frame.today),
        kinds,
        members,
        missing,
        RatingSeat.objects.filter(round=found).count(),
        sum(lacks.values()),
    )


def _mean(votes: Sequence[Decimal | None]) -> tuple[int, int, str]:
    """Return how many rated, of how many, and their mean; of a single rater no mean, which would be his mark."""
    given = [one for one in votes if one is not None]
    if not given:
        return 0, len(votes), "—"
    mean = str(half_up(sum(given, Decimal(0)) / len(given), 2)) if len(given) > 1 else "仅一票，不显示"
    return len(given), len(votes), mean


def marks_for(seat: RatingSeat) -> list[RatingMark]:
    rows = RatingMark.objects.filter(seat=seat).select_related("unit", "person")
    return list(rows.order_by("unit__rank_order", "id"))


@dataclass(frozen=True)
class Rateable:
    """A ratings input of a group's scheme in force."""

    code: str
    name: str
    asked: Asked


def rateable(group: Group, today: date) -> list[Rateable]:
    """Raises: Refusal without a scheme in force."""
    rules = rules_in_force(group, day_in(group, today))
    found = inputs_of(rules, SourceKind.RATINGS)
    return [Rateable(code, one.title, raters_of(rules, code)) for code, one in found.items()]


@dataclass(frozen=True)
class SheetLine:
    row: SelfSheet
    is_late: bool
    is_own: bool


def sheets_seen(frame: Frame) -> list[SheetLine]:
    """Return the self-assessments of the account's units, those that wait first."""
    rows = SelfSheet.objects.visible_to(frame.reach).with_all()
    own = SelfSheet.objects.filter(person_id=frame.account.person_id).with_all()
    found = (rows | own).distinct().order_by("-call__ends_on", "submitted_at", "id")[:500]
    return [
        SheetLine(
            row,
            row.submitted_at is None and row.call.due_on < frame.today,
            record_policies.speaks_for(frame.account, frame.reach, row),
        )
        for row in found
    ]


@dataclass(frozen=True)
class SheetPage:
    row: SelfSheet
    items: Sequence[tuple[ItemAsked, SelfScore | None]]
    may_say: bool
    shows: bool

    @property
    def total(self) -> Decimal:
        return sum((one.points for _, one in self.items if one), Decimal(0))


def sheet_page(found: SelfSheet, frame: Frame) -> SheetPage:
    """Return a member's sheet; until it is submitted nobody else sees what stands in it."""
    held = {one.item: one for one in SelfScore.objects.filter(sheet=found)}
    items = items_of(rules_in_force(found.call.group, found.call.ends_on))
    own = record_policies.speaks_for(frame.account, frame.reach, found)
    return SheetPage(
        found,
        [(one, held.get(one.code)) for one in items],
        own and not frame.is_past and frame.today <= found.call.due_on,
        own or found.submitted_at is not None,
    )
