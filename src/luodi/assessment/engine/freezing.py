"""Inputs as plain data and back, to the last digit: what a run freezes is what a rerun reads."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from luodi.assessment.engine.situation import Member, Row, Scalar, Value, Vote


def member_data(member: Member) -> dict[str, Any]:
    """Return a member as data that JSON can carry."""
    return {
        "name": member.name,
        "inputs": {code: value_data(value) for code, value in member.inputs.items()},
        "reviewed_only": member.reviewed_only,
        "excluded": member.excluded,
        "notes": list(member.notes),
    }


def member_from(data: Mapping[str, Any]) -> Member:
    return Member(
        name=data["name"],
        inputs={code: value_from(value) for code, value in data["inputs"].items()},
        reviewed_only=data["reviewed_only"],
        excluded=data["excluded"],
        notes=tuple(data["notes"]),
    )


def value_data(value: Value) -> Any:
    """Return a value as data: a number as {"number": "1.50"} or {"number": "1/3"}, never as a binary float."""
    if isinstance(value, tuple):
        return [_row_data(one) if isinstance(one, Row) else _vote_data(one) for one in value]
    return _scalar_data(value)


def value_from(data: Any) -> Value:
    if isinstance(data, list):
        rows = tuple(_row(one) for one in data if "values" in one)
        votes = tuple(_vote(one) for one in data if "values" not in one)
        return votes or rows
    return _scalar(data)


def _scalar_data(value: Scalar) -> Any:
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return {"number": str(value)}


def _scalar(data: Any) -> Scalar:
    if not isinstance(data, dict):
        return data  # type: ignore[no-any-return]
    if "day" in data:
        return date.fromisoformat(data["day"])
    return _number(data["number"])


def _row_data(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "code": row.code,
        "values": {key: _scalar_data(one) for key, one in row.values.items()},
    }


def _row(data: Mapping[str, Any]) -> Row:
    return Row(data["name"], {key: _scalar(one) for key, one in data["values"].items()}, data["code"])


def _vote_data(vote: Vote) -> dict[str, Any]:
    points = None if vote.points is None else str(vote.points)
    return {"kind": vote.kind, "points": points, "rater": vote.rater}


def _vote(data: Mapping[str, Any]) -> Vote:
    points = data["points"]
    return Vote(data["kind"], None if points is None else _number(points), data["rater"])


def _number(text: str) -> Decimal | Fraction:
    """Return the number as it was written, so that freezing it again gives the same text."""
    return Fraction(text) if "/" in text else Decimal(text)
