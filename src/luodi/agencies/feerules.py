"""Fee rules as data: what a version of a rule says, read strictly, so that no rule is kept that cannot be reckoned."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from luodi.agencies.choices import Base, Case, Method, Milestone
from luodi.kernel.findings import Refusal
from luodi.kernel.money import MOST, Yuan, parse_amount
from luodi.ledger.kinds import Proof

AXES: tuple[frozenset[Case], ...] = (
    frozenset({Case.ANY}),
    frozenset({Case.LEADING, Case.OTHER}),
    frozenset({Case.OWN_SITE, Case.PLANT}),
    frozenset({Case.DOMESTIC, Case.FOREIGN}),
)
"""Cases that exclude each other: of one base, a project fits one case at most."""
_RATE = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(‰|%|％|千分之|百分之)?\s*$")
_STEP = re.compile(r"^\s*每(?:满)?\s*(.+?)\s*(?:奖励|奖|给|计)\s*(.+?)\s*$")
_MOST_BANDS = 40
_MOST_MONTHS = 240


class FeeRuleRefused(Refusal):
    """A rule that contradicts itself, or that nobody could reckon."""


@dataclass(frozen=True)
class Rate:
    """So many per mille of an amount, or ``pays`` fen for each full ``each`` fen of it."""

    per_mille: Decimal = Decimal(0)
    each: int = 0
    pays: int = 0

    @property
    def is_step(self) -> bool:
        return self.each > 0

    def show(self) -> str:
        """Return the rate as a rule writes it: 2‰, 每满1亿元奖1万元."""
        if self.is_step:
            return f"每满{show_amount(self.each)}奖{show_amount(self.pays)}"
        return f"{_plain(self.per_mille)}‰"


@dataclass(frozen=True)
class Band:
    """From ``start`` fen of a base on, for projects of a case, the rate."""

    base: Base
    case: Case
    start: int
    rate: Rate


@dataclass(frozen=True)
class Conditions:
    """What must hold before anything is paid; None and False ask for nothing.

    ``minimum``: the base of the investment that is needed at all. ``apply_within``: months after ``reached``.
    """

    minimum: int | None = None
    filed_first: bool = True
    reached: Milestone | None = None
    apply_within: int | None = None
    sole: bool = True
    no_public_staff: bool = True


@dataclass(frozen=True)
class FeeTerms:
    """One version of a rule. ``within`` months after ``after``: which funds count; ``proofs`` empty: any proof."""

    method: Method
    bands: tuple[Band, ...]
    within: int | None = None
    after: Milestone = Milestone.SIGNED
    less_land: bool = False
    proofs: frozenset[Proof] = frozenset()
    cap: int | None = None
    conditions: Conditions = Conditions()

    @property
    def bases(self) -> tuple[Base, ...]:
        """The bases in the order in which the rule names them."""
        return tuple(dict.fromkeys(band.base for band in self.bands))


def parse(content: Mapping[str, Any]) -> FeeTerms:
    """Read what is kept.    Raises: FeeRuleRefused naming the line that cannot be."""
    try:
        said = content["conditions"]
        terms = FeeTerms(
            method=Method(content["method"]),
            bands=tuple(_band(one) for one in content["bands"]),
            within=_months(content["within"]),
            after=Milestone(content["after"]),
            less_land=bool(content["less_land"]),
            proofs=frozenset(Proof(one) for one in content["proofs"]),
            cap=_fen(content["cap"]),
            conditions=Conditions(
                minimum=_fen(said["minimum"]),
                filed_first=bool(said["filed_first"]),
                reached=Milestone(said["reached"]) if said["reached"] else None,
                apply_within=_months(said["apply_within"]),
                sole=bool(said["sole"]),
                no_public_staff=bool(said["no_public_staff"]),
            ),
        )
    except (KeyError, TypeError, ValueError, InvalidOperation) as wrong:
        raise FeeRuleRefused(f"奖励办法的内容不完整或写法不对：{wrong}") from wrong
    check(terms)
    return terms


def content_of(terms: FeeTerms) -> dict[str, Any]:
    """Return what is kept of a version: ``parse`` reads it back as it was."""
    asked = terms.conditions
    return {
        "method": terms.method.value,
        "bands": [
            {
                "base": band.base.value,
                "case": band.case.value,
                "start": band.start,
                "rate": {
                    "per_mille": str(band.rate.per_mille),
                    "each": band.rate.each,
                    "pays": band.rate.pays,
                },
            }
            for band in terms.bands
        ],
        "within": terms.within,
        "after": terms.after.value,
        "less_land": terms.less_land,
        "proofs": sorted(proof.value for proof in terms.proofs),
        "cap": terms.cap,
        "conditions": {
            "minimum": asked.minimum,
            "filed_first": asked.filed_first,
            "reached": asked.reached.value if asked.reached else None,
            "apply_within": asked.apply_within,
            "sole": asked.sole,
            "no_public_staff": asked.no_public_staff,
        },
    }


def check(terms: FeeTerms) -> None:
    """Raises: FeeRuleRefused when the lines of a base overlap, mix axes, or pay more than they are reckoned on."""
    if not terms.bands:
        raise FeeRuleRefused("请至少写一行计费标准", field="bands")
    if len(terms.bands) > _MOST_BANDS:
        raise FeeRuleRefused(f"计费标准最多 {_MOST_BANDS} 行", field="bands")
    for base in terms.bases:
        _check_base(base, [band for band in terms.bands if band.base == base])
    asked = terms.conditions
    if asked.apply_within is not None and asked.reached is None:
        raise FeeRuleRefused("写了申请期限，还须写明从哪个环节起算", field="reached")
    if terms.less_land and Base.FUNDS not in terms.bases:
        raise FeeRuleRefused("只有按到位资金计费时才能扣除土地价款", field="less_land")
    if terms.cap == 0:
        raise FeeRuleRefused("封顶金额不能为 0；不封顶的请留空", field="cap")


def read_rate(text: str) -> Rate:
    """Read 2‰, 1.5%, 千分之二点五 is not read; 每满1亿元奖1万元.    Raises: FeeRuleRefused."""
    if found := _STEP.match(text):
        each, pays = (parse_amount(_with_measure(part)).fen for part in found.groups())
        return Rate(each=each, pays=pays)
    prefix = re.match(r"^\s*(千分之|百分之)\s*(\d+(?:\.\d+)?)\s*$", text)
    if prefix:
        text = prefix.group(2) + ("‰" if prefix.group(1) == "千分之" else "%")
    found = _RATE.match(text)
    if not found or not found.group(2):
        raise FeeRuleRefused(f"“{text}”不是标准：请写成 2‰、1.5% 或 每满1亿元奖1万元", field="bands")
    number = Decimal(found.group(1))
    return Rate(per_mille=number if found.group(2) == "‰" else number * 10)


def show_amount(fen: int) -> str:
    """Return an amount of a rule in its own measure: 3亿元, 1000万元."""
    amount = Yuan(fen)
    if fen and not fen % 1_000_000_000:
        return f"{amount.show_yi(trim=True)}亿元"
    return f"{amount.show_wan(trim=True)}万元"


def _check_base(base: Base, bands: Sequence[Band]) -> None:
    cases = frozenset(band.case for band in bands)
    if not any(cases <= axis for axis in AXES):
        names = "、".join(case.label for case in Case if case in cases)
        raise FeeRuleRefused(f"“{base.label}”的适用情形（{names}）会重叠，请只按一种分类写", field="bands")
    for case in cases:
        starts = [band.start for band in bands if band.case == case]
        if len(set(starts)) != len(starts):
            raise FeeRuleRefused(f"“{base.label}、{case.label}”的起点重复，请合并成一行", field="bands")
    for band in bands:
        _check_rate(band)


def _check_rate(band: Band) -> None:
    rate = band.rate
    if not 0 <= band.start <= MOST.fen:
        raise FeeRuleRefused("起点须在 0 和 9999 亿元之间", field="bands")
    share = Decimal(rate.pays) / rate.each * 1000 if rate.is_step else rate.per_mille
    if not 0 < share <= 1000:
        raise FeeRuleRefused(f"标准“{rate.show()}”须大于 0，且不超过所按金额本身", field="bands")


def _band(one: Mapping[str, Any]) -> Band:
    said = one["rate"]
    rate = Rate(Decimal(said["per_mille"]), int(said["each"]), int(said["pays"]))
    return Band(Base(one["base"]), Case(one["case"]), int(one["start"]), rate)


def _fen(value: Any) -> int | None:
    if value is None:
        return None
    if not 0 <= int(value) <= MOST.fen:
        raise ValueError("金额超出范围")
    return int(value)


def _months(value: Any) -> int | None:
    if value is None:
        return None
    if not 1 <= int(value) <= _MOST_MONTHS:
        raise ValueError(f"月数须在 1 和 {_MOST_MONTHS} 之间")
    return int(value)


def _with_measure(text: str) -> str:
    return text if re.search(r"[元万亿]", text) else f"{text}元"


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
