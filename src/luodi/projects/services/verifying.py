"""Verify and reject what has been claimed of projects (认定、退回). The rules of who may are the ledger's."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from luodi import search
from luodi.kernel.findings import Refusal
from luodi.ledger import services as ledger
from luodi.ledger.kinds import RULES as KIND_RULES
from luodi.ledger.kinds import Cause, FactKind, Nature, Standing
from luodi.ledger.models import Fact
from luodi.ledger.services import NewFact, NothingToVerify, Supersede
from luodi.organisation.models import Account
from luodi.projects.choices import MONEY_KINDS, PATH_KINDS, STAGE_OF, Stage
from luodi.projects.models import Project, StageSkip, StatusDetail
from luodi.projects.models.project import SEARCH_INDEX
from luodi.projects.rules import ORDER
from luodi.projects.services import books
from luodi.projects.services.books import Book
from luodi.projects.services.telling import tell_rejected
from luodi.projects.services.writing import Act, bump, document, note, set_shares

_ALONG = ("unit", "amount", "shares", "area", "origin", "industry", "industrial")
"""What a later event of the same project carries on from a state."""
_ALONG_MONEY = tuple(name for name in _ALONG if name != "amount")


class VerifyOutOfOrder(Refusal):
    """An older claim, on which this one builds, still stands open."""


def verify(*, project: Project, actor: Account, at: datetime, kind: FactKind | None = None) -> Project:
    """Verify one kind of claim of the project, or everything that it claims; see ``verify_all``.

    Raises: also NothingToVerify when no such claim stands open.
    """
    done = verify_all([project], actor=actor, at=at, kinds=None if kind is None else [kind])
    if not done:
        what = "待认定的申报" if kind is None else f"待认定的“{kind.label}”"
        raise NothingToVerify(f"{project.name}没有{what}")
    return done[0]


def verify_all(
    projects: Sequence[Project],
    *,
    actor: Account,
    at: datetime,
    kinds: Collection[FactKind] | None = None,
    ordinals: Collection[int] | None = None,
) -> list[Project]:
    """Verify what the projects claim: an event together with the states that were recorded with it.

    ``ordinals`` narrows it to single entries, of funds or milestones; their order does not matter.
    Shape: the projects of which something was verified; those without an open claim are passed over.
    Raises: VerifierIsClaimant; VerifyOutOfOrder; NotAllowed.
    """
    ledger.require_verifier(actor, actor.city_id)
    act = Act(actor, at)
    with transaction.atomic():
        rows = act.lock(project.pk for project in projects)
        found = books.load(rows.values())
        chosen = {pk: _chosen(book, kinds, ordinals) for pk, book in found.items()}
        done = [rows[pk] for pk, facts in chosen.items() if facts]
        if not done:
            return []
        notes = []
        for row in done:
            _check_order(row, found[row.pk], chosen[row.pk])
            notes.append(note(ledger.VERIFY, row, {"认定": [None, _said(chosen[row.pk])]}))
        _write_standing(done, found, chosen, act)
        ledger.verify_facts(
            [fact for facts in chosen.values() for fact in facts],
            city=actor.city,
            actor=actor,
            at=at,
            notes=notes,
        )
    return done


def reject(
    *,
    project: Project,
    kind: FactKind,
    reason: str,
    actor: Account,
    at: datetime,
    ordinals: Collection[int] | None = None,
) -> Project:
    """Reject a claim: it stays on record and in no figure, and the project is again as it was before.

    ``kind`` is a stage's event, PROJECT_STATE for the latest change, PROJECT_INCREASE for the latest increase with the
    total that it brought, or a kind of record, of which ``ordinals`` may name single entries. What was claimed later
    and built on it is stated anew without it.
    Raises: NothingToVerify without such a claim or without a reason; VerifyOutOfOrder when a later stage builds on
    it; VerifierIsClaimant; NotAllowed.
    """
    ledger.require_verifier(actor, project.city_id)
    act = Act(actor, at)
    with transaction.atomic():
        row = act.lock([project.pk])[project.pk]
        book = books.load([row])[row.pk]
        facts = _rejected(row, book, kind, ordinals)
        undone = note(ledger.REJECT, row, {"退回": [None, _said(facts)], "原因": [None, reason.strip()]})
        restate = _restated(book, facts)
        _go_back(row, book, facts, restate)
        act.write([row])
        tell_rejected(row, facts, reason=reason, at=at)
        ledger.reject_facts(
            facts, city=actor.city, actor=actor, at=at, reason=reason, notes=[undone], restate=restate
        )
    return row


def _chosen(
    book: Book, kinds: Collection[FactKind] | None, ordinals: Collection[int] | None = None
) -> list[Fact]:
    claims = book.claims()
    if kinds is None and ordinals is None:
        return claims
    events = [fact for fact in claims if fact.kind != FactKind.PROJECT_STATE]
    wanted = [
        event
        for event in events
        if (kinds is None or event.kind in kinds) and (ordinals is None or event.ordinal in ordinals)
    ]
    told = {fact.pk for event in wanted for fact in (event, *book.states_of(event))}
    if kinds is not None and FactKind.PROJECT_STATE in kinds:
        with_events = {fact.pk for event in events for fact in book.states_of(event)}
        told |= {
            fact.pk for fact in claims if fact.kind == FactKind.PROJECT_STATE and fact.pk not in with_events
        }
    return [fact for fact in claims if fact.pk in told]


def _check_order(row: Project, book: Book, chosen: Sequence[Fact]) -> None:
    """A state carries everything that was claimed before it, so what is older is judged first."""
    ids = {fact.pk for fact in chosen}
    last = max((fact.ordinal for fact in chosen if fact.kind in PATH_KINDS), default=0)
    older = [
        fact
        for fact in book.claims()
        if fact.kind in PATH_KINDS and fact.pk not in ids and fact.ordinal < last
    ]
    if older:
        raise VerifyOutOfOrder(f"{row.name}还有更早的申报待认定：{_said(older)}，请先认定或退回")


def _write_standing(
    rows: Sequence[Project], found: dict[int, Book], chosen: dict[int, list[Fact]], act: Act
) -> None:
    whole = [row for row in rows if len(found[row.pk].claims()) == len(chosen[row.pk])]
    partly = [row for row in rows if len(found[row.pk].claims()) != len(chosen[row.pk])]
    for some, standing in ((whole, Standing.VERIFIED), (partly, Standing.CLAIMED)):
        bump(some, standing=standing, updated_at=act.at)
        for row in some:
            row.standing, row.version, row.updated_at = standing, row.version + 1, act.at


def _rejected(row: Project, book: Book, kind: FactKind, ordinals: Collection[int] | None) -> list[Fact]:
    """Return the claim that is to be rejected: an event with its states, or what the latest change brought."""
    if kind in (FactKind.PROJECT_STATE, FactKind.PROJECT_INCREASE):
        changes = _chosen(book, [kind])
        last = max((books.act_of(fact) for fact in changes), default=0)
        facts = [fact for fact in changes if books.act_of(fact) == last]
    else:
        facts = _chosen(book, [kind], ordinals)
    if not facts:
        raise NothingToVerify(f"{row.name}没有待认定的“{kind.label}”")
    if kind in STAGE_OF:
        later = ORDER[ORDER.index(STAGE_OF[kind]) + 1 :]
        if (after := next((s for s in later if _counts(book.event(s))), None)) is not None:
            raise VerifyOutOfOrder(f"项目已登记{after.label}，请先退回{after.label}")
    return facts


def _counts(event: Fact | None) -> bool:
    return event is not None and event.standing != Standing.REJECTED


def _restated(book: Book, facts: Sequence[Fact]) -> list[Supersede]:
    """Return the later claims that carry what the rejected ones brought, stated with what was before."""
    gone = {fact.pk for fact in facts}
    states = [one for one in book.held if one.fact is not None and one.fact.pk in gone]
    if not states:
        return []
    undo = _undo(book, states[0], gone)
    first = min(fact.ordinal for fact in facts)
    told = []
    for fact in book.own:
        if fact.pk in gone or fact.ordinal < first or fact.standing == Standing.REJECTED:
            continue
        back = _carried(book.values[fact.pk], undo)
        if back:
            told.append(Supersede(fact, Cause.CORRECTED, replace(book.values[fact.pk], **back)))
    return told


def _undo(book: Book, state: books.Held, gone: Collection[int]) -> dict[str, tuple[Any, Any]]:
    """Return what the state brought, by column: the value that it brought and the one before."""
    before = [
        one
        for one in book.held
        if one.fact is not None
        and one.fact.pk not in gone
        and (one.on, one.ordinal) < (state.on, state.ordinal)
    ]
    if not before:
        return {}
    former = before[-1].values
    names = (*_ALONG, "sponsor_id", "state", "status", "state_since", "status_since")
    pairs = {name: (getattr(state.values, name), getattr(former, name)) for name in names}
    return {name: (brought, was) for name, (brought, was) in pairs.items() if brought != was}


def _carried(values: NewFact, undo: dict[str, tuple[Any, Any]]) -> dict[str, Any]:
    is_state = KIND_RULES[values.kind].nature == Nature.STATE
    along = _ALONG_MONEY if values.kind in MONEY_KINDS else _ALONG
    names = [name for name in undo if is_state or name in along]
    return {name: undo[name][1] for name in names if getattr(values, name) == undo[name][0]}


def _go_back(row: Project, book: Book, facts: Sequence[Fact], restate: Sequence[Supersede]) -> None:
    """Let the working row be as the states that are left tell it; a rejected opening has to be entered again."""
    gone = {fact.pk for fact in facts}
    again = {one.fact.pk: one.by for one in restate}
    left = [one for one in book.held if one.fact is not None and one.fact.pk not in gone]
    stages = [STAGE_OF[FactKind(fact.kind)] for fact in facts if fact.kind in STAGE_OF]
    for stage in stages:
        _clear(row, stage)
    if row.is_opening and not left:
        row.is_void = True
        search.take_out(SEARCH_INDEX, [document(row)])
    if left:
        last = left[-1]
        values = (again.get(last.fact.pk) if last.fact else None) or last.values
        if row.status != values.status:
            row.status_reason = ""
            StatusDetail.objects.filter(project=row).delete()
        books.mirror(row, values)
        set_shares([(row, values.shares)])
        later = ORDER[ORDER.index(Stage(row.stage)) + 1 :]
        StageSkip.objects.filter(project=row, stage__in=later).delete()
    elif not row.is_opening:
        row.stage = Stage.NEGOTIATING
        StageSkip.objects.filter(project=row).delete()
    row.standing = Standing.REJECTED


def _clear(row: Project, stage: Stage) -> None:
    name = stage.value.lower()
    setattr(row, f"{name}_on", None)
    setattr(row, f"{name}_precision", "")
    if stage == Stage.SIGNED:
        row.channel_of_signing = ""


def _said(facts: Sequence[Fact]) -> str:
    return "、".join(dict.fromkeys(FactKind(fact.kind).label for fact in facts))
