"""A YAML text as a tree of nodes that know their line. Numbers stay text here, so that 0.1 is a tenth.

Merge keys are not read; anchors are, up to a size, so that a short text cannot become an endless one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from luodi.assessment.engine.findings import Finding, SchemeRefused

LONGEST_TEXT = 400_000
MOST_NODES = 20_000
DEEPEST = 24
TEXT, MAPPING, SEQUENCE, EMPTY = "text", "mapping", "sequence", "empty"


@dataclass(frozen=True)
class Node:
    """A piece of the text. ``text`` is a scalar's, ``entries`` a mapping's, ``children`` a sequence's."""

    shape: str
    line: int
    column: int
    path: str
    text: str = ""
    quoted: bool = False
    entries: Mapping[str, "Node"] = field(default_factory=dict)
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    children: tuple["Node", ...] = ()

    def finding(self, message: str, key: str = "") -> Finding:
        """Say ``message`` of this node, or of the place where ``key`` is written in it."""
        line, column = self.places.get(key, (self.line, self.column))
        path = f"{self.path}.{key}" if key and self.path else key or self.path
        return Finding(line, column, path, message)

    def all(self) -> Iterator["Node"]:
        """Yield this node and every one below it."""
        yield self
        for child in (*self.entries.values(), *self.children):
            yield from child.all()


def parse(text: str, *, source: str = "") -> Node:
    """Read one YAML document.    Raises: SchemeRefused, with the line, for anything that is none."""
    if len(text) > LONGEST_TEXT:
        raise SchemeRefused([Finding(1, 1, "", f"文本过长，最多 {LONGEST_TEXT} 个字符")], source=source)
    try:
        composed = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as problem:
        raise SchemeRefused([_unreadable(problem)], source=source) from problem
    except yaml.reader.ReaderError as problem:
        line = text.count("\n", 0, problem.position) + 1
        message = f"第 {problem.position + 1} 个字符不能出现在 YAML 里，请删去"
        raise SchemeRefused([Finding(line, 1, "", message)], source=source) from problem
    except RecursionError as problem:
        raise SchemeRefused([Finding(1, 1, "", "嵌套太深")], source=source) from problem
    if composed is None:
        raise SchemeRefused([Finding(1, 1, "", "文本是空的")], source=source)
    converting = _Converting()
    node = converting.convert(composed, "", 0)
    if converting.findings:
        raise SchemeRefused(converting.findings, source=source)
    return node


def as_written(node: Node) -> str:
    """Write a node on one line, as the text has it."""
    if node.shape == MAPPING:
        return "{" + ", ".join(f"{key}: {as_written(child)}" for key, child in node.entries.items()) + "}"
    if node.shape == SEQUENCE:
        return "[" + ", ".join(map(as_written, node.children)) + "]"
    return node.text


def _unreadable(problem: yaml.MarkedYAMLError) -> Finding:
    mark = problem.problem_mark or problem.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    message = f"不是合格的 YAML：{_in_chinese(problem.problem or '')}"
    return Finding(line, column, "", message)


_PROBLEMS = (
    ("found character '\\t'", "缩进不能用制表符（Tab），请改用空格"),
    ("mapping values are not allowed here", "这里多了一个冒号，或上一行的缩进不对；文字里有冒号时请加引号"),
    ("could not find expected ':'", "键后面缺少冒号（半角冒号加一个空格）"),
    ("expected <block end>", "缩进与上文对不齐"),
    ("expected ',' or", "括号里缺少逗号，或括号没有配对（应为半角）"),
    ("found unexpected end of stream", "引号没有配对"),
    ("expected the node content", "这里缺少内容"),
    ("found undefined alias", "引用了没有定义的锚点"),
    ("found another document", "只能有一份文档，请删去 ---"),
    ("found unknown escape character", "双引号里的反斜杠写错了，请改用单引号"),
    ("cannot start any token", "不能以 @、`、% 开头，请加引号"),
)


def _in_chinese(problem: str) -> str:
    return next((said for start, said in _PROBLEMS if start in problem), problem)


class _Converting:
    """Turns what the parser composed into nodes, and counts them."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.count = 0

    def convert(self, node: yaml.Node, path: str, depth: int) -> Node:
        self.count += 1
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        if self.count > MOST_NODES or depth > DEEPEST:
            why = "嵌套太深，或锚点循环引用" if depth > DEEPEST else f"内容过多，最多 {MOST_NODES} 个值"
            raise SchemeRefused([Finding(line, column, path, why)])
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, depth)
        if isinstance(node, yaml.SequenceNode):
            children = tuple(
                self.convert(child, f"{path}[{place}]", depth + 1)
                for place, child in enumerate(node.value, start=1)
            )
            return Node(SEQUENCE, line, column, path, children=children)
        quoted = isinstance(node, yaml.ScalarNode) and node.style in ("'", '"')
        if node.tag.endswith(":null") and not quoted:
            return Node(EMPTY, line, column, path)
        return Node(TEXT, line, column, path, text=node.value.strip(), quoted=quoted)

    def _mapping(self, node: yaml.MappingNode, path: str, depth: int) -> Node:
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        entries: dict[str, Node] = {}
        places: dict[str, tuple[int, int]] = {}
        for key, value in node.value:
            place = key.start_mark.line + 1, key.start_mark.column + 1
            if not isinstance(key, yaml.ScalarNode):
                self.findings.append(Finding(*place, path, "键应是一个词"))
                continue
            name = key.value.strip()
            if name in entries:
                first = places[name][0]
                self.findings.append(Finding(*place, path, f"“{name}”写了两次，第 {first} 行已有"))
                continue
            entries[name] = self.convert(value, f"{path}.{name}" if path else name, depth + 1)
            places[name] = place
        return Node(MAPPING, line, column, path, entries=entries, places=places)
