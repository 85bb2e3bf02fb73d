"""The public data as programs read them: JSON with a schema, and CSV tables that a spreadsheet opens."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from luodi.disclosure.models import OpenValue, PublicSite
from luodi.disclosure.selectors import Change, Shown
from luodi.kernel.periods import Period
from luodi.portal import reading
from luodi.portal.reading import Release
from luodi.publishing.models import Publication

VERSION = "1.0"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
FIGURE_COLUMNS = (
    "code", "title", "scope", "cadence", "period", "first", "last", "value", "unit", "note", "issue",
    "issued_at", "reason",
)  # fmt: skip
RELEASE_COLUMNS = ("code", "kind", "title", "document_number", "published_at", "url")
TOLD_COLUMNS = ("place", "name", "scope", "period", "first", "last", "value", "unit", "definition")
Link = Callable[..., str]


def json_response(document: dict[str, Any]) -> HttpResponse:
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return _open(HttpResponse(text, content_type="application/json; charset=utf-8"))


def csv_response(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return a table of RFC 4180 with a byte order mark; no cell of text begins as a formula does."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    response = HttpResponse("\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return _open(response)


def _open(response: HttpResponse) -> HttpResponse:
    """Let programs of other sites read it, too: it is public."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    is_number = text.removeprefix("-").replace(".", "", 1).isdigit()
    return f"'{text}" if text.lstrip().startswith(_FORMULA) and not is_number else text


def moment(at: datetime) -> str:
    """Return the moment with its zone, as programs read it."""
    return timezone.localtime(at).isoformat(timespec="seconds")


def head(site: PublicSite, link: Link) -> dict[str, Any]:
    return {
        "schema": link("schema"),
        "version": VERSION,
        "city": {"code": site.city.code, "name": site.city.name},
        "publisher": site.keeper,
        "synthetic": site.city.is_demo,
    }


def _period(period: Period) -> dict[str, Any]:
    first = period.first.isoformat() if period.first else None
    return {"label": period.label(), "first": first, "last": period.last.isoformat()}


def _value(value: OpenValue) -> dict[str, Any]:
    return {
        "value": value.shown or None,
        "note": value.note,
        "issue": value.number,
        "issued_at": moment(value.issued_at),
        "reason": value.reason,
    }


def figure_document(shown: Shown, site: PublicSite, link: Link) -> dict[str, Any]:
    """Return an open figure; ``earlier`` of a value is what came out for the same period before."""
    one = shown.figure
    return {
        "code": one.code,
        "title": shown.title,
        "definition": shown.definition,
        "unit": shown.unit,
        "scope": reading.scope_label(shown, site.city),
        "cadence": one.cadence,
        "ended_at": moment(one.ended_at) if one.ended_at else None,
        "url": link("figure", one.code),
        "values": [
            {
                "period": _period(value.period),
                **_value(value),
                "earlier": [_value(e) for e in shown.earlier(value)],
            }
            for value in shown.values
        ],
        "changes": [_change(change) for change in shown.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "at": moment(change.at),
        "kind": change.kind.value,
        "figure": change.code,
        "title": change.title,
        "text": change.text,
    }


def figures_document(shown: Sequence[Shown], site: PublicSite, link: Link) -> dict[str, Any]:
    return {**head(site, link), "figures": [figure_document(one, site, link) for one in shown]}


def figure_rows(shown: Sequence[Shown], site: PublicSite) -> list[list[Any]]:
    """Return every value that ever came out: also those that were revised since, by their issue."""
    return [
        [
            one.figure.code,
            one.title,
            reading.scope_label(one, site.city),
            one.figure.get_cadence_display(),
            value.period.label(),
            value.first,
            value.last,
            value.shown,
            value.unit,
            value.note,
            value.number,
            moment(value.issued_at),
            value.reason,
        ]
        for one in shown
        for value in one.issued
    ]


def changes_document(changes: Sequence[Change], site: PublicSite, link: Link) -> dict[str, Any]:
    return {**head(site, link), "changes": [_change(one) for one in changes]}


def release_line(one: Publication, link: Link) -> dict[str, Any]:
    return {
        "code": one.code,
        "kind": one.get_kind_display(),
        "title": one.title,
        "document_number": one.document_number,
        "published_at": moment(one.published_at),
        "url": link("release", one.code),
    }


def releases_document(found: Iterable[Publication], site: PublicSite, link: Link) -> dict[str, Any]:
    return {**head(site, link), "releases": [release_line(one, link) for one in found]}


def release_document(found: Release, site: PublicSite, link: Link) -> dict[str, Any]:
    one = found.publication
    return {
        **head(site, link),
        **release_line(one, link),
        "text": one.text,
        "sha256": one.sha256,
        "figures": [dict(zip(TOLD_COLUMNS, row, strict=True)) for row in told_rows(found)],
        "revisions": [
            {
                "code": notice.code,
                "title": notice.title,
                "published_at": moment(notice.published_at),
                "lines": list(notice.lines),
                "reasons": list(notice.reasons),
            }
            for notice in found.notices
        ],
    }


def told_rows(found: Release) -> list[list[Any]]:
    return [
        [
            one.place,
            one.name,
            one.scope,
            one.period,
            one.first.isoformat() if one.first else None,
            one.last.isoformat(),
            one.shown,
            one.unit,
            one.definition,
        ]
        for one in found.figures
    ]
