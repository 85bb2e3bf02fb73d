"""Reading the keys of one mapping: each is asked for once by its type, and what nobody asked for is refused.

Nothing is raised here: every remark is noted, and a harmless value stands in, so that one reading finds all of them.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from luodi.assessment.engine.findings import Finding
from luodi.assessment.engine.inputs import Input, InputType
from luodi.assessment.engine.quantities import PERCENT, Amount, Written, number_text, read_number
from luodi.assessment.engine.scope import CLOCK
from luodi.assessment.engine.tree import EMPTY, MAPPING, TEXT, Node

OTHERS_CALL_IT = {
    "max": ("cap",),
    "limit": ("cap",),
    "max_points": ("cap",),
    "min": ("floor", "from"),
    "to_max": ("to",),
    "value": ("actual", "count"),
    "input": ("actual", "value"),
    "indicator": ("actual",),
    "goal": ("target",),
    "plan": ("target",),
    "denominator": ("target",),
    "numerator": ("actual",),
    "term": ("kind",),
    "type": ("kind",),
    "method": ("kind",),
    "full": ("weight",),
    "full_score": ("weight",),
    "max_score": ("weight",),
    "score": ("points", "weight"),
    "condition": ("when",),
    "if": ("when",),
    "default": ("otherwise",),
    "else": ("otherwise", "else_points"),
    "base": ("worst",),
    "range": ("best",),
    "last": ("last_year",),
    "schedule": ("due",),
    "phase": ("due",),
    "per": ("each",),
    "penalty": ("points",),
    "title": ("name",),
    "bonuses": ("items",),
    "criteria": ("items",),
}
FLAGS = {
    "true": True,
    "yes": True,
    "是": True,
    "on": True,
    "false": False,
    "no": False,
    "否": False,
    "off": False,
}


@dataclass(frozen=True)
class Known:
    """The names that may be used at a place, and where the remarks go."""

    findings: list[Finding]
    inputs: Mapping[str, Input]
    extra: Mapping[str, str] = field(default_factory=dict)
    row: Input | None = None

    def in_row_of(self, rows: Input | None) -> "Known":
        return replace(self, row=rows)

    def with_extra(self, extra: Mapping[str, str]) -> "Known":
        return replace(self, extra=extra)

    def has(self, name: str) -> bool:
        columns = self.row.columns if self.row else {}
        return name in columns or name in self.inputs or name in self.extra or name in CLOCK

    def type_of(self, name: str) -> InputType:
        if self.row and name in self.row.columns:
            return InputType.NUMBER
        return self.inputs[name].type if name in self.inputs else InputType.NUMBER

    def names(self) -> list[str]:
        return [*(self.row.columns if self.row else ()), *self.inputs, *self.extra, *CLOCK]

    def unit_of(self, name: str) -> str:
        """Return the unit that is written for a name; a derived input may have one that is only known later."""
        if self.row and name in self.row.columns:
            return self.row.columns[name].unit
        return self.inputs[name].unit if name in self.inputs else ""

    def check(self, name: str, node: Node, key: str = "") -> None:
        """Note that nothing has this name, with the one that looks like it."""
        if not self.has(name):
            close = difflib.get_close_matches(name, self.names(), n=1, cutoff=0.6)
            hint = f"，是不是 {close[0]}？" if close else "，请先在 inputs 里写明"
            self.findings.append(node.finding(f"没有“{name}”这个输入{hint}", key))


def meant(word: str, known: Iterable[str]) -> str:
    """Guess what was meant: "，是不是 signed？", or what there is."""
    known = list(dict.fromkeys(known))
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"，是不是 {close[0]}？"
    return f"，可写 {'、'.join(known[:30])}" if known else ""


class Fields:
    """The keys of one mapping. What was asked for is remembered; ``done`` refuses the rest."""

    def __init__(self, node: Node, known: Known, what: str) -> None:
        self.node = node
        self.known = known
        self.what = what
        self.asked: set[str] = set()
        if node.shape != MAPPING:
            hint = "，冒号用半角，后面空一格" if "：" in node.text or ":" in node.text else ""
            self.refuse(f"{what}应写成“键: 值”的形式{hint}")

    def refuse(self, message: str, key: str = "") -> None:
        self.known.findings.append(self.node.finding(message, key))

    def has(self, key: str) -> bool:
        return self.get(key) is not None

    def get(self, key: str) -> Node | None:
        """Return what is written under a key; an empty value is as good as no key."""
        self.asked.add(key)
        found = self.node.entries.get(key)
        return None if found is None or found.shape == EMPTY else found

    def done(self, also: Iterable[str] = ()) -> None:
        allowed = self.asked | set(also)
        for key in self.node.entries:
            if key not in allowed:
                self.refuse(f"{self.what}没有“{key}”这个键{self._instead_of(key, allowed)}", key)

    def _instead_of(self, key: str, allowed: Iterable[str]) -> str:
        """Say which key was meant: what others call it, or the one that is spelled alike, or what there is."""
        usual = [one for one in OTHERS_CALL_IT.get(key.lower(), ()) if one in allowed]
        return f"，应写 {' 或 '.join(usual)}" if usual else meant(key, sorted(allowed))

    def require(self, *keys: str) -> None:
        if not any(self.has(key) for key in keys):
            self.refuse(f"{self.what}缺少 {' 或 '.join(keys)}")

    def text(self, *keys: str, default: str = "") -> str:
        for key in keys:
            if (found := self.get(key)) is not None:
                if found.shape == TEXT:
                    return found.text
                self.refuse(f"{key} 应是一段文字", key)
        return default

    def choice(self, key: str, choices: Iterable[str], default: str) -> str:
        found = self.get(key)
        if found is None:
            return default
        if found.shape != TEXT or found.text not in set(choices):
            titles = dict(choices) if isinstance(choices, Mapping) else dict.fromkeys(choices, "")
            listed = "、".join(f"{one}（{title}）" if title else one for one, title in titles.items())
            self.refuse(f"{key} 不能写“{found.text}”，可写 {listed}", key)
            return default
        return found.text

    def flag(self, key: str, *, default: bool = False) -> bool:
        found = self.get(key)
        if found is None:
            return default
        if found.text.lower() not in FLAGS:
            self.refuse(f"{key} 应写 true 或 false", key)
        return FLAGS.get(found.text.lower(), default)

    def written(self, key: str) -> Written | None:
        found = self.get(key)
        if found is None:
            return None
        number = read_number(found.text) if found.shape == TEXT else None
        if number is None:
            self.refuse(f"{key} 应是一个数，如 20、0.5、120%；单位由输入的 unit 说明", key)
        return number

    def number(self, key: str) -> Fraction | None:
        found = self.written(key)
        return found.value if found else None

    def positive(self, key: str, default: Fraction | None = None) -> Fraction | None:
        found = self.number(key)
        if found is not None and found <= 0:
            self.refuse(f"{key} 应大于 0", key)
            return default
        return default if found is None else found

    def share(self, key: str, default: Fraction) -> Fraction:
        found = self.written(key)
        if found is None:
            return default
        if not found.is_share and not 0 <= found.value <= 2:
            self.refuse(f"{key} 应写成百分数，如 60%", key)
        return found.value

    def of_unit(self, key: str, unit: str) -> Fraction | None:
        """Read a number that stands against something counted in ``unit``: against per cent it has to be per cent."""
        found = self.written(key)
        if found is None:
            return None
        if unit == PERCENT and not found.is_share and found.value:
            self.refuse(
                f"{key} 比的是百分数，请写成 {number_text(found.value)}% 或 {number_text(found.value * 100)}%",
                key,
            )
        return found.value

    def whole(self, key: str, default: int | None = None, *, most: int = 12) -> int | None:
        found = self.number(key)
        if found is None:
            return default
        if found.denominator != 1 or not 0 <= found <= most:
            self.refuse(f"{key} 应是 0 到 {most} 的整数", key)
            return default
        return int(found)

    def amount(self, key: str, *, full_known: bool = True) -> Amount | None:
        """Read points or, with a percent sign, a share of the full mark."""
        found = self.written(key)
        if found is None:
            return None
        if found.is_share and not full_known:
            self.refuse(f"{key} 写成百分数时须有满分（weight）；没有满分的请直接写分数", key)
        return Amount(found.value, found.is_share)

    def list(self, key: str, *, least: int = 0) -> tuple[Node, ...]:
        """Return the elements of a list; a single mapping is a list of one."""
        found = self.get(key)
        if found is None:
            if least:
                self.refuse(f"{self.what}缺少 {key}")
            return ()
        elements = (found,) if found.shape in (MAPPING, TEXT) else found.children
        if len(elements) < least:
            self.refuse(f"{key} 至少应有 {least} 项", key)
        return elements

    def words(self, key: str) -> tuple[str, ...]:
        return tuple(child.text for child in self.list(key))

    def subfields(self, key: str, what: str) -> "Fields | None":
        found = self.get(key)
        return None if found is None else Fields(found, self.known, what)
