"""When two projects, or two firms, may be one: how strong the match is and, in Chinese, what speaks for and against.

Precision comes first. Credit codes decide over names; another phase is another project; two names that name two
places are two.
"""

import re
from dataclasses import dataclass

from luodi.duplicates.choices import CaseState, Level
from luodi.kernel.codes import CreditCodeRefused, parse_credit_code
from luodi.kernel.findings import Refusal
from luodi.kernel.money import Yuan
from luodi.kernel.names import Closeness, Likeness, is_short_for, like, normal_name, sound_key

NEAR_AMOUNT = 20
"""Within how many percent, of the larger one, two amounts are near each other."""
_NOBODY = re.compile(
    "|.*(?:未载明|未明确|未填写|未披露)|(?:暂|尚)?(?:未定|待定|不详|未知|保密|无|没有)|待确定|自然人|个人"
)


class CaseRefused(Refusal):
    """A ruling without a reason, on a case that was ruled on, or on two things that are no pair."""


class MergeRefused(Refusal):
    """Two rows that cannot be made one, or a merge that cannot be undone any more."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of two things that are compared: a project or a firm that is there (``pk``) or is about to be.

    ``investor_id`` is the investor's row among the city's enterprises; ``code`` is a firm's own credit code,
    ``investor_code`` and ``local_code`` are those of a project's investor and of its local company.
    """

    name: str
    pk: int | None = None
    code: str = ""
    investor: str = ""
    investor_id: int | None = None
    investor_code: str = ""
    local_code: str = ""
    area: str = ""
    industry: str = ""
    total_fen: int | None = None
    phone: str = ""
    address: str = ""

    @property
    def name_key(self) -> str:
        return sound_key(self.name)

    @property
    def investor_key(self) -> str:
        return sound_key(self.investor_named) if self.investor_named else ""

    @property
    def investor_named(self) -> str:
        """The investor, unless what stands there says that none is known."""
        return "" if _NOBODY.fullmatch(normal_name(self.investor)) else self.investor


@dataclass(frozen=True)
class Match:
    """How two sides agree; what speaks for their being one and what against it."""

    level: Level
    equal: tuple[str, ...]
    differs: tuple[str, ...]


def judge_projects(a: Side, b: Side) -> Match | None:
    """Return how strongly two projects look like one; None when they do not."""
    names = like(a.name, b.name)
    investor = _Investor.of(a, b)
    near = amounts_near(a.total_fen, b.total_fen)
    equal, differs = [*names.equal, *investor.equal], [*names.differs, *investor.differs]
    _compare_rest(a, b, equal, differs)
    level = _level_of_projects(a, b, names, investor, near=near)
    return None if level is None else Match(level, tuple(equal), tuple(differs))


def judge_enterprises(a: Side, b: Side) -> Match | None:
    """Return how strongly two firms look like one; None when they do not, or when valid codes say that they are two."""
    one, other = valid_code(a.code), valid_code(b.code)
    if one and other:
        if one != other:
            return None
        apart = normal_name(a.name) != normal_name(b.name)
        differs = [f"名称不同：{a.name}／{b.name}"] if apart else []
        return Match(Level.L1, (f"统一社会信用代码相同（{one}）",), tuple(differs))
    names = like(a.name, b.name)
    level = _level_of_firms(a, b, names)
    if level is None:
        return None
    return Match(level, names.equal, (*names.differs, *_code_remarks(a.code, b.code)))


def amounts_near(one: int | None, other: int | None) -> bool:
    """Whether two amounts are known, more than nothing, and within 20 % of the larger one."""
    if not one or not other:
        return False
    small, large = sorted((one, other))
    return (large - small) * 100 <= NEAR_AMOUNT * large


def valid_code(code: str) -> str:
    """Return the credit code in its normal form; nothing for one that is none, or fails its check."""
    try:
        return parse_credit_code(code) if code.strip() else ""
    except CreditCodeRefused:
        return ""


def check_ruling(*, state: str, ruling: str, reason: str) -> None:
    """Raises: CaseRefused without a reason, for no ruling, and when the case has been ruled on."""
    if ruling not in {CaseState.SAME, CaseState.DIFFERENT, CaseState.RELATED}:
        raise CaseRefused("请选择裁定结果：同一个、不同或有关联", field="ruling")
    if state != CaseState.OPEN:
        raise CaseRefused(f"这一疑似重复已裁定为“{CaseState(state).label}”，请刷新")
    if not reason.strip():
        raise CaseRefused("裁定须写明理由", field="reason")


@dataclass(frozen=True)
class _Investor:
    """Whether two projects have one investor: known to be the same, known to be different, or neither."""

    same: bool
    different: bool
    equal: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()

    @classmethod
    def of(cls, a: Side, b: Side) -> "_Investor":
        one, other = valid_code(a.investor_code), valid_code(b.investor_code)
        if one and other:
            return cls._by_codes(one, other)
        if a.investor_id is not None and a.investor_id == b.investor_id:
            return cls(same=True, different=False, equal=("投资企业相同",))
        if not a.investor_named or not b.investor_named:
            return cls(same=False, different=False, differs=("至少一方未填投资方",))
        return cls._by_names(a.investor_named, b.investor_named)

    @classmethod
    def _by_codes(cls, one: str, other: str) -> "_Investor":
        if one == other:
            return cls(same=True, different=False, equal=(f"投资方信用代码相同（{one}）",))
        return cls(same=False, different=True, differs=("投资方信用代码不同",))

    @classmethod
    def _by_names(cls, one: str, other: str) -> "_Investor":
        names = like(one, other)
        shown = f"{one}／{other}"
        if names.closeness >= Closeness.CORE and not names.apart:
            written = () if names.closeness == Closeness.EQUAL else (f"投资方写法不同：{shown}",)
            return cls(same=True, different=False, equal=("投资方相同",), differs=written)
        unclear = names.closeness >= Closeness.PART and not names.apart
        return cls(
            same=False, different=not unclear, differs=(f"投资方{'相近' if unclear else '不同'}：{shown}",)
        )


def _level_of_projects(a: Side, b: Side, names: Likeness, investor: _Investor, *, near: bool) -> Level | None:
    local, other_local = valid_code(a.local_code), valid_code(b.local_code)
    if names.apart or (local and other_local and local != other_local and not investor.same):
        return None
    if local and local == other_local:
        return Level.L1
    level = _by_name(a, b, names, investor, near=near)
    if level is None and investor.same and near and _same_ground(a, b):
        level = Level.L3
    if level is None and not investor.different and _same_contact(a, b):
        level = Level.L4
    return level


def _by_name(a: Side, b: Side, names: Likeness, investor: _Investor, *, near: bool) -> Level | None:
    here = _both(a.area, b.area)
    elsewhere = bool(a.area and b.area) and not here
    if names.closeness == Closeness.EQUAL:
        if investor.different:
            return Level.L3 if here and near else None
        return Level.L3 if elsewhere and not investor.same else Level.L1
    if names.closeness >= Closeness.NEAR and investor.same:
        return Level.L2
    if investor.different or names.closeness < Closeness.SOUND:
        return None
    agrees = here or near or (names.closeness == Closeness.CORE and not elsewhere)
    return Level.L3 if agrees else None


def _level_of_firms(a: Side, b: Side, names: Likeness) -> Level | None:
    if names.closeness == Closeness.EQUAL:
        return Level.L1
    if names.apart:
        return None
    forms = not any("组织形式不同" in said for said in names.differs)
    if names.closeness == Closeness.CORE:
        written = any("地名" in said for said in names.differs)
        return Level.L2 if forms and not written else Level.L3
    if names.closeness >= Closeness.NEAR and forms:
        return Level.L3
    shortened = is_short_for(a.name, b.name) or is_short_for(b.name, a.name)
    return Level.L4 if names.closeness == Closeness.PART and shortened else None


def _compare_rest(a: Side, b: Side, equal: list[str], differs: list[str]) -> None:
    """Say what of the place, the industry, the amount and the contact is equal and what is not."""
    for label, one, other in (
        ("项目公司信用代码", a.local_code, b.local_code),
        ("落地县区（园区）", a.area, b.area),
        ("行业", a.industry, b.industry),
        ("联系电话", a.phone, b.phone),
        ("建设地点", a.address, b.address),
    ):
        if one and other:
            (equal if one == other else differs).append(f"{label}{'相同' if one == other else '不同'}")
    if a.total_fen is not None and b.total_fen is not None:
        near = amounts_near(a.total_fen, b.total_fen)
        if a.total_fen == b.total_fen:
            equal.append("总投资相同")
        else:
            shown = f"{_wan(a.total_fen)}／{_wan(b.total_fen)}"
            (equal if near else differs).append(
                f"总投资相差{'不超过' if near else '超过'} {NEAR_AMOUNT}%：{shown}"
            )


def _same_ground(a: Side, b: Side) -> bool:
    """Whether place or industry agrees, and the industry does not speak against it."""
    if a.industry and b.industry and a.industry != b.industry:
        return False
    return _both(a.area, b.area) or _both(a.industry, b.industry)


def _same_contact(a: Side, b: Side) -> bool:
    return (len(a.phone) >= 7 and a.phone == b.phone) or (len(a.address) >= 6 and a.address == b.address)


def _code_remarks(one: str, other: str) -> tuple[str, ...]:
    said = []
    for code in (one, other):
        if code and not valid_code(code):
            said.append(f"信用代码 {code} 未通过校验，不能据以区分")
    if not one.strip() or not other.strip():
        said.append("至少一方没有信用代码")
    return tuple(said)


def _both(one: str, other: str) -> bool:
    return bool(one) and one == other


def _wan(fen: int) -> str:
    return f"{Yuan(fen).fen / 1_000_000:,.0f} 万元"
