"""How far targets have come: the figures are asked for all holders together, the city's own from its projects."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from luodi.calendars.selectors import calendar_of
from luodi.figures.compute import FEN_PER, compute_many, compute_table
from luodi.figures.indicators import Measure, applies
from luodi.figures.questions import Figure, Row, Table
from luodi.figures.scopes import Dimension, Scope
from luodi.kernel.asof import AsOf
from luodi.kernel.months import month_before
from luodi.kernel.numbers import half_up
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Standing
from luodi.organisation.models import City, Unit
from luodi.refdata.workdays import Calendar
from luodi.sponsorship.choices import Colour
from luodi.targets import progress
from luodi.targets.choices import Phasing, Relation
from luodi.targets.progress import HUNDRED, Light, Terms
from luodi.targets.selectors.holding import HeldTarget, Holder, targets_of, terms_on

N_MONTHS = 24
Figures = dict[str, Figure]


@dataclass(frozen=True)
class Progress:
    """A target against what was done. ``figure`` is the verified one and ``claimed`` includes what is not verified
    yet; both are None where the indicator cannot be asked of such a holder, which ``why`` explains.

    What is carried jointly is measured by what all its holders did together; ``own`` is this one's part then.
    """

    target: HeldTarget
    due: Fraction
    terms: Terms
    on: date
    figure: Figure | None = None
    claimed: Figure | None = None
    own: Figure | None = None
    why: str = ""

    @cached_property
    def value(self) -> Fraction | None:
        """The exact verified value in the target's unit; None where there is no number."""
        return exact(self.figure) if self.figure else None

    @cached_property
    def standing(self) -> progress.Standing | None:
        """The value against the target; None where there is no value to judge."""
        if self.value is None:
            return None
        share, one = self.value / Fraction(self.target.value), self.target
        forecast = None
        if one.phase.phasing != Phasing.LEVEL:
            forecast = progress.foretell(
                self.value,
                one.value,
                on=self.on,
                year=one.year,
                unit=one.indicator.unit,
                places=one.indicator.places,
            )
        return progress.Standing(share, self.due, progress.judge(share, self.due, self.terms), forecast)

    @property
    def claimed_share(self) -> Fraction | None:
        value = exact(self.claimed) if self.claimed else None
        return None if value is None else value / Fraction(self.target.value)

    @property
    def claimed_text(self) -> str:
        return "—" if self.claimed_share is None else progress.percent_text(self.claimed_share)

    @property
    def light(self) -> Light:
        if self.standing is None:
            return Light(Colour.NONE, self.why or "没有可比的数")
        return self.standing.light

    @property
    def share(self) -> Fraction:
        """For sorting: what has no value comes last."""
        return self.standing.share if self.standing else Fraction(-1)

    @property
    def share_text(self) -> str:
        return self.standing.share_text if self.standing else "—"

    @property
    def value_text(self) -> str:
        return self.figure.text if self.figure else "—"

    @property
    def due_value(self) -> Fraction:
        return Fraction(self.target.value) * self.due

    @property
    def due_text(self) -> str:
        return progress.percent_text(self.due)

    @property
    def due_value_text(self) -> str:
        return f"{half_up(self.due_value, self.target.indicator.places):,}"

    @property
    def forecast_text(self) -> str:
        found = self.standing.forecast if self.standing else None
        return "—" if found is None else f"{half_up(found.value, self.target.indicator.places):,}"

    @property
    def bar(self) -> float:
        """The share as a width, at most 100."""
        return _width(self.share)

    @property
    def due_bar(self) -> float:
        """Where time stands beside it."""
        return _width(self.due)


def _width(share: Fraction) -> float:
    return round(float(min(max(share, Fraction(0)), Fraction(1)) * HUNDRED), 2)


def exact(figure: Figure) -> Fraction | None:
    """Return a figure's number before any rounding, in its unit; a percentage from its two parts."""
    if figure.value is None:
        return None
    if figure.parts:
        above, below = figure.parts
        over, under = exact(above), exact(below)
        if figure.indicator.measure == Measure.MEAN or over is None or not under:
            return Fraction(figure.value)
        return over / under * HUNDRED
    if figure.raw is None:
        return Fraction(figure.value)
    return (
        Fraction(figure.raw, FEN_PER[figure.unit]) if figure.indicator.is_amount else Fraction(figure.value)
    )


def year_until(year: int, on: date) -> Period:
    """Return the part of the year that has gone by the end of the day; the whole of it when it is over."""
    return Period(date(year, 1, 1), min(max(on, date(year, 1, 1)), date(year, 12, 31)))


def due_of(target: HeldTarget, on: date, terms: Terms, calendar: Calendar) -> Fraction:
    """Return which part of the target is due by the end of the day."""
    return progress.due_share(
        phasing=target.phase.phasing,
        phases=target.phase.steps,
        value=target.value,
        on=on,
        year=target.year,
        basis=terms.basis,
        calendar=calendar,
    )


def phased(target: HeldTarget, on: date, *, city: City) -> Fraction:
    """Return how much of the target is due by the end of the day, in its unit: by its table of quarters or curve, else
    by the city's rule (month/12, days or working days).    Shape: two queries; for many use ``due_of``.
    """
    return Fraction(target.value) * due_of(target, on, terms_on(city.pk, on), calendar_of(city.pk))


def progress_of(
    city: City, held: Sequence[HeldTarget], *, on: date, as_of: AsOf | None = None, claims: bool = True
) -> dict[int, Progress]:
    """Return the progress of each target by its number, as of a moment of knowledge, on a day of the targets' year.

    Shape: one question for all units without others below them, one for all leaders, and one for each unit that has
    some (its own and theirs are one figure, which adding up would count twice) and for each number carried jointly.
    """
    if not held:
        return {}
    as_of = as_of or ledger.resolve(city)
    terms, calendar = terms_on(city.pk, on), calendar_of(city.pk)
    period = year_until(held[0].year, on)
    verified = _Asked(city, period, as_of, Standing.VERIFIED, held).figures()
    claimed = _Asked(city, period, as_of, Standing.CLAIMED, held).figures() if claims else {}
    told = {}
    for one in held:
        told[one.number] = Progress(
            target=one,
            due=due_of(one, on, terms, calendar),
            terms=terms,
            on=on,
            figure=verified.get(one.number),
            claimed=claimed.get(one.number),
            why="" if one.number in verified else why_none(one),
        )
    return _jointly(told, city, period, as_of, claims=claims)


def why_none(one: HeldTarget) -> str:
    """Return why an indicator cannot be asked of a holder; empty when it can."""
    if one.holder.is_person and not applies(one.indicator, [Dimension.LEADER]):
        return f"“{one.indicator.name}”不能按领导统计，完成情况须由主管单位提供"
    return ""


@dataclass(frozen=True)
class _Asked:
    """Everything that is asked of the figures for one standing."""

    city: City
    period: Period
    as_of: AsOf
    standing: Standing
    held: Sequence[HeldTarget]

    def figures(self) -> dict[int, Figure]:
        """Return the figures by the targets' numbers; what cannot be asked is missing."""
        above = _above(self.city)
        found: dict[int, Figure] = {}
        wholes: dict[Holder, list[HeldTarget]] = defaultdict(list)
        split: dict[Dimension, list[HeldTarget]] = defaultdict(list)
        for one in self.held:
            if why_none(one):
                continue
            if one.holder.is_person:
                split[Dimension.LEADER].append(one)
            elif one.holder.is_city or one.holder.unit_id in above:
                wholes[one.holder].append(one)
            else:
                split[Dimension.UNIT].append(one)
        for by, some in split.items():
            found |= self._split(by, some)
        for holder, some in wholes.items():
            told = self._many([one.indicator.code for one in some], holder.scope)
            found |= {one.number: told[one.indicator.code] for one in some}
        return found

    def _split(self, by: Dimension, some: Sequence[HeldTarget]) -> dict[int, Figure]:
        codes = list(dict.fromkeys(one.indicator.code for one in some))
        table = compute_table(
            codes,
            city=self.city,
            period=self.period,
            by=by,
            as_of=self.as_of,
            standing=self.standing,
        )
        rows = {row.key: row.figures for row in table.rows}
        return {one.number: _of_row(table, rows, one) for one in some}

    def _many(self, codes: Sequence[str], scope: Scope) -> Figures:
        return compute_many(
            list(dict.fromkeys(codes)),
            city=self.city,
            period=self.period,
            scope=scope,
            as_of=self.as_of,
            standing=self.standing,
        )


def _of_row(table: Table, rows: Mapping[str, Figures], one: HeldTarget) -> Figure:
    """Return the holder's figure of a split, or nothing done where it has no row."""
    found = rows.get(one.holder.code)
    if found is not None:
        return found[one.indicator.code]
    total = table.total[one.indicator.code]
    question = replace(total.question, scope=one.holder.scope)
    return _nothing(replace(total, question=question))


def _nothing(total: Figure) -> Figure:
    """Return a figure of no facts: 0, or no value for what is made of two figures."""
    if total.indicator.is_ratio:
        return replace(total, value=None, raw=None, numerator=None, denominator=None)
    return replace(total, value=half_up(Fraction(0), total.indicator.places), raw=0)


def _above(city: City) -> frozenset[int]:
    """Return the units that have or had others below them."""
    rows = Unit.objects.of(city.pk).filter(parent__isnull=False)
    return frozenset(rows.values_list("parent_id", flat=True).distinct())


def _jointly(
    told: dict[int, Progress], city: City, period: Period, as_of: AsOf, *, claims: bool
) -> dict[int, Progress]:
    """Let those that carry one number together be measured by what they did together, each project once.

    Shape: two questions for each group, of all its holders, whichever of them are asked about.
    """
    groups: dict[tuple[str, str, int], list[Progress]] = defaultdict(list)
    for one in told.values():
        target = one.target
        if target.relation == Relation.JOINT:
            groups[target.indicator.code, target.joint, target.year].append(one)
    for (code, joint, year), some in groups.items():
        every = targets_of(city, year, as_of=as_of, indicator=code)
        scope = _together([one.holder for one in every if one.joint == joint])
        if scope is None:
            why = f"共担组“{joint}”既有单位又有领导，不能合并统计，只列各自的数"
            told |= {one.target.number: replace(one, figure=None, own=one.figure, why=why) for one in some}
            continue
        found = [
            compute_many([code], city=city, period=period, scope=scope, as_of=as_of, standing=standing)[code]
            if not some[0].why
            else None
            for standing in (Standing.VERIFIED, Standing.CLAIMED)[: 2 if claims else 1]
        ]
        for one in some:
            told[one.target.number] = replace(
                one, figure=found[0], claimed=found[-1] if claims else None, own=one.figure
            )
    return told


def _together(holders: Iterable[Holder]) -> Scope | None:
    """Return the scope of several holders of one sort; None for units and leaders together."""
    some = sorted(set(holders))
    if len({one.is_person for one in some}) > 1:
        return None
    if any(one.is_city for one in some):
        return Scope.CITY
    dimension = Dimension.LEADER if some[0].is_person else Dimension.UNIT
    return Scope.CITY.narrowed(
        dimension, ",".join(one.code for one in some), "、".join(one.name for one in some)
    )


def sparks(
    city: City, held: Sequence[HeldTarget], *, on: date, as_of: AsOf | None = None
) -> dict[int, tuple[Row, ...]]:
    """Return what each holder did in each of the 24 months up to the day, for indicators that have months.

    Shape: by the targets' numbers, one row a month; one question for each holder.
    """
    as_of = as_of or ledger.resolve(city)
    period = Period(month_before(on, N_MONTHS - 1), on)
    by_holder: dict[Holder, list[HeldTarget]] = defaultdict(list)
    for one in held:
        if not why_none(one) and applies(one.indicator, [Dimension.MONTH]):
            by_holder[one.holder].append(one)
    found: dict[int, tuple[Row, ...]] = {}
    for holder, some in by_holder.items():
        codes = list(dict.fromkeys(one.indicator.code for one in some))
        table = compute_table(
            codes, city=city, period=period, by=Dimension.MONTH, scope=holder.scope, as_of=as_of
        )
        rows = {row.key: row for row in table.rows}
        for one in some:
            found[one.number] = tuple(_month(table, rows, month, one) for month in period.months())
    return found


def _month(table: Table, rows: Mapping[str, Row], month: Period, one: HeldTarget) -> Row:
    key, code = f"{month.last:%Y-%m}", one.indicator.code
    if key in rows:
        return Row(key, rows[key].label, {code: rows[key].figures[code]})
    total = table.total[code]
    return Row(key, key, {code: _nothing(replace(total, question=replace(total.question, period=month)))})
