"""Find rows by any part of their names: which text is looked through, and the index that makes it quick.

The apps above say what of a row is searched and keep its index in the same transaction as the row.
"""

from luodi.search.rebuilding import rebuild
from luodi.search.sql import Document, Index, clear, create, drop, narrow, put, settle, take_out
from luodi.search.text import search_text

__all__ = [
    "Document",
    "Index",
    "clear",
    "create",
    "drop",
    "narrow",
    "put",
    "rebuild",
    "search_text",
    "settle",
    "take_out",
]
