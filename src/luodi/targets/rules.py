"""What a target and a plan must be: values in, values or refusals out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from luodi.figures.indicators import Indicator, Measure
from luodi.kernel.findings import Refusal
from luodi.kernel.numbers import plain
from luodi.targets.choices import Phasing, Relation
from luodi.targets.progress import HUNDRED, MONTHS, QUARTERS, Terms

FINEST = 4
"""Decimals of a target that is an amount: 亿元 to the 万元."""
LARGEST = Decimal(10**11)
FIRST_YEAR, LAST_YEAR = 1990, 2100


class TargetRefused(Refusal):
    """A target, a plan or a change of one that cannot be like this."""


@dataclass(frozen=True)
class Phase:
    """How much is due by when; ``steps`` are cumulative: four values of quarters or twelve shares (%) of months."""

    phasing: Phasing = Phasing.STEADY
    steps: tuple[Decimal, ...] = ()

    @property
    def told(self) -> list[str]:
        """The steps as the row keeps them."""
        return [plain(one, trim=True) for one in self.steps]

    @property
    def says(self) -> str:
        return str(self.phasing.label) + (f"（{'、'.join(self.told)}）" if self.steps else "")


def grows(one: Indicator) -> bool:
    """Whether the indicator grows through the year; rates, means and stocks do not."""
    return not one.is_ratio and not one.asks_day_alone


def usual_phase(one: Indicator) -> Phase:
    return Phase(Phasing.STEADY if grows(one) else Phasing.LEVEL)


def places_of(one: Indicator) -> int:
    """Return how many decimals a target of the indicator may have."""
    return FINEST if one.measure in (Measure.AMOUNT, Measure.SUM) else one.places


def check_value(value: Decimal, one: Indicator) -> Decimal:
    """Return the value without zeros at its end.

    Raises: TargetRefused for zero (what is not given out is left empty) or less, more than 11 digits, or finer than
    the indicator counts.
    """
    if not value.is_finite():
        raise TargetRefused("目标值不是数", field="value")
    if value == 0:
        raise TargetRefused("目标值须大于 0；不下达这项目标请留空，不要填 0", field="value")
    if value < 0:
        raise TargetRefused("目标值须大于 0", field="value")
    if value >= LARGEST:
        raise TargetRefused(f"目标值 {value} 太大，请核对计量单位（{one.unit}）", field="value")
    most = places_of(one)
    if value != round(value, most):
        what = f"最多写 {most} 位小数" if most else "须是整数"
        raise TargetRefused(f"“{one.name}”以{one.unit}计，{what}", field="value")
    return Decimal(plain(value, trim=True))


def read_value(text: str, one: Indicator) -> Decimal | None:
    """Read what was typed; nothing is no target.    Raises: TargetRefused."""
    said = text.strip().replace(",", "").replace("，", "")
    if said in ("", "-", "—", "－", "/"):
        return None
    try:
        return check_value(Decimal(said), one)
    except InvalidOperation:
        raise TargetRefused(f"“{text.strip()[:20]}”不是数", field="value") from None


def check_phase(phase: Phase, value: Decimal, one: Indicator) -> None:
    """Raises: TargetRefused when the steps do not fit the indicator, fall, or do not end at the whole target."""
    if not grows(one) and phase.phasing in (Phasing.STEADY, Phasing.CURVE):
        raise TargetRefused(
            f"“{one.name}”不随时间累计，时序请选“{Phasing.LEVEL.label}”或“{Phasing.QUARTERS.label}”",
            field="phasing",
        )
    wanted = {Phasing.QUARTERS: QUARTERS, Phasing.CURVE: MONTHS}.get(phase.phasing, 0)
    if len(phase.steps) != wanted:
        raise TargetRefused(
            f"“{phase.phasing.label}”要写 {wanted} 个累计数，现在是 {len(phase.steps)} 个", field="steps"
        )
    if not wanted:
        return
    falls = any(later < earlier for earlier, later in zip(phase.steps, phase.steps[1:], strict=False))
    if phase.steps[0] < 0 or (falls and grows(one)):
        raise TargetRefused("各期累计数不能小于 0，也不能越来越小", field="steps")
    whole = value if phase.phasing == Phasing.QUARTERS else Decimal(HUNDRED)
    if phase.steps[-1] != whole:
        raise TargetRefused(
            f"最后一期累计须等于全年目标 {plain(whole, trim=True)}，现在是 {plain(phase.steps[-1], trim=True)}",
            field="steps",
        )


def check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise TargetRefused(f"年度应在 {FIRST_YEAR}—{LAST_YEAR} 之间", field="year")


def check_said(text: str, *, what: str, field: str, most: int) -> str:
    """Return what was said without blanks around it.    Raises: TargetRefused when nothing was, or too much."""
    said = text.strip()
    if not said:
        raise TargetRefused(f"请写明{what}", field=field)
    if len(said) > most:
        raise TargetRefused(f"{what}最多 {most} 个字", field=field)
    return said


def check_decided(day: date, *, today: date, since: date | None = None) -> None:
    """Raises: TargetRefused for a document of a day to come, or one from before the target was issued."""
    if day > today:
        raise TargetRefused(f"成文日期不能晚于今天（{today.isoformat()}）", field="decided_on")
    if since is not None and day < since:
        raise TargetRefused(f"目标于 {since.isoformat()} 下达，调整不能早于这一天", field="decided_on")


def check_joint(groups: Mapping[str, Sequence[tuple[str, Decimal, int | None]]]) -> None:
    """Check what carries one number together: by group the holders' names, values and parents.

    Raises: TargetRefused for a group of one, or of different numbers or parents.
    """
    for name, members in groups.items():
        if len(members) < 2:
            raise TargetRefused(f"共担组“{name}”只有{members[0][0]}一家，至少要有两家", field="joint")
        if len({value for _, value, _ in members}) > 1:
            told = "、".join(f"{who} {plain(value, trim=True)}" for who, value, _ in members)
            raise TargetRefused(f"共担组“{name}”共担一个数，各家须写同一个数：{told}", field="value")
        if len({parent for _, _, parent in members}) > 1:
            raise TargetRefused(f"共担组“{name}”各家的上级目标不同", field="parent")


def check_relation(relation: Relation, joint: str) -> None:
    if relation == Relation.JOINT and not joint.strip():
        raise TargetRefused("共担的目标要写共担组名，同组各家写同一个名", field="joint")


def circle(parents: Mapping[int, int | None]) -> list[int]:
    """Return targets that hang on one another in a circle, in their order; nothing when there are none."""
    for start in parents:
        seen = [start]
        above = parents.get(start)
        while above is not None and above not in seen:
            seen.append(above)
            above = parents.get(above)
        if above is not None:
            return seen[seen.index(above) :]
    return []


def check_terms(terms: Terms, *, valid_from: date, today: date) -> None:
    """Raises: TargetRefused for a day gone by, points out of order or no source."""
    if valid_from < today:
        raise TargetRefused(f"施行日期不能早于今天（{today.isoformat()}）", field="valid_from")
    for field, points in (("yellow_from", terms.yellow_from), ("red_beyond", terms.red_beyond)):
        if not 0 <= points <= HUNDRED:
            raise TargetRefused("百分点应在 0—100 之间", field=field)
    if terms.red_beyond < terms.yellow_from:
        raise TargetRefused("亮红灯的差距不能小于亮黄灯的差距", field="red_beyond")
    check_said(terms.source, what="依据", field="source", most=200)
