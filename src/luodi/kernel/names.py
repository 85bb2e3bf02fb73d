"""Names of firms and projects: what of two names is equal, what differs, and under which key twins meet.

A key only brings candidates together; ``like`` says what they have in common. Whether they are one and the same is
never read from names alone: credit codes decide, and people rule.
"""

import re
import unicodedata
from collections.abc import Iterable
from csv import DictReader
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from pypinyin import lazy_pinyin
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

from luodi.kernel.numerals import arabic

KEY_LENGTH = 64
NEAR = 85.0
"""From how many percent on two names are near each other."""
_DIVISIONS = Path(__file__).parent.parent / "refdata" / "data" / "divisions.csv"
_SHORTEST = 4
"""How many characters must stay behind a place without its 市 or 县: 石桥玻璃 is no 玻璃 of a place called 石桥."""
BRAND = 4
"""Within how many characters of a core its brand lies."""
_SORTING = frozenset("东南西北上下左右甲乙丙丁前后内外新旧老")
"""Characters that tell things of one name apart: 南区 and 北区, 新厂 and 老厂."""
_LEVELS = "(?:特别行政区|自治区|自治州|自治县|省|市|县|区|州|盟|旗)"
_LEVEL_END = re.compile(f"{_LEVELS}$")
_FORM = re.compile(
    "集团(?:股份)?(?:有限责任|有限|总)?公司|(?:股份有限|有限责任|有限|总)公司|集团总?公司|集团|股份公司|公司(?=项目|$)|总?厂$"
)
_BRANCH = re.compile("(?<=[公司厂社店])([^公司厂]{0,12}(?:分公司|分厂|分店|分部|分社|子公司|办事处))$")
_TAIL = re.compile("(?:投资|建设)*(?:项目|工程)$")
_HEAD = re.compile("^(?:关于)?(?:投资新建|投资建设|新建|拟建)(?=.{4})")
_FORMER = re.compile(r"\((?:原名?|曾用名|又名|更名前)[:为]?(?P<name>[^()]{4,})\)")
_IN_BRACKETS = re.compile(r"\(([^()]{2,8})\)")
_NUMBER = re.compile(r"(?P<n>\d+(?:\.\d+)?)(?P<of>[期号#标线厂店队批区座栋楼分]?)|第(?P<nth>\d+)")
_NUMERAL = re.compile(
    "(?:(?<=第)[一二两三四五六七八九十]+|[一二两三四五六七八九十]+(?=[期号#标线厂店队批区座栋楼分组]))"
)
_CHINESE_NUMERALS = frozenset("一二两三四五六七八九十")
_NO_NAME = frozenset((
    "无", "暂无", "没有", "未定", "待定", "待补", "待补充", "未知", "不详", "未载明", "原表未载明", "未明确", "待明确",
    "未填", "企业", "公司", "投资方", "个人"))  # fmt: skip
_LONGEST_NO_NAME = 16  # with white space and marks
_PHASE = re.compile(r"(\d+)期")


class Closeness(IntEnum):
    """How near two names are to each other, the nearer the greater."""

    NONE = 0
    PART = 1
    NEAR = 2
    SOUND = 3
    CORE = 4
    EQUAL = 5

    @property
    def label(self) -> str:
        """The Chinese name."""
        return ("不像", "疑为简称", "名称相近", "读音相同", "主体名称相同", "名称相同")[self.value]


@dataclass(frozen=True)
class Likeness:
    """What two names have in common; ``apart`` when something in them says that they are two.

    ``score`` is the similarity of the two cores in percent.
    """

    closeness: Closeness
    score: float
    equal: tuple[str, ...]
    differs: tuple[str, ...]
    apart: bool

    @property
    def is_alike(self) -> bool:
        """Whether somebody should look at the two."""
        return self.closeness >= Closeness.NEAR and not self.apart


class Parts(NamedTuple):
    """A name taken apart: 云溪市 | 明湖光学 | 有限公司 | 石桥分公司; ``places`` without 省, 市, 县."""

    place: str
    core: str
    form: str = ""
    branch: str = ""
    former: str = ""
    places: frozenset[str] = frozenset()


class _Sounds(dict[str, str]):
    """The first reading of each character without its tone, looked up once."""

    def __missing__(self, character: str) -> str:
        found = self[character] = lazy_pinyin(character)[0]
        return found


_SOUNDS = _Sounds()


class _Kept(dict[int, str | None]):
    """What is left of each character once a name is compared: letters, digits and 汉字."""

    def __missing__(self, point: int) -> str | None:
        character = chr(point)
        found = self[point] = character if character.isalnum() else None
        return found


_KEPT = _Kept()


def normal_name(name: str) -> str:
    """Return the name in half width and lower case, without white space, punctuation, brackets and marks (★▲※)."""
    return unicodedata.normalize("NFKC", name).casefold().translate(_KEPT)


def core_name(name: str) -> str:
    """Return what names the thing: without the place before it, legal form, 集团, 项目; Chinese numerals as digits.

    A branch keeps its own tail, phases keep their number. A name that is nothing but form is returned normalised.
    """
    found = parts(name)
    return found.core + found.branch


@lru_cache(maxsize=1 << 18)
def sound_key(name: str) -> str:
    """Return the core in toneless pinyin, at most 64 characters: names that sound the same share a key.

    Longer ones end in a digest of the whole. Keys are kept, for an import asks for each name when it looks for
    twins and again when it writes.    Shape: empty for what names nobody: no letters, 待定, 原表未载明.
    """
    if len(name) <= _LONGEST_NO_NAME and normal_name(name) in _NO_NAME:
        return ""
    key = "".join(map(_SOUNDS.__getitem__, core_name(name)))
    if len(key) <= KEY_LENGTH:
        return key
    return key[:48] + blake2b(key.encode(), digest_size=8).hexdigest()


def parts(name: str) -> Parts:
    """Take a name apart."""
    text = unicodedata.normalize("NFKC", name).casefold()
    place, former = "", ""
    if "(" in text:
        text, place, former = _without_brackets(text)
    text = text.translate(_KEPT)
    if not _CHINESE_NUMERALS.isdisjoint(text):
        text = _NUMERAL.sub(lambda run: arabic(run.group()), text)
    branch = ""
    if "分" in text or "子公司" in text or "办事处" in text:
        text, branch = _split_branch(text)
    text = _HEAD.sub("", _TAIL.sub("", text)) if text.endswith(("项目", "工程")) else text
    forms = _FORM.findall(text) if "公司" in text or "集团" in text or text.endswith("厂") else ()
    core = _FORM.sub("", text) if forms else text
    before = _places_before(core)
    core = core[sum(map(len, before)) :]
    if not core:
        return Parts("", normal_name(name), former=former)
    found = before or ((place,) if place else ())
    return Parts("".join(found), core, "".join(forms), branch, former, frozenset(map(_bare, found)))


def like(a: str, b: str) -> Likeness:
    """Compare two names and say, in Chinese, what is equal and what differs.

    A former name in brackets counts as a name of its own.
    """
    one, other = _parts(a), _parts(b)
    if one.former and one.former != other.former:
        again = like(one.former, b)
        if again.closeness >= Closeness.CORE:
            return Likeness(
                again.closeness,
                again.score,
                (f"曾用名“{one.former}”", *again.equal),
                again.differs,
                again.apart,
            )
    if other.former and not one.former:
        return like(b, a)
    return _compare(a, b, one, other)


def is_short_for(short: str, full: str) -> bool:
    """Whether the first can be the usual short name of the second: 中光集团 of 中国光学工业集团公司.

    Its characters stand in the core of the full name in their order, the first at the beginning.
    """
    little, whole = _parts(short), _parts(full)
    least, most = little.core.removeprefix("中国"), whole.core.removeprefix("中国")
    if not 2 <= len(least) < len(whole.core) or len(least) > 6 or whole.branch != little.branch:
        return False
    if most.startswith(least):
        return True
    begins = least[0] == most[:1] or (least[0] == "中" and whole.core.startswith("中国"))
    return len(least) < 5 and begins and _in_order(least, whole.core)


def numbers(name: str) -> tuple[str, ...]:
    """Return the numbers in a name with what they number, in order: 二期 → 2期, 年产5万吨 → 5."""
    return tuple(
        (found["n"] or found["nth"]) + (found["of"] or "") for found in _NUMBER.finditer(core_name(name))
    )


def pairs(name: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of the core, under which near names are looked up."""
    core = core_name(name)
    return frozenset(core[i : i + 2] for i in range(len(core) - 1))


def can_be_one(one: Parts, other: Parts) -> bool:
    """Whether place and branch leave open that two names are of one thing: the quick test before ``like``."""
    if one.branch != other.branch:
        return False
    return one.places <= other.places or other.places <= one.places


_parts = lru_cache(maxsize=4096)(parts)


def _compare(a: str, b: str, one: Parts, other: Parts) -> Likeness:
    equal: list[str] = []
    differs: list[str] = []
    apart = _tell_apart(one, other, equal, differs)
    score = ratio(one.core, other.core)
    if normal_name(a) == normal_name(b):
        return Likeness(Closeness.EQUAL, 100.0, ("名称（不计括号、空格和标点）相同",), (), apart=False)
    closeness = _closeness(one, other, score)
    if closeness == Closeness.CORE:
        equal.insert(0, f"主体名称“{one.core}”相同")
    elif closeness == Closeness.SOUND:
        equal.insert(0, f"读音相同：“{one.core}”与“{other.core}”")
    elif closeness == Closeness.NEAR:
        equal.insert(0, f"名称相似度 {score:.0f}%")
        differs.insert(0, f"名称中不同：{_different_text(one.core, other.core)}")
    elif is_short_for(a, b) or is_short_for(b, a):
        closeness = Closeness.PART
        equal.insert(0, "其中一个可能是另一个的简称")
    if closeness == Closeness.SOUND:
        differs.insert(0, f"用字不同：{_different_text(one.core, other.core)}")
    return Likeness(closeness, score, tuple(equal), tuple(differs), apart)


def _closeness(one: Parts, other: Parts, score: float) -> Closeness:
    if one.core == other.core:
        return Closeness.CORE
    if sound_of(one.core) == sound_of(other.core):
        return Closeness.SOUND
    near = score >= NEAR and _are_slips(one.core, other.core)
    return Closeness.NEAR if near else Closeness.NONE


def _are_slips(one: str, other: str) -> bool:
    """Whether what differs can be a slip of the pen: nothing in the brand, which comes first, and no word that sorts.

    One other character in the brand makes another firm (明湖天通, 明湖天福); one that sounds the same may be a typo.
    """
    for step in Levenshtein.opcodes(one, other):
        left, right = one[step.src_start : step.src_end], other[step.dest_start : step.dest_end]
        if step.tag == "equal" or sound_of(left) == sound_of(right):
            continue
        if not _SORTING.isdisjoint(left + right):
            return False
        if step.src_start < (BRAND if step.tag == "replace" else BRAND - 1):
            return False
    return True


def _tell_apart(one: Parts, other: Parts, equal: list[str], differs: list[str]) -> bool:
    """Compare place, form, branch and numbers; return whether one of them makes two things of the names."""
    apart = False
    if one.place and other.place:
        if one.places <= other.places or other.places <= one.places:
            equal.append(f"地名相同（{'、'.join(sorted(one.places & other.places))}）")
            if one.place != other.place:
                differs.append(f"地名写法不同：{one.place}／{other.place}")
        else:
            differs.append(f"地名不同：{one.place}／{other.place}")
            apart = True
    elif one.place or other.place:
        differs.append(f"只有一方写明地名“{one.place or other.place}”")
    if one.form != other.form:
        differs.append(f"组织形式不同：{one.form or '未写'}／{other.form or '未写'}")
    if one.branch != other.branch:
        differs.append(f"分支机构不同：{one.branch or '无'}／{other.branch or '无'}")
        apart = True
    return _numbers_apart(one.core, other.core, differs) or apart


def _numbers_apart(one: str, other: str, differs: list[str]) -> bool:
    first, second = numbers(one), numbers(other)
    if first == second:
        return False
    phases = {*_PHASE.findall(one)} ^ {*_PHASE.findall(other)}
    word = "期数不同" if phases else "数字不同"
    differs.append(f"{word}：{'、'.join(first) or '无'}／{'、'.join(second) or '无'}")
    return bool(first and second) or phases != {"1"}


def _different_text(one: str, other: str) -> str:
    """Return the parts in which two texts differ: 鑫／新, 多“实业”."""
    said = []
    for step in Levenshtein.opcodes(one, other):
        left, right = one[step.src_start : step.src_end], other[step.dest_start : step.dest_end]
        if step.tag == "replace":
            said.append(f"“{left}”／“{right}”")
        elif step.tag != "equal":
            said.append(f"{'前' if left else '后'}者多“{left or right}”")
    return "，".join(said)


def sound_of(text: str) -> str:
    """Return a text in toneless pinyin."""
    return "".join(map(_SOUNDS.__getitem__, text))


def _in_order(characters: Iterable[str], text: str) -> bool:
    rest = iter(text)
    return all(character in rest for character in characters)


def _without_brackets(text: str) -> tuple[str, str, str]:
    """Return the text without a former name and without a place in brackets, then these two."""
    former, place = "", ""
    if found := _FORMER.search(text):
        former = found["name"]
        text = text[: found.start()] + text[found.end() :]
    for found in _IN_BRACKETS.finditer(text):
        if _is_place(found[1]):
            place = place or found[1]
            text = text.replace(found[0], "")
    return text, place, former


def _split_branch(text: str) -> tuple[str, str]:
    found = _BRANCH.search(text)
    return (text[: found.start()], found[0]) if found else (text, "")


def _places_before(core: str) -> tuple[str, ...]:
    """Return the places at the beginning; one without 省, 市, 县 only where a name remains behind it."""
    found: list[str] = []
    at, places, begin = 0, _places(), _begin_places()
    while len(found) < 3 and core[at : at + 2] in begin:
        for length in range(min(12, len(core) - at - 2), 1, -1):
            said = core[at : at + length]
            if said in places and (places[said] or len(core) - at - length >= _SHORTEST):
                found.append(said)
                at += length
                break
        else:
            break
    return tuple(found)


def _is_place(text: str) -> bool:
    return text in _places() or bool(_LEVEL_END.search(text) and _bare(text) in _places())


def _bare(place: str) -> str:
    """Return the place without its level; 青州 and 寿县 are whole names."""
    short = _LEVEL_END.sub("", place)
    return short if len(short) > 1 else place


@cache
def _begin_places() -> frozenset[str]:
    return frozenset(name[:2] for name in _places())


@cache
def _places() -> dict[str, bool]:
    """Return each division's names; True for one that says its level (新泰市), False for a bare one (新泰).

    A district without its 区 is none: firms write it in full, and 玉泉 or 新华 is more often a brand.
    """
    with _DIVISIONS.open(encoding="utf-8") as lines:
        rows = list(DictReader(line for line in lines if not line.startswith("#")))
    bare = {
        row["short_name"]: False
        for row in rows
        if not row["name"].endswith("区") or row["level"] == "PROVINCE"
    }
    levelled = {row["short_name"] + end: True for row in rows for end in ("省", "市", "县", "区")}
    return bare | levelled | {row["name"]: True for row in rows}
