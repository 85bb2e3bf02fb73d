"""House rules that no linter knows."""

import ast
import re
from collections.abc import Iterator

from django.apps import apps
from django.db.models import CASCADE

from tests.architecture.source import TOP, Module, modules

SIGNALS_ALLOWED = {
    "src/luodi/ledger/apps.py": "a migration that remakes a table drops its guards; post_migrate puts them back",
}
CLOCKS_ALLOWED = re.compile(r"src/luodi/(desk|demo|ui)/|/management/commands/|/organisation/clock\.py$")
"""The edge reads the clock and passes the moment in."""

CLOCKS = {
    "timezone.now",
    "datetime.now",
    "datetime.datetime.now",
    "date.today",
    "datetime.date.today",
    "time.time",
}
CLOCKS_WITHOUT_ARGUMENT = {"timezone.localtime", "timezone.localdate"}

NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}


def imported(module: Module) -> Iterator[tuple[str, str]]:
    """Yield (module, name) for everything imported from somewhere."""
    for node in module.nodes:
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


def reads_the_clock(module: Module) -> bool:
    """Tell whether it asks what time it is; turning a moment that it was given into local time does not."""
    calls = [node for node in module.nodes if isinstance(node, ast.Call)]
    return any(
        (called := ast.unparse(call.func)) in CLOCKS or (called in CLOCKS_WITHOUT_ARGUMENT and not call.args)
        for call in calls
    )


def test_no_signals() -> None:
    users = {
        module.name
        for module in modules()
        for source, name in imported(module)
        if "signals" in source or (source, name) == ("django.dispatch", "receiver")
    }
    assert not users - SIGNALS_ALLOWED.keys()


def test_no_generic_foreign_keys() -> None:
    assert not [module.name for module in modules() if "GenericForeignKey" in module.text]


def test_no_imports_inside_functions() -> None:
    local = [
        f"{module.name}:{inner.lineno}"
        for module in modules()
        for outer in module.nodes
        if isinstance(outer, ast.FunctionDef)
        for inner in ast.walk(outer)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not local


def test_no_app_imports_the_private_names_of_another() -> None:
    private = [
        f"{module.name}: {source}.{name}"
        for module in modules()
        for source, name in imported(module)
        if source.startswith("luodi.") and source.split(".")[1] != module.app
        if name.startswith("_") or any(part.startswith("_") for part in source.split("."))
    ]
    assert not private


def test_only_the_settings_read_the_environment() -> None:
    reads = re.compile(r"os\.environ(?!\.setdefault\(\"DJANGO_SETTINGS_MODULE\")|os\.getenv")
    assert not [module.name for module in modules() if reads.search(module.text)]


def test_below_the_edge_nobody_reads_the_clock() -> None:
    readers = {module.name for module in modules() if reads_the_clock(module)}
    assert not {name for name in readers if not CLOCKS_ALLOWED.search(name)}


def test_no_model_overrides_save_or_delete() -> None:
    overriding = [
        f"{module.name}:{node.name}.{part.name}"
        for module in modules()
        if "/models" in module.name
        for node in module.nodes
        if isinstance(node, ast.ClassDef)
        for part in node.body
        if isinstance(part, ast.FunctionDef) and part.name in {"save", "delete"}
    ]
    assert not overriding


def test_nothing_is_deleted_along_with_something_else() -> None:
    cascading = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("luodi.")
        for field in model._meta.local_fields
        if field.remote_field and getattr(field.remote_field, "on_delete", None) is CASCADE
    ]
    assert not cascading


def test_every_refusal_is_a_refusal() -> None:
    plain = [
        f"{module.name}:{node.name}"
        for module in modules()
        for node in module.nodes
        if isinstance(node, ast.ClassDef)
        if {ast.unparse(base) for base in node.bases} & {"Exception", "ValueError", "RuntimeError"}
        if node.name != "Refusal"
    ]
    assert not plain


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [module.name for module in modules() if module.path.stem in NAMES_THAT_SAY_NOTHING]


def test_no_registry_is_named_in_a_lock() -> None:
    locks = [*(TOP / "requirements").iterdir(), TOP / "assets" / "lock.json"]
    assert not [path.name for path in locks if re.search(r"://|index-url", path.read_text())]


def test_templates_hold_no_script_of_their_own() -> None:
    script = r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>"
    inline = re.compile(rf"{script}|\son\w+=\"|href=\"javascript:", re.IGNORECASE)
    templates = (TOP / "src").glob("luodi/*/templates/**/*.html")
    assert not [path.name for path in templates if inline.search(path.read_text())]
