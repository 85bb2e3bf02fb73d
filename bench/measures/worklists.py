"""Every worklist's counts and first page, and the nightly run, beside the same questions as SQL by hand."""

from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from bench import bare
from bench.measures.figures import Wrong
from bench.timing import Result, race, worked
from luodi.kernel.months import last_day_of_month
from luodi.organisation import clock
from luodi.organisation.models import City
from luodi.organisation.policies import Reach
from luodi.worklists import definitions, rules, services
from luodi.worklists.choices import Light, Shape
from luodi.worklists.definitions import Rule
from luodi.worklists.rules import Terms
from luodi.worklists.selectors import lists
from luodi.worklists.selectors.present import CONTACT, PROGRESS
from luodi.worklists.selectors.sources import Asked

GOAL, NIGHTLY_GOAL = 2, 3
_LIVE = "f.superseded_at IS NULL AND f.standing <> 'REJECTED'"
_SHOWN = (
    "p.id, p.code, p.name, p.investor_name, u.short_name, p.industry, p.total_fen, p.stage, p.status,"
    " d.reason_kind"
)


def measure(rounds: int) -> list[Result]:
    city = City.objects.order_by("pk")[0]
    asked = Asked(
        city, clock.today(city), Reach(city.pk, None, writes=False, verifies=False, roles=frozenset())
    )
    told = [_list(rule, asked, rounds) for rule in definitions.every()]
    return [*told, _nightly(asked, rounds)]


def _list(rule: Rule, asked: Asked, rounds: int) -> Result:
    text, values = _by_hand(rule, asked.city, asked.on)

    def ours() -> tuple[dict[str, int], int]:
        found = lists.listing(rule, asked)
        return {light.value: n for light, n in found.counts.by_light.items()}, len(found.lines)

    def by_hand() -> tuple[dict[str, int], int]:
        counted: dict[str, int] = dict(
            bare.run(f"SELECT light, COUNT(*) FROM ({text}) l GROUP BY light", values)
        )
        return counted, len(bare.run(_page(text), values))

    mine, theirs = ours(), by_hand()
    if mine != theirs:
        raise Wrong(f"{rule.code}: {mine} here, {theirs} there")
    seconds = race({"ours": ours, "bare": by_hand}, rounds=rounds, clock=worked)
    note = f"{sum(mine[0].values())} rows"
    return Result(
        f"worklist {rule.code}: counts and first page", seconds["ours"], seconds["bare"], GOAL, note
    )


def _page(text: str) -> str:
    return (
        f"SELECT {_SHOWN}, l.since, l.light FROM (SELECT id, since, light FROM ({text}) r"
        " ORDER BY since IS NULL, since, id LIMIT 50) l JOIN projects_project p ON p.id = l.id"
        " JOIN organisation_unit u ON u.id = p.unit_id"
        " LEFT JOIN projects_statusdetail d ON d.project_id = p.id ORDER BY l.since, l.id"
    )


def _nightly(asked: Asked, rounds: int) -> Result:
    """A night on which little changes; the first one, which writes everything, is made beforehand."""
    texts = [_by_hand(rule, asked.city, asked.on) for rule in definitions.kept()]

    def ours() -> int:
        with transaction.atomic():
            listed = services.run_worklists(asked.city, at=clock.now(asked.city) + timedelta(days=1)).n_listed
            transaction.set_rollback(True)
        return listed

    def by_hand() -> int:
        return sum(len(bare.run(text, values)) for text, values in texts)

    with transaction.atomic():
        services.run_worklists(asked.city, at=clock.now(asked.city))
    seconds = race({"ours": ours, "bare": by_hand}, rounds=min(rounds, 3), clock=worked)
    n = sum(len(bare.run(text, values)) for text, values in texts)
    note = f"{n} entries"
    return Result("nightly run of all rules", seconds["ours"], seconds["bare"], NIGHTLY_GOAL, note)


def _by_hand(rule: Rule, city: City, on: date) -> tuple[str, list[Any]]:
    """Return the SQL of (id, since, light) of the list."""
    terms = Terms(rule.examples, rule.source)
    marks = ", ".join(["%s"] * len(rule.stages))
    where = f"p.city_id = %s AND NOT p.is_void AND p.stage IN ({marks}) AND p.status <> 'WITHDRAWN'"
    base: list[Any] = [city.pk, *(stage.value for stage in rule.stages)]
    light, cut = _light(rule, terms, on)
    listed = bare.day(on - timedelta(days=terms.values.get("blue_days", 0)))
    match rule.shape:
        case Shape.STAGE:
            since = f"p.{rule.stages[0].value.lower()}_on"
            inner = f"SELECT p.id, {since} AS since FROM projects_project p WHERE {where}"
            return f"SELECT id, since, {light} AS light FROM ({inner}) s", [*cut, *base]
        case Shape.STALLED:
            inner, values = _since_last("p.signed_on", PROGRESS, where, base, city)
        case Shape.NO_CONTACT:
            start = "CASE p.stage WHEN 'SIGNED' THEN p.signed_on ELSE p.negotiating_on END"
            inner, values = _since_last(start, CONTACT, where, base, city)
        case Shape.DUE_START:
            listed = bare.day(last_day_of_month(on))
            inner = (
                "SELECT p.id, l.planned_start_on AS since FROM projects_project p"
                f" JOIN projects_projectplan l ON l.project_id = p.id WHERE {where}"
            )
            values = base
        case Shape.EVIDENCE:
            made = f"WITH s AS MATERIALIZED ({_without_evidence(where)})"
            return f"{made} SELECT id, since, {light} AS light FROM s WHERE since <= %s", [
                *base,
                *cut,
                listed,
            ]
        case _:
            return _behind(where, base, terms, on, city)
    text = f"SELECT id, since, {light} AS light FROM ({inner}) s WHERE since <= %s"
    return text, [*cut, *values, listed]


def _light(rule: Rule, terms: Terms, on: date) -> tuple[str, list[Any]]:
    found = rules.cuts(rule, terms, on)
    cases = " ".join(f"WHEN since <= %s THEN '{light.value}'" for light in found)
    days = [bare.day(day) for day in found.values()]
    return (f"CASE {cases} ELSE '{Light.GREEN.value}' END", days) if days else ("'GREEN'", [])


def _since_last(
    start: str, kinds: tuple[Any, ...], where: str, base: list[Any], city: City
) -> tuple[str, list[Any]]:
    marks = ", ".join(["%s"] * len(kinds))
    last = (
        f"SELECT f.subject_id, MAX(f.occurred_on) AS last FROM ledger_fact f WHERE f.city_id = %s"
        f" AND f.kind IN ({marks}) AND {_LIVE} GROUP BY f.subject_id"
    )
    since = f"CASE WHEN t.last > {start} THEN t.last ELSE {start} END"
    text = (
        f"SELECT p.id, {since} AS since FROM projects_project p"
        f" LEFT JOIN ({last}) t ON t.subject_id = p.subject_id WHERE {where}"
    )
    return text, [city.pk, *(kind.value for kind in kinds), *base]


def _without_evidence(where: str) -> str:
    """The demands as the shipped table has them, in the form that each database answers sooner."""
    demanded = (
        (
            "signed_on",
            "project.signed",
            (("CONTRACT", "AGREEMENT"), ("INVESTOR_LICENCE", "INVESTOR_IDENTITY")),
        ),
        ("started_on", "project.started", (("CONSTRUCTION_PERMIT", "START_PHOTO", "STATISTICS_ENTRY"),)),
        ("producing_on", "project.producing", (("PRODUCTION_PROOF", "TAX_PROOF", "ABOVE_SCALE_PROOF"),)),
    )
    at_once = connection.vendor == "postgresql"
    held = (
        "FROM recognition_evidence e WHERE e.project_id = p.id AND e.ordinal = 0 AND e.withdrawn_at IS NULL"
    )
    cases = []
    for column, kind, lines in demanded:
        proofs = [f"e.fact_kind = '{kind}' AND e.kind IN ({', '.join(map(repr, kinds))})" for kinds in lines]
        gaps = " OR ".join(
            f"COUNT(*) FILTER (WHERE {one}) = 0" if at_once else f"NOT EXISTS (SELECT 1 {held} AND {one})"
            for one in proofs
        )
        cases.append(f"WHEN p.{column} IS NOT NULL AND ({gaps}) THEN p.{column}")
    first = f"CASE {' '.join(cases)} END"
    since = f"(SELECT {first} {held})" if at_once else first
    return f"SELECT p.id, {since} AS since FROM projects_project p WHERE {where} AND NOT p.is_opening"


def _behind(where: str, base: list[Any], terms: Terms, on: date, city: City) -> tuple[str, list[Any]]:
    steps = [
        (bare.day(on - timedelta(days=terms[f"{one}_days"])), terms[f"{one}_percent"]) for one in rules.STEPS
    ]
    due = " ".join(f"WHEN p.signed_on <= %s THEN {percent}" for _, percent in steps)
    held = (
        "SELECT f.subject_id, SUM(f.amount) AS held FROM ledger_fact f WHERE f.city_id = %s"
        f" AND f.kind = 'project.funds' AND {_LIVE} GROUP BY f.subject_id"
    )
    inner = (
        f"SELECT p.id, p.signed_on AS since, p.total_fen, p.total_fen * CASE {due} END"
        f" - COALESCE(h.held, 0) * 100 AS gap FROM projects_project p"
        f" LEFT JOIN ({held}) h ON h.subject_id = p.subject_id"
        f" WHERE {where} AND NOT p.is_opening AND p.total_fen > 0 AND p.signed_on <= %s"
    )
    days = [day for day, _ in steps]
    light = (
        f"CASE WHEN gap > total_fen * {terms['red_points']} THEN 'RED'"
        f" WHEN gap > total_fen * {terms['yellow_points']} THEN 'YELLOW' ELSE 'BLUE' END"
    )
    text = f"SELECT id, since, {light} AS light FROM ({inner}) s WHERE gap > 0"
    return text, [*days, city.pk, *base, days[-1]]
