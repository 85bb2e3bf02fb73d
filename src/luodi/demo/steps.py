"""What becomes of an action item, day by day: said to be done, closed, sent back, put off, opened again, called off."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import partial

from luodi.actions import services as actions
from luodi.actions.models import ActionItem
from luodi.demo.journal import Journal
from luodi.demo.organisation import Cast
from luodi.demo.papers import paper
from luodi.demo.schedule import moment
from luodi.organisation.models import Account

YEAR = 2020


class Move(Enum):
    """Each at its own hour, so that acts of one day follow one another."""

    REOPEN = time(10, 30)
    ASK = time(15, 20)
    REPORT = time(15, 40)
    GRANT = time(16, 10)
    REFUSE = time(16, 12)
    BACK = time(16, 20)
    CLOSE = time(16, 30)
    CANCEL = time(16, 40)


@dataclass(frozen=True)
class Step:
    """``until`` is the day that is asked for, or the new one; ``proof`` names the paper that shows what was done."""

    move: Move
    on: date
    said: str
    until: date | None = None
    proof: str = ""


def ask(month: int, day: int, said: str, until: tuple[int, int]) -> Step:
    return Step(Move.ASK, date(YEAR, month, day), said, date(YEAR, *until))


def grant(month: int, day: int, said: str = "同意。") -> Step:
    return Step(Move.GRANT, date(YEAR, month, day), said)


def refuse(month: int, day: int, said: str) -> Step:
    return Step(Move.REFUSE, date(YEAR, month, day), said)


def report(month: int, day: int, said: str, proof: str = "") -> Step:
    return Step(Move.REPORT, date(YEAR, month, day), said, proof=proof)


def back(month: int, day: int, said: str) -> Step:
    return Step(Move.BACK, date(YEAR, month, day), said)


def close(month: int, day: int, said: str = "同意销号。") -> Step:
    return Step(Move.CLOSE, date(YEAR, month, day), said)


def reopen(month: int, day: int, said: str, until: tuple[int, int]) -> Step:
    return Step(Move.REOPEN, date(YEAR, month, day), said, date(YEAR, *until))


def cancel(month: int, day: int, said: str) -> Step:
    return Step(Move.CANCEL, date(YEAR, month, day), said)


Find = Callable[[], ActionItem]


def follow(journal: Journal, cast: Cast, steps: tuple[Step, ...], find: Find) -> None:
    """Let the steps of the item that is found when each of them is taken go their way."""
    for step in steps:
        at = moment(step.on, step.move.value.hour, step.move.value.minute)
        journal.add(at, partial(_take, cast, step, find))


def _take(cast: Cast, step: Step, find: Find, at: datetime) -> None:
    """Take the step as who has to; what somebody has set for himself is closed when it is done, without another."""
    item = find()
    doer, judge = item.owner, _judge(cast, item)
    until = step.until or step.on
    match step.move:
        case Move.ASK:
            actions.ask_extension(item=item, until=until, reason=step.said, actor=doer, at=at)
        case Move.GRANT | Move.REFUSE:
            grants = step.move == Move.GRANT
            actions.decide_extension(item=item, grants=grants, actor=judge, at=at, remark=step.said)
        case Move.REPORT:
            proofs = _proofs(item, step)
            actions.finish_item(item=item, result=step.said, actor=doer, at=at, proofs=proofs)
        case Move.BACK:
            actions.send_back(item=item, reason=step.said, actor=judge, at=at)
        case Move.CLOSE if item.is_unfinished:
            actions.close_item(item=item, actor=judge, at=at, remark=step.said)
        case Move.REOPEN:
            actions.reopen_item(item=item, deadline=until, reason=step.said, actor=judge, at=at)
        case Move.CANCEL:
            actions.cancel_item(item=item, reason=step.said, actor=judge, at=at)


def _judge(cast: Cast, item: ActionItem) -> Account:
    """Return whoever asked for it, or somebody else of the centre where that is who does it."""
    if item.asked_by.person_id != item.owner.person_id:
        return item.asked_by
    return next(one for one in (cast.centre, cast.keepers["centre-2"]) if one.pk != item.owner_id)


def _proofs(item: ActionItem, step: Step) -> list[actions.NewProof]:
    if not step.proof:
        return []
    told = [f"事项：{item.code}", f"办理单位：{item.unit.name}", step.said[:40]]
    return [actions.NewProof(paper(step.proof, told), f"{step.proof}.pdf")]
