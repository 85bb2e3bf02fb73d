"""Who shares in a project, and who answers for it: proposed, agreed by every unit named, or ruled by the centre."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.crediting import policies, rules
from luodi.crediting.choices import AgreementKind, AgreementState, Consent
from luodi.crediting.models import Agreement, AgreementParty
from luodi.crediting.rules import AgreementRefused
from luodi.enterprises import numbering
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.ledger.services import Share
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import reach_of, require
from luodi.projects import rules as project_rules
from luodi.projects import services as projects
from luodi.projects.choices import PROJECT_KINDS, Field, Status
from luodi.projects.models import Project

TARGET = "agreement"
_NAMED = 3


@dataclass(frozen=True, kw_only=True)
class Split:
    """A new split of a project. Without ``effective_on`` the present one had never been true (更正)."""

    project: Project
    parts: Sequence[Share]
    reason: str
    effective_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """A project goes to another unit from a day on; ``parts`` is who shares from then, ``area`` where it lands."""

    project: Project
    to_unit: Unit
    parts: Sequence[Share]
    reason: str
    effective_on: date
    area: str = ""


def address_of(agreement: Agreement) -> str:
    return f"/transfers/{agreement.code}/"


def propose_split(new: Split, *, actor: Account, at: datetime) -> Agreement:
    """Ask every unit that the split names, and each that would lose its part, whether it agrees.

    Units for which the actor writes agree by proposing, and with nobody left to ask it is done at once.
    Raises: AgreementRefused; NotAllowed unless the actor writes for a unit named; what the change raises.
    """
    with transaction.atomic():
        project = _locked(new.project, actor)
        parts = {share.unit.pk: share.basis_points for share in new.parts}
        rules.check_split(
            [(share.unit.pk, share.basis_points) for share in new.parts],
            responsible=project.unit_id,
            name=project.unit.short_name,
        )
        held = _held(project)
        if held == parts:
            raise AgreementRefused("与现在的分成一样，没有变化", field="parts")
        agreement = _create(
            project, AgreementKind.SPLIT, reason=new.reason, on=new.effective_on, actor=actor, at=at
        )
        return _ask(
            agreement, project, [*parts.items(), *((u, 0) for u in held if u not in parts)], actor, at
        )


def propose_transfer(new: Transfer, *, actor: Account, at: datetime) -> Agreement:
    """Ask the receiving unit, and every unit that shares, whether the project may go over from the day on.

    Raises: AgreementRefused; NotAllowed unless the actor writes for a unit named.
    """
    with transaction.atomic():
        project = _locked(new.project, actor)
        if new.to_unit.pk == project.unit_id:
            raise AgreementRefused(f"项目已由“{new.to_unit.short_name}”负责", field="to_unit")
        if new.to_unit.city_id != project.city_id:
            raise AgreementRefused("只能移交给本市的单位", field="to_unit")
        parts = {share.unit.pk: share.basis_points for share in new.parts}
        rules.check_split(
            [(share.unit.pk, share.basis_points) for share in new.parts],
            responsible=new.to_unit.pk,
            name=new.to_unit.short_name,
        )
        agreement = _create(
            project,
            AgreementKind.TRANSFER,
            reason=new.reason,
            on=new.effective_on,
            actor=actor,
            at=at,
            to_unit=new.to_unit,
            area=new.area,
        )
        losing = [unit for unit in {project.unit_id, *_held(project)} if unit not in parts]
        return _ask(agreement, project, [*parts.items(), *((unit, 0) for unit in losing)], actor, at)


def consent(*, agreement: Agreement, unit: Unit, actor: Account, at: datetime) -> Agreement:
    """Let a unit agree; with the last one the agreement is applied to the project.

    Raises: AgreementRefused when it is decided or the unit is not asked; NotAllowed for another unit's account; and
    what the change of the project raises when the project has moved on.
    """
    with transaction.atomic():
        row, party = _answering(agreement, unit, actor)
        _answer(party, Consent.CONSENTED, "", actor, at)
        _note(row, "同意分成移交", {"单位": [None, unit.short_name]}, actor, at)
        return _settle(row, at)


def refuse(*, agreement: Agreement, unit: Unit, reason: str, actor: Account, at: datetime) -> Agreement:
    """Let a unit say no, and why: nothing changes, and the centre may still rule.    Raises: as ``consent``."""
    said = rules.check_reason(reason, refusal=AgreementRefused, act="不同意")
    with transaction.atomic():
        row, party = _answering(agreement, unit, actor)
        _answer(party, Consent.REFUSED, said, actor, at)
        _close(row, AgreementState.REFUSED, f"{unit.short_name}：{said}"[:400], actor, at)
        _note(row, "不同意分成移交", {"单位": [None, unit.short_name], "原因": [None, said]}, actor, at)
        _tell(row, NoticeKind.RETURNED, f"{row.code} 有单位不同意：{row.project.name}", said, at)
    return row


def withdraw_agreement(*, agreement: Agreement, reason: str, actor: Account, at: datetime) -> Agreement:
    """Take a proposal back before it is decided.    Raises: AgreementRefused; NotAllowed for other units."""
    said = rules.check_reason(reason, refusal=AgreementRefused, act="撤回")
    with transaction.atomic():
        row = _row(agreement)
        policies.require_writing(actor, row.proposed_by.unit)
        rules.check_answerable(row.state)
        _close(row, AgreementState.WITHDRAWN, said, actor, at)
        _note(row, "撤回分成移交", {"原因": [None, said]}, actor, at)
        _tell(row, NoticeKind.INFO, f"{row.code} 已由提出方撤回：{row.project.name}", said, at)
    return row


def rule_agreement(
    *,
    agreement: Agreement,
    adopt: bool,
    reason: str,
    actor: Account,
    at: datetime,
    parts: Mapping[int, int] | None = None,
) -> Agreement:
    """Let the centre decide instead of the units, with its reasons; ``parts`` (by unit id) replaces the split.

    Raises: AgreementRefused; NotAllowed for anybody but the centre; what the change of the project raises.
    """
    said = rules.check_reason(reason, refusal=AgreementRefused, act="裁定")
    with transaction.atomic():
        policies.require_ruling(actor, agreement.city_id)
        row = _row(agreement)
        rules.check_rulable(row.state)
        if parts is not None and adopt:
            _resplit(row, parts)
        _close(row, AgreementState.RULED if adopt else AgreementState.DISMISSED, said, actor, at)
        _note(row, "裁定分成移交", {"裁定": [None, row.get_state_display()], "理由": [None, said]}, actor, at)
        if adopt:
            _apply(row, actor, at, why=f"中心裁定：{said}")
        _tell(row, NoticeKind.DECIDED, f"{row.code} {row.outcome}：{row.project.name}", said, at)
    return row


def _locked(project: Project, actor: Account) -> Project:
    found = Project.objects.select_for_update(of=("self",)).select_related("unit", "city")
    row = found.get(pk=project.pk, city_id=actor.city_id)
    project_rules.check_not_void(row.code, is_void=row.is_void)
    project_rules.check_changeable({Field.SHARES}, Status(row.status))
    if Agreement.objects.open().filter(project=row).exists():
        raise AgreementRefused("该项目已有一项分成或移交在等待答复，请待其办结后再提出")
    return row


def _held(project: Project) -> dict[int, int]:
    """Return the present split by unit; a project of one unit is all its own."""
    held = dict(project.shares.values_list("unit_id", "basis_points"))
    return held or {project.unit_id: rules.WHOLE}


def _create(
    project: Project,
    kind: AgreementKind,
    *,
    reason: str,
    on: date | None,
    actor: Account,
    at: datetime,
    to_unit: Unit | None = None,
    area: str = "",
) -> Agreement:
    said = rules.check_reason(reason, refusal=AgreementRefused, act=f"提出{kind.label}")
    if on is not None and on > day_of(at):
        raise AgreementRefused("生效日期不能晚于今天；到那一天再提出", field="effective_on")
    _check_day(project, on, kind)
    (code,) = numbering.take(city_id=project.city_id, prefix="TR", year=day_of(at).year, n=1)
    return Agreement.objects.create(
        city_id=project.city_id,
        code=code,
        kind=kind,
        project=project,
        from_unit=project.unit,
        to_unit=to_unit,
        area=area,
        effective_on=on,
        reason=said,
        proposed_by=actor,
        proposed_at=at,
    )


def _ask(
    row: Agreement, project: Project, parts: Sequence[tuple[int, int]], actor: Account, at: datetime
) -> Agreement:
    reach = reach_of(actor)
    own = {unit for unit, _ in parts if policies.may_answer_for(reach, unit)}
    require(bool(own) or policies.may_rule(reach), "只有参与分成、移交的单位或招商服务中心可以提出")
    AgreementParty.objects.bulk_create(
        AgreementParty(
            agreement=row,
            unit_id=unit,
            basis_points=points,
            consent=Consent.CONSENTED if unit in own else Consent.PENDING,
            decided_by=actor if unit in own else None,
            decided_at=at if unit in own else None,
        )
        for unit, points in parts
    )
    _note(row, f"提出{row.get_kind_display()}", {"理由": [None, row.reason]}, actor, at)
    for party in row.parties.filter(consent=Consent.PENDING).select_related("unit"):
        notices.tell_unit(
            party.unit,
            kind=NoticeKind.ASKED,
            title=f"请答复{row.get_kind_display()} {row.code}：{project.name}",
            reason=row.reason,
            path=address_of(row),
            at=at,
        )
    return _settle(row, at)


def _row(agreement: Agreement) -> Agreement:
    found = Agreement.objects.select_for_update(of=("self",)).select_related(
        "project__unit", "from_unit", "to_unit", "proposed_by__unit", "city", "correction"
    )
    return found.get(pk=agreement.pk)


def _answering(agreement: Agreement, unit: Unit, actor: Account) -> tuple[Agreement, AgreementParty]:
    require(
        actor.city_id == agreement.city_id and policies.may_answer_for(reach_of(actor), unit.pk),
        f"只有“{unit.short_name}”的台账员可以代表该单位答复",
    )
    row = _row(agreement)
    rules.check_answerable(row.state)
    party = row.parties.filter(unit=unit).first()
    if party is None or party.consent != Consent.PENDING:
        raise AgreementRefused(f"“{unit.short_name}”已经答复过，或不需要答复")
    return row, party


def _answer(party: AgreementParty, consent: Consent, reason: str, actor: Account, at: datetime) -> None:
    party.consent, party.reason, party.decided_by, party.decided_at = consent, reason, actor, at
    party.save(update_fields=["consent", "reason", "decided_by", "decided_at"])


def _settle(row: Agreement, at: datetime) -> Agreement:
    """Apply the agreement once nobody is left to ask, in the name of who spoke for the responsible unit."""
    parties = list(row.parties.select_related("unit", "decided_by"))
    if any(party.consent != Consent.CONSENTED for party in parties):
        return row
    speaker = next(p.decided_by for p in parties if p.unit_id == row.from_unit_id)
    assert speaker is not None
    _close(row, AgreementState.DONE, "各方同意", speaker, at)
    _apply(row, speaker, at, why="各方同意")
    _tell(row, NoticeKind.DECIDED, f"{row.code} {row.outcome}：{row.project.name}", row.reason, at)
    return row


def _apply(row: Agreement, actor: Account, at: datetime, *, why: str) -> None:
    """Change or correct the project; the ledger's entry names the agreement."""
    if row.project.is_void:
        raise AgreementRefused(
            f"{row.project.code} 的登记已撤回或并入其他项目，这项约定无从生效；请提出方撤回，或由中心裁定不予支持"
        )
    if row.project.unit_id != row.from_unit_id:
        raise AgreementRefused(f"项目已由“{row.project.unit.short_name}”负责，与提出时不同，请撤回后重新提出")
    _check_day(row.project, row.effective_on, AgreementKind(row.kind))
    given = [party for party in row.parties.select_related("unit") if party.basis_points]
    shares = tuple(Share(party.unit, party.basis_points) for party in given) if len(given) > 1 else ()
    reason = f"{row.code} {row.get_kind_display()}（{why}）：{row.reason}"[:400]
    wanted: dict[Field, object] = {Field.SHARES: shares}
    if row.to_unit is not None:
        wanted[Field.UNIT] = row.to_unit
    if row.area:
        wanted[Field.AREA] = row.area
    if row.effective_on is None:
        row.correction = projects.correct_project(
            project=row.project, corrections=wanted, reason=reason, actor=actor, at=at, agreed=True
        )
        row.save(update_fields=["correction"])
    else:
        projects.change_project(
            project=row.project,
            changes=wanted,
            effective_on=row.effective_on,
            reason=reason,
            actor=actor,
            at=at,
            agreed=True,
        )


def _check_day(project: Project, on: date | None, kind: AgreementKind) -> None:
    """Let an agreement hold from a day on that no recorded event lies behind: those keep the credit that they have.

    Of its own day, a transfer leaves what happened to the giver; a new split cannot tell.
    Raises: AgreementRefused naming the events.
    """
    if on is None:
        return
    events = set(PROJECT_KINDS) - {FactKind.PROJECT_STATE}
    rows = Fact.objects.live().filter(subject_id=project.subject_id, kind__in=events)
    later = rows.exclude(standing=Standing.REJECTED).filter(
        **{"occurred_on__gt" if kind == AgreementKind.TRANSFER else "occurred_on__gte": on}
    )
    if told := [
        f"{FactKind(f.kind).label}（{f.occurred_on.isoformat()}）" for f in later.order_by("occurred_on")
    ]:
        named = "、".join(told[:_NAMED]) + ("等" if len(told) > _NAMED else "")
        how = "移交日期请定在这之后" if kind == AgreementKind.TRANSFER else "生效日期请定在这之后"
        other = "" if kind == AgreementKind.TRANSFER else "；如从来就该是这一份额，请选“更正”"
        raise AgreementRefused(
            f"{on.isoformat()} 以后已登记{named}，这些记录的份额不会随之改变。{how}{other}",
            field="effective_on",
        )


def _resplit(row: Agreement, parts: Mapping[int, int]) -> None:
    responsible = row.to_unit or row.from_unit
    rules.check_split(list(parts.items()), responsible=responsible.pk, name=responsible.short_name)
    row.parties.exclude(unit_id__in=parts).update(basis_points=0)
    for unit, points in parts.items():
        AgreementParty.objects.update_or_create(
            agreement=row, unit_id=unit, defaults={"basis_points": points}
        )


def _close(row: Agreement, state: AgreementState, reason: str, actor: Account, at: datetime) -> None:
    row.state, row.decision_reason, row.decided_by, row.decided_at = state, reason, actor, at
    row.save(update_fields=["state", "decision_reason", "decided_by", "decided_at"])


def _note(
    row: Agreement, act: str, changes: Mapping[str, list[str | None]], actor: Account, at: datetime
) -> None:
    """Tell the trail of the agreement and that of its project."""
    named = {"约定": [None, row.code], **changes}
    audit.record_all(
        [
            audit.Note(act, TARGET, row.code, row.project.name, changes),
            audit.Note(act, "project", row.project.code, row.project.name, named),
        ],
        actor=actor,
        at=at,
    )


def _tell(row: Agreement, kind: NoticeKind, title: str, reason: str, at: datetime) -> None:
    units = [party.unit for party in row.parties.select_related("unit")]
    if row.proposed_by.unit_id not in {unit.pk for unit in units}:
        units.append(row.proposed_by.unit)
    for unit in units:
        notices.tell_unit(unit, kind=kind, title=title, reason=reason[:400], path=address_of(row), at=at)
