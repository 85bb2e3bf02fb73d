"""How long projects of an industry take from signing to start in this city, and which are outside of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from luodi.kernel.asof import AsOf
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.organisation.models import City
from luodi.worklists import definitions, rules
from luodi.worklists.rules import Spread
from luodi.worklists.selectors.sentences import Line, lines_of
from luodi.worklists.selectors.sources import Asked, source_of

DIVISION = 3
"""A section's letter and two figures, as in C39."""
ALL = ""
SIGNED = "signed"


@dataclass(frozen=True)
class Pace:
    """``spread`` is None where too few have started; ``n_outside`` of those waiting are beyond its upper."""

    industry: str
    n: int
    spread: Spread | None
    n_waiting: int
    n_outside: int


def days_to_start(city: City, as_of: AsOf | None = None) -> dict[str, list[int]]:
    """Return by industry how many days each verified start came after the verified signing; under ``ALL`` all of them.

    Shape: two queries.
    """
    known = Fact.objects.known_at(as_of.moment) if as_of else Fact.objects.live()
    facts = known.filter(city=city, standing=Standing.VERIFIED, subject__isnull=False).order_by()
    signed = dict(
        facts.filter(kind=FactKind.PROJECT_SIGNED).values_list("subject_id", "occurred_on").iterator()
    )
    told: dict[str, list[int]] = {ALL: []}
    rows = facts.filter(kind=FactKind.PROJECT_STARTED).values_list("subject_id", "occurred_on", "industry")
    for subject, started_on, industry in rows.iterator():
        if (signed_on := signed.get(subject)) is not None:
            days = (started_on - signed_on).days
            told[ALL].append(days)
            told.setdefault(industry[:DIVISION], []).append(days)
    return told


def paces(asked: Asked) -> list[Pace]:
    """Return each industry of which anything has started, the one with most first; the first row is all of them."""
    told = days_to_start(asked.city, asked.as_of)
    spreads = {industry: rules.spread(days) for industry, days in told.items()}
    source = source_of(definitions.rule(SIGNED), asked)
    waiting: dict[str, list[int]] = {}
    for industry, since in source.rows.order_by().values_list(source.names["industry"], "since").iterator():
        if since is not None:
            waiting.setdefault(industry[:DIVISION], []).append((asked.on - since).days)
    rows = [_pace(key, told[key], spreads[key], waiting) for key in told if key != ALL]
    rows.sort(key=lambda one: (-one.n, one.industry))
    n_waiting = sum(map(len, waiting.values()))
    n_outside = sum(one.n_outside for one in rows)
    return [Pace(ALL, len(told[ALL]), spreads[ALL], n_waiting, n_outside), *rows]


def _pace(
    industry: str, days: Sequence[int], known: Spread | None, waiting: Mapping[str, Sequence[int]]
) -> Pace:
    ages = waiting.get(industry, ())
    n_outside = sum(1 for age in ages if known is not None and age > known.upper)
    return Pace(industry, len(days), known, len(ages), n_outside)


def outside(asked: Asked, found: Sequence[Pace], *, most: int = 500) -> list[tuple[Line, Spread]]:
    """Return the projects that have waited longer than three quarters of their industry did, the oldest first."""
    spreads = {one.industry: one.spread for one in found if one.industry and one.spread is not None}
    rule = definitions.rule(SIGNED)
    source = source_of(rule, asked)
    if not spreads:
        return []
    late = Q()
    for industry, known in spreads.items():
        before = asked.on - timedelta(days=known.upper)
        late |= Q(**{f"{source.names['industry']}__startswith": industry, "since__lt": before})
    rows = source.rows.filter(late).order_by("since", "pk")[:most]
    return [(line, spreads[line.industry[:DIVISION]]) for line in lines_of(rule, asked, source, rows)]
