"""Let values come out, and revise them when the ledger behind them has moved."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.disclosure import rules, selectors
from luodi.disclosure.models import OpenFigure, OpenValue
from luodi.disclosure.policies import require_proposer
from luodi.disclosure.rules import DisclosureRefused
from luodi.disclosure.selectors.asking import Said
from luodi.disclosure.services.proposing import TARGET
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.organisation.models import Account, City


@transaction.atomic
def issue_values(*, actor: Account, at: datetime) -> list[OpenValue]:
    """Let everything come out that is due: each running figure's closed periods that have no value yet.

    Raises: NotAllowed; DisclosureRefused when nothing is due.
    """
    require_proposer(actor)
    city = _locked(actor)
    due = selectors.due(city, through=selectors.closed_through(city, at))
    if not due:
        raise DisclosureRefused("没有到期未发布的数据：已结账月份的公开数据都已发布")
    as_of = ledger.resolve(city)
    said = selectors.say_all(due, city=city, as_of=as_of)
    rows = [_value(one, period, said[one.pk, period.last], 1, "", actor, at) for one, period in due]
    OpenValue.objects.bulk_create(rows)
    _note("发布公开数据", rows, [one for one, _ in due], actor, at)
    return rows


@transaction.atomic
def revise_values(*, figure: OpenFigure, reason: str, actor: Account, at: datetime) -> list[OpenValue]:
    """Let the figure's values come out again where the ledger now says otherwise.

    Raises: DisclosureRefused when nothing has moved, or without a reason; NotAllowed.
    """
    require_proposer(actor)
    _locked(actor)
    told = rules.check_reason(reason, "修订的原因")
    moved = selectors.moved(figure.city, figures=[figure])
    if not moved:
        raise DisclosureRefused("台账与已公布的数据一致，不需要修订")
    rows = [_value(figure, one.value.period, one.now, one.value.number + 1, told, actor, at) for one in moved]
    OpenValue.objects.bulk_create(rows)
    changes = {
        f"{one.value.period.label()}": [one.value.shown or one.value.note, one.now.shown or one.now.note]
        for one in moved
    }
    audit.record(
        audit.Note("修订公开数据", TARGET, figure.code, figure.code, {**changes, "修订原因": ["", told]}),
        actor=actor,
        at=at,
    )
    return rows


def _locked(actor: Account) -> City:
    """Let nobody else of the city issue values until the transaction ends: what comes out comes out once."""
    return City.objects.select_for_update().get(pk=actor.city_id)


def _value(
    figure: OpenFigure, period: Period, said: Said, number: int, reason: str, actor: Account, at: datetime
) -> OpenValue:
    return OpenValue(
        figure=figure,
        first=period.first,
        last=period.last,
        number=number,
        shown=said.shown,
        exact=said.exact,
        unit=said.unit,
        note=said.note,
        entry=said.entry,
        reason=reason,
        issued_at=at,
        issued_by=actor,
    )


def _note(
    act: str, rows: Sequence[OpenValue], figures: Sequence[OpenFigure], actor: Account, at: datetime
) -> None:
    by_figure: dict[str, dict[str, list[str]]] = {}
    for row, figure in zip(rows, figures, strict=True):
        by_figure.setdefault(figure.code, {})[row.period.label()] = ["", row.shown or row.note]
    notes = [audit.Note(act, TARGET, code, code, changes) for code, changes in by_figure.items()]
    audit.record_all(notes, actor=actor, at=at)


def last_issued(rows: Sequence[OpenValue]) -> date:
    """Return the last day of the latest period among them."""
    return max(row.last for row in rows)
