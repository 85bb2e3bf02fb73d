"""The lists of this moment: one query per rule on the projects, with the day from which age counts and the light."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateField,
    ExpressionWrapper,
    F,
    Field,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)  # fmt: skip
from django.db.models.functions import Coalesce
from django.db.models.lookups import (
    Exact,
    GreaterThan,
    GreaterThanOrEqual,
    IsNull,
    LessThan,
    LessThanOrEqual,
)

from luodi.kernel.months import last_day_of_month
from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Fact
from luodi.organisation.models import City
from luodi.organisation.policies import Reach
from luodi.projects.choices import EVENT_OF, Stage, Status
from luodi.projects.models import Project, ProjectQuerySet
from luodi.recognition import demands
from luodi.recognition.models import Evidence
from luodi.worklists import rules
from luodi.worklists.choices import Light, Shape
from luodi.worklists.definitions import Rule
from luodi.worklists.rules import Terms

PROGRESS = (FactKind.PROJECT_MILESTONE, FactKind.PROJECT_FUNDS, FactKind.PROJECT_INCREASE)
CONTACT = (
    FactKind.TRIP_PROJECT_DISCUSSED,
    FactKind.VISIT_PROJECT_DISCUSSED,
    FactKind.MEETING_PROJECT_DISCUSSED,
)
_PROVEN = (Stage.SIGNED, Stage.STARTED, Stage.PRODUCING)
_WHOLE = 100


def listed(rule: Rule, terms: Terms, *, city: City, on: date, reach: Reach) -> ProjectQuerySet:
    """Return the projects on the list, each with ``since`` and ``light``.

    With a light of no text it is not on the list: to count by light is then one look at each, not two.
    What was sent back at its very first claim was never in negotiation, and is on no list.
    """
    rows = Project.objects.visible_to(reach).filter(stage__in=rule.stages).exclude(status=Status.WITHDRAWN)
    if Stage.NEGOTIATING in rule.stages:
        rows = rows.exclude(pk__in=_never_begun(city))
    match rule.shape:
        case Shape.STAGE:
            rows = rows.annotate(since=F(f"{rule.stages[0].value.lower()}_on"))
        case Shape.STALLED:
            return _since_last(rows, PROGRESS, F("signed_on"), rule, terms, city, on)
        case Shape.NO_CONTACT:
            return _since_last(rows, CONTACT, stage_since(), rule, terms, city, on)
        case Shape.DUE_START:
            due = Q(plan__planned_start_on__lte=last_day_of_month(on))
            rows = rows.filter(due).annotate(since=F("plan__planned_start_on"))
        case Shape.EVIDENCE:
            return _without_evidence(rows, rule, terms, city, on)
        case Shape.FUNDS:
            return _behind(rows, terms, city, on)
    return rows.annotate(light=light_of(rule, terms, on))


def _never_begun(city: City) -> "QuerySet[Project, Any]":
    """Return the few that an index names, so that it alone answers for all others."""
    rows = Project.objects.of(city.pk).filter(stage=Stage.NEGOTIATING, negotiating_on__isnull=True)
    return rows.filter(is_opening=False).values("pk")


def light_of(rule: Rule, terms: Terms, on: date, since: str = "since") -> Case:
    """Return the light by the day from which age counts; a day that nobody knows lights none."""
    found = rules.cuts(rule, terms, on)
    return Case(
        *(When(**{f"{since}__lte": day}, then=Value(light.value)) for light, day in found.items()),
        default=Value(Light.GREEN.value),
        output_field=CharField(),
    )


def stage_since() -> Case:
    """Return the day on which a project came into its present stage."""
    return Case(
        *(When(stage=stage, then=F(f"{stage.value.lower()}_on")) for stage in Stage), output_field=DateField()
    )


def _since_last(
    rows: ProjectQuerySet,
    kinds: Sequence[FactKind],
    start: Any,
    rule: Rule,
    terms: Terms,
    city: City,
    on: date,
) -> ProjectQuerySet:
    """Count from the last fact of the kinds, or from the start where that is later; who began nowhere is not listed.

    The light asks for the sets of those of whom there is news since a day, each made once: the day itself, which needs
    a look at every project, is only worked out for rows that are shown.
    """
    facts = Fact.objects.live().counted().filter(city=city, kind__in=kinds, subject__isnull=False)
    own = facts.filter(subject_id=OuterRef("subject_id"), occurred_on__gt=OuterRef("start"))
    last = Subquery(own.order_by("-occurred_on").values("occurred_on")[:1])
    heard_of = Q(subject_id__in=facts.order_by().values("subject_id"))
    told = rows.annotate(start=start).annotate(
        since=Case(When(heard_of, then=Coalesce(last, "start")), default=F("start"), output_field=DateField())
    )
    found = rules.cuts(rule, terms, on)

    def quiet(day: date) -> Q:
        heard = facts.filter(occurred_on__gt=day).order_by().values("subject_id")
        return Q(start__lte=day) & ~Q(subject_id__in=heard)

    light = Case(
        *(When(quiet(day), then=Value(one.value)) for one, day in found.items() if one != Light.BLUE),
        default=Value(Light.BLUE.value),
        output_field=CharField(),
    )
    return told.filter(quiet(found[Light.BLUE])).annotate(light=light)


def _without_evidence(
    rows: ProjectQuerySet, rule: Rule, terms: Terms, city: City, on: date
) -> ProjectQuerySet:
    """Count from the first stage of which a demand is not met, where that was reached by the day.

    What a project has is looked at once for all demands; a sum without groups is always one row.
    """
    gaps = {f"{stage.value.lower()}_on": gap for stage in _PROVEN if (gap := _gap(stage, city))}
    rows = rows.filter(is_opening=False)
    if not gaps:
        return rows.annotate(since=F("signed_on"), light=Value("", output_field=CharField()))
    held = Evidence.objects.held().filter(project=OuterRef("pk"), ordinal=0).order_by()
    cuts = rules.cuts(rule, terms, on)

    def first(then: Callable[[str], Any], otherwise: Any, output: "Field[Any, Any]") -> Subquery:
        cases = [When(gap, then=then(column)) for column, gap in gaps.items()]
        told = held.annotate(first=Case(*cases, default=otherwise, output_field=output))
        return Subquery(told.values("first"), output_field=output)

    def light(column: str) -> Case:
        lit = [
            When(LessThanOrEqual(OuterRef(column), _day(day)), then=Value(one)) for one, day in cuts.items()
        ]
        return Case(*lit, default=Value(""), output_field=CharField())

    told = rows.annotate(since=first(OuterRef, Value(None), DateField()))
    return told.annotate(light=first(light, Value(""), CharField()))


def _gap(stage: Stage, city: City) -> Q:
    """Return the condition that the stage was reached and some demand, by the rule of its day, is not met."""
    kind, reached = EVENT_OF[stage], OuterRef(f"{stage.value.lower()}_on")
    versions, gap = demands.versions(city.code), Q()
    for nth, version in enumerate(versions):
        of_version = Q(GreaterThanOrEqual(reached, _day(version.valid_from))) if nth else Q()
        if nth + 1 < len(versions):
            of_version &= Q(LessThan(reached, _day(versions[nth + 1].valid_from)))
        for demand in version.of(kind):
            gap |= of_version & Q(Exact(_number_of(kind, demand.kinds), Value(0)))
    return Q(IsNull(reached, False)) & gap if gap else gap  # noqa: FBT003


def _number_of(kind: FactKind, kinds: Collection[str]) -> Coalesce:
    one = Case(
        When(fact_kind=kind, kind__in=kinds, then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    return Coalesce(Func(one, function="SUM", output_field=IntegerField()), Value(0))


def _day(day: date) -> Value:
    return Value(day, output_field=DateField())


def _behind(rows: ProjectQuerySet, terms: Terms, city: City, on: date) -> ProjectQuerySet:
    """Compare what is in place with the step that the time since signing asks for, in exact integers.

    Only who has funds is looked at one by one; a sum without groups is always one row.
    """
    steps = [(on - timedelta(days=terms[f"{step}_days"]), terms[f"{step}_percent"]) for step in rules.STEPS]
    due = Case(*(When(signed_on__lte=day, then=Value(percent)) for day, percent in steps))
    known = rows.filter(is_opening=False, total_fen__gt=0, signed_on__lte=steps[-1][0])
    told = known.annotate(since=F("signed_on"), due=F("total_fen") * due)
    facts = Fact.objects.live().counted().filter(
        city=city, kind=FactKind.PROJECT_FUNDS, subject__isnull=False
    )  # fmt: skip
    held = Coalesce(Func(F("amount"), function="SUM", output_field=BigIntegerField()), Value(0)) * _WHOLE
    gap = ExpressionWrapper(OuterRef("due") - held, output_field=BigIntegerField())
    points = ((Light.RED, terms["red_points"]), (Light.YELLOW, terms["yellow_points"]), (Light.BLUE, 0))
    own = facts.filter(subject_id=OuterRef("subject_id")).order_by().annotate(
        behind=_by_points(gap, OuterRef("total_fen"), points)
    )  # fmt: skip
    light = Case(
        When(subject_id__in=facts.order_by().values("subject_id"), then=Subquery(own.values("behind"))),
        default=_by_points(F("due"), F("total_fen"), points),
        output_field=CharField(),
    )
    return told.annotate(light=light)


def _by_points(gap: Any, total: Any, points: Sequence[tuple[Light, int]]) -> Case:
    """Return the light by how many hundredths of the total are missing; no text where nothing is."""
    cases = [When(GreaterThan(gap, total * Value(least)), then=Value(light.value)) for light, least in points]
    return Case(*cases, default=Value(""), output_field=CharField())
