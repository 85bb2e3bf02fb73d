"""Write a run with its frozen inputs and its result: very many rows at once."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luodi import bulk
from luodi.assessment import scoring
from luodi.assessment.engine import Member, Result, Score
from luodi.assessment.models import Run, RunItem, RunScore, RunSource

_SCORE = (
    "id", "unit_id", "person_id", "key", "name", "position", "is_reviewed_only", "excluded", "inputs", "basis",
    "total", "exact", "full", "rank", "last_rank", "place", "grade", "told",
)  # fmt: skip
_ITEM = (
    "score_id", "code", "name", "position", "weight", "points", "exact", "standing", "label", "extra", "way",
)  # fmt: skip
_WAY = ("steps", "parts")


@dataclass(frozen=True)
class Kept:
    """One input's source as it is kept; ``kind`` is a ``SourceKind``."""

    input: str
    title: str
    unit: str
    kind: str
    asked: Mapping[str, Any]


@dataclass(frozen=True)
class Seat:
    """A member of a run beside its inputs."""

    key: str
    unit_id: int | None
    person_id: int | None
    position: int
    basis: Mapping[str, Any]
    last_rank: int | None = None


def write(
    run: Run,
    *,
    members: Mapping[str, Member],
    seats: Sequence[Seat],
    sources: Sequence[Kept],
    result: Result,
    data: Sequence[Mapping[str, Any]],
) -> None:
    """Append the sources, the members with their frozen inputs and scores, and every item's points.

    ``data`` is the result as plain data: it is put together once for its hash and for this.
    """
    RunSource.objects.bulk_create(
        [
            RunSource(
                run=run, input=one.input, title=one.title[:80], unit=one.unit, kind=one.kind, asked=one.asked
            )
            for one in sources
        ]
    )
    told = {str(one["code"]): one for one in data}
    ids = bulk.reserve_ids(RunScore, len(seats))
    rows = [
        _Row(pk, seat, members[seat.key], result.members[seat.key], told[seat.key])
        for pk, seat in zip(ids, seats, strict=True)
    ]
    bulk.insert(RunScore, _SCORE, (one.score() for one in rows), same={"run_id": run.pk})
    bulk.insert(RunItem, _ITEM, (item for one in rows for item in one.items()))


@dataclass(frozen=True)
class _Row:
    """A member with its result, as it was reckoned and as plain data."""

    pk: int
    seat: Seat
    member: Member
    result: Score
    told: Mapping[str, Any]

    def score(self) -> Sequence[Any]:
        seat, member, result, told = self.seat, self.member, self.result, self.told
        rest = {"overrides": told["overrides"], "notes": told["notes"], "lists": told["lists"]}
        return (
            self.pk,
            seat.unit_id,
            seat.person_id,
            seat.key,
            member.name,
            seat.position,
            member.reviewed_only,
            member.excluded,
            _json(scoring.frozen(member)),
            _json(seat.basis),
            scoring.shown(result.total),
            told["total"] or "",
            scoring.shown(result.full),
            result.rank,
            seat.last_rank,
            result.place[:240],
            result.grade[:40],
            _json({**rest, "given": list(member.notes)}),
        )

    def items(self) -> Iterator[Sequence[Any]]:
        pairs = zip(self.result.items, self.told["items"], strict=True)
        for position, (one, told) in enumerate(pairs, start=1):
            yield (
                self.pk,
                one.code,
                one.name[:120],
                position,
                scoring.shown(one.weight),
                scoring.shown(one.points),
                told["points"],
                one.standing,
                one.label[:80],
                one.extra,
                _json({key: told[key] for key in _WAY}),
            )


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
