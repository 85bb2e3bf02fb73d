"""Python's garbage collector, which looks through all of an import's rows again and again and finds nothing."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector rest within the block; what goes out of use is freed all the same, but for cycles."""
    rested = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if rested:
            gc.enable()
