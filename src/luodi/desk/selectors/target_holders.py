"""What one holder carries, as its page, the leader's page and home show it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luodi.desk.frame import Frame
from luodi.desk.selectors.targets import Spark, flat, sparks_of, time_text, year_in
from luodi.figures.indicators import indicator
from luodi.figures.scopes import Dimension
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import Person, Unit
from luodi.targets import selectors as targets
from luodi.targets.models import TargetVersion
from luodi.targets.progress import Terms
from luodi.targets.selectors import HeldTarget, Holder, Node, Progress


@dataclass(frozen=True)
class HolderPage:
    """One holder's year: each target with its progress, the ones below it, its months and everything it ever said."""

    holder: Holder
    posts: str
    year: int
    years: Sequence[int]
    lines: Sequence[Progress]
    nodes: Mapping[int, Node]
    above: Mapping[int, HeldTarget]
    sparks: Mapping[int, Spark]
    history: Sequence[TargetVersion]
    terms: Terms
    time_text: str
    is_closed: bool

    @property
    def names(self) -> dict[str, str]:
        """What the indicators are called, those of withdrawn targets too."""
        return {one.target.indicator: indicator(one.target.indicator).name for one in self.history}


def holder_page(frame: Frame, body: Unit | Person) -> HolderPage:
    """Return the page of a unit or a leader, as of the frame's moment."""
    year, years = year_in(frame)
    held = targets.targets_of(frame.city, year, as_of=frame.known)
    holder = targets.holder_of(body)
    mine = [one for one in held if one.holder == holder]
    told = targets.progress_of(frame.city, mine, on=frame.today, as_of=frame.known)
    codes = {one.indicator.code for one in mine}
    nodes: dict[int, Node] = {}
    for code in codes:
        same = [one for one in held if one.indicator.code == code]
        every = [line for top in targets.cascade(frame.city, same, on=frame.today) for line in flat(top)]
        nodes |= {line.target.number: line for line in every if line.target.holder == holder}
    terms = targets.terms_on(frame.city.pk, frame.today)
    return HolderPage(
        holder=holder,
        posts=_posts(body, frame),
        year=year,
        years=years,
        lines=list(told.values()),
        nodes=nodes,
        above={one.number: one for one in held},
        sparks=sparks_of(frame, mine),
        history=_history(frame, body, year),
        terms=terms,
        time_text=time_text(frame, year, terms),
        is_closed=bool(holder.closed_on and holder.closed_on <= frame.today),
    )


def holder_progress(frame: Frame, body: Unit | Person) -> dict[str, Progress]:
    """Return this year's progress of a unit or a leader by indicator, for pages that say more than that."""
    held = targets.targets_of(frame.city, frame.today.year, as_of=frame.known, holders=[body])
    told = targets.progress_of(frame.city, held, on=frame.today, as_of=frame.known)
    return {one.target.indicator.code: one for one in told.values()}


@dataclass(frozen=True)
class Aims:
    """What home says of the year: the targets of the city, or of the unit that the page is about, and all lights."""

    year: int
    lines: Sequence[Progress]
    counts: Mapping[str, int]
    kind: str
    time_text: str
    terms: Terms


def aims(frame: Frame) -> Aims | None:
    """Return the block of home; None where the page is about something that carries no targets."""
    unit = _unit_of(frame)
    year = frame.today.year
    held = targets.targets_of(frame.city, year, as_of=frame.known) if unit else []
    mine = [one for one in held if unit and one.holder.unit_id == unit.pk]
    counties = [one for one in held if one.holder.kind == UnitKind.COUNTY and unit and not unit.parent_id]
    if not mine:
        return None
    told = targets.progress_of(frame.city, [*mine, *counties], on=frame.today, as_of=frame.known)
    terms = targets.terms_on(frame.city.pk, frame.today)
    return Aims(
        year=year,
        lines=[told[one.number] for one in mine],
        counts=Counter(told[one.number].light.colour.value for one in counties),
        kind=UnitKind.COUNTY,
        time_text=time_text(frame, year, terms),
        terms=terms,
    )


def _unit_of(frame: Frame) -> Unit | None:
    """Return the unit that the page's scope is: the city itself where it is asked of nothing narrower."""
    parts = frame.scope.parts
    units = Unit.objects.of(frame.city.pk)
    if not parts:
        return units.filter(parent__isnull=True).first()
    if len(parts) == 1 and parts[0].dimension == Dimension.UNIT:
        return units.filter(code=parts[0].key).first()
    return None


def _posts(body: Unit | Person, frame: Frame) -> str:
    """Return the posts of a leader on the day: who holds two carries one set of targets."""
    if isinstance(body, Unit):
        return str(body.get_kind_display())
    held = body.posts.held_on(frame.today).select_related("unit").order_by("id")
    titles = [f"{one.unit.short_name}{one.title}" for one in held]
    return "、".join(titles) or "已不任职"


def _history(frame: Frame, body: Unit | Person, year: int) -> list[TargetVersion]:
    mine = {"target__unit": body} if isinstance(body, Unit) else {"target__person": body}
    rows = TargetVersion.objects.known_at(frame.known).filter(**mine, target__year=year)
    known = rows.select_related("target", "parent__unit", "parent__person", "said_by__person", "entry")
    return list(known.order_by("-id"))
