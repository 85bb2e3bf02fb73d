"""The lists of this moment: one query per rule on the projects, with the day from which age counts and the light."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)  # fmt: skip
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

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
_WHOLE = 100


def listed(rule: Rule, terms: Terms, *, city: City, on: date, reach: Reach) -> ProjectQuerySet:
    """Return the projects on the list, each with ``since`` and ``light``.

    With a light of no text it is not on the list: to count by light is then one look at each, not two.
    What was sent back at its very first claim was never in negotiation, and is on no list.
    """
    rows = Project.objects.visible_to(reach).filter(stage__in=rule.stages).exclude(status=Status.WITHDRAWN)
    if Stage.NEGOTIATING in rule.stages:
        rows = rows.exclude(stage=Stage.NEGOTIATING, negotiating_on__isnull=True, is_opening=False)
    match rule.shape:
        case Shape.STAGE:
            rows = rows.annotate(since=F(f"{rule.stages[0].value.lower()}_on"))
        case Shape.STALLED:
            return _since_last(rows, PROGRESS, F("signed_on"), rule, terms, city, on)
        case Shape.NO_CONTACT:
            return _since_last(rows, CONTACT, stage_since(), rule, terms, city, on)
        case Shape.DUE_START:
            due = Q(plan__planned_start_on__lte=rules.month_end(on))
            rows = rows.filter(due).annotate(since=F("plan__planned_start_on"))
        case Shape.EVIDENCE:
            rows = _without_evidence(rows, city, on - timedelta(days=terms["blue_days"]))
        case Shape.FUNDS:
            return _behind(rows, terms, city, on)
    return rows.annotate(light=light_of(rule, terms, on))


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


def _without_evidence(rows: ProjectQuerySet, city: City, until: date) -> ProjectQuerySet:
    """Count from the first stage of which a demand is not met, where that was reached by the day."""
    cases = [
        When(Q(**{f"{stage.value.lower()}_on__isnull": False}) & gap, then=F(f"{stage.value.lower()}_on"))
        for stage in (Stage.SIGNED, Stage.STARTED, Stage.PRODUCING)
        if (gap := _gap(stage, city))
    ]
    first = Case(*cases, output_field=DateField())
    return rows.filter(is_opening=False).annotate(since=first).filter(since__lte=until)


def _gap(stage: Stage, city: City) -> Q:
    """Return the condition that some demand of the stage, by the rule of its day, is not met."""
    kind, column = EVENT_OF[stage], f"{stage.value.lower()}_on"
    versions, gap = demands.versions(city.code), Q()
    for nth, version in enumerate(versions):
        of_version = Q(**{f"{column}__gte": version.valid_from}) if nth else Q()
        if nth + 1 < len(versions):
            of_version &= Q(**{f"{column}__lt": versions[nth + 1].valid_from})
        for demand in version.of(kind):
            held = Evidence.objects.held().filter(
                project=OuterRef("pk"), fact_kind=kind, ordinal=0, kind__in=demand.kinds
            )
            gap |= of_version & ~Q(Exists(held))
    return gap


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
