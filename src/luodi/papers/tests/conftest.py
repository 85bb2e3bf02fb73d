import os

import pytest

from luodi.papers import fonts


@pytest.fixture
def _typefaces() -> None:
    """The free typefaces, brought by ./luodi fonts; where all tests are run they have to be there."""
    lacking = fonts.lacking()
    if lacking and os.environ.get("CI") != "true":
        pytest.skip(f"缺少{'、'.join(lacking)}：请先执行 ./luodi fonts")
    assert not lacking
