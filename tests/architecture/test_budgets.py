"""What good costs: sizes that a reader can hold in the head. An exception needs a reason that a reader accepts."""

from django.apps import apps

from tests.architecture.source import SRC, functions, length, modules

MODULE = 400
FUNCTION = 40
VIEW = 25
TEMPLATE = 150
COLUMNS = 20

EXCEPTIONS: dict[str, str] = {
    "ledger.Fact": "a fact freezes every dimension that an indicator may ask, so that no later edit can move it",
    "projects.Project": "the working copy of one project: the ledger list filters and sorts by all of it in one table",
}
"""What may be larger, as the tests name it, and why."""


def over(found: dict[str, int], budget: int) -> dict[str, int]:
    return {name: size for name, size in found.items() if size > budget and name not in EXCEPTIONS}


def test_a_module_is_at_most_400_lines() -> None:
    assert not over({module.name: len(module.text.splitlines()) for module in modules()}, MODULE)


def test_a_function_is_at_most_40_lines() -> None:
    found = {f"{module.name}:{node.name}": length(node) for module in modules() for node in functions(module)}
    assert not over(found, FUNCTION)


def test_a_view_is_at_most_25_lines() -> None:
    found = {
        f"{module.name}:{node.name}": length(node)
        for module in modules()
        if "views" in module.name
        for node in functions(module)
        if node.args.args and node.args.args[0].arg == "request"
    }
    assert not over(found, VIEW)


def test_a_template_is_at_most_150_lines() -> None:
    found = {
        path.relative_to(SRC).as_posix(): len(path.read_text().splitlines())
        for path in SRC.glob("luodi/*/templates/**/*.html")
    }
    assert not over(found, TEMPLATE)


def test_a_model_has_at_most_20_columns() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("luodi.")]
    assert not over({model._meta.label: len(model._meta.local_concrete_fields) for model in ours}, COLUMNS)


def test_an_exception_that_is_no_longer_needed_goes() -> None:
    names = {module.name for module in modules()}
    names |= {f"{module.name}:{node.name}" for module in modules() for node in functions(module)}
    names |= {path.relative_to(SRC).as_posix() for path in SRC.glob("luodi/*/templates/**/*.html")}
    names |= {model._meta.label for model in apps.get_models()}
    assert not EXCEPTIONS.keys() - names
