"""What happened to N projects in ten years: drawn by chance from a fixed seed, and put in the order of recording."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import NamedTuple

from bench.synthetic import names
from bench.synthetic.world import Place
from luodi.ledger.kinds import Channel
from luodi.projects.choices import Stage, Status

FIRST_DAY, LAST_DAY = date(2011, 1, 1), date(2020, 12, 29)
N_DAYS = (LAST_DAY - FIRST_DAY).days + 1
STAGES = tuple(Stage)
REVISED_SHARE, CLAIMED_SHARE = 0.2, 0.03
DAY_TEXTS = tuple((FIRST_DAY + timedelta(days=n)).isoformat() for n in range(N_DAYS))
_WAITS = ((0, 0), (20, 220), (30, 330), (180, 700))
_CHANCES = (1.0, 0.62, 0.5, 0.45)
_ORIGINS = (
    "310000", "320100", "320500", "330100", "330200", "330300", "340100", "340400", "110000", "370100", "440300",
    "441900", "440100", "440600", "510100", "350500", "410100", "420100", "810000", "JP", "DE",
)  # fmt: skip
_CHANNELS = (Channel.ON_SITE,) * 6 + (Channel.ONLINE, Channel.VIDEO, Channel.POST, Channel.FAX)
_STATUSES = (Status.PROCEEDING,) * 44 + (Status.DELAYED,) * 3 + (Status.SUSPENDED,) * 2 + (Status.WITHDRAWN,)
_SECONDS_OF_DAY = 86_400
_SECOND = 1_000_000


class Firm(NamedTuple):
    place: int
    name: names.Name
    brand: str
    trade: names.Trade
    origin: str
    first_project: int


class Drawn(NamedTuple):
    """What holds of a project from its first day to its last."""

    place: int
    unit: int
    firm: int
    name: names.Name
    area: str
    origin: str
    industry: str
    industrial: int
    fen: int
    channel: str
    sponsor: int | None
    status: str


@dataclass
class History:
    """Acts are numbered in the order of projects; ``ranks`` puts them in the order of recording.

    Arrays with one place per project and stage: ``occurred`` and ``corrected`` days (-1: never), the numbers of the
    acts that ``recorded`` and ``revised`` the stage (-1: none).
    """

    places: Sequence[Place]
    firms: list[Firm]
    firms_of: list[list[int]]
    projects: list[Drawn]
    occurred: "array[int]"
    corrected: "array[int]"
    recorded: "array[int]"
    revised: "array[int]"
    act_seats: "array[int]"
    moments: "array[int]"
    ranks: "array[int]"

    def acts(self) -> Iterator[tuple[int, int, int, bool]]:
        """Yield (act, project, stage, whether it revises) in the order of recording."""
        for act in self.ranks:
            seat = self.act_seats[act]
            project, stage = divmod(seat >> 1, len(STAGES))
            yield act, project, stage, bool(seat & 1)

    def is_correction(self, place_of_stage: int) -> bool:
        """Whether the revision moved the date; else it verified a claim."""
        return bool(self.corrected[place_of_stage] >= 0)

    def stays_claimed(self, place_of_stage: int) -> bool:
        return self.revised[place_of_stage] < 0 and (place_of_stage * 7919) % 1000 < CLAIMED_SHARE * 1000


def draw(n: int, places: Sequence[Place], seed: int = 2011) -> History:
    """Return the same history for the same ``n`` every time."""
    chance = Random(seed)
    history = _empty(n, places)
    for number in range(n):
        place = chance.randrange(len(places))
        firm = _firm(history, place, number, chance)
        history.projects.append(_project(places[place], place, firm, history.firms[firm], chance))
        _go_through_stages(history, number, chance)
    _put_in_order(history)
    return history


def _empty(n: int, places: Sequence[Place]) -> History:
    occurred, corrected, recorded, revised = (array("q", [-1]) * (n * len(STAGES)) for _ in range(4))
    return History(
        places=places,
        firms=[],
        firms_of=[[] for _ in places],
        projects=[],
        occurred=occurred,
        corrected=corrected,
        recorded=recorded,
        revised=revised,
        act_seats=array("q"),
        moments=array("q"),
        ranks=array("q"),
    )


def _firm(history: History, place: int, number: int, chance: Random) -> int:
    """Every other project of a city brings a firm that is new to it; the others come from one that is there."""
    known = history.firms_of[place]
    if known and chance.random() < 0.5:
        return chance.choice(known)
    known.append(len(history.firms))
    trade = chance.choices(names.TRADES, names.SHARES)[0]
    name, brand = names.firm(chance, history.places[place].short_name, trade)
    history.firms.append(Firm(place, name, brand, trade, chance.choice(_ORIGINS), number))
    return len(history.firms) - 1


def _project(place: Place, place_no: int, firm_no: int, firm: Firm, chance: Random) -> Drawn:
    industry = firm.trade.industry
    return Drawn(
        place=place_no,
        unit=chance.randrange(len(place.units)),
        firm=firm_no,
        name=names.project(chance, firm.brand, firm.trade),
        area=chance.choice(place.areas),
        origin=firm.origin,
        industry=industry,
        industrial=int(industry[0] in "BCD"),
        fen=round(chance.lognormvariate(9.0, 1.1)) * 1_000_000,
        channel=chance.choice(_CHANNELS),
        sponsor=chance.choice(place.sponsors) if chance.random() < 0.1 else None,
        status=chance.choice(_STATUSES),
    )


def _go_through_stages(history: History, project: int, chance: Random) -> None:
    on, recorded_at = chance.randrange(N_DAYS - 30), 0
    for stage, (share, (least, most)) in enumerate(zip(_CHANCES, _WAITS, strict=True)):
        on += chance.randint(least, most)
        day = max(on + chance.randint(0, 20), recorded_at // (_SECOND * _SECONDS_OF_DAY) + 1)
        if chance.random() > share or day >= N_DAYS:
            return
        seat = project * len(STAGES) + stage
        history.occurred[seat] = on
        recorded_at = _add_act(history, seat << 1, day, chance)
        history.recorded[seat] = len(history.moments) - 1
        later = day + chance.randint(3, 120)
        if chance.random() < REVISED_SHARE and later < N_DAYS:
            if chance.random() < 0.5:
                least_day = history.occurred[seat - 1] if stage else 0
                history.corrected[seat] = max(on - chance.randint(1, 10), least_day)
            _add_act(history, seat << 1 | 1, later, chance)
            history.revised[seat] = len(history.moments) - 1


def _add_act(history: History, seat: int, day: int, chance: Random) -> int:
    """Record during the working hours of Shanghai, so that the day is the same there and in UTC."""
    at = (day * _SECONDS_OF_DAY + chance.randint(3600, 9 * 3600)) * _SECOND + chance.randrange(1, _SECOND)
    history.act_seats.append(seat)
    history.moments.append(at)
    return at


def _put_in_order(history: History) -> None:
    history.ranks = array("q", sorted(range(len(history.moments)), key=history.moments.__getitem__))
    last = [0] * len(history.places)
    for act in history.ranks:
        place = history.projects[history.act_seats[act] // (2 * len(STAGES))].place
        last[place] = history.moments[act] = max(history.moments[act], last[place] + 1)


def moment_text(at: int) -> str:
    """Return microseconds since the first day as the text of a moment in UTC."""
    day, rest = divmod(at, _SECONDS_OF_DAY * _SECOND)
    seconds, micros = divmod(rest, _SECOND)
    return f"{DAY_TEXTS[day]} {seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{micros:06}"


def moment(at: int) -> datetime:
    return datetime(FIRST_DAY.year, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)
