"""Judging many claims of one sort at once: verified, passed on, or sent back with one reason."""

from collections.abc import Sequence
from datetime import datetime

from luodi.desk.selectors.activity_claims import ClaimLine
from luodi.enterprises.models import Adviser, Enterprise
from luodi.kernel.findings import Refusal
from luodi.leads import services as leads
from luodi.leads.models import Lead
from luodi.organisation.models import Account
from luodi.outreach import services as outreach
from luodi.recognition import services as recognition
from luodi.recognition.choices import ReviewState

N_TOLD = 5


class NothingChosen(Refusal):
    """Nothing was ticked, or none of what was waits any more."""


def verify(tab: str, lines: Sequence[ClaimLine], *, actor: Account, at: datetime, seen: int | None) -> str:
    """Verify those that nothing stands against, and say what became of the others.    Raises: what verifying does."""
    ready = [one for one in lines if not one.against]
    waits = [one.against for one in lines if one.against]
    if not ready:
        raise NothingChosen(waits[0] if waits else "没有勾选待认定的内容，请返回勾选后再认定")
    codes = [one.code for one in ready]
    match tab:
        case "lead":
            told = leads.verify_leads(_leads(codes, actor), actor=actor, at=at, seen=seen)
            waits += told.passed_over.values()
        case "firm":
            recognition.verify_firms(_firms(codes, actor), actor=actor, at=at, seen=seen)
        case "adviser":
            recognition.verify_advisers(_advisers(codes, actor), actor=actor, at=at, seen=seen)
        case _:
            facts = [fact for one in ready for fact in one.matter.claims]
            outreach.verify_claims(facts, actor=actor, at=at, seen=seen)
    said = "；".join(waits[:N_TOLD])
    return f"已认定 {len(ready)} 项。" + (f"有 {len(waits)} 项没有全部认定：{said}。" if waits else "")


def reject(
    tab: str, lines: Sequence[ClaimLine], *, reason: str, actor: Account, at: datetime, seen: int | None
) -> str:
    """Send them back to their units, who are told why.    Raises: what rejecting does."""
    _require(lines)
    codes = [one.code for one in lines]
    match tab:
        case "lead":
            leads.reject_leads(_leads(codes, actor), reason=reason, actor=actor, at=at, seen=seen)
        case "firm":
            recognition.reject_firms(_firms(codes, actor), reason=reason, actor=actor, at=at, seen=seen)
        case "adviser":
            recognition.reject_advisers(_advisers(codes, actor), reason=reason, actor=actor, at=at, seen=seen)
        case _:
            facts = [fact for one in lines for fact in one.matter.claims]
            outreach.reject_claims(facts, reason=reason, actor=actor, at=at, seen=seen)
    return f"已退回 {len(lines)} 项，并告知单位。"


def look_through(
    lines: Sequence[ClaimLine],
    *,
    state: ReviewState,
    reason: str,
    actor: Account,
    at: datetime,
    seen: int | None,
) -> str:
    """Pass them on to the city for the county, or return them.    Raises: what looking through does."""
    _require(lines)
    matters = [one.matter for one in lines]
    recognition.look_through(matters, state=state, reason=reason, actor=actor, at=at, seen=seen)
    passed = state == ReviewState.PASSED
    return f"初审通过 {len(lines)} 项。" if passed else f"初审退回 {len(lines)} 项，并告知单位。"


def _require(lines: Sequence[ClaimLine]) -> None:
    if not lines:
        raise NothingChosen("没有勾选等待办理的内容，请返回勾选后再办")


def _leads(codes: Sequence[str], actor: Account) -> list[Lead]:
    return list(Lead.objects.filter(city_id=actor.city_id, code__in=codes))


def _firms(codes: Sequence[str], actor: Account) -> list[Enterprise]:
    return list(Enterprise.objects.of(actor.city_id).filter(code__in=codes))


def _advisers(codes: Sequence[str], actor: Account) -> list[Adviser]:
    return list(Adviser.objects.filter(city_id=actor.city_id, code__in=codes))
