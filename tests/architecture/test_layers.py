"""Relations between models run downwards, as imports do; import-linter sees only imports."""

from django.apps import apps

from tests.architecture.source import layers


def level(app: str) -> int:
    return next(number for number, layer in enumerate(layers()) if app in layer)


def test_relations_of_models_run_downwards() -> None:
    upwards = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("luodi.")
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created
        if field.related_model and field.related_model.__module__.startswith("luodi.")
        if field.related_model._meta.app_label != model._meta.app_label
        if level(field.related_model._meta.app_label) >= level(model._meta.app_label)
    ]
    assert not upwards


def test_every_app_of_ours_stands_in_a_layer() -> None:
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("luodi.")}
    assert not ours - {app for layer in layers() for app in layer}
