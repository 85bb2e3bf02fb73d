"""What rosters accept, and how the signings of an event fall apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luodi.kernel.findings import Refusal
from luodi.rosters.choices import Signing


class RosterRefused(Refusal):
    """A roster without a name, a project that is on it already or is not, or dates in the wrong order."""


@dataclass(frozen=True)
class Stay:
    """When a project was on a roster before."""

    entered_on: date
    left_on: date | None


def check_entering(stays: Sequence[Stay], on: date, *, name: str) -> None:
    """Raises: RosterRefused when the project is on the roster, or was on it on a later day."""
    for stay in stays:
        if stay.left_on is None:
            raise RosterRefused(f"“{name}”自 {stay.entered_on.isoformat()} 起已在这份名单中", field="code")
        if on < stay.left_on:
            raise RosterRefused(
                f"“{name}”到 {stay.left_on.isoformat()} 才移出，列入日期不能早于这一天", field="entered_on"
            )


def check_leaving(stay: Stay, on: date, *, name: str) -> None:
    """Raises: RosterRefused unless the project leaves after it entered."""
    if on <= stay.entered_on:
        raise RosterRefused(
            f"“{name}”{stay.entered_on.isoformat()} 才列入，移出日期须晚于这一天", field="left_on"
        )


def signing(*, begins: date, signed_on: date | None, listed_before: bool, increased: bool) -> Signing:
    """Tell what a listed project is to the event: signed for the first time, not at all, before, or only increased.

    Signed before is what was signed before the event began, or stood on the list of an earlier event. The list itself
    signs nothing.
    """
    is_old = listed_before or (signed_on is not None and signed_on < begins)
    if not is_old:
        return Signing.UNSIGNED if signed_on is None else Signing.FIRST
    return Signing.INCREASE if increased else Signing.AGAIN
