"""Commit an import: all of it in one transaction and one batch, or nothing; and the same content once."""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from django.db import IntegrityError, transaction

from luodi.audit import services as audit
from luodi.importing import decisions as deciding
from luodi.importing import rules
from luodi.importing.choices import ChangeMode, ImportState, RowClass, TwinMode
from luodi.importing.models import Import
from luodi.importing.planning import twins
from luodi.importing.planning.drafts import Draft
from luodi.importing.planning.plan import Plan
from luodi.importing.rules import Commitment, ImportRefused
from luodi.importing.services import entering, folder, previewing
from luodi.importing.services.entering import Entering
from luodi.kernel.collector import uncollected
from luodi.ledger import services as ledger
from luodi.ledger.models import Entry, Head
from luodi.ledger.services import RecordedBefore
from luodi.organisation import policies as rights
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.projects.models import Project

TARGET = "import"
_MOVED = "核对期间台账刚有新的登记，请再提交一次"
_TRIES = 3
"""How often the rows are compared anew with a ledger that goes on, before the clerk is asked to send them again."""


class LedgerMovedOn(rules.PreviewOutdated):
    """Somebody has recorded something while the rows were compared with the ledger, or entered into it."""


class ContentKnown(ImportRefused):
    """The same content has been committed before; ``first`` is the import that did."""

    def __init__(self, first: Import | None) -> None:
        self.first = first
        named = f"（{first.number}《{first.name}》，批次 {first.batch_id}）" if first else ""
        super().__init__(f"同样的内容已经入账{named}，没有重复登记")


def commit(
    *, imported: Import, said: Commitment, actor: Account, at: datetime, plan: Plan | None = None
) -> Import:
    """Enter the import into the ledger as one batch, and return it as it then stands.

    The plan is made afresh, for what the preview showed has to be what happens; a ``plan`` at hand is taken if all
    that it follows from is as it was. What was committed already is returned as it is.
    Raises: ImportBusy, PreviewOutdated, ImportRefused, ContentKnown; NotAllowed; and what the services refuse.
    """
    allowed = rights.may_write(rights.reach_of(actor), imported.unit_id)
    rights.require(allowed, f"您没有填报{imported.unit.short_name}项目的权限")
    with folder.working(imported.pk), uncollected():
        imported = Import.objects.select_related("city", "unit", "file").get(pk=imported.pk)
        if imported.state == ImportState.COMMITTED:
            return imported
        rules.check_state(imported.state, imported.failure)
        for _ in range(_TRIES - 1):
            with suppress(LedgerMovedOn):
                return _planned_and_entered(imported, said, actor, at, plan)
        return _planned_and_entered(imported, said, actor, at, plan)


def _planned_and_entered(
    imported: Import, said: Commitment, actor: Account, at: datetime, known: Plan | None
) -> Import:
    tell = _teller(imported.pk)
    if known is not None and known.basis == previewing.basis_of(imported, actor=actor, at=at):
        plan = known
    else:
        plan = previewing.plan_of(imported, actor=actor, at=at, progress=tell)
    chosen = _chosen(plan, imported, said)
    try:
        rules.check_commitment(
            said,
            plan.counts,
            digest=plan.digest,
            today=day_of(at),
            n_created_twins=sum(1 for draft in chosen if draft.kind == RowClass.DUPLICATE),
        )
    except rules.PreviewOutdated:
        previewing.keep(imported, plan)
        raise
    return _enter(imported, plan, chosen, said, actor, at, tell)


def first_with(imported: Import, once: str) -> Import | None:
    """Return the committed import of the same content, if the unit itself has one."""
    found = Import.objects.committed().filter(city_id=imported.city_id, unit_id=imported.unit_id, once=once)
    return found.select_related("batch", "committed_by__person").first()


def once_of(plan: Plan, imported: Import) -> str:
    """Name the content for its one commit; what was withdrawn may be committed once more."""
    withdrawn = Import.objects.filter(city_id=imported.city_id, once__startswith=plan.content[:48])
    n_before = withdrawn.filter(state=ImportState.WITHDRAWN).count()
    return plan.content[:48] + hashlib.sha256(str(n_before).encode()).hexdigest()[:16]


def _chosen(plan: Plan, imported: Import, said: Commitment) -> list[Draft]:
    """Return the rows that are to become projects: new ones, and twins that the clerk insists on."""
    kept = deciding.read(imported.choices).twins
    return [
        draft
        for draft in plan.drafts
        if draft.kind == RowClass.NEW
        or (
            draft.kind == RowClass.DUPLICATE
            and draft.project is None
            and kept.get(draft.key, said.twins) == TwinMode.CREATE
        )
    ]


def _enter(
    imported: Import,
    plan: Plan,
    chosen: list[Draft],
    said: Commitment,
    actor: Account,
    at: datetime,
    tell: Callable[[str, int, int], None],
) -> Import:
    once = once_of(plan, imported)
    try:
        with transaction.atomic():
            _check_unmoved(imported, plan)
            act = _begun(imported, said, actor, at, tell)
            if said.changes != ChangeMode.SKIP:
                entering.hold(plan.of(RowClass.CHANGED))
            done = replace_state(imported, plan, said, act, once)
            made = entering.enter_new(chosen, act, once=once)
            _open_cases(chosen, made, said, act)
            if said.changes != ChangeMode.SKIP:
                tell("登记变化", 0, plan.counts[RowClass.CHANGED])
                entering.enter_changes(plan.of(RowClass.CHANGED), act)
            _check_alone(plan, act)
            return done
    except (RecordedBefore, IntegrityError) as known:
        first = first_with(imported, once)
        if isinstance(known, IntegrityError) and first is None:
            raise
        raise ContentKnown(first) from known


def _begun(
    imported: Import, said: Commitment, actor: Account, at: datetime, tell: Callable[[str, int, int], None]
) -> Entering:
    batch = ledger.open_batch(
        city=imported.city,
        title=f"导入：{imported.name}"[:200],
        actor=actor,
        at=at,
        reason=said.reason,
    )
    return Entering(
        actor=actor,
        at=at,
        batch=batch,
        said=said,
        decisions=deciding.read(imported.choices),
        tell=lambda done, total: tell("登记项目", done, total),
    )


def replace_state(imported: Import, plan: Plan, said: Commitment, act: Entering, once: str) -> Import:
    """Let the row say that it is committed, in the transaction that commits it, and tell the trail."""
    row = (
        Import.objects.select_for_update(of=("self",))
        .select_related("city", "unit", "file")
        .get(pk=imported.pk)
    )
    rules.check_state(row.state, row.failure)
    row.state, row.batch, row.once = ImportState.COMMITTED, act.batch, once
    row.committed_by, row.committed_at, row.counts = act.actor, act.at, plan.counts
    row.version += 1
    row.save(update_fields=["state", "batch", "once", "committed_by", "committed_at", "counts", "version"])
    words = {RowClass(kind).label: [None, n] for kind, n in plan.counts.items()}
    note = audit.Note(
        "导入入账", TARGET, row.number, row.name, {**words, "只登记没有问题的行": [None, said.only_good]}
    )
    audit.record(note, actor=act.actor, at=act.at)
    return row


def _check_unmoved(imported: Import, plan: Plan) -> None:
    """Raises: LedgerMovedOn when the ledger has gone on while the rows were compared with it."""
    now = Head.objects.values_list("number", flat=True).get(city_id=imported.city_id)
    if now != plan.basis.entry:
        raise LedgerMovedOn(_MOVED)


def _check_alone(plan: Plan, act: Entering) -> None:
    """Raises: LedgerMovedOn when others came in before the head was locked: they may have recorded the same rows."""
    others = Entry.objects.filter(city_id=act.city.pk, number__gt=plan.basis.entry).exclude(batch=act.batch)
    if others.exists():
        raise LedgerMovedOn(_MOVED)


def _open_cases(chosen: list[Draft], made: Sequence[Project], said: Commitment, act: Entering) -> None:
    """Put twins that were recorded all the same before the centre."""
    insisted = [at for at, draft in enumerate(chosen) if draft.kind == RowClass.DUPLICATE]
    if insisted:
        pairs = [(chosen[at], made[at]) for at in insisted]
        twins.open_cases(pairs, reason=said.twin_reason, actor=act.actor, at=act.at)


def _teller(pk: int) -> Callable[[str, int, int], None]:
    return lambda doing, done, total: folder.tell(pk, doing, done, total)
