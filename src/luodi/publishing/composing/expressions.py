"""Placeholders, conditions and sources: the words within braces, behind 若 and behind 每."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from luodi.publishing.composing import vocabulary as words
from luodi.publishing.composing.knowing import Counted, Knowledge
from luodi.publishing.composing.nodes import (
    Ask,
    Condition,
    Count,
    Fault,
    Form,
    Literal,
    Names,
    Nature,
    Operand,
    Source,
    Span,
    Test,
    Word,
)

_PERIODS = frozenset(one.word for one in words.PERIODS)
_CONTEXT = frozenset(one.word for one in words.WORDS)
_ROW = frozenset({"名称", "序号"})
_LITERAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:%|个百分点|亿元|万元|元|个|家|次|批次|项|户|人|名)?")
_ORDER, _TAKE, _WHERE, _UP = "按", "取", "其中", "升序"


@dataclass(frozen=True)
class Place:
    """Where in the template something is said, and what may be named there.

    ``breaks`` are where the lines begin that were joined to the one that begins at ``line``.
    """

    known: Knowledge
    faults: list[Fault]
    line: int
    column: int = 1
    blanks: frozenset[str] = frozenset()
    spans: frozenset[str] = frozenset()
    rows: tuple[words.SourceTerm, ...] = field(default=())
    breaks: tuple[int, ...] = (0,)

    def at(self, offset: int) -> "Place":
        return replace(self, column=self.column + offset)

    def on(self, line: int, breaks: tuple[int, ...] = (0,)) -> "Place":
        return replace(self, line=line, column=1, breaks=breaks)

    def within(self, source: Source) -> "Place":
        """Return the place inside the rows of a source."""
        term = words.SOURCES.get(source.name)
        return replace(self, rows=(*self.rows, term)) if term else self

    def refuse(self, message: str) -> None:
        nth = sum(start < self.column for start in self.breaks) - 1
        self.faults.append(Fault(self.line + nth, self.column - self.breaks[nth], message))

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(name for term in self.rows for name in term.fields)


def read_placeholder(text: str, place: Place) -> Ask | Word | Count | Names | str:
    """Read what stands between braces; what is wrong is said at its place, and then stands for itself."""
    tokens = text.split()
    if not tokens:
        place.refuse("花括号里没有写东西")
        return ""
    if tokens[0] in ("名单", "条数"):
        source = read_source(tokens[1:], place)
        return Names(source) if tokens[0] == "名单" else Count(source)
    found = read_operand(tokens, place)
    return "" if found is None or isinstance(found, Literal) else found


def read_operand(tokens: list[str], place: Place) -> Operand | None:
    """Read an indicator with its modifiers, a word or a number."""
    head = tokens[0]
    counted = place.known.indicator(head)
    if counted is not None:
        return _ask(counted, tokens[1:], place)
    if head in _CONTEXT | place.blanks | place.fields | (_ROW if place.rows else frozenset()):
        if len(tokens) > 1:
            place.refuse(f"“{head}”是文字，后面不能再写“{' '.join(tokens[1:])}”")
        return Word(head)
    if len(tokens) == 1 and _LITERAL.fullmatch(head):
        return _literal(head)
    place.refuse(_unknown(head, place))
    return None


def _unknown(head: str, place: Place) -> str:
    if head in _ROW | {name for one in words.SOURCES.values() for name in one.fields}:
        return f"“{head}”只能写在有这一栏的 %每、%表 或 [[每]] 里"
    near = place.known.near(head, [*place.blanks, *place.fields])
    return f"没有指标或填写项“{head}”{near}"


def _literal(text: str) -> Literal:
    number = re.match(r"-?[0-9.]+", text)
    try:
        return Literal(text, str(Decimal(number.group() if number else "0")))
    except InvalidOperation:
        return Literal(text, "0")


def _ask(counted: Counted, modifiers: list[str], place: Place) -> Ask:
    ask = Ask(counted.code, line=place.line, column=place.column)
    for said in modifiers:
        ask = _modified(ask, said, counted, place)
    if ask.nature in (Nature.TARGET, Nature.COMPLETION, Nature.TIME_GAP) and ask.span != Span():
        place.refuse("目标和完成率按本期最后一天的年度累计数算，不再写期间")
    if ask.nature == Nature.RANK and not place.rows:
        place.refuse("位次只能写在 %每、%表 或 [[每]] 里")
    if place.rows and not ask.whole:
        _check_rows(counted, place)
    return ask


def _modified(ask: Ask, said: str, counted: Counted, place: Place) -> Ask:
    if said in _PERIODS | place.spans:
        return replace(ask, span=Span(said))
    if said in words.NATURES:
        form = Form.SHORT if said == "完成率" else ask.form
        return replace(ask, nature=words.NATURES[said], form=form)
    if said in ("数", "增减"):
        return replace(ask, form=Form.BARE if said == "数" else Form.SHORT)
    if said in ("亿元", "万元"):
        if counted.unit != "亿元":
            place.refuse(f"“{counted.name}”的单位是{counted.unit}，不能写成{said}")
        return replace(ask, unit=said)
    if said in ("全市", "申报"):
        return replace(ask, whole=True) if said == "全市" else replace(ask, claimed=True)
    kind, colon, name = said.partition(":") if ":" in said else said.partition("：")
    if colon and kind in words.SCOPES:
        return replace(ask, scope=_joined(ask.scope, _scope(kind, name, counted, place)))
    options = [*_PERIODS, *place.spans, *words.NATURES, *(f"{one}:…" for one in words.SCOPES)]
    place.refuse(f"看不懂“{said}”，指标后可写：{'、'.join(options)}")
    return ask


def _scope(kind: str, name: str, counted: Counted, place: Place) -> str:
    text, wrong = place.known.read_scope(words.SCOPES[kind], name)
    if wrong:
        place.refuse(wrong)
    for part in text.split("+") if text else ():
        dimension = part.partition(":")[0]
        if dimension not in counted.dimensions and ":" in part:
            place.refuse(f"“{counted.name}”不能按“{kind}”取数")
    return text


def _joined(scope: str, more: str) -> str:
    return "+".join(part for part in (scope, more) if part)


def _check_rows(counted: Counted, place: Place) -> None:
    for term in place.rows:
        if not term.asks:
            place.refuse(f"“{term.name}”的各行只有文字，不能写指标；要写全市的数请加“全市”")
        elif term.dimension not in counted.dimensions:
            place.refuse(f"“{counted.name}”不能按“{term.name}”拆分")


def read_condition(text: str, place: Place) -> Condition:
    """Read tests joined by 且 and 或; 且 binds closer."""
    either = []
    for part in re.split(r"\s或\s", text):
        tests = (_test(one.strip(), place) for one in re.split(r"\s且\s", part))
        either.append(tuple(one for one in tests if one is not None))
    return Condition(tuple(either))


def _test(text: str, place: Place) -> Test | None:
    for mark in (words.HAS_NOT, words.HAS):
        if text.startswith(f"{mark} "):
            left = _side(text.removeprefix(mark).split(), place)
            return Test(left, mark) if left is not None else None
    sign = next((one for one in words.OPERATORS if one in text), "")
    if not sign:
        place.refuse(f"看不懂条件“{text}”，应写成“新签约项目 > 0”“有 {'填写项'}”")
        return None
    before, _, after = text.partition(sign)
    sides = [_side(part.split(), place) for part in (before, after)]
    if sides[0] is None or sides[1] is None:
        return None
    return Test(sides[0], words.SAME.get(sign, sign), sides[1])


def _side(tokens: list[str], place: Place) -> Operand | Count | None:
    if not tokens:
        place.refuse("条件的一边没有写东西")
        return None
    if tokens[0] == "条数":
        return Count(read_source(tokens[1:], place))
    return read_operand(tokens, place)


def read_source(tokens: list[str], place: Place) -> Source:
    """Read 县区 按 新签约项目总投资 取 5, 项目 新签约项目 取 8, 县区 其中 新签约项目 = 0."""
    if not tokens or tokens[0] not in words.SOURCES:
        said = tokens[0] if tokens else ""
        place.refuse(f"没有“{said}”可以逐行写，可写：{'、'.join(words.SOURCES)}")
        return Source("县区")
    term = words.SOURCES[tokens[0]]
    inside = replace(place, rows=(*place.rows, term))
    parts = _parts(tokens[1:])
    source = Source(term.name, ascending=_UP in parts, take=_number(parts.get(_TAKE), place))
    if parts[""]:
        source = replace(source, of=_of(term, parts[""], place))
    elif term.dimension == "project":
        place.refuse("“项目”后要写是哪个指标的项目，如“项目 新签约项目”")
    if _ORDER in parts:
        ordered = read_operand(parts[_ORDER], inside) if parts[_ORDER] else None
        if not isinstance(ordered, Ask):
            place.refuse("“按”后应写一个指标，按它排序")
        else:
            source = replace(source, order=ordered)
    if _WHERE in parts:
        source = replace(source, where=read_condition(" ".join(parts[_WHERE]), inside))
    return source


def _of(term: words.SourceTerm, tokens: list[str], place: Place) -> Ask | None:
    if term.dimension != "project":
        place.refuse(f"“{term.name}”后不能写“{' '.join(tokens)}”，排序请写“按 指标”")
        return None
    found = read_operand(tokens, replace(place, rows=()))
    if not isinstance(found, Ask):
        place.refuse("“项目”后要写是哪个指标的项目，如“项目 新签约项目”")
        return None
    counted = place.known.indicator(tokens[0])
    if counted and "project" not in counted.dimensions:
        place.refuse(f"“{counted.name}”背后不是项目")
    return found


def _parts(tokens: list[str]) -> dict[str, list[str]]:
    """Return the tokens by the keyword that they follow; those before any under ''."""
    parts: dict[str, list[str]] = {"": []}
    at = ""
    for token in tokens:
        if at != _WHERE and token.startswith(_TAKE) and token != _TAKE and token[1:].lstrip("前").isdecimal():
            parts[_TAKE], at = [token[1:].lstrip("前")], ""
        elif at != _WHERE and token in (_ORDER, _TAKE, _WHERE, _UP):
            at = token
            parts[at] = []
        else:
            parts[at].append(token)
            at = "" if at == _TAKE else at
    return parts


def _number(tokens: list[str] | None, place: Place) -> int:
    if tokens is None:
        return 0
    said = tokens[0].lstrip("前") if tokens else ""
    if not said.isdecimal() or not 1 <= int(said) <= 500:
        place.refuse("“取”后应写 1 至 500 的整数，如“取 5”")
        return 0
    return int(said)
