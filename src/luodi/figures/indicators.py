"""The catalogue of indicators: what each one counts, as data with a source.

A definition is dated: the one in force on a period's last day is the one that answers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

import yaml

from luodi.kernel.findings import Refusal
from luodi.kernel.money import parse_amount
from luodi.ledger.kinds import RULES, Capital, Channel, FactKind, Nature
from luodi.organisation.choices import UnitKind


class Measure(StrEnum):
    """How the facts become a number.

    SUBJECTS distinct subjects plus the quantities of lumps; QUANTITY the sum of quantities; AMOUNT the sum of
    amounts, a subject once; SUM the sum of amounts, entry by entry; DAYS the sum of the days since an earlier fact of
    the same subject; RATIO one figure by another in percent; COHORT what became of one period's subjects by those
    subjects; MEAN a sum by how many it is of.
    """

    SUBJECTS = "SUBJECTS"
    QUANTITY = "QUANTITY"
    AMOUNT = "AMOUNT"
    SUM = "SUM"
    DAYS = "DAYS"
    RATIO = "RATIO"
    COHORT = "COHORT"
    MEAN = "MEAN"

    @property
    def label(self) -> str:
        return {
            "SUBJECTS": "去重计数",
            "QUANTITY": "数量合计",
            "AMOUNT": "金额合计",
            "SUM": "逐笔合计",
            "DAYS": "天数合计",
            "RATIO": "占比",
            "COHORT": "转化率",
            "MEAN": "均值",
        }[self.value]


class UnknownIndicator(Refusal):
    """No definition of that code."""


@dataclass(frozen=True)
class Following:
    """Another fact of the same subject, of that kind and category, known at the as-of whenever it happened."""

    kind: FactKind
    category: str = ""

    @classmethod
    def read(cls, text: str) -> "Following":
        """Read ``project.started`` or ``project.milestone:REGISTERED``."""
        kind, _, category = text.partition(":")
        return cls(FactKind(kind), category)


@dataclass(frozen=True)
class Filter:
    """What a fact must be to count; an empty field asks nothing.

    ``fresh`` asks a state's stage to have been reached within the period; ``least_fen`` is the least amount;
    ``without`` the milestones that must not be reached by the period's last day; ``followed_by`` what must have
    become of the subject by the as-of (any one of them). ``overdue`` asks the day that a state carries to have gone by,
    ``timely`` that what is over was done by the day that it carries.
    """

    industrial: bool | None = None
    sponsored: bool = False
    channels: tuple[Channel, ...] = ()
    states: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    except_statuses: tuple[str, ...] = ()
    unit_kinds: tuple[UnitKind, ...] = ()
    categories: tuple[str, ...] = ()
    capital: Capital | None = None
    least_fen: int = 0
    outside_province: bool = False
    fresh: bool = False
    overdue: bool = False
    timely: bool = False
    without: tuple[str, ...] = ()
    followed_by: tuple[Following, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """One definition. A base measure has ``kind`` and ``where``, a ratio the codes of its two parts.

    ``amount_of``: an AMOUNT that is not the facts' own, but that of the subjects' facts of this kind by the as-of.
    ``days_since``: the kind of the earlier fact from which DAYS run, to the day of each fact that counts.
    ``also``: further kinds whose subjects count with those of ``kind``, each of them once in all.
    """

    code: str
    name: str
    group: str
    measure: Measure
    unit: str
    places: int
    definition: str
    source: str
    version: int
    valid_from: date
    aliases: tuple[str, ...] = ()
    kind: FactKind | None = None
    where: Filter = Filter()
    numerator: str = ""
    denominator: str = ""
    amount_of: FactKind | None = None
    days_since: FactKind | None = None
    also: tuple[FactKind, ...] = ()

    @property
    def is_ratio(self) -> bool:
        """Whether it is made of two figures: a percentage or a mean."""
        return self.measure in (Measure.RATIO, Measure.COHORT, Measure.MEAN)

    @property
    def is_amount(self) -> bool:
        """Whether the facts' own amounts are added up."""
        return self.measure in (Measure.AMOUNT, Measure.SUM) and self.amount_of is None

    @property
    def fact_kind(self) -> FactKind:
        """The kind of facts that answer; a ratio's parts ask the same kind."""
        return self.kind or indicator(self.numerator).fact_kind

    @property
    def kinds(self) -> tuple[FactKind, ...]:
        return (self.fact_kind, *self.also)

    @property
    def nature(self) -> Nature:
        """EVENT answers a period (a flow), STATE a day (a stock)."""
        return RULES[self.fact_kind].nature

    @property
    def is_stock(self) -> bool:
        return self.nature == Nature.STATE

    @property
    def asks_day_alone(self) -> bool:
        """Whether the period's last day is all that it asks of: a stock, but not what of it is new in the period."""
        return self.is_stock and not self.where.fresh

    @property
    def counts_facts(self) -> bool:
        """Whether facts can be added up as they are: a subject has at most one, or each entry counts."""
        return (
            self.kind is not None
            and not self.also
            and (RULES[self.kind].once or self.measure in (Measure.SUM, Measure.QUANTITY, Measure.DAYS))
        )

    @property
    def counts_own(self) -> bool:
        """Whether each fact counts for what it says itself: roll-ups and shares know nothing else."""
        return self.amount_of is None and self.days_since is None


def applies(one: Indicator, dimensions: Iterable[str]) -> bool:
    """Whether the indicator's facts carry all of the dimensions, so that asking by them means something."""
    return all(
        _CARRIED_BY.get(dimension, frozenset(FactKind)).issuperset(one.kinds) for dimension in dimensions
    )


_OF_PROJECTS = frozenset(kind for kind in FactKind if kind.value.startswith("project."))
_DISCUSSED = frozenset(
    {
        FactKind.TRIP_PROJECT_DISCUSSED,
        FactKind.VISIT_PROJECT_DISCUSSED,
        FactKind.MEETING_PROJECT_DISCUSSED,
        FactKind.CEREMONY_LISTED,
    }
)
_OF_FIRMS = frozenset(
    {
        FactKind.TRIP_FIRM_MET,
        FactKind.VISIT_FIRM_MET,
        FactKind.MEETING_FIRM_MET,
        FactKind.ABOVE_SCALE_ENTERED,
        FactKind.ABOVE_SCALE_POOL,
    }
)
_OF_LEADS = frozenset({FactKind.LEAD_RECEIVED, FactKind.LEAD_CONVERTED, FactKind.LEAD_STATE})
_OF_ITEMS = frozenset(
    {FactKind.ITEM_OPENED, FactKind.ITEM_EXTENDED, FactKind.ITEM_CLOSED, FactKind.ITEM_STATE}
)
_TRAVELLED = frozenset({FactKind.TRIP_MADE, FactKind.TRIP_STOP, FactKind.TRIP_DAYS, FactKind.VISIT_RECEIVED})
"""Activities whose origin is the place that was visited, or from which visitors came."""
_LED = _TRAVELLED | {
    FactKind.TRIP_FIRM_MET,
    FactKind.TRIP_PROJECT_DISCUSSED,
    FactKind.VISIT_FIRM_MET,
    FactKind.VISIT_PROJECT_DISCUSSED,
}
_PLACED = (
    _OF_PROJECTS | _DISCUSSED | _OF_FIRMS | _OF_LEADS | {FactKind.OPPORTUNITY_STATE, FactKind.MEETING_HELD}
)
_STATES = frozenset(kind for kind, rule in RULES.items() if rule.nature == Nature.STATE)
_CARRIED_BY: dict[str, frozenset[FactKind]] = {
    "event": frozenset(
        {
            FactKind.CEREMONY_LISTED,
            FactKind.PROJECT_SIGNED,
            FactKind.EVENT_GUESTS,
            FactKind.TRIP_MADE,
            FactKind.VISIT_RECEIVED,
            FactKind.TRIP_FIRM_MET,
            FactKind.TRIP_PROJECT_DISCUSSED,
            FactKind.VISIT_FIRM_MET,
            FactKind.VISIT_PROJECT_DISCUSSED,
            FactKind.MEETING_HELD,
        }
    ),
    "channel": frozenset({FactKind.PROJECT_SIGNED}),
    "origin": _PLACED | _TRAVELLED,
    "origin_city": _PLACED | _TRAVELLED,
    "leader": _LED | {FactKind.PROJECT_STATE},
    "source": _OF_LEADS,
    "form": frozenset({FactKind.MEETING_HELD}),
    "reason": _OF_ITEMS,
    "asked_from": _OF_ITEMS,
    "industry": _PLACED,
    "industry_division": _PLACED,
    "sector": _PLACED,
    "area": _PLACED,
    "state": _STATES,
    "status": frozenset({FactKind.PROJECT_STATE}),
    "month": frozenset(FactKind) - _STATES,
    "category": frozenset({FactKind.PROJECT_FUNDS}),
    "capital": frozenset({FactKind.PROJECT_FUNDS, FactKind.PROJECT_INCREASE}),
    "project": _OF_PROJECTS | _DISCUSSED,
}


def indicator(code: str, on: date | None = None) -> Indicator:
    """Return the definition of ``code`` in force on the day, or the latest one.    Raises: UnknownIndicator."""
    versions = _by_code().get(code)
    if versions is None:
        raise UnknownIndicator(f"没有编码为“{code}”的指标", field="indicator")
    in_force = [one for one in versions if on is None or one.valid_from <= on]
    if not in_force:
        raise UnknownIndicator(
            f"“{versions[0].name}”自 {versions[0].valid_from} 起才有定义", field="indicator"
        )
    return in_force[-1]


def versions(code: str) -> tuple[Indicator, ...]:
    """Return all definitions of ``code``, the oldest first; none for a code that there is not."""
    return tuple(_by_code().get(code, ()))


@cache
def catalogue() -> tuple[Indicator, ...]:
    """Return the latest definition of every indicator, in the order of the catalogue."""
    return tuple(versions[-1] for versions in _by_code().values())


@cache
def _by_code() -> dict[str, list[Indicator]]:
    found: dict[str, list[Indicator]] = {}
    folder = resources.files("luodi.figures") / "catalogue"
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".yaml"):
            chapter = yaml.safe_load(file.read_text("utf-8"))
            for row in chapter["indicators"]:
                one = _read(row, group=chapter["group"])
                found.setdefault(one.code, []).append(one)
    for versions in found.values():
        versions.sort(key=lambda one: (one.valid_from, one.version))
    return found


def _read(row: Mapping[str, Any], group: str) -> Indicator:
    where = row.get("where", {})
    kind = row.get("kind")
    return Indicator(
        code=row["code"],
        name=row["name"],
        group=group,
        measure=Measure(row["measure"]),
        unit=row["unit"],
        places=row.get("places", 0),
        definition=row["definition"].strip(),
        source=row["source"].strip(),
        version=row.get("version", 1),
        valid_from=row["valid_from"],
        aliases=tuple(row.get("aliases", ())),
        kind=FactKind(kind) if kind else None,
        where=Filter(
            industrial=where.get("industrial"),
            sponsored=where.get("sponsored", False),
            channels=tuple(Channel(one) for one in where.get("channels", ())),
            states=tuple(where.get("states", ())),
            statuses=tuple(where.get("statuses", ())),
            except_statuses=tuple(where.get("except_statuses", ())),
            unit_kinds=tuple(UnitKind(one) for one in where.get("unit_kinds", ())),
            categories=tuple(where.get("categories", ())),
            capital=Capital(where["capital"]) if "capital" in where else None,
            least_fen=parse_amount(where["least"]).fen if "least" in where else 0,
            outside_province=where.get("outside_province", False),
            fresh=where.get("fresh", False),
            overdue=where.get("overdue", False),
            timely=where.get("timely", False),
            without=tuple(where.get("without", ())),
            followed_by=tuple(Following.read(one) for one in where.get("followed_by", ())),
        ),
        numerator=row.get("numerator", ""),
        denominator=row.get("denominator", ""),
        amount_of=FactKind(row["amount_of"]) if "amount_of" in row else None,
        days_since=FactKind(row["days_since"]) if "days_since" in row else None,
        also=tuple(FactKind(one) for one in row.get("also", ())),
    )
