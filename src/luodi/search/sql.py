"""The index of bigrams: FTS5 on SQLite, a tsvector with GIN on PostgreSQL. Vendor SQL stands here alone.

FTS5's table keeps no text and no positions: the text stands in the row itself, which is compared in the end, and a
row is taken out by naming the words that it had.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL

from luodi.search import text as texts

Rows = TypeVar("Rows", bound="models.QuerySet[Any]")
_CHUNK = 400


@dataclass(frozen=True)
class Index:
    """The index of one model, by the name of its table; the model has a column ``search_text``."""

    table: str


@dataclass(frozen=True)
class Document:
    """One row with the text that it is found by, as it stands or as it stood."""

    row_id: int
    city_id: int
    text: str

    @property
    def tokens(self) -> str:
        """The words of the index, with spaces between."""
        return texts.written(self.city_id, self.text.split("\n"))


def create(index: Index, on: BaseDatabaseWrapper) -> None:
    statements = {
        "sqlite": (
            f"CREATE VIRTUAL TABLE {index.table} USING fts5"
            "(tokens, content='', detail='none', columnsize=0, tokenize='ascii')",
        ),
        "postgresql": (
            f"CREATE TABLE {index.table} (id bigint PRIMARY KEY, tokens tsvector NOT NULL)",
            f"CREATE INDEX {index.table}_gin ON {index.table} USING gin (tokens)",
        ),
    }[on.vendor]
    with on.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def drop(index: Index, on: BaseDatabaseWrapper) -> None:
    with on.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {index.table}")


def put(index: Index, documents: Sequence[Document]) -> None:
    """Add rows to the index in the caller's transaction."""
    with connection.cursor() as cursor:
        if _is_sqlite():
            cursor.executemany(
                f"INSERT INTO {index.table} (rowid, tokens) VALUES (%s, %s)",
                [(document.row_id, document.tokens) for document in documents],
            )
            return
        for start in range(0, len(documents), _CHUNK):
            some = documents[start : start + _CHUNK]
            values = [value for document in some for value in (document.row_id, document.tokens)]
            rows = ", ".join(["(%s, %s::tsvector)"] * len(some))
            cursor.execute(
                f"INSERT INTO {index.table} (id, tokens) VALUES {rows}"
                " ON CONFLICT (id) DO UPDATE SET tokens = excluded.tokens",
                values,
            )


def take_out(index: Index, documents: Sequence[Document]) -> None:
    """Take rows out of the index; each document must carry the text under which it was put in."""
    with connection.cursor() as cursor:
        if _is_sqlite():
            cursor.executemany(
                f"INSERT INTO {index.table} ({index.table}, rowid, tokens) VALUES ('delete', %s, %s)",
                [(document.row_id, document.tokens) for document in documents],
            )
        else:
            cursor.execute(f"DELETE FROM {index.table} WHERE id = ANY(%s)", [[d.row_id for d in documents]])


def clear(index: Index) -> None:
    with connection.cursor() as cursor:
        if _is_sqlite():
            cursor.execute(f"INSERT INTO {index.table} ({index.table}) VALUES ('delete-all')")
        else:
            cursor.execute(f"DELETE FROM {index.table}")


def settle(index: Index) -> None:
    """Merge what many small writes left behind, so that a search reads one run: after a rebuild or a big import."""
    with connection.cursor() as cursor:
        if _is_sqlite():
            cursor.execute(f"INSERT INTO {index.table} ({index.table}) VALUES ('optimize')")
        else:
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [f"{index.table}_gin"])
            cursor.execute(f"ANALYZE {index.table}")


def narrow(rows: Rows, index: Index, *, city_id: int, text: str) -> Rows:
    """Return the rows of the city whose text contains each word of ``text``; without words, all of them.

    A single character has no pair: it is looked for in the text itself.
    """
    for word in texts.words(text):
        if pairs := texts.tokens(city_id, [word]):
            rows = rows.filter(pk__in=RawSQL(*_candidates(index, pairs)))  # noqa: S611 (tables of our own)
        rows = rows.filter(search_text__contains=word)
    return rows


def _candidates(index: Index, pairs: Sequence[str]) -> tuple[str, tuple[Any, ...]]:
    if _is_sqlite():
        return f"SELECT rowid FROM {index.table} WHERE {index.table} MATCH %s", (" AND ".join(pairs),)
    sought = " & ".join(f"'{pair}'" for pair in pairs)
    return f"SELECT id FROM {index.table} WHERE tokens @@ %s::tsquery", (sought,)


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"
