"""Reckon the fee of an introduction from what the ledger has verified of its project."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from luodi.agencies import feerules, fees, rules
from luodi.agencies.choices import Base, Case, Milestone, StatedKind
from luodi.agencies.feerules import FeeTerms
from luodi.agencies.fees import Fee, Item, Profile
from luodi.agencies.models import FeeRule, FeeRuleVersion, Introduction, StatedAmount
from luodi.agencies.models.introduction import GIVEN
from luodi.agencies.rules import Circumstances, FeeRefused, Finding
from luodi.kernel.asof import AsOf
from luodi.ledger.kinds import FactKind, Proof, Standing
from luodi.ledger.models import Fact
from luodi.projects.choices import LandKind
from luodi.projects.milestones import COMPLETED
from luodi.projects.models import Project

_BASES = {
    FactKind.PROJECT_FUNDS: Base.FUNDS,
    FactKind.PROJECT_SIGNED: Base.SIGNED,
    FactKind.PROJECT_INCREASE: Base.INCREASE,
}
_DATES = {
    FactKind.PROJECT_SIGNED: Milestone.SIGNED,
    FactKind.PROJECT_STARTED: Milestone.STARTED,
    FactKind.PROJECT_PRODUCING: Milestone.PRODUCING,
}
_LANDS = {LandKind.SUPPLIED: Case.OWN_SITE, LandKind.OWN: Case.OWN_SITE, LandKind.PLANT: Case.PLANT}
_STATED = {StatedKind.LOAN: Base.LOAN, StatedKind.GRANT: Base.GRANT}


@dataclass(frozen=True)
class Reckoning:
    """A fee with its lines, the conditions, and the entry up to which the ledger was read."""

    version: FeeRuleVersion
    terms: FeeTerms
    fee: Fee
    findings: tuple[Finding, ...]
    entry_no: int

    @property
    def unmet(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if not one.is_met)

    @property
    def may_apply(self) -> bool:
        return not self.unmet and self.fee.total > 0


def rule_on(rule: FeeRule, day: date) -> FeeRuleVersion:
    """Return the version in force on the day.    Raises: FeeRefused when there was none yet."""
    found = rule.versions.filter(valid_from__lte=day).order_by("-valid_from", "-number").first()
    if found is None:
        raise FeeRefused(f"{day.isoformat()} 备案时，“{rule.title}”尚未施行")
    return found


def reckon_fee(introduction: Introduction, *, as_of: AsOf, today: date) -> Reckoning:
    """Return the fee by the version of the day of filing, from what was verified as of the moment.

    Shape: four queries.    Raises: FeeRefused before a project is linked, or where no version was in force.
    """
    if introduction.project is None:
        raise FeeRefused("备案还没有对应项目，不能计算")
    version = rule_on(introduction.mandate.rule, introduction.filed_on)
    terms = feerules.parse(version.content)
    stated = [one for one in introduction.amounts.all() if not one.is_dropped]
    facts = _facts(introduction.project, as_of)
    reached = _reached(facts)
    profile = Profile(_cases(introduction.project), reached, _land(stated))
    items = [*_items(facts), *_stated(stated)]
    before = sum(one.fen for one in introduction.claims.all() if one.state in GIVEN)
    told = Circumstances(
        filed_on=introduction.filed_on,
        mandate_holds=introduction.mandate.holds_on(introduction.filed_on),
        is_public_staff=introduction.mandate.agency.is_public_staff,
        reached=reached,
        today=today,
    )
    findings = rules.check_conditions(terms.conditions, told) + _land_told(terms, profile)
    fee = fees.reckon(terms, items, profile, before=before)
    return Reckoning(version, terms, fee, findings, as_of.entry or 0)


def _facts(project: Project, as_of: AsOf) -> list[Fact]:
    kinds = [*_BASES, *_DATES, FactKind.PROJECT_MILESTONE]
    rows = Fact.objects.filter(subject_id=project.subject_id, kind__in=kinds).counted()
    return list(rows.known_at(as_of.moment).order_by("occurred_on", "ordinal"))


def _items(facts: Iterable[Fact]) -> list[Item]:
    return [
        Item(
            base=_BASES[FactKind(fact.kind)],
            on=fact.occurred_on,
            fen=fact.amount,
            label=_label(fact),
            is_verified=fact.standing == Standing.VERIFIED,
            proof=fact.category,
            ordinal=fact.ordinal,
        )
        for fact in facts
        if fact.kind in _BASES and fact.amount is not None
    ]


def _label(fact: Fact) -> str:
    kind = FactKind(fact.kind).label
    if fact.kind != FactKind.PROJECT_FUNDS or not fact.category:
        return kind
    return f"{kind}（{Proof(fact.category).label}）"


def _reached(facts: Iterable[Fact]) -> dict[Milestone, date]:
    """Return the verified dates; what is only claimed has not been reached."""
    found: dict[Milestone, date] = {}
    for fact in facts:
        if fact.standing != Standing.VERIFIED:
            continue
        if fact.kind in _DATES:
            found[_DATES[FactKind(fact.kind)]] = fact.occurred_on
        elif fact.kind == FactKind.PROJECT_MILESTONE and fact.category == COMPLETED:
            found[Milestone.COMPLETED] = fact.occurred_on
    return found


def _cases(project: Project) -> frozenset[Case]:
    """Return the cases that the project's particulars fit; what is not filled in fits none of its axis."""
    detail, plan = getattr(project, "detail", None), getattr(project, "plan", None)
    found = {Case.ANY}
    if detail is not None and detail.leading is not None:
        found.add(Case.LEADING if detail.leading else Case.OTHER)
    if detail is not None and detail.capital:
        found.add(Case(detail.capital))
    lands: Mapping[str, Case] = {kind.value: case for kind, case in _LANDS.items()}
    if plan is not None and plan.land_kind in lands:
        found.add(lands[plan.land_kind])
    return frozenset(found)


def _land(stated: Sequence[StatedAmount]) -> int | None:
    """Return the land that was confirmed; None when none was."""
    lands = [one.fen for one in stated if one.kind == StatedKind.LAND and one.confirmed_at is not None]
    return sum(lands) if lands else None


def _land_told(terms: FeeTerms, profile: Profile) -> tuple[Finding, ...]:
    if not terms.less_land:
        return ()
    text = (
        "土地价款已填列并经确认"
        if profile.land is not None
        else "须先填列土地价款并经认定员确认（没有的填 0）"
    )
    return (Finding(profile.land is not None, text),)


def _stated(stated: Iterable[StatedAmount]) -> list[Item]:
    return [
        Item(
            base=_STATED[StatedKind(one.kind)],
            on=one.on,
            fen=one.fen,
            label=f"{one.get_kind_display()}（{one.basis}）",
            is_verified=one.confirmed_at is not None,
        )
        for one in stated
        if one.kind in _STATED
    ]
