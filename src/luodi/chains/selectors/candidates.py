"""Who could fill a link: enterprises that are not here, each with the reasons for it. There are no scores.

The reasons are facts that can be opened: a supply that somebody recorded, a meeting, a trip or a visit, what the
figures say of the place that it is in, and its industry. The order is by which reasons there are, in that order.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.fields import BooleanField

from luodi.chains.choices import Reason
from luodi.chains.models import ChainLink, LinkClass, Placement
from luodi.chains.selectors.membership import elsewhere, in_link, supplies_to_here
from luodi.enterprises.models import Enterprise
from luodi.enterprises.models.enterprise import EnterpriseQuerySet
from luodi.enterprises.selectors import MET, last_met
from luodi.figures.compute import compute_table
from luodi.figures.questions import Figure
from luodi.figures.scopes import Dimension
from luodi.kernel.asof import AsOf
from luodi.kernel.months import add_months
from luodi.kernel.periods import Period
from luodi.ledger.models import Fact
from luodi.organisation.models import City
from luodi.refdata import industries, regions

MOVES_FROM = 3
"""From how many projects signed in twelve months on a place may be said to be moving here."""
_SIGNED = "signed.count"


@dataclass(frozen=True)
class Moving:
    """A place from which more was signed in the last twelve months than in the twelve before."""

    name: str
    prefixes: tuple[str, ...]
    latest: Figure
    before: int


@dataclass(frozen=True)
class Because:
    """One reason, in words; the figure, where there is one, opens to what it rests on."""

    reason: Reason
    text: str
    figure: Figure | None = None


@dataclass(frozen=True)
class Candidate:
    enterprise: Enterprise
    because: tuple[Because, ...]


def moving_origins(city: City, *, today: date, as_of: AsOf | None = None) -> list[Moving]:
    """Return the places from which investors are coming, most projects first.

    The rule: at least ``MOVES_FROM`` projects signed in the last twelve months, and more than in the twelve before.
    """
    year_ago = add_months(today, -12)
    latest = Period(year_ago, today)
    earlier = Period(add_months(year_ago, -12), year_ago)
    said = {"city": city, "by": Dimension.ORIGIN, "as_of": as_of}
    now = compute_table([_SIGNED], period=latest, **said)  # type: ignore[arg-type]
    then = compute_table([_SIGNED], period=earlier, **said)  # type: ignore[arg-type]
    before = {row.key: int(row.figures[_SIGNED].value or 0) for row in then.rows}
    found = []
    for row in now.rows:
        figure = row.figures[_SIGNED]
        n, earlier_n = int(figure.value or 0), before.get(row.key, 0)
        if n >= MOVES_FROM and n > earlier_n and (prefixes := _prefixes(row.key, city, today)):
            found.append(Moving(row.label, prefixes, figure, earlier_n))
    return sorted(found, key=lambda one: -int(one.latest.value or 0))


def candidates_for(link: ChainLink, *, city: City, moving: Sequence[Moving]) -> EnterpriseQuerySet:
    """Return the enterprises that could fill the link; ``is_supplier``, ``is_met``, ``is_moving`` speak for each.

    They are not here, and stand in the link by class or place; or no industry is known of them and they supply
    somebody of this chain who is here.
    """
    chain_classes = LinkClass.objects.filter(link__chain=link.chain_id, link__is_off=False)
    placed = Placement.objects.filter(chain=link.chain_id)
    to_here = supplies_to_here(city)
    to_chain = to_here.filter(
        Q(customer__industry__in=chain_classes.values("industry"))
        | Q(customer__subject__in=placed.values("subject"))
    )
    unknown = to_chain.filter(supplier__industry="").exclude(supplier__subject__in=placed.values("subject"))
    supplies = Case(
        When(pk__in=to_here.values("supplier"), then=Value(value=True)), default=Value(value=False)
    )
    return (
        in_link(elsewhere(city), link, also=set(unknown.values_list("supplier", flat=True)))
        .annotate(is_supplier=supplies, is_met=_met(), is_moving=_moves(moving))
        .order_by("-is_supplier", "-is_met", "-is_moving", "name", "pk")
    )


def with_reasons(
    rows: Sequence[Enterprise], link: ChainLink, *, city: City, moving: Sequence[Moving]
) -> list[Candidate]:
    """Return the rows of one page with every reason for each, in as many queries whatever the page holds."""
    ids = [row.pk for row in rows]
    told: dict[int, list[Because]] = defaultdict(list)
    for one in supplies_to_here(city).filter(supplier__in=ids).select_related("customer").order_by("id"):
        text = f"向本地企业“{one.customer.name}”供应{one.goods}（{one.source}）"
        told[one.supplier_id].append(Because(Reason.SUPPLIER, text))
    for pk, met in last_met(rows).items():
        occasion = f"“{met.occasion}”" if met.occasion else met.kind.label
        text = f"{met.on.isoformat()} {met.unit.short_name}在{occasion}时对接过"
        told[pk].append(Because(Reason.CONTACT, text))
    for row in rows:
        told[row.pk] += _of_origin(row, moving)
        told[row.pk] += _of_industry(row, link)
    return [Candidate(row, tuple(told[row.pk])) for row in rows]


def _of_origin(row: Enterprise, moving: Sequence[Moving]) -> list[Because]:
    found = next((one for one in moving if row.origin.startswith(one.prefixes)), None) if row.origin else None
    if found is None:
        return []
    unit = found.latest.unit
    text = f"近12个月从{found.name}签约 {found.latest.text} {unit}，前12个月 {found.before} {unit}"
    return [Because(Reason.MOVING, text, figure=found.latest)]


def _of_industry(row: Enterprise, link: ChainLink) -> list[Because]:
    codes = [one.industry for one in link.classes.all()]
    if row.industry in codes:
        return [Because(Reason.INDUSTRY, f"{row.industry} {industries.industry(row.industry).name}")]
    if not row.industry:
        return [Because(Reason.INDUSTRY, "行业未登记，请核对是否属于本环节")]
    return [Because(Reason.INDUSTRY, "由人工归入本环节")]


def _met() -> Exists:
    return Exists(Fact.objects.live().filter(subject=OuterRef("subject"), kind__in=MET))


def _moves(moving: Sequence[Moving]) -> Case:
    prefixes = [prefix for one in moving for prefix in one.prefixes]
    if not prefixes:
        return Case(default=Value(value=False), output_field=BooleanField())
    any_of = Q()
    for prefix in prefixes:
        any_of |= Q(origin__startswith=prefix)
    return Case(When(any_of, then=Value(value=True)), default=Value(value=False), output_field=BooleanField())


def _prefixes(name: str, city: City, today: date) -> tuple[str, ...]:
    try:
        codes = regions.origin_codes(name, today)
    except regions.UnknownOrigin:
        return ()
    return tuple(code for code in codes if not city.code.startswith(code))
