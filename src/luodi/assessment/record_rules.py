"""What records beside the figures accept: values in, values or refusals out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from luodi.kernel.findings import Refusal
from luodi.kernel.numerals import half_width

PLACES, MOST = 8, Decimal(10) ** 15
MARK_PLACES = 2
EVENT_COLUMNS: Mapping[str, str] = {"day": "发生日期", "count": "计数", "category": "档次"}
"""The columns of a list of events (``events`` with ``type: rows``)."""
REMIND_AHEAD = timedelta(days=3)
"""How long before its day a self-assessment or a rating round is brought to mind."""


class RecordRefused(Refusal):
    """A number or an event that cannot be kept, or an act that its state does not allow."""


class RatingRefused(Refusal):
    """A round, a seat or a mark that cannot be."""


class SelfScoreRefused(Refusal):
    """A self-assessment that cannot be called for or given."""


def check_reason(reason: str, *, refusal: type[Refusal], act: str, field: str = "reason") -> str:
    """Return the reason without blanks around it.    Raises: ``refusal`` when there is none."""
    if not reason.strip():
        raise refusal(f"{act}须写明理由", field=field)
    return reason.strip()


def read_number(text: object, *, refusal: type[Refusal] = RecordRefused, field: str = "value") -> Decimal:
    """Read a number as people write it, exactly.    Raises: ``refusal`` for what is none, or is too long."""
    said = half_width(str(text)).replace(",", "")
    try:
        value = Decimal(said)
    except InvalidOperation:
        raise refusal(f"“{str(text)[:20]}”不是数", field=field) from None
    return check_number(value, refusal=refusal, field=field)


def check_number(value: Decimal, *, refusal: type[Refusal] = RecordRefused, field: str = "value") -> Decimal:
    """Return the number as it is kept.    Raises: ``refusal`` unless it can be kept to the last digit."""
    if not value.is_finite() or abs(value) >= MOST:
        raise refusal("数太大，请核对计量单位", field=field)
    if value != round(value, PLACES):
        raise refusal(f"最多保留 {PLACES} 位小数", field=field)
    return value


def check_other_person(entered_by: int, confirms: int) -> None:
    """Take the persons' ids.    Raises: RecordRefused when one person would confirm what he entered himself."""
    if entered_by == confirms:
        raise RecordRefused("录入人不能自己确认，须由另一人确认")


def check_pending(*, is_confirmed: bool, is_withdrawn: bool) -> None:
    """Raises: RecordRefused when there is nothing left to confirm."""
    if is_withdrawn:
        raise RecordRefused("这条记录已经撤回，请刷新")
    if is_confirmed:
        raise RecordRefused("这条记录已经确认，请刷新")


def check_day(on: date, today: date, *, field: str, what: str) -> None:
    """Raises: RecordRefused for a day that has not come."""
    if on > today:
        raise RecordRefused(f"{what}不能晚于今天（{today.isoformat()}）", field=field)


def check_round(
    *, title: str, opens_on: date, closes_on: date, today: date, kinds: Mapping[str, str]
) -> None:
    """Raises: RatingRefused for a round without a title or raters, or one that is over before it begins."""
    if not title.strip():
        raise RatingRefused("请写明评议的名称", field="title")
    if closes_on < opens_on:
        raise RatingRefused("截止日期不能早于开始日期", field="closes_on")
    if closes_on < today:
        raise RatingRefused("截止日期已经过去", field="closes_on")
    if not kinds:
        raise RatingRefused("考核办法里没有这项评议的评议人，请先在考核办法中写明", field="input")


def check_open(*, is_open: bool, opens_on: date, closes_on: date, today: date) -> None:
    """Raises: RatingRefused when no marks are taken."""
    if not is_open or today > closes_on:
        raise RatingRefused(f"这次评议已于 {closes_on.isoformat()} 截止，不能再评")
    if today < opens_on:
        raise RatingRefused(f"这次评议从 {opens_on.isoformat()} 开始")


def check_mark(points: Decimal, scale: Decimal, *, name: str, field: str) -> Decimal:
    """Raises: RatingRefused for points outside of the scale, or finer than is kept."""
    if not 0 <= points <= scale:
        raise RatingRefused(f"给“{name}”的分应在 0 到 {scale:f} 之间", field=field)
    if points != round(points, MARK_PLACES):
        raise RatingRefused(f"评分最多 {MARK_PLACES} 位小数", field=field)
    return points


def related_units(unit: int, parents: Mapping[int, int | None]) -> frozenset[int]:
    """Return the unit, all above it but the top, and all below it: those that its people don't rate.

    The top is the city itself: everybody stands below it.
    """
    above: set[int] = set()
    at: int | None = unit
    while at is not None and at not in above:
        above.add(at)
        at = parents.get(at)
    tops = {one for one in above if parents.get(one) is None and one != unit}
    below, edge = {unit}, {unit}
    while edge:
        edge = {one for one, parent in parents.items() if parent in edge} - below
        below |= edge
    return frozenset((above - tops) | below)


def check_self_score(points: Decimal, weight: Decimal | None, *, name: str, field: str) -> Decimal:
    """Return the points.    Raises: SelfScoreRefused when they are finer than is kept, or beyond the full mark."""
    value = check_number(points, refusal=SelfScoreRefused, field=field)
    if value != round(value, 4):
        raise SelfScoreRefused("自评分最多 4 位小数", field=field)
    if weight is not None and value > 2 * weight:
        raise SelfScoreRefused(f"“{name}”满分 {weight:f} 分，自评 {value:f} 分，请核对", field=field)
    return value


def joined(names: Iterable[str], *, most: int = 6) -> str:
    """Return the names with 、 between them; what is too many is counted."""
    found: Sequence[str] = list(names)
    if len(found) <= most:
        return "、".join(found)
    return f"{'、'.join(found[:most])}等 {len(found)} 个"
