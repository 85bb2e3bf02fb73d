"""Facts for the tests of figures, posted through the ledger's own door."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from luodi.audit.services import Note
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, FactKind, Standing, SubjectKind
from luodi.ledger.models import Fact, Subject
from luodi.organisation.models import Account, City
from luodi.organisation.tests.makers import Clock

NOTE = Note(act="登记", target_kind="PROJECT", target_code="-", target_title="-")


@dataclass
class Book:
    """A ledger to write test facts into: one entry per call, at the clock's time."""

    city: City
    actor: Account
    clock: Clock
    subjects: dict[tuple[str, str], Subject] = field(default_factory=dict)

    def subject(
        self, code: str, kind: SubjectKind = SubjectKind.PROJECT, parent: Subject | None = None
    ) -> Subject:
        key = (kind, code)
        if key not in self.subjects:
            spec = ledger.SubjectSpec(kind, code, code, parent)
            self.subjects[key] = ledger.ensure_subjects([spec], city_id=self.city.pk)[0]
        return self.subjects[key]

    def fact(self, kind: FactKind, code: str | None, on: date | VagueDate, **values: Any) -> ledger.NewFact:
        subject_kind = values.pop("subject_kind", SubjectKind.PROJECT)
        if "yi" in values:
            values["amount"] = Yuan.from_yi(values.pop("yi"))
        return ledger.NewFact(
            kind=kind,
            subject=None if code is None else self.subject(code, subject_kind),
            occurred=on if isinstance(on, VagueDate) else VagueDate.day(on),
            unit=values.pop("unit", self.actor.unit),
            standing=values.pop("standing", Standing.VERIFIED),
            **values,
        )

    def post(self, *facts: ledger.NewFact, cause: Cause = Cause.RECORDED) -> list[Fact]:
        entry = ledger.post(
            city=self.city,
            act="登记",
            actor=self.actor,
            at=self.clock.now,
            facts=facts,
            notes=[NOTE],
            cause=cause,
        )
        return list(Fact.objects.filter(entry=entry).order_by("id"))

    def sign(self, code: str, on: date | VagueDate, **values: Any) -> Fact:
        return self.post(self.fact(FactKind.PROJECT_SIGNED, code, on, **values))[0]

    def hold(self, code: str, on: date, state: str, **values: Any) -> Fact:
        values.setdefault("status", "PROCEEDING")
        return self.post(self.fact(FactKind.PROJECT_STATE, code, on, state=state, **values))[0]

    def supersede(self, fact: Fact, cause: Cause, **changes: Any) -> None:
        by = ledger.version_of(fact, **changes) if changes else None
        ledger.post(
            city=self.city,
            act="更正",
            actor=self.actor,
            at=self.clock.now,
            supersede=[ledger.Supersede(fact, cause, by)],
            notes=[NOTE],
        )
