"""What people read: releases, figures, changes, and what the site is."""

from django.http import Http404, HttpResponse

from luodi.disclosure.choices import Cadence
from luodi.portal import drawing, reading
from luodi.portal.entrance import PublicRequest, public, show
from luodi.portal.machine import FIGURE_COLUMNS, RELEASE_COLUMNS, TOLD_COLUMNS
from luodi.portal.paging import Part


@public
def home(request: PublicRequest) -> HttpResponse:
    city = request.public_site.city
    shown = reading.figures(city)
    context = {
        "releases": reading.releases(city)[: reading.LATEST],
        "figures": [one for one in shown if one.latest and one.figure.ended_at is None],
        "changes": reading.changes(shown)[: reading.LATEST],
        "scope_of": lambda one: reading.scope_label(one, city),
    }
    return show(request, "portal/home.html", "home", context)


@public
def releases(request: PublicRequest) -> HttpResponse:
    city, said = request.public_site.city, request.GET.get("year", "")
    years = reading.years(city)
    year = int(said) if said.isascii() and said.isdigit() and int(said) in years else None
    found = reading.releases(city)
    if year:
        found = found.filter(published_at__year=year)
    part = Part.of(request, found.count(), reading.PER_PAGE)
    context = {"releases": found[part.first : part.last], "part": part, "years": years, "year": year}
    return show(request, "portal/releases.html", "releases", context)


@public
def release(request: PublicRequest, code: str) -> HttpResponse:
    city = request.public_site.city
    found = reading.release(city, code)
    if found is None:
        if reading.is_withdrawn(city, code):
            return show(request, "portal/withdrawn.html", "releases", {"code": code}, status=410)
        raise Http404
    return show(request, "portal/release.html", "releases", {"release": found, "one": found.publication})


@public
def figures(request: PublicRequest) -> HttpResponse:
    city = request.public_site.city
    shown = reading.figures(city)
    context = {
        "running": [one for one in shown if one.figure.ended_at is None],
        "ended": [one for one in shown if one.figure.ended_at is not None],
        "scope_of": lambda one: reading.scope_label(one, city),
    }
    return show(request, "portal/figures.html", "figures", context)


@public
def figure(request: PublicRequest, code: str) -> HttpResponse:
    found = reading.figure(request.public_site.city, code)
    if found is None:
        raise Http404
    context = {
        "shown": found,
        "scope": reading.scope_label(found, request.public_site.city),
        "columns": drawing.columns(found.values),
    }
    return show(request, "portal/figure.html", "figures", context)


@public
def changes(request: PublicRequest) -> HttpResponse:
    city = request.public_site.city
    context = {"changes": reading.changes(reading.figures(city)), "notices": reading.notices(city)}
    return show(request, "portal/changes.html", "changes", context)


@public
def about_data(request: PublicRequest) -> HttpResponse:
    context = {
        "figure_columns": FIGURE_COLUMNS,
        "release_columns": RELEASE_COLUMNS,
        "told_columns": TOLD_COLUMNS,
        "cadences": Cadence.choices,
    }
    return show(request, "portal/data.html", "data", context)


@public
def about(request: PublicRequest) -> HttpResponse:
    return show(request, "portal/about.html", "about", {})
