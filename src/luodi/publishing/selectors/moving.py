"""Whether the ledger still says what was published: the same questions asked now, and the rows that differ."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils import timezone

from luodi.figures.compute import FEN_PER
from luodi.figures.drill import facts_behind
from luodi.figures.indicators import UnknownIndicator, indicator
from luodi.figures.questions import Figure
from luodi.kernel.asof import AsOf
from luodi.kernel.findings import Refusal
from luodi.kernel.money import Yuan
from luodi.kernel.numbers import plain
from luodi.ledger import services as ledger
from luodi.ledger.models import Fact
from luodi.organisation.models import City
from luodi.publishing.choices import FigureNature
from luodi.publishing.models import FigureBasis, FrozenRows, Publication, PublishedFigure
from luodi.publishing.release_choices import BasisRole
from luodi.publishing.selectors.measuring import Base, Member, can_be_asked, measure, members_of
from luodi.publishing.selectors.naming import when_of
from luodi.publishing.selectors.recomputing import Shown, figures_now

_BY_BASES = (FigureNature.VALUE, FigureNature.YEAR_GROWTH, FigureNature.PERIOD_GROWTH)
"""Numbers that are nothing but their base measures: where none of these has moved, the number has not."""
_GONE = "现在无法计算"


@dataclass(frozen=True)
class Change:
    """One row that came in, went out or counts otherwise, and the entry of the ledger that made it so."""

    code: str
    label: str
    unit: str
    was: str
    now: str
    act: str = ""
    entry: int = 0
    on: str = ""
    reason: str = ""

    @property
    def kind(self) -> str:
        return "计入" if not self.was else "不再计入" if not self.now else "数值变动"

    @property
    def why(self) -> str:
        """The entry in words."""
        if not self.entry:
            return "统计范围或口径有变"
        told = f"{self.act}（{self.on}，流水 {self.entry}）"
        return f"{told}：{self.reason}" if self.reason else told


@dataclass(frozen=True)
class Difference:
    """What has become of one base measure of a figure."""

    role: BasisRole
    name: str
    period: str
    was: str
    now: str
    changes: tuple[Change, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Seen:
    """A published figure beside what the ledger says to the same question now."""

    figure: PublishedFigure
    now: str
    has_moved: bool
    redefined: bool = False


@dataclass
class Look:
    """One look at a publication: the ledger's moment, each figure, and the base measures as they are now."""

    as_of: AsOf
    seen: list[Seen] = field(default_factory=list)
    figures: dict[Base, Figure] = field(default_factory=dict)

    @property
    def moved(self) -> list[Seen]:
        return [one for one in self.seen if one.has_moved]


def base_of(row: FrozenRows) -> Base:
    return Base(row.code, row.period, row.scope, row.standing)


def look(publication: Publication, as_of: AsOf | None = None) -> Look:
    """Ask everything again that the publication says.

    Shape: one question per period and scope, and one more for each number whose measures have moved.
    """
    known = as_of or ledger.resolve(publication.city)
    frozen = list(publication.frozen_rows.defer("rows"))
    found = Look(known)
    found.figures = _measured(publication.city, {base_of(row) for row in frozen}, known)
    still = {row.pk for row in frozen if _is_same(row, found.figures.get(base_of(row)))}
    held: dict[int, list[int]] = defaultdict(list)
    bases = FigureBasis.objects.filter(figure__publication=publication)
    for number, rows in bases.values_list("figure_id", "rows_id"):
        held[number].append(rows)
    figures = list(publication.figures.order_by("place"))
    asked = [one for one in figures if can_be_asked(one) and not _stands(one, held[one.pk], still)]
    told = dict(zip([one.pk for one in asked], figures_now(publication.city, asked, known), strict=True))
    found.seen = [_seen(one, told.get(one.pk)) for one in figures]
    return found


def _stands(figure: PublishedFigure, bases: Sequence[int], still: set[int]) -> bool:
    """Whether the number can't have moved, because nothing that it is made of has."""
    return bool(bases) and figure.nature in _BY_BASES and still.issuperset(bases)


def _measured(city: City, bases: set[Base], known: AsOf) -> dict[Base, Figure]:
    """Return what can be asked still: where one question can't be, the others are asked by themselves."""
    try:
        return measure(city, bases, known)
    except Refusal:
        pass
    found: dict[Base, Figure] = {}
    for base in bases:
        with suppress(Refusal):
            found |= measure(city, [base], known)
    return found


def _is_same(row: FrozenRows, now: Figure | None) -> bool:
    return now is not None and now.exact == row.raw


def _seen(figure: PublishedFigure, told: Shown | None) -> Seen:
    redefined = _is_redefined(figure)
    if told is None:
        return Seen(figure, figure.shown, has_moved=False, redefined=redefined)
    now = f"{_GONE}（{told.why}）"[:60] if told.why else told.text
    return Seen(figure, now, has_moved=now != figure.shown, redefined=redefined)


def _is_redefined(figure: PublishedFigure) -> bool:
    if not figure.code:
        return False
    try:
        return indicator(figure.code, figure.last).version != figure.definition
    except UnknownIndicator:
        return True


def differences(figure: PublishedFigure, found: Look) -> list[Difference]:
    """Return what of the figure's measures has moved, row by row.    Shape: a few queries per measure."""
    told = []
    for basis in figure.bases.select_related("rows"):
        now = found.figures.get(base_of(basis.rows))
        if now is None:
            told.append(_difference(basis, None, ()))
        elif not _is_same(basis.rows, now):
            told.append(_difference(basis, now, tuple(changes(basis.rows, now))))
    return told


def _difference(basis: FigureBasis, now: Figure | None, rows: tuple[Change, ...]) -> Difference:
    one = indicator(basis.rows.code, basis.rows.last)
    note = (
        ""
        if basis.rows.is_whole
        else f"明细有 {basis.rows.n_rows} 条，发布时只留了校验值，这里按流水号重新列出"
    )
    return Difference(
        role=BasisRole(basis.role),
        name=one.name,
        period=when_of(basis.rows),
        was=_worth(basis.rows.raw, is_money=True) if one.unit in FEN_PER else f"{basis.rows.raw}{one.unit}",
        now=_GONE if now is None else f"{now.text}{now.unit}",
        changes=rows,
        note=note,
    )


def changes(frozen: FrozenRows, now: Figure) -> list[Change]:
    """Return the rows that came in, went out or count otherwise, each with the entry of the ledger that did it.

    Shape: only facts that are not the same at both moments are looked up, however long the lists are.
    """
    before, after = _frozen_worths(frozen), dict(facts_behind(now))
    then = _summed(members_of([one for one in before.items() if after.get(one[0]) != one[1]]))
    present = _summed(members_of([one for one in after.items() if before.get(one[0]) != one[1]]))
    keys = [key for key in {**then, **present} if _worth_in(then, key) != _worth_in(present, key)]
    causes = _causes(
        [then[key].fact for key in keys if key in then], [present[key].fact for key in keys if key in present]
    )
    is_money = now.indicator.unit in FEN_PER
    return [_change(then.get(key), present.get(key), causes, is_money=is_money) for key in keys]


def _change(
    old: Member | None, new: Member | None, causes: Mapping[int, dict[str, Any]], *, is_money: bool
) -> Change:
    row = new or old
    assert row is not None
    return Change(
        code=row.code,
        label=row.label,
        unit=row.unit,
        was=_worth(old.worth, is_money=is_money) if old else "",
        now=_worth(new.worth, is_money=is_money) if new else "",
        **_cause_of(old, new, causes),
    )


def _frozen_worths(frozen: FrozenRows) -> dict[int, int]:
    """Return the worth by fact as it was frozen; of a list too long to be kept, as the ledger has it at that entry."""
    if frozen.is_whole:
        return {fact: worth for fact, *_, worth in frozen.rows}
    publication, base = frozen.publication, base_of(frozen)
    as_of = AsOf(publication.as_of, publication.entry)
    return dict(facts_behind(measure(publication.city, [base], as_of)[base]))


def _summed(members: Iterable[Member]) -> dict[str, Member]:
    """Return the rows by key, those of one thing together."""
    found: dict[str, Member] = {}
    for one in members:
        before = found.get(one.key)
        worth = one.worth + (before.worth if before else 0)
        found[one.key] = Member(**{**asdict(one), "worth": worth})
    return found


def _worth_in(rows: Mapping[str, Member], key: str) -> int | None:
    return rows[key].worth if key in rows else None


def _causes(ended: Sequence[int], begun: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return by fact the entry that ended it, or else the one that began it."""
    found: dict[int, dict[str, Any]] = {}
    for fact in Fact.objects.filter(pk__in=begun).select_related("entry"):
        found[fact.pk] = _told(fact.entry)
    for fact in Fact.objects.filter(pk__in=ended).select_related("superseded_by"):
        if fact.superseded_by is not None:
            found[-fact.pk] = _told(fact.superseded_by)
    return found


def _told(entry: Any) -> dict[str, Any]:
    return {
        "act": entry.act,
        "entry": entry.number,
        "on": timezone.localdate(entry.recorded_at).isoformat(),
        "reason": entry.reason,
    }


def _cause_of(old: Member | None, new: Member | None, causes: Mapping[int, dict[str, Any]]) -> dict[str, Any]:
    """What ended the old row tells why; a row that is new, or that was only added to, tells it itself."""
    if old is not None and -old.fact in causes:
        return causes[-old.fact]
    if new is not None and (old is None or new.fact != old.fact):
        return causes.get(new.fact, {})
    return {}


def _worth(raw: int, *, is_money: bool) -> str:
    return f"{plain(Yuan(raw).to_yi(4), trim=True)}亿元" if is_money else str(raw)
