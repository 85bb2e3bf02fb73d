"""Put enterprises and advisers back as they were before a batch that is being withdrawn."""

from collections.abc import Sequence
from datetime import datetime

from luodi import search
from luodi.audit import services as audit
from luodi.enterprises.models import Adviser, Enterprise
from luodi.enterprises.models.enterprise import SEARCH_INDEX
from luodi.enterprises.services.writing import Act, Row, columns, document, note
from luodi.ledger import services as ledger
from luodi.ledger.models import PreImage
from luodi.organisation import policies as rights
from luodi.organisation.models import Account


def put_back(kept: Sequence[PreImage], *, actor: Account, at: datetime) -> list[audit.Note]:
    """Let the rows among the pre-images be as they were; one that the batch created is void from then on.

    Shape: what the trail is to say of each row; the caller withdraws the facts.
    Raises: BatchRefused when one has been worked on since; NotAllowed.
    """
    return [*_put_back(Enterprise, kept, actor, at), *_put_back(Adviser, kept, actor, at)]


def _put_back(model: type[Row], kept: Sequence[PreImage], actor: Account, at: datetime) -> list[audit.Note]:
    mine = {one.row_id: one for one in kept if one.table == model._meta.db_table}
    if not mine:
        return []
    rights.require(rights.reach_of(actor).writes, "您没有撤回这一批次的权限")
    act = Act(actor, at)
    rows = list(act.lock(model, mine).values())
    if later := [row.code for row in rows if row.version != mine[row.pk].version_after]:
        raise ledger.BatchRefused(f"这些记录之后又被修改，请先处理：{'、'.join(later[:10])}")
    notes = [note("撤回批次", row, {}) for row in rows]
    for row in rows:
        _restore(row, mine[row.pk])
    act.write(rows, [column.name for column in columns(model)])
    found = [(row.pk, (mine[row.pk].before or {}).get("version"), row.version) for row in rows]
    ledger.restored(table=model._meta.db_table, rows=found)
    return notes


def _restore(row: Enterprise | Adviser, kept: PreImage) -> None:
    if kept.before is None:
        row.is_void = True
        if isinstance(row, Enterprise):
            search.take_out(SEARCH_INDEX, [document(row)])
        return
    for column in columns(type(row)):
        setattr(row, column.attname, column.to_python(kept.before[column.attname]))
