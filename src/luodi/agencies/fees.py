"""Reckon a fee and say how, line by line: amounts in, lines and a total out. No clock, no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import pairwise

from luodi.agencies.choices import Base, Case, Method, Milestone
from luodi.agencies.feerules import Band, FeeTerms, show_amount
from luodi.kernel.money import Yuan
from luodi.kernel.months import add_months
from luodi.ledger.kinds import Proof

FACTS = (Base.FUNDS, Base.SIGNED, Base.INCREASE)
"""Bases that are sums of verified facts; the others were entered by hand and confirmed by somebody else."""


class LineKind(StrEnum):
    ITEM = "ITEM"
    LEFT_OUT = "LEFT_OUT"
    SUM = "SUM"
    RATE = "RATE"
    NOTE = "NOTE"
    TOTAL = "TOTAL"


@dataclass(frozen=True)
class Item:
    """One amount of a base: of a fact on record, or entered. ``proof`` and ``ordinal`` where a fact has them."""

    base: Base
    on: date
    fen: int
    label: str
    is_verified: bool
    proof: str = ""
    ordinal: int | None = None


@dataclass(frozen=True)
class Profile:
    """What of the project decides: the cases that it fits, and its verified dates. ``land`` None: not entered."""

    cases: frozenset[Case]
    reached: Mapping[Milestone, date]
    land: int | None = None


@dataclass(frozen=True)
class Line:
    """One line of the explanation; ``fen`` is what it comes to, None where it only says something."""

    kind: LineKind
    text: str
    fen: int | None = None
    ordinal: int | None = None


@dataclass(frozen=True)
class Fee:
    """``base`` is the investment that the minimum of a rule is held against."""

    lines: tuple[Line, ...]
    total: int
    base: int

    @property
    def amount(self) -> Yuan:
        return Yuan(self.total)


def reckon(terms: FeeTerms, items: Sequence[Item], profile: Profile, *, before: int = 0) -> Fee:
    """Return the fee with its lines; ``before`` is what earlier claims of the same introduction have been given."""
    lines: list[Line] = []
    total, investment = 0, 0
    for base in terms.bases:
        amount, said = _base(terms, base, items, profile)
        lines += said
        investment = max(investment, amount if base in FACTS else 0)
        fee, said = _charge(terms, base, amount, profile.cases)
        lines += said
        total += fee
    total, said = _bounded(terms, total, investment, before)
    return Fee((*lines, *said), total, investment)


def charge(method: Method, bands: Sequence[Band], amount: int) -> list[tuple[Band, int, int]]:
    """Return band by band what part of the amount it is reckoned on, and the fee in fen, half up.

    ``bands`` are those of one base and case, with different starts.
    """
    ordered = sorted((band for band in bands if band.start <= amount), key=lambda band: band.start)
    if not ordered:
        return []
    if method == Method.FLAT:
        parts = [(ordered[-1], amount)]
    else:
        ends = [following.start for _, following in pairwise(ordered)] + [amount]
        parts = [(band, end - band.start) for band, end in zip(ordered, ends, strict=True)]
    return [(band, part, _fee(band, part)) for band, part in parts]


def _base(terms: FeeTerms, base: Base, items: Sequence[Item], profile: Profile) -> tuple[int, list[Line]]:
    lines, total = [], 0
    for item in sorted(
        (one for one in items if one.base == base), key=lambda one: (one.on, one.ordinal or 0)
    ):
        why = _left_out(terms, item, profile)
        said = f"{item.on.isoformat()} {item.label}"
        if why:
            lines.append(Line(LineKind.LEFT_OUT, f"{said}：不计，{why}", item.fen, item.ordinal))
            continue
        lines.append(Line(LineKind.ITEM, said, item.fen, item.ordinal))
        total += item.fen
    if base == Base.FUNDS and terms.less_land:
        land = profile.land or 0
        lines.append(Line(LineKind.ITEM, "减：土地价款（填列并经确认）", -land))
        total = max(0, total - land)
    lines.append(Line(LineKind.SUM, f"{base.label}合计", total))
    return total, lines


def _left_out(terms: FeeTerms, item: Item, profile: Profile) -> str:
    if not item.is_verified:
        return "尚未认定" if item.base in FACTS else "尚未确认"
    if item.base != Base.FUNDS:
        return ""
    if terms.proofs and item.proof not in terms.proofs:
        allowed = "、".join(proof.label for proof in Proof if proof in terms.proofs)
        return f"凭据不是{allowed}"
    if terms.within is None:
        return ""
    start = profile.reached.get(terms.after)
    if start is None:
        return f"{terms.after.label}尚未认定，无法确定起算日"
    last = add_months(start, terms.within)
    return f"在{terms.after.label}（{start.isoformat()}）后 {terms.within} 个月之外" if item.on > last else ""


def _charge(terms: FeeTerms, base: Base, amount: int, cases: frozenset[Case]) -> tuple[int, list[Line]]:
    fitting = [band for band in terms.bands if band.base == base and band.case in cases]
    if not fitting:
        asked = "、".join(dict.fromkeys(band.case.label for band in terms.bands if band.base == base))
        return 0, [Line(LineKind.NOTE, f"项目资料不属于或没有填明：{asked}，这一项不计", 0)]
    parts = charge(terms.method, fitting, amount)
    if not parts:
        first = min(band.start for band in fitting)
        return 0, [Line(LineKind.NOTE, f"{base.label}未达到起点 {show_amount(first)}", 0)]
    lines = [Line(LineKind.RATE, _rate_text(terms.method, band, part), fee) for band, part, fee in parts]
    return sum(fee for _, _, fee in parts), lines


def _rate_text(method: Method, band: Band, part: int) -> str:
    case = "" if band.case == Case.ANY else f"（{band.case.label}）"
    where = f"{show_amount(band.start)}以上" if band.start else "全部"
    how = "全额" if method == Method.FLAT else "本档"
    wan = Yuan(part).show_wan(trim=True)
    return f"{band.base.label}{case}{where}，{how} {wan} 万元 × {band.rate.show()}"


def _bounded(terms: FeeTerms, total: int, investment: int, before: int) -> tuple[int, list[Line]]:
    lines = []
    minimum = terms.conditions.minimum
    if minimum is not None and investment < minimum:
        text = (
            f"投资 {Yuan(investment).show_wan(trim=True)} 万元未达到起奖额 {show_amount(minimum)}，不予计费"
        )
        return 0, [Line(LineKind.NOTE, text, 0), Line(LineKind.TOTAL, "应付", 0)]
    if terms.cap is not None and total > terms.cap:
        lines.append(Line(LineKind.NOTE, f"超过封顶 {show_amount(terms.cap)}，按封顶计", terms.cap))
        total = terms.cap
    if before:
        lines.append(Line(LineKind.ITEM, "减：此前已核定", -before))
        total = max(0, total - before)
    return total, [*lines, Line(LineKind.TOTAL, "应付", total)]


def _fee(band: Band, part: int) -> int:
    if band.rate.is_step:
        return part // band.rate.each * band.rate.pays
    exact = Decimal(part) * band.rate.per_mille / 1000
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
