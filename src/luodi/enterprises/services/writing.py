"""What every act on enterprises and advisers does alike: lock, check who may, keep pre-images, write, note."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from luodi import search
from luodi.audit import services as audit
from luodi.enterprises.models import Adviser, Enterprise
from luodi.ledger import services as ledger
from luodi.ledger.models import Batch
from luodi.organisation import policies as rights
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account, Unit

Row = TypeVar("Row", Enterprise, Adviser)
TARGETS = {Enterprise: "enterprise", Adviser: "adviser"}
_CHUNK = 400
_FIXED = {"id", "city", "code", "subject", "created_at", "created_by", "version"}


@dataclass
class Act:
    """One act under way: who, when, in which batch, and what the rows were before."""

    actor: Account
    at: datetime
    batch: Batch | None = None
    images: dict[int, dict[str, Any]] = field(default_factory=dict)

    def lock(self, model: type[Row], ids: Iterable[int]) -> dict[int, Row]:
        """Lock and load the rows afresh, in the order of their ids; keep their pre-images for the batch."""
        wanted, rows = sorted(set(ids)), {}
        for start in range(0, len(wanted), _CHUNK):
            found = model._default_manager.select_for_update(of=("self",)).select_related("subject", "city")
            some = found.filter(pk__in=wanted[start : start + _CHUNK]).order_by("pk")
            rows.update({row.pk: row for row in some})
        if self.batch is not None:
            self.images = {row.pk: image(row) for row in rows.values()}
        return rows

    def write(self, rows: Sequence[Row], columns: Sequence[str]) -> None:
        """Write the columns of the rows under their next version."""
        if not rows:
            return
        for row in rows:
            row.version += 1
            if isinstance(row, Enterprise):
                row.updated_at = self.at
        type(rows[0])._default_manager.bulk_update(rows, [*columns, "version"], batch_size=_CHUNK)
        self.keep([(row.pk, self.images.get(row.pk), row.version) for row in rows], type(rows[0]))

    def keep(
        self,
        rows: Sequence[tuple[int, dict[str, Any] | None, int]],
        model: type[Enterprise | Adviser] = Enterprise,
    ) -> None:
        if self.batch is not None:
            ledger.keep_pre_images(batch=self.batch, table=model._meta.db_table, rows=rows)


def require_writer(actor: Account, units: Iterable[Unit]) -> None:
    """Raises: NotAllowed unless the actor writes for every unit."""
    reach = rights.reach_of(actor)
    for unit in units:
        allowed = unit.city_id == reach.city_id and rights.may_write(reach, unit.pk)
        rights.require(allowed, f"您没有为{unit.short_name}填报的权限")


def note(act: str, row: Enterprise | Adviser, changes: Mapping[str, Any]) -> audit.Note:
    """Return the trail's note of a change that brings the row to its next version."""
    versioned = {**changes, "version": [row.version, row.version + 1]}
    return audit.Note(act, TARGETS[type(row)], row.code, row.name, versioned)


def document(row: Enterprise) -> search.Document:
    return search.Document(row.pk, row.city_id, row.search_text)


def search_text_of(row: Enterprise, also: Sequence[str] = ()) -> str:
    """Return what the firm is found by: its name, those that it bore before, its codes; ``also`` more names."""
    before = [one.name for one in row.former_names.all()] if row.pk else []
    return search.search_text(row.name, *before, *also, codes=[row.code, row.credit_code])


def check_unchanged(row: Enterprise | Adviser, expected: int | None) -> None:
    """Raises: EditedMeanwhile telling field by field who changed what."""
    check_version(
        city_id=row.city_id,
        target_kind=TARGETS[type(row)],
        target_code=row.code,
        expected=expected,
        version=row.version,
    )


def columns(model: type[Enterprise | Adviser]) -> list[Any]:
    """Return the columns that an act may write, and that a batch keeps pre-images of."""
    return [column for column in model._meta.concrete_fields if column.name not in _FIXED]


def image(row: Enterprise | Adviser) -> dict[str, Any]:
    """Return what the row looks like now, as values of JSON."""
    told = {column.attname: _plain(getattr(row, column.attname)) for column in columns(type(row))}
    return told | {"version": row.version}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
