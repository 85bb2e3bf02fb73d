"""What programs read, the files of a release, and what crawlers are told."""

from django.http import Http404, HttpResponse

from luodi.disclosure.selectors import Shown
from luodi.documents import services as documents
from luodi.documents.models import StoredFile
from luodi.portal import machine, reading
from luodi.portal.entrance import PublicRequest, public
from luodi.portal.reading import Release
from luodi.portal.schema import SCHEMA
from luodi.ui import pages


@public
def figures_json(request: PublicRequest) -> HttpResponse:
    shown = reading.figures(request.public_site.city)
    return machine.json_response(machine.figures_document(shown, request.public_site, request.link))


@public
def figures_csv(request: PublicRequest) -> HttpResponse:
    shown = reading.figures(request.public_site.city)
    return machine.csv_response(
        "figures", machine.FIGURE_COLUMNS, machine.figure_rows(shown, request.public_site)
    )


@public
def figure_json(request: PublicRequest, code: str) -> HttpResponse:
    shown = [_figure(request, code)]
    return machine.json_response(machine.figures_document(shown, request.public_site, request.link))


@public
def figure_csv(request: PublicRequest, code: str) -> HttpResponse:
    rows = machine.figure_rows([_figure(request, code)], request.public_site)
    return machine.csv_response(code, machine.FIGURE_COLUMNS, rows)


@public
def changes_json(request: PublicRequest) -> HttpResponse:
    changes = reading.changes(reading.figures(request.public_site.city))
    return machine.json_response(machine.changes_document(changes, request.public_site, request.link))


@public
def releases_json(request: PublicRequest) -> HttpResponse:
    found = reading.releases(request.public_site.city)
    return machine.json_response(machine.releases_document(found, request.public_site, request.link))


@public
def releases_csv(request: PublicRequest) -> HttpResponse:
    lines = [machine.release_line(one, request.link) for one in reading.releases(request.public_site.city)]
    rows = [[line[name] for name in machine.RELEASE_COLUMNS] for line in lines]
    return machine.csv_response("releases", machine.RELEASE_COLUMNS, rows)


@public
def release_json(request: PublicRequest, code: str) -> HttpResponse:
    found = _release(request, code)
    return machine.json_response(machine.release_document(found, request.public_site, request.link))


@public
def release_csv(request: PublicRequest, code: str) -> HttpResponse:
    return machine.csv_response(code, machine.TOLD_COLUMNS, machine.told_rows(_release(request, code)))


@public
def release_pdf(request: PublicRequest, code: str) -> HttpResponse:
    return _file(_release(request, code).publication.pdf, f"{code}.pdf")


@public
def release_word(request: PublicRequest, code: str) -> HttpResponse:
    return _file(_release(request, code).publication.word, f"{code}.docx")


@public
def schema(request: PublicRequest) -> HttpResponse:
    return machine.json_response(SCHEMA)


@public
def robots(request: PublicRequest) -> HttpResponse:
    said = f"User-agent: *\nAllow: /\nSitemap: {request.build_absolute_uri(request.link('sitemap'))}\n"
    return HttpResponse(said, content_type="text/plain; charset=utf-8")


@public
def sitemap(request: PublicRequest) -> HttpResponse:
    city, link = request.public_site.city, request.link
    paths = [link(name) for name in ("home", "releases", "figures", "changes", "data", "about")]
    paths += [link("release", one.code) for one in reading.releases(city)]
    paths += [link("figure", one.figure.code) for one in reading.figures(city)]
    context = {"addresses": [request.build_absolute_uri(path) for path in paths]}
    response = pages.render(request, "portal/sitemap.xml", context)
    response.headers["Content-Type"] = "application/xml; charset=utf-8"
    return response


def _figure(request: PublicRequest, code: str) -> Shown:
    found = reading.figure(request.public_site.city, code)
    if found is None:
        raise Http404
    return found


def _release(request: PublicRequest, code: str) -> Release:
    found = reading.release(request.public_site.city, code)
    if found is None:
        raise Http404
    return found


def _file(stored: StoredFile | None, name: str) -> HttpResponse:
    if stored is None:
        raise Http404
    with documents.open_file(stored) as file:
        response = HttpResponse(file.read(), content_type=stored.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
