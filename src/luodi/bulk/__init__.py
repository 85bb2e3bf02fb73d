"""Write very many rows at once: keys taken beforehand, then one COPY or one statement per thousands of rows.

What is written here passes Django's models by: callers give columns and values, and answer for defaults.
"""

from luodi.bulk.sql import at_length, insert, reserve_ids, update_many

__all__ = ["at_length", "insert", "reserve_ids", "update_many"]
