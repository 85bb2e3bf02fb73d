"""Open figures as their pages show them: what is open, what waits, what is due, what has moved."""

from collections.abc import Sequence
from dataclasses import dataclass

from luodi.desk.frame import Frame
from luodi.disclosure import selectors
from luodi.disclosure.models import OpenFigure, PublicSite
from luodi.disclosure.selectors import Moved, Shown
from luodi.figures.scopes import Scope, ScopeRefused
from luodi.kernel.periods import Period
from luodi.organisation.models import City


@dataclass(frozen=True)
class OpenData:
    city: City
    site: PublicSite | None
    open: Sequence[Shown]
    waiting: Sequence[Shown]
    due: Sequence[tuple[OpenFigure, Period]]
    moved: Sequence[Moved]

    def scope_of(self, shown: Shown) -> str:
        return scope_label(shown.figure, self.city)

    def title_of(self, figure: OpenFigure) -> str:
        return next((one.title for one in self.open if one.figure == figure), figure.code)


def scope_label(figure: OpenFigure, city: City) -> str:
    try:
        return Scope.parse(figure.scope, city=city, on=figure.since).label
    except ScopeRefused:
        return figure.scope


def open_data(frame: Frame) -> OpenData:
    shown = selectors.shown(OpenFigure.objects.visible_to(frame.reach).order_by("position", "pk"))
    through = selectors.closed_through(frame.city, frame.now)
    return OpenData(
        city=frame.city,
        site=PublicSite.objects.filter(city=frame.city).first(),
        open=[one for one in shown if one.wording],
        waiting=[one for one in shown if one.proposed and one.figure.ended_at is None],
        due=selectors.due(frame.city, through=through),
        moved=selectors.moved(frame.city),
    )


@dataclass(frozen=True)
class FigurePage:
    shown: Shown
    scope: str
    moved: Sequence[Moved]

    @property
    def state(self) -> str:
        if self.shown.figure.ended_at:
            return "已停止公开" if self.shown.wording else "已撤回"
        if self.shown.wording:
            return "公开"
        return "等待批准" if self.shown.proposed else "未批准"


def figure_page(figure: OpenFigure, frame: Frame) -> FigurePage:
    shown = selectors.shown([figure])[0]
    moved = selectors.moved(frame.city, figures=[figure]) if shown.wording else []
    return FigurePage(shown, scope_label(figure, frame.city), moved)
