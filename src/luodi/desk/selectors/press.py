"""A checked draft as a sheet: every paragraph with its words marked, and beside it what is said about them."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.db.models import Max

from luodi.press.choices import Verdict
from luodi.press.models import Check, Draft

WEIGHTS = ("error", "question", "hint")
WEIGHT_LABELS = {"error": "错误", "question": "疑问", "hint": "提示"}
STATE_LABELS = {
    "agrees": "与台账一致",
    "differs": "与台账不符",
    "doubtful": "待核实",
    "unchecked": "不能核对",
}
Plain = Mapping[str, Any]


def with_last_checks(drafts: Sequence[Draft]) -> list[tuple[Draft, Check]]:
    """Return each draft with its last check, without the texts, by one query."""
    latest = Check.objects.filter(draft__in=drafts).values("draft_id").annotate(last=Max("pk")).values("last")
    rows = Check.objects.filter(pk__in=latest).defer("text", "report")
    by_draft = {one.draft_id: one for one in rows}
    return [(draft, by_draft[draft.pk]) for draft in drafts]


@dataclass(frozen=True)
class Piece:
    """Some words of a paragraph: plain, a number that was held against the ledger, or what remarks are about."""

    text: str
    remark: int = 0
    weight: str = ""
    is_first: bool = False
    claim: Plain | None = None


@dataclass(frozen=True)
class Remark:
    """A finding with its number on the page. ``words`` are those that it stands on."""

    number: int
    said: Plain
    words: str

    @property
    def weight(self) -> str:
        return str(self.said["severity"])

    @property
    def label(self) -> str:
        return WEIGHT_LABELS[self.weight]

    @property
    def ruling(self) -> Plain | None:
        found: Plain | None = self.said.get("ruling")
        return found

    @property
    def verdict(self) -> str:
        return Verdict(self.ruling["verdict"]).label if self.ruling else ""


@dataclass(frozen=True)
class Paragraph:
    number: int
    start: int
    pieces: tuple[Piece, ...]
    remarks: tuple[Remark, ...]
    place: str = ""


@dataclass(frozen=True)
class Sheet:
    """``report`` is what ``press.reporting`` makes of a checked draft, or what a check kept of it.

    ``places`` say where in its file the text stood; a paragraph carries its own where that is not the one before's.
    """

    text: str
    report: Plain
    places: Sequence[Sequence[Any]] = ()
    remarks: tuple[Remark, ...] = field(init=False)

    def __post_init__(self) -> None:
        said = [*self.report["findings"], *self.report["ruled"]]
        said.sort(key=lambda one: (one["start"], WEIGHTS.index(one["severity"]), one["end"]))
        remarks = (
            Remark(number, one, self.text[one["start"] : one["end"]])
            for number, one in enumerate(said, start=1)
        )
        object.__setattr__(self, "remarks", tuple(remarks))

    @property
    def counts(self) -> dict[str, int]:
        return dict(self.report["counts"])

    @property
    def standing(self) -> tuple[Remark, ...]:
        """The remarks on which nobody has ruled."""
        return tuple(one for one in self.remarks if one.ruling is None)

    def of_weight(self, weight: str) -> tuple[Remark, ...]:
        return tuple(one for one in self.standing if one.weight == weight)

    def label_of(self, state: str) -> str:
        return STATE_LABELS[state]

    @cached_property
    def states(self) -> list[tuple[str, str, int]]:
        """Each state of claims with its label and how many there are, those that there are."""
        found = [claim["state"] for claim in self.report["claims"]]
        return [(state, label, found.count(state)) for state, label in STATE_LABELS.items() if state in found]

    @cached_property
    def _places(self) -> list[int]:
        return [one["at"] for one in self.report["claims"]]

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(self._paragraphs())

    def _paragraphs(self) -> Iterator[Paragraph]:
        start, number, before = 0, 0, ""
        starts = [one.said["start"] for one in self.remarks]
        for line in self.text.split("\n"):
            end = start + len(line)
            if line.strip():
                number += 1
                within = self.remarks[bisect_left(starts, start) : bisect_left(starts, end + 1)]
                place = next((place for first, place in reversed(self.places) if first <= start), "")
                pieces = tuple(self._pieces(start, end, within))
                yield Paragraph(number, start, pieces, tuple(within), "" if place == before else place)
                before = place
            start = end + 1

    def _pieces(self, start: int, end: int, remarks: Sequence[Remark]) -> Iterator[Piece]:
        claims = self.report["claims"][bisect_left(self._places, start) : bisect_left(self._places, end)]
        edges = {start, end}
        for one in (
            *(remark.said for remark in remarks),
            *({"start": c["at"], "end": c["to"]} for c in claims),
        ):
            edges |= {max(start, min(end, one["start"])), max(start, min(end, one["end"]))}
        shown: set[int] = set()
        cuts = sorted(edges)
        for first, last in pairwise(cuts):
            words = self.text[first:last]
            on = [one for one in remarks if one.said["start"] <= first and last <= one.said["end"]]
            claim = next((one for one in claims if one["at"] <= first and last <= one["to"]), None)
            if on:
                top = min(on, key=lambda one: (one.ruling is not None, WEIGHTS.index(one.weight), one.number))
                weight = "ruled" if top.ruling else top.weight
                yield Piece(words, top.number, weight, top.number not in shown, claim)
                shown.add(top.number)
            else:
                yield Piece(words, claim=claim)
