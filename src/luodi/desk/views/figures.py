"""Figures: the catalogue, the explorer, and what is behind a number."""

from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from luodi.desk import exports, paging, questions
from luodi.desk.door import DeskRequest, door, show
from luodi.desk.forms.explorer import ExplorerForm
from luodi.desk.frame import reads_business
from luodi.desk.selectors import explorer as explorer_selectors
from luodi.desk.selectors import opening as opening_selectors
from luodi.figures.combine import Against
from luodi.figures.indicators import UnknownIndicator
from luodi.figures.questions import Figure
from luodi.figures.scopes import Dimension
from luodi.ui import addresses


@require_safe
@door(reads_business, section="indicators")
def indicators(request: DeskRequest) -> HttpResponse:
    return show(request, "desk/indicators.html", {"groups": explorer_selectors.groups()})


@require_safe
@door(reads_business, section="explorer")
def explorer(request: DeskRequest) -> HttpResponse:
    form = ExplorerForm(request.GET, today=request.frame.today)
    if not form.is_valid():
        return show(request, "desk/explorer.html", {"form": form, "answer": None, "presets": []}, status=422)
    if span := form.said_period():
        return redirect(addresses.here_with(request, period=None, **span))
    found = questions.asked(request)
    by = questions.split_by(request.GET.get("by", ""))
    answer = explorer_selectors.answer(found.indicator, found.asking, by)
    if exports.is_wanted(request):
        return exports.send(request, _explored(answer, by))
    context = {
        "form": form,
        "answer": answer,
        "by": by,
        "period": found.asking.period,
        "presets": questions.presets(request, found.asking.period),
        "export_href": addresses.here_with(request, format=exports.FORMAT),
    }
    return show(request, "desk/explorer.html", context, block="answer")


@require_safe
@door(reads_business, section="explorer")
def figure(request: DeskRequest) -> HttpResponse:
    found = questions.asked(request)
    asked = found.asking.many([found.indicator.code])[found.indicator.code]
    context = {"figure": asked, "growths": _growths(found, asked), "present": _present(request, found)}
    if found.indicator.is_ratio:
        return show(request, "desk/ratio.html", context)
    wants_file = exports.is_wanted(request)
    opened = opening_selectors.opened(
        asked,
        city=request.frame.city,
        unit_ids=request.frame.reach.unit_ids,
        page=None if wants_file else paging.number_in(request),
    )
    if wants_file:
        return exports.send(request, _behind(opened))
    context |= {
        "opened": opened,
        "page": opened.page.linked(request),
        "export_href": addresses.here_with(request, format=exports.FORMAT),
    }
    return show(request, "desk/figure.html", context, block="rows")


def _present(request: DeskRequest, found: questions.Asked) -> Figure | None:
    """Return what the figure is now, beside what it was at the past moment that is shown."""
    code = found.indicator.code
    return found.asking.at_present().many([code])[code] if request.frame.is_past else None


def _growths(found: questions.Asked, figure: Figure) -> list[tuple[str, Figure]]:
    """Return the growths against the periods before in which the indicator was defined."""
    told = []
    for against in Against:
        with suppress(UnknownIndicator):
            grown = found.asking.growth({figure.code: figure}, against)
            told.append((against.label, grown[figure.code]))
    return told


def _explored(answer: explorer_selectors.Answer, by: Dimension | None) -> exports.Export:
    columns, rows = explorer_selectors.sheet(answer, by)
    total = answer.total.verified
    return exports.Export(total.name, columns, rows, _says(total))


def _behind(opened: opening_selectors.Opened) -> exports.Export:
    columns, rows = opening_selectors.sheet(opened)
    says = _says(opened.figure)
    if opened.opening.n_hidden:
        says.append(f"另有 {opened.opening.n_hidden} 项无权查看，未列出")
    return exports.Export(f"{opened.figure.name}明细", columns, rows, says)


def _says(figure: Figure) -> list[str]:
    return [
        f"指标：{figure.name}（{figure.code}）＝ {figure.text} {figure.unit}",
        f"期间：{figure.period.label()}　范围：{figure.scope.label}　口径：{figure.standing.label}数",
        f"定义：{figure.indicator.definition}（第 {figure.indicator.version} 版，{figure.indicator.source}）",
    ]
