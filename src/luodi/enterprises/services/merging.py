"""Make one firm of two that are the same: its facts go over, and what the firm that stays lacks is filled in.

The caller posts what is returned as one entry of the batch; withdrawing the batch brings everything back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from luodi import search
from luodi.audit import services as audit
from luodi.enterprises import rules
from luodi.enterprises.models import Enterprise
from luodi.enterprises.models.enterprise import SEARCH_INDEX
from luodi.enterprises.services.writing import Act, columns, document, note, search_text_of
from luodi.ledger import services as ledger
from luodi.ledger.kinds import RULES, Cause, FactKind, Nature, Standing
from luodi.ledger.models import Fact
from luodi.ledger.services import NewFact, Supersede

ACT = "合并企业"
_FILLED = ("credit_code", "origin", "industry", "group")


@dataclass
class Merging:
    """``moved`` are facts that ``keep`` lacks, with the version on it; ``ended`` those that it has already."""

    keep: Enterprise
    drop: Enterprise
    moved: list[tuple[Fact, NewFact]] = field(default_factory=list)
    ended: list[Fact] = field(default_factory=list)

    @property
    def supersede(self) -> list[Supersede]:
        moved = [Supersede(fact, Cause.CORRECTED, after) for fact, after in self.moved]
        return [*moved, *(Supersede(fact, Cause.CORRECTED) for fact in self.ended)]


@dataclass(frozen=True)
class Merged:
    merging: Merging
    notes: list[audit.Note]


def plan_merge(keep: Enterprise, drop: Enterprise) -> Merging:
    """Return what the merge would do to facts, and change nothing."""
    plan = Merging(keep, drop)
    live = Fact.objects.live().select_related("subject", "occasion", "unit").order_by("ordinal")
    mine = {_key(fact): fact for fact in live.filter(subject=keep.subject_id)}
    theirs = list(live.filter(subject=drop.subject_id).exclude(standing=Standing.REJECTED))
    values = ledger.versions_of(theirs)
    for fact in theirs:
        own = mine.get(_key(fact))
        if own is not None and own.standing != Standing.REJECTED:
            plan.ended.append(fact)
            continue
        if own is not None and RULES[FactKind(fact.kind)].once:
            plan.ended.append(own)
        plan.moved.append((fact, replace(values[fact.pk], subject=keep.subject)))
    return plan


def merge(*, keep: int, drop: int, act: Act, reason: str) -> Merged:
    """Let ``drop`` be part of ``keep``: it becomes void.

    Raises: EnterpriseRefused for one and the same firm, one that is void, or two valid credit codes.
    """
    rows = act.lock(Enterprise, [keep, drop])
    if len(rows) != 2 or any(row.is_void for row in rows.values()):
        raise rules.EnterpriseRefused("须是两家不同的、在册的企业")
    stays, goes = rows[keep], rows[drop]
    if stays.credit_code and goes.credit_code and stays.credit_code != goes.credit_code:
        raise rules.EnterpriseRefused("两家企业的统一社会信用代码不同，是两家企业，不能合并")
    plan = plan_merge(stays, goes)
    notes = [
        note(ACT, stays, {"并入的企业": [None, f"{goes.code} {goes.name}"], "原因": [None, reason]}),
        note(ACT, goes, {"并入": [None, f"{stays.code} {stays.name}"], "原因": [None, reason]}),
    ]
    search.take_out(SEARCH_INDEX, [document(stays), document(goes)])
    goes.is_void = True
    _fill(stays, goes, plan)
    names = [column.name for column in columns(Enterprise)]
    act.write([goes], names)
    act.write([stays], names)
    search.put(SEARCH_INDEX, [document(stays)])
    return Merged(plan, notes)


def show_again(keep: Enterprise, drop: Enterprise) -> None:
    """Let a firm that became part of another be found again, before its batch is withdrawn.

    What the other had taken over is let go first: two rows in force cannot hold one credit code.
    """
    search.take_out(SEARCH_INDEX, [document(keep)])
    if keep.credit_code and keep.credit_code == drop.credit_code:
        keep.credit_code = ""
    keep.search_text = search_text_of(keep)
    Enterprise.objects.filter(pk=keep.pk).update(credit_code=keep.credit_code, search_text=keep.search_text)
    search.put(SEARCH_INDEX, [document(keep)])
    Enterprise.objects.filter(pk=drop.pk).update(is_void=False)
    search.put(SEARCH_INDEX, [document(drop)])


def _fill(stays: Enterprise, goes: Enterprise, plan: Merging) -> None:
    for name in _FILLED:
        if not getattr(stays, name):
            setattr(stays, name, getattr(goes, name))
    if stays.parent_id == goes.pk or stays.parent_id is None:
        stays.parent = goes.parent if goes.parent_id != stays.pk else None
    stays.search_text = search_text_of(
        stays, also=[goes.name, *(one.name for one in goes.former_names.all())]
    )
    kinds = {fact.kind for fact, _ in plan.moved}
    if FactKind.ABOVE_SCALE_STATE in kinds:
        stays.is_above_scale, stays.above_scale_on = goes.is_above_scale, goes.above_scale_on
    if FactKind.ABOVE_SCALE_POOL in kinds:
        stays.is_in_pool = goes.is_in_pool


def _key(fact: Fact) -> Sequence[object]:
    """Return what makes two facts of one firm the same fact; a track of states is one whole."""
    if RULES[FactKind(fact.kind)].nature == Nature.STATE:
        return (fact.kind,)
    return (fact.kind, fact.occasion_id, fact.category)
