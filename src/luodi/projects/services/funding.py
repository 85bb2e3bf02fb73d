"""Money that comes in (到位资金) and investments that are raised (增资): dated entries, each a fact of its own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import ForeignMoney, Yuan, at_most
from luodi.ledger import rules as ledger_rules
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Capital, FactKind, Proof, Standing
from luodi.ledger.models import Batch, Entry
from luodi.ledger.rules import SEAT_BITS
from luodi.ledger.services import NewFact
from luodi.organisation.models import Account
from luodi.projects import rules, words
from luodi.projects.choices import Field, Stage, Status
from luodi.projects.models import Funds, Project
from luodi.projects.services import books
from luodi.projects.services.books import Book
from luodi.projects.services.commands import FundsEntry, Increase
from luodi.projects.services.writing import Act, check_unchanged, note, require_writer

_FUNDS, _INCREASE = "登记到位资金", "登记增资"


class FundsRefused(rules.ProjectRefused):
    """Money that cannot have come in as it is said."""


def record_funds(
    commands: Sequence[FundsEntry],
    *,
    actor: Account,
    at: datetime,
    batch: Batch | None = None,
    once: str = "",
) -> list[Funds]:
    """Record that money has come in, each entry claimed by whoever records it.

    Shape: in the order of the commands; ``ordinal`` names the fact of each.
    Raises: FundsRefused, DateRefused, NotAllowed, EditedMeanwhile.
    """
    act = Act(actor, at, batch)
    with transaction.atomic():
        rows = act.lock(command.project.pk for command in commands)
        require_writer(actor, rows.values())
        found = books.load(rows.values())
        facts, notes = [], []
        for command in commands:
            row = rows[command.project.pk]
            check_unchanged(row, command.expected_version)
            _check(row, command, act.day)
            facts.append(_fact(row, found[row.pk], command, act))
            notes.append(_note(row, command))
            row.standing = Standing.CLAIMED
        act.write(list(rows.values()))
        entry = ledger.post(
            city=actor.city, act=_FUNDS, actor=actor, at=at, facts=facts, notes=notes, batch=batch, once=once
        )
        noted = [(rows[one.project.pk], one.note, seat) for seat, one in enumerate(commands)]
        return _kept(noted, entry, act)


def record_increase(
    command: Increase, *, actor: Account, at: datetime, batch: Batch | None = None, once: str = ""
) -> Funds:
    """Record one increase; see ``record_increases``."""
    return record_increases([command], actor=actor, at=at, batch=batch, once=once)[0]


def record_increases(
    commands: Sequence[Increase],
    *,
    actor: Account,
    at: datetime,
    batch: Batch | None = None,
    once: str = "",
) -> list[Funds]:
    """Record that investments have been raised: a fact of the increase, and the new total from its day on.

    What was signed stays as it was signed.
    Raises: FundsRefused, also for two increases of one project at once; DateRefused, ProjectClosed, NotAllowed,
    EditedMeanwhile.
    """
    act = Act(actor, at, batch)
    if len({command.project.pk for command in commands}) != len(commands):
        raise FundsRefused("同一项目一次只能登记一笔增资，请分开登记", field="amount")
    with transaction.atomic():
        rows = act.lock(command.project.pk for command in commands)
        require_writer(actor, rows.values())
        found = books.load(rows.values())
        facts: list[NewFact] = []
        notes, noted = [], []
        for command in commands:
            row = rows[command.project.pk]
            check_unchanged(row, command.expected_version)
            notes.append(_increase_note(row, command))
            noted.append((row, command.note, len(facts)))
            facts += _raised(row, found[row.pk], command, act)
        act.write(list(rows.values()))
        entry = ledger.post(
            city=actor.city,
            act=_INCREASE,
            actor=actor,
            at=at,
            facts=facts,
            notes=notes,
            batch=batch,
            once=once,
        )
        return _kept(noted, entry, act)


def check_amount(amount: Yuan | ForeignMoney, today: date) -> None:
    """Raises: FundsRefused for nothing, and for foreign money without a rate, its date and its source; AmountRefused
    for more than anybody invests."""
    if isinstance(amount, ForeignMoney):
        _check_rate(amount, today)
    if at_most(in_yuan(amount)).fen <= 0:
        raise FundsRefused("金额须大于 0", field="amount")


def check_after_signing(row: Project, occurred: VagueDate, what: str) -> None:
    """Raises: FundsRefused for money that is surely older than the contract."""
    signed = row.date_of(Stage.SIGNED)
    if signed is not None and occurred.last < signed.first:
        raise FundsRefused(
            f"{what}日期（{occurred.show()}）不能早于签约日期（{signed.show()}）；签约日期有误的，请先更正",
            field="occurred_on",
        )


def _check_rate(amount: ForeignMoney, today: date) -> None:
    if amount.rate <= 0 or not amount.rate_source.strip():
        raise FundsRefused("外币须写明汇率、汇率日期和汇率来源", field="rate")
    if amount.rate_on > today:
        raise FundsRefused(f"汇率日期（{amount.rate_on.isoformat()}）不能晚于今天", field="rate_on")


def in_yuan(amount: Yuan | ForeignMoney) -> Yuan:
    return amount.to_yuan() if isinstance(amount, ForeignMoney) else amount


def _check(row: Project, command: FundsEntry, today: date) -> None:
    reached = row.stage_reached
    if reached is None or reached == Stage.NEGOTIATING:
        raise FundsRefused("签约之后才能登记到位资金，请先登记签约", field="project")
    if command.proof not in Proof.values:
        raise FundsRefused("请选择佐证类别", field="proof")
    if command.capital not in Capital.values:
        raise FundsRefused("请选择内资或外资", field="capital")
    check_amount(command.amount, today)
    check_after_signing(row, command.occurred_on, "到位")


def _fact(row: Project, book: Book, command: FundsEntry, act: Act) -> NewFact:
    """Return the fact, frozen with what held of the project on the day."""
    day = ledger_rules.counted_on(command.occurred_on, act.day)
    held = book.on(day)
    base = held.values if held is not None else books.state_of(row)
    return replace(
        books.event_like(base, kind=FactKind.PROJECT_FUNDS),
        occurred=command.occurred_on,
        standing=Standing.CLAIMED,
        amount=command.amount,
        category=str(command.proof),
        capital=str(command.capital),
    )


def _raised(row: Project, book: Book, command: Increase, act: Act) -> list[NewFact]:
    rules.check_open(Status(row.status), "登记增资")
    check_amount(command.amount, act.day)
    check_after_signing(row, command.occurred_on, "增资")
    day = ledger_rules.counted_on(command.occurred_on, act.day)
    held = book.on(day)
    base = held.values if held is not None else books.state_of(row)
    before = books.fen(base)
    if before is None:
        raise FundsRefused("项目还没有总投资，请先填写总投资，再登记增资", field="amount")
    total = at_most(command.new_total or Yuan(before + in_yuan(command.amount).fen))
    if total.fen <= before:
        raise FundsRefused("增资后的总投资须大于原来的总投资", field="new_total")
    state = replace(base, occurred=command.occurred_on, standing=Standing.CLAIMED, amount=total)
    states = books.states_after(book, first=state, day=day, changes={"amount": total}, wins=False)
    books.mirror(row, book.held[-1].values)
    row.standing = Standing.CLAIMED
    event = books.event_like(state, kind=FactKind.PROJECT_INCREASE)
    return [replace(event, amount=command.amount, capital=str(command.capital)), *states]


def _kept(noted: Sequence[tuple[Project, str, int]], entry: Entry, act: Act) -> list[Funds]:
    return Funds.objects.bulk_create(
        [
            Funds(
                project=row,
                ordinal=(entry.number << SEAT_BITS) + seat,
                note=said.strip(),
                created_at=act.at,
                created_by=act.actor,
            )
            for row, said, seat in noted
        ],
        batch_size=200,
    )


def _note(row: Project, command: FundsEntry) -> audit.Note:
    said = {
        "到位资金": [None, words.say(Field.TOTAL, command.amount)],
        "到位日期": [None, command.occurred_on.show()],
        "佐证类别": [None, Proof(command.proof).label],
        "内外资": [None, Capital(command.capital).label],
    }
    return note(_FUNDS, row, said | ({"说明": [None, command.note.strip()]} if command.note.strip() else {}))


def _increase_note(row: Project, command: Increase) -> audit.Note:
    said = {
        "增资": [None, words.say(Field.TOTAL, command.amount)],
        "增资日期": [None, command.occurred_on.show()],
    }
    return note(
        _INCREASE, row, said | ({"说明": [None, command.note.strip()]} if command.note.strip() else {})
    )
