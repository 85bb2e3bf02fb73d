"""Arithmetic over inputs: + - × ÷, brackets, min, max and sum. There is nothing else, and nothing can be called.

An empty operand makes the result empty, as does a division by zero: what is not known is not zero.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, TypeAlias

from luodi.assessment.engine.quantities import number_text, read_number
from luodi.kernel.findings import Refusal

LONGEST = 300
DEEPEST = 20
_TOKEN = re.compile(r"\s*(?:([0-9][0-9.]*[%％]?)|([^\W\d]\w*(?:\.\w+)*)|(.))", re.UNICODE)
_SIGNS = str.maketrans("×÷＋－−（），*/", "*/+--(),*/")
_SHOWN = {"+": " + ", "-": " - ", "*": " × ", "/": " ÷ "}
_PRIORITY = {"+": 1, "-": 1, "*": 2, "/": 2}


class FormulaRefused(Refusal):
    """The text is no formula."""


class Names(Protocol):
    """Where a formula finds the value of a name, and how the name with its value is written out."""

    def number(self, name: str) -> Fraction | None: ...

    def written(self, name: str) -> str: ...


@dataclass(frozen=True)
class Constant:
    value: Fraction
    is_share: bool = False
    shown: str = ""

    def result(self, _names: Names) -> Fraction | None:
        return self.value

    def written(self, _names: Names) -> str:
        return self.shown or (
            f"{number_text(self.value * 100)}%" if self.is_share else number_text(self.value)
        )

    def names(self) -> Iterator[str]:
        return iter(())


@dataclass(frozen=True)
class Name:
    name: str

    def result(self, names: Names) -> Fraction | None:
        return names.number(self.name)

    def written(self, names: Names) -> str:
        return names.written(self.name)

    def names(self) -> Iterator[str]:
        yield self.name


@dataclass(frozen=True)
class Binary:
    sign: str
    left: "Formula"
    right: "Formula"

    def result(self, names: Names) -> Fraction | None:
        left, right = self.left.result(names), self.right.result(names)
        if left is None or right is None or (self.sign == "/" and right == 0):
            return None
        return _APPLY[self.sign](left, right)

    def written(self, names: Names) -> str:
        left, right = self.left.written(names), self.right.written(names)
        own = _PRIORITY[self.sign]
        if isinstance(self.left, Binary) and _PRIORITY[self.left.sign] < own:
            left = f"（{left}）"
        if isinstance(self.right, Binary) and _PRIORITY[self.right.sign] <= own:
            right = f"（{right}）"
        return f"{left}{_SHOWN[self.sign]}{right}"

    def names(self) -> Iterator[str]:
        yield from self.left.names()
        yield from self.right.names()


@dataclass(frozen=True)
class Call:
    """min and max of operands that are all set; sum adds those that are set."""

    function: str
    operands: tuple["Formula", ...]

    def result(self, names: Names) -> Fraction | None:
        values = [operand.result(names) for operand in self.operands]
        known = [value for value in values if value is not None]
        if not known or (self.function != "sum" and len(known) < len(values)):
            return None
        return {"min": min, "max": max, "sum": sum}[self.function](known)  # type: ignore[operator, no-any-return]

    def written(self, names: Names) -> str:
        title = {"min": "取小", "max": "取大", "sum": "合计"}[self.function]
        return f"{title}（{'，'.join(operand.written(names) for operand in self.operands)}）"

    def names(self) -> Iterator[str]:
        for operand in self.operands:
            yield from operand.names()


Formula: TypeAlias = Constant | Name | Binary | Call

_APPLY: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}
FUNCTIONS = ("min", "max", "sum")


def read_formula(text: str) -> Formula:
    """Read a number, a name or an expression of them.    Raises: FormulaRefused, saying what is wrong."""
    if number := read_number(text):
        return Constant(number.value, number.is_share)
    if len(text) > LONGEST:
        raise FormulaRefused(f"算式过长，最多 {LONGEST} 个字符")
    return _Parser(text).read()


class _Parser:
    """Recursive descent over the tokens of one formula."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [found.group().strip() for found in _TOKEN.finditer(text.translate(_SIGNS))]
        self.tokens = [token for token in self.tokens if token]
        self.at = 0
        self.depth = 0

    def read(self) -> Formula:
        if not self.tokens:
            raise FormulaRefused("这里应是一个数、一个输入的名称，或用 + - * / 连起来的算式")
        formula = self._sum()
        if self.at < len(self.tokens):
            raise FormulaRefused(f"算式“{self.text}”里的“{self.tokens[self.at]}”读不懂")
        return formula

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _take(self, *wanted: str) -> str:
        token = self._next()
        if token and token in wanted:
            self.at += 1
            return token
        return ""

    def _sum(self) -> Formula:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaRefused("算式的括号嵌套太深")
        left = self._product()
        while sign := self._take("+", "-"):
            left = Binary(sign, left, self._product())
        self.depth -= 1
        return left

    def _product(self) -> Formula:
        left = self._atom()
        while sign := self._take("*", "/"):
            left = Binary(sign, left, self._atom())
        return left

    def _atom(self) -> Formula:
        if self._take("-"):
            return Binary("*", Constant(Fraction(-1)), self._atom())
        if self._take("("):
            inner = self._sum()
            self._close()
            return inner
        token = self._next()
        self.at += 1
        if number := read_number(token):
            return Constant(number.value, number.is_share)
        if not token or not (token[0].isalpha() or token[0] == "_"):
            raise FormulaRefused(f"算式“{self.text}”里{f'的“{token}”读不懂' if token else '少了一个数'}")
        return self._call(token) if self._take("(") else Name(token)

    def _call(self, function: str) -> Formula:
        if function not in FUNCTIONS:
            raise FormulaRefused(f"算式里没有“{function}( )”，可用 min、max、sum")
        operands = [self._sum()]
        while self._take(","):
            operands.append(self._sum())
        self._close()
        return Call(function, tuple(operands))

    def _close(self) -> None:
        if not self._take(")"):
            raise FormulaRefused(f"算式“{self.text}”的括号没有配对")
