"""Trials: what a further project or another weight would yield, other rules on the same data, a draft on past data.

Nothing of it is ever stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from luodi.assessment import scoring
from luodi.assessment.choices import SourceKind
from luodi.assessment.engine import Member, Result, Rules, Score, Value
from luodi.assessment.models import Group, Run, RunScore, RunSource, SchemeVersion
from luodi.assessment.rules import AssessmentRefused
from luodi.assessment.selectors.gathering import gather
from luodi.assessment.selectors.supposing import Supposed, moved, row_of
from luodi.assessment.selectors.thawing import members_of, scheme_of
from luodi.kernel.asof import AsOf


@dataclass(frozen=True)
class Line:
    """A member before and after."""

    key: str
    name: str
    before: Score | None
    after: Score | None

    @property
    def gain(self) -> Fraction | None:
        totals = [one.total if one else None for one in (self.before, self.after)]
        return None if None in totals else totals[1] - totals[0]  # type: ignore[operator]

    @property
    def climbs(self) -> int | None:
        """By how many places it comes forward."""
        ranks = [one.rank if one else None for one in (self.before, self.after)]
        return None if None in ranks else ranks[0] - ranks[1]  # type: ignore[operator]


@dataclass(frozen=True)
class Trial:
    """What would be: ``before`` is what the run says. ``touched`` are the inputs that changed, ``notes`` what was not
    supposed."""

    before: Result
    after: Result
    touched: tuple[tuple[str, Value, Value], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def lines(self) -> list[Line]:
        """The members, those best placed afterwards first."""
        keys = dict.fromkeys([*(one.code for one in self.after.ranked()), *self.before.members])
        return [self.line(key) for key in keys]

    def line(self, key: str) -> Line:
        before, after = self.before.members.get(key), self.after.members.get(key)
        known = after or before
        assert known is not None
        return Line(key, known.name, before, after)


def suppose(
    run: Run,
    *,
    key: str = "",
    project: Supposed | None = None,
    n: int = 1,
    weights: Mapping[str, Fraction] | None = None,
) -> Trial:
    """Return what ``n`` further projects of one member, or other weights, would make of a run.

    Shape: from the frozen inputs alone.    Raises: AssessmentRefused for who is not in the run; Refusal for an item
    without a weight.
    """
    scores = list(RunScore.objects.filter(run=run).order_by("position", "id"))
    members, scheme = members_of(run, scores), scheme_of(run)
    before = scoring.scored(scheme, members, run.last_on)
    touched: list[tuple[str, Value, Value]] = []
    notes: list[str] = []
    if project is not None:
        score = next((one for one in scores if one.key == key), None)
        if score is None:
            raise AssessmentRefused("这次考核里没有这个对象", field="key")
        members[key] = _Supposing(run, score, project, scheme.on(run.last_on), notes).joined(members[key], n)
        old = members_of(run, [score])[key].inputs
        new = members[key].inputs
        titles = scheme.on(run.last_on).inputs
        touched = [(titles[code].title, old[code], new[code]) for code in old if old[code] != new[code]]
    if weights:
        scheme = scoring.weighed(scheme, weights)
    after = scoring.scored(scheme, members, run.last_on)
    return Trial(before, after, tuple(touched), tuple(dict.fromkeys(notes)))


def compare(run: Run, other: SchemeVersion) -> Trial:
    """Return a run beside what another scheme makes of the same members, day and as-of.

    Raises: SchemeRefused; UnknownIndicator.
    """
    before = scoring.scored(scheme_of(run), members_of(run), run.last_on)
    after, notes = on_data(other, run.group, run.last_on, AsOf(run.as_of, run.entry))
    return Trial(before, after, notes=notes)


def on_data(
    scheme: SchemeVersion, group: Group, on: date, as_of: AsOf, *, text: str | None = None
) -> tuple[Result, tuple[str, ...]]:
    """Return what a scheme, be it a draft, makes of a group on a day as known at an as-of.

    Raises: SchemeRefused; AssessmentRefused for a day on which nobody stands in the group.
    """
    read = scoring.tried(scoring.settled(scheme.text if text is None else text), on)
    found = gather(read, group, on=on, as_of=as_of)
    if not found.members:
        raise AssessmentRefused(f"{on.isoformat()} 这一天组里没有成员", field="last")
    notes = tuple(
        f"“{one.input.title}”没有任何数"
        for one in found.sources
        if all(found.values[who.key].get(one.input.code) is None for who in found.members)
    )
    return scoring.scored(read, found.situation(), on), notes


@dataclass(frozen=True)
class _Supposing:
    """A supposed project on its way into the frozen inputs of one member."""

    run: Run
    score: RunScore
    project: Supposed
    rules: Rules
    notes: list[str]

    def joined(self, member: Member, n: int) -> Member:
        """Return the member with ``n`` such projects."""
        inputs = dict(member.inputs)
        kinds = (SourceKind.FIGURE, SourceKind.PROJECTS)
        for source in RunSource.objects.filter(run=self.run, kind__in=kinds):
            if date.fromisoformat(source.asked["to"]) >= self.run.last_on:  # last year's do not reach it
                inputs[source.input] = self._value(source, inputs.get(source.input), n)
        return replace(member, inputs=inputs)

    def _value(self, source: RunSource, value: Value, n: int) -> Value:
        declared = self.rules.inputs[source.input]
        if source.kind == SourceKind.PROJECTS:
            columns = {code: column.unit for code, column in declared.columns.items()}
            row = row_of(self.project, source.asked, columns)
            return (*value, *[row] * n) if row and isinstance(value, tuple) else value
        parts = tuple(self.score.basis.get(source.input, {}).get("parts", ()))
        known = value if isinstance(value, int | Decimal | Fraction) else 0
        now = moved(Fraction(known), source.asked, parts, declared.unit, self.project, n)
        if now is None:
            self.notes.append(f"“{declared.title}”不能按假设的项目推算，仍按原数")
            return value
        return now if now != known else value
