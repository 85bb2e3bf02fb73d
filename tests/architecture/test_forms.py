"""Forms as they are sent."""

import re
from pathlib import Path

TEMPLATES = Path("src/luodi").glob("*/templates/**/*.html")
FORM = re.compile(r"<form method=\"post\".*?</form>", re.DOTALL)
SHOWS_ANY_FORM = re.compile(r"ui\.fields\(form|_wide_fields\.html")


def test_a_page_that_shows_any_form_sends_its_files() -> None:
    """A form with files that is sent without this encoding arrives without them, and is not refused."""
    every = [(path, form) for path in TEMPLATES for form in FORM.findall(path.read_text(encoding="utf-8"))]
    general = [(path, form) for path, form in every if SHOWS_ANY_FORM.search(form) and 'id="act"' in form]
    assert len(general) > 5
    assert not [
        str(path) for path, form in general if "ui.encoding(form)" not in form and "multipart" not in form
    ]
