"""What the scheme in force asks of people: numbers to be confirmed, events, ratings, items to assess oneself on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from luodi.assessment import scoring
from luodi.assessment.choices import SchemeState, SourceKind
from luodi.assessment.engine import Input, Rules, Scheme
from luodi.assessment.engine.terms.direct import Rating
from luodi.assessment.models import Group, SchemeVersion
from luodi.assessment.selectors.records import source_kind
from luodi.kernel.findings import Refusal


@dataclass(frozen=True)
class ItemAsked:
    """One item as a member sees it: its code, name and full mark (None: points without one)."""

    code: str
    name: str
    weight: Decimal | None


@dataclass(frozen=True)
class Asked:
    """Kinds of raters of one ratings input, and out of how many points they rate."""

    kinds: tuple[Mapping[str, str], ...]
    scale: Decimal


def version_in_force(group: Group) -> SchemeVersion | None:
    return SchemeVersion.objects.filter(group=group).in_force().first()


def rules_of(version: SchemeVersion, on: date) -> Rules:
    """Return the version's rules on the day, or those of its first day before it.    Raises: SchemeRefused."""
    scheme = _understood(version.text)
    return next((rules for begins, rules in reversed(scheme.variants) if begins <= on), scheme.variants[0][1])


def rules_in_force(group: Group, on: date) -> Rules:
    """Raises: Refusal when the group has no scheme in force."""
    version = version_in_force(group)
    if version is None:
        raise Refusal(f"“{group}”还没有施行的考核办法，请先批准施行")
    return rules_of(version, on)


def inputs_of(rules: Rules, kind: SourceKind) -> dict[str, Input]:
    """Return the inputs that come from records of the kind, in the scheme's order."""
    return {code: one for code, one in rules.inputs.items() if source_kind(one) == kind}


def raters_of(rules: Rules, code: str) -> Asked:
    """Return the kinds of raters that the scheme names for the input; of several items the first says how."""
    for part in rules.parts():
        if isinstance(part.term, Rating) and part.term.ratings == code:
            kinds = tuple(
                {
                    "kind": kind.code,
                    "title": kind.title or kind.code,
                    "weight": f"{decimal_of(kind.weight * 100).normalize():f}%",
                }
                for kind in part.term.kinds
            )
            return Asked(kinds, decimal_of(part.term.scale))
    return Asked((), Decimal(100))


def items_of(rules: Rules) -> list[ItemAsked]:
    """Return the items of the scheme, without their parts."""
    return [
        ItemAsked(one.code, one.title, None if one.weight is None else decimal_of(one.weight))
        for one in rules.items
    ]


def event_kinds(city_id: int, year: int) -> dict[str, str]:
    """Return the kinds of events that the year's schemes in force ask for, with their titles.

    Shape: by kind, in the order of the groups and of their schemes.
    """
    found: dict[str, str] = {}
    for version in _versions(city_id, year):
        for declared in rules_of(version, date(year, 12, 31)).inputs.values():
            if "events" in declared.origin:
                found.setdefault(declared.origin["events"], declared.title)
    return found


def _versions(city_id: int, year: int) -> Sequence[SchemeVersion]:
    rows = SchemeVersion.objects.filter(group__city_id=city_id, group__year=year, state=SchemeState.ADOPTED)
    return list(rows.order_by("group_id"))


@lru_cache(128)
def _understood(text: str) -> Scheme:
    """Read a text once: pages ask for the same schemes over and over."""
    return scoring.understood(text)


def _percent(share: Fraction) -> str:
    return f"{decimal_of(share * 100).normalize():f}%"


def decimal_of(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
