"""All that the public site ever asks the database: what was published, and figures that were approved for the public.

Nothing else of the site asks anything; what is not found here is a page that there is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db.models import QuerySet

from luodi.disclosure import selectors as disclosure
from luodi.disclosure.models import OpenFigure, PublicSite
from luodi.disclosure.selectors import Change, Shown
from luodi.figures.indicators import UnknownIndicator, indicator
from luodi.figures.scopes import Scope
from luodi.kernel.findings import Refusal
from luodi.organisation.models import City
from luodi.portal.passages import Block, Mark, blocks_of
from luodi.publishing.models import Publication, PublishedFigure, Revision

LATEST = 5
PER_PAGE = 20


def site() -> PublicSite | None:
    """Return the site that is shown: the city's that the settings name, or the only one that is open."""
    found = PublicSite.objects.filter(is_open=True).select_related("city")
    if settings.PUBLIC_CITY:
        found = found.filter(city__code=settings.PUBLIC_CITY)
    sites = list(found[:2])
    return sites[0] if len(sites) == 1 else None


def releases(city: City) -> "QuerySet[Publication]":
    """Return what was published for the public and was not taken down, latest first."""
    return Publication.objects.filter(city=city).public().order_by("-published_at", "-pk")


def years(city: City) -> list[int]:
    """Return the years in which something was published, latest first."""
    return [day.year for day in releases(city).datetimes("published_at", "year", order="DESC")]


def is_withdrawn(city: City, code: str) -> bool:
    """Whether the public could once read it."""
    return Publication.objects.filter(city=city, code=code, is_public=True, withdrawal__isnull=False).exists()


@dataclass(frozen=True)
class Notice:
    """A revision notice that the public may read: which, and what it says was otherwise."""

    code: str
    title: str
    published_at: datetime
    about: str
    about_code: str
    lines: Sequence[dict[str, str]]
    reasons: Sequence[str]


@dataclass(frozen=True)
class Told:
    """A number of a release: of what it is, in words."""

    place: int
    name: str
    shown: str
    period: str
    first: date | None
    last: date
    scope: str
    unit: str
    definition: str


@dataclass(frozen=True)
class Release:
    publication: Publication
    blocks: Sequence[Block]
    figures: Sequence[Told]
    notices: Sequence[Notice]
    revises: Notice | None = field(default=None)

    @property
    def definitions(self) -> list[tuple[str, str]]:
        """Each indicator of the release with what it counts, once."""
        return list(dict.fromkeys((one.name, one.definition) for one in self.figures if one.definition))


def release(city: City, code: str) -> Release | None:
    """Return one release with its figures and the notices that put it right; None where there is none to be read."""
    found = releases(city).select_related("version", "word", "pdf").filter(code=code).first()
    if found is None:
        return None
    rows = list(found.figures.order_by("place"))
    marks = [Mark(one.start, one.end, one.place) for one in rows]
    return Release(
        publication=found,
        blocks=blocks_of(found.text, marks),
        figures=[_told(one, city) for one in rows],
        notices=_notices(city, about=found),
        revises=next(iter(_notices(city, told_by=found)), None),
    )


def notices(city: City) -> list[Notice]:
    """Return every notice that was published for the public, latest first."""
    return _notices(city)


def _notices(
    city: City, about: Publication | None = None, told_by: Publication | None = None
) -> list[Notice]:
    rows = Revision.objects.filter(
        notice__publication__in=releases(city), publication__in=releases(city)
    ).select_related("publication", "notice__publication")
    if about is not None:
        rows = rows.filter(publication=about)
    if told_by is not None:
        rows = rows.filter(notice=told_by.piece_id)
    return [
        Notice(
            code=one.notice.publication.code,
            title=one.notice.publication.title,
            published_at=one.notice.publication.published_at,
            about=one.publication.title,
            about_code=one.publication.code,
            lines=_lines(one),
            reasons=[str(reason) for reason in one.reasons],
        )
        for one in rows.order_by("-notice__publication__published_at")
    ]


def _lines(revision: Revision) -> list[dict[str, str]]:
    return [{key: str(value) for key, value in line.items()} for line in revision.lines]


def _told(figure: PublishedFigure, city: City) -> Told:
    try:
        definition = indicator(figure.code, figure.last).definition if figure.code else ""
    except UnknownIndicator:
        definition = ""
    return Told(
        place=figure.place,
        name=figure.name,
        shown=figure.shown,
        period=figure.period.label(),
        first=figure.first,
        last=figure.last,
        scope=_scope_label(figure.scope, city, figure.last),
        unit=figure.unit,
        definition=definition,
    )


def _scope_label(text: str, city: City, on: date) -> str:
    try:
        return Scope.parse(text, city=city, on=on).label
    except Refusal:
        return ""


def figures(city: City) -> list[Shown]:
    """Return the figures that the public may see, with approved words alone, in their order."""
    rows = OpenFigure.objects.filter(city=city).public().order_by("position", "pk")
    return disclosure.shown(rows, decided_only=True)


def figure(city: City, code: str) -> Shown | None:
    rows = OpenFigure.objects.filter(city=city, code=code).public()
    return next(iter(disclosure.shown(rows, decided_only=True)), None)


def scope_label(shown: Shown, city: City) -> str:
    """Return whose figure it is, in words."""
    last = shown.latest.last if shown.latest else shown.figure.since
    return _scope_label(shown.figure.scope, city, last)


def changes(shown: Sequence[Shown]) -> list[Change]:
    """Return every change of the figures, latest first."""
    return sorted((change for one in shown for change in one.changes), key=lambda one: one.at, reverse=True)
