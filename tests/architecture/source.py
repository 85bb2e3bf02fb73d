"""The source text that the tests of this folder read: parsed once, named as in an import."""

import ast
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
SRC = TOP / "src"


@dataclass(frozen=True)
class Module:
    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Where it stands, from the top of the repository: src/luodi/ledger/models/fact.py."""
        return self.path.relative_to(TOP).as_posix()

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All of its syntax tree, walked once for all tests."""
        return list(ast.walk(self.tree))

    @property
    def app(self) -> str:
        parts = self.path.relative_to(SRC / "luodi").parts
        return parts[0] if len(parts) > 1 else ""


@cache
def modules() -> tuple[Module, ...]:
    """Return the modules of the product: no tests, no migrations."""
    paths = (
        path
        for path in sorted((SRC / "luodi").rglob("*.py"))
        if not {"tests", "migrations"} & set(path.parts)
    )
    return tuple(Module(path, text := path.read_text(), ast.parse(text)) for path in paths)


@cache
def layers() -> tuple[frozenset[str], ...]:
    """Return the apps of each layer, lowest first, as the import contract orders them."""
    with (TOP / "pyproject.toml").open("rb") as file:
        contract = tomllib.load(file)["tool"]["importlinter"]["contracts"][0]
    return tuple(frozenset(line.strip("()").split(" | ")) for line in reversed(contract["layers"]))


def functions(module: Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in module.nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return its lines from ``def`` to the end; the docstring is left out, or good ones would be dear."""
    first = node.body[0]
    said = (first.end_lineno or first.lineno) - first.lineno + 1 if ast.get_docstring(node) else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - said
