"""The schema of the JSON documents (JSON Schema 2020-12): programs may rely on it; a change raises the version."""

from typing import Any

from luodi.disclosure.choices import Cadence, ChangeKind
from luodi.portal.machine import TOLD_COLUMNS, VERSION

_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_DAY = {"type": "string", "format": "date"}
_MOMENT = {"type": "string", "format": "date-time"}


def _object(said: dict[str, Any], *, without: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [name for name in said if name not in without]
    return {"type": "object", "properties": said, "required": required, "additionalProperties": False}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


_ISSUE: dict[str, Any] = {
    "value": {**_MAYBE, "description": "公布的数，按计量单位；没有或不单独公布的为 null，原因见 note"},
    "note": _TEXT,
    "issue": {"type": "integer", "minimum": 1, "description": "同一期间的第几次发布；2 起为修订"},
    "issued_at": _MOMENT,
    "reason": {**_TEXT, "description": "修订的原因"},
}
_CHANGE = _object(
    {
        "at": _MOMENT,
        "kind": {"enum": list(ChangeKind.values)},
        "figure": _TEXT,
        "title": _TEXT,
        "text": _TEXT,
    }
)
_VALUE = _object(
    {
        "period": _object({"label": _TEXT, "first": {**_DAY, "type": ["string", "null"]}, "last": _DAY}),
        **_ISSUE,
        "earlier": _list(_object(_ISSUE)),
    }
)
_FIGURE = _object(
    {
        "code": _TEXT,
        "title": _TEXT,
        "definition": _TEXT,
        "unit": _TEXT,
        "scope": _TEXT,
        "cadence": {
            "enum": list(Cadence.values),
            "description": "；".join(f"{k} {v}" for k, v in Cadence.choices),
        },
        "ended_at": {**_MOMENT, "type": ["string", "null"]},
        "url": _TEXT,
        "values": _list(_VALUE),
        "changes": _list(_CHANGE),
    }
)
_LINE: dict[str, Any] = {
    "code": _TEXT,
    "kind": _TEXT,
    "title": _TEXT,
    "document_number": _TEXT,
    "published_at": _MOMENT,
    "url": _TEXT,
}
_TOLD = _object({name: {"type": ["string", "integer", "null"]} for name in TOLD_COLUMNS})
_REVISION = _object(
    {
        "code": _TEXT,
        "title": _TEXT,
        "published_at": _MOMENT,
        "lines": _list({"type": "object", "additionalProperties": _TEXT}),
        "reasons": _list(_TEXT),
    }
)
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "招商引资公开数据",
    "type": "object",
    "required": ["schema", "version", "city", "publisher", "synthetic"],
    "properties": {
        "schema": _TEXT,
        "version": {"const": VERSION},
        "city": _object({"code": _TEXT, "name": _TEXT}),
        "publisher": _TEXT,
        "synthetic": {"type": "boolean", "description": "true：演示数据，全部为合成"},
        "figures": {"anyOf": [_list(_FIGURE), _list(_TOLD)]},
        "changes": _list(_CHANGE),
        "releases": _list(_object(_LINE)),
        **_LINE,
        "text": _TEXT,
        "sha256": _TEXT,
        "revisions": _list(_REVISION),
    },
    "additionalProperties": False,
}
