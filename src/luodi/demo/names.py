"""Invented firms: names that nobody bears, credit codes that are valid, origins where investors come from."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from luodi.demo.trades import BY_INDUSTRY, Trade
from luodi.enterprises.models import Enterprise
from luodi.kernel.codes import ALPHABET, ORGANISATION_WEIGHTS, credit_code_check_digit
from luodi.refdata import divisions

LOCAL = "340400"
PEARL_RIVER = (
    ("440300", 14), ("441900", 8), ("440100", 4), ("440600", 3), ("441300", 2), ("442000", 2), ("440400", 1),
)  # fmt: skip
"""Cities of the 珠三角 with their weights: only firms that are to count there come from them."""
ELSEWHERE = (
    ("310000", 14), ("320100", 8), ("320500", 8), ("320200", 5), ("320400", 4), ("330100", 8), ("330200", 5),
    ("330300", 4), ("330600", 3), ("330700", 3), ("340100", 9), ("340200", 3), ("340300", 2), ("110000", 8),
    ("120000", 3), ("130100", 3), ("130600", 2), ("370100", 3), ("370200", 2), ("410100", 4), ("420100", 3),
    ("350200", 3), ("350500", 3), ("510100", 1), ("500000", 2), ("430100", 1), ("360100", 1), ("610100", 1),
    ("810000", 2), ("710000", 1), ("DE", 1), ("JP", 1),
)  # fmt: skip

# Three characters that read well and that nobody puts together, so that no invented name is a real firm's.
_FIRST = "澄沐朗谦逸牧曜砺霖栩昱沛颂弘笃樾竹蔚聿川"
_SECOND = "禾屿岭溪陌舟桥辰野峦松潮穗汀岳帆石麓槐砚"
_THIRD = "联拓启博泽恒"


@dataclass(eq=False)
class PlannedFirm:
    """A firm before and after it has been entered; ``row`` is set by then."""

    name: str
    brand: str
    credit_code: str
    origin: str
    industry: str
    row: Enterprise | None = field(default=None, repr=False)

    @property
    def entered(self) -> Enterprise:
        """Raises: LookupError when the script uses the firm before it has been entered."""
        if self.row is None:
            raise LookupError(self.name)
        return self.row


class Firms:
    """Makes firms, each with a brand of its own, from one source of chance."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        brands = [first + second + third for first in _FIRST for second in _SECOND for third in _THIRD]
        rng.shuffle(brands)
        self._brands = iter(brands)
        self.made: list[PlannedFirm] = []

    def make(self, trade: Trade, origin: str) -> PlannedFirm:
        brand = next(self._brands)
        name = f"{_place(origin)}{brand}{trade.firm}{'集团' if self._rng.random() < 0.06 else ''}有限公司"
        return self.enter(name, brand, trade.industry, origin)

    def enter(self, name: str, brand: str, industry: str, origin: str) -> PlannedFirm:
        """Add a firm of this name; firms from abroad have no credit code here."""
        code = "" if origin.isalpha() or origin[:2] in {"71", "81"} else self._credit_code(origin)
        firm = PlannedFirm(name, brand, code, origin, industry)
        self.made.append(firm)
        return firm

    def _credit_code(self, origin: str) -> str:
        body = "MA" + "".join(self._rng.choices(ALPHABET, k=6))
        total = sum(
            int(character, 36) * weight for character, weight in zip(body, ORGANISATION_WEIGHTS, strict=True)
        )
        first17 = f"91{origin}{body}{'0123456789X'[-total % 11]}"
        return first17 + credit_code_check_digit(first17)


def pick_origin(rng: random.Random, places: Sequence[tuple[str, int]] = ELSEWHERE) -> str:
    return rng.choices([code for code, _ in places], [weight for _, weight in places])[0]


def pick_trade(
    rng: random.Random, favoured: str, *, industrial: bool | None = None, only: bool = False
) -> Trade:
    """Return a trade: three times out of five one of the ``favoured`` codes, and always when ``only`` they will do."""
    liked = [BY_INDUSTRY[code] for code in favoured.split()]
    every = list(BY_INDUSTRY.values())
    if industrial is not None:
        liked = [trade for trade in liked if trade.industrial == industrial]
        every = [trade for trade in every if trade.industrial == industrial]
    if liked and (only or rng.random() < 0.6):
        return rng.choice(liked)
    return rng.choices(every, [trade.weight for trade in every])[0]


def _place(origin: str) -> str:
    if origin.isalpha():
        return {"DE": "德国", "JP": "日本"}[origin]
    return divisions.division(origin).short_name
