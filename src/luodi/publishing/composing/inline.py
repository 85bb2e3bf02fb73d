"""A line's text: words, {placeholders}, [[若 …|…|…]] and [[每 …|…|…]]."""

from luodi.publishing.composing import vocabulary as words
from luodi.publishing.composing.expressions import Place, read_condition, read_placeholder, read_source
from luodi.publishing.composing.nodes import Each, Either, Inline, Item

_OPEN, _CLOSE = "[[", "]]"


def read_inline(text: str, place: Place) -> Inline:
    """Read a line; what is wrong is said at its column."""
    items: list[Item] = []
    at = 0
    plain: list[str] = []
    while at < len(text):
        if text.startswith("{", at) or text.startswith(_OPEN, at):
            mark = "{" if text[at] == "{" else _OPEN
            end = _end(text, at, mark)
            if end < 0:
                place.at(at).refuse(f"“{mark}”没有对应的“{'}' if mark == '{' else _CLOSE}”")
                break
            if plain:
                items.append("".join(plain))
                plain = []
            inner = text[at + len(mark) : end]
            here = place.at(at)
            items.append(read_placeholder(inner, here) if mark == "{" else _bracket(inner, here))
            at = end + (1 if mark == "{" else len(_CLOSE))
            continue
        if text[at] == "}" or text.startswith(_CLOSE, at):
            place.at(at).refuse(f"多了一个“{'}' if text[at] == '}' else _CLOSE}”")
        plain.append(text[at])
        at += 1
    if plain:
        items.append("".join(plain))
    return tuple(one for one in items if one != "")


def _end(text: str, start: int, mark: str) -> int:
    """Return where the bracket that opens at ``start`` is closed; -1 when it is not."""
    if mark == "{":
        return text.find("}", start)
    depth, at = 0, start
    while at < len(text):
        if text.startswith(_OPEN, at):
            depth, at = depth + 1, at + len(_OPEN)
        elif text.startswith(_CLOSE, at):
            depth -= 1
            if depth == 0:
                return at
            at += len(_CLOSE)
        else:
            at += 1
    return -1


def _bracket(inner: str, place: Place) -> Item:
    parts = _split(inner)
    head, _, rest = parts[0].strip().partition(" ")
    offsets = [len(_OPEN)]
    for part in parts:
        offsets.append(offsets[-1] + len(part) + 1)
    if head == words.IF and rest and 2 <= len(parts) <= 3:
        condition = read_condition(rest.strip(), place)
        then = read_inline(parts[1], place.at(offsets[1]))
        otherwise = read_inline(parts[2], place.at(offsets[2])) if len(parts) > 2 else ()
        return Either(condition, then, otherwise)
    if head == words.EACH and rest and 2 <= len(parts) <= 3:
        source = read_source(rest.split(), place)
        body = read_inline(parts[1], place.within(source).at(offsets[1]))
        return Each(source, body, parts[2] if len(parts) > 2 else "、")
    place.refuse("双方括号里应写“若 条件|甲|乙”或“每 来源|句子|间隔”")
    return ""


def _split(inner: str) -> list[str]:
    """Split at | where no bracket is open."""
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(inner):
        if inner.startswith(_OPEN, at):
            depth += 1
        elif inner.startswith(_CLOSE, at) and depth:
            depth -= 1
        elif sign in "|｜" and depth == 0:
            parts.append(inner[start:at])
            start = at + 1
    return [*parts, inner[start:]]
