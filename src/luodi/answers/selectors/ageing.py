"""Which answers of the book have aged: a number has moved, its time has passed, its definition has changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from luodi.answers.choices import AgeKind
from luodi.answers.models import BookAnswer, BookEntry, BookFigure
from luodi.figures.indicators import UnknownIndicator, indicator
from luodi.kernel.asof import AsOf
from luodi.kernel.months import last_day_of_month
from luodi.ledger import services as ledger
from luodi.organisation.models import City
from luodi.publishing.choices import FigureState
from luodi.publishing.selectors.recomputing import Shown, figures_now


@dataclass(frozen=True)
class Age:
    """One reason why an answer has aged; ``figure`` is the number that it is about."""

    kind: AgeKind
    text: str
    figure: BookFigure | None = None
    now: str = ""


@dataclass(frozen=True)
class Look:
    """An entry as it is read: its present answer, its numbers with what they say now, and how it has aged."""

    entry: BookEntry
    answer: BookAnswer
    figures: Sequence[tuple[BookFigure, Shown]]
    ages: Sequence[Age]

    @property
    def has_aged(self) -> bool:
        return bool(self.ages)

    @property
    def is_adopted(self) -> bool:
        """Whether the answer that is shown is one that may be given."""
        return self.answer.adopted_at is not None

    def kinds(self) -> list[AgeKind]:
        return list(dict.fromkeys(age.kind for age in self.ages))


def looks(entries: Iterable[BookEntry], *, city: City, today: date, as_of: AsOf | None = None) -> list[Look]:
    """Return entries with their latest answers and how these have aged.

    Shape: in the entries' order; one question to the ledger per period and scope, however many entries there are.
    """
    held = list(entries)
    rows = BookAnswer.objects.filter(entry__in=held).select_related(
        "written_by__person", "adopted_by__person"
    )
    rows = rows.prefetch_related(Prefetch("figures", BookFigure.objects.order_by("place")))
    answers: dict[int, BookAnswer] = {}
    for row in rows.order_by("number"):
        answers[row.entry_id] = row
    known = as_of or ledger.resolve(city)
    figures = [one for entry in held for one in answers[entry.pk].figures.all()]
    now = dict(zip((one.pk for one in figures), now_said(city, figures, known), strict=True))
    return [_look(entry, answers[entry.pk], now, today) for entry in held]


def now_said(city: City, figures: Sequence[BookFigure], as_of: AsOf) -> list[Shown]:
    """Return what the numbers say as of a moment, in the form in which they were written."""
    return figures_now(city, figures, as_of)


def _look(entry: BookEntry, answer: BookAnswer, now: dict[int, Shown], today: date) -> Look:
    told = [(one, now[one.pk]) for one in answer.figures.all()]
    ages, seen = [], set()
    for one, said in told:
        about = (one.code, one.nature, one.first, one.last, one.scope)
        ages += [] if about in seen else _ages(one, said)
        seen.add(about)
    ages += _passed([one for one, _ in told], today)
    if entry.review_on is not None and entry.review_on <= today:
        ages.append(Age(AgeKind.DUE, f"复核日期 {entry.review_on.isoformat()} 已到"))
    return Look(entry, answer, told, ages)


def _ages(figure: BookFigure, said: Shown) -> list[Age]:
    name = indicator(figure.code).name
    found = []
    if figure.state == FigureState.CHANGED:
        text = f"{name}：文中写“{figure.found}”，写成时台账为“{figure.shown}”"
        found.append(Age(AgeKind.BROKEN, text, figure, said.text))
    if said.text != figure.shown:
        text = f"{figure.period.label()}{name}：答复里是{figure.shown}，现在是{said.text}"
        found.append(Age(AgeKind.MOVED, text + (f"（{said.why}）" if said.why else ""), figure, said.text))
    if _version(figure) != figure.definition:
        found.append(Age(AgeKind.REDEFINED, f"“{name}”的口径已改为第 {_version(figure)} 版", figure))
    return found


def _version(figure: BookFigure) -> int:
    try:
        return indicator(figure.code, figure.last).version
    except UnknownIndicator:
        return 0


def _passed(figures: Sequence[BookFigure], today: date) -> list[Age]:
    """Tell when a later month end than that of the latest cumulated number is over.

    What is about a whole year, or a span that says its first day, does not pass: it stays true.
    """
    running = [
        one for one in figures if one.first in (None, date(one.last.year, 1, 1)) and one.last.month < 12
    ]
    latest = max((one.last for one in running), default=None)
    if latest is None or latest.year != today.year:
        return [Age(AgeKind.PASSED, f"说的是{latest.year}年")] if latest else []
    ended = last_day_of_month(today)
    newest = (
        ended if ended == today else (today.replace(day=1).fromordinal(today.replace(day=1).toordinal() - 1))
    )
    if newest <= latest:
        return []
    return [Age(AgeKind.PASSED, f"数字截至 {latest.isoformat()}，现在已有截至 {newest.isoformat()} 的数")]
