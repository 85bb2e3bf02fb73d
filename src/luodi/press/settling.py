"""Numbers of a text contradict each other, and the ledger knows which of them is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from luodi.press.checked import Match, State
from luodi.press.grammar.claims import Finding, Weight

_WRONG = (State.DIFFERS, State.DOUBTFUL)


@dataclass
class Settled:
    """``kept`` are the findings about the text that stand; ``blamed`` are the claims that are wrong instead of those
    on which a finding stood, each with what the text itself has against them; ``covered`` are wrong and said so."""

    kept: list[Finding] = field(default_factory=list)
    blamed: dict[int, str] = field(default_factory=dict)
    covered: set[int] = field(default_factory=set)


def settle(within: Sequence[Finding], told: Mapping[int, Match]) -> Settled:
    """Return the findings about the text itself after the ledger has spoken.

    One that stands on a number with which the ledger agrees, and is about another with which it does not, passes to
    that other. One whose numbers all agree with the ledger is left as a question about how it is said.
    """
    done = Settled()
    for finding in within:
        standing = on(finding, told)
        if finding.weight != Weight.ERROR or not standing:
            done.kept.append(finding)
            continue
        states = {number: told[number].state for number in finding.claims if number in told}
        if any(states[number] != State.AGREES for number in standing):
            done.kept.append(finding)
            done.covered |= set(standing)
            continue
        wrong = [number for number, state in states.items() if state in _WRONG]
        if wrong:
            done.blamed |= dict.fromkeys(wrong, finding.arithmetic or finding.message)
        elif len(states) > 1 and all(state == State.AGREES for state in states.values()):
            done.kept.append(_left_open(finding))
        else:
            done.kept.append(finding)
            done.covered |= set(standing)
    return done


def on(finding: Finding, told: Mapping[int, Match]) -> list[int]:
    """Return the claims on whose words a finding stands."""
    return [
        number
        for number in finding.claims
        if number in told and finding.start <= told[number].claim.at < max(finding.end, finding.start + 1)
    ]


def _left_open(finding: Finding) -> Finding:
    message = f"{finding.message}。所涉各数都与台账一致，请核对说法。"
    return replace(finding, weight=Weight.QUESTION, message=message, correction="")
