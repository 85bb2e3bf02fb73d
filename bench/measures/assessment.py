"""A full run of a group of 3,000 units with 40 items, beside the figures alone that it needs; and a what-if.

The city is made in a transaction that is taken back: a million projects of one city, which the synthetic world spreads
over sixteen.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from bench.measures.figures import Wrong
from bench.timing import Result, worked
from luodi import bulk
from luodi.assessment import scoring, services
from luodi.assessment.choices import GroupKind
from luodi.assessment.models import Group, Run
from luodi.assessment.selectors.asking import Span, asked_by
from luodi.assessment.selectors.gathering import source_of
from luodi.assessment.selectors.measured import measured
from luodi.assessment.selectors.members import standing
from luodi.assessment.selectors.supposing import Supposed
from luodi.assessment.selectors.thawing import verify
from luodi.assessment.selectors.trials import suppose
from luodi.kernel.asof import AsOf
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, FactKind, Standing, SubjectKind
from luodi.ledger.models import Entry, Fact, Head, Subject
from luodi.organisation import services as organisation
from luodi.organisation.choices import Role, UnitKind
from luodi.organisation.models import Account, City, Unit, UnitVersion
from luodi.projects.models import Project

RUN_GOAL = 1.5
N_UNITS, N_ITEMS = 3_000, 40
FOUNDED = date(2015, 1, 1)
AT = datetime(2020, 9, 1, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = date(2020, 8, 31)
CODE = "410100"
ROUNDS = 3
INDICATORS = (
    "signed.count", "signed.amount", "signed.industrial.count", "signed.industrial.amount",
    "signed.industrial.amount_share", "started.count", "started.amount", "producing.count", "producing.amount",
)  # fmt: skip
PERIODS = ("to_date", "last_year_to_date", "quarter", "month")
TERMS = (
    {"kind": "ratio", "target": 20, "cap": "120%"},
    {"kind": "efficacy"},
    {"kind": "rank", "first": 2, "per_place": 0.0005},
    {"kind": "bands", "bands": [{"from": 20, "points": 2}, {"from": 5, "points": 1}, {"points": 0}]},
    {"kind": "step", "target": 20, "base": 1, "over": {"each": 10, "points": 0.1}, "under": "none"},
)
_FACT = (
    "ordinal", "kind", "subject_id", "occurred_on", "occurred_from", "amount", "unit_id", "origin", "industry",
    "industrial",
)  # fmt: skip


def measure(rounds: int) -> list[Result]:
    n = Project.objects.count()
    with transaction.atomic():
        city, clerk, leader = _city()
        units = _units(city)
        _facts(city, clerk, units, n)
        group = _group(city, clerk, leader, units)
        results = _measured(group, clerk, n)
        transaction.set_rollback(True)
    return results


def _measured(group: Group, clerk: Account, n: int) -> list[Result]:
    scheme = scoring.understood(group.schemes.get().text)
    rules, city = scheme.on(DAY), group.city
    known = ledger.resolve(city, AT)

    def figures() -> Any:
        members = standing(group, first=date(2020, 1, 1), on=DAY)
        span = Span(date(2020, 1, 1), date(2020, 12, 31), DAY)
        asked = [asked_by(one, span, city) for one in rules.inputs.values() if source_of(one)]
        return measured(asked, members, city=city, as_of=known)

    def run() -> Run:
        return services.compute_run(group=group, last=DAY, as_of=AT, actor=clerk, at=AT)

    one = run()
    if not verify(one).agrees:
        raise Wrong("a run of 3,000 units does not reproduce")

    def one_by_one() -> Any:
        members = standing(group, first=date(2020, 1, 1), on=DAY)
        span = Span(date(2020, 1, 1), date(2020, 12, 31), DAY)
        for declared in rules.inputs.values():
            measured([asked_by(declared, span, city)], members, city=city, as_of=known)

    alone, each, whole = _turns({"figures": figures, "one by one": one_by_one, "run": run})
    project = Supposed(Decimal(12))
    key = one.scores.order_by("position")[0].key
    (tried,) = _turns({"what if": lambda: suppose(one, key=key, project=project)})
    single = _turns({"one figure": lambda: _one_figure(group, known)})[0]
    note = f"{N_UNITS:,} units × {N_ITEMS} items, {len(rules.inputs)} inputs, {n:,} projects of one city"
    return [
        Result("a full run, frozen and kept, beside its figures alone", whole, alone, RUN_GOAL, note),
        Result("the same, beside its figures asked one indicator and period at a time", whole, each, None),
        Result(f"what if, in a group of {N_UNITS:,}, beside one figure by unit", tried, single, None),
    ]


def _one_figure(group: Group, known: AsOf) -> Any:
    rules = scoring.understood(group.schemes.get().text).on(DAY)
    span = Span(date(2020, 1, 1), date(2020, 12, 31), DAY)
    asked = asked_by(rules.inputs["i1"], span, group.city)
    return measured([asked], standing(group, first=span.first, on=DAY), city=group.city, as_of=known)


def _turns(contestants: dict[str, Callable[[], Any]]) -> list[float]:
    """Return the median processor seconds of each, which take turns."""
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, work in contestants.items():
            begun = worked()
            work()
            seconds[name].append(worked() - begun)
    return [median(values) for values in seconds.values()]


def _city() -> tuple[City, Account, Account]:
    at = AT - timedelta(days=1)
    city = organisation.create_city(code=CODE, name="示例大市", at=at, is_demo=True)
    founders = {one.role: one.account for one in organisation.create_founder(city=city, at=at)}
    ledger.open_ledger(city=city, at=at)
    root = Unit.objects.of(city.pk).get(parent__isnull=True)
    accounts = []
    for role in (Role.CENTRE, Role.LEADER):
        person = organisation.add_person(
            city=city, name=str(role.label), actor=founders[Role.SYSTEM_ADMIN], at=at
        )
        account = organisation.open_account(
            city=city, login=f"assess-{role.lower()}", password="Luodi-Bench-2011", person=person, unit=root,
            actor=founders[Role.SYSTEM_ADMIN], at=at,
        )  # fmt: skip
        organisation.grant(account=account, role=role, unit=root, actor=founders[Role.SECURITY_ADMIN], at=at)
        accounts.append(account)
    return city, accounts[0], accounts[1]


def _units(city: City) -> list[Unit]:
    root = Unit.objects.of(city.pk).get(parent__isnull=True)
    said = {"city": city, "kind": UnitKind.COUNTY, "parent": root, "founded_on": FOUNDED}
    units = Unit.objects.bulk_create(
        Unit(code=f"U{n:04}", name=f"示例单位{n}", short_name=f"单位{n}", rank_order=n, **said)
        for n in range(1, N_UNITS + 1)
    )
    UnitVersion.objects.bulk_create(
        UnitVersion(unit=one, valid_from=FOUNDED, name=one.name, kind=one.kind, parent=root, recorded_at=AT)
        for one in units
    )
    return units


def _facts(city: City, clerk: Account, units: list[Unit], n: int) -> None:
    at = AT - timedelta(hours=1)
    entry = Entry.objects.create(city=city, number=1, recorded_at=at, act="登记", said_at=at, actor=clerk)
    Head.objects.filter(city=city).update(number=1, recorded_at=at, asked_until=at)
    ids = bulk.reserve_ids(Subject, n)
    rows = ((pk, f"B{at}", f"示例项目{at}") for at, pk in enumerate(ids))
    bulk.insert(
        Subject, ("id", "code", "label"), rows, same={"city_id": city.pk, "kind": SubjectKind.PROJECT}
    )
    same = {
        "city_id": city.pk, "entry_id": entry.pk, "cause": Cause.RECORDED, "standing": Standing.VERIFIED,
        "recorded_at": at, "precision": "DAY", "quantity": 1, "unit_kind": UnitKind.COUNTY, "is_shared": False,
        "area": "", "channel": "", "category": "", "capital": "", "state": "", "status": "",
    }  # fmt: skip
    bulk.insert(Fact, _FACT, _events(list(ids), units), same=same)


def _events(subjects: list[int], units: list[Unit]) -> Iterator[tuple[Any, ...]]:
    """Each project is signed on some day of five years, two of three start, one of three produces."""
    kinds = (FactKind.PROJECT_SIGNED, FactKind.PROJECT_STARTED, FactKind.PROJECT_PRODUCING)
    ordinal = 1 << 40
    for at, subject in enumerate(subjects):
        signed = date(2016, 1, 1) + timedelta(days=at * 7919 % 1700)
        for step in range(1 + (at % 3 > 0) + (at % 3 > 1)):
            ordinal += 1
            day = signed + timedelta(days=step * 120)
            is_industrial = at % 5 < 3
            yield (
                ordinal, kinds[step], subject, day, day, (at * 104_729 % 3_000 + 10) * 10_000_000,
                units[at % len(units)].pk, "320500" if at % 2 else "340400", "C26" if is_industrial else "F51",
                is_industrial,
            )  # fmt: skip


def _group(city: City, clerk: Account, leader: Account, units: list[Unit]) -> Group:
    joining = [services.Joining(holder=one) for one in units]
    group = services.make_group(
        year=2020, name="示例组", kind=GroupKind.COUNTY, members=joining, actor=clerk, at=AT
    )
    draft = services.write_scheme(group=group, text=_text(), actor=clerk, at=AT)
    services.adopt_scheme(scheme=draft, document="示例〔2020〕1号", actor=leader, at=AT)
    return group


def _text() -> str:
    """Return the scheme: an input for each indicator and period, an item for each of them, and some growths."""
    inputs = {
        f"i{number}": {"title": f"{code} {period}", "indicator": code, "period": period}
        for number, (period, code) in enumerate(((p, c) for p in PERIODS for c in INDICATORS), start=1)
    }
    items = [
        {
            "code": f"A{number}",
            "title": f"第{number}项",
            "weight": 2,
            "actual": name,
            **TERMS[number % len(TERMS)],
        }
        for number, name in enumerate(inputs, start=1)
    ]
    growth = {"weight": 2, "kind": "efficacy"}
    growths = [
        {"code": f"G{n}", "title": f"增幅{n}", "actual": f"i{n}", "last_year": f"i{n + 9}", **growth}
        for n in range(1, N_ITEMS - len(items) + 1)
    ]
    told = {
        "title": "示例考核办法",
        "scheme": "bench",
        "year": 2020,
        "inputs": inputs,
        "items": items + growths,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)
