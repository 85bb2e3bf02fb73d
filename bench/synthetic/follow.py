"""What follows a signing: plans, evidence, funds, milestones, talks; and 100,000 action items of the first city."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db.models import Max

from bench.synthetic.history import DAY_TEXTS, FIRST_DAY, N_DAYS, STAGES, Drawn, History, moment_text
from bench.synthetic.journal import Journal, Sitting
from bench.synthetic.working import SUBJECT_COLUMNS
from bench.synthetic.world import FOUNDED, PASSWORD, Place
from luodi.actions.models import ActionItem, CoOwner, ItemBasis, ItemExtension
from luodi.documents.models import StoredFile
from luodi.enterprises.models import CodeSeries
from luodi.ledger.kinds import Cause, FactKind, ItemReason, ItemSource, Standing, SubjectKind
from luodi.ledger.models import Fact, Subject
from luodi.ledger.rules import ORDINAL_BITS, SEAT_BITS
from luodi.organisation import services as organisation
from luodi.organisation.choices import Role
from luodi.organisation.models import Account, Unit
from luodi.projects.models import ProjectPlan
from luodi.recognition.models import Evidence

MODELS = (ProjectPlan, Evidence, ActionItem, ItemBasis, CoOwner, ItemExtension)
MOST_ITEMS = 100_000
_CLOSED_SHARE = 5
"""One closed item for so many open ones."""
_PLANNED, _HEARD, _PAID, _MOVED, _PROVEN = 0.6, 0.5, 0.5, 0.3, 0.7
_PROOFS = (
    (1, FactKind.PROJECT_SIGNED, ("CONTRACT", "INVESTOR_LICENCE")),
    (2, FactKind.PROJECT_STARTED, ("CONSTRUCTION_PERMIT",)),
    (3, FactKind.PROJECT_PRODUCING, ("PRODUCTION_PROOF",)),
)
_PLAN_COLUMNS = ("project_id", "planned_start_on", "planned_start_precision")
_EVIDENCE_COLUMNS = ("project_id", "fact_kind", "kind", "file_id", "name", "uploaded_by_id", "uploaded_at")
_FACT_COLUMNS = (
    "id", "city_id", "entry_id", "ordinal", "cause", "standing", "recorded_at", "kind", "subject_id", "occurred_on",
    "occurred_from", "precision", "amount", "unit_id", "unit_kind", "area", "origin", "industry", "industrial",
    "channel", "category", "capital", "state", "state_since", "status_since", "held_key",
)  # fmt: skip
_ITEM_COLUMNS = (
    "id", "city_id", "code", "title", "about_id", "owner_id", "unit_id", "deadline", "state", "kind", "reason",
    "source", "subject_id", "asked_by_id", "asked_from_id", "asked_at", "result", "closed_at", "closed_by_id",
)  # fmt: skip
_EPOCH = date(1900, 1, 1)
_END = N_DAYS * 86_400_000_000 - 1
Row = tuple[Any, ...]
Written = tuple[type[Any], tuple[str, ...], Iterator[Row]]


class Item:
    """An open or closed item: what hangs on it is drawn once."""

    def __init__(self, number: int, n_open: int, chance: Random, n_projects: int) -> None:
        self.number = number
        self.is_open = number < n_open
        self.project = chance.randrange(n_projects)
        self.owner = chance.randrange(1 << 16)
        self.asked = N_DAYS - 1 - chance.randrange(200)
        self.deadline = FIRST_DAY + timedelta(days=self.asked + chance.randint(1, 250))
        self.reason = chance.choice(ItemReason.values)
        self.source = chance.choice(ItemSource.values)
        self.is_reported = self.is_open and chance.random() < 0.1
        self.is_helped, self.is_extended = chance.random() < 0.2, chance.random() < 0.05

    @property
    def state(self) -> str:
        return "REPORTED" if self.is_reported else "OPEN" if self.is_open else "DONE"


class Follow:
    """Everything is recorded in one sitting of each city, the last of all; owners are made when this is."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.sittings: list[Sitting] = [(_END, number) for number in range(len(history.places))]
        self.owners = _owners(history.places[0])
        self.own = [number for number, one in enumerate(history.projects) if one.place == 0]
        self.n_open = min(len(history.projects), MOST_ITEMS)
        self.first_sitting = 0
        self.seats = [0] * len(history.places)
        self.file = StoredFile.objects.create(
            sha256="0" * 64, size=1, media_type="application/pdf", stored_at=FOUNDED
        )

    def tables(self, book: Journal) -> Iterator[Written]:
        """Yield what is to be written, after projects, subjects and facts."""
        self.book, self.first_sitting = book, len(book.sittings) - len(self.sittings)
        last_fact = Fact.objects.aggregate(last=Max("id"))["last"] or 0
        self.first_subject = (Subject.objects.aggregate(last=Max("id"))["last"] or 0) + 1
        yield Subject, SUBJECT_COLUMNS, self.subjects()
        yield ProjectPlan, _PLAN_COLUMNS, self.plans()
        yield Evidence, _EVIDENCE_COLUMNS, self.evidence()
        yield Fact, _FACT_COLUMNS, self.facts(last_fact)
        yield ActionItem, _ITEM_COLUMNS, self.items()
        yield ItemBasis, ("item_id", "begins_on", "asked_day"), self.bases()
        yield CoOwner, ("item_id", "account_id"), self.co_owners()
        yield ItemExtension, ("item_id", "before", "until", "reason", "asked_at", "asked_by_id"), self.asked()

    def write_series(self) -> None:
        n = sum(1 for _ in self.drawn())
        CodeSeries.objects.create(city=self.history.places[0].city, prefix="TD", year=2020, last=n)

    def plans(self) -> Iterator[Row]:
        chance = Random(61)
        for number, days in self._projects():
            if chance.random() < _PLANNED:
                planned = FIRST_DAY + timedelta(days=days[0] + chance.randint(60, 700))
                yield number + 1, planned.isoformat(), "DAY"

    def evidence(self) -> Iterator[Row]:
        chance = Random(62)
        for number, days in self._projects():
            clerk = self.history.places[self.history.projects[number].place].clerk.pk
            for stage, kind, wanted in _PROOFS:
                for proof in wanted:
                    if days[stage] >= 0 and chance.random() < _PROVEN:
                        at = moment_text(days[stage] * 86_400_000_000)
                        yield number + 1, kind.value, proof, self.file.pk, "示例材料.pdf", clerk, at

    def facts(self, last_id: int) -> Iterator[Row]:
        chance = Random(63)
        for number, days in self._projects():
            drawn = self.history.projects[number]
            for kind, on, more in _happened(drawn, days, chance):
                last_id += 1
                yield self._fact(last_id, kind, number, number + 1, on, **more)
        for one in self.drawn():
            about = self.own[one.project % len(self.own)]
            subject, more = self.first_subject + one.number, {"category": one.reason, "channel": one.source}
            yield self._fact(last_id + 1, FactKind.ITEM_OPENED, about, subject, one.asked, **more)
            state = "DOING" if one.state == "OPEN" else one.state
            more |= {"state": state, "state_since": DAY_TEXTS[one.asked]}
            if state == "DOING":
                more["status_since"] = one.deadline.isoformat()
            yield self._fact(last_id + 2, FactKind.ITEM_STATE, about, subject, one.asked, **more)
            last_id += 2
            if one.state == "DONE":
                last_id += 1
                more = {"category": one.reason, "channel": one.source, "state_since": DAY_TEXTS[N_DAYS - 2]}
                more["status_since"] = one.deadline.isoformat()
                yield self._fact(last_id, FactKind.ITEM_CLOSED, about, subject, N_DAYS - 1, **more)

    def subjects(self) -> Iterator[Row]:
        city = self.history.places[0].city.pk
        for one in self.drawn():
            yield self.first_subject + one.number, city, SubjectKind.ITEM.value, _code(one), _title(one), None

    def items(self) -> Iterator[Row]:
        place = self.history.places[0]
        for one in self.drawn():
            owner, at = self.owners[one.owner % len(self.owners)], moment_text(one.asked * 86_400_000_000)
            closed = ("", None, None) if one.is_open else ("已办结", moment_text(_END), place.clerk.pk)
            about = self.own[one.project % len(self.own)] + 1
            yield (
                one.number + 1, place.city.pk, _code(one), _title(one), about, owner.pk, owner.unit_id,
                one.deadline.isoformat(), one.state, "PROBLEM" if one.number % 2 else "TASK", one.reason, one.source,
                self.first_subject + one.number, place.clerk.pk, place.clerk.unit_id, at, *closed,
            )  # fmt: skip

    def bases(self) -> Iterator[Row]:
        for one in self.drawn():
            yield one.number + 1, DAY_TEXTS[one.asked], one.deadline.isoformat()

    def co_owners(self) -> Iterator[Row]:
        for one in self.drawn():
            if one.is_helped:
                yield one.number + 1, self.owners[(one.owner + 1) % len(self.owners)].pk

    def asked(self) -> Iterator[Row]:
        at = moment_text(_END)
        for one in self.drawn():
            if one.is_extended and one.state == "OPEN":
                owner, day = self.owners[one.owner % len(self.owners)], one.deadline
                until = (day + timedelta(days=30)).isoformat()
                yield one.number + 1, day.isoformat(), until, "材料未齐", at, owner.pk

    def drawn(self) -> Iterator[Item]:
        chance = Random(64)
        for number in range(self.n_open + self.n_open // _CLOSED_SHARE):
            yield Item(number, self.n_open, chance, len(self.history.projects))

    def _projects(self) -> Iterator[tuple[int, list[int]]]:
        """Yield each project with the day of each stage, -1 where it was not reached."""
        history = self.history
        for number in range(len(history.projects)):
            seats = range(number * len(STAGES), (number + 1) * len(STAGES))
            yield (
                number,
                [history.corrected[s] if history.corrected[s] >= 0 else history.occurred[s] for s in seats],
            )

    def _fact(self, pk: int, kind: FactKind, project: int, subject: int, day: int, **more: Any) -> Row:
        drawn = self.history.projects[project]
        place, unit = self.history.places[drawn.place], self.history.places[drawn.place].units[drawn.unit]
        seat, sitting = self.seats[drawn.place], self.first_sitting + drawn.place
        self.seats[drawn.place] += 1
        ordinal, on = self.book.number_of_sitting[sitting] << SEAT_BITS | seat, DAY_TEXTS[day]
        held = ((FIRST_DAY - _EPOCH).days + day) << ORDINAL_BITS | ordinal if more.get("state") else None
        return (
            pk, place.city.pk, self.book.entry_of_sitting[sitting], ordinal, Cause.RECORDED.value,
            Standing.VERIFIED.value, moment_text(_END), kind.value, subject, on, on, "DAY", more.get("amount"), unit.pk,
            unit.kind, drawn.area, drawn.origin, drawn.industry, drawn.industrial, more.get("channel", ""),
            more.get("category", ""), more.get("capital", ""), more.get("state", ""), more.get("state_since"),
            more.get("status_since"), held,
        )  # fmt: skip


def _happened(
    drawn: Drawn, days: list[int], chance: Random
) -> Iterator[tuple[FactKind, int, dict[str, Any]]]:
    """Yield what was said, paid and achieved after the project's first day."""
    if chance.random() < _HEARD:
        yield FactKind.MEETING_PROJECT_DISCUSSED, chance.randint(days[0], N_DAYS - 1), {}
    if days[1] < 0:
        return
    if chance.random() < _PAID:
        left = chance.uniform(0.05, 0.95) * drawn.fen
        for _ in range(2):
            amount, on = round(left / 2), chance.randint(days[1], N_DAYS - 1)
            yield FactKind.PROJECT_FUNDS, on, {"amount": amount, "category": "BANK", "capital": "DOMESTIC"}
    if chance.random() < _MOVED:
        yield FactKind.PROJECT_MILESTONE, chance.randint(days[1], N_DAYS - 1), {"category": "LAND"}


def _code(one: Item) -> str:
    return f"TD2020-{one.number + 1:04}"


def _title(one: Item) -> str:
    return f"协调项目落地事项{one.number + 1}"


def _owners(place: Place) -> list[Account]:
    """Make two clerks in each unit of the city."""
    system, security = (
        Account.objects.get(city=place.city, grants__role=role)
        for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    )
    return [_owner(place, unit, nth, system, security) for unit in place.units for nth in range(2)]


def _owner(place: Place, unit: Unit, nth: int, system: Account, security: Account) -> Account:
    person = organisation.add_person(
        city=place.city, name=f"示例{unit.short_name}{nth + 1}", actor=system, at=FOUNDED
    )
    login = f"bench-{unit.code.lower()}-{nth + 1}"
    account = organisation.open_account(
        city=place.city, login=login, password=PASSWORD, person=person, unit=unit, actor=system, at=FOUNDED
    )
    organisation.grant(account=account, role=Role.CLERK, unit=unit, actor=security, at=FOUNDED)
    return account
