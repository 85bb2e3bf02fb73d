"""The Jinja2 environment of all pages: filters, addresses, and every part as a macro of ``ui``."""

from functools import cache
from types import SimpleNamespace
from typing import Any

import jinja2
from django.templatetags.static import static

from luodi.ui import addresses, filters

PARTS = (
    "ui/parts/marks.html",
    "ui/parts/figures.html",
    "ui/parts/tables.html",
    "ui/parts/forms.html",
    "ui/parts/pictures.html",
)
"""Files of macros. No template imports them: a block that is rendered by itself for htmx finds them, too."""


def environment(**options: Any) -> jinja2.Environment:
    """Return the environment that Django's Jinja2 backend asks for; an unknown name in a template is an error."""
    ours = {"undefined": jinja2.StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    env = jinja2.Environment(**{**options, **ours, "autoescape": True})  # noqa: S701 (it is on)
    env.filters.update(filters.ALL)
    parts = SimpleNamespace()
    env.globals.update(
        static=cache(static), url_with=addresses.url_with, here_with=addresses.here_with, ui=parts
    )
    for name in PARTS:
        vars(parts).update(vars(env.get_template(name).module))
    return env
