"""Where a list is read from: the projects for this moment, the ledger or the nightly record for a past one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from luodi.actions.models import ActionItem
from luodi.kernel.asof import AsOf
from luodi.ledger import services as ledger
from luodi.ledger.kinds import ItemReason
from luodi.organisation.models import City
from luodi.organisation.policies import Reach
from luodi.projects.choices import Status, StatusReason
from luodi.projects.selectors import asof
from luodi.worklists.choices import Shape
from luodi.worklists.definitions import Rule
from luodi.worklists.models import ListEntry, WorklistRun
from luodi.worklists.rules import Terms
from luodi.worklists.selectors import present
from luodi.worklists.selectors.terms import terms_of_all


@dataclass(frozen=True)
class Asked:
    """Whose lists, as of which day. ``as_of`` None is this moment, and then ``on`` is today."""

    city: City
    on: date
    reach: Reach
    as_of: AsOf | None = None

    @property
    def moment(self) -> datetime | None:
        return self.as_of.moment if self.as_of else None

    def back_on(self, day: date) -> "Asked":
        """The same as of the end of an earlier day."""
        midnight = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
        return Asked(self.city, day, self.reach, ledger.resolve(self.city, midnight))


@dataclass(frozen=True)
class Source:
    """Rows with ``since`` and ``light``, and the names under which they hold what a list filters by and shows.

    ``graded`` may hold some whose light has no text: they are not on the list, and ``rows`` is without them.
    ``recorded_on`` is the day of the nightly record that answers, None where none is needed or there is none.
    """

    graded: "QuerySet[Any]"
    names: Mapping[str, str]
    terms: Terms
    recorded_on: date | None = None
    is_graded_late: bool = False

    @property
    def rows(self) -> "QuerySet[Any]":
        return self.graded.exclude(light="") if self.is_graded_late else self.graded

    def with_reason(self) -> "QuerySet[Any]":
        """Return the graded rows with ``why``: the reason of the project's first open item, else that of its delay."""
        items = ActionItem.objects.unfinished().filter(about=OuterRef(self.names["subject"]))
        first = items.exclude(reason="").order_by("deadline", "pk").values("reason")[:1]
        delay = Case(
            When(**{self.names["reason"]: StatusReason.CAPITAL}, then=Value(ItemReason.FUNDS.value)),
            default=F(self.names["reason"]),
        )
        told: QuerySet[Any] = self.graded.annotate(why=Coalesce(Subquery(first), delay, Value("")))
        return told

    def ids(self) -> "QuerySet[Any, Any]":
        found: QuerySet[Any, Any] = self.rows.order_by().values(self.names["id"])
        return found


_COLUMNS = {
    "id": "pk",
    "code": "code",
    "name": "name",
    "investor": "investor_name",
    "unit": "unit__short_name",
    "unit_code": "unit__code",
    "industry": "industry",
    "total": "total_fen",
    "stage": "stage",
    "status": "status",
    "reason": "status_detail__reason_kind",
    "subject": "subject_id",
}
_PRESENT = _COLUMNS
_LATE = (Shape.EVIDENCE, Shape.FUNDS)
_OF_FACTS = {name: f"subject__project__{path}" for name, path in _COLUMNS.items()} | {
    "unit": "unit__short_name",
    "unit_code": "unit__code",
    "industry": "industry",
    "total": "amount",
    "stage": "state",
    "status": "status",
}
_OF_ENTRIES = {name: f"project__{path}" for name, path in _COLUMNS.items()}


def source_of(rule: Rule, asked: Asked) -> Source:
    """Return the list's rows: of this moment from the projects, of a past one from what was known then."""
    terms = _terms(rule, asked)
    if asked.as_of is None:
        rows = present.listed(rule, terms, city=asked.city, on=asked.on, reach=asked.reach)
        return Source(rows, _PRESENT, terms, is_graded_late=rule.shape in _LATE)
    if rule.is_of_stage:
        return _of_ledger(rule, terms, asked, asked.as_of)
    return _of_record(rule, terms, asked)


def last_run(city: City, day: date) -> date | None:
    """Return the last day until then of which the nightly record tells."""
    runs = WorklistRun.objects.filter(city=city, on__lte=day).order_by("-on")
    return runs.values_list("on", flat=True).first()


def _terms(rule: Rule, asked: Asked) -> Terms:
    return terms_of_all(asked.city.pk, asked.on).get(rule.code) or Terms(rule.examples, rule.source)


def _of_ledger(rule: Rule, terms: Terms, asked: Asked, as_of: AsOf) -> Source:
    states = asof.known_states(as_of, asked.reach)
    rows = states.filter(state__in=rule.stages).exclude(status=Status.WITHDRAWN)
    told = rows.annotate(since=F("state_since"), light=present.light_of(rule, terms, asked.on))
    return Source(told, _OF_FACTS, terms)


def _of_record(rule: Rule, terms: Terms, asked: Asked) -> Source:
    on = last_run(asked.city, asked.on)
    rows = ListEntry.objects.seen_by(asked.reach).on(asked.city.pk, rule.code, on or date.min)
    return Source(rows, _OF_ENTRIES, terms, on)


def starting(source: Source, section: str) -> Q:
    return Q(**{f"{source.names['industry']}__startswith": section})
