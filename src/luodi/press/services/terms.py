"""The city's own words: added with their meaning, and taken out of use."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from luodi.audit import services as audit
from luodi.figures.scopes import Scope, ScopeRefused
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.press import policies, rules
from luodi.press.choices import TermKind
from luodi.press.models import Term
from luodi.press.rules import TermRefused

TARGET = "press_term"


@dataclass(frozen=True, kw_only=True)
class NewTerm:
    """``scope`` is the text of a scope (event:WMC-2020), for words that mean one."""

    words: str
    kind: TermKind
    first: date | None = None
    last: date | None = None
    scope: str = ""
    basis: str = ""


def add_term(new: NewTerm, *, actor: Account, at: datetime) -> Term:
    """Keep what words mean in this city; drafts are read with them from now on.

    Raises: TermRefused when the words are in use, lack a meaning, or mean a scope that there is not; NotAllowed.
    """
    policies.require_ruling(actor)
    words = rules.check_term(words=new.words, kind=new.kind, first=new.first, last=new.last, scope=new.scope)
    is_span, is_scope = new.kind == TermKind.SPAN, new.kind == TermKind.SCOPE
    scope = new.scope.strip() if is_scope else ""
    if scope:
        try:
            Scope.parse(scope, city=actor.city, on=day_of(at))
        except ScopeRefused as refusal:
            raise TermRefused(str(refusal), field="scope") from refusal
    try:
        with transaction.atomic():
            row = Term.objects.create(
                city=actor.city,
                words=words,
                kind=new.kind,
                first_on=new.first if is_span else None,
                last_on=new.last if is_span else None,
                scope=scope,
                basis=new.basis.strip(),
                added_at=at,
                added_by=actor,
            )
            changes = {"所指": [None, meaning(row)], "依据": [None, row.basis]}
            audit.record(audit.Note("登记本市词语", TARGET, str(row.pk), words, changes), actor=actor, at=at)
    except IntegrityError:
        raise TermRefused(f"“{words}”已经登记", field="words") from None
    return row


def remove_term(*, term: Term, actor: Account, at: datetime) -> Term:
    """Take words out of use; drafts are no longer read with them.    Raises: TermRefused; NotAllowed."""
    policies.require_ruling(actor)
    with transaction.atomic():
        row = Term.objects.select_for_update(of=("self",)).get(pk=term.pk)
        if row.removed_at is not None:
            raise TermRefused("这个词语已经停用")
        row.removed_at, row.removed_by = at, actor
        row.save(update_fields=["removed_at", "removed_by"])
        changes = {"所指": [meaning(row), None]}
        audit.record(audit.Note("停用本市词语", TARGET, str(row.pk), row.words, changes), actor=actor, at=at)
    return row


def meaning(term: Term) -> str:
    """Say what a term means, in one line."""
    if term.kind == TermKind.SPAN and term.first_on and term.last_on:
        return f"{term.first_on.isoformat()} 至 {term.last_on.isoformat()}"
    return term.scope or TermKind(term.kind).label
