"""The ledger's rows of a history: entries, facts in all their versions, the audit trail and the heads."""

from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from bench.synthetic.history import DAY_TEXTS, FIRST_DAY, N_DAYS, STAGES, History, moment, moment_text
from luodi.audit.models import AuditRecord
from luodi.ledger.kinds import Cause, FactKind, Standing
from luodi.ledger.models import Entry, Fact, Head
from luodi.ledger.rules import ORDINAL_BITS, SEAT_BITS
from luodi.projects.choices import EVENT_OF

FACT_COLUMNS = (
    "id", "city_id", "entry_id", "ordinal", "cause", "standing", "recorded_at", "superseded_at", "superseded_by_id",
    "kind", "subject_id", "occasion_id", "occurred_on", "occurred_from", "precision", "quantity", "amount", "unit_id",
    "unit_kind", "is_shared", "area", "origin", "industry", "industrial", "channel", "category", "capital", "state",
    "status", "state_since", "status_since", "sponsor_id", "held_key",
)  # fmt: skip
ENTRY_COLUMNS = ("id", "city_id", "number", "recorded_at", "act", "said_at", "reason", "actor_id", "batch_id")
AUDIT_COLUMNS = (
    "id", "city_id", "at", "actor_id", "actor_name", "actor_unit", "act", "target_kind", "target_code",
    "target_title", "changes", "entry_no", "client", "succeeded",
)  # fmt: skip
_HEAD_START = (FIRST_DAY - date(1900, 1, 1)).days
_EVENTS = tuple(EVENT_OF[stage].value for stage in STAGES)
_STATE = FactKind.PROJECT_STATE.value
_SITTING = "登记对接活动"
_VERIFIED, _CLAIMED = Standing.VERIFIED.value, Standing.CLAIMED.value

Sitting = tuple[int, int]
"""The moment, and the number of the place."""
Version = tuple[int, int, str, str, int]
"""The act that records it, the act that ends it (-1: none), cause, standing and day."""


class Journal:
    """Entry ids follow the order of recording; a city's entries are numbered one by one.

    ``sittings`` are moments and places, in order, at which something else is recorded; they take their numbers among
    the acts, and are found in ``entry_of_sitting`` and ``number_of_sitting``.
    """

    def __init__(self, history: History, codes: list[str], sittings: Sequence[Sitting] = ()) -> None:
        self.history = history
        self.sittings = sittings
        self.entry_of_sitting, self.number_of_sitting = array("q"), array("q")
        self.codes = codes
        self.first_audit_id = AuditRecord.objects.order_by("-id").values_list("id", flat=True).first() or 0
        self._entry_of = [0] * len(history.moments)
        self._number_of = [0] * len(history.moments)
        self._last = [0] * len(history.places)
        self._n_entries = 0
        for act, project, _, _ in history.acts():
            self._seat_sittings(history.moments[act])
            place = history.projects[project].place
            self._entry_of[act], self._number_of[act] = self._next(place)
        self._seat_sittings(N_DAYS * 86_400_000_000)

    def _next(self, place: int) -> tuple[int, int]:
        self._n_entries += 1
        self._last[place] += 1
        return self._n_entries, self._last[place]

    def _seat_sittings(self, before: int) -> None:
        done = len(self.entry_of_sitting)
        while done < len(self.sittings) and self.sittings[done][0] < before:
            entry, number = self._next(self.sittings[done][1])
            self.entry_of_sitting.append(entry)
            self.number_of_sitting.append(number)
            done += 1

    def entries(self) -> Iterator[tuple[Any, ...]]:
        history = self.history
        for act, project, stage, revises in history.acts():
            place = history.places[history.projects[project].place]
            at = moment_text(history.moments[act])
            name = self._act_name(project, stage, revises=revises)
            yield (
                self._entry_of[act],
                place.city.pk,
                self._number_of[act],
                at,
                name,
                at,
                "",
                place.clerk.pk,
                None,
            )
        for (moment_of, place_no), entry, number in zip(
            self.sittings, self.entry_of_sitting, self.number_of_sitting, strict=True
        ):
            place, at = history.places[place_no], moment_text(moment_of)
            yield entry, place.city.pk, number, at, _SITTING, at, "", place.clerk.pk, None

    def trail(self) -> Iterator[tuple[Any, ...]]:
        history = self.history
        for number, (act, project, stage, revises) in enumerate(
            history.acts(), start=self.first_audit_id + 1
        ):
            drawn = history.projects[project]
            place = history.places[drawn.place]
            yield (
                number, place.city.pk, moment_text(history.moments[act]), place.clerk.pk, "示例业务员",
                place.city.name, self._act_name(project, stage, revises=revises), "project", self.codes[project],
                drawn.name.text, "{}", self._number_of[act], "", 1,
            )  # fmt: skip
        first = self.first_audit_id + len(history.moments) + 1
        for nth, ((at, place_no), entry_no) in enumerate(
            zip(self.sittings, self.number_of_sitting, strict=True), start=first
        ):
            place = history.places[place_no]
            yield (
                nth, place.city.pk, moment_text(at), place.clerk.pk, "示例业务员", place.city.name, _SITTING, "trip",
                "", "", "{}", entry_no, "", 1,
            )  # fmt: skip

    def facts(self) -> Iterator[tuple[Any, ...]]:
        """Yield an event and a state for each act: first versions, and those that replace them."""
        history, last_id = self.history, 0
        for act, project, stage, revises in history.acts():
            seat = project * len(STAGES) + stage
            day = history.occurred[seat]
            ends = -1 if revises else history.revised[seat]
            standing, cause = _VERIFIED, Cause.RECORDED.value
            if revises and history.is_correction(seat):
                day, cause = history.corrected[seat], Cause.CORRECTED.value
            elif revises:
                cause = Cause.VERIFIED.value
            elif (ends >= 0 and not history.is_correction(seat)) or history.stays_claimed(seat):
                standing = _CLAIMED
            ordinal = self._number_of[history.recorded[seat]] << SEAT_BITS
            version = (act, ends, cause, standing, day)
            yield self._fact(last_id + 1, project, stage, version, ordinal, is_state=False)
            yield self._fact(last_id + 2, project, stage, version, ordinal + 1, is_state=True)
            last_id += 2

    def write_heads(self) -> None:
        history, last = self.history, {}
        for act, project, _, _ in history.acts():
            last[history.projects[project].place] = history.moments[act]
        for sat_at, sat_in in self.sittings:
            last[sat_in] = max(last.get(sat_in, 0), sat_at)
        for number, place in enumerate(history.places):
            if self._last[number]:
                at = moment(last[number])
                Head.objects.filter(city=place.city).update(
                    number=self._last[number], recorded_at=at, asked_until=at
                )

    def _fact(
        self, pk: int, project: int, stage: int, version: Version, ordinal: int, *, is_state: bool
    ) -> tuple[Any, ...]:
        history = self.history
        act, ends, cause, standing, day = version
        drawn = history.projects[project]
        place = history.places[drawn.place]
        unit = place.units[drawn.unit]
        on = DAY_TEXTS[day]
        return (
            pk, place.city.pk, self._entry_of[act], ordinal, cause, standing, moment_text(history.moments[act]),
            moment_text(history.moments[ends]) if ends >= 0 else None, self._entry_of[ends] if ends >= 0 else None,
            _STATE if is_state else _EVENTS[stage], project + 1, None, on, on, "DAY", 1, drawn.fen, unit.pk,
            unit.kind, 0, drawn.area, drawn.origin, drawn.industry, drawn.industrial,
            drawn.channel if stage == 1 else "", "", "", STAGES[stage].value if is_state else "",
            drawn.status if is_state else "", on if is_state else None,
            DAY_TEXTS[history.occurred[project * len(STAGES)]] if is_state else None, drawn.sponsor,
            (_HEAD_START + day) << ORDINAL_BITS | ordinal if is_state else None,
        )  # fmt: skip

    def _act_name(self, project: int, stage: int, *, revises: bool) -> str:
        if revises:
            return "更正项目" if self.history.is_correction(project * len(STAGES) + stage) else "认定"
        return "登记阶段" if stage else "登记项目"


MODELS = (Entry, Fact, AuditRecord)
