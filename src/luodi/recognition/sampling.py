"""Drawing a sample that anybody can draw again, and what a sample says once it has been checked. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from luodi.kernel.money import Yuan
from luodi.recognition.choices import SampleFinding


def draw(ordinals: Iterable[int], *, seed: str, size: int) -> list[int]:
    """Return the first ``size`` facts in the order of the hash of seed and ordinal.

    A fact's place depends on nothing but the two, so that a larger sample begins with the smaller one, and nobody who
    knows the seed only afterwards can have chosen.
    """
    return sorted(ordinals, key=lambda ordinal: _place(seed, ordinal))[:size]


def _place(seed: str, ordinal: int) -> bytes:
    return sha256(f"{seed}:{ordinal}".encode()).digest()


@dataclass(frozen=True)
class Checked:
    """One checked fact: what was claimed, what was found, and what the amount was found to be."""

    finding: SampleFinding
    claimed: Yuan | None
    found: Yuan | None

    @property
    def confirmed(self) -> Yuan:
        """The part of the claimed amount that the check bears out; more than was claimed makes good for nothing."""
        if self.claimed is None or self.finding in (SampleFinding.UNSUPPORTED, SampleFinding.ABSENT):
            return Yuan(0)
        if self.finding == SampleFinding.OK:
            return self.claimed
        return Yuan(min(self.claimed.fen, self.found.fen if self.found else 0))


@dataclass(frozen=True)
class ConfirmedRatio:
    """What a sample says: of so many drawn so many were checked, and of those so many are true.

    What was not checked yet is in no ratio, for or against.
    """

    drawn: int
    checked: int
    confirmed: int
    claimed_amount: Yuan
    confirmed_amount: Yuan

    @property
    def by_number(self) -> Fraction | None:
        """None while nothing has been checked."""
        return Fraction(self.confirmed, self.checked) if self.checked else None

    @property
    def by_amount(self) -> Fraction | None:
        """None while nothing with an amount has been checked."""
        claimed = self.claimed_amount.fen
        return Fraction(self.confirmed_amount.fen, claimed) if claimed else None

    @property
    def is_finished(self) -> bool:
        return self.checked == self.drawn


def confirmed_ratio(items: Iterable[Checked]) -> ConfirmedRatio:
    """Return what the items of a sample say."""
    every = list(items)
    checked = [one for one in every if one.finding != SampleFinding.PENDING]
    return ConfirmedRatio(
        drawn=len(every),
        checked=len(checked),
        confirmed=sum(1 for one in checked if one.finding == SampleFinding.OK),
        claimed_amount=Yuan(sum(one.claimed.fen for one in checked if one.claimed)),
        confirmed_amount=Yuan(sum(one.confirmed.fen for one in checked)),
    )
