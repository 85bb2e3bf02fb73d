"""What a draft's numbers say of each other: which belong together, and whether they agree."""

from luodi.press.grammar.within.checking import check, link
from luodi.press.grammar.within.rechecking import Checked, checked, recheck

__all__ = ["Checked", "check", "checked", "link", "recheck"]
