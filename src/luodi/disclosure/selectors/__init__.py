"""What the public may see, for reading."""

from luodi.disclosure.selectors.asking import Said, say_all
from luodi.disclosure.selectors.listing import Change, Moved, Shown, closed_through, due, moved, shown

__all__ = ["Change", "Moved", "Said", "Shown", "closed_through", "due", "moved", "say_all", "shown"]
