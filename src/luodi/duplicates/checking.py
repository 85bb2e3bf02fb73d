"""How well names tell what is one firm: precision and recall on pairs that lists of firms label by themselves.

A list with credit codes: one valid code under two names is one firm, two valid codes are two. A list of full names
with short or brand names: the row's own pair is right, every other is wrong. The codes are hidden from the judge.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random
from time import perf_counter

from luodi.duplicates import rules
from luodi.duplicates.choices import Kind, Level
from luodi.duplicates.rules import Side
from luodi.duplicates.services.pairing import pairs_among
from luodi.kernel.names import core_name, is_short_for, normal_name, sound_key, sound_of
from luodi.refdata.divisions import Level as Rank
from luodi.refdata.divisions import divisions

N_TIMED = 100_000
_SEED = 2020
_N_REWRITTEN = 1000
_TRADES = (
    "机械",
    "建材",
    "食品",
    "新能源科技",
    "环保科技",
    "电子",
    "生物医药",
    "服饰",
    "物流",
    "农业发展",
    "光电",
    "化工",
)
_FORMS = ("有限公司", "有限责任公司", "股份有限公司", "厂", "集团有限公司")
_BRANDS = "鑫盛华泰恒瑞金宏远大同兴德和嘉合众信达永昌隆丰源广茂安康顺通利民天宝龙腾飞海洋明辉亿博创新联合"


@dataclass(frozen=True)
class Score:
    """``right`` of the pairs that were ``found`` are one, of ``all`` that are; ``unsure`` ones have no label."""

    title: str
    found: int
    right: int
    all: int
    unsure: int = 0

    def __str__(self) -> str:
        precision = f"{self.right / self.found:.2%}" if self.found else "—"
        recall = f"{self.right / self.all:.2%}" if self.all else "—"
        unsure = f"，另有 {self.unsure} 对无法标注" if self.unsure else ""
        said = f"准确率 {precision}（{self.right}/{self.found}），召回率 {recall}（{self.right}/{self.all}）"
        return f"{self.title}：{said}{unsure}"


def scores(folder: Path) -> Iterator[Score]:
    """Return what is measured on each list of the folder.    Raises: FileNotFoundError without any."""
    files = sorted(folder.glob("*.csv"))
    if not files:
        message = f"{folder} 中没有 CSV 文件"
        raise FileNotFoundError(message)
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            head, *rows = csv.reader(lines)
        yield from _of_list(file.stem, head, [row for row in rows if len(row) == len(head)])


def timed(names: Sequence[str] = ()) -> tuple[int, float, int]:
    """Compare 100,000 names with each other, made ones where there are fewer.

    Shape: how many names, seconds, pairs found.    Measure: seconds of wall clock, keys and judging included.
    """
    every = [*dict.fromkeys(names), *made_names(N_TIMED)][:N_TIMED]
    start = perf_counter()
    found = sum(1 for _ in pairs_among(Kind.ENTERPRISE, [Side(name=name) for name in every]))
    return len(every), perf_counter() - start, found


def made_names(n: int) -> list[str]:
    """Return names of firms that nobody has, always the same ones."""
    chance = Random(_SEED)  # noqa: S311 (nothing is kept secret by it)
    places = [one.name for one in divisions(Rank.COUNTY)]
    return [
        chance.choice(places)
        + "".join(chance.sample(_BRANDS, chance.choice((2, 2, 3))))
        + chance.choice(_TRADES)
        + chance.choice(_FORMS)
        for _ in range(n)
    ]


def _of_list(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Score]:
    name, code = _column(head, "企业名称", "公司名称"), _column(head, "信用代码")
    short, legal = _column(head, "简称", "品牌"), _column(head, "工商名称", "（集团）名称")
    if name is not None and code is not None:
        firms = sorted(
            {(row[name].strip(), rules.valid_code(row[code])) for row in rows if row[name].strip()}
        )
        yield from _by_codes(title, firms)
        yield _rewritten(title, sorted({normal_name(one) for one, _ in firms}))
    elif short is not None and legal is not None:
        pairs = [(row[short].strip(), row[legal].strip()) for row in rows]
        yield _by_short_names(title, [(one, other) for one, other in pairs if one and other])


def _column(head: Sequence[str], *words: str) -> int | None:
    return next((at for at, cell in enumerate(head) for word in words if word in cell), None)


def _by_codes(title: str, firms: Sequence[tuple[str, str]]) -> Iterator[Score]:
    """Judge by names alone what the codes have labelled, then with the codes."""
    by_code: dict[str, list[int]] = defaultdict(list)
    for at, (_, code) in enumerate(firms):
        if code:
            by_code[code].append(at)
    one_firm = {pair for group in by_code.values() for pair in combinations(group, 2)}
    labelled = {at for group in by_code.values() for at in group}
    named = list(pairs_among(Kind.ENTERPRISE, [Side(name=name) for name, _ in firms]))
    for most in (Level.L2, Level.L3):
        found = [(one, other) for one, other, match in named if match.level <= most]
        sure = [pair for pair in found if labelled.issuperset(pair)]
        right = len(one_firm.intersection(sure))
        yield Score(
            f"{title}，只看名称，一级至{most.short}", len(sure), right, len(one_firm), len(found) - len(sure)
        )
    coded = pairs_among(Kind.ENTERPRISE, [Side(name=name, code=code) for name, code in firms])
    pairs = [(one, other) for one, other, _ in coded if labelled.issuperset((one, other))]
    yield Score(f"{title}，名称和信用代码", len(pairs), len(one_firm.intersection(pairs)), len(one_firm))


def _rewritten(title: str, names: Sequence[str]) -> Score:
    """Write names otherwise, as people do, and look whether each meets itself and nobody else."""
    chance = Random(_SEED)  # noqa: S311 (nothing is kept secret by it)
    chosen = chance.sample(names, min(_N_REWRITTEN, len(names)))
    alike: dict[str, list[str]] = defaultdict(list)
    for character in sorted({one for name in names for one in name}):
        alike[sound_of(character)].append(character)
    ways: tuple[Callable[[str], str], ...] = (
        lambda name: f" {name}★",
        lambda name: name.replace("有限公司", "（有限公司）").replace("厂", "厂 "),
        lambda name: name[:2] + name[2:].replace("市", "", 1).replace("县", "", 1),
        lambda name: name.replace("有限责任公司", "有限公司").replace("股份有限公司", "有限公司"),
        lambda name: _misheard(name, alike, chance),
    )
    written = [(name, chance.choice(ways)(name)) for name in chosen]
    sides = [Side(name=name) for name in names] + [Side(name=other) for _, other in written]
    at = {name: position for position, name in enumerate(names)}
    meant = {(at[name], len(names) + i) for i, (name, _) in enumerate(written)}
    found = {(one, other) for one, other, _ in pairs_among(Kind.ENTERPRISE, sides) if other >= len(names)}
    mine = {pair for pair in found if pair[0] < len(names)}
    return Score(
        f"{title}，改写过的名称（括号、空格、市县、组织形式、同音字）",
        len(mine),
        len(mine & meant),
        len(meant),
    )


def _misheard(name: str, alike: dict[str, list[str]], chance: Random) -> str:
    """Write one character of the name by another one of the same sound, where there is any."""
    core = core_name(name)
    start = max(name.find(core), 0)
    places = [at for at in range(start, start + len(core)) if len(alike[sound_of(name[at : at + 1])]) > 1]
    if not places:
        return name
    at = chance.choice(places)
    others = [one for one in alike[sound_of(name[at])] if one != name[at]]
    return name[:at] + chance.choice(others) + name[at + 1 :]


def _by_short_names(title: str, pairs: Sequence[tuple[str, str]]) -> Score:
    """One that fits several full names says nothing, and counts as not found."""
    fits: dict[str, set[str]] = defaultdict(set)
    for short, _ in pairs:
        for _, full in pairs:
            if is_short_for(short, full) or sound_key(short) == sound_key(full):
                fits[short].add(full)
    found = {(short, *full) for short, full in fits.items() if len(full) == 1}
    return Score(f"{title}，简称（品牌）与全称", len(found), len(found & set(pairs)), len(set(pairs)))


def names_in(folder: Path) -> Iterable[str]:
    """Return the names of firms in the lists of the folder."""
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            head, *rows = csv.reader(lines)
        if (at := _column(head, "企业名称", "工商名称")) is not None:
            yield from (row[at].strip() for row in rows if len(row) > at and row[at].strip())
